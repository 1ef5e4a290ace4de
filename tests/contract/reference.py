"""Calling primitives with NumPy arrays, and comparing what they give with a float64 reference."""

from __future__ import annotations

import numpy as np

from compat.core import op, registry, state

TOLERANCE = {
    "float16": 2e-3,
    "float32": 2e-6,
    "float64": 1e-12,
    "complex64": 2e-6,
    "complex128": 1e-12,
}
WIDE_TOLERANCE = {"float16": 2e-3, "float32": 2e-5, "float64": 1e-11}
FLOATS = ("float32", "float64")
INTEGERS = ("int32", "int64")


def samples(shape, dtype="float64", seed=0, low=None, high=None):
    """Numbers away from each other: normal, or uniform between `low` and `high`."""
    draw = np.random.default_rng([seed, len(shape), *shape])
    if np.dtype(dtype).kind in "iu":
        return draw.integers(-9 if low is None else low, high or 10, shape).astype(dtype)
    values = draw.standard_normal(shape) if low is None else draw.uniform(low, high, shape)
    if np.dtype(dtype).kind == "c":
        values = values + 1j * draw.standard_normal(shape)
    return values.astype(dtype)


def given(x):
    """The backend's array of a NumPy array, in lists too; anything else as it is."""
    if isinstance(x, np.ndarray):
        return op.asarray(x.copy(), x.dtype.name, state.device())
    if isinstance(x, list):
        return [given(i) for i in x]
    return x


def plain(x):
    """NumPy array of an array of the backend; scalars are refused."""
    assert not isinstance(x, (bool, int, float, complex, np.generic)), f"not an array: {x!r}"
    found = np.asarray(op.to_numpy(x))
    assert found.shape == op.shape_of(x)
    assert found.dtype.name == op.dtype_of(x)
    return found


def call(function, *args):
    """`function` of backend arrays made of `args`; operands must be as they were afterwards."""
    operands = [given(a) for a in args]
    result = function(*operands)
    for before, after in zip(args, operands, strict=True):
        if isinstance(before, np.ndarray):
            np.testing.assert_array_equal(np.asarray(op.to_numpy(after)), before)
    if isinstance(result, (tuple, list)):
        return tuple(plain(r) for r in result)
    return plain(result)


def run(name, *args):
    """The primitive `name` of the selected backend."""
    return call(getattr(op, name), *args)


def run_default(name, *args):
    """The composition that serves backends without a kernel of their own."""
    return call(registry._default_of(name), *args)


def assert_close(found, expected, dtype):
    """As `assert_same` for sums of many terms: the tolerance is of the largest, and wider."""
    assert found.shape == expected.shape
    assert found.dtype == dtype
    scale = max(1.0, float(np.abs(expected).max(initial=0.0)))
    difference = np.abs(found.astype(np.float64) - expected).max(initial=0.0)
    assert difference <= WIDE_TOLERANCE[dtype] * scale


def window_positions(space, kernel, stride, padding, dilation):
    """The spatial shape of a convolution's or a pooling's result."""
    axes = zip(space, kernel, stride, padding, dilation, strict=True)
    return tuple(max(0, (n + lo + hi - d * (k - 1) - 1) // s + 1) for n, k, s, (lo, hi), d in axes)


def assert_same(found, expected, dtype, factor=1.0):
    """Same shape and dtype, and values within `factor` times the tolerance of the dtype."""
    expected = np.asarray(expected)
    assert found.dtype.name == dtype
    assert found.shape == expected.shape
    if dtype not in TOLERANCE:
        np.testing.assert_array_equal(found, expected)
        return
    wide = found.astype(np.complex128 if found.dtype.kind == "c" else np.float64)
    tolerance = TOLERANCE[dtype] * factor
    finite = np.abs(expected[np.isfinite(expected)])
    scale = float(finite.max(initial=0.0))
    np.testing.assert_allclose(wide, expected, rtol=tolerance, atol=tolerance * min(scale, 1.0))
