"""Instances of operators, and the small operators on Python values of the original's compiler."""

from __future__ import annotations

import operator as python

from ...core import op
from ..common.tensor import Tensor
from . import operations as P
from .primitive import Primitive

_INSTANCES = """
cast Cast
depend Depend
dtype DType
fill_ Fill
floordiv FloorDiv
floormod FloorMod
identity identity
mixed_precision_cast MixedPrecisionCast
neg_tensor Neg
partial Partial
pows Pow
reduce_max ReduceMax
reduce_mean ReduceMean
reduce_min ReduceMin
reduce_sum ReduceSum
reshape_ Reshape
scatter_nd_update ScatterNdUpdate
shape_ Shape
tensor_add Add
tensor_div RealDiv
tensor_exp Exp
tensor_expm1 Expm1
tensor_ge GreaterEqual
tensor_gt Greater
tensor_le LessEqual
tensor_lt Less
tensor_mul Mul
tensor_range Range
tensor_scatter_update TensorScatterUpdate
tensor_slice Slice
tensor_sub Sub
geswitch GeSwitch
merge Merge
"""


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


def _shape_mul(shape):
    total = 1
    for n in shape:
        total *= n
    return total


def _log(x):
    import math

    return math.log(x)


# name in functional, name of the operator, function
_FUNCTIONS = [
    ("array_to_scalar", "array_to_scalar", _array_to_scalar),
    ("bool_and", "bool_and", lambda x, y: x and y),
    ("bool_eq", "bool_eq", python.eq),
    ("bool_not", "bool_not", python.not_),
    ("bool_or", "bool_or", lambda x, y: x or y),
    ("dict_getitem", "dict_getitem", python.getitem),
    ("dict_setitem", "dict_setitem", _set_key),
    ("in_dict", "in_dict", lambda key, mapping: key in mapping),
    ("is_", "is_", python.is_),
    ("is_not", "is_not", python.is_not),
    ("isconstant", "is_constant", lambda x: True),
    ("is_tensor_bool_cond", "IsTensorBoolCond", lambda x: x),
    ("list_equal", "list_equal", python.eq),
    ("list_getitem", "list_getitem", python.getitem),
    ("list_len", "sequence_len", len),
    ("list_setitem", "list_setitem", _set_item),
    ("make_dict", "make_dict", _make_dict),
    ("make_list", "make_list", lambda *items: list(items)),
    ("make_range", "make_range", lambda *bounds: tuple(range(*bounds))),
    ("make_slice", "make_slice", slice),
    ("make_tuple", "MakeTuple", lambda *items: items),
    ("not_in_dict", "not_in_dict", lambda key, mapping: key not in mapping),
    ("string_concat", "string_concat", python.add),
    ("string_eq", "string_eq", python.eq),
    ("switch", "Switch", _switch),
    ("switch_layer", "switch_layer", _switch_layer),
    ("tuple_div", "tuple_div", lambda x, y: tuple(a // b for a, b in zip(x, y, strict=True))),
    ("tuple_equal", "tuple_equal", python.eq),
    ("tuple_getitem", "TupleGetItem", python.getitem),
    ("tuple_len", "sequence_len", len),
    ("tuple_reversed", "tuple_reversed", lambda items: items[::-1]),
    ("tuple_setitem", "tuple_setitem", _set_item),
    ("typeof", "typeof", lambda x: x.dtype if isinstance(x, Tensor) else type(x)),
    ("scalar_ne", "scalar_ne", python.ne),
]
# These are instances of classes of their own in the original.
_SCALARS = [
    ("scalar_add", "ScalarAdd", python.add),
    ("scalar_sub", "ScalarSub", python.sub),
    ("scalar_mul", "ScalarMul", python.mul),
    ("scalar_div", "ScalarDiv", python.truediv),
    ("scalar_floordiv", "ScalarFloordiv", python.floordiv),
    ("scalar_mod", "ScalarMod", python.mod),
    ("scalar_pow", "ScalarPow", python.pow),
    ("scalar_eq", "scalar_eq", python.eq),
    ("scalar_ge", "scalar_ge", python.ge),
    ("scalar_gt", "scalar_gt", python.gt),
    ("scalar_le", "scalar_le", python.le),
    ("scalar_lt", "scalar_lt", python.lt),
    ("scalar_log", "ScalarLog", _log),
    ("scalar_uadd", "ScalarUadd", python.pos),
    ("scalar_usub", "ScalarUsub", python.neg),
    ("shape_mul", "shape_mul", _shape_mul),
]


def _scalar_class(name, function):
    def __init__(self):
        _Python.__init__(self, name, function)

    return type(name, (_Python,), {"__module__": __name__, "__init__": __init__})


def _made():
    found = {}
    for row in _INSTANCES.strip().split("\n"):
        name, cls = row.split()
        if hasattr(P, cls):
            found[name] = getattr(P, cls)()
    for name, prim, function in _FUNCTIONS:
        found[name] = _Python(prim, function)
    for name, prim, function in _SCALARS:
        found[name] = _scalar_class(prim, function)()
    return found


globals().update(_made())
tensor_floordiv = floordiv  # noqa: F821  made above
tensor_mod = floormod  # noqa: F821
tensor_pow = pows  # noqa: F821
__all__ = sorted([*_made(), "tensor_floordiv", "tensor_mod", "tensor_pow"])
