"""Starting several processes on this machine, watching them, ending all when one fails."""

from __future__ import annotations

import ctypes
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import IO

# Seconds that the other processes get to end by themselves once one has failed.
GRACE = 10.0
_PORTS = range(10000, 32000)
_ENDING = [getattr(signal, n) for n in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, n)]


def free_ports(count: int) -> list[int]:
    """Different ports of this machine that nobody listens at.

    They lie below those that the system gives to outgoing connections, one of which could take a
    port between this call and the listener, or even reach itself.
    """
    tried = random.SystemRandom().sample(_PORTS, len(_PORTS))
    found = list(islice(filter(_is_free, tried), count))
    if len(found) < count:
        raise OSError(f"{len(found)} of {count} ports are free in {_PORTS}")
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def start_all(
    words: Sequence[str], environments: Sequence[Mapping[str, str]], log_folder: str | None = None
) -> int:
    """Run the command `words` once for each environment and wait; returns one exit status.

    Lines of output carry the process's number; with a folder each process writes
    `workerlog.<number>` there instead. When one fails the others are ended.
    """
    started: list[subprocess.Popen[bytes]] = []
    with ExitStack() as stack:
        stack.enter_context(_ending_with_us(started))
        for number, environment in enumerate(environments):
            started.append(_start(words, environment, _log(stack, log_folder, number)))
        readers = [] if log_folder else [r for n, p in enumerate(started) for r in _readers(n, p)]
        status = _first_failure(started)
        _end(started)
        for reader in readers:  # a child that a process left behind may hold its output open
            reader.join(GRACE)
    return status


@contextmanager
def _ending_with_us(started: Sequence[subprocess.Popen[bytes]]) -> Iterator[None]:
    """Whatever ends this process in between ends those of `started` first."""

    def leave(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    before = {n: signal.getsignal(n) for n in _ENDING}
    handled = [n for n in _ENDING if before[n] != signal.SIG_IGN]  # nohup ignores SIGHUP
    for number in handled:
        signal.signal(number, leave)
    try:
        yield
    finally:
        for number in handled:
            signal.signal(number, signal.SIG_IGN)
        _end(started)
        for number in handled:
            signal.signal(number, before[number])


def _log(stack: ExitStack, folder: str | None, number: int) -> IO[bytes] | None:
    if folder is None:
        return None
    Path(folder).mkdir(parents=True, exist_ok=True)
    return stack.enter_context(Path(folder, f"workerlog.{number}").open("wb"))


def _start(
    words: Sequence[str], environment: Mapping[str, str], log: IO[bytes] | None
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        words,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE if log is None else log,
        stderr=subprocess.PIPE if log is None else subprocess.STDOUT,
        preexec_fn=_end_with_parent if _libc is not None else None,
    )


# Linux alone can end a process together with its parent, even where that is killed.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1


def _end_with_parent() -> None:
    """Called in the new process before its program."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _readers(number: int, process: subprocess.Popen[bytes]) -> list[threading.Thread]:
    pairs = ((process.stdout, sys.stdout), (process.stderr, sys.stderr))
    threads = [
        threading.Thread(target=_relay, args=(number, stream, out), daemon=True)
        for stream, out in pairs
        if stream is not None
    ]
    for thread in threads:
        thread.start()
    return threads


def _relay(number: int, stream: IO[bytes], out: IO[str]) -> None:
    with stream:
        for line in stream:
            out.write(f"[{number}] {line.decode('utf-8', 'replace').rstrip()}\n")
            out.flush()


def _first_failure(started: Sequence[subprocess.Popen[bytes]]) -> int:
    """The first failure's status, after the others had time to say what they saw; else 0."""
    failed, deadline = 0, float("inf")
    while any(p.poll() is None for p in started) and time.monotonic() < deadline:
        bad = [p.returncode for p in started if p.poll() not in (None, 0)]
        if bad and not failed:
            failed, deadline = bad[0], time.monotonic() + GRACE
        time.sleep(0.05)
    failed = failed or next((p.returncode for p in started if p.poll() not in (None, 0)), 0)
    return failed if failed >= 0 else 128 - failed


def _end(started: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in started:
        if process.poll() is None:
            process.terminate()
    limit = time.monotonic() + GRACE
    for process in started:
        try:
            process.wait(max(0.1, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
