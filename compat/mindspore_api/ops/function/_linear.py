"""Linear algebra."""

from __future__ import annotations

from ....core import compose, dtypes, op
from ...common import _arithmetic
from ...common.tensor import wrap
from .._operands import axis_of, operand
from ._elementwise import binary
from ._matrix import _swapped


def inverse(input):
    """Inverse matrices."""
    return wrap(op.inv(operand("MatrixInverse", "x", input)))


def slogdet(input):
    """(sign, logarithm of the absolute value) of determinants."""
    sign, log = op.slogdet(operand("LogMatrixDeterminant", "x", input))
    return wrap(sign), wrap(log)


def log_matrix_determinant(input):
    """(sign, logarithm of the absolute value) of determinants."""
    return slogdet(input)


def logdet(input):
    """Logarithm of determinants."""
    sign, log = op.slogdet(operand("MatrixDeterminant", "x", input))
    return wrap(op.add(op.log(sign), log))


def det(input):
    """Determinants."""
    sign, log = op.slogdet(operand("MatrixDeterminant", "x", input))
    return wrap(op.multiply(sign, op.exp(log)))


def matrix_determinant(input):
    """Determinants."""
    return det(input)


def cholesky(input_x, upper=False):
    """Triangular factor of symmetric positive definite matrices."""
    factor = op.cholesky(operand("Cholesky", "input_x", input_x))
    return wrap(_swapped(factor) if upper else factor)


def cholesky_inverse(input_x, upper=False):
    """Inverse of the matrix whose triangular factor is given."""
    factor = operand("CholeskyInverse", "input_x", input_x)
    product = op.matmul(_swapped(factor), factor) if upper else op.matmul(factor, _swapped(factor))
    return wrap(op.inv(product))


def cholesky_solve(input, input2, upper=False):
    """Solution with the matrix whose triangular factor is given."""
    factor = operand("CholeskySolve", "x2", input2)
    lower = _swapped(factor) if upper else factor
    half = op.triangular_solve(lower, operand("CholeskySolve", "x1", input), True, False, False)
    return wrap(op.triangular_solve(lower, half, True, True, False))


def matrix_solve(matrix, rhs, adjoint=False):
    """Solution of linear equations."""
    a = operand("MatrixSolve", "matrix", matrix)
    return wrap(
        op.solve(op.conj(_swapped(a)) if adjoint else a, operand("MatrixSolve", "rhs", rhs))
    )


def matrix_power(input, n):
    """Power of square matrices."""
    x = operand("MatrixPower", "x", input)
    x = op.inv(x) if n < 0 else x
    shape = op.shape_of(x)
    result = op.broadcast_to(
        compose.eye(shape[-1], shape[-1], 0, input._name, op.device_of(x)), shape
    )
    for _ in range(abs(n)):
        result = op.matmul(result, x)
    return wrap(result)


def trace(input):
    """Sum of the main diagonal of a matrix."""
    x = operand("Trace", "x", input)
    return wrap(op.sum(compose.diagonal(x, 0, 0, 1), (0,), False))


def adjoint(x):
    """Conjugate transpose of the last two axes."""
    return wrap(op.conj(_swapped(operand("adjoint", "x", x))))


def t(input):
    """A matrix transposed; a vector as it is."""
    if input.ndim > 2:
        raise ValueError(
            f"For t(), the dimension of tensor should be less than 3, but got {input.ndim}."
        )
    return wrap(op.permute_dims(input._value, (1, 0))) if input.ndim == 2 else input


def cross(input, other, dim=None):
    """Vector product along an axis of extent 3."""
    x, y = operand("Cross", "x1", input), operand("Cross", "x2", other)
    if dim is None or dim == -65530:
        dim = next((i for i, n in enumerate(input.shape) if n == 3), None)
        if dim is None:
            raise ValueError("For 'Cross', one dimension of the inputs must be 3.")
    axis = axis_of("Cross", "dim", dim, input.ndim)
    one = [compose.roll(v, -1, axis) for v in (x, y)]
    two = [compose.roll(v, -2, axis) for v in (x, y)]
    return wrap(op.subtract(op.multiply(one[0], two[1]), op.multiply(two[0], one[1])))


