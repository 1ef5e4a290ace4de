"""Operators on Python values, which MindSpore's compiler uses inside networks.

Programs reach them as `ops.tuple_len`, `ops.make_range`, .... Each row says how many operands an
operator takes and of which kinds; MindSpore refuses others before it computes.
"""

from __future__ import annotations

import math
import operator as python

from ...core import op
from ..common import _dynamic_sequences
from ..common.tensor import Tensor
from .arguments import kind_of
from .grad.inputs import in_graph_mode
from .primitive import Primitive

_MAPPING, _TUPLE, _LIST = ("Dictionary", (dict,)), ("Tuple", (tuple,)), ("List", (list,))
_SEQUENCE, _TENSOR = ("Sequence", (tuple, list)), ("Tensor", (Tensor,))
_SCALAR = ("Scalar", (bool, int, float, str))
_ANY = ("Any", (object,))


class OfValues(Primitive):
    """A function of Python values as an operator."""

    def __init__(self, name, function, *kinds):
        super().__init__(name)
        self._function = function
        self._kinds = kinds

    def __call__(self, *args):
        if len(args) != len(self._kinds):
            raise self._wrong_number(len(args))
        for i, ((kind, classes), value) in enumerate(zip(self._kinds, args, strict=True)):
            if not isinstance(value, classes):
                raise TypeError(
                    f"For '{self.name}', input[{i}] should be {kind}, but got {kind_of(value)}."
                )
        return self._function(*args)

    def _wrong_number(self, number):
        return RuntimeError(
            f"For '{self.name}', the number of input should be {len(self._kinds)}, but got {number}"
        )


class OfSequences(OfValues):
    """Operators whose number of operands MindSpore checks by another rule."""

    def _wrong_number(self, number):
        return ValueError(
            f"For primitive[{self.name}], the input number must be equal to {len(self._kinds)}, "
            f"but got {number}."
        )


class OfAny(Primitive):
    """A function of any number of Python values as an operator."""

    def __init__(self, name, function):
        super().__init__(name)
        self._function = function

    def __call__(self, *args):
        return self._function(*args)


class InNetworks(OfAny):
    """An operator that MindSpore has in compiled networks only."""

    def __call__(self, *args):
        if not in_graph_mode():
            raise RuntimeError(f"prim:{self.name} has no attr:__infer__")
        return self._function(*args)


def _item(sequence, index):
    if not sequence:
        raise ValueError("cannot get item by index from an empty sequence.")
    if type(index) is not int:
        raise IndexError(f"the index should be an int64 number, but got {kind_of(index)}")
    return sequence[index]


def _set_item(sequence, index, value):
    items = list(sequence)
    items[index] = value
    return type(sequence)(items)


def _value_of(mapping, key):
    if key not in mapping:
        raise ValueError(f"The key {key} does not exist in the dict:{mapping}")
    return mapping[key]


def _make_dict(keys, values):
    if len(keys) != len(values):
        raise RuntimeError("make_dict evaluator keys' size is not equal with values' size")
    return dict(zip(keys, values, strict=True))


def _set_key(mapping, key, value):
    return {**mapping, key: value}


def _make_range(*bounds):
    if not 1 <= len(bounds) <= 3:
        raise RuntimeError(
            f"For 'make_range', the input size should within [1, 3] but got {len(bounds)}"
        )
    for i, bound in enumerate(bounds):
        if type(bound) is not int:
            raise TypeError(
                f"For 'make_range', the {i}th input should be a int scalar but got {kind_of(bound)}"
            )
    start, stop, step = (0, *bounds, 1) if len(bounds) == 1 else (*bounds, 1)[:3]
    if step == 0 or (start - stop) * step > 0 or not -(2**63) <= stop < 2**63:
        raise RuntimeError(
            f"For 'make_range', the arguments must lead from 'start' to 'stop', but got {bounds}"
        )
    return tuple(range(*bounds))


