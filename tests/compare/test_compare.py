"""`compat record` and `compat compare`: planted faults are found where they are planted."""

from __future__ import annotations

import ast
import json
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from compat.compare import difference, recorder, report
from compat.compare.recordings import load
from compat.core.errors import FileFormatError

from ..imports import launching
from .faults import FAULTS, PROGRAMS, Fault, program

# One of each sort for each framework, so that the suite stays short; tools/plant_faults.py has all.
SAMPLE = list({(f.framework, f.sort): f for f in FAULTS}.values())[::3]


def run(words: list[str], folder: Path, backend: str = "numpy"):
    return launching.run(words, folder, COMPAT_BACKEND=backend)


def recorded(folder: Path, name: str, text: str, backend: str = "numpy"):
    (folder / f"{name}.py").write_text(text, "utf-8")
    done = run(["record", "-o", name, f"{name}.py"], folder, backend)
    assert (folder / name / "manifest.json").is_file(), done.stderr
    return load(folder / name)


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sound")
    return {w: recorded(folder, w, program(w)) for w in PROGRAMS}


@pytest.mark.parametrize("fault", SAMPLE, ids=str)
def test_a_planted_fault_is_found_at_its_layer(sound, fault: Fault, tmp_path):
    faulty = recorded(tmp_path, "faulty", program(fault.framework, fault.place, fault.new))
    first = difference.compare(sound[fault.framework], faulty).first
    assert first is not None
    assert (first.event.path, first.event.kind) == (fault.path, fault.kind)


@pytest.mark.parametrize("framework", PROGRAMS)
def test_the_chosen_backend_computes_what_numpy_does(sound, framework, tmp_path):
    backend = os.environ.get("COMPAT_BACKEND", "numpy")
    again = recorded(tmp_path, "again", program(framework), backend)
    found = difference.compare(sound[framework], again)
    assert found.same, report.headline(found)
    assert (found.only_left, found.only_right) == (0, 0)
    assert {row.event.kind for row in found.rows} >= {"initial", "forward", "backward", "update"}


def test_command_marks_the_first_difference(sound, tmp_path):
    text = program("mindspore", "act", "nn.Sigmoid()")
    recorded(tmp_path, "faulty", text)
    left = str(sound["mindspore"].folder)
    done = run(["compare", "--html", "page.html", left, "faulty"], tmp_path)
    assert done.returncode == 1
    marked = next(line for line in done.stdout.splitlines() if "HERE" in line)
    assert "act (Sigmoid)" in marked or "act (Tanh)" in marked
    assert "forward, step 1" in marked
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "<svg" in page
    assert "http" not in page
    done = run(["compare", "--json", left, "faulty"], tmp_path)
    first = json.loads(done.stdout)["first"]
    assert first["path"].endswith("_backbone.act")
    assert run(["compare", left, left], tmp_path).returncode == 0


def test_a_program_is_compared_with_a_recording(sound, tmp_path):
    (tmp_path / "train.py").write_text(program("paddle"), "utf-8")
    done = run(["compare", str(sound["paddle"].folder), "train.py"], tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the same in" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["compare", "nowhere.py"], "no such program: nowhere.py"),
        (["compare", "."], "no manifest.json"),
        (["compare", "--backends", "numpy", "x.py"], "two backends"),
        (["compare"], "Missing argument"),
        (["record", "x.py"], "-o FOLDER"),
        (["record", "-o", "out"], "a program is missing"),
        (["record", "-o", "out", "nowhere.py"], "no such program: nowhere.py"),
    ],
    ids=str,
)
def test_mistakes_are_told(tmp_path, words, said):
    done = run(words, tmp_path)
    assert done.returncode != 0
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_damaged_recording_is_refused(sound, tmp_path):
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(FileFormatError):
        load(tmp_path)
    facts = json.loads((sound["paddle"].folder / "manifest.json").read_text("utf-8"))
    for event in facts["events"]:
        for row in event["arrays"]:
            row["file"] = "../../outside.npy"
    (tmp_path / "manifest.json").write_text(json.dumps(facts))
    with pytest.raises(FileFormatError, match="out of the recording"):
        difference.compare(load(tmp_path), sound["paddle"])


def test_relative_difference():
    a = np.array([3.0, 4.0])
    assert difference.relative(a, a) == 0.0
    assert difference.relative(a, np.array([3.0, 4.5])) == pytest.approx(0.1)
    assert difference.relative(a, np.array([3.0, np.nan])) == np.inf
    assert difference.relative(np.array([np.nan, 1.0]), np.array([np.nan, 1.0])) == 0.0


def test_the_recorder_is_one_file_for_old_pythons():
    source = Path(recorder.__file__).read_text("utf-8")
    tree = ast.parse(source, feature_version=(3, 7))
    modules = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    modules |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert {m.partition(".")[0] for m in modules} <= sys.stdlib_module_names | {"numpy"}