def kron(x, y):
    """Kronecker product."""
    a, b = operand("kron", "x", x), operand("kron", "y", y)
    rank = max(x.ndim, y.ndim)
    m = (1,) * (rank - x.ndim) + x.shape
    n = (1,) * (rank - y.ndim) + y.shape
    a = op.reshape(a, tuple(k for i in m for k in (i, 1)))
    b = op.reshape(b, tuple(k for i in n for k in (1, i)))
    return wrap(op.reshape(op.multiply(a, b), tuple(i * j for i, j in zip(m, n, strict=True))))


def dist(input, other, p=2):
    """p-norm of the difference."""
    from ._reduction import _vector_norm

    difference = binary("Sub", input, other, _arithmetic.COMPUTE["Sub"])
    return wrap(_vector_norm(difference._value, p, tuple(range(difference.ndim)), False))


def cdist(x1, x2, p=2.0):
    """p-norms of the differences of all pairs of rows."""
    from ._reduction import _vector_norm

    a, b = operand("Cdist", "input_x", x1), operand("Cdist", "input_y", x2)
    rank = len(op.shape_of(a))
    apart = op.subtract(compose.expand_dims(a, rank - 1), compose.expand_dims(b, rank - 2))
    return wrap(_vector_norm(apart, p, (len(op.shape_of(apart)) - 1,), False))


def cosine_similarity(x1, x2, dim=1, eps=1e-08):
    """Cosine of the angle between vectors along an axis."""
    a, b = x1._value, x2._value
    axis = (axis_of("cosine_similarity", "dim", dim, max(x1.ndim, x2.ndim)),)
    product = op.sum(op.multiply(a, b), axis, False)
    lengths = [op.sqrt(op.sum(compose.square(v), axis, False)) for v in (a, b)]
    floor = [op.maximum(n, float(eps)) for n in lengths]
    return wrap(op.divide(product, op.multiply(floor[0], floor[1])))


def qr(input, mode="reduced"):
    """Orthogonal and upper triangular factor."""
    if mode not in ("reduced", "complete"):
        raise ValueError(
            f"For 'qr', the argument mode must be 'reduced' or 'complete', but got {mode}."
        )
    q, r = op.qr(operand("Qr", "x", input), mode)
    return wrap(q), wrap(r)


def svd(input, full_matrices=False, compute_uv=True):
    """Singular values, and the left and right singular vectors."""
    u, s, vh = op.svd(operand("Svd", "a", input), bool(full_matrices))
    if not compute_uv:
        return wrap(s)
    return (
        wrap(s),
        wrap(u),
        wrap(op.conj(_swapped(vh)) if dtypes.kind(input._name) == "complex" else _swapped(vh)),
    )


def pinv(x, *, atol=None, rtol=None, hermitian=False):
    """Pseudo-inverse by singular values."""
    if hermitian:
        raise NotImplementedError(
            "mindspore.ops.pinv(hermitian=True) is not supported; leave it False."
        )
    value = operand("Pinv", "x", x)
    u, s, vh = op.svd(value, False)
    largest = op.max(s, (len(op.shape_of(s)) - 1,), True)
    relative = (
        dtypes.DTYPES[x._name].eps * max(x.shape[-2:]) if rtol is None and not atol else rtol or 0.0
    )
    limit = op.maximum(op.multiply(largest, float(relative)), float(atol or 0.0))
    kept = op.greater(s, limit)
    inverted = op.where(
        kept, op.divide(1.0, op.where(kept, s, compose.ones_like(s))), compose.zeros_like(s)
    )
    scaled = op.multiply(_swapped(vh), compose.expand_dims(inverted, len(op.shape_of(s)) - 1))
    return wrap(op.matmul(scaled, _swapped(u)))
