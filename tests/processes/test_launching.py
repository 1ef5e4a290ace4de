"""Starting several processes on this machine: one status, and nobody stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from compat.core.processes import launching

from .launching import LIMIT, ROOT

# Each process says who it is and waits; it would do so for ever.
WAITING = """
import os, pathlib, time
part = pathlib.Path("part" + os.environ["RANK"])
part.write_text(str(os.getpid()))
part.rename(part.with_suffix(".pid"))
while True: time.sleep(0.1)
"""


def run(words, count=2):
    return launching.start_all(words, [{"NUMBER": str(n)} for n in range(count)])


def test_the_first_failure_is_the_status(capfd):
    code = "import os, sys; n = int(os.environ['NUMBER']); print('here'); sys.exit(3 * n)"
    assert run([sys.executable, "-c", code]) == 3
    assert sorted(capfd.readouterr().out.splitlines()) == ["[0] here", "[1] here"]


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_killed_process_gives_the_status_of_a_shell(capfd):
    assert run([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]) == 128 + 9


def test_a_failure_ends_the_others(capfd, monkeypatch):
    monkeypatch.setattr(launching, "GRACE", 0.2)
    code = "import os, sys, time; os.environ['NUMBER'] == '1' and sys.exit(4); time.sleep(3600)"
    assert run([sys.executable, "-c", code]) == 4


def test_ports_are_different_and_free():
    ports = launching.free_ports(20)
    assert len(set(ports)) == 20
    assert set(ports) <= set(launching._PORTS)


def is_running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nobody_outlives_the_launcher(tmp_path, how):
    (tmp_path / "wait.py").write_text(WAITING)
    launcher = subprocess.Popen(
        [sys.executable, "-m", "compat", "--processes", "2", "wait.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    files = [tmp_path / f"part{n}.pid" for n in range(2)]
    wait_until(lambda: all(f.exists() for f in files))
    launcher.send_signal(how)
    assert launcher.wait(LIMIT) == (-9 if how == signal.SIGKILL else 128 + how)
    wait_until(lambda: not any(is_running(f.read_text()) for f in files))


def wait_until(done):
    deadline = time.monotonic() + LIMIT
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.05)
