"""Less common operators of numbers and matrices."""

from __future__ import annotations

from ....core import op
from ... import _checkparam as validator
from ...common import dtype as mstype
from ...common.tensor import wrap
from .._families import plain_operators
from ..function import array_func, math_func, nn_func
from ..primitive import Primitive, prim_attr_register

MATH = [
    "Bucketize", "Cummax", "Cummin", "LogSpace", "MatrixPower", "Median", "Mvlgamma", "Pdist",
    "PopulationCount", "Quantile", "Renorm", "MatrixTriangularSolve", "CholeskyInverse",
    "CholeskySolve",
]  # fmt: skip


MATH += [f"Bessel{kind}" for kind in ("I0", "I0e", "I1", "I1e", "J0", "J1")]
MATH += [f"Bessel{kind}" for kind in ("K0", "K0e", "K1", "K1e", "Y0", "Y1")]
LINALG = ["Qr", "Svd"]


_BESSEL = {  # name of the output; None where the original registers no names
    "I0": "y", "I0e": "o u t p u t", "I1": None, "I1e": "o u t p u t",
    "J0": "output", "J1": "output",
    "K0": None, "K0e": None, "K1": None, "K1e": None, "Y0": "output", "Y1": "output",
}  # fmt: skip
_PLAIN = [("PopulationCount", "input", "output", array_func.population_count)]
_PLAIN += [
    (
        f"Bessel{kind}",
        None if name is None else "x",
        name,
        getattr(math_func, f"bessel_{kind.lower()}"),
    )
    for kind, name in _BESSEL.items()
]
globals().update(plain_operators(__name__, _PLAIN))


class Cummax(Primitive):
    """Running maximum and its positions."""

    _io = ("x", "y indices")

    @prim_attr_register
    def __init__(self, axis):
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, x):
        return math_func.cummax(x, self.axis)


class Cummin(Primitive):
    """Running minimum and its positions."""

    @prim_attr_register
    def __init__(self, axis):
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, x):
        return tuple(math_func.cummin(x, self.axis))


class Median(Primitive):
    """(lower median, its position) of everything or along an axis."""

    _io = ("x", "y indices")

    @prim_attr_register
    def __init__(self, global_median=False, axis=0, keep_dims=False):
        validator.check_value_type("global_median", global_median, [bool], self.name)

    def _compute(self, x):
        if self.global_median:
            middle = math_func.median(array_func.reshape(x, (-1,)), 0)[0]
            return middle, wrap(op.full((), 0, "int64", op.device_of(x._value)))
        return math_func.median(x, self.axis, self.keep_dims)


class Bucketize(Primitive):
    """int32 number of boundaries that are not above each element."""

    _io = ("input", "output")

    @prim_attr_register
    def __init__(self, boundaries):
        validator.check_value_type("boundaries", boundaries, [list], self.name)

    def _compute(self, x):
        value = op.astype(x._value, "float32")
        edges = op.asarray([float(b) for b in self.boundaries], "float32", op.device_of(value))
        flat = op.searchsorted(edges, op.reshape(value, (x.size,)), "right")
        return wrap(op.astype(op.reshape(flat, x.shape), "int32"))


class LogSpace(Primitive):
    """Powers of a base with evenly spaced exponents."""

    _io = ("start end", "y")

    @prim_attr_register
    def __init__(self, steps=10, base=10, dtype=mstype.float32):
        validator.check_non_negative_int(steps, "steps", self.name)
        validator.check_value_type("base", base, [int], self.name)

    def _compute(self, start, end):
        return math_func.logspace(start, end, self.steps, self.base, dtype=self.init_attrs["dtype"])


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
        return math_func.matrix_power(x, self.n)


class MatrixTriangularSolve(Primitive):
    """Solution of triangular equations."""

    @prim_attr_register
    def __init__(self, lower=True, adjoint=False):
        validator.check_value_type("lower", lower, [bool], self.name)
        validator.check_value_type("adjoint", adjoint, [bool], self.name)

    def _compute(self, matrix, rhs):
        return wrap(op.triangular_solve(matrix._value, rhs._value, self.lower, self.adjoint, False))


class CholeskyInverse(Primitive):
    """Inverse of the matrix whose triangular factor is given."""

    @prim_attr_register
    def __init__(self, upper=False):
        validator.check_value_type("upper", upper, [bool], self.name)

    def _compute(self, x):
        return math_func.cholesky_inverse(x, self.upper)


class CholeskySolve(Primitive):
    """Solution with the matrix whose triangular factor is given."""

    _io = ("x1 x2", "y")

    @prim_attr_register
    def __init__(self, upper=False):
        validator.check_value_type("upper", upper, [bool], self.name)

    def _compute(self, x1, x2):
        return math_func.cholesky_solve(x1, x2, self.upper)


class Mvlgamma(Primitive):
    """Logarithm of the multivariate gamma function."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, p):
        validator.check_value_type("p", p, [int], self.name)
        validator.check_positive_int(p, "p", self.name)

    def _compute(self, x):
        return array_func.mvlgamma(x, self.p)


class Pdist(Primitive):
    """Distances of all pairs of rows, each pair once."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, p=2.0):
        validator.check_value_type("p", p, [float], self.name)

    def _compute(self, x):
        return nn_func.pdist(x, self.p)


class Quantile(Primitive):
    """Quantiles, linear between the neighbours in order."""

    @prim_attr_register
    def __init__(self, dim=None, keep_dims=False, ignore_nan=False):
        validator.check_value_type("keep_dims", keep_dims, [bool], self.name)
        if ignore_nan:
            raise NotImplementedError(
                "mindspore.ops.Quantile(ignore_nan=True) is not supported; remove NaN before."
            )

    def _compute(self, x, q):
        return math_func.quantile(x, q, self.dim, self.keep_dims)


class Renorm(Primitive):
    """Slices scaled down to a norm."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, p, dim, maxnorm):
        validator.check_value_type("p", p, [int], self.name)
        validator.check_value_type("dim", dim, [int], self.name)
        validator.check_value_type("maxnorm", maxnorm, [float], self.name)

    def _compute(self, x):
        return math_func.renorm(x, self.p, self.dim, self.maxnorm)


class Qr(Primitive):
    """Orthogonal and upper triangular factor."""

    @prim_attr_register
    def __init__(self, full_matrices=False):
        validator.check_value_type("full_matrices", full_matrices, [bool], self.name)

    def _compute(self, x):
        return _linalg().qr(x, "complete" if self.full_matrices else "reduced")


class Svd(Primitive):
    """Singular values and vectors."""

    _io = ("a", "s u v")

    @prim_attr_register
    def __init__(self, full_matrices=False, compute_uv=True):
        validator.check_value_type("full_matrices", full_matrices, [bool], self.name)
        validator.check_value_type("compute_uv", compute_uv, [bool], self.name)

    def _compute(self, a):
        return _linalg().svd(a, self.full_matrices, self.compute_uv)


def _linalg():
    from ..function import linalg_func

    return linalg_func
