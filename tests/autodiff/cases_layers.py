"""Cases of linear algebra, convolution, pooling, resampling and the fused primitives."""

from __future__ import annotations

import itertools

import numpy as np

from compat.core import op

from .cases import add, apart, index, normal, waves, within


def _products():
    for a, b in (
        ((2, 3), (3, 4)),
        ((5, 2, 3), (3, 4)),
        ((2, 1, 2, 3), (4, 3, 2)),
        ((2, 3), (4, 3, 1)),
    ):
        add("matmul", f"{a}{b}", lambda x, y: op.matmul(x, y), normal(*a), normal(*b))
    add("matmul", "complex", lambda x, y: op.matmul(x, y), waves(2, 3), waves(3, 2))
    for equation, *shapes in (
        ("ab,bc->ac", (2, 3), (3, 4)),
        ("bij,bjk->bik", (2, 3, 2), (2, 2, 3)),
        ("ab,b,cb->ca", (2, 3), (3,), (4, 3)),
        ("abc->c", (2, 3, 4)),
        ("ab,cd->ad", (2, 3), (4, 2)),
    ):
        xs = [normal(*s, seed=i) for i, s in enumerate(shapes)]
        add("einsum", equation, lambda *xs, e=equation: op.einsum(list(xs), e), *xs)


def _positive(n, *batch):
    x = normal(*batch, n, n)
    return x @ np.swapaxes(x, -1, -2) + 2 * np.eye(n)


def _symmetric(x):
    axes = (*range(len(op.shape_of(x)) - 2), len(op.shape_of(x)) - 1, len(op.shape_of(x)) - 2)
    return op.multiply(op.add(x, op.conj(op.permute_dims(x, axes))), 0.5)


def _phaseless(q):
    """What does not depend on the sign or phase of the columns."""
    return op.multiply(q, op.conj(q))


def _algebra():
    add("solve", "", lambda a, b: op.solve(a, b), _positive(3), normal(3, 2))
    add("solve", "batch", lambda a, b: op.solve(a, b), _positive(3, 2), normal(2, 3, 1))
    add("solve", "broadcast", lambda a, b: op.solve(a, b), _positive(3), normal(2, 3, 2))
    add(
        "solve",
        "complex",
        lambda a, b: op.solve(a, b),
        _positive(2) + 1j * normal(2, 2),
        waves(2, 2),
    )
    add("inv", "", lambda x: op.inv(x), _positive(3, 2))
    add("slogdet", "", lambda x: op.slogdet(x)[1], _positive(3, 2))
    add("cholesky", "", lambda x: op.cholesky(_symmetric(x)), _positive(3))
    add("cholesky", "batch", lambda x: op.cholesky(_symmetric(x)), _positive(2, 3))
    for lower, transpose, unit in itertools.product((False, True), repeat=3):
        add(
            "triangular_solve",
            f"{lower}{transpose}{unit}",
            lambda a, b, f=(lower, transpose, unit): op.triangular_solve(a, b, *f),
            _positive(3),
            normal(3, 2),
        )
    for rows, columns in ((4, 3), (3, 3), (2, 4)):
        x = normal(rows, columns, seed=3)
        add("qr", f"{rows}{columns}", lambda x: _both(op.qr(x, "reduced")), x, tolerance=1e-6)
        add("svd", f"{rows}{columns}", lambda x: _svd_parts(x, False), x, tolerance=1e-6)
        add("svd", f"values {rows}{columns}", lambda x: op.svd(x, True)[1], x, tolerance=1e-6)
    add("eigh", "", lambda x: _eigh_parts(_symmetric(x)), normal(3, 3, seed=4), tolerance=1e-6)
    add("eigh", "values", lambda x: op.eigh(_symmetric(x))[0], normal(2, 3, 3), tolerance=1e-6)
    wave = waves(3, 3, seed=4)
    add("eigh", "complex", lambda x: _eigh_parts(_symmetric(x)), wave, tolerance=1e-6)
    add("svd", "complex", lambda x: _svd_parts(x, False), waves(3, 2, seed=3), tolerance=1e-6)


def _both(pair):
    return tuple(pair)


def _svd_parts(x, full):
    u, s, vh = op.svd(x, full)
    return _phaseless(u), s, _phaseless(vh)


def _eigh_parts(x):
    values, vectors = op.eigh(x)
    return values, _phaseless(vectors)


