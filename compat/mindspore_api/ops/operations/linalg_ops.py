"""Operators of linear algebra."""

from ....core import compose, op
from ... import _checkparam as validator
from ...common.tensor import wrap
from .._families import claim_all
from ..primitive import Primitive, prim_attr_register
from ._further_math_ops import Qr, Svd  # noqa: F401  taken over

claim_all(globals())


class Eigh(Primitive):
    """Eigenvalues, and eigenvectors where wanted, of a symmetric matrix given by one triangle."""

    _io = ("A", "output_w output_v")

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
