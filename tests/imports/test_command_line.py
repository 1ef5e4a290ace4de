"""The command line: options, commands and programs told apart; honest errors."""

from __future__ import annotations

import pytest

from compat.cli import COMMANDS

from .launching import run


@pytest.mark.parametrize("words", [["-m", "compat"], ["-m", "compat.cli"]], ids=str)
def test_both_spellings_run_a_program(tmp_path, words):
    (tmp_path / "train.py").write_text("import sys, mindspore; print(sys.argv)")
    done = run(["train.py", "--help", "--backend", "x"], tmp_path, launcher=words)
    assert done.stdout == "['train.py', '--help', '--backend', 'x']\n", done.stderr


def test_a_program_named_like_a_command_is_run(tmp_path):
    (tmp_path / "check").write_text("print('the program')")
    assert run(["check"], tmp_path).stdout == "the program\n"


def test_a_folder_named_like_a_command_does_not_hide_it(tmp_path):
    (tmp_path / "info").mkdir()
    assert "serves mindspore" in run(["info"], tmp_path).stdout
    (tmp_path / "info" / "__main__.py").write_text("print('the program')")
    assert run(["info"], tmp_path).stdout == "the program\n"


def test_unknown_option_names_the_nearest(tmp_path):
    done = run(["--backedn", "torch", "train.py"], tmp_path)
    assert done.returncode == 2
    assert "--backend" in done.stderr


def test_unknown_variable_names_the_nearest(tmp_path):
    done = run(["-c", "pass"], tmp_path, COMPAT_BACKENDS="torch")
    assert done.returncode == 0
    assert "COMPAT_BACKENDS is not known; did you mean COMPAT_BACKEND?" in done.stderr


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_of_every_command_has_examples(tmp_path, command):
    done = run([command, "--help"], tmp_path)
    assert done.returncode == 0
    assert "Examples:" in done.stdout


def test_exec_serves_the_frameworks_in_what_a_shell_script_starts(tmp_path):
    (tmp_path / "net.py").write_text("import mindspore, paddle; print(mindspore.__version__)")
    (tmp_path / "run.sh").write_text("cd sub 2>/dev/null; python net.py; python3 net.py; exit 3\n")
    done = run(["exec", "bash", "run.sh"], tmp_path)
    assert done.stdout == "2.0.0\n2.0.0\n", done.stderr
    assert done.returncode == 3


def test_exec_says_what_it_cannot_run(tmp_path):
    done = run(["exec", "no-such-command"], tmp_path)
    assert done.returncode == 1
    assert "cannot run 'no-such-command'" in done.stderr


def test_legacy_names_can_be_refused(tmp_path):
    code = "import time; print(hasattr(time, 'clock'))"
    assert run(["-c", code], tmp_path).stdout == "True\n"
    assert run(["--no-legacy", "-c", code], tmp_path).stdout == "False\n"


def test_flags_of_plugins_add_up(tmp_path):
    code = "import os; print(os.environ['COMPAT_PLUGINS'])"
    done = run(["--nan-check", "--trace", "-c", code], tmp_path, COMPAT_PLUGINS="")
    assert done.stdout == "nan_check,trace\n"


@pytest.mark.parametrize("framework", ["mindspore", "paddle"])
def test_help_of_a_framework(tmp_path, framework):
    done = run(["-c", f"import {framework}; help({framework})"], tmp_path, PAGER="cat")
    assert done.returncode == 0, done.stderr
    assert f"package {framework}" in done.stdout
