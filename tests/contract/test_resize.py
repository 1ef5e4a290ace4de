"""Resampling and its adjoint against the matrices of their formulas in float64."""

from __future__ import annotations

import numpy as np
import pytest

from .reference import run, samples


def read_at(size_in, size_out, coordinates):
    i = np.arange(size_out)
    if coordinates == "half_pixel":
        return (i + 0.5) * (size_in / size_out) - 0.5
    if coordinates == "asymmetric":
        return i * (size_in / size_out)
    return i * ((size_in - 1) / (size_out - 1) if size_out > 1 else 0.0)


def matrix(size_in, size_out, method, coordinates):
    """What one axis of `resize` multiplies by, straight from the formulas."""
    result = np.zeros((size_out, size_in))
    for row, p in enumerate(read_at(size_in, size_out, coordinates)):
        if method == "nearest":
            shift = {"half_pixel": 0.5, "asymmetric": 0.0, "align_corners": 0.5}[coordinates]
            result[row, min(int(np.floor(p + shift + 1e-6)), size_in - 1)] = 1
            continue
        if method == "linear":
            p = min(max(p, 0.0), size_in - 1)
        low = int(np.floor(p + 1e-6))
        part = p - low
        near = {0: 1 - part, 1: part}
        if method == "cubic":
            near = {k: keys(abs(part - k)) for k in (-1, 0, 1, 2)}
        for k, weight in near.items():
            result[row, min(max(low + k, 0), size_in - 1)] += weight
    return result


def keys(t, a=-0.75):
    if t <= 1:
        return (a + 2) * t**3 - (a + 3) * t**2 + 1
    return a * t**3 - 5 * a * t**2 + 8 * a * t - 4 * a if t < 2 else 0.0


def resampled(x, size, method, coordinates):
    for axis, m in enumerate(size, start=2):
        weights = matrix(x.shape[axis], m, method, coordinates)
        x = np.moveaxis(np.tensordot(weights, x, (1, axis)), 0, axis)
    return x


SIZES = [
    ((5,), (9,)),
    ((6, 7), (3, 14)),
    ((6, 4), (13, 9)),
    ((5, 5), (5, 5)),
    ((4, 1), (1, 3)),
    ((3, 4, 5), (5, 8, 3)),
]


@pytest.mark.parametrize("coordinates", ["half_pixel", "asymmetric", "align_corners"])
@pytest.mark.parametrize("method", ["nearest", "linear", "cubic"])
@pytest.mark.parametrize(("space", "size"), SIZES, ids=str)
def test_resize_and_its_adjoint_follow_the_formula(space, size, method, coordinates):
    x = samples((2, 3, *space))
    found = run("resize", x, size, method, coordinates)
    expected = resampled(x, size, method, coordinates)
    assert found.shape == expected.shape
    np.testing.assert_allclose(found, expected, rtol=0, atol=2e-5)
    g = samples((2, 3, *size), seed=6)
    back = run("resize_grad", g, x.shape, method, coordinates)
    assert back.shape == x.shape
    assert abs((found * g).sum() - (back * x).sum()) < 1e-9
    half = run("resize", x.astype("float16"), size, method, coordinates)
    assert half.dtype == "float16"
    np.testing.assert_allclose(half, expected, rtol=0, atol=2e-2)
