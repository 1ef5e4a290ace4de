"""Making variables: constants, ranges, grids, parameters."""

from __future__ import annotations

import math

import numpy as np

from compat.core import op, state

from .. import unique_name
from .._attributes import sizes
from .._dtypes import VARTYPES, canonical, vartype
from .._errors import enforce_not_met
from .._operands import check_device, f32, into, invalid, raw, take, zeros_of
from .._parameter import _varbase_creator
from .._registry import operator
from .._varbase import VarBase, from_numpy, wrap
from ..data_feeder import convert_dtype
from ..layer_helper import LayerHelper
from ..param_attr import ParamAttr


@operator
def fill_zeros_like_op(x, **options):
    """Zeros in the form of `x`."""
    return wrap(zeros_of(raw(x._value)))


@operator
def assign_op(x, **options):
    """A copy."""
    return wrap(op.copy(take(x, "assign", VARTYPES)))


def assign(input, output=None):
    """A copy of a variable or an array.

    Args:
        input (Variable or numpy.ndarray): the values.
        output (Variable or None, default None): takes them.

    Returns:
        Variable.

    Raises:
        TypeError: `input` is of another kind.

    Example:
        >>> print(layers.assign(np.array([1.0, 2.0], "float32")).numpy())
        [1. 2.]
    """
    if isinstance(input, np.ndarray):
        if input.size > 1024 * 1024:
            raise ValueError(
                "The size of input is too big. Please consider saving it to file and 'load_op' "
                "to load it"
            )
        array = input.astype("float32") if input.dtype == np.float64 else np.array(input)
        return into(wrap(from_numpy(array)), output)
    return into(assign_op(input), output)


@operator
def fill_constant_op(out=None, shape=(), dtype=None, value=0.0, **options):
    """A variable of one value."""
    name = canonical(dtype)
    v = _as_dtype(value, name)
    return wrap(op.full(tuple(int(n) for n in shape), v, name, state.device()))


def fill_constant(shape, dtype, value, force_cpu=False, out=None):
    """One number everywhere.

    Args:
        shape (list, tuple of ints or Variable): the shape.
        dtype (str, numpy.dtype or VarType): dtype of the result.
        value (number or Variable): the number.
        force_cpu (bool, default False): no effect here.
        out (Variable or None, default None): takes the result.

    Returns:
        Variable.

    Raises:
        TypeError: `dtype` is of another kind.

    Example:
        >>> print(layers.fill_constant([2], "float32", 1.5).numpy())
        [1.5 1.5]
    """
    extents = sizes(shape, "fill_constant")
    if isinstance(value, VarBase):
        if value.numpy().size != 1:
            raise TypeError("only size-1 arrays can be converted to Python scalars")
        value = value.numpy().item()
    kind = vartype(dtype)
    if canonical(kind) in ("int32", "int64"):
        value = int(value)
    result = fill_constant_op(None, extents, kind, value)
    return into(result, out)


def _as_dtype(value, dtype):
    if dtype == "bool":
        return bool(value)
    if dtype in ("int32", "int64"):
        return int(f32(value)) if isinstance(value, float) else int(value)
    return f32(value)


@operator
def fill_any_like_op(x, value=0.0, dtype=-1, **options):
    """One value in the form of `x`."""
    source = raw(x._value)
    name = op.dtype_of(source) if dtype in (-1, None) else canonical(dtype)
    return wrap(op.full(op.shape_of(source), _as_dtype(value, name), name, op.device_of(source)))


def meshgrid(input, name=None):
    """Vectors spread over a common grid."""
    values = [take(x, "meshgrid", ("float32", "float64", "int32", "int64")) for x in input]
    for i, v in enumerate(values):
        if op.rank_of(v) > 1:
            raise invalid(
                f"Expected scalar or 1D tensor in the tensor list but got tensor {i}: ", "meshgrid"
            )
    extents = tuple((*op.shape_of(v), 1)[0] for v in values)
    found = []
    for i, v in enumerate(values):
        form = tuple(n if i == j else 1 for j, n in enumerate(extents))
        found.append(wrap(op.broadcast_to(op.reshape(v, form), extents)))
    return found


def create_tensor(dtype, name=None, persistable=False):
    """An empty variable."""
    result = _varbase_creator(name=name, shape=[0], dtype=dtype, persistable=persistable)
    result.__class__ = _Unset
    return result


class _Unset(VarBase):
    """A variable that no operator has written yet."""

    __slots__ = ()

    def numpy(self):
        """The values, once there are any."""
        if 0 in self.shape:
            raise enforce_not_met(
                f"InvalidArgumentError: Tensor of {self.name} is Empty, please check if it has no "
                "data."
            )
        return super().numpy()


