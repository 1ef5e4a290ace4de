"""Engines and distributions of the C++ standard library, as GCC's libstdc++ draws them.

An engine yields integers; a function of an engine yields what the distribution of the same name
would. The algorithms are libstdc++'s (`bits/random.tcc`, `bits/stl_algo.h`): how many draws a value
costs and how it is rounded is part of the result.
"""

from __future__ import annotations

import math
from collections.abc import MutableSequence, Sequence
from typing import Any

import numpy as np

_MASK64 = (1 << 64) - 1


class Engine:
    """Integers from `low` to `high`, drawn in blocks and handed out one by one."""

    low = 0
    high = 0

    def __init__(self, seed: int) -> None:
        self._block: list[int] = []
        self._next = 0
        self.seed(seed)

    def seed(self, seed: int) -> None:
        """Start anew."""
        self._block, self._next = [], 0
        self._restart(seed)

    def draw(self) -> int:
        """The next integer."""
        if self._next == len(self._block):
            self._block, self._next = self._refill().tolist(), 0
        value: int = self._block[self._next]
        self._next += 1
        return value

    def _restart(self, seed: int) -> None:
        raise NotImplementedError

    def _refill(self) -> Any:
        """The next block of integers."""
        raise NotImplementedError


class MT32(Engine):
    """`std::mt19937`."""

    high = 2**32 - 1

    def _restart(self, seed: int) -> None:
        self._bits = np.random.RandomState(seed % 2**32)._bit_generator
        self._size = 16

    def _refill(self) -> Any:
        self._size = min(self._size * 2, 4096)
        return self._bits.random_raw(self._size)


class MT64(Engine):
    """`std::mt19937_64` (Nishimura 2000)."""

    high = _MASK64

    def _restart(self, seed: int) -> None:
        x = seed & _MASK64
        state = [x]
        for i in range(1, 312):
            x = (6364136223846793005 * (x ^ (x >> 62)) + i) & _MASK64
            state.append(x)
        self._state = np.array(state, np.uint64)

    def _refill(self) -> Any:
        state, half = self._state, 156
        # Two halves, since the second half of the recurrence reads the first one's results.
        for lo, hi, other in ((0, half, half), (half, 312, 0)):
            following = np.append(state[lo + 1 : hi], state[hi % 312])
            y = (state[lo:hi] & np.uint64(0xFFFFFFFF80000000)) | (following & np.uint64(0x7FFFFFFF))
            odd = (y & np.uint64(1)) * np.uint64(0xB5026F5AA96619E9)
            state[lo:hi] = state[other : other + half] ^ (y >> np.uint64(1)) ^ odd
        x = state.copy()
        x ^= (x >> np.uint64(29)) & np.uint64(0x5555555555555555)
        x ^= (x << np.uint64(17)) & np.uint64(0x71D67FFFEDA60000)
        x ^= (x << np.uint64(37)) & np.uint64(0xFFF7EEE000000000)
        return x ^ (x >> np.uint64(43))


class MinStd(Engine):
    """`std::minstd_rand0`: x -> 16807 x mod 2^31-1."""

    low = 1
    high = 2147483646

    def _restart(self, seed: int) -> None:
        self._x = seed % 2147483647 or 1

    def _refill(self) -> Any:
        block = []
        for _ in range(256):
            self._x = self._x * 16807 % 2147483647
            block.append(self._x)
        return np.array(block)


def uniform_int(engine: Engine, low: int, high: int) -> int:
    """An integer from `low` to `high`, both included."""
    span, available = high - low, engine.high - engine.low
    if span == available:
        return low + engine.draw() - engine.low
    if span > available:
        return low + _wide(engine, span, available)
    scaling = available // (span + 1)
    past = (span + 1) * scaling
    while True:
        value = engine.draw() - engine.low
        if value < past:
            return low + value // scaling