def _fourier():
    for n in (3, 4, 6):
        wave, line = waves(2, 4), normal(2, 4)
        add("fft", f"{n}", lambda x, n=n: op.fft(x, n, 1), wave)
        add("ifft", f"{n}", lambda x, n=n: op.ifft(x, n, 1), wave)
        add("rfft", f"{n}", lambda x, n=n: op.rfft(x, n, 1), line)
        add("irfft", f"{n}", lambda x, n=n: op.irfft(x, n, 1), wave)
    add("irfft", "axis 0", lambda x: op.irfft(x, 5, 0), waves(3, 2))


CONVOLUTIONS = [
    # x, w, stride, padding, dilation, groups
    ((2, 2, 5), (3, 2, 3), (1,), ((1, 1),), (1,), 1),
    ((1, 4, 7), (6, 2, 2), (2,), ((2, 0),), (2,), 2),
    ((2, 2, 5, 6), (3, 2, 3, 2), (2, 1), ((1, 0), (0, 2)), (1, 2), 1),
    ((1, 2, 6, 6), (2, 1, 3, 3), (3, 2), ((0, 0), (1, 1)), (1, 1), 2),
    ((1, 1, 6), (2, 1, 2), (2,), ((-1, -2),), (1,), 1),
    ((1, 1, 3, 4, 3), (2, 1, 2, 2, 2), (1, 2, 1), ((0, 1), (1, 0), (0, 0)), (1, 1, 1), 1),
]


