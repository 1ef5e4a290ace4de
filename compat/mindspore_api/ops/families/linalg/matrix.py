"""Factorisations, determinants, inverses and solutions."""

from __future__ import annotations

from .....core import compose, dtypes, op
from .... import _checkparam as validator
from ....common.forwarding import tensor_methods
from ....common.tensor import wrap
from ...arguments import operand
from ...primitive import Primitive, prim_attr_register
from .products import adjoint, matrix_transposed


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
    return wrap(matrix_transposed(factor) if upper else factor)


def cholesky_inverse(input_x, upper=False):
    """Inverse of the matrix whose triangular factor is given."""
    factor = operand("CholeskyInverse", "input_x", input_x)
    product = (
        op.matmul(matrix_transposed(factor), factor)
        if upper
        else op.matmul(factor, matrix_transposed(factor))
    )
    return wrap(op.inv(product))


def cholesky_solve(input, input2, upper=False):
    """Solution with the matrix whose triangular factor is given."""
    factor = operand("CholeskySolve", "x2", input2)
    lower = matrix_transposed(factor) if upper else factor
    half = op.triangular_solve(lower, operand("CholeskySolve", "x1", input), True, False, False)
    return wrap(op.triangular_solve(lower, half, True, True, False))


def matrix_solve(matrix, rhs, adjoint=False):
    """Solution of linear equations."""
    a = operand("MatrixSolve", "matrix", matrix)
    return wrap(
        op.solve(
            op.conj(matrix_transposed(a)) if adjoint else a, operand("MatrixSolve", "rhs", rhs)
        )
    )


def matrix_power(input, n):
    """Power of square matrices."""
    x = operand("MatrixPower", "x", input)
    x = op.inv(x) if n < 0 else x
    shape = op.shape_of(x)
    result = op.broadcast_to(
        compose.eye(shape[-1], shape[-1], 0, input._name, op.device_of(x)), shape
    )
    left = abs(n)
    while left:  # by squares: the exponent may be anything
        if left & 1:
            result = op.matmul(result, x)
        left >>= 1
        x = op.matmul(x, x) if left else x
    return wrap(result)


def qr(input, mode="reduced"):
    """Orthogonal and upper triangular factor."""
    if mode not in ("reduced", "complete"):
        raise ValueError(
            f"For 'qr', the argument mode must be 'reduced' or 'complete', but got {mode}."
        )
    x = operand("Qr", "x", input)
    wide = op.astype(x, "float32") if input._name == "float16" else x
    return tuple(wrap(op.astype(part, input._name)) for part in op.qr(wide, mode))


