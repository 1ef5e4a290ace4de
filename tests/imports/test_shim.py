"""`compat shim`: wheels that satisfy pins of the frameworks and hold nothing."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest
from click.testing import CliRunner

from compat.cli import main


def shim(*words: object):
    return CliRunner().invoke(main, ["shim", *map(str, words)])


def test_the_usual_two(tmp_path):
    done = shim("-d", tmp_path)
    assert done.exit_code == 0, done.output
    names = sorted(p.name for p in tmp_path.iterdir())
    assert names == ["mindspore-2.0.0-py3-none-any.whl", "paddlepaddle-1.8.5-py3-none-any.whl"]
    with zipfile.ZipFile(tmp_path / names[0]) as archive:
        assert all(".dist-info/" in n for n in archive.namelist())


def test_pins_of_a_requirements_file(tmp_path):
    text = "numpy\nmindspore_gpu == 1.10.0  # pinned\npaddlepaddle>=1.8.4\n-r other.txt\n"
    (tmp_path / "requirements.txt").write_text(text)
    done = shim("-r", tmp_path / "requirements.txt", "-d", tmp_path / "out")
    assert done.exit_code == 0, done.output
    found = sorted(p.name.partition("-py3")[0] for p in (tmp_path / "out").iterdir())
    assert found == ["mindspore_gpu-1.10.0", "paddlepaddle-1.8.4"]


def test_pip_takes_them_for_the_frameworks(tmp_path):
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True).returncode:
        pytest.skip("pip is not installed")
    shim("-d", tmp_path)
    target = tmp_path / "site"
    words = ["install", "--no-index", "--find-links", tmp_path, "--target", target, "--no-deps"]
    command = [sys.executable, "-m", "pip", *map(str, words), "mindspore==2.0.0"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert [p.name for p in target.iterdir()] == ["mindspore-2.0.0.dist-info"]


@pytest.mark.parametrize(
    ("words", "said"),
    [(["torch==2"], "mindspore-gpu"), (["-r", "nowhere.txt"], "nowhere.txt")],
    ids=str,
)
def test_mistakes_are_told(tmp_path, words, said):
    done = shim(*words, "-d", tmp_path / "out")
    assert done.exit_code == 2
    assert said in done.output
