"""Cases of matrix products, linear algebra and Fourier transforms."""

from __future__ import annotations

import itertools

import numpy as np

from compat.core import op

from .case import add, normal, waves


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


_products()
_algebra()
_fourier()
