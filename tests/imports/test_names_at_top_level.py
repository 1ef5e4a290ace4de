"""Modules of a program that are called like ours: `backends`, `compat`."""

from __future__ import annotations

import pytest

from .launching import ROOT, run

TRAIN = "import mindspore as ms; print(ms.ops.add(ms.Tensor([1.0]), ms.Tensor([2.0])))\n"


@pytest.mark.parametrize("name", ["backends.py", "backends/__init__.py"])
def test_own_backends_of_a_program_is_its_own(tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("value = 41\n")
    (tmp_path / "main.py").write_text("import backends\nprint(backends.value)\n" + TRAIN)
    done = run(["main.py"], tmp_path)
    assert done.stdout == "41\n[3.]\n", done.stderr


def test_the_launcher_offers_no_backends_to_the_program(tmp_path):
    code = "import importlib.util as u, sys; import mindspore; mindspore.Tensor([1.0]) + 1\n"
    code += "print('backends' in sys.modules, 'compat._backends.numpy' in sys.modules)"
    assert run(["-c", code], tmp_path, COMPAT_BACKEND="numpy").stdout == "False True\n"


def test_own_compat_of_a_program_is_named(tmp_path):
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/compat.py").write_text("value = 41\n")
    (tmp_path / "scripts/main.py").write_text(TRAIN)
    done = run(["scripts/main.py"], tmp_path)
    assert done.stdout == "[3.]\n"
    assert str(tmp_path / "scripts/compat.py") in done.stderr


def test_own_compat_on_the_path_leaves_children_alone(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/compat.py").write_text("value = 41\n")
    code = (
        "import os, subprocess, sys\n"
        f"os.environ['PYTHONPATH'] += os.pathsep + {str(tmp_path / 'mine')!r}\n"
        f"subprocess.run([sys.executable, '-c', {TRAIN!r}], check=True)"
    )
    done = run(["-c", code], tmp_path, PYTHONPATH=f"{ROOT}")
    assert done.stdout == "[3.]\n", done.stderr
