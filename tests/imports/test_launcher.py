"""`python -m compat` runs programs as plain Python does."""

from __future__ import annotations

import os
import signal
import zipfile

import pytest

from .launching import ROOT, run


@pytest.fixture
def folder(tmp_path):
    """A folder with a neighbouring module and a script in a subfolder."""
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    (scripts / "neighbour.py").write_text("value = 41\n")
    return tmp_path


PROBE = """
import sys, os
print(__name__, __package__, globals().get("__file__"), type(__spec__).__name__)
print(sys.argv)
print(os.path.realpath(sys.path[0]) if sys.path[0] else "''")
print(sys.modules["__main__"].__dict__ is globals())
"""


@pytest.mark.parametrize(
    "arguments",
    [["scripts/probe.py", "a", "--b=1"], ["-c", PROBE, "x", "-y"], ["./scripts/probe.py"]],
    ids=["script", "code", "dotted"],
)
def test_environment_of_a_program_is_that_of_plain_python(folder, arguments):
    (folder / "scripts/probe.py").write_text(PROBE)
    ours = run(arguments, folder)
    plain = run(arguments, folder, launcher=())
    assert ours.stdout == plain.stdout
    assert ours.returncode == plain.returncode == 0


NAMESPACE = """
import sys
print(__builtins__ is __import__("builtins"), type(__loader__).__name__, __spec__ and __spec__.name)
print(__package__, globals().get("__file__"), globals().get("__cached__", "unset"))
print(sys.argv, sorted(n for n in globals() if n.startswith("__")))
"""


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        (["plain.py", "a"], None),
        (["-c", NAMESPACE], None),
        (["-", "a"], NAMESPACE),
        (["-m", "plain", "a"], None),
        (["-m", "package"], None),
        (["package"], None),
        (["archive", "a"], None),
        (["-m", "missing"], None),
        (["-m", "missing.module"], None),
        (["-m", "empty"], None),
        (["-m", "empty.module"], None),
        (["empty"], None),
    ],
    ids=lambda w: None if w is None or isinstance(w, str) else " ".join(w)[:20].strip(),
)
def test_namespace_and_errors_are_those_of_plain_python(tmp_path, words, stdin):
    for name in ("package", "empty"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("")
    (tmp_path / "plain.py").write_text(NAMESPACE)
    (tmp_path / "package/__main__.py").write_text(NAMESPACE)
    with zipfile.ZipFile(tmp_path / "archive", "w") as archive:
        archive.writestr("__main__.py", NAMESPACE)
    ours = run(words, tmp_path, stdin=stdin)
    plain = run(words, tmp_path, launcher=(), stdin=stdin)
    assert (ours.stdout, ours.stderr) == (plain.stdout, plain.stderr)
    assert ours.returncode == plain.returncode


def test_module_form_runs_a_package_from_the_working_folder(folder):
    (folder / "job").mkdir()
    (folder / "job/__init__.py").write_text("")
    (folder / "job/__main__.py").write_text("import sys; print(__package__, sys.argv[1:])\n")
    assert run(["-m", "job", "1"], folder).stdout == "job ['1']\n"


def test_program_is_read_from_standard_input(folder):
    done = run(["-", "a"], folder, stdin="import sys; print(sys.argv)")
    assert done.stdout == "['-', 'a']\n"


def test_neighbouring_module_is_found(folder):
    (folder / "scripts/main.py").write_text("import neighbour, mindspore; print(neighbour.value)\n")
    assert run(["scripts/main.py"], folder).stdout == "41\n"


@pytest.mark.parametrize("code", ["3", "'text'", "None", ""])
def test_exit_codes_are_kept(folder, code):
    program = f"import sys; sys.exit({code})"
    ours, plain = run(["-c", program], folder), run(["-c", program], folder, launcher=())
    assert (ours.returncode, ours.stderr) == (plain.returncode, plain.stderr)


def test_traceback_shows_the_program_only(folder):
    (folder / "scripts/bad.py").write_text("def f():\n    return 1 / 0\n\nf()\n")
    ours = run(["scripts/bad.py"], folder)
    plain = run(["scripts/bad.py"], folder, launcher=())
    assert ours.returncode == plain.returncode == 1
    assert ours.stderr == plain.stderr


def test_syntax_error_is_reported_as_by_python(folder):
    (folder / "scripts/bad.py").write_text("def f(:\n")
    ours = run(["scripts/bad.py"], folder)
    assert ours.returncode == 1
    assert "SyntaxError" in ours.stderr
    assert "_run.py" not in ours.stderr


def test_interrupt_ends_with_the_signal(folder):
    done = run(["-c", "raise KeyboardInterrupt"], folder)
    assert done.returncode == -signal.SIGINT
    assert "KeyboardInterrupt" in done.stderr


def test_missing_script_is_status_two(folder):
    ours, plain = run(["no.py"], folder), run(["no.py"], folder, launcher=())
    assert ours.returncode == plain.returncode == 2
    assert ours.stderr == plain.stderr


def test_without_arguments_usage_and_status_two(folder):
    done = run([], folder)
    assert done.returncode == 2
    assert "script.py" in done.stdout


def test_console_script_runs_programs(folder):
    program = ["run", "-c", "import mindspore, sys; print(mindspore.__name__, sys.argv)", "--x"]
    done = run(program, folder, launcher=("-m", "compat.cli"))
    assert done.stdout == "mindspore ['-c', '--x']\n" or done.stdout.endswith("['-c', '--x']\n")
    assert done.returncode == 0


def test_backend_option_chooses_the_backend(folder):
    program = "from compat.core import registry; print(registry.ensure(), registry.reason)"
    done = run(["--backend", "numpy", "-c", program], folder, COMPAT_BACKEND="torch")
    assert done.stdout == "numpy COMPAT_BACKEND = 'numpy'\n"


CHILD = """
import multiprocessing as mp, subprocess, sys

def probe(queue):
    import mindspore
    queue.put(mindspore.nn is sys.modules["compat.mindspore_api.nn"])

if __name__ == "__main__":
    for method in ("spawn", "forkserver", "fork"):
        context = mp.get_context(method)
        queue = context.Queue()
        p = context.Process(target=probe, args=(queue,))
        p.start()
        print(method, queue.get(timeout=60))
        p.join()
    code = "import paddle.fluid, mindspore; print('child', paddle.fluid.__name__ != '')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    print(done.stdout, end="")
"""


def test_child_processes_see_the_frameworks(folder):
    (folder / "scripts/parent.py").write_text(CHILD)
    done = run(["scripts/parent.py"], folder)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "spawn True",
        "forkserver True",
        "fork True",
        "child True",
    ]