def svd(input, full_matrices=False, compute_uv=True):
    """Singular values, and the left and right singular vectors."""
    u, s, vh = op.svd(operand("Svd", "a", input), bool(full_matrices))
    if not compute_uv:
        return wrap(s)
    return (
        wrap(s),
        wrap(u),
        wrap(
            op.conj(matrix_transposed(vh))
            if dtypes.kind(input._name) == "complex"
            else matrix_transposed(vh)
        ),
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
    scaled = op.multiply(
        matrix_transposed(vh), compose.expand_dims(inverted, len(op.shape_of(s)) - 1)
    )
    return wrap(op.matmul(scaled, matrix_transposed(u)))


def lstsq(input, A):
    """Least squares solution by the normal equations' triangular form."""
    x, b = operand("Lstsq", "x", input), operand("Lstsq", "a", A)
    b = compose.expand_dims(b, 1) if A.ndim == 1 else b
    q, r = op.qr(x, "reduced")
    found = op.triangular_solve(r, op.matmul(op.permute_dims(q, (1, 0)), b), False, False, False)
    return wrap(found)


class MatrixPower(Primitive):
    """Power of square matrices."""

    @prim_attr_register
    def __init__(self, n):
        validator.check_value_type("n", n, [int], self.name)

    def _compute(self, x):
        if x.ndim != 3:
            raise ValueError(
                f"For MatrixPower, x should be a 3-D tensor, but got x is a {x.ndim}-D tensor."
            )
        return matrix_power(x, self.n)


class MatrixTriangularSolve(Primitive):
    """Solution of triangular equations."""

    @prim_attr_register
    def __init__(self, lower=True, adjoint=False):
        validator.check_value_type("lower", lower, [bool], self.name)
        validator.check_value_type("adjoint", adjoint, [bool], self.name)

    def _compute(self, matrix, rhs):
        return wrap(op.triangular_solve(matrix._value, rhs._value, self.lower, self.adjoint, False))


class CholeskyInverse(Primitive, of=cholesky_inverse):
    """Inverse of the matrix whose triangular factor is given."""

    @prim_attr_register
    def __init__(self, upper=False):
        validator.check_value_type("upper", upper, [bool], self.name)


class CholeskySolve(Primitive, of=cholesky_solve, inputs="x1 x2", outputs="y"):
    """Solution with the matrix whose triangular factor is given."""

    @prim_attr_register
    def __init__(self, upper=False):
        validator.check_value_type("upper", upper, [bool], self.name)


class Qr(Primitive):
    """Orthogonal and upper triangular factor."""

    @prim_attr_register
    def __init__(self, full_matrices=False):
        validator.check_value_type("full_matrices", full_matrices, [bool], self.name)

    def _compute(self, x):
        return qr(x, "complete" if self.full_matrices else "reduced")


class Svd(Primitive, of=svd, inputs="a", outputs="s u v"):
    """Singular values and vectors."""

    @prim_attr_register
    def __init__(self, full_matrices=False, compute_uv=True):
        validator.check_value_type("full_matrices", full_matrices, [bool], self.name)
        validator.check_value_type("compute_uv", compute_uv, [bool], self.name)


class MatrixInverse(Primitive, inputs="x", outputs="y"):
    """Inverse matrices, or those of the adjoints."""

    @prim_attr_register
    def __init__(self, adjoint=False):
        validator.check_value_type("adjoint", adjoint, [bool], self.name)

    def _compute(self, x):
        return inverse(adjoint(x) if self.adjoint else x)


class MatrixSolve(Primitive, of=matrix_solve):
    """Solution of linear equations."""

    @prim_attr_register
    def __init__(self, adjoint=False):
        validator.check_value_type("adjoint", adjoint, [bool], self.name)


class Cholesky(Primitive, of=cholesky, inputs="input_x"):
    """Triangular factor of symmetric positive definite matrices."""

    @prim_attr_register
    def __init__(self, upper=False):
        validator.check_value_type("upper", upper, [bool], self.name)


class Eigh(Primitive, inputs="A", outputs="output_w output_v"):
    """Eigenvalues, and eigenvectors where wanted, of a symmetric matrix given by one triangle."""

    @prim_attr_register
    def __init__(self, compute_eigenvectors=True, lower=True):
        validator.check_value_type("compute_eigenvectors", compute_eigenvectors, [bool], self.name)
        validator.check_value_type("lower", lower, [bool], self.name)

    def _compute(self, A):
        a = A._value
        if not self.lower:
            a = op.conj(compose.swapaxes(a, A.ndim - 2, A.ndim - 1))
        values, vectors = op.eigh(a)
        if A._name.startswith("complex"):
            values = op.astype(values, A._name)
        return (wrap(values), wrap(vectors)) if self.compute_eigenvectors else wrap(values)


class MatrixDeterminant(Primitive, of=matrix_determinant, inputs="x", outputs="y"):
    """Determinants."""


class LogMatrixDeterminant(Primitive, of=log_matrix_determinant, inputs="x", outputs="sign y"):
    """(sign, logarithm of the absolute value) of determinants."""


tensor_methods(
    cholesky,
    cholesky_inverse,
    cholesky_solve,
    det,
    inverse,
    log_matrix_determinant,
    logdet,
    lstsq,
    matrix_determinant,
    matrix_power,
    slogdet,
    svd,
)
