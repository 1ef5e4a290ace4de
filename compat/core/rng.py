"""Random streams of the host. A key is two ints; a key gives the same numbers on every backend."""

from __future__ import annotations

import math

import numpy as np

_MASK = 2**64 - 1


def generator(key: tuple[int, int]) -> np.random.Generator:
    """NumPy generator on the Philox stream of `key`."""
    words = np.array([key[0] & _MASK, key[1] & _MASK], np.uint64)
    return np.random.Generator(np.random.Philox(key=words))


# -- MindSpore 2.0: Philox4x32 with 10 rounds -----------------------------------------------------

_LOW32 = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_FACTORS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
_WEYL = (0x9E3779B9, 0xBB67AE85)
_BLOCKS = 1 << 15  # blocks of one pass, so that the words stay in the cache


def _philox_blocks(seed: int, first: int, count: int) -> np.ndarray:
    """uint32 (count, 4): the blocks `first`, `first + 1`, ... of the stream."""
    key = [seed & 0xFFFFFFFF, (seed >> 32) & 0xFFFFFFFF]
    block = np.arange(first, first + count, dtype=np.uint64)
    x0, x1 = block & _LOW32, block >> _SHIFT
    x2, x3 = np.full(count, key[0], np.uint64), np.full(count, key[1], np.uint64)
    for _ in range(10):
        a, b = x0 * _FACTORS[0], x2 * _FACTORS[1]
        x0, x1, x2, x3 = (
            (b >> _SHIFT) ^ x1 ^ np.uint64(key[0]),
            b & _LOW32,
            (a >> _SHIFT) ^ x3 ^ np.uint64(key[1]),
            a & _LOW32,
        )
        key = [(key[0] + _WEYL[0]) & 0xFFFFFFFF, (key[1] + _WEYL[1]) & 0xFFFFFFFF]
    return np.stack([x0, x1, x2, x3], axis=1).astype(np.uint32)


def mindspore_words(seed: int, count: int) -> np.ndarray:
    """The first `count` uint32 words of MindSpore's initialiser stream of `seed`."""
    blocks = -(-count // 4)
    words = np.empty((blocks, 4), np.uint32)
    for first in range(0, blocks, _BLOCKS):
        size = min(_BLOCKS, blocks - first)
        words[first : first + size] = _philox_blocks(seed, first, size)
    return words.reshape(-1)[:count]


def mindspore_uniform(seed: int, shape: tuple[int, ...], low: float, high: float) -> np.ndarray:
    """float32 uniform on [low, high), bit for bit MindSpore's."""
    a, b = float(np.float32(low)), float(np.float32(high))
    u = mindspore_words(seed, _count(shape)).astype(np.float64)
    return ((b - a) * (u / 2.0**32) + a).astype(np.float32).reshape(shape)


def mindspore_normal(seed: int, shape: tuple[int, ...], mean: float, sigma: float) -> np.ndarray:
    """float32 normal by Box and Muller, bit for bit MindSpore's."""
    count = _count(shape)
    words = mindspore_words(seed, 2 * -(-count // 2))
    bits = (words & np.uint32(0x7FFFFF)) | np.uint32(0x3F800000)
    u = np.maximum(bits.view(np.float32) - np.float32(1.0), np.float32(1e-7)).astype(np.float64)
    mean, sigma = float(np.float32(mean)), float(np.float32(sigma))
    radius = np.sqrt(-2.0 * np.log(u[0::2])) * sigma
    angle = 2.0 * float(np.float32(3.1415926)) * u[1::2]
    pairs = np.stack([mean + radius * np.cos(angle), mean + radius * np.sin(angle)], axis=1)
    return pairs.reshape(-1)[:count].astype(np.float32).reshape(shape)


def _count(shape: tuple[int, ...]) -> int:
    count = 1
    for size in shape:
        count *= int(size)
    return count


def mindspore_truncated_normal(
    seed: int, shape: tuple[int, ...], low: float, high: float, mean: float, sigma: float
) -> np.ndarray:
    """float32 normal between `low` and `high`, bit for bit MindSpore's (inverse distribution)."""
    mean, sigma, root = (float(np.float32(x)) for x in (mean, sigma, 2.0**0.5))
    below, above = (0.5 * (1.0 + math.erf((b - mean) / sigma / root)) for b in (low, high))
    u = below + (above - below) * (mindspore_words(seed, _count(shape)) / 2.0**32)
    values = mean + sigma * (root / 2.0**0.5) * normal_quantile(u)
    return np.asarray(values, np.float32).reshape(shape)


# Wichura's algorithm AS 241: numerators and denominators for the middle and the two parts of a
# tail, lowest power first.
_MIDDLE = (
    (3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
     45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727),
    (1.0, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
     21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610),
)  # fmt: skip
_TAIL = (
    (1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550,
     3.64784832476320460504, 1.27045825245236838258, 0.241780725177450611770,
     0.0227238449892691845833, 7.74545014278341407640e-4),
    (1.0, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
     0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4,
     1.05075007164441684324e-9),
)  # fmt: skip
_FAR = (
    (6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
     0.296560571828504891230, 0.0265321895265761230930, 1.24266094738807843860e-3,
     2.71155556874348757815e-5, 2.01033439929228813265e-7),
    (1.0, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
     2.04426310338993978564e-15),
)  # fmt: skip


def _ratio(parts: tuple[tuple[float, ...], tuple[float, ...]], x: np.ndarray) -> np.ndarray:
    """Quotient of two polynomials."""
    top, bottom = (np.polynomial.polynomial.polyval(x, np.array(part)) for part in parts)
    return np.asarray(top / bottom)


def normal_quantile(p: np.ndarray) -> np.ndarray:
    """The standard normal's inverse distribution for 0 < p < 1, to double precision."""
    q = np.asarray(p, np.float64) - 0.5
    central = np.abs(q) <= 0.425
    with np.errstate(all="ignore"):
        r = np.sqrt(-np.log(np.where(q < 0, p, 1.0 - p)))
        tail = np.where(r <= 5.0, _ratio(_TAIL, r - 1.6), _ratio(_FAR, r - 5.0))
    return np.where(central, q * _ratio(_MIDDLE, 0.180625 - q * q), np.copysign(tail, q))
