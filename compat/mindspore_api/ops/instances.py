"""Instances of operators, and the operators on Python values of MindSpore's compiler."""

from __future__ import annotations

from . import operations as P
from .compiler_values import *  # its `__all__` is public here
from .primitive import Primitive

cast = P.Cast()
depend = P.Depend()
dtype = P.DType()
fill_ = P.Fill()
floordiv = P.FloorDiv()
floormod = P.FloorMod()
identity = P.identity()
mixed_precision_cast = P.MixedPrecisionCast()
neg_tensor = P.Neg()
partial = P.Partial()
pows = P.Pow()
reduce_max = P.ReduceMax()
reduce_mean = P.ReduceMean()
reduce_min = P.ReduceMin()
reduce_sum = P.ReduceSum()
reshape_ = P.Reshape()
scatter_nd_update = P.ScatterNdUpdate()
shape_ = P.Shape()
tensor_add = P.Add()
tensor_div = P.RealDiv()
tensor_exp = P.Exp()
tensor_expm1 = P.Expm1()
tensor_ge = P.GreaterEqual()
tensor_gt = P.Greater()
tensor_le = P.LessEqual()
tensor_lt = P.Less()
tensor_mul = P.Mul()
tensor_range = P.Range()
tensor_scatter_update = P.TensorScatterUpdate()
tensor_slice = P.Slice()
tensor_sub = P.Sub()
geswitch = P.GeSwitch()
merge = P.Merge()
tensor_floordiv = floordiv
tensor_mod = floormod
tensor_pow = pows
__all__ = sorted(n for n, value in list(globals().items()) if isinstance(value, Primitive))
