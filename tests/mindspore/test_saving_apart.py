"""Checkpoints saved in a thread, and in a process forked meanwhile."""

from __future__ import annotations

import os
import threading
import time

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.mindspore_api.train import serialization


def items():
    return [{"name": "w", "data": ms.Tensor(np.ones(2, np.float32))}]


def wait():
    limit = time.monotonic() + 30
    while ms.async_ckpt_thread_status() and time.monotonic() < limit:
        time.sleep(0.01)


def test_failure_of_a_save_in_a_thread_is_said_by_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(threading, "excepthook", lambda arguments: None)
    gone = tmp_path / "absent" / "a.ckpt"
    ms.save_checkpoint(items(), str(gone), async_save=True)
    wait()
    with pytest.raises(RuntimeError, match=r"earlier save of .*a\.ckpt"):
        ms.save_checkpoint(items(), str(tmp_path / "b.ckpt"))
    assert (tmp_path / "b.ckpt").exists()
    ms.save_checkpoint(items(), str(tmp_path / "b.ckpt"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_child_forked_during_a_save_can_save(tmp_path):
    with serialization._saving:
        child = os.fork()
        if not child:
            try:
                ms.save_checkpoint(items(), str(tmp_path / "child.ckpt"))
            finally:
                os._exit(0)
        limit = time.monotonic() + 20
        while not (done := os.waitpid(child, os.WNOHANG)[0]) and time.monotonic() < limit:
            time.sleep(0.02)
        if not done:
            os.kill(child, 9)
            os.waitpid(child, 0)
    assert (tmp_path / "child.ckpt").exists()
