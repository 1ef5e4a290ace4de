"""The operators of Python on `VarBase`."""

from __future__ import annotations

import math

from compat.core import op

from .. import framework
from .._dtypes import VARTYPES
from .._mode import _dygraph_tracer
from .._varbase import _TAGS, VarBase, learn_tag, wrap_tagged
from ..families.elementwise.binary import (
    elementwise_add_op,
    elementwise_div_op,
    elementwise_floordiv_op,
    elementwise_mod_op,
    elementwise_mul_op,
    elementwise_pow_op,
    elementwise_sub_op,
    filled_like,
)
from ..families.elementwise.logic import (
    equal_op,
    greater_equal_op,
    greater_than_op,
    less_equal_op,
    less_than_op,
    not_equal_op,
)
from ..families.elementwise.unary import cast_op, scale_op

_FLOAT32 = _TAGS["float32"]
_FLOATS = frozenset(("float32", "float64"))
_INTEGERS = ("uint8", "int8", "int16", "int32", "int64")


def _is_integer(var):
    return op.dtype_of(var._value) in _INTEGERS


def _checked(var, other):
    """A number beside `var` as float."""
    if isinstance(other, float) and _is_integer(var):
        assert other == int(other), f"float value {other} cannot convert to integer"
    return float(other)


def _shifted(var, offset):
    """`var + offset`."""
    return scale_op(var, 1.0, offset)


def _scaled(var, factor):
    """`var * factor`."""
    return scale_op(var, factor, 0.0)


def _quickly(function, var, other):
    """The result for two variables of one known dtype, None where that is not so or fails.

    What fails is tried again with the checks of the original, which find the error to raise.
    """
    tag = var._tag
    if tag and tag is other._tag:
        try:
            return wrap_tagged(function(var._value, other._value), tag)
        except Exception:
            return None
    if tag is None:
        learn_tag(var)
    if other._tag is None:
        learn_tag(other)
    return None


def _converted(var, other):
    """Another dtype than the left operand's is cast, which fails as in the original."""
    mine = op.dtype_of(var._value)
    theirs = op.dtype_of(other._value)
    return other if mine == theirs else astype(other, VARTYPES[mine])


def _other(var, other, shape=(1,)):
    if isinstance(other, VarBase):
        return _converted(var, other)
    try:
        return filled_like(other, var, shape)
    except Exception:
        # In the original the error leaves a `no_grad` context, which then stays in force.
        _dygraph_tracer().eval_mode()
        raise


def __add__(self, other_var):
    if isinstance(other_var, VarBase):
        quick = _quickly(op.add, self, other_var)
        return quick if quick is not None else elementwise_add_op(self, _converted(self, other_var))
    if isinstance(other_var, (float, int)):
        if self._tag is _FLOAT32:
            return wrap_tagged(op.add(self._value, float(other_var)), _FLOAT32)
        learn_tag(self)
        return _shifted(self, _checked(self, other_var))
    return elementwise_add_op(self, _other(self, other_var))


def __sub__(self, other_var):
    if isinstance(other_var, VarBase):
        quick = _quickly(op.subtract, self, other_var)
        return quick if quick is not None else elementwise_sub_op(self, _converted(self, other_var))
    if isinstance(other_var, (float, int)):
        if self._tag is _FLOAT32:
            return wrap_tagged(op.subtract(self._value, float(other_var)), _FLOAT32)
        learn_tag(self)
        return _shifted(self, -_checked(self, other_var))
    return elementwise_sub_op(self, _other(self, other_var))


def __rsub__(self, other_var):
    if isinstance(other_var, (float, int)):
        return scale_op(self, -1.0, _checked(self, other_var))
    return elementwise_sub_op(_other(self, other_var, self.shape), self)


def __mul__(self, other_var):
    if isinstance(other_var, VarBase):
        quick = _quickly(op.multiply, self, other_var)
        return quick if quick is not None else elementwise_mul_op(self, _converted(self, other_var))
    if isinstance(other_var, (float, int)):
        if self._tag is _FLOAT32:
            return wrap_tagged(op.multiply(self._value, float(other_var)), _FLOAT32)
        learn_tag(self)
        return _scaled(self, _checked(self, other_var))
    return elementwise_mul_op(self, _other(self, other_var))


def __truediv__(self, other_var):
    if isinstance(other_var, VarBase):
        if self._tag in _FLOATS:
            quick = _quickly(op.divide, self, other_var)
            if quick is not None:
                return quick
        return elementwise_div_op(self, _converted(self, other_var))
    if isinstance(other_var, (float, int)) and not _is_integer(self):
        return _scaled(self, 1.0 / _checked(self, other_var))
    return elementwise_div_op(self, _other(self, other_var))


def __rtruediv__(self, other_var):
    return elementwise_div_op(_other(self, other_var, self.shape), self)


def __pow__(self, other_var):
    return elementwise_pow_op(self, _other(self, other_var))


def __rpow__(self, other_var):
    return elementwise_pow_op(_other(self, other_var, self.shape), self)


def __floordiv__(self, other_var):
    return elementwise_floordiv_op(self, _other(self, other_var))


def __mod__(self, other_var):
    return elementwise_mod_op(self, _other(self, other_var))


def __eq__(self, other_var):
    return equal_op(self, _other(self, other_var))


def __ne__(self, other_var):
    return not_equal_op(self, _other(self, other_var))


def __lt__(self, other_var):
    return less_than_op(self, _other(self, other_var))


def __le__(self, other_var):
    return less_equal_op(self, _other(self, other_var))


def __gt__(self, other_var):
    return greater_than_op(self, _other(self, other_var))


def __ge__(self, other_var):
    return greater_equal_op(self, _other(self, other_var))


def __neg__(var):
    return scale_op(var, -1.0, 0.0)


def _single(var, what):
    assert math.prod(var.shape) == 1, f"only one element variable can be converted to {what}."
    return var.numpy().flatten()[0]


def __float__(var):
    return float(_single(var, "float"))


def __long__(var):
    return int(_single(var, "long"))


def __int__(var):
    return int(_single(var, "int"))


def __index__(var):
    return int(_single(var, "python index"))


def __len__(var):
    return var.shape[0]


def astype(self, dtype):
    """The variable converted to another dtype.

    Args:
        dtype (str, numpy.dtype or VarType): the dtype.

    Returns:
        Variable.

    Raises:
        TypeError: it is none.

    Example:
        >>> x = to_variable(np.array([1.0, 2.0], "float32"))
        >>> print(x.astype("int32").numpy())
        [1 2]
    """
    return cast_op(self, self.dtype, framework.convert_np_dtype_to_dtype_(dtype))


def monkey_patch_math_varbase():
    """Give `VarBase` its operators."""
    for name, method in list(globals().items()):
        if name.startswith("__") and callable(method) and getattr(method, "__code__", None):
            setattr(VarBase, name, method)
    VarBase.__radd__ = __add__
    VarBase.__rmul__ = __mul__
    VarBase.__div__ = __truediv__
    VarBase.__rdiv__ = __rtruediv__
    VarBase.__hash__ = object.__hash__
    VarBase.astype = astype
