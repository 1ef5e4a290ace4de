"""Variables whose shape has a negative extent, which some operators of the original produce.

They have a shape and no values; adding a bias finds out.
"""

from __future__ import annotations

import math

from compat.core import op

from ._dtypes import VARTYPES
from ._errors import enforce_not_met
from ._operands import invalid
from ._varbase import VarBase, wrap


class NegativeVar(VarBase):
    """A result that cannot be read."""

    __slots__ = ("_dims", "_kept_dtype")

    @classmethod
    def of(cls, shape, dtype, stop_gradient=True):
        """A variable of that shape and canonical dtype."""
        self = cls.__new__(cls)
        self._name, self._grad, self._stop, self._kind = 0, None, stop_gradient, 0
        self.persistable = False
        self._dims, self._kept_dtype = list(shape), dtype
        self._value = op.full((0,), 0, dtype, "cpu")
        self._tag = ""
        return self

    @property
    def shape(self):
        """The extents, as a list."""
        return list(self._dims)

    @property
    def dtype(self):
        """The element type."""
        return VARTYPES[self._kept_dtype]

    def numpy(self):
        """There are no values."""
        raise ValueError("negative dimensions are not allowed")


NegativeVar.__module__ = VarBase.__module__
NegativeVar.__qualname__ = NegativeVar.__name__ = "VarBase"


def activated(kernel, x):
    """`kernel(x)`; a function of each element keeps negative extents."""
    result = kernel(x)
    if type(x) is NegativeVar and 0 in result.shape:
        return NegativeVar.of(x.shape, op.dtype_of(result._value), x.stop_gradient)
    return result


def check_numel(name, dims):
    """Raise the original's error for extents whose product is negative."""
    count = math.prod(dims)
    if count < 0:
        raise enforce_not_met(
            "Error: When calling this method, the Tensor's numel must be equal or larger than "
            "zero. "
            "Please check Tensor::dims, or Tensor::Resize has been called first. The Tensor's "
            "shape is "
            f"{list(dims)} now",
            name,
            f"Expected numel() >= 0, but received numel():{count} < 0:0.",
        )


def broadcast_negative(name, x, y, axis):
    """The sum of operands with empty or negative extents: its shape, or the error the original
    finds."""

    sx, sy = x.shape, y.shape
    start = len(sx) - len(sy) if axis == -1 else axis
    padded = [1] * start + sy + [1] * (len(sx) - start - len(sy))
    check_broadcast(name, sx, padded, sy)
    dims = [
        max(m, n) if m > 1 or n > 1 or (m == 1 and n == 1) else -1
        for m, n in zip(sx, padded, strict=True)
    ]
    check_numel(name, dims)
    dtype = op.dtype_of(x._value)
    if min(dims) < 0:
        return NegativeVar.of(dims, dtype, x.stop_gradient and y.stop_gradient)
    return wrap(op.full(tuple(dims), 0, dtype, op.device_of(x._value)))


def check_broadcast(name, sa, sb, shown):
    """Raise the original's error if the shapes do not fit; `shown` is the second one as passed."""
    rank = max(len(sa), len(sb))
    pa, pb = (1,) * (rank - len(sa)) + tuple(sa), (1,) * (rank - len(sb)) + tuple(sb)
    for i, (m, n) in enumerate(zip(pa, pb, strict=True)):
        if m != n and m > 1 and n > 1:
            raise invalid(
                "Broadcast dimension mismatch. Operands could not be broadcast together with the "
                f"shape of X = {list(sa)} and the shape of Y = {list(shown)}. Received [{m}] "
                f"in X is not "
                f"equal to [{n}] in Y at i:{i}.",
                name,
                "Expected x_dims_array[i] == y_dims_array[i] || x_dims_array[i] <= 1 || "
                "y_dims_array[i] <= 1 == true, but received x_dims_array[i] == y_dims_array[i] || "
                "x_dims_array[i] <= 1 || y_dims_array[i] <= 1:0 != true:1.",
            )
