"""The operators of Tensor: a fast path for equal dtypes, conversion and checks behind it."""

import numpy as np

from compat.core import dtypes, op

from .. import _promotion
from ._arithmetic import BITS, COMPARE, COMPUTE, MIRRORED
from ._build import array_of
from .dtype import of_name
from .forwarding import functions
from .handle import Handle, wrap

# The exact types that a fast path accepts; `tensor` and `parameter` add their classes.
HANDLES = set()
NUMBERS = frozenset((int, float))
FLOATS = dtypes.FLOATS
_KIND_NAMES = {str: "String", type(None): "None"}


# -- operands ----------------------------------------------------------------------------------


def operands(prim, x, y, lists=False):
    """Core values (one may be a Python scalar) and the dtype name that `prim` computes in."""
    if isinstance(x, Handle):
        if isinstance(y, Handle):
            return _two(prim, x, y)
        scalar, name = _scalar(prim, x._name, y, 2, lists)
        return _as(x, name), scalar, name
    scalar, name = _scalar(prim, y._name, x, 1, lists)
    return scalar, _as(y, name), name


def _two(prim, x, y):
    first, second = x._name, y._name
    if first == second:
        return x._value, y._value, first
    name = _promotion.of_pair(first, second)
    if name is None:
        raise TypeError(
            f"For primitive[{prim}], the input type must be same.\nname:[x]:Tensor[{x.dtype}].\n"
            f"name:[y]:Tensor[{y.dtype}]."
        )
    return _as(x, name), _as(y, name), name


def _as(x, name):
    return x._value if x._name == name else op.astype(x._value, name)


# What MindSpore takes for a Python number; int32, long long and complex it does not.
_NUMPY_NUMBERS = frozenset(
    (
        np.bool_, np.int8, np.int16, np.int64, np.uint8, np.uint16, np.uint32, np.uint64,
        np.float16, np.float32,
    )
)  # fmt: skip


def _scalar(prim, tensor_name, other, position, lists):
    if type(other) in _NUMPY_NUMBERS:
        other = other.item()
    name = _promotion.of_scalar(tensor_name, other)
    if name is not None:
        return convert_scalar(other, name), name
    if lists and isinstance(other, (list, tuple)):
        return array_of(list(other), tensor_name), tensor_name
    raise TypeError(
        f"For '{prim}', the {position}th input var can not be implicitly converted. Its type is "
        f"{_KIND_NAMES.get(type(other), type(other).__name__)}. Only support Tensor or Scalar."
    )


def convert_scalar(x, name):
    """The Python scalar that `x` becomes in the dtype `name`; integers wrap around."""
    facts = dtypes.DTYPES[name]
    if facts.kind in ("int", "uint"):
        low, x = int(facts.smallest), int(x)
        return x if low <= x <= facts.largest else (x - low) % (1 << facts.bits) + low
    if facts.kind == "float":
        return float(x)
    return bool(x) if facts.kind == "bool" else complex(x)


def broadcast(first, second):
    """Shape two shapes broadcast to, or None."""
    longest = max(len(first), len(second))
    a = (1,) * (longest - len(first)) + tuple(first)
    b = (1,) * (longest - len(second)) + tuple(second)
    shape = tuple(j if i == 1 else i for i, j in zip(a, b, strict=True))
    fits = all(i == j or 1 in (i, j) for i, j in zip(a, b, strict=True))
    return shape if fits else None


def _shape(x):
    return x.shape if isinstance(x, Handle) else ()


def shapes_differ(prim, x, y, error):
    """The ValueError for operands that do not broadcast; any other `error` as it came."""
    first, second = _shape(x), _shape(y)
    if broadcast(first, second) is not None:
        return error
    if prim in ("Add", "Sub", "Mul"):
        return ValueError(
            f"For '{prim}', x.shape and y.shape need to broadcast. The value of x.shape[-1] or "
            "y.shape[-1] must be 1 or -1 when they are not the same, but got "
            f"x.shape = {list(first)} and y.shape = {list(second)}."
        )
    return ValueError(
        f"For '{prim}', the two input 'input1' and 'input2' with shape: [const "
        f"vector]{list(first)} and [const vector]{list(second)} can not broadcast."
    )


