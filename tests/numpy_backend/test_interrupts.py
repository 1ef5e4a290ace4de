"""Scratch memory after an interrupt: nothing vouches for content that is not there yet."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("compat._backends.numpy.workers")
from compat._backends.numpy import workers

from compat.core import op, registry

from ..contract.reference import given, plain

pytestmark = pytest.mark.skipif(registry.ensure() != "numpy", reason="memory of the NumPy backend")


class Interrupted:
    """An array whose clearing is interrupted."""

    def __init__(self, held):
        self.held = held

    def __getattr__(self, name):
        return getattr(self.held, name)

    def fill(self, value):
        raise KeyboardInterrupt


def test_memory_whose_clearing_was_interrupted_is_cleared_again(monkeypatch):
    dtype = np.dtype("float32")
    workers.scratch("interrupted", (8,), dtype).fill(7)
    plain_scratch = workers.scratch
    monkeypatch.setattr(workers, "scratch", lambda *a: Interrupted(plain_scratch(*a)))
    with pytest.raises(KeyboardInterrupt):
        workers.zeroed("interrupted", (8,), dtype, ("key",))
    monkeypatch.undo()
    assert not workers.zeroed("interrupted", (8,), dtype, ("key",)).any()


def test_memory_is_cleared_for_another_key_and_kept_for_the_same():
    dtype = np.dtype("float32")
    buffer = workers.zeroed("kept", (8,), dtype, ("first",))
    buffer[2] = 5
    assert workers.zeroed("kept", (8,), dtype, ("first",))[2] == 5
    assert not workers.zeroed("kept", (8,), dtype, ("second",)).any()
    workers.zeroed("kept", (8,), dtype, ("second",), needed=False)[:] = 9
    assert not workers.zeroed("kept", (8,), dtype, ("second",)).any()


@pytest.mark.parametrize("groups", [1, 8])
def test_an_interrupt_anywhere_in_a_convolution_leaves_later_results_right(groups):
    import random
    import sys

    random.seed(groups)
    x = np.random.RandomState(0).randn(2, 8, 12, 12).astype("float32")
    w = np.random.RandomState(1).randn(8, 8 // groups, 3, 3).astype("float32")
    other = np.random.RandomState(2).randn(8, 8 // groups, 5, 5).astype("float32")

    def conv(weights, pad):
        pads = ((pad, pad), (pad, pad))
        return plain(op.conv(given(x), given(weights), (1, 1), pads, (1, 1), groups))

    wanted = {3: conv(w, 1), 5: conv(other, 2)}
    for _ in range(60):
        left = random.randint(1, 300)

        def interrupt(frame, event, argument):
            nonlocal left
            left -= "numpy" in frame.f_code.co_filename
            if left == 0:
                raise KeyboardInterrupt
            return interrupt

        weights, pad = random.choice([(w, 1), (other, 2)])
        sys.settrace(interrupt)
        try:
            conv(weights, pad)
        except KeyboardInterrupt:
            pass
        finally:
            sys.settrace(None)
        for weights, pad in ((other, 2), (w, 1)):
            assert np.array_equal(conv(weights, pad), wanted[weights.shape[-1]])
