"""A fork waits for worker threads that are within a library or on their way out."""

from __future__ import annotations

import sys
import threading
import time

import pytest

from compat.core.data import forking


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which threads exist")
def test_a_fork_waits_for_a_thread_that_ends():
    said = threading.Event()

    def work():
        forking.leaving()
        said.set()
        time.sleep(0.1)  # stands for what C does when Python has done with a thread

    thread = threading.Thread(target=work)
    thread.start()
    said.wait(5)
    with forking.quiet():
        assert not thread.is_alive()


def test_a_thread_does_not_leave_while_somebody_forks():
    left = threading.Event()
    thread = threading.Thread(target=lambda: (forking.leaving(), left.set()))
    with forking.quiet():
        thread.start()
        assert not left.wait(0.05)
    assert left.wait(5)
    thread.join()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which threads exist")
def test_a_thread_that_leaves_between_two_forks_is_not_forgotten():
    waiting, said = threading.Event(), threading.Event()

    def work():
        waiting.set()
        forking.leaving()
        said.set()
        time.sleep(0.1)

    thread = threading.Thread(target=work)
    with forking.quiet():
        thread.start()
        assert waiting.wait(5)
        assert not said.is_set()
    assert said.wait(5)
    with forking.quiet():
        assert not thread.is_alive()
