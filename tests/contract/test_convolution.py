"""Convolution and its adjoints against loops over their formulas in float64."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import product

import numpy as np
import pytest

from compat.core import op

from .reference import assert_close, assert_same, run, samples, window_positions


def terms(kernel, long, short, stride, pad_before, dilation):
    """Every (tap, position in the long array, position in the short one) of the formula."""
    axes = [
        [
            (t, s * i + d * t - lo, i)
            for t in range(k)
            for i in range(m)
            if 0 <= s * i + d * t - lo < n
        ]
        for k, n, m, s, lo, d in zip(kernel, long, short, stride, pad_before, dilation, strict=True)
    ]
    for point in product(*axes):
        yield tuple(zip(*point, strict=True)) if point else ((), (), ())


def grouped(x, axis, groups):
    return np.split(x.astype(np.float64), groups, axis=axis)


def conv_terms(x, w, space, stride, pad_before, dilation, groups):
    kernel, parts = w.shape[2:], []
    for xs, ws in zip(grouped(x, 1, groups), grouped(w, 0, groups), strict=True):
        out = np.zeros((x.shape[0], ws.shape[0], *space))
        for tap, long, short in terms(kernel, x.shape[2:], space, stride, pad_before, dilation):
            out[(..., *short)] += xs[(..., *long)] @ ws[(..., *tap)].T
        parts.append(out)
    return np.concatenate(parts, axis=1)


def input_grad_terms(g, w, shape, stride, pad_before, dilation, groups):
    parts = []
    for gs, ws in zip(grouped(g, 1, groups), grouped(w, 0, groups), strict=True):
        out = np.zeros((shape[0], shape[1] // groups, *shape[2:]))
        for tap, long, short in terms(
            w.shape[2:], shape[2:], g.shape[2:], stride, pad_before, dilation
        ):
            out[(..., *long)] += gs[(..., *short)] @ ws[(..., *tap)]
        parts.append(out)
    return np.concatenate(parts, axis=1)


def filter_grad_terms(x, g, shape, stride, pad_before, dilation, groups):
    parts = []
    for xs, gs in zip(grouped(x, 1, groups), grouped(g, 1, groups), strict=True):
        out = np.zeros((shape[0] // groups, *shape[1:]))
        for tap, long, short in terms(
            shape[2:], x.shape[2:], g.shape[2:], stride, pad_before, dilation
        ):
            out[(..., *tap)] += gs[(..., *short)].T @ xs[(..., *long)]
        parts.append(out)
    return np.concatenate(parts, axis=0)


# batch, channels in and out, extents, kernel, stride, padding, dilation, groups
CASES = [
    (2, 3, 4, (7,), (3,), (1,), ((1, 1),), (1,), 1),
    (2, 4, 6, (9,), (4,), (3,), ((0, 2),), (2,), 2),
    (1, 1, 1, (1,), (1,), (1,), ((0, 0),), (1,), 1),
    (2, 3, 5, (1, 1), (1, 1), (1, 1), ((0, 0), (0, 0)), (1, 1), 1),
    (3, 3, 5, (6, 5), (1, 1), (1, 1), ((0, 0), (0, 0)), (1, 1), 1),
    (3, 4, 6, (6, 5), (1, 1), (2, 2), ((0, 0), (0, 0)), (1, 1), 2),
    (3, 3, 5, (6, 5), (1, 1), (1, 1), ((1, 2), (0, 1)), (1, 1), 1),
    (2, 3, 4, (6, 7), (3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1), 1),
    (2, 16, 24, (8, 8), (3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1), 1),
    (5, 2, 3, (4, 4), (4, 4), (2, 2), ((1, 1), (1, 1)), (1, 1), 1),
    (2, 3, 4, (8, 8), (4, 4), (2, 2), ((1, 1), (1, 1)), (1, 1), 1),
    (2, 3, 4, (9, 8), (3, 2), (2, 3), ((1, 0), (0, 1)), (1, 2), 1),
    (2, 6, 4, (9, 8), (3, 2), (2, 1), ((2, 3), (0, 1)), (2, 1), 2),
    (2, 3, 6, (9, 11), (5, 7), (4, 3), ((2, 2), (3, 3)), (1, 1), 3),
    (2, 3, 2, (9, 8), (3, 3), (1, 1), ((-1, -2), (1, -1)), (1, 1), 1),
    (2, 3, 2, (9, 8), (2, 2), (2, 2), ((-1, 1), (5, 4)), (1, 1), 1),
    (2, 3, 2, (5, 6), (1, 2), (3, 4), ((0, 0), (0, 0)), (1, 1), 1),
    (2, 4, 4, (7, 6), (3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1), 4),
    (2, 4, 8, (7, 6), (3, 3), (2, 2), ((1, 1), (1, 1)), (1, 1), 4),
    (3, 4, 4, (6, 5), (1, 1), (1, 1), ((0, 0), (0, 0)), (1, 1), 4),
    (3, 4, 4, (6, 5), (1, 1), (2, 3), ((1, 2), (0, 1)), (1, 1), 4),
    (2, 8, 8, (7, 9), (3, 5), (1, 2), ((2, 2), (2, 2)), (2, 1), 8),
    (2, 8, 4, (7, 9), (3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1), 4),
    (1, 2, 3, (3, 4, 5), (2, 2, 3), (1, 2, 1), ((0, 1), (1, 1), (1, 1)), (1, 1, 2), 1),
    (2, 4, 2, (4, 5, 4), (3, 3, 3), (2, 1, 2), ((1, 1), (1, 1), (1, 1)), (1, 1, 1), 2),
    (2, 2, 3, (3, 4, 5), (1, 1, 1), (1, 1, 1), ((0, 0), (0, 0), (0, 0)), (1, 1, 1), 1),
    (2, 4, 4, (4, 5, 4), (3, 3, 3), (1, 1, 1), ((1, 1), (1, 1), (1, 1)), (1, 1, 1), 4),
]


# Large enough to be cut into blocks and shared between threads.
LARGE = [
    (16, 16, 16, (24, 24), (3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1), 1),
    (1, 32, 32, (40, 40), (3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1), 1),
    (16, 32, 64, (16, 16), (4, 4), (2, 2), ((1, 1), (1, 1)), (1, 1), 1),
    (16, 96, 96, (4, 4), (3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1), 1),
    (1, 256, 256, (4, 4), (3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1), 1),
    (16, 64, 128, (12, 12), (1, 1), (1, 1), ((0, 0), (0, 0)), (1, 1), 1),
    (20, 32, 32, (14, 14), (3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1), 32),
    (16, 48, 48, (14, 14), (3, 3), (2, 2), ((1, 1), (1, 1)), (1, 1), 48),
    (32, 32, 32, (28, 28), (3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1), 32),
    (2, 3, 8, (70, 70), (3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1), 1),
    (8, 32, 32, (16, 16), (3, 3), (1, 1), ((1, 1), (1, 1)), (1, 1), 4),
    (8, 32, 64, (128,), (5,), (1,), ((2, 2),), (1,), 1),
    (4, 16, 16, (6, 10, 10), (3, 3, 3), (1, 1, 1), ((1, 1), (1, 1), (1, 1)), (1, 1, 1), 1),
    (1, 128, 100, (4, 4), (4, 4), (1, 1), ((0, 0), (0, 0)), (1, 1), 1),
]


def drawn(seed):
    """A case with extents, filter and steps drawn at random."""
    r = np.random.default_rng(seed)
    rank, groups = int(r.integers(1, 4)), int(r.choice([1, 1, 2, 3]))
    channels = [groups * int(r.integers(1, 4)) for _ in range(2)]
    kernel = tuple(map(int, r.integers(1, 5, rank)))
    dilation = tuple(map(int, r.integers(1, 4, rank)))
    padding = tuple((int(a), int(b)) for a, b in r.integers(-2, 4, (rank, 2)))
    least = [
        d * (k - 1) + 1 - a - b for k, d, (a, b) in zip(kernel, dilation, padding, strict=True)
    ]
    space = tuple(max(n, 4) + int(r.integers(0, 5)) for n in least)
    stride = tuple(map(int, r.integers(1, 5, rank)))
    return (int(r.integers(1, 4)), *channels, space, kernel, stride, padding, dilation, groups)


def arrays(case, dtype):
    batch, c, m, space, kernel, stride, padding, dilation, groups = case
    x = samples((batch, c, *space), dtype, 1)
    w = samples((m, c // groups, *kernel), dtype, 2)
    g = samples((batch, m, *window_positions(space, kernel, stride, padding, dilation)), dtype, 3)
    return x, w, g


def check_conv(case, dtype):
    x, w, g = arrays(case, dtype)
    stride, padding, dilation, groups = case[5:]
    pad_before = tuple(lo for lo, _ in padding)
    found = run("conv", x, w, stride, padding, dilation, groups)
    assert_close(found, conv_terms(x, w, g.shape[2:], stride, pad_before, dilation, groups), dtype)
    found = run("conv_input_grad", g, w, x.shape, stride, pad_before, dilation, groups)
    assert_close(
        found, input_grad_terms(g, w, x.shape, stride, pad_before, dilation, groups), dtype
    )
    found = run("conv_filter_grad", x, g, w.shape, stride, pad_before, dilation, groups)
    assert_close(
        found, filter_grad_terms(x, g, w.shape, stride, pad_before, dilation, groups), dtype
    )


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
@pytest.mark.parametrize("case", CASES, ids=str)
def test_conv_and_its_adjoints_follow_the_formula(case, dtype):
    check_conv(case, dtype)


@pytest.mark.parametrize("seed", range(60))
def test_conv_and_its_adjoints_follow_the_formula_for_drawn_cases(seed):
    check_conv(drawn(seed), "float64")


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("case", LARGE, ids=str)
def test_large_convolutions_follow_the_formula(case, dtype):
    check_conv(case, dtype)


def test_convolutions_of_several_threads_do_not_disturb_each_other():
    cases = [LARGE[0], LARGE[2], LARGE[6], LARGE[0]]
    alone = [run("conv", *arrays(c, "float32")[:2], *c[5:]) for c in cases]
    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(run, "conv", *arrays(c, "float32")[:2], *c[5:]) for c in cases * 3]
        found = [f.result() for f in futures]
    for number, result in enumerate(found):
        np.testing.assert_allclose(result, alone[number % len(cases)], rtol=0, atol=1e-4)


@pytest.mark.parametrize("pad_before", [(-3, 2), (7, -1), (0, 9), (1, 1)])
@pytest.mark.parametrize("space", [(1, 1), (4, 3), (9, 12), (20, 17)])
@pytest.mark.parametrize("stride", [(1, 1), (2, 3)])
def test_adjoints_take_extents_that_conv_would_not_give(pad_before, space, stride):
    g, w, x = samples((2, 4, 5, 6)), samples((4, 3, 3, 4)), samples((2, 3, *space))
    found = run("conv_input_grad", g, w, x.shape, stride, pad_before, (1, 2), 1)
    expected = input_grad_terms(g, w, x.shape, stride, pad_before, (1, 2), 1)
    assert_close(found, expected, "float64")
    found = run("conv_filter_grad", x, g, w.shape, stride, pad_before, (1, 2), 1)
    expected = filter_grad_terms(x, g, w.shape, stride, pad_before, (1, 2), 1)
    assert_close(found, expected, "float64")


def test_conv_input_grad_is_zero_where_no_tap_reaches():
    g, w = np.ones((1, 1, 3)), np.ones((1, 1, 1))
    found = run("conv_input_grad", g, w, (1, 1, 9), (3,), (0,), (1,), 1)
    assert found.ravel().tolist() == [1, 0, 0, 1, 0, 0, 1, 0, 0]


@pytest.mark.parametrize("shape", [(0, 3, 5, 5), (2, 3, 2, 5), (2, 3, 0, 5)])
def test_conv_of_nothing_is_empty_and_its_gradients_are_zero(shape):
    w = samples((4, 3, 3, 3))
    y = run("conv", samples(shape), w, (1, 1), ((0, 0), (0, 0)), (1, 1), 1)
    assert y.shape == (shape[0], 4, max(0, shape[2] - 2), 3)
    gx = run("conv_input_grad", y, w, shape, (1, 1), (0, 0), (1, 1), 1)
    assert gx.shape == shape
    assert not gx.any()
    gw = run("conv_filter_grad", samples(shape), y, w.shape, (1, 1), (0, 0), (1, 1), 1)
    assert gw.shape == w.shape
    assert not gw.any()


@pytest.mark.parametrize("case", CASES[::3], ids=str)
def test_conv_reads_arrays_of_any_layout(case):
    x, w, g = arrays(case, "float64")
    stride, padding, dilation, groups = case[5:]
    pad_before = tuple(lo for lo, _ in padding)

    def loose(a):
        wide = np.empty((*a.shape[:-1], 2 * a.shape[-1]))
        wide[..., ::2] = a
        return np.moveaxis(np.moveaxis(wide, 1, -1).copy(), -1, 1)[..., ::2]

    assert_close(
        run("conv", loose(x), loose(w), stride, padding, dilation, groups),
        conv_terms(x, w, g.shape[2:], stride, pad_before, dilation, groups),
        "float64",
    )
    assert_close(
        run("conv_input_grad", loose(g), loose(w), x.shape, stride, pad_before, dilation, groups),
        input_grad_terms(g, w, x.shape, stride, pad_before, dilation, groups),
        "float64",
    )
    assert_close(
        run("conv_filter_grad", loose(x), loose(g), w.shape, stride, pad_before, dilation, groups),
        filter_grad_terms(x, g, w.shape, stride, pad_before, dilation, groups),
        "float64",
    )


def test_conv_of_no_positions_is_of_padding_only():
    x, w = np.zeros((2, 4, 3, 0)), np.ones((2, 2, 2, 2))
    g = np.ones((2, 2, 2, 1))
    static = ((2, 1), ((1, 1), (1, 1)), (1, 1), 2)
    assert_close(run("conv", x, w, *static), np.zeros((2, 2, 2, 1)), "float64")
    rest = ((2, 1), (1, 1), (1, 1), 2)
    assert run("conv_input_grad", g, w, x.shape, *rest).shape == x.shape
    assert_close(run("conv_filter_grad", x, g, w.shape, *rest), np.zeros(w.shape), "float64")


def test_conv_leaves_its_operands_alone():
    x, w, g = arrays(CASES[7], "float64")
    stride, padding, dilation, groups = CASES[7][5:]
    pad_before = tuple(lo for lo, _ in padding)
    before = [a.copy() for a in (x, w, g)]
    run("conv", x, w, stride, padding, dilation, groups)
    run("conv_input_grad", g, w, x.shape, stride, pad_before, dilation, groups)
    run("conv_filter_grad", x, g, w.shape, stride, pad_before, dilation, groups)
    assert all(np.array_equal(a, b) for a, b in zip((x, w, g), before, strict=True))


def test_results_of_conv_do_not_share_scratch_memory():
    x, w, _ = arrays(CASES[8], "float32")
    first = run("conv", x, w, *CASES[8][5:])
    kept = first.copy()
    run("conv", -x, w, *CASES[8][5:])
    assert np.array_equal(first, kept)


def test_scratch_memory_of_one_shape_serves_the_next():
    """Padding may be kept from call to call, but not from shape to shape."""
    shapes = [LARGE[6], LARGE[7], CASES[17], CASES[21], LARGE[9]]
    expected = [convolved(case, 1) for case in shapes]
    for case, exact in [*zip(shapes, expected, strict=True)] * 2:
        assert np.array_equal(convolved(case, 1), exact)
        assert not np.array_equal(convolved(case, -1), exact)


def convolved(case, sign):
    x, w, _ = arrays(case, "float32")
    return run("conv", sign * x, w, *case[5:])


def spread_of(reference, *arrays_):
    """Where the formula gives NaN, +inf and -inf."""
    with np.errstate(all="ignore"):
        return [test(reference(*arrays_)) for test in (np.isnan, np.isposinf, np.isneginf)]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("case", CASES[7::2], ids=str)
def test_infinities_and_nan_reach_exactly_the_terms_and_the_padding_they_are_in(case, which, value):
    if op.backend_info()["library"] != "numpy":
        pytest.skip("the kernels of the other libraries step over padding at times")
    x, w, g = arrays(case, "float64")
    stride, padding, dilation, groups = case[5:]
    pad_before = tuple(lo for lo, _ in padding)
    rest = (stride, pad_before, dilation, groups)

    def compare(name, reference, operands, static):
        operands[which].ravel()[operands[which].size // 3] = value
        with np.errstate(all="ignore"):
            found = run(name, *operands, *static)
        for test, expected in zip(
            (np.isnan, np.isposinf, np.isneginf), spread_of(reference, *operands), strict=True
        ):
            assert np.array_equal(test(found), expected)

    room = 40

    def surrounded(x):
        return np.pad(x, [(0, 0), (0, 0), *[(room, room)] * len(pad_before)])

    outside = (stride, tuple(lo - room for lo in pad_before), dilation, groups)

    def correlate(x, w):
        return conv_terms(surrounded(x), w, g.shape[2:], *outside)

    def transpose(g, w):
        return input_grad_terms(g, w, x.shape, *rest)

    def of_filter(x, g):
        return filter_grad_terms(surrounded(x), g, w.shape, *outside)

    compare("conv", correlate, [x.copy(), w.copy()], (stride, padding, dilation, groups))
    compare("conv_input_grad", transpose, [g.copy(), w.copy()], (x.shape, *rest))
    compare("conv_filter_grad", of_filter, [x.copy(), g.copy()], (w.shape, *rest))


@pytest.mark.parametrize("shape", [(2, 1, 5, 4), (2, 1, 1, 5, 4), (1, 1, 3, 6, 3)])
def test_conv_with_one_channel_and_one_column_of_results(shape):
    # oneDNN as TensorFlow 2.21 has it takes the wrong rows here.
    spatial = shape[2:]
    kernel = (*(1 for _ in spatial[1:]), spatial[-1])
    stride = (*(1 for _ in spatial[1:]), 2)
    x, w = samples(shape, "float32"), samples((2, 1, *kernel), "float32", seed=1)
    none = ((0, 0),) * len(spatial)
    found = run("conv", x, w, stride, none, (1,) * len(spatial), 1)
    taps = w.reshape(2, -1).astype("float64")
    expected = np.einsum("n...k,mk->nm...", x[:, 0].astype("float64"), taps)[..., None]
    assert_same(found, expected, "float32", factor=10)


def test_conv_input_grad_may_give_nothing():
    g, w = samples((1, 2, 2, 2)), samples((2, 3, 1, 1))
    assert run("conv_input_grad", g, w, (1, 3, 0, 4), (1, 1), (1, 0), (1, 1), 1).shape == (
        1,
        3,
        0,
        4,
    )
