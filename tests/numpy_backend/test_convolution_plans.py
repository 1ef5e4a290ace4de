"""Every plan of NumPy's convolutions against the sum of their terms, one filter tap at a time."""

from __future__ import annotations

import os
import random
from collections import Counter

import numpy as np
import pytest

pytestmark = pytest.mark.skipif(
    os.environ.get("COMPAT_BACKEND", "numpy") != "numpy", reason="about the NumPy backend"
)

from compat._backends.numpy import blas, workers  # noqa: E402
from compat._backends.numpy.convolution import (  # noqa: E402
    bands,
    choice,
    taps,
    toeplitz,
    windows,
)
from compat._backends.numpy.convolution import geometry as geometries  # noqa: E402

TOLERANCE = {"float32": 2e-3, "float64": 1e-9}


@pytest.fixture
def eager(monkeypatch):
    """Limits so low that small shapes take the plans of large ones, on several threads."""
    for module, name, value in (
        (geometries, "WORTH", 1000),
        (geometries, "WORTH_BANDS", 1000),
        (geometries, "TINY", 100),
        (geometries, "LARGE", 30),
        (geometries, "SHORT", 12),
        (geometries, "LONG", 8),
        (geometries, "SMALL", 5000),
        (geometries, "VECTOR", 1),
        (geometries, "STACK", 2000),
        (geometries, "COUNT", 3),
        (bands, "BLOCK", 6000),
        (bands, "LONG", 8),
        (bands, "SMALL", 5000),
        (bands, "COLUMNS", 40),
        (bands, "WHOLE", 9000),
        (windows, "SETUP", 0),
        (windows, "WORTH", 500),
        (windows, "COUNT", 3),
        (workers, "COUNT", 3),
        (blas, "SMALL", 1000),
    ):
        monkeypatch.setattr(module, name, value)
    workers._forget()
    choice.described.cache_clear()
    yield
    choice.described.cache_clear()
    workers._forget()


