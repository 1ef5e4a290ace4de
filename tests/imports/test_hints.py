"""Errors that another library's release causes name their cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from compat.failure import newer_numpy

from .launching import run

ROOT = Path(__file__).parents[2]
PROGRAM = f"""
import sys
import numpy
numpy.__version__ = "2.4.0"
try:
    raise TypeError({newer_numpy.ONE_ELEMENT!r})
except TypeError as error:
    raise ValueError("training failed") from error
"""


@pytest.mark.parametrize("arguments", [["-c", PROGRAM], ["program.py"]], ids=["code", "script"])
def test_a_number_made_of_an_array_under_numpy_2_4_names_the_cure(tmp_path, arguments):
    (tmp_path / "program.py").write_text(PROGRAM)
    done = run(arguments, tmp_path)
    assert done.returncode == 1
    assert "ValueError: training failed" in done.stderr
    assert "NumPy 2.4.0 refuses float(a)" in done.stderr
    assert "pip install 'numpy>=2.0,<2.4'" in done.stderr


def test_other_errors_end_without_a_hint(tmp_path):
    done = run(["-c", "import numpy; raise TypeError('unsupported operand')"], tmp_path)
    assert "compat:" not in done.stderr


PROMOTED = """
import numpy as np, paddle.fluid as fluid
with fluid.dygraph.guard():
    x = np.ones((2, 2), "float32") / np.sqrt(2)
    wide, narrow = map(fluid.dygraph.to_variable, (x, x.astype("float32")))
    fluid.layers.matmul(wide, narrow)
"""


def test_an_array_that_numpy_2_makes_wider_is_explained(tmp_path):
    done = run(["-c", PROMOTED], tmp_path)
    assert "but desires to be" in done.stderr
    assert "Write float(numpy.sqrt(n)) in the line that makes the array." in done.stderr


def test_pytest_reports_the_cure(tmp_path):
    (tmp_path / "test_it.py").write_text(
        f"import numpy\ndef test_it():\n    raise TypeError({newer_numpy.ONE_ELEMENT!r})\n"
    )
    done = run(["-q", "-p", "compat.pytest_plugin", "test_it.py"], tmp_path, ("-m", "pytest"))
    assert "pip install 'numpy>=2.0,<2.4'" in done.stdout


def test_the_hint_names_the_numpy_that_is_installed_by_default():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    assert 'dependencies = ["numpy>=2.0,<2.4"' in text