_Unset.__module__ = VarBase.__module__
_Unset.__qualname__ = _Unset.__name__ = "VarBase"


def create_parameter(shape, dtype, name=None, attr=None, is_bias=False, default_initializer=None):
    """A parameter outside any layer.

    Args:
        shape (list of ints): the shape.
        dtype (str): the dtype.
        name (str or None, default None): its name.
        attr (ParamAttr, False or None, default None): name, initial values, regularizer and rate.
        is_bias (bool, default False): starts with zeros by default.
        default_initializer (Initializer or None, default None): None draws by Xavier.

    Returns:
        Parameter.

    Raises:
        TypeError: an argument is of another kind.

    Example:
        >>> layers.create_parameter([2, 3], "float32").shape
        [2, 3]
    """
    helper = LayerHelper("create_parameter", name=None)
    if attr is None:
        attr = ParamAttr(name=name)
    if isinstance(dtype, type):
        dtype = np.dtype(dtype).name
    return helper.create_parameter(attr, shape, dtype, is_bias, default_initializer)


def create_global_var(shape, value, dtype, persistable=False, force_cpu=False, name=None):
    """A variable of one value; there is one kind of memory, so `force_cpu` has no effect."""
    var = fill_constant(shape, dtype, float(value))
    var.name = unique_name.generate("global_var") if name is None else name
    var.persistable = persistable
    var.stop_gradient = True
    return var


def fill_constant_batch_size_like(
    input, shape, dtype, value, input_dim_idx=0, output_dim_idx=0, force_cpu=False
):
    """A variable of one value, one extent taken from `input`."""
    extents = list(shape)
    extents[output_dim_idx] = input.shape[input_dim_idx]
    return fill_constant(extents, dtype, value)


def full(shape, fill_value, out=None, dtype=None, device=None, stop_gradient=True, name=None):
    """A variable of one value."""
    check_device(device, "full")
    result = fill_constant(shape, "float32" if dtype is None else dtype, fill_value, out=out)
    result.stop_gradient = stop_gradient
    return result


def full_like(input, fill_value, out=None, dtype=None, device=None, stop_gradient=True, name=None):
    """One value in the form of `input`."""
    check_device(device, "full_like")
    kind = input.dtype if dtype is None else vartype(dtype)
    result = into(fill_any_like_op(input, fill_value, kind), out)
    result.stop_gradient = stop_gradient
    return result


def ones(shape, dtype, force_cpu=False):
    """Ones of a shape.

    Args:
        shape (list, tuple of ints or Variable): the shape.
        dtype (str, numpy.dtype or VarType): dtype of the result.
        force_cpu (bool, default False): no effect here.

    Returns:
        Variable.

    Raises:
        TypeError: `dtype` is of another kind.

    Example:
        >>> print(layers.ones([2, 2], "float32").numpy())
        [[1. 1.]
         [1. 1.]]
    """
    convert_dtype(dtype)
    if all(isinstance(n, int) for n in shape):
        assert math.prod(shape) > 0, f"The shape is invalid: {shape}."
    return fill_constant(shape, dtype, 1.0)


def zeros(shape, dtype, force_cpu=False):
    """Zeros of a shape.

    Args:
        shape (list, tuple of ints or Variable): the shape.
        dtype (str, numpy.dtype or VarType): dtype of the result.
        force_cpu (bool, default False): no effect here.

    Returns:
        Variable.

    Raises:
        TypeError: `dtype` is of another kind.

    Example:
        >>> print(layers.zeros([2, 2], "float32").numpy())
        [[0. 0.]
         [0. 0.]]
    """
    return fill_constant(shape, dtype, 0.0)


def ones_like(x, out=None):
    """Ones of the shape and dtype of a variable.

    Args:
        x (Variable): gives shape and dtype.
        out (Variable or None, default None): takes the result.

    Returns:
        Variable.

    Raises:
        TypeError: `x` is not a Variable.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> print(layers.ones_like(x).numpy())
        [[1. 1.]
         [1. 1.]]
    """
    return into(fill_any_like_op(x, 1.0), out)


def zeros_like(x, out=None):
    """Zeros of the shape and dtype of a variable.

    Args:
        x (Variable): gives shape and dtype.
        out (Variable or None, default None): takes the result.

    Returns:
        Variable.

    Raises:
        TypeError: `x` is not a Variable.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> print(layers.zeros_like(x).numpy())
        [[0. 0.]
         [0. 0.]]
    """
    return into(fill_any_like_op(x, 0.0), out)


def _number(value):
    return value.numpy().reshape(-1)[0].item() if isinstance(value, VarBase) else value


