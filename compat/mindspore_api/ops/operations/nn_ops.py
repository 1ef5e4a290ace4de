"""Operators of neural networks."""

from __future__ import annotations

from ... import _checkparam as validator
from .._families import claim_all
from ..function import array_func
from ..primitive import Primitive, prim_attr_register
from ._activation_ops import *
from ._conv import Conv2D, Conv3D, DepthwiseConv2dNative  # noqa: F401  taken over
from ._loss_ops import *
from ._norm_ops import *
from ._optimizer_ops import *
from ._pool_ops import *
from ._recurrent_ops import *
from ._resize_ops import *
from ._transposed import Conv2DBackpropInput, Conv2DTranspose  # noqa: F401
from ._transposed_cubic import Conv3DTranspose  # noqa: F401


class TopK(Primitive):
    """(largest elements of the last axis, positions)."""

    _io = ("input k", "values indices")

    @prim_attr_register
    def __init__(self, sorted=True):
        validator.check_value_type("sorted", sorted, [bool], self.name)

    def _compute(self, input_x, k):
        return array_func.top_k(input_x, k, self.sorted)


class InTopK(Primitive):
    """bool: whether the class is among the k largest of its row."""

    _io = ("x1 x2 k", "y")

    @prim_attr_register
    def __init__(self, k):
        validator.check_value_type("k", k, [int], self.name)

    def _compute(self, x1, x2):
        from ..function import nn_func

        return nn_func.intopk(x1, x2, self.k)


from . import _further_nn_ops, _rare_ops, _sparse_updates  # noqa: E402

globals().update({n: vars(_further_nn_ops)[n] for n in _further_nn_ops.NN})
globals().update({n: vars(_rare_ops)[n] for n in _rare_ops.NN})
globals().update({n: vars(_sparse_updates)[n] for n in _sparse_updates.NN})
claim_all(globals())
