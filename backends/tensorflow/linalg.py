"""Linear algebra over the last two axes, and Fourier transforms."""

from compat.core.contract import implements

from .library import (
    BFLOAT16,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT64,
    cast,
    integers,
    raw,
    reshaped,
    scalar,
    shape,
    tf,
    transposed,
)
from .types import COMPLEX, REAL
from .window import placed


def _accumulator(x):
    """`x` in the dtype in which products are summed."""
    dtype = x.dtype
    if dtype is FLOAT32 or dtype is FLOAT64:
        return x
    if dtype is FLOAT16 or dtype is BFLOAT16:
        return cast(x, FLOAT32)
    return x if dtype.is_complex else cast(x, INT64)


@implements
def matmul(x1, x2):
    a, b = _accumulator(x1), _accumulator(x2)
    y = raw.MatMul(a, b) if a.ndim == b.ndim == 2 else raw.BatchMatMulV2(a, b)
    return y if a is x1 else cast(y, x1.dtype)


@implements
def einsum(xs, equation):
    xs = list(xs)
    wide = [_accumulator(x) for x in xs]
    if len(xs) > 2:  # the raw operation takes two; this one looks for a good order
        return cast(tf.einsum(equation, *wide), xs[0].dtype)
    return cast(raw.Einsum(inputs=wide, equation=equation), xs[0].dtype)


@implements
def cholesky(x):
    return raw.Cholesky(input=x)


def _same_batch(a, b):
    """Two stacks of matrices with their leading axes broadcast."""
    batch_shape = tf.broadcast_static_shape(a.shape[:-2], b.shape[:-2]).as_list()
    return [
        m
        if shape(m)[:-2] == tuple(batch_shape)
        else raw.BroadcastTo(input=m, shape=integers((*batch_shape, *shape(m)[-2:])))
        for m in (a, b)
    ]


@implements
def solve(a, b):
    a, b = _same_batch(a, b)
    return raw.MatrixSolve(matrix=a, rhs=b, adjoint=False)


@implements
def inv(x):
    return raw.MatrixInverse(input=x, adjoint=False)


@implements
def slogdet(x):
    sign, logarithm = raw.LogMatrixDeterminant(input=x)
    if x.dtype in REAL:
        logarithm = raw.Real(input=logarithm, Tout=REAL[x.dtype])
    return sign, logarithm


@implements
def qr(x, mode):
    return tuple(raw.Qr(input=x, full_matrices=mode == "complete"))


@implements
def triangular_solve(a, b, lower, transpose, unit_diagonal):
    if unit_diagonal:
        diagonal = raw.Fill(dims=integers(shape(a)[:-1]), value=scalar(1, a.dtype))
        a = raw.MatrixSetDiag(input=a, diagonal=diagonal)
    if transpose:
        rank = len(a.shape)
        a, lower = transposed(a, (*range(rank - 2), rank - 1, rank - 2)), not lower
    a, b = _same_batch(a, b)
    return raw.MatrixTriangularSolve(matrix=a, rhs=b, lower=lower, adjoint=False)


@implements
def svd(x, full_matrices):
    s, u, v = raw.Svd(input=x, compute_uv=True, full_matrices=full_matrices)
    return u, cast(s, REAL.get(x.dtype, x.dtype)), tf.linalg.adjoint(v)


@implements
def eigh(x):
    values, vectors = raw.SelfAdjointEigV2(input=x, compute_v=True)
    return cast(values, REAL.get(x.dtype, x.dtype)), vectors


def _along_last(transform, x, n, axis):
    """`transform` of `x`, cut or extended to `n`, with `axis` moved to the end."""
    rank = len(x.shape)
    order = (*(a for a in range(rank) if a != axis), axis)
    moved = axis != rank - 1
    x = transposed(x, order) if moved else x
    batch_shape = shape(x)[:-1]
    x = placed(reshaped(x, (1, 1, -1, shape(x)[-1])), (0, 0), (_size(batch_shape), n))
    y = transform(x)
    y = reshaped(y, (*batch_shape, shape(y)[-1]))
    return transposed(y, tuple(order.index(a) for a in range(rank))) if moved else y


def _size(sizes):
    total = 1
    for n in sizes:
        total *= n
    return total


@implements
def fft(x, n, axis):
    return _along_last(lambda y: raw.FFT(input=y), x, n, axis)


@implements
def ifft(x, n, axis):
    return _along_last(lambda y: raw.IFFT(input=y), x, n, axis)


@implements
def rfft(x, n, axis):
    target = COMPLEX[x.dtype]
    return _along_last(
        lambda y: raw.RFFT(input=y, fft_length=integers((n,)), Tcomplex=target), x, n, axis
    )


@implements
def irfft(x, n, axis):
    target = REAL[x.dtype]
    return _along_last(
        lambda y: raw.IRFFT(input=y, fft_length=integers((n,)), Treal=target), x, n // 2 + 1, axis
    )