def refuse_bool(prim, name):
    """TypeError for arithmetic on bool."""
    if name == "bool":
        raise TypeError(
            f"For '{prim}', the element of 'x' must be one of Tensor[Int8], Tensor[Int16], "
            "Tensor[Int32], Tensor[Int64], Tensor[UInt8], Tensor[UInt16], Tensor[UInt32], "
            "Tensor[UInt64], Tensor[Float16], Tensor[Float32], Tensor[Float64], Tensor[Complex64], "
            "Tensor[Complex128], but got Tensor[Bool]."
        )


# -- computing ---------------------------------------------------------------------------------


def arithmetic(prim, x, y, lists=True):
    """`x prim y` with conversion; the result has the dtype of the computation."""
    if type(y) in NUMBERS and type(x) in HANDLES and x._name in FLOATS:
        a, b, name = x._value, float(y), x._name
    elif type(x) in NUMBERS and type(y) in HANDLES and y._name in FLOATS:
        a, b, name = float(x), y._value, y._name
    else:
        a, b, name = operands(prim, x, y, lists)
        refuse_bool(prim, name)
    try:
        return wrap(COMPUTE[prim](a, b, name), name)
    except Exception as error:
        raise shapes_differ(prim, x, y, error) from error


def comparison(prim, x, y):
    """`x prim y` with conversion; bool."""
    if type(y) in NUMBERS and type(x) in HANDLES and x._name in FLOATS:
        return wrap(COMPARE[prim](x._value, float(y)), "bool")
    if prim in ("Equal", "NotEqual"):
        x, y = _out_of_bool(x, y), _out_of_bool(y, x)
    a, b, _ = operands(prim, x, y)
    if not isinstance(x, Handle):
        prim, a, b = MIRRORED[prim], b, a
    try:
        return wrap(COMPARE[prim](a, b), "bool")
    except Exception as error:
        raise shapes_differ(prim, x, y, error) from error


def _out_of_bool(x, other):
    """A bool tensor in the dtype of the other one, whichever that is."""
    if isinstance(x, Handle) and isinstance(other, Handle) and x._name == "bool":
        return wrap(_as(x, other._name), other._name)
    return x


def bitwise(prim, x, y):
    """`x prim y` for integers and bool."""
    a, b, name = operands(prim, x, y)
    if dtypes.kind(name) not in ("int", "uint", "bool"):
        raise TypeError(
            f"For primitive[{prim}], the input argument[x] must be a type of {{Tensor[Bool], "
            "Tensor[Int16], Tensor[Int32], Tensor[Int64], Tensor[Int8], Tensor[UInt16], "
            f"Tensor[UInt32], Tensor[UInt64], Tensor[UInt8]}}, but got Tensor[{of_name(name)}]."
        )
    try:
        return wrap(BITS[prim](a, b), name)
    except Exception as error:
        raise shapes_differ(prim, x, y, error) from error


def matmul(x, y):
    """Matrix product of two tensors; the function of `ops` when their rank is not 2."""
    if not (isinstance(x, Handle) and isinstance(y, Handle)):
        raise TypeError("For matmul op, inputs must be all tensors.")
    return functions().matmul(x, y)


