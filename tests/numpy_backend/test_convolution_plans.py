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

from backends.numpy import (  # noqa: E402
    blas,
    conv,
    conv_banded,
    conv_geometry,
    conv_toeplitz,
    conv_windows,
    taps,
    workers,
)

TOLERANCE = {"float32": 2e-3, "float64": 1e-9}


@pytest.fixture
def eager(monkeypatch):
    """Limits so low that small shapes take the plans of large ones, on several threads."""
    for module, name, value in (
        (conv_geometry, "WORTH", 1000),
        (conv_geometry, "WORTH_BANDS", 1000),
        (conv_geometry, "TINY", 100),
        (conv_geometry, "LARGE", 30),
        (conv_geometry, "SHORT", 12),
        (conv_geometry, "LONG", 8),
        (conv_geometry, "SMALL", 5000),
        (conv_geometry, "VECTOR", 1),
        (conv_geometry, "STACK", 2000),
        (conv_geometry, "COUNT", 3),
        (conv_banded, "BLOCK", 6000),
        (conv_banded, "LONG", 8),
        (conv_banded, "SMALL", 5000),
        (conv_banded, "COLUMNS", 40),
        (conv_banded, "WHOLE", 9000),
        (conv_windows, "SETUP", 0),
        (conv_windows, "WORTH", 500),
        (conv_windows, "COUNT", 3),
        (workers, "COUNT", 3),
        (blas, "SMALL", 1000),
    ):
        monkeypatch.setattr(module, name, value)
    workers._forget()
    conv.described.cache_clear()
    yield
    conv.described.cache_clear()
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
    around, lead = conv.surrounded(x, geometry)
    steps = (geometry.stride, lead, geometry.dilation, geometry.groups)
    return (
        conv.exact(x, w, geometry),
        conv.exactly_transposed(g, w, geometry),
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
    lead = tuple(low for low, _ in padding)
    geometry = conv.described(x.shape, g.shape, w.shape, stride, lead, dilation, groups)
    used[conv.chosen(geometry).__name__] += 1
    used["rowwise"] += conv.chosen(geometry) is conv.banded_conv and geometry.rowwise
    for direction in ("adjoint", "sums"):
        if conv_toeplitz.windows(geometry, direction):
            used[direction] += 1
    with np.errstate(all="ignore"):
        expected = by_terms(x, w, g, geometry)
    for _ in range(2):
        found = (
            conv.conv(x, w, stride, padding, dilation, groups),
            conv.conv_input_grad(g, w, x.shape, stride, lead, dilation, groups),
            conv.conv_filter_grad(x, g, w.shape, stride, lead, dilation, groups),
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
        lead, ones = tuple(low for low, _ in padding), (1, 1, 1)
        geometry = conv.described(x.shape, g.shape, w.shape, ones, lead, ones, groups)
        if not geometry.planar:
            continue
        used += 1
        result, adjoint, _ = by_terms(x, w, g, geometry)
        for _ in range(2):
            np.testing.assert_allclose(conv.planes_conv(x, w, geometry), result, atol=1e-10)
        found = conv.conv_input_grad(g, w, x.shape, ones, lead, ones, groups)
        np.testing.assert_allclose(found, adjoint, atol=1e-10)
        x.flat[draw.randrange(x.size)] = np.inf
        with np.errstate(all="ignore"):
            exact = conv.exact(x, w, geometry)
        np.testing.assert_array_equal(conv.conv(x, w, ones, padding, ones, groups), exact)
    assert used >= 30


@pytest.mark.parametrize("forward", [True, False])
def test_every_cut_of_a_depthwise_image_gives_the_same(forward):
    for seed in range(60):
        draw = random.Random(seed)
        x, w, y, stride, padding, dilation, groups = shapes(draw, True)
        source = np.random.default_rng(seed)
        x, w, g = (source.standard_normal(shape) for shape in (x, w, y))
        lead = tuple(low for low, _ in padding)
        geometry = conv.described(x.shape, g.shape, w.shape, stride, lead, dilation, groups)
        result, adjoint, sums = by_terms(x, w, g, geometry)
        for cut in conv_toeplitz.cuts(geometry, forward):
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
