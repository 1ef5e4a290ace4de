"""Random streams of the host. A key is two ints; a key gives the same numbers on every backend."""

from __future__ import annotations

import numpy as np

_MASK = 2**64 - 1


def generator(key: tuple[int, int]) -> np.random.Generator:
    """NumPy generator on the Philox stream of `key`."""
    words = np.array([key[0] & _MASK, key[1] & _MASK], np.uint64)
    return np.random.Generator(np.random.Philox(key=words))
