"""The error function of large float32 arrays, on NumPy's vectorised `tanh` and `exp`.

`erf(x) = tanh(x * P(x * x))` and `erfc(x) = 2 / (1 + exp(2 * x * P(x * x)))`. P was fitted
on [0, 4] to `atanh(erf(x)) / x`, minimising the largest relative error of `erf`, and of `erfc` up
to 2. Measured over 200,000 points: 2.3e-7 and 8.7e-7, evaluated in float32. SciPy computes the
same in float64 one element at a time, which takes 8 times as long.
"""

from __future__ import annotations

import numpy as np

from .dtypes import FLOAT32

BLOCK = 1 << 14
SMALL = 1 << 11
"""Below this size SciPy is quicker."""
_TAIL = np.float32(2.0)
_EDGE = np.float32(16.0)
_POLYNOMIAL = [
    np.float32(c)
    for c in (
        1.1283791943933008,
        0.1027718150370605,
        -0.00020577991537990936,
        -0.0005957096250108705,
        6.89325368853483e-05,
        1.7415951791091897e-06,
        -1.435508509096092e-06,
        1.8027293326729878e-07,
        -1.032250832035377e-08,
        2.3187490544041252e-10,
    )
]


def _bent(x, out):
    """`x * P(x * x)` into `out`; beyond 4, where both functions are at their limits, a line."""
    square = np.multiply(x, x)
    np.minimum(square, _EDGE, out=square)
    np.multiply(square, _POLYNOMIAL[-1], out=out)
    for coefficient in _POLYNOMIAL[-2:0:-1]:
        np.add(out, coefficient, out=out)
        np.multiply(out, square, out=out)
    np.add(out, _POLYNOMIAL[0], out=out)
    np.multiply(out, x, out=out)


def _erf_block(x, out):
    _bent(x, out)
    np.tanh(out, out=out)


def _erfc_block(x, out):
    _bent(x, out)
    np.add(out, out, out=out)
    np.exp(out, out=out)
    np.add(out, 1, out=out)
    np.divide(2, out, out=out)


def _blockwise(step, x):
    flat = x.reshape(-1)
    out = np.empty(flat.shape, FLOAT32)
    for start in range(0, flat.size, BLOCK):
        step(flat[start : start + BLOCK], out[start : start + BLOCK])
    return out.reshape(x.shape)


def erf(x):
    """Error function of float32 `x`."""
    return _blockwise(_erf_block, x)


def erfc(x, tail):
    """Complementary error function of float32 `x`; `tail` computes the elements above 2."""
    out = _blockwise(_erfc_block, x)
    far = x > _TAIL
    out[far] = tail(x[far])
    return out
