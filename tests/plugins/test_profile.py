"""`compat --profile`: rows of layers that sum up to the time that passed."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from ..compare.faults import PROGRAMS, program
from ..imports.launching import run

LAYERS = {
    "mindspore": ("Net.stem.conv", "Net.body.0.bn", "Net.fc2"),
    "paddle": ("Net.stem.conv", "Net.body.0.bn", "Net.fc2"),
}


@pytest.fixture(scope="module", params=PROGRAMS)
def profiled(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("profile")
    (folder / "train.py").write_text(program(request.param), "utf-8")
    done = run(["--profile-to", "a.json", "--profile-to", "a.html", "train.py"], folder)
    assert done.returncode == 0, done.stderr
    return request.param, folder, done.stderr, json.loads((folder / "a.json").read_text("utf-8"))


def test_rows_sum_up_to_the_time_that_passed(profiled):
    _, _, _, trace = profiled
    facts = trace["otherData"]
    assert sum(row["spent"] for row in facts["rows"]) == facts["elapsed_ns"]
    steps = facts["steps_ns"]
    assert len(steps) == 3
    for begin, end in pairwise(steps):
        inside = [e for e in trace["traceEvents"] if begin <= e["ts"] * 1e3 < end - 1]
        assert sum(e["dur"] for e in inside) * 1e3 == pytest.approx(end - begin, rel=0.05)


def test_layers_have_a_forward_a_backward_and_a_line(profiled):
    framework, _, _, trace = profiled
    rows = {(r["path"], r["phase"]): r for r in trace["otherData"]["rows"]}
    for path in LAYERS[framework]:
        for phase in ("forward", "backward"):
            row = rows[path, phase]
            assert row["calls"] == 3
            assert row["spent"] > 0
            assert row["line"].rpartition(":")[0].endswith("train.py")
        assert rows[path, "forward"]["made"] > 0
    assert [r["calls"] for (_, phase), r in rows.items() if phase == "update"] == [3]


def test_table_and_page(profiled):
    _, folder, table, _ = profiled
    assert "compat profile" in table
    assert "a step, without the first" in table
    page = (folder / "a.html").read_text("utf-8")
    assert "Net.stem.conv" in page
    assert "http" not in page


def test_a_file_that_cannot_be_written_is_said(tmp_path):
    words = ["--profile-to", "no/such/a.json", "-c", "import mindspore as m; m.Tensor([1.0])"]
    done = run(words, tmp_path)
    assert done.returncode == 0
    assert "cannot write" in done.stderr
    assert "no/such/a.json" in done.stderr