def _convolution():
    for x, w, stride, padding, dilation, groups in CONVOLUTIONS:
        fixed = (stride, padding, dilation, groups)
        label = f"{x}{w}{fixed}"
        add("conv", label, lambda a, b, f=fixed: op.conv(a, b, *f), normal(*x), normal(*w))
        pad_before = tuple(low for low, _ in padding)
        spatial = zip(x[2:], w[2:], stride, padding, dilation, strict=True)
        out = [(n + lo + hi - d * (k - 1) - 1) // s + 1 for n, k, s, (lo, hi), d in spatial]
        for more in (0, 1):  # more positions than conv gives: their taps fall outside
            g = (x[0], w[0], *(n + more for n in out))
            rest = (stride, pad_before, dilation, groups)
            add(
                "conv_input_grad",
                f"{label}{more}",
                lambda a, b, s=x, r=rest: op.conv_input_grad(a, b, s, *r),
                normal(*g),
                normal(*w),
            )
            add(
                "conv_filter_grad",
                f"{label}{more}",
                lambda a, b, s=w, r=rest: op.conv_filter_grad(a, b, s, *r),
                normal(*x),
                normal(*g),
            )


def _pooling():
    geometry = ((3, 2), (2, 1), ((1, 1), (0, 1)))
    add("max_pool", "", lambda x: op.max_pool(x, *geometry, (1, 1))[0], apart(2, 2, 6, 5))
    add(
        "max_pool", "line", lambda x: op.max_pool(x, (2,), (1,), ((0, 0),), (2,))[0], apart(1, 2, 7)
    )
    add("sum_pool", "", lambda x: op.sum_pool(x, *geometry), normal(2, 2, 6, 5))
    add("sum_pool", "line", lambda x: op.sum_pool(x, (3,), (2,), ((1, 2),)), normal(1, 2, 7))
    add(
        "sum_pool_grad",
        "",
        lambda g: op.sum_pool_grad(g, (2, 2, 6, 5), (3, 2), (2, 1), (1, 0)),
        normal(2, 2, 3, 5),
    )
    for method, how, size in itertools.product(
        ("nearest", "linear", "cubic"),
        ("half_pixel", "asymmetric", "align_corners"),
        ((7, 3), (2, 5)),
    ):
        if method == "cubic" and how == "asymmetric":
            continue
        add(
            "resize",
            f"{method} {how} {size}",
            lambda x, f=(size, method, how): op.resize(x, *f),
            normal(1, 2, 4, 5),
        )
        add(
            "resize_grad",
            f"{method} {how} {size}",
            lambda g, f=(method, how): op.resize_grad(g, (1, 2, 4, 5), *f),
            normal(1, 2, *size),
        )
    for mode in ("zeros", "border", "reflection"):
        add(
            "grid_sample",
            mode,
            lambda x, g, m=mode: op.grid_sample(x, g, "bilinear", m, False),
            normal(1, 2, 4, 5),
            _between_pixels(mode),
            order=1,
        )


def _between_pixels(mode):
    """A grid (1, 3, 2, 2) over (4, 5) pixels that stays away from where the interpolation bends."""
    rows = np.array([0.3, 1.6, 2.4, 2.7, 0.55, 1.35])
    columns = np.array([3.4, 0.3, 1.7, 2.55, 3.65, 2.3])
    if mode != "border":
        rows[0], columns[1] = -0.3, 4.3
    grid = np.stack([(columns + 0.5) * 2 / 5 - 1, (rows + 0.5) * 2 / 4 - 1], -1)
    return grid.reshape(1, 3, 2, 2)


def _fused():
    add("relu", "", lambda x: op.relu(x), apart(2, 3))
    for kink in (0.2, 0.6):
        add("leaky_relu", f"{kink}", lambda x, k=kink: op.leaky_relu(x, 0.2, k), apart(2, 3))
    add("softplus", "", lambda x: op.softplus(x), normal(2, 3))
    for approximate in (False, True):
        add("gelu", f"{approximate}", lambda x, a=approximate: op.gelu(x, a), normal(2, 3))
    for axis in (0, 1):
        add("softmax", f"{axis}", lambda x, a=axis: op.softmax(x, a), normal(3, 4))
        add("log_softmax", f"{axis}", lambda x, a=axis: op.log_softmax(x, a), normal(3, 4))
    add("cross_entropy", "", lambda x: op.cross_entropy(x, index([0, 2]), 1), normal(2, 3))
    labels = [[0, 2], [1, 1]]
    add("cross_entropy", "axis 1", lambda x: op.cross_entropy(x, index(labels), 1), normal(2, 3, 2))
    for axes in ((1, 2), (2,)):
        extents = (2, 3, 4)[axes[0] :]
        add(
            "layer_norm",
            f"{axes}",
            lambda x, w, b, a=axes: op.layer_norm(x, w, b, a, 1e-3),
            normal(2, 3, 4),
            normal(*extents),
            normal(*extents, seed=2),
            tolerance=1e-6,
        )
    add(
        "batch_norm_train",
        "",
        lambda x, w, b: op.batch_norm_train(x, w, b, 1e-3)[0],
        normal(3, 2, 2, 2),
        normal(2),
        normal(2, seed=2),
        tolerance=1e-6,
    )
    add(
        "batch_norm_grad",
        "",
        lambda g, x, w, m, v: op.batch_norm_grad(g, x, w, m, v, 1e-3),
        normal(3, 2, 2),
        normal(3, 2, 2, seed=1),
        normal(2),
        normal(2, seed=2),
        within(0.5, 2, 2),
        tolerance=1e-6,
    )
    add(
        "batch_norm_infer",
        "",
        lambda x, w, b, m, v: op.batch_norm_infer(x, w, b, m, v, 1e-3),
        normal(3, 2, 2),
        normal(2),
        normal(2, seed=2),
        normal(2, seed=3),
        within(0.5, 2, 2),
        tolerance=1e-6,
    )


def _sequences():
    add(
        "attention",
        "",
        lambda q, k, v, m: op.attention(q, k, v, m, 0.5),
        normal(2, 3, 4),
        normal(2, 5, 4),
        normal(2, 5, 2),
        normal(3, 5),
    )
    shapes = ((3, 2, 2), (2, 3))
    gates = ((12, 2), (12, 3), (12,))
    xs = [normal(*s, seed=i) * 0.5 for i, s in enumerate((*shapes, (2, 3), *gates))]
    add("lstm", "", lambda *xs: op.lstm(*xs), *xs, tolerance=1e-6)
    gates = ((9, 2), (9, 3), (9,), (9,))
    xs = [normal(*s, seed=i) * 0.5 for i, s in enumerate((*shapes, *gates))]
    add("gru", "", lambda *xs: op.gru(*xs), *xs, tolerance=1e-6)
    labels, lengths = [[1, 2], [1, 1]], ([5, 4], [2, 2])
    add(
        "ctc_loss",
        "",
        lambda x: op.ctc_loss(
            op.log_softmax(x, 2), index(labels), index(lengths[0]), index(lengths[1]), 0
        ),
        normal(5, 2, 3),
        order=1,
    )


_products()
_algebra()
_fourier()
_convolution()
_pooling()
_fused()
_sequences()
