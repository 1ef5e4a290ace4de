"""`pytest -p compat.pytest_plugin --compat-backend a,b`: one suite on several backends."""

from __future__ import annotations

import importlib.util

import pytest

from compat._matrix import without

from .launching import run

SUITE = """
import os
import mindspore as ms

def test_everywhere():
    assert ms.Tensor([1.0]).asnumpy()[0] == 1.0

def test_numpy_alone():
    assert os.environ["COMPAT_BACKEND"] == "numpy"
"""
PYTEST = ("-m", "pytest")


def matrix(folder, backends):
    (folder / "test_it.py").write_text(SUITE)
    words = ["-q", "-p", "compat.pytest_plugin", "-p", "no:cacheprovider", "test_it.py"]
    return run([*words, "--compat-backend", backends], folder, PYTEST)


def test_one_matrix_for_all_backends(tmp_path):
    if importlib.util.find_spec("torch") is None:
        pytest.skip("torch is not installed")
    done = matrix(tmp_path, "numpy,torch")
    assert done.returncode == 1
    shown = done.stdout.partition("compat matrix")[2]
    rows = {
        line.split("│")[1].strip(): line.split("│")[2:4]
        for line in shown.splitlines()
        if "│" in line
    }
    assert [c.strip() for c in rows["passed"]] == ["2", "1"]
    assert [c.strip() for c in rows["failed"]] == ["0", "1"]
    assert [c.strip() for c in rows["test_it::test_numpy_alone"]] == ["passed", "failed"]
    assert "test_it::test_everywhere" not in rows


def test_one_backend_is_a_matrix_as_well(tmp_path):
    done = matrix(tmp_path, "numpy")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "compat matrix" in done.stdout


@pytest.mark.parametrize(("names", "said"), [("nump", "did you mean numpy?"), (",", "no backend")])
def test_mistakes_are_told(tmp_path, names, said):
    done = matrix(tmp_path, names)
    assert done.returncode == 4
    assert said in done.stderr


def test_the_option_does_not_reach_the_runs():
    words = ["-q", "--compat-backend", "a,b", "x.py", "--compat-backend=c"]
    assert without(words) == ["-q", "x.py"]
