"""Starting several processes on this machine, watching them, ending all when one fails."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

# Seconds that the other processes get to end by themselves once one has failed.
GRACE = 10.0


def free_ports(count: int) -> list[int]:
    """Different ports of this machine that nobody listens at."""
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def start_all(
    words: Sequence[str], environments: Sequence[Mapping[str, str]], log_folder: str | None = None
) -> int:
    """Run the command `words` once for each environment and wait; returns one exit status.

    Lines of output carry the process's number; with a folder each process writes
    `workerlog.<number>` there instead. When one fails the others are ended.
    """
    with ExitStack() as stack:
        started, readers = [], []
        for number, environment in enumerate(environments):
            log = _log(stack, log_folder, number)
            process = _start(words, environment, log)
            started.append(process)
            if log is None:
                readers += _readers(number, process)
        status = _wait_for(started)
        for reader in readers:
            reader.join(1.0)
    return status


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
    )


def _readers(number: int, process: subprocess.Popen[bytes]) -> list[threading.Thread]:
    pairs = ((process.stdout, sys.stdout), (process.stderr, sys.stderr))
    threads = [
        threading.Thread(target=_relay, args=(number, stream, out), daemon=True)
        for stream, out in pairs
    ]
    for thread in threads:
        thread.start()
    return threads


def _relay(number: int, stream: IO[bytes] | None, out: IO[str]) -> None:
    for line in stream or ():
        out.write(f"[{number}] {line.decode('utf-8', 'replace').rstrip()}\n")
        out.flush()


def _wait_for(started: Sequence[subprocess.Popen[bytes]]) -> int:
    try:
        return _first_failure(started)
    except KeyboardInterrupt:
        _end(started, signal.SIGINT)
        return 128 + signal.SIGINT
    finally:
        _end(started, signal.SIGTERM)


def _first_failure(started: Sequence[subprocess.Popen[bytes]]) -> int:
    """The first failure's status, after the others had time to say what they saw; else 0."""
    failed, deadline = 0, float("inf")
    while any(p.poll() is None for p in started) and time.monotonic() < deadline:
        bad = [p.returncode for p in started if p.poll() not in (None, 0)]
        if bad and not failed:
            failed, deadline = bad[0], time.monotonic() + GRACE
        time.sleep(0.05)
    return failed or next((p.returncode for p in started if p.poll() not in (None, 0)), 0)


def _end(started: Sequence[subprocess.Popen[bytes]], how: signal.Signals) -> None:
    for process in started:
        if process.poll() is None:
            process.send_signal(how)
    limit = time.monotonic() + GRACE
    for process in started:
        try:
            process.wait(max(0.1, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
