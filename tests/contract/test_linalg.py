"""Linear algebra over the last two axes."""

from __future__ import annotations

import numpy as np
import pytest

from .reference import FLOATS, assert_same, run, run_default, samples


def positive(shape, dtype):
    """Well-conditioned symmetric matrices."""
    x = samples(shape, "float64")
    return (x @ x.swapaxes(-1, -2) + 2 * np.eye(shape[-1])).astype(dtype)


def turned(x):
    return x.swapaxes(-1, -2)


SHAPES = [
    ((2, 3), (3, 4)),
    ((5, 2, 3), (5, 3, 4)),
    ((5, 2, 3), (3, 4)),
    ((2, 3), (5, 3, 4)),
    ((5, 1, 2, 3), (4, 3, 2)),
    ((2, 0), (0, 3)),
    ((0, 3), (3, 2)),
    ((1, 1), (1, 1)),
]


@pytest.mark.parametrize("dtype", [*FLOATS, "int32", "int64", "complex64"])
@pytest.mark.parametrize(("first", "second"), SHAPES)
def test_matmul_broadcasts_leading_axes(first, second, dtype):
    x1, x2 = samples(first, dtype, seed=1), samples(second, dtype, seed=2)
    wide = {"complex64": "complex128"}.get(dtype, "float64")
    expected = np.matmul(x1.astype(wide), x2.astype(wide))
    expected = expected.astype(dtype) if dtype.startswith("int") else expected
    assert_same(run("matmul", x1, x2), expected, dtype, factor=4)


def test_matmul_of_transposed_views():
    x = samples((4, 5), "float32")
    exact = x.astype("float64")
    assert_same(run("matmul", x.T, x), exact.T @ exact, "float32", factor=4)


@pytest.mark.parametrize("batch", [(), (3,)])
def test_matmul_of_float16_accumulates_in_float32(batch):
    x1 = np.full((*batch, 2, 4000), 0.1, "float16")
    x2 = np.full((4000, 2), 0.1, "float16")
    expected = x1.astype("float64") @ x2.astype("float64")
    assert_same(run("matmul", x1, x2), expected, "float16")


EQUATIONS = [
    ("ab,bc->ac", [(2, 3), (3, 4)]),
    ("abc,acd->abd", [(2, 3, 4), (2, 4, 5)]),
    ("abc,cbd,d->ab", [(2, 3, 4), (4, 3, 5), (5,)]),
    ("abc->ca", [(2, 3, 4)]),
    ("ab->", [(2, 3)]),
    ("ab->ba", [(2, 3)]),
    ("a,b->ba", [(2,), (3,)]),
    ("a,a->", [(4,), (4,)]),
    ("ab,ab->ab", [(2, 3), (2, 3)]),
    ("abc,d->dab", [(2, 3, 4), (5,)]),
    ("nqhd,nkhd->nhqk", [(2, 3, 2, 4), (2, 5, 2, 4)]),
]


@pytest.mark.parametrize("function", [run, run_default])
@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(("equation", "shapes"), EQUATIONS)
def test_einsum(function, equation, shapes, dtype):
    xs = [samples(s, dtype, seed=i) for i, s in enumerate(shapes)]
    expected = np.einsum(equation, *[x.astype("float64") for x in xs])
    assert_same(function("einsum", xs, equation), expected, dtype, factor=9)


@pytest.mark.parametrize("shape", [(3, 3), (2, 4, 4), (1, 1)])
@pytest.mark.parametrize("dtype", FLOATS)
def test_cholesky_reads_the_lower_triangle(shape, dtype):
    x = positive(shape, dtype)
    found = run("cholesky", np.tril(x))
    assert_same(found, np.linalg.cholesky(x.astype("float64")), dtype, factor=50)


@pytest.mark.parametrize(
    ("a", "b"), [((3, 3), (3, 2)), ((2, 3, 3), (2, 3, 1)), ((3, 3), (2, 3, 2))]
)
@pytest.mark.parametrize("dtype", FLOATS)
def test_solve(a, b, dtype):
    a, b = positive(a, dtype), samples(b, dtype)
    expected = np.linalg.solve(a.astype("float64"), b.astype("float64"))
    assert_same(run("solve", a, b), expected, dtype, factor=50)