class Operators(Handle):
    """The operator methods of Tensor."""

    __slots__ = ()

    def __add__(self, other):
        kind, name = type(other), self._name
        if kind in HANDLES and other._name == name != "bool":
            value = other._value
        elif kind in NUMBERS and name in FLOATS:
            value = float(other)
        else:
            return arithmetic("Add", self, other)
        try:
            return wrap(op.add(self._value, value), name)
        except Exception as error:
            raise shapes_differ("Add", self, other, error) from error

    def __radd__(self, other):
        return self.__add__(other)

    def __iadd__(self, other):
        return self.__add__(other)

    def __sub__(self, other):
        kind, name = type(other), self._name
        if kind in HANDLES and other._name == name != "bool":
            value = other._value
        elif kind in NUMBERS and name in FLOATS:
            value = float(other)
        else:
            return arithmetic("Sub", self, other)
        try:
            return wrap(op.subtract(self._value, value), name)
        except Exception as error:
            raise shapes_differ("Sub", self, other, error) from error

    def __rsub__(self, other):
        return arithmetic("Sub", other, self)

    def __isub__(self, other):
        return self.__sub__(other)

    def __mul__(self, other):
        kind, name = type(other), self._name
        if kind in HANDLES and other._name == name != "bool":
            value = other._value
        elif kind in NUMBERS and name in FLOATS:
            value = float(other)
        else:
            return arithmetic("Mul", self, other)
        try:
            return wrap(op.multiply(self._value, value), name)
        except Exception as error:
            raise shapes_differ("Mul", self, other, error) from error

    def __rmul__(self, other):
        return self.__mul__(other)

    def __imul__(self, other):
        return self.__mul__(other)

    def __truediv__(self, other):
        kind, name = type(other), self._name
        if kind in HANDLES and other._name == name and name in FLOATS:
            value = other._value
        elif kind in NUMBERS and name in FLOATS:
            value = float(other)
        else:
            return arithmetic("Div", self, other)
        try:
            return wrap(op.divide(self._value, value), name)
        except Exception as error:
            raise shapes_differ("Div", self, other, error) from error

    def __rtruediv__(self, other):
        return arithmetic("Div", other, self)

    def __floordiv__(self, other):
        return arithmetic("FloorDiv", self, other)

    def __rfloordiv__(self, other):
        return arithmetic("FloorDiv", other, self)

    def __ifloordiv__(self, other):
        return self.__floordiv__(other)

    def __mod__(self, other):
        return arithmetic("FloorMod", self, other)

    def __rmod__(self, other):
        return arithmetic("FloorMod", other, self)

    def __imod__(self, other):
        return self.__mod__(other)

    def __pow__(self, other):
        return arithmetic("Pow", self, other)

    def __rpow__(self, other):
        return arithmetic("Pow", other, self)

    def __matmul__(self, other):
        return matmul(self, other)

    def __rmatmul__(self, other):
        return matmul(other, self)

    def __imatmul__(self, other):
        return matmul(self, other)

    def __eq__(self, other):
        if not isinstance(other, (int, float, Handle)):
            return False
        return comparison("Equal", self, other)

    def __ne__(self, other):
        if not isinstance(other, (int, float, Handle)):
            return True
        return comparison("NotEqual", self, other)

    __hash__ = None

    def __lt__(self, other):
        return comparison("Less", self, other)

    def __le__(self, other):
        return comparison("LessEqual", self, other)

    def __gt__(self, other):
        return comparison("Greater", self, other)

    def __ge__(self, other):
        return comparison("GreaterEqual", self, other)

    def __and__(self, other):
        return bitwise("BitwiseAnd", self, _number("&", other))

    def __or__(self, other):
        return bitwise("BitwiseOr", self, _number("|", other))

    def __xor__(self, other):
        return bitwise("BitwiseXor", self, _number("^", other))

    # MindSpore has these three in compiled functions only.
    __rand__, __ror__, __rxor__ = __and__, __or__, __xor__

    def __invert__(self):
        return wrap(op.logical_not(self._value), "bool")

    def __neg__(self):
        if self._name == "bool":
            raise TypeError("For primitive[Neg], the input argument[x] must not be Tensor[Bool].")
        return wrap(op.negative(self._value), self._name)

    def __pos__(self):
        return self

    def __abs__(self):
        return wrap(self._value) if self._name == "bool" else wrap(op.abs(self._value))

    def __round__(self):
        return wrap(op.round(self._value), self._name)


def _number(sign, other):
    if isinstance(other, (int, bool, float, Handle)):
        return other
    raise TypeError(f"Unsupported operand type(s) for {sign}: 'Tensor' and '{type(other)}'")
