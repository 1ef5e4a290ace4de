"""Conversions between dtypes, and between Python values and tensors."""

from __future__ import annotations

from ....core import dtypes, op, state
from ...common import _operators
from ...common import dtype as mstype
from ...common.forwarding import tensor_methods
from ...common.tensor import Tensor, wrap
from ..arguments import dtype_name, kind_of, type_name
from ..primitive import Primitive, prim_attr_register
from .creation import filled, held


def is_floating_point(input):
    """Whether the dtype is float16, float32 or float64."""
    if not isinstance(input, Tensor):
        raise TypeError("For is_floating_point, the input must be a Tensor.")
    return input._name in dtypes.FLOATS


def cast_to(x, dtype):
    """Conversion; what the operator Cast does."""
    return wrap(op.astype(x._value, dtype), dtype)


def scalar_to_tensor(input_x, dtype=mstype.float32):
    """A number as a tensor.

    Args:
        input_x (int, float or bool): the number.
        dtype (dtype, default mindspore.float32): dtype of the tensor.

    Returns:
        Tensor of shape ().

    Raises:
        TypeError: `input_x` is not a number.

    Example:
        >>> print(ops.scalar_to_tensor(2, ms.float32))
        2.0
    """
    if not isinstance(input_x, (bool, int, float)):
        raise TypeError(
            "For 'ScalarToTensor', the type of 'x' should be int, float or bool, but got "
            f"{kind_of(input_x)}."
        )
    name = dtype_name(dtype)
    return filled((), held(input_x, name), name)


def scalar_to_array(input_x):
    """0-d tensor of a number, int32 or float32."""
    if not isinstance(input_x, (int, float)):
        raise TypeError(
            "For 'ScalarToArray', the type of 'x' should be one of '['int', 'float']', but got "
            f"{kind_of(input_x)}."
        )
    return filled((), input_x, "int32" if isinstance(input_x, int) else "float32")


def tuple_to_array(input_x):
    """A tuple of numbers as a one-dimensional tensor.

    Args:
        input_x (tuple of numbers): numbers of one type.

    Returns:
        Tensor (N,): int64 for ints, float32 for floats.

    Raises:
        TypeError: `input_x` is not a tuple of numbers of one type.
        ValueError: it is empty.

    Example:
        >>> print(ops.tuple_to_array((1, 2, 3)))
        [1 2 3]
    """
    if not isinstance(input_x, tuple) or not input_x:
        raise TypeError(
            "For 'TupleToArray', the 'input_x' must be a tuple of numbers, but got "
            f"{kind_of(input_x)}."
        )
    whole = all(isinstance(i, int) for i in input_x)
    return wrap(op.asarray(list(input_x), "int32" if whole else "float32", state.device()))


def scalar_cast(input_x, input_y):
    """A number as int, float or bool by a dtype."""
    kind = dtypes.kind(dtype_name(input_y))
    if not isinstance(input_x, (bool, int, float)):
        raise TypeError(
            "For 'ScalarCast', the type of 'x' should be int, float or bool, but got "
            f"{kind_of(input_x)}."
        )
    return {"bool": bool, "int": int, "uint": int, "float": float, "complex": complex}[kind](
        input_x
    )


def is_complex(input):
    """Whether the dtype is complex."""
    if not isinstance(input, Tensor):
        raise TypeError("The input must be Tensor!")
    return input._name.startswith("complex")


def is_tensor(obj):
    """Whether an object is a tensor."""
    return isinstance(obj, Tensor)


class TupleToArray(Primitive):
    """A tuple of numbers as a one-dimensional tensor.

    Inputs:
        input_x (tuple of numbers): numbers of one type.

    Outputs:
        Tensor (N,): int64 for ints, float32 for floats.

    Raises:
        TypeError: `input_x` is not a tuple of numbers of one type.
        ValueError: it is empty.

    Example:
        >>> print(ops.TupleToArray()((1, 2, 3)))
        [1 2 3]
    """

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, x):
        return tuple_to_array(x)


