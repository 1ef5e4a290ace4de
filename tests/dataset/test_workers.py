"""Pools of workers and running pipelines: nothing is lost, hangs, or is left behind."""

import gc
import multiprocessing
import os
import queue
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import numpy as np
import pytest

import compat.mindspore_api.dataset as ds
from compat.core.data.processes import ProcessLanes, WorkerDiedError
from compat.core.data.workers import (
    AdaptiveLanes,
    InlineLanes,
    PoolClosedError,
    Prefetch,
    ThreadLanes,
    in_order,
)

ROOT = Path(__file__).parents[2]


def counting(lane):
    """The function of a lane that has a state: how often it was called."""
    calls = []

    def count(x):
        calls.append(x)
        return lane, len(calls), x

    return count


def make_pool(kind, lanes, make=counting):
    if kind in (ProcessLanes, GROUPS):
        return ProcessLanes(make, lanes, 2**20, groups=kind is GROUPS)
    return kind([make(lane) for lane in range(lanes)])


GROUPS = "processes, quick items in groups"
POOLS = [InlineLanes, ThreadLanes, AdaptiveLanes, ProcessLanes, GROUPS]


@pytest.mark.parametrize("kind", POOLS)
@pytest.mark.parametrize("lanes", [1, 3, 8])
def test_results_come_in_order_from_lanes_with_state(kind, lanes):
    pool = make_pool(kind, lanes)
    try:
        found = list(in_order(pool, ((i % lanes, i) for i in range(40))))
    finally:
        pool.close()
    assert found == [(i % lanes, i // lanes + 1, i) for i in range(40)]


def failing(lane):
    def fail(x):
        if x == 5:
            raise KeyError("five")
        return x

    return fail


@pytest.mark.parametrize("kind", POOLS)
def test_what_a_lane_raises_comes_at_its_place(kind):
    pool, found = make_pool(kind, 2, failing), []
    try:
        with pytest.raises(KeyError, match="five"):
            found.extend(in_order(pool, ((i % 2, i) for i in range(10))))
            raise AssertionError
    except AssertionError:
        pytest.fail("nothing was raised")
    finally:
        pool.close()


def test_what_a_lane_raises_comes_behind_the_items_before():
    for kind in POOLS:
        pool, found = make_pool(kind, 2, raising(333)), []
        try:
            with pytest.raises(KeyError, match="late"):
                for value in in_order(pool, ((i % 2, i) for i in range(400))):
                    found.append(value)  # noqa: PERF402
        finally:
            pool.close()
        assert found == list(range(333))


def raising(wrong):
    def make(lane):
        def fail(x):
            if x == wrong:
                raise KeyError("late")
            return x

        return fail

    return make


def unpicklable(lane):
    return lambda x: (lambda: x) if x == 333 else x


def test_a_value_that_cannot_travel_fails_at_its_place():
    pool, found = make_pool(GROUPS, 2, unpicklable), []
    try:
        with pytest.raises(Exception, match="pickle"):
            for value in in_order(pool, ((i % 2, i) for i in range(400))):
                found.append(value)  # noqa: PERF402
    finally:
        pool.close()
    assert found == list(range(333))


def test_quick_items_travel_in_groups_and_slow_ones_alone():
    for make, grouped in ((echo, True), (sleeping_longer, False)):
        pool = make_pool(GROUPS, 2, make)
        try:
            windows = {pool.window for _ in in_order(pool, ((i % 2, i) for i in range(60)))}
            assert (max(windows) > 2 * 3) is grouped
        finally:
            pool.close()


def sleeping_longer(lane):
    return lambda x: time.sleep(0.005)


def echo(lane):
    return lambda x: x


@pytest.mark.parametrize("kind", [ProcessLanes, GROUPS])
@pytest.mark.parametrize("size", [1, 1000, 300_000, 5_000_000])
def test_arrays_travel_to_processes_and_back(size, kind):
    pool = make_pool(kind, 2, echo)
    sent = [np.full(size, i, np.uint8) for i in range(6)]
    try:
        back = list(in_order(pool, ((i % 2, {"a": x, "b": ("t", i)}) for i, x in enumerate(sent))))
    finally:
        pool.close()
    for i, row in enumerate(back):
        assert row["b"] == ("t", i)
        np.testing.assert_array_equal(row["a"], sent[i])
        row["a"][0] = 9  # its own memory, writable


def sleeping(lane):
    def sleep(x):
        time.sleep(0.002)
        return threading.current_thread().name

    return sleep


def test_lanes_move_to_threads_when_these_pay():
    pool = make_pool(AdaptiveLanes, 4, sleeping)
    names = list(in_order(pool, ((i % 4, i) for i in range(300))))
    pool.close()
    assert names[0] == threading.current_thread().name
    assert {"data-worker-0", "data-worker-1"} <= set(names)


def alone(lane):
    """Something that two threads cannot do at once."""

    def sleep(x):
        with ONE:
            time.sleep(0.0005)
        return lane, x, threading.current_thread().name

    return sleep


ONE = threading.Lock()


def test_lanes_come_back_from_threads_that_do_not_pay(monkeypatch):
    monkeypatch.setattr(AdaptiveLanes, "_gain", 0.5)  # whatever else the machine does
    pool = make_pool(AdaptiveLanes, 2, alone)
    found = list(in_order(pool, ((i % 2, i) for i in range(400))))
    pool.close()
    assert [row[:2] for row in found] == [(i % 2, i) for i in range(400)]
    names = [row[2] for row in found]
    assert "data-worker-0" in names
    assert names[-1] == threading.current_thread().name


def test_errors_pass_lanes_that_come_back(monkeypatch):
    monkeypatch.setattr(AdaptiveLanes, "_gain", 0.0)
    monkeypatch.setattr(AdaptiveLanes, "_worth", 0.0)

    for wrong in range(100, 220, 7):
        pool, found = make_pool(AdaptiveLanes, 2, raising(wrong)), []
        try:
            with pytest.raises(KeyError, match="late"):
                for value in in_order(pool, ((i % 2, i) for i in range(400))):
                    found.append(value)  # noqa: PERF402
        finally:
            pool.close()
        assert found == list(range(wrong))


def exiting(lane):
    return lambda x: os._exit(3)


def test_a_worker_that_ends_is_named():
    pool = make_pool(ProcessLanes, 2, exiting)
    try:
        with pytest.raises(
            WorkerDiedError, match=r"data-worker-1 \(pid \d+\) ended with exit code 3"
        ):
            list(in_order(pool, [(1, 0)]))
    finally:
        pool.close()


def test_a_fork_waits_until_threads_are_outside_of_libraries():
    lock, entered = threading.Lock(), threading.Event()

    def library(x):
        with lock:
            entered.set()
            time.sleep(0.3)

    pool = ThreadLanes([library])
    pool.submit(0, 1)
    entered.wait()
    child = make_pool(ProcessLanes, 1, lambda lane: lambda x: lock.acquire(timeout=3))
    try:
        child.submit(0, 1)
        assert child.result(0)  # in a child forked while it was taken, nobody would release it
    finally:
        child.close()
        pool.close()


def test_closing_ends_a_wait():
    pool = ThreadLanes([lambda x: time.sleep(5)])
    pool.submit(0, 1)
    threading.Timer(0.1, pool.close).start()
    with pytest.raises(PoolClosedError):
        pool.result(0)


def test_prefetch_keeps_its_distance():
    made = []

    def numbers():
        for i in range(100):
            made.append(i)
            yield i

    ahead = Prefetch(numbers(), 4)
    assert ahead.get() == 0
    deadline = time.monotonic() + 5
    while len(made) < 6 and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.05)
    assert len(made) == 6  # one taken, four waiting, one in hand
    ahead.close()


class Slow:
    def __getitem__(self, i):
        return (np.array([i, os.getpid()]),)

    def __len__(self):
        return 64


def settled(count, what, deadline=5.0):
    """Wait until there are no more than `count`."""
    end = time.monotonic() + deadline
    while what() > count and time.monotonic() < end:
        time.sleep(0.02)
    return what()


def children():
    return len(multiprocessing.active_children())


def test_processes_end_with_the_last_epoch():
    before = children()
    rows = ds.GeneratorDataset(Slow(), ["x"], num_parallel_workers=3)
    iterator = rows.create_tuple_iterator(num_epochs=2, output_numpy=True)
    pids = {int(row[0][1]) for _ in range(2) for row in iterator}
    assert len(pids) == 3
    assert os.getpid() not in pids
    assert settled(before, children) == before


def test_processes_end_with_their_iterator():
    before, threads = children(), threading.active_count()
    rows = ds.GeneratorDataset(Slow(), ["x"], num_parallel_workers=2)
    iterator = rows.create_tuple_iterator(output_numpy=True)
    next(iterator)
    del iterator
    gc.collect()
    assert settled(before, children) == before
    assert settled(threads, threading.active_count) == threads


class Broken(Slow):
    def __getitem__(self, i):
        if i == 20:
            raise ValueError("no row twenty")
        return super().__getitem__(i)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_of_a_source_names_itself_and_ends_the_workers(workers):
    before = children()
    rows = ds.GeneratorDataset(Broken(), ["x"], num_parallel_workers=workers, shuffle=False)
    iterator = rows.create_tuple_iterator(num_epochs=1, output_numpy=True)
    with pytest.raises(RuntimeError) as info:
        list(iterator)
    text = str(info.value)
    assert text.startswith("Exception thrown from user defined Python function in dataset.")
    assert "ValueError: no row twenty" in text
    assert "in __getitem__" in text
    assert "Execute user Python code failed, check 'Python Call Stack' above." in text
    del iterator, info
    gc.collect()
    assert settled(before, children) == before


def test_a_killed_worker_is_an_error():
    rows = ds.GeneratorDataset(Slow(), ["x"], num_parallel_workers=2, shuffle=False)
    iterator = rows.create_tuple_iterator(output_numpy=True)
    pid = int(next(iterator)[0][1])
    os.kill(pid, signal.SIGKILL)
    started = time.monotonic()
    with pytest.raises(RuntimeError, match=f"pid {pid}.*signal 9"):
        for _ in range(1000):
            for _ in iterator:
                pass
    assert time.monotonic() - started < 10
    iterator.stop()


def test_ctrl_c_leaves_nothing_behind(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        textwrap.dedent("""
        import os, sys, time
        import numpy as np
        import compat.mindspore_api.dataset as ds

        class Rows:
            def __getitem__(self, i):
                time.sleep(0.01)
                return (np.array(os.getpid()),)
            def __len__(self):
                return 10**6

        rows = ds.GeneratorDataset(Rows(), ["x"], num_parallel_workers=2)
        iterator = rows.create_tuple_iterator(output_numpy=True)
        print(*{int(next(iterator)[0]) for _ in range(8)}, flush=True)
        for _ in iterator:
            pass
        """)
    )
    started = subprocess.Popen(
        [sys.executable, program], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True,
    )  # fmt: skip
    pids = [int(pid) for pid in started.stdout.readline().split()]
    os.killpg(started.pid, signal.SIGINT)
    _, errors = started.communicate(timeout=20)
    assert "KeyboardInterrupt" in errors
    assert len(pids) == 2
    assert settled(0, lambda: sum(alive(pid) for pid in pids)) == 0


def alive(pid):
    return (
        Path(f"/proc/{pid}").exists()
        and "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]
    )


def test_a_pipeline_starts_at_once():
    rows = ds.NumpySlicesDataset(np.arange(1000), ["x"]).map(lambda x: x + 1, ["x"]).batch(10)
    taken = []
    for _ in range(10):
        started = time.perf_counter()
        next(rows.create_tuple_iterator())
        taken.append(time.perf_counter() - started)
    assert min(taken) < 0.05


class MissedOnce:
    """A queue that was empty when it was looked at, and full a moment later."""

    def __init__(self, items):
        self.items = items
        self.looks = 0

    def get(self, timeout):
        self.looks += 1
        if self.looks == 1:
            raise queue.Empty
        return self.items.get(timeout=timeout)

    def __getattr__(self, name):
        return getattr(self.items, name)


def test_what_a_thread_gives_at_its_very_end_is_not_missed():
    def broken():
        raise OSError("the last word")
        yield

    ahead = Prefetch(broken(), 1)
    ahead._thread.join(30)
    ahead._items = MissedOnce(ahead._items)
    with pytest.raises(OSError, match="the last word"):
        ahead.get()
    ahead.close()
