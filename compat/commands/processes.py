"""Start a program as several processes on this machine, as a launcher would."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from typing import IO

# Seconds that the other processes get to end by themselves once one has failed.
GRACE = 10.0


def start(count: int, words: Sequence[str]) -> int:
    """Run `words` (a program and its arguments) `count` times; returns one exit status.

    Every line of output carries its process's number. When one process fails the others are ended,
    and its status is returned.
    """
    port = _free_port()
    started = [_start(rank, count, port, words) for rank in range(count)]
    readers = [
        threading.Thread(target=_relay, args=(rank, stream, out), daemon=True)
        for rank, process in enumerate(started)
        for stream, out in ((process.stdout, sys.stdout), (process.stderr, sys.stderr))
    ]
    for reader in readers:
        reader.start()
    try:
        status = _wait(started)
    except KeyboardInterrupt:
        _end(started, signal.SIGINT)
        status = 130
    finally:
        _end(started, signal.SIGTERM)
    for reader in readers:
        reader.join(1.0)
    return status


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def variables(rank: int, count: int, port: int) -> dict[str, str]:
    """What both frameworks' programs, and torch's, look at."""
    endpoints = [f"127.0.0.1:{port + 1 + r}" for r in range(count)]
    return {
        "RANK": str(rank),
        "WORLD_SIZE": str(count),
        "LOCAL_RANK": str(rank),
        "LOCAL_WORLD_SIZE": str(count),
        "MASTER_ADDR": "127.0.0.1",
        "MASTER_PORT": str(port),
        "RANK_ID": str(rank),
        "RANK_SIZE": str(count),
        "DEVICE_ID": str(rank),
        "PADDLE_TRAINER_ID": str(rank),
        "PADDLE_TRAINERS_NUM": str(count),
        "PADDLE_CURRENT_ENDPOINT": endpoints[rank],
        "PADDLE_TRAINER_ENDPOINTS": ",".join(endpoints),
        "FLAGS_selected_gpus": str(rank),
    }


def _start(rank: int, count: int, port: int, words: Sequence[str]) -> subprocess.Popen[str]:
    environment = {**os.environ, **variables(rank, count, port), "PYTHONUNBUFFERED": "1"}
    # One thread pool each, or the processes fight for the same processors.
    threads = max(1, (os.cpu_count() or 1) // count)
    environment.setdefault("OMP_NUM_THREADS", str(threads))
    return subprocess.Popen(
        [sys.executable, "-m", "compat", "run", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    )


def _relay(rank: int, stream: IO[str] | None, out: IO[str]) -> None:
    for line in stream or ():
        out.write(f"[{rank}] {line.rstrip()}\n")
        out.flush()


def _wait(started: Sequence[subprocess.Popen[str]]) -> int:
    """The first failure's status, after the others had time to say what they saw; else 0."""
    failed = 0
    deadline = float("inf")
    while any(p.poll() is None for p in started) and time.monotonic() < deadline:
        bad = [p.returncode for p in started if p.poll() not in (None, 0)]
        if bad and not failed:
            failed, deadline = bad[0], time.monotonic() + GRACE
        time.sleep(0.05)
    bad = [p.returncode for p in started if p.poll() not in (None, 0)]
    return failed or (bad[0] if bad else 0)


def _end(started: Sequence[subprocess.Popen[str]], how: signal.Signals) -> None:
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
