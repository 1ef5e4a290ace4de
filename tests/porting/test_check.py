"""`compat check`: what it says of small code bases, and that it never runs or dies on them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from compat.cli import main
from compat.porting.check import check

GOOD = """
import mindspore.nn as nn
from mindspore import Tensor, ops

class Net(nn.Cell):
    def construct(self, x):
        return ops.relu(nn.Dense(3, 4, has_bias=True)(x))
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, "utf-8")
    return folder


def only(folder: Path):
    found = check([folder])
    assert len(found) == 1
    return found[0]


def states(directory) -> dict[str, str]:
    return {f.name: f.verdict.state for f in directory.findings}


def test_a_program_of_supported_names_runs(tmp_path):
    result = only(write(tmp_path, train=GOOD))
    assert result.verdict == "runs"
    assert result.rate == 1.0
    assert states(result)["mindspore.nn.Dense"] == "supported"


@pytest.mark.parametrize(
    ("code", "name", "state"),
    [
        ("import mindspore\nmindspore.mint.add", "mindspore.mint", "later"),
        ("import paddle\npaddle.to_tensor([1])", "paddle.to_tensor", "later"),
        ("import mindspore.nn as nn\nnn.Linear(1, 2)", "mindspore.nn.Linear", "unknown"),
        (
            "from mindspore import context\ncontext.GRAPH_MODE",
            "mindspore.context.GRAPH_MODE",
            "differs",
        ),
        ("import mindspore\nmindspore.nn._own", "mindspore.nn._own", "absent"),
    ],
)
def test_states_of_names(tmp_path, code, name, state):
    assert states(only(write(tmp_path, train=code))).get(name) == state


def test_a_keyword_of_another_version_is_named(tmp_path):
    result = only(write(tmp_path, train="from mindspore import nn\nnn.Dense(3, 4, bias=True)"))
    finding = next(f for f in result.findings if "bias" in f.name)
    assert finding.name == "mindspore.nn.Dense(bias=)"
    assert finding.places == ["train.py:2"]
    assert not finding.verdict.runs


def test_missing_packages_by_their_distribution_and_own_modules_left_out(tmp_path):
    optional = "try:\n    import optional_one\nexcept ImportError:\n    pass\n"
    code = f"import skimage_not_there, helper\n{optional}"
    result = only(write(tmp_path, train=GOOD + code, helper=""))
    assert result.missing == {"skimage_not_there": "skimage_not_there"}


def test_old_names_of_numpy_are_covered(tmp_path):
    result = only(write(tmp_path, train=GOOD + "import numpy as np\nnp.float, np.float32\n"))
    assert result.legacy == ["numpy.float"]


def test_directories_with_programs_are_told_apart(tmp_path):
    for name in ("lenet", "vgg"):
        (tmp_path / name / "src").mkdir(parents=True)
        write(tmp_path / name, train=GOOD)
        write(tmp_path / name / "src", net=GOOD)
    assert [(d.path, d.files) for d in check([tmp_path])] == [("lenet", 2), ("vgg", 2)]


def test_what_cannot_be_read_is_named_and_nothing_is_executed(tmp_path):
    write(tmp_path, train=GOOD, broken="def f(:\n", evil="open('ran', 'w')")
    (tmp_path / "nul.py").write_bytes(b"x = 1\0")
    (tmp_path / "latin.py").write_bytes(b"# -*- coding: latin-1 -*-\nx = '\xe9'\n")
    (tmp_path / "deep.py").write_text("x = " + "(" * 5000 + ")" * 5000)
    (tmp_path / "book.ipynb").write_text("{]")
    os.symlink(tmp_path, tmp_path / "loop")
    result = only(tmp_path)
    assert {f for f, _ in result.unreadable} == {"broken.py", "nul.py", "deep.py", "book.ipynb"}
    assert not Path("ran").exists()
    assert result.verdict == "runs"


def test_code_of_notebooks_is_read(tmp_path):
    cells = [
        {
            "cell_type": "code",
            "source": ["%pip install x\n", "from mindspore import nn\n", "nn.Nothing"],
        }
    ]
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": cells}))
    assert states(only(tmp_path))["mindspore.nn.Nothing"] == "unknown"


def test_command_line(tmp_path):
    write(tmp_path, train=GOOD)
    page = tmp_path / "page.html"
    result = CliRunner().invoke(main, ["check", str(tmp_path), "--html", str(page), "--json"])
    assert result.exit_code == 0
    assert json.loads(result.output)["totals"]["clean"] == 1
    assert "http" not in page.read_text("utf-8").replace("<!doctype html>", "")
    write(tmp_path, train="import mindspore\nmindspore.mint.add(1)")
    result = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert result.exit_code == 1
    assert "first in MindSpore 2.3" in " ".join(result.output.split())


def test_a_wrong_path_is_an_honest_error():
    result = CliRunner().invoke(main, ["check", "no/such/place"])
    assert result.exit_code == 2
    assert "no/such/place" in result.output
