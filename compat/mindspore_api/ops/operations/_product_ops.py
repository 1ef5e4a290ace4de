"""Operators of products and of linear equations."""

from __future__ import annotations

from ... import _checkparam as validator
from ..function import _matrix, math_func
from ..primitive import Primitive, prim_attr_register
from ._reduce_ops import (  # noqa: F401  taken over
    Bincount,
    CountNonZero,
    CumProd,
    CumSum,
    CumulativeLogsumexp,
    Histogram,
    LpNorm,
    ReduceAll,
    ReduceAny,
    ReduceMax,
    ReduceMean,
    ReduceMin,
    ReduceProd,
    ReduceStd,
    ReduceSum,
    SquareSumAll,
    _Reduce,
    _Scan,
)


class MatMul(Primitive):
    """Product of two matrices."""

    _io = ("x1 x2", "output")

    @prim_attr_register
    def __init__(self, transpose_a=False, transpose_b=False):
        validator.check_value_type("transpose_a", transpose_a, [bool], self.name)
        validator.check_value_type("transpose_b", transpose_b, [bool], self.name)
        self.add_prim_attr("transpose_x1", transpose_a)
        self.add_prim_attr("transpose_x2", transpose_b)

    def _compute(self, x1, x2):
        return _matrix.matmul_two(x1, x2, self.transpose_a, self.transpose_b)


class BatchMatMul(Primitive):
    """Product of stacks of matrices."""

    _io = ("x1 x2", "output")

    @prim_attr_register
    def __init__(self, transpose_a=False, transpose_b=False):
        validator.check_value_type("transpose_a", transpose_a, [bool], self.name)
        validator.check_value_type("transpose_b", transpose_b, [bool], self.name)
        self.add_prim_attr("adj_x1", transpose_a)
        self.add_prim_attr("adj_x2", transpose_b)

    def _compute(self, x1, x2):
        return _matrix.matmul_batches(x1, x2, self.transpose_a, self.transpose_b)


class Einsum(Primitive):
    """Einstein summation of a tuple of tensors."""

    _io = ("inputs", "output")

    @prim_attr_register
    def __init__(self, equation):
        if not isinstance(equation, str):
            raise TypeError(f"For '{self.name}', the equation must be str!")

    def _compute(self, inputs):
        return math_func.einsum(self.equation, inputs)


class MatrixInverse(Primitive):
    """Inverse matrices, or those of the adjoints."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, adjoint=False):
        validator.check_value_type("adjoint", adjoint, [bool], self.name)

    def _compute(self, x):
        return math_func.inverse(math_func.adjoint(x) if self.adjoint else x)


class MatrixSolve(Primitive):
    """Solution of linear equations."""

    @prim_attr_register
    def __init__(self, adjoint=False):
        validator.check_value_type("adjoint", adjoint, [bool], self.name)

    def _compute(self, matrix, rhs):
        return math_func.matrix_solve(matrix, rhs, self.adjoint)


class Cholesky(Primitive):
    """Triangular factor of symmetric positive definite matrices."""

    _io = ("input_x", "output")

    @prim_attr_register
    def __init__(self, upper=False):
        validator.check_value_type("upper", upper, [bool], self.name)

    def _compute(self, input_x):
        return math_func.cholesky(input_x, self.upper)


class Cross(Primitive):
    """Vector product along an axis of extent 3."""

    _io = ("x1 x2", "y")

    @prim_attr_register
    def __init__(self, dim=-65530):
        validator.check_value_type("dim", dim, [int], self.name)

    def _compute(self, x1, x2):
        return math_func.cross(x1, x2, self.dim)


class Cdist(Primitive):
    """Distances of all pairs of rows."""

    _io = ("input_x input_y", "output")

    @prim_attr_register
    def __init__(self, p=2.0):
        validator.check_value_type("p", p, [float], self.name)
        if p < 0:
            raise ValueError("Cdist p must be a non-negative value, but got `{p}`.")

    def _compute(self, input_x, input_y):
        return math_func.cdist(input_x, input_y, self.p)