def test_own_sitecustomize_of_the_user_still_runs(folder):
    (folder / "site").mkdir()
    (folder / "site/sitecustomize.py").write_text("import builtins; builtins.marked = 7\n")
    program = (
        "import subprocess, sys; subprocess.run([sys.executable, '-c', "
        "'import mindspore; print(marked)'])"
    )
    paths = os.pathsep.join([str(folder / "site"), str(ROOT)])
    assert run(["-c", program], folder, PYTHONPATH=paths).stdout == "7\n"


LEGACY = """
import collections, time
import numpy as np
print(np.float is float, np.bool in (bool, np.bool_), np.product([2, 3]))
print(collections.Iterable.__name__)
"""


def test_names_other_libraries_dropped_are_offered(folder):
    assert run(["-c", LEGACY], folder).stdout == "True True 6\nIterable\n"


def test_legacy_names_can_be_switched_off(folder):
    done = run(["-c", "import numpy as np; np.product"], folder, COMPAT_LEGACY="0")
    assert "AttributeError" in done.stderr


def test_pytest_plugin_installs_before_conftest(folder):
    (folder / "conftest.py").write_text("import mindspore\n")
    (folder / "test_it.py").write_text(
        "import mindspore as ms\n"
        "def test_it():\n    assert ms.nn.Cell.__module__ == 'mindspore.nn.cell'\n"
    )
    arguments = ["-p", "compat.pytest_plugin", "-p", "no:cacheprovider", "-q", "test_it.py"]
    done = run(arguments, folder, launcher=("-m", "pytest"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


def test_metadata_of_the_originals(folder):
    program = (
        "import importlib.metadata as m; print(m.version('mindspore'), m.version('paddlepaddle'))"
    )
    assert run(["-c", program], folder).stdout == "2.0.0 1.8.5\n"
