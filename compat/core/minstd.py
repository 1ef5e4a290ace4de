"""Streams of C++'s `minstd_rand` and of the standard distributions over it, many values at once."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

_MODULUS = 2147483647
_FACTOR = 48271
_RANGE = 2147483646


def states(seed: int, count: int) -> Any:
    """The first `count` outputs of the generator, as uint64."""
    start = seed % _MODULUS or 1
    powers = np.array([_FACTOR], np.uint64)
    while powers.size < count:
        powers = np.concatenate([powers, powers * powers[-1] % np.uint64(_MODULUS)])
    return powers[:count] * np.uint64(start) % np.uint64(_MODULUS)


def canonical(seed: int, count: int, dtype: str) -> Any:
    """Numbers in [0, 1) as `generate_canonical` makes them: one output for float32, two for
    float64.
    """
    if dtype == "float64":
        x = states(seed, 2 * count).astype(np.float64) - 1.0
        u = (x[0::2] + x[1::2] * float(_RANGE)) / (float(_RANGE) * float(_RANGE))
        return np.minimum(u, np.nextafter(1.0, 0.0))
    x = (states(seed, count) - np.uint64(1)).astype(np.float32)
    one = np.float32(1)
    return np.minimum(x / np.float32(_RANGE), np.nextafter(one, np.float32(0)))


def paddle_uniform(seed: int, count: int, low: float, high: float, dtype: str) -> Any:
    """Uniform on [low, high)."""
    kind = np.dtype(dtype).type
    lo, hi = kind(low), kind(high)
    return canonical(seed, count, dtype) * (hi - lo) + lo


def paddle_normal(seed: int, count: int, mean: float, std: float, dtype: str) -> Any:
    """Normal by the polar method: the second value of an accepted pair comes first."""
    kind = np.dtype(dtype).type
    draws = 2 * count + 64
    while True:
        u = canonical(seed, draws + draws % 2, dtype) * kind(2) - kind(1)
        x, y = u[0::2], u[1::2]
        r = x * x + y * y
        kept = np.flatnonzero((r <= 1) & (r != 0))
        if 2 * kept.size >= count:
            break
        draws *= 2
    x, y, r = x[kept], y[kept], r[kept]
    scale = np.sqrt(kind(-2) * np.log(r) / r)
    values = np.stack([y * scale, x * scale], 1).reshape(-1)[:count]
    return values * kind(std) + kind(mean)


def paddle_truncated_normal(seed: int, count: int, mean: float, std: float, dtype: str) -> Any:
    """Normal cut at two standard deviations: the inverse distribution function of uniforms."""
    kind = np.dtype(dtype).type
    smallest = float(np.finfo(kind).tiny)
    u = paddle_uniform(seed, count, smallest, 1.0, dtype)
    low = (1.0 + math.erf(-2.0 / math.sqrt(2.0))) / 2.0
    high = (1.0 + math.erf(2.0 / math.sqrt(2.0))) / 2.0
    p = kind(low) + (kind(high) - kind(low)) * u
    return _inverse_normal(p.astype(np.float64)).astype(kind) * kind(std) + kind(mean)


# Wichura's algorithm AS 241 (PPND16), relative accuracy about 1e-16.
_CENTRAL = (
    (3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3)
    + (1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4)
    + (3.3430575583588128105e4, 2.5090809287301226727e3),
    (1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3)
    + (2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4)
    + (5.2264952788528545610e3,),
)
_TAIL = (
    (1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0)
    + (3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1)
    + (2.27238449892691845833e-2, 7.74545014278341407640e-4),
    (1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1)
    + (1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4)
    + (1.05075007164441684324e-9,),
)


def _ratio(table: Any, x: Any) -> Any:
    above, below = table
    return np.polynomial.polynomial.polyval(x, above) / np.polynomial.polynomial.polyval(x, below)


def _inverse_normal(p: Any) -> Any:
    """Inverse of the normal distribution function on [0.02, 0.98]."""
    q = p - 0.5
    central = np.abs(q) <= 0.425
    tail = np.sqrt(-np.log(np.minimum(p, 1.0 - p)))
    outer = np.sign(q) * _ratio(_TAIL, tail - 1.6)
    return np.where(central, q * _ratio(_CENTRAL, 0.180625 - q * q), outer)
