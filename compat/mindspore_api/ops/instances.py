"""Instances of operators, and the small operators on Python values of MindSpore's compiler."""

from __future__ import annotations

import math
import operator as python

from ...core import op
from ..common import _dynamic_sequences
from ..common.tensor import Tensor
from . import operations as P
from .primitive import Primitive


class _Python(Primitive):
    """A function of Python values as an operator."""

    def __init__(self, name, function):
        super().__init__(name)
        self._function = function

    def __call__(self, *args):
        return self._function(*args)


def _set_item(sequence, index, value):
    items = list(sequence)
    items[index] = value
    return type(sequence)(items)


def _make_dict(keys, values):
    return dict(zip(keys, values, strict=True))


def _set_key(mapping, key, value):
    return {**mapping, key: value}


def _switch(condition, first, second):
    return first if bool(condition) else second


def _switch_layer(index, branches):
    return branches[int(index)]


def _array_to_scalar(x):
    return op.to_numpy(x._value).reshape(()).item()


def _scalar(name, function):
    """An instance of a class of its own, as in MindSpore."""

    def __init__(self):
        _Python.__init__(self, name, function)

    return type(name, (_Python,), {"__module__": __name__, "__init__": __init__})()


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
array_to_scalar = _Python("array_to_scalar", _array_to_scalar)
bool_and = _Python("bool_and", lambda x, y: x and y)
bool_eq = _Python("bool_eq", python.eq)
bool_not = _Python("bool_not", python.not_)
bool_or = _Python("bool_or", lambda x, y: x or y)
dict_getitem = _Python("dict_getitem", python.getitem)
dict_setitem = _Python("dict_setitem", _set_key)
in_dict = _Python("in_dict", lambda key, mapping: key in mapping)
is_ = _Python("is_", python.is_)
is_not = _Python("is_not", python.is_not)
is_dynamic_sequence_element_unknown = _Python(
    "IsElementUnknown", _dynamic_sequences.is_dynamic_sequence_element_unknown
)
is_sequence_shape_unknown = _Python("IsDimUnKnown", _dynamic_sequences.is_sequence_shape_unknown)
is_sequence_value_unknown = _Python("IsShapeUnKnown", _dynamic_sequences.is_sequence_value_unknown)
isconstant = _Python("is_constant", _dynamic_sequences.is_constant)
is_tensor_bool_cond = _Python("IsTensorBoolCond", lambda x: x)
list_equal = _Python("list_equal", python.eq)
list_getitem = _Python("list_getitem", python.getitem)
list_len = _Python("sequence_len", len)
list_setitem = _Python("list_setitem", _set_item)
make_dict = _Python("make_dict", _make_dict)
make_list = _Python("make_list", lambda *items: list(items))
make_range = _Python("make_range", lambda *bounds: tuple(range(*bounds)))
make_slice = _Python("make_slice", slice)
make_tuple = _Python("MakeTuple", lambda *items: items)
not_in_dict = _Python("not_in_dict", lambda key, mapping: key not in mapping)
string_concat = _Python("string_concat", python.add)
string_eq = _Python("string_eq", python.eq)
switch = _Python("Switch", _switch)
switch_layer = _Python("switch_layer", _switch_layer)
tuple_div = _Python("tuple_div", lambda x, y: tuple(a // b for a, b in zip(x, y, strict=True)))
tuple_equal = _Python("tuple_equal", python.eq)
tuple_getitem = _Python("TupleGetItem", python.getitem)
tuple_len = _Python("sequence_len", len)
tuple_reversed = _Python("tuple_reversed", lambda items: items[::-1])
tuple_setitem = _Python("tuple_setitem", _set_item)
typeof = _Python("typeof", lambda x: x.dtype if isinstance(x, Tensor) else type(x))
scalar_ne = _Python("scalar_ne", python.ne)
scalar_add = _scalar("ScalarAdd", python.add)
scalar_sub = _scalar("ScalarSub", python.sub)
scalar_mul = _scalar("ScalarMul", python.mul)
scalar_div = _scalar("ScalarDiv", python.truediv)
scalar_floordiv = _scalar("ScalarFloordiv", python.floordiv)
scalar_mod = _scalar("ScalarMod", python.mod)
scalar_pow = _scalar("ScalarPow", python.pow)
scalar_eq = _scalar("scalar_eq", python.eq)
scalar_ge = _scalar("scalar_ge", python.ge)
scalar_gt = _scalar("scalar_gt", python.gt)
scalar_le = _scalar("scalar_le", python.le)
scalar_lt = _scalar("scalar_lt", python.lt)
scalar_log = _scalar("ScalarLog", math.log)
scalar_uadd = _scalar("ScalarUadd", python.pos)
scalar_usub = _scalar("ScalarUsub", python.neg)
shape_mul = _scalar("shape_mul", math.prod)

__all__ = sorted(n for n, value in list(globals().items()) if isinstance(value, Primitive))