def range(start, end, step, dtype):
    """Evenly spaced numbers, the end left out.

    Args:
        start (number or Variable): first number.
        end (number or Variable): the end.
        step (number or Variable): the distance.
        dtype (str, numpy.dtype or VarType): dtype of the result.

    Returns:
        Variable (N,).

    Raises:
        TypeError: `dtype` is of another kind.

    Example:
        >>> print(layers.range(0, 10, 4, "int32").numpy())
        [0 4 8]
    """
    sizes((), "range")
    convert_dtype(dtype)
    for slot, v in (("Start", start), ("End", end), ("Step", step)):
        if isinstance(v, VarBase) and v.shape != [1]:
            raise invalid(
                f"The dim of the shape of Input({slot}) should be 1, but got {len(v.shape)}",
                "range",
            )
    bounds = [_number(v) for v in (start, end, step)]
    _check_step(*bounds)
    return wrap(op.arange(*bounds, canonical(dtype), state.device()))


def _check_step(start, end, step):
    if step == 0:
        raise invalid("The step of range op should not be 0.", "range")
    if start < end and step < 0:
        raise invalid("The step should be greater than 0 while start < end.", "range")
    if start > end and step > 0:
        raise invalid("step should be less than 0 while start > end.", "range")


def arange(start, end, step=1, dtype=None, name=None):
    """`start`, `start + step` and so on below `end`."""
    return range(start, end, step, "int64" if dtype is None else dtype)


def linspace(start, stop, num, dtype):
    """`num` numbers from `start` to `stop` at equal distances."""
    sizes((), "linspace")
    convert_dtype(dtype)
    kind, count = canonical(dtype), int(_number(num))
    first, last = (np.dtype(kind).type(_number(v)) for v in (start, stop))
    step = (last - first) / np.dtype(kind).type(max(count - 1, 1))
    values = first + np.arange(count, dtype=kind) * step
    return wrap(from_numpy(values.astype(kind)))


def diag(diagonal):
    """A matrix with that diagonal."""
    if isinstance(diagonal, np.ndarray):
        diagonal = assign(diagonal)
    if len(diagonal.shape) != 1:
        raise invalid(
            f"The dimension of 'diagonal' must be 1, but now it is {len(diagonal.shape)}.", "diag"
        )
    n = diagonal.shape[0]
    value = raw(diagonal._value)
    unit = eye(n, n, dtype=diagonal.dtype)._value
    return wrap(op.multiply(unit, op.reshape(value, (n, 1))))


def eye(num_rows, num_columns=None, batch_shape=None, dtype="float32"):
    """A unit matrix, repeated for every entry of `batch_shape`."""
    sizes((), "eye")
    if not isinstance(num_rows, int) or num_rows < 0:
        raise TypeError("num_rows should be a non-negative int")
    if num_columns is None:
        num_columns = num_rows
    elif not isinstance(num_columns, int) or num_columns < 0:
        raise TypeError("num_columns should be a non-negative int")
    array = np.eye(num_rows, num_columns, dtype=canonical(dtype))
    if batch_shape is not None:
        if not isinstance(batch_shape, list):
            raise TypeError("batch_shape should be a list")
        array = np.broadcast_to(array, (*batch_shape, *array.shape)).copy()
    return wrap(from_numpy(array))


def _triangle(input, diagonal, lower):
    rows, columns = input.shape[-2:]
    kept = (np.tril if lower else np.triu)(np.ones((rows, columns), bool), diagonal)
    value = input._value
    mask = op.asarray(kept, "bool", op.device_of(value))
    zero = op.full(op.shape_of(value), 0, op.dtype_of(value), op.device_of(value))
    return wrap(op.where(op.broadcast_to(mask, op.shape_of(value)), value, zero))


def tril(input, diagonal=0, name=None):
    """The lower triangle, zeros elsewhere."""
    return _triangle(input, diagonal, True)


def triu(input, diagonal=0, name=None):
    """The upper triangle, zeros elsewhere."""
    return _triangle(input, diagonal, False)


def diag_embed(input, offset=0, dim1=-2, dim2=-1):
    """The last axis on a diagonal of new axes `dim1` and `dim2`; without gradient, as in Paddle."""
    if not isinstance(input, VarBase):
        input = assign(input)
    values = input.numpy()
    size = values.shape[-1] + abs(offset)
    out = np.zeros((*values.shape[:-1], size, size), values.dtype)
    at = np.arange(values.shape[-1])
    out[..., at + max(-offset, 0), at + max(offset, 0)] = values
    return wrap(from_numpy(np.ascontiguousarray(np.moveaxis(out, (-2, -1), (dim1, dim2)))))