def _wide(engine: Engine, span: int, available: int) -> int:
    """An integer from 0 to a `span` larger than the range of the engine."""
    while True:
        upper = (available + 1) * uniform_int(engine, 0, span // (available + 1))
        value = upper + engine.draw() - engine.low
        if upper <= value <= span:
            return value


def canonical(engine: Engine) -> float:
    """A double in [0, 1): `generate_canonical<double, 53>`."""
    wide = engine.high - engine.low + 1
    if wide == 2**64:
        return min(engine.draw() / 2.0**64, math.nextafter(1.0, 0.0))
    low, high = engine.draw() - engine.low, engine.draw() - engine.low
    value = (float(low) + float(high) * float(wide)) / (float(wide) * float(wide))
    return min(value, math.nextafter(1.0, 0.0))


def canonical_float(engine: Engine) -> Any:
    """A float32 in [0, 1): `generate_canonical<float, 24>`."""
    one = np.float32(1)
    value = np.float32(engine.draw() - engine.low) / np.float32(engine.high - engine.low + 1)
    return value if value < one else np.nextafter(one, np.float32(0))


def uniform_real(engine: Engine, low: float, high: float) -> float:
    """A double in [low, high)."""
    return canonical(engine) * (high - low) + low


def uniform_float(engine: Engine, low: float, high: float) -> Any:
    """A float32 in [low, high), computed in float32."""
    a, b = np.float32(low), np.float32(high)
    return np.float32(canonical_float(engine) * (b - a) + a)


def bernoulli(engine: Engine, p: float) -> bool:
    """True with probability `p`."""
    return canonical(engine) < p


def exponential(engine: Engine, rate: float = 1.0) -> float:
    """A double from the exponential distribution."""
    return -math.log(1.0 - canonical(engine)) / rate


class Normal:
    """`std::normal_distribution`: the polar method, which keeps every other value for later.

    `dtype` is "float64" or "float32"; with float32 each step is rounded as in C++.
    """

    def __init__(self, mean: float = 0.0, std: float = 1.0, dtype: str = "float64") -> None:
        self.mean, self.std = mean, std
        self._single = dtype == "float32"
        self._saved: Any = None

    def __call__(self, engine: Engine) -> Any:
        value, self._saved = self._saved, None
        if value is None:
            value, self._saved = self._single_pair(engine) if self._single else _pair(engine)
        if self._single:
            return np.float32(value * np.float32(self.std) + np.float32(self.mean))
        return value * self.std + self.mean

    @staticmethod
    def _single_pair(engine: Engine) -> tuple[Any, Any]:
        one, two, zero = np.float32(1), np.float32(2), np.float32(0)
        while True:
            x = two * canonical_float(engine) - one
            y = two * canonical_float(engine) - one
            r = x * x + y * y
            if zero < r <= one:
                # The C library's logf is rounded correctly, NumPy's is not always.
                scale = np.sqrt(-two * np.float32(math.log(r)) / r)
                return y * scale, x * scale


def _pair(engine: Engine) -> tuple[float, float]:
    while True:
        x, y = 2.0 * canonical(engine) - 1.0, 2.0 * canonical(engine) - 1.0
        r = x * x + y * y
        if 0.0 < r <= 1.0:
            scale = math.sqrt(-2.0 * math.log(r) / r)
            return y * scale, x * scale


class Discrete:
    """`std::discrete_distribution`: the index i with probability `weights[i]` over their sum."""

    def __init__(self, weights: Sequence[float]) -> None:
        w = np.asarray(weights, np.float64)
        self._cumulative = None
        if w.size >= 2:
            self._cumulative = np.cumsum(w / sum(w.tolist()))
            self._cumulative[-1] = 1.0

    def __call__(self, engine: Engine) -> int:
        if self._cumulative is None:
            return 0
        return int(np.searchsorted(self._cumulative, canonical(engine), "left"))


def shuffle(x: MutableSequence[Any], engine: Engine) -> None:
    """`std::shuffle`, in place."""
    n = len(x)
    if n == 0:
        return
    if (engine.high - engine.low) // n < n:
        for i in range(1, n):
            j = uniform_int(engine, 0, i)
            x[i], x[j] = x[j], x[i]
        return
    i = 1
    if n % 2 == 0:
        j = uniform_int(engine, 0, 1)
        x[1], x[j] = x[j], x[1]
        i = 2
    while i < n:  # one draw for two positions
        first, second = divmod(uniform_int(engine, 0, (i + 1) * (i + 2) - 1), i + 2)
        x[i], x[first] = x[first], x[i]
        x[i + 1], x[second] = x[second], x[i + 1]
        i += 2
