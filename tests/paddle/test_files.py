"""State files: those of Paddle 1.8.5 resume here, and ours are of the same form."""

import base64
import importlib
import json
import pickletools
import sys
from pathlib import Path

import numpy as np
import paddle.fluid as fluid
import pytest

from compat.core.errors import FileFormatError

TESTS = Path(__file__).parents[1]
RECORDED = json.loads((TESTS / "golden/paddle/files.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def program():
    """The program that wrote the recorded files."""
    sys.path.insert(0, str(TESTS / "oracle"))
    try:
        return importlib.import_module("paddle_files")
    finally:
        sys.path.pop(0)


def recorded_file(case, kind):
    return base64.b64decode(RECORDED[case][kind])


def names_asked_for(data):
    return {arg for op, arg, _ in pickletools.genops(data) if op.name == "GLOBAL"}


@pytest.mark.parametrize("case", RECORDED)
def test_training_goes_on_from_files_of_paddle(case, program, tmp_path):
    for kind in ("pdparams", "pdopt"):
        (tmp_path / f"{case}.{kind}").write_bytes(recorded_file(case, kind))
    losses, rate, names = program.run("resume", str(tmp_path / case), *case.split("_"))
    expected = RECORDED[case]["next"]
    np.testing.assert_allclose([*losses, rate], [*expected[0], expected[1]], rtol=1e-5)
    assert names == expected[2]


@pytest.mark.parametrize("case", RECORDED)
def test_files_written_here_have_the_form_of_paddles(case, program, tmp_path):
    program.run("save", str(tmp_path / case), *case.split("_"))
    for kind in ("pdparams", "pdopt"):
        ours, theirs = (tmp_path / f"{case}.{kind}").read_bytes(), recorded_file(case, kind)
        assert ours[:2] == theirs[:2] == b"\x80\x02"
        assert names_asked_for(ours) == names_asked_for(theirs)
        (tmp_path / f"theirs.{kind}").write_bytes(theirs)
    with fluid.dygraph.guard():
        ours = fluid.load_dygraph(str(tmp_path / case), keep_name_table=True)
        theirs = fluid.load_dygraph(str(tmp_path / "theirs"), keep_name_table=True)
    for mine, other in zip(ours, theirs, strict=True):
        assert list(mine) == list(other)
        for key, value in other.items():
            if isinstance(value, np.ndarray):
                assert mine[key].dtype == value.dtype
                np.testing.assert_allclose(mine[key], value, rtol=2e-5, atol=1e-6)
            else:
                assert type(mine[key]) is type(value)


@pytest.mark.parametrize("text", [b"", b"\x80\x02", b"no pickle", b"\x80\x02]."])
def test_a_damaged_file_is_one_error_that_names_it(text, tmp_path):
    (tmp_path / "net.pdparams").write_bytes(text)
    with fluid.dygraph.guard(), pytest.raises(FileFormatError, match=r"net\.pdparams: the file"):
        fluid.load_dygraph(str(tmp_path / "net"))


def test_a_failed_save_leaves_the_old_file(tmp_path):
    path = str(tmp_path / "net")
    with fluid.dygraph.guard():
        state = fluid.dygraph.Linear(2, 2).state_dict()
        fluid.save_dygraph(state, path)
        before = Path(path + ".pdparams").read_bytes()
        state["bad"] = object()
        with pytest.raises(TypeError, match=r"\['bad'\] is a builtins.object"):
            fluid.save_dygraph(state, path)
    assert Path(path + ".pdparams").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["net.pdparams"]
