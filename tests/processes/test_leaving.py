"""Processes leave with Python's own status, whatever the threads of gloo are doing."""

from __future__ import annotations

from pathlib import Path

import pytest

from .launching import run_ranks

pytest.importorskip("torch", reason="the processes exchange arrays through torch's gloo")

MEET = (Path(__file__).with_name("programs") / "meet.py").read_text()
THREADS = """
import sys
from compat._backends.process_groups.world import current
from compat.core.errors import ProcessError

def threads():
    names = [(t / "comm").read_text().strip() for t in Path("/proc/self/task").iterdir()]
    return sum("gloo" in name for name in names)
"""


def leave(tmp_path, code):
    return run_ranks(MEET + THREADS + code, 2, tmp_path)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are listed in /proc")
def test_no_thread_of_a_failed_group_outlives_leaving(tmp_path):
    code = """
before = threads()
try:
    processes.all_reduce(given(np.ones(3 + rank, "float32")))
except ProcessError as error:
    kept = error  # with the frames of the call
processes.leave()
print(before > 0, threads())
sys.exit(7)
"""
    done = leave(tmp_path, code)
    assert [(d.status, d.output) for d in done] == [(7, "True 0\n")] * 2, done[0].errors


def test_a_message_nobody_answers_does_not_hold_the_process(tmp_path):
    code = """
import torch
world = current()
if rank:
    world.start(torch.from_numpy(np.ones(9, "float32")), "sum", "world")
    processes.leave()
    world.store.set("seen", "")
    sys.exit(5)
world.store.wait(["seen"])
"""
    done = leave(tmp_path, code)
    assert [d.status for d in done] == [0, 5], done[1].errors


@pytest.mark.parametrize(
    ("ends", "statuses"),
    [
        (("sys.exit(5)", "raise SystemExit('bye')"), [5, 1]),
        (("raise ValueError", "pass"), [1, 0]),
    ],
)
def test_status_after_a_collective_failed(tmp_path, ends, statuses):
    code = f"""
try:
    processes.all_reduce(given(np.ones(3 + rank, "float32")))
except ProcessError:
    if rank:
        {ends[1]}
    else:
        {ends[0]}
"""
    done = leave(tmp_path, code)
    assert [d.status for d in done] == statuses, done[0].errors


def test_a_forked_child_is_no_member(tmp_path):
    code = """
import os
processes.barrier()
child = os.fork()
if not child:
    sys.exit(4)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
processes.barrier()
"""
    done = leave(tmp_path, code)
    assert [(d.status, d.output) for d in done] == [(0, "4\n")] * 2, done[0].errors