@pytest.mark.parametrize("function", [run, run_default])
@pytest.mark.parametrize("shape", [(3, 3), (2, 4, 4)])
def test_inv(function, shape):
    x = positive(shape, "float64")
    assert_same(function("inv", x), np.linalg.inv(x), "float64", factor=50)


@pytest.mark.parametrize("shape", [(3, 3), (2, 4, 4)])
@pytest.mark.parametrize("dtype", FLOATS)
def test_slogdet(shape, dtype):
    x = samples(shape, dtype)
    sign, logarithm = np.linalg.slogdet(x.astype("float64"))
    found = run("slogdet", x)
    assert_same(found[0], sign, dtype)
    assert_same(found[1], logarithm, dtype, factor=50)


@pytest.mark.parametrize("mode", ["reduced", "complete"])
@pytest.mark.parametrize("shape", [(4, 3), (3, 4), (2, 4, 2)])
def test_qr(shape, mode):
    x = samples(shape)
    q, r = run("qr", x, mode)
    inner = min(shape[-2:]) if mode == "reduced" else shape[-2]
    assert q.shape == (*shape[:-1], inner)
    assert r.shape == (*shape[:-2], inner, shape[-1])
    assert_same(q @ r, x, "float64", factor=50)
    identity = np.broadcast_to(np.eye(inner), (*shape[:-2], inner, inner))
    assert_same(turned(q) @ q, identity, "float64", factor=50)
    assert_same(np.triu(r), r, "float64")


@pytest.mark.parametrize("lower", [True, False])
@pytest.mark.parametrize("transpose", [True, False])
@pytest.mark.parametrize("unit", [True, False])
@pytest.mark.parametrize("batch", [(), (2,)])
def test_triangular_solve_reads_one_triangle(lower, transpose, unit, batch):
    a, b = positive((*batch, 3, 3), "float64"), samples((*batch, 3, 2))
    used = np.tril(a) if lower else np.triu(a)
    if unit:
        used = np.where(np.eye(3) == 1, 1.0, used)
    expected = np.linalg.solve(turned(used) if transpose else used, b)
    assert_same(run("triangular_solve", a, b, lower, transpose, unit), expected, "float64", 50)


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("shape", [(4, 3), (3, 4), (2, 3, 3)])
def test_svd(shape, full):
    x = samples(shape)
    u, s, vh = run("svd", x, full)
    k = min(shape[-2:])
    assert u.shape == (*shape[:-1], shape[-2] if full else k)
    assert vh.shape == (*shape[:-2], shape[-1] if full else k, shape[-1])
    assert_same(s, np.linalg.svd(x, compute_uv=False), "float64", factor=50)
    assert_same((u[..., :k] * s[..., None, :]) @ vh[..., :k, :], x, "float64", factor=50)


@pytest.mark.parametrize("shape", [(3, 3), (2, 4, 4)])
def test_eigh_reads_the_lower_triangle(shape):
    x = positive(shape, "float64")
    values, vectors = run("eigh", np.tril(x))
    assert_same(values, np.linalg.eigvalsh(x), "float64", factor=50)
    assert_same((vectors * values[..., None, :]) @ turned(vectors), x, "float64", factor=50)


@pytest.mark.parametrize("n", [4, 5, 6, 9])
@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("dtype", ["complex64", "complex128"])
def test_fourier_transforms(dtype, axis, n):
    x = samples((5, 6), dtype)
    wide = x.astype("complex128")
    assert_same(run("fft", x, n, axis), np.fft.fft(wide, n, axis), dtype, factor=9)
    assert_same(run("ifft", x, n, axis), np.fft.ifft(wide, n, axis), dtype, factor=9)


@pytest.mark.parametrize("n", [4, 5, 6, 9])
@pytest.mark.parametrize("axis", [0, 1])
def test_fourier_transforms_of_real_signals(axis, n):
    for dtype, pair in (("float32", "complex64"), ("float64", "complex128")):
        x = samples((5, 6), dtype)
        half = np.fft.rfft(x.astype("float64"), n, axis)
        assert_same(run("rfft", x, n, axis), half, pair, factor=9)
        expected = np.fft.irfft(half, n, axis)
        assert_same(run("irfft", half.astype(pair), n, axis), expected, dtype, factor=9)
