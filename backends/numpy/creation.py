"""Making arrays, asking about them, moving them."""

from __future__ import annotations

import math
from operator import attrgetter

import numpy as np

from compat.core.contract import implements

from .dtypes import DTYPES, FLOAT64, NAMES
from .quiet import quietly


@implements
def asarray(data, dtype, device):
    return quietly(np.asarray, data, DTYPES[dtype])


@implements
def to_numpy(x):
    return x


@implements
def full(shape, value, dtype, device):
    if value == 0 and (type(value) is not float or math.copysign(1.0, value) > 0):
        return np.zeros(shape, DTYPES[dtype])
    out = np.empty(shape, DTYPES[dtype])
    quietly(out.fill, value)
    return out


@implements
def arange(start, stop, step, dtype, device):
    target = DTYPES[dtype]
    if target.kind in "iu" and type(start) is type(stop) is type(step) is int:
        return np.arange(start, stop, step, target)
    # NumPy would add steps in `dtype`; positions computed in float64 are rounded once.
    n = max(0, math.ceil((stop - start) / step))
    return (start + np.arange(n, dtype=FLOAT64) * step).astype(target)


@implements
def astype(x, dtype):
    target = DTYPES[dtype]
    if x.dtype.kind == "c" and target.kind not in "cb":
        x = x.real
    return quietly(x.astype, target, copy=False)


@implements
def copy(x):
    return x.copy()


@implements
def to_device(x, device):
    return x


@implements(native=attrgetter("shape"))
def shape_of(x):
    return x.shape


@implements(native=attrgetter("ndim"))
def rank_of(x):
    return x.ndim


@implements
def dtype_of(x):
    return NAMES[x.dtype.num]


@implements
def device_of(x):
    return "cpu"
