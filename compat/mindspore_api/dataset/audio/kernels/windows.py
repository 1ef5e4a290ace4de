"""Windows of frames, and what lies beside a signal."""

from __future__ import annotations

import math

import numpy as np

from ...transforms.failure import fail


def bartlett(length):
    """A triangle."""
    return (1.0 - np.abs(2.0 * np.arange(length) / length - 1.0)).astype(np.float32)


def _cosines(*weights):
    def window(length):
        turn = 2 * math.pi * np.arange(length) / length
        made = sum(float(np.float32(w)) * np.cos(k * turn) for k, w in enumerate(weights))
        return made.astype(np.float32)

    return window


def _kaiser(length, beta=12.0):
    x = np.arange(length) * 2.0 / length - 1.0
    return (np.i0(beta * np.sqrt(1 - x**2)) / np.i0(beta)).astype(np.float32)


_WINDOWS = {
    "bartlett": bartlett,
    "blackman": _cosines(0.42, -0.5, 0.08),
    "hamming": _cosines(0.54, -0.46),
    "hann": _cosines(0.5, -0.5),
    "kaiser": _kaiser,
}


def window(kind, length, size):
    """A window of `length` in the middle of `size` numbers."""
    if length == 0:
        fail(f"{kind.value.capitalize()}: len can not be zero.")
    made = np.ones(1, np.float32) if length == 1 else _WINDOWS[kind.value](length)
    left = (size - length) // 2
    return np.pad(made, (left, size - length - left))


def beside(signal, left, right, mode):
    """The signal along time with what `mode` puts before and behind it."""
    widths = [(0, 0)] * (signal.ndim - 1) + [(left, right)]
    return np.pad(signal, widths, mode.value if hasattr(mode, "value") else mode)
