"""Peers in processes of their own, timed in turn, so that a busy machine is busy for all.

Only the peer that is asked runs: thread pools that wait for work by spinning would take a core from
the others, and a parallel loop that waits for its second thread takes a thousand times as long.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

SERVER = Path(__file__).parent / "peers" / "serve.py"
ROOT = Path(__file__).parent.parent


@dataclass
class Mode:
    """How long a thing takes: elapsed time on some threads, or processor time on one."""

    threads: str = "2"
    cpu: bool = False

    def environment(self) -> dict[str, str]:
        names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
        names += ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")
        clock = {"BENCHMARKS_CLOCK": "cpu"} if self.cpu else {}
        return {**dict.fromkeys(names, self.threads), **clock}

    def __str__(self) -> str:
        return "one thread, processor time" if self.cpu else f"{self.threads} threads, elapsed time"

    def use_processor_time(self) -> None:
        """What still means something on a machine that is busy with other work."""
        self.threads, self.cpu = "1", True


MODE = Mode()


class Peer:
    """A process that builds and times one callable at a time."""

    def __init__(self, name: str, python: str, module: str, **environment: str):
        self.name = name
        usual = {"TF_CPP_MIN_LOG_LEVEL": "3", "GLOG_v": "3", **MODE.environment()}
        variables = {**os.environ, **usual, **environment}
        if python == sys.executable:
            variables["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        self.process = subprocess.Popen(
            [python, str(SERVER), module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=variables,
            text=True,
        )
        self.absent = self.read().get("absent")
        self.process.send_signal(signal.SIGSTOP)

    def read(self) -> dict:
        line = self.process.stdout.readline()
        return json.loads(line) if line else {"absent": "the process ended"}

    def ask(self, **order) -> dict:
        self.process.send_signal(signal.SIGCONT)
        try:
            self.process.stdin.write(json.dumps(order) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            return {"absent": "the process ended"}
        answer = self.read()
        self.process.send_signal(signal.SIGSTOP)
        return answer

    def seconds(self, calls: int) -> float:
        """Time of one call, from `calls` of them."""
        return self.ask(calls=calls).get("seconds", float("nan")) / calls

    def close(self) -> None:
        self.process.send_signal(signal.SIGCONT)
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=30)


@dataclass
class Ratio:
    """Median of the ratios of one run, and the quarters around it."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, times: list[float], base: list[float]) -> Ratio:
        ratios = sorted(t / b for t, b in zip(times, base, strict=True))
        return cls(median(ratios), ratios[len(ratios) // 4], ratios[(3 * len(ratios)) // 4])


@dataclass
class Measured:
    """Times of one task by peer, round by round."""

    name: str
    map: str
    family: str = ""
    times: dict[str, list[float]] = field(default_factory=dict)

    def ratio(self, peer: str, base: str) -> Ratio | None:
        if peer not in self.times or base not in self.times:
            return None
        return Ratio.of(self.times[peer], self.times[base])


def in_turn(peers: list[Peer], task: dict, rounds: int, budget: float) -> dict[str, list[float]]:
    """Times of a task: every round asks every peer; `budget` seconds for each of them in all."""
    ready = [p for p in peers if p.ask(task=task).get("ready")]
    calls = {}
    for peer in ready:
        once = max(peer.seconds(1), 1e-7)
        if once < budget / 10:
            once = max(peer.seconds(3), 1e-7)
        calls[peer.name] = max(1, min(1000, int(budget / rounds / once)))
    times: dict[str, list[float]] = {p.name: [] for p in ready}
    for _ in range(rounds):
        for peer in ready:
            times[peer.name].append(peer.seconds(calls[peer.name]))
    return times


def available() -> list[Peer]:
    """Every peer for convolutions; those that cannot start say why in `absent`."""
    found = [
        Peer("torch", sys.executable, "torch_direct"),
        *(
            Peer(f"compat {name}", sys.executable, "table", COMPAT_BACKEND=name)
            for name in ("numpy", "torch", "tensorflow")
        ),
    ]
    return found + originals()


def originals(suffix: str = "real") -> list[Peer]:
    """The original frameworks, where the environment names a Python that has them."""
    found = []
    for name, variable in (("MindSpore", "MINDSPORE"), ("Paddle", "PADDLE")):
        python = os.environ.get(f"COMPAT_ORACLE_{variable}")
        if python:
            found.append(Peer(name, python, f"{name.lower()}_{suffix}"))
        else:
            print(f"{name}: skipped (COMPAT_ORACLE_{variable} names no Python)")
    return found


def frontend(framework: str, backend: str) -> Peer:
    """A frontend of ours over a backend, measured through the original's names."""
    name = f"{framework} on {backend}"
    environment = {"COMPAT_BACKEND": backend, "BENCHMARKS_INSTALL": "1"}
    return Peer(name, sys.executable, f"{framework.lower()}_ops", **environment)


def present(peers: list[Peer]) -> list[Peer]:
    """The peers that started; the others say why they are skipped."""
    for peer in peers:
        if peer.absent:
            print(f"{peer.name}: skipped ({peer.absent})")
    return [p for p in peers if not p.absent]