def shapes(draw, depthwise):
    """(input, filter, result, stride, padding, dilation, groups) of a convolution that has any."""
    while True:
        rank, batch = draw.choice([1, 2, 2, 2, 3]), draw.choice([1, 2, 5, 9, 16])
        groups = draw.choice([2, 3, 5, 8] if depthwise else [1, 1, 2, 4, 6])
        inputs, filters = (1, 1) if depthwise else (draw.choice([1, 2, 3]), draw.choice([1, 5, 20]))
        axes = range(rank)
        space = [draw.randint(1, 14 if rank < 3 else 7) for _ in axes]
        kernel = [draw.randint(1, 4) for _ in axes]
        stride = tuple(draw.randint(1, 3) for _ in axes) if draw.random() < 0.5 else (1,) * rank
        dilation = tuple(draw.choice([1, 1, 2]) for _ in axes)
        padding = tuple((draw.randint(0, 3), draw.randint(0, 3)) for _ in axes)
        sides = zip(space, kernel, stride, dilation, padding, strict=True)
        short = [(n + sum(p) - d * (k - 1) - 1) // s + 1 for n, k, s, d, p in sides]
        if min(short) > 0:
            x, y = (batch, groups * inputs, *space), (batch, groups * filters, *short)
            return x, (groups * filters, inputs, *kernel), y, stride, padding, dilation, groups


def by_terms(x, w, g, geometry):
    """The convolution and both adjoints, exactly."""
    around, pad_before = choice.surrounded(x, geometry)
    steps = (geometry.stride, pad_before, geometry.dilation, geometry.groups)
    return (
        choice.exact(x, w, geometry),
        choice.exactly_transposed(g, w, geometry),
        taps.conv_filter_grad(around, g, np.zeros_like(w), *steps),
    )


def check(draw, depthwise, used):
    """One random shape, computed twice since scratch memory is kept from call to call."""
    sides = shapes(draw, depthwise)
    stride, padding, dilation, groups = sides[3:]
    dtype = draw.choice(["float32", "float64"])
    source = np.random.default_rng(draw.randrange(1 << 30))
    x, w, g = (source.standard_normal(shape).astype(dtype) for shape in sides[:3])
    if draw.random() < 0.15:
        x.flat[draw.randrange(x.size)] = draw.choice([np.inf, np.nan])
    pad_before = tuple(low for low, _ in padding)
    geometry = choice.described(x.shape, g.shape, w.shape, stride, pad_before, dilation, groups)
    used[choice.chosen(geometry).__name__] += 1
    used["rowwise"] += choice.chosen(geometry) is choice.banded_conv and geometry.rowwise
    for direction in ("adjoint", "sums"):
        if toeplitz.windows(geometry, direction):
            used[direction] += 1
    with np.errstate(all="ignore"):
        expected = by_terms(x, w, g, geometry)
    for _ in range(2):
        found = (
            choice.conv(x, w, stride, padding, dilation, groups),
            choice.conv_input_grad(g, w, x.shape, stride, pad_before, dilation, groups),
            choice.conv_filter_grad(x, g, w.shape, stride, pad_before, dilation, groups),
        )
        for one, other in zip(found, expected, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-3, atol=TOLERANCE[dtype])


@pytest.mark.parametrize("depthwise", [False, True])
def test_every_plan_gives_the_sum_of_the_terms(eager, depthwise):
    used = Counter()
    for seed in range(300 if depthwise else 500):
        check(random.Random(seed), depthwise, used)
    plans = ["toeplitz_conv", "adjoint", "sums"]
    if not depthwise:
        plans = ["stacked_conv", "banded_conv", "rowwise"]
    assert all(used[plan] >= 20 for plan in plans), used


def test_volumes_by_planes_give_the_sum_of_the_terms(eager):
    used = 0
    for seed in range(80):
        draw = random.Random(seed)
        groups, batch = draw.choice([2, 3, 7]), draw.choice([3, 5, 16])
        kernel = tuple(draw.randint(2, 4) for _ in range(3))
        padding = tuple((draw.randint(0, 4), draw.randint(0, 4)) for _ in range(3))
        short = (draw.randint(1, 6), draw.choice([4, 8]), draw.randint(2, 7))
        sides = zip(short, kernel, padding, strict=True)
        long = tuple(n + k - 1 - sum(p) for n, k, p in sides)
        if min(long) < 1:
            continue
        source = np.random.default_rng(seed)
        x = source.standard_normal((batch, groups, *long))
        w = source.standard_normal((groups, 1, *kernel))
        g = source.standard_normal((batch, groups, *short))
        pad_before, ones = tuple(low for low, _ in padding), (1, 1, 1)
        geometry = choice.described(x.shape, g.shape, w.shape, ones, pad_before, ones, groups)
        if not geometry.planar:
            continue
        used += 1
        result, adjoint, _ = by_terms(x, w, g, geometry)
        for _ in range(2):
            np.testing.assert_allclose(choice.planes_conv(x, w, geometry), result, atol=1e-10)
        found = choice.conv_input_grad(g, w, x.shape, ones, pad_before, ones, groups)
        np.testing.assert_allclose(found, adjoint, atol=1e-10)
        x.flat[draw.randrange(x.size)] = np.inf
        with np.errstate(all="ignore"):
            exact = choice.exact(x, w, geometry)
        np.testing.assert_array_equal(choice.conv(x, w, ones, padding, ones, groups), exact)
    assert used >= 30


@pytest.mark.parametrize("forward", [True, False])
def test_every_cut_of_a_depthwise_image_gives_the_same(forward):
    for seed in range(60):
        draw = random.Random(seed)
        x, w, y, stride, padding, dilation, groups = shapes(draw, True)
        source = np.random.default_rng(seed)
        x, w, g = (source.standard_normal(shape) for shape in (x, w, y))
        pad_before = tuple(low for low, _ in padding)
        geometry = choice.described(x.shape, g.shape, w.shape, stride, pad_before, dilation, groups)
        result, adjoint, sums = by_terms(x, w, g, geometry)
        for cut in toeplitz.cuts(geometry, forward):
            for batched in (True, False):
                cut.__dict__["batched"] = batched
                found = np.full_like(result if forward else adjoint, np.nan)
                cut.apply(x if forward else g, w, found)
                np.testing.assert_allclose(found, result if forward else adjoint, atol=1e-10)
                if forward:
                    found = np.full_like(w, np.nan)
                    cut.sums(x, g, found)
                    np.testing.assert_allclose(found, sums, atol=1e-10)


@pytest.mark.parametrize(("rows", "depth", "columns"), [(4, 30, 1000), (16, 9, 517), (40, 8, 300)])
def test_a_narrow_product_in_pieces(monkeypatch, rows, depth, columns):
    monkeypatch.setattr(blas, "SMALL", 12_000)
    monkeypatch.setattr(blas, "threads", lambda: 1)
    source = np.random.default_rng(0)
    a = source.standard_normal((3, 1, rows, depth)).astype("f")
    b = source.standard_normal((3, 2, depth, columns)).astype("f")
    out = np.full((3, 2, rows, columns), np.nan, "f")
    assert blas.product(a, b, out) is out
    np.testing.assert_allclose(out, np.matmul(a, b), rtol=1e-5, atol=1e-5)