def _make_slice(*bounds):
    for i, bound in enumerate(bounds):
        if not (bound is None or isinstance(bound, (int, float, str, Tensor))):
            raise TypeError(
                f"The {i}th input of MakeSlice operator should be scalar, none or tensor, but got "
                f"{kind_of(bound)}"
            )
    if any(isinstance(bound, (float, str)) for bound in bounds):
        raise TypeError(f"Slice indices must be integers or bool. But got {bounds}.")
    return slice(*bounds)


def _identity_of(symbol, compare):
    def function(x, y):
        if y is not None and not isinstance(y, bool):
            raise RuntimeError(
                f"For syntax like 'a {symbol} b', b supports True, False and None, but got {y}"
            )
        return compare(x, y)

    return function


def _equal(x, y):
    if not isinstance(x, (tuple, list)) and not isinstance(y, (tuple, list)):
        raise TypeError(f"the input must be a list or tuple, but got: {kind_of(x)}")
    return x == y


def _divide(x, y):
    if len(x) != len(y):
        raise RuntimeError(
            "The size of inputs of 'tuple_div' operator must be the same, but the size of divisor "
            f"tuple is {len(y)}, the size of dividend tuple is {len(x)}."
        )
    return tuple(a // b for a, b in zip(x, y, strict=True))


def _is_condition(x):
    if not isinstance(x, Tensor):
        raise TypeError(f"The input of IsTensorBoolCond should be a tensor but got {kind_of(x)}")
    if tuple(x.shape) not in ((), (1,)):
        raise ValueError(
            "Only tensor which shape is () or (1,) can be converted to bool, but got tensor shape "
            f"is {tuple(x.shape)}"
        )
    return True


def _switch(condition, first, second):
    return first if bool(condition) else second


def _switch_layer(index, branches):
    if tuple(index.shape):
        raise ValueError(
            "switch_layer index must be a 0 dimension tensor, but got a "
            f"{len(index.shape)} dimension tensor"
        )
    return branches[int(index)]


def _array_to_scalar(x):
    if tuple(x.shape):
        raise RuntimeError("array_to_scalar requires zero size shape.")
    return op.to_numpy(x._value).reshape(()).item()


array_to_scalar = OfValues("array_to_scalar", _array_to_scalar, _TENSOR)
bool_and = InNetworks("bool_and", lambda x, y: x and y)
bool_eq = InNetworks("bool_eq", python.eq)
bool_not = OfSequences("bool_not", python.not_, ("Bool", (bool,)))
bool_or = InNetworks("bool_or", lambda x, y: x or y)
dict_getitem = OfValues("dict_getitem", _value_of, _MAPPING, _ANY)
dict_setitem = OfValues("dict_setitem", _set_key, _MAPPING, _ANY, _ANY)
in_dict = OfValues("in_dict", lambda key, mapping: key in mapping, _ANY, _MAPPING)
is_ = OfValues("is_", _identity_of("is", python.is_), _ANY, _ANY)
is_not = OfValues("is_not", _identity_of("is not", python.is_not), _ANY, _ANY)
is_dynamic_sequence_element_unknown = OfValues(
    "IsElementUnknown", _dynamic_sequences.is_dynamic_sequence_element_unknown, _ANY
)
is_sequence_shape_unknown = OfValues(
    "IsDimUnKnown", _dynamic_sequences.is_sequence_shape_unknown, _ANY
)
is_sequence_value_unknown = OfValues(
    "IsShapeUnKnown", _dynamic_sequences.is_sequence_value_unknown, _ANY
)
isconstant = OfValues("is_constant", _dynamic_sequences.is_constant, _ANY)
is_tensor_bool_cond = OfValues("IsTensorBoolCond", _is_condition, _ANY)
list_equal = OfSequences("list_equal", _equal, _ANY, _ANY)
list_getitem = OfValues("list_getitem", _item, _SEQUENCE, _SCALAR)
list_len = OfSequences("sequence_len", len, _ANY)
list_setitem = OfValues("list_setitem", _set_item, _LIST, _SCALAR, _ANY)
make_dict = OfValues("make_dict", _make_dict, _TUPLE, _TUPLE)
make_list = OfAny("make_list", lambda *items: list(items))
make_range = OfAny("make_range", _make_range)
make_slice = OfValues("make_slice", _make_slice, _ANY, _ANY, _ANY)
make_tuple = OfAny("MakeTuple", lambda *items: items)
not_in_dict = OfValues("not_in_dict", lambda key, mapping: key not in mapping, _ANY, _MAPPING)
scalar_ne = InNetworks("scalar_ne", python.ne)
string_concat = InNetworks("string_concat", python.add)
string_eq = InNetworks("string_eq", python.eq)
switch = OfValues("Switch", _switch, _ANY, _ANY, _ANY)
switch_layer = OfValues("switch_layer", _switch_layer, _TENSOR, _ANY)
tuple_div = OfValues("tuple_div", _divide, _TUPLE, _TUPLE)
tuple_equal = OfSequences("tuple_equal", _equal, _ANY, _ANY)
tuple_getitem = OfValues("TupleGetItem", _item, _SEQUENCE, _SCALAR)
tuple_len = OfSequences("sequence_len", len, _ANY)
tuple_reversed = OfValues("tuple_reversed", lambda items: items[::-1], _TUPLE)
tuple_setitem = OfValues("tuple_setitem", _set_item, _TUPLE, _SCALAR, _ANY)
typeof = OfValues("typeof", lambda x: x.dtype if isinstance(x, Tensor) else type(x), _ANY)


def _not_by_zero(function, text):
    """The function, with the divisor compared with zero first, as MindSpore does."""

    def divide(x, y):
        if y == 0:
            raise ValueError(text)
        return function(x, y)

    return divide


_ZERO = "The divisor could not be zero. But the divisor is zero now."


def _product(sizes):
    if not isinstance(sizes, tuple):
        raise ValueError("For primitive [shape_mul], input must be tuple")
    return math.prod(sizes)


def _of_scalars(name, function, number):
    """An instance of a class of its own, as in MindSpore."""

    def __init__(self):
        OfAny.__init__(self, name, function)

    def __call__(self, *args):
        if len(args) != number:
            raise TypeError(
                f"__call__() takes {number + 1} positional arguments but {len(args) + 1} were given"
            )
        return function(*args)

    names = {"__module__": __name__, "__init__": __init__, "__call__": __call__}
    return type(name, (OfAny,), names)()


scalar_add = _of_scalars("ScalarAdd", python.add, 2)
scalar_sub = _of_scalars("ScalarSub", python.sub, 2)
scalar_mul = _of_scalars("ScalarMul", python.mul, 2)
scalar_div = _of_scalars("ScalarDiv", _not_by_zero(python.truediv, _ZERO), 2)
scalar_floordiv = _of_scalars("ScalarFloordiv", _not_by_zero(python.floordiv, _ZERO), 2)
scalar_mod = _of_scalars(
    "ScalarMod", _not_by_zero(python.mod, "Cannot perform modulo operation on zero."), 2
)
scalar_pow = _of_scalars("ScalarPow", python.pow, 2)
scalar_eq = _of_scalars("scalar_eq", python.eq, 2)
scalar_ge = _of_scalars("scalar_ge", python.ge, 2)
scalar_gt = _of_scalars("scalar_gt", python.gt, 2)
scalar_le = _of_scalars("scalar_le", python.le, 2)
scalar_lt = _of_scalars("scalar_lt", python.lt, 2)
scalar_log = _of_scalars("ScalarLog", math.log, 1)
scalar_uadd = _of_scalars("ScalarUadd", lambda x: x, 1)
scalar_usub = _of_scalars("ScalarUsub", python.neg, 1)
shape_mul = _of_scalars("shape_mul", _product, 1)

__all__ = sorted(n for n, value in list(globals().items()) if isinstance(value, Primitive))