class ScalarToTensor(Primitive, inputs="input_scalar dtype", outputs="output_data"):
    """A number as a tensor.

    Inputs:
        input_x (int, float or bool): the number.
        dtype (dtype): dtype of the tensor; float32 by default.

    Outputs:
        Tensor of shape ().

    Raises:
        TypeError: `input_x` is not a number.

    Example:
        >>> print(ops.ScalarToTensor()(2, ms.float32))
        2.0
    """

    def __call__(self, x, dtype=mstype.float32):
        return scalar_to_tensor(x, dtype)


class ScalarToArray(Primitive, of=scalar_to_array):
    """0-d tensor of a number, int32 or float32."""


_PYTHON = {bool: "bool", int: "int32", float: "float32"}


class Cast(Primitive, inputs="x dst_type"):
    """Conversion to another dtype; floats become integers by cutting the fraction.

    Inputs:
        input_x (Tensor or number): the values.
        type (dtype): the wanted dtype, such as `mindspore.float16`.

    Outputs:
        Tensor of that dtype and the shape of `input_x`.

    Raises:
        TypeError: `input_x` is neither Tensor nor number, or `type` is no dtype.

    Example:
        >>> x = Tensor([1.7, -1.7])
        >>> print(ops.Cast()(x, ms.int32))
        [ 1 -1]
    """

    def __call__(self, *args):
        if len(args) != 2:
            raise ValueError(
                f"For primitive[Cast], the input numbers must be equal to 2, but got {len(args)}."
            )
        x, dtype = args
        name = self._target(dtype)
        if isinstance(x, Tensor):
            return wrap(op.astype(x._value, name), name)
        if isinstance(x, (bool, int, float)):
            return filled((), _operators.convert_scalar(x, name), name)
        known = ", ".join(sorted(type_name(d) for d in mstype._OF_NAME))
        raise TypeError(
            f"For primitive[Cast], the input argument[x] must be a type of {{{known}}}, but got "
            f"{kind_of(x)}."
        )

    @staticmethod
    def _target(dtype):
        name = None if isinstance(dtype, Tensor) else getattr(dtype, "_name", None)
        if name in mstype._OF_NAME:
            return name
        if dtype in _PYTHON:
            return _PYTHON[dtype]
        if isinstance(dtype, (mstype.Int, mstype.Float)):
            return "int32" if isinstance(dtype, mstype.Int) else "float32"
        raise TypeError("Invalid dtype")


class DType(Primitive):
    """Dtype of a tensor.

    Inputs:
        input_x (Tensor): any.

    Outputs:
        the dtype, such as `mindspore.float32`.

    Raises:
        TypeError: `input_x` is not a Tensor.

    Example:
        >>> ops.DType()(Tensor([1.0]))
        mindspore.float32
    """

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, x):
        if not isinstance(x, Tensor):
            raise TypeError(
                "For Primitive[Dtype], the input argument[input_x] must be a Tensor, CSRTensor or "
                f"COOTensor, but got {type(x)}."
            )
        return x.dtype


class ScalarCast(Primitive, inputs="input_scalar dtype", outputs="output_data"):
    """A number as another type.

    Inputs:
        input_x (number): the number.
        input_y (dtype): the type, such as `mindspore.int64`.

    Outputs:
        int, float or bool.

    Raises:
        TypeError: `input_x` is not a number.

    Example:
        >>> ops.ScalarCast()(2.7, ms.int32)
        2
    """

    def __call__(self, x, dtype):
        return scalar_cast(x, dtype)


class MixedPrecisionCast(Primitive, inputs="dst_dtype input_x"):
    """Conversion of float tensors, through tuples and dicts."""

    def __call__(self, dst_dtype, x):
        if isinstance(x, Tensor):
            if x._name not in ("float16", "float32", "float64"):
                return x
            return wrap(op.astype(x._value, dst_dtype._name))
        if isinstance(x, (tuple, list)):
            return tuple(self(dst_dtype, i) for i in x)
        if isinstance(x, dict):
            return {k: self(dst_dtype, v) for k, v in x.items()}
        return x


tensor_methods(is_complex, is_floating_point)
