"""The threads of the NumPy backend and those of BLAS."""

from __future__ import annotations

import os
import threading

import numpy as np
import pytest

pytestmark = pytest.mark.skipif(
    os.environ.get("COMPAT_BACKEND", "numpy") != "numpy", reason="about the NumPy backend"
)

from compat._backends.numpy import blas, linalg, workers  # noqa: E402


@pytest.fixture
def pool(monkeypatch):
    """Two threads, whatever the machine has."""
    workers._forget()
    monkeypatch.setattr(workers, "COUNT", 2)
    monkeypatch.setattr(workers.share, "__defaults__", (2,))
    yield
    workers._forget()


def meeting_place():
    """An item of work that both threads have to take part in, and the threads that did."""
    barrier, seen = threading.Barrier(2, timeout=20), []

    def work(item):
        barrier.wait()
        seen.append((threading.get_native_id(), blas.threads()))

    return work, seen


def test_work_is_shared_and_blas_keeps_to_one_thread(pool):
    before = blas.threads()
    work, seen = meeting_place()
    workers.share(work, [0, 1])
    assert len({thread for thread, _ in seen}) == 2
    assert {count for _, count in seen} == {1}
    assert blas.threads() == before


def test_blas_rests_for_some_calls_after_the_pool_has_worked(pool, monkeypatch):
    monkeypatch.setattr(workers, "REST", 3)
    allowed = blas.threads()
    workers._resting = 0
    assert workers.settled(blas.threads) == allowed
    workers.share(meeting_place()[0], [0, 1])
    assert [workers.settled(blas.threads) for _ in range(4)] == [1, 1, 1, allowed]


def test_limits_may_be_nested_and_end_with_an_error(pool):
    allowed = blas.threads()

    def failing():
        assert workers.alone(blas.threads) == blas.threads() == 1
        raise KeyError("here")

    with pytest.raises(KeyError, match="here"):
        workers.alone(failing)
    assert blas.threads() == allowed


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="Linux only")
def test_threads_of_the_pool_stay_off_the_callers_processor(pool):
    if len(os.sched_getaffinity(0)) < 2:
        pytest.skip("one processor")
    workers.share(meeting_place()[0], [0, 1])  # starts the thread
    workers.share(meeting_place()[0], [0, 1])
    (helper,) = workers._helpers
    assert os.sched_getaffinity(helper) == os.sched_getaffinity(0) - {workers._left}


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="Linux only")
def test_threads_stay_where_they_are_if_moving_them_is_forbidden(pool, monkeypatch):
    def forbidden(*args):
        raise PermissionError("here")

    monkeypatch.setattr(workers, "_processor", workers._processor)
    monkeypatch.setattr(os, "sched_setaffinity", forbidden)
    for _ in range(2):
        work, seen = meeting_place()
        workers.share(work, [0, 1])
        assert len(seen) == 2


def test_an_error_in_a_thread_reaches_the_caller(pool):
    barrier = threading.Barrier(2, timeout=20)

    def work(item):
        barrier.wait()
        if threading.current_thread() is not threading.main_thread():
            raise KeyError("there")

    with pytest.raises(KeyError, match="there"):
        workers.share(work, [0, 1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_starts_threads_of_its_own(pool):
    workers.share(meeting_place()[0], [0, 1])
    child = os.fork()
    if child == 0:
        work, seen = meeting_place()
        try:
            workers.share(work, [0, 1])
        finally:
            os._exit(0 if len({thread for thread, _ in seen}) == 2 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.parametrize(
    "shape", [((64, 40), (40, 96)), ((96, 40), (40, 64)), ((1, 300), (300, 90))]
)
def test_a_large_product_is_shared(pool, monkeypatch, shape):
    monkeypatch.setattr(linalg, "WORTH", 1000)
    monkeypatch.setattr(linalg, "COUNT", 2)
    workers._resting = 8
    source = np.random.default_rng(0)
    a, b = (source.standard_normal(s).astype("f") for s in shape)
    np.testing.assert_allclose(linalg.matmul(a, b), a @ b, rtol=1e-4, atol=1e-4)
