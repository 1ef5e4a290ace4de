"""Making variables."""

from __future__ import annotations

import numpy as np

from compat._absent import absent_names
from compat.core import op, state

from .. import unique_name
from .._dtypes import canonical, vartype
from .._ops import activation as _act
from .._ops import indexing as _indexing
from .._ops import reduce as _reduce
from .._ops import shaping as _shaping
from .._ops import tensor as _tensor
from .._varbase import VarBase, from_numpy, wrap
from ..framework import _varbase_creator
from ..layer_helper import LayerHelper
from ..param_attr import ParamAttr
from .nn_random import sizes

__all__ = [
    "create_tensor",
    "create_parameter",
    "create_global_var",
    "cast",
    "tensor_array_to_tensor",
    "concat",
    "sums",
    "assign",
    "fill_constant_batch_size_like",
    "fill_constant",
    "argmin",
    "argmax",
    "argsort",
    "ones",
    "zeros",
    "reverse",
    "has_inf",
    "has_nan",
    "isfinite",
    "range",
    "arange",
    "linspace",
    "full",
    "full_like",
    "zeros_like",
    "ones_like",
    "diag",
    "eye",
    "kron",
    "tril",
    "triu",
    "trace",
]


def np_int32(value):
    """A NumPy array of one int32."""
    return np.array([value], "int32")


def create_tensor(dtype, name=None, persistable=False):
    """An empty variable."""
    return _varbase_creator(name=name, shape=[0], dtype=dtype, persistable=persistable)


def create_parameter(shape, dtype, name=None, attr=None, is_bias=False, default_initializer=None):
    """A parameter outside any layer."""
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


def cast(x, dtype):
    """`x` in another dtype."""
    return _tensor.cast(x, None, vartype(dtype))


def concat(input, axis=0, name=None):
    """Variables one behind the other."""
    if isinstance(axis, VarBase):
        axis = int(axis)
    return _shaping.concat(input if isinstance(input, (list, tuple)) else [input], axis)


def sums(input, out=None):
    """The sum of a list of variables."""
    return _into(_reduce.sum(input if isinstance(input, (list, tuple)) else [input]), out)


def _into(result, out):
    if out is None:
        return result
    out._take(result)
    return out


def assign(input, output=None):
    """A copy of a variable or an array."""
    if isinstance(input, np.ndarray):
        if input.size > 1024 * 1024:
            raise ValueError(
                "The size of input is too big. Please consider saving it to file and 'load_op' "
                "to load it"
            )
        array = input.astype("float32") if input.dtype == np.float64 else np.array(input)
        return _into(wrap(from_numpy(array)), output)
    return _into(_tensor.assign(input), output)


def fill_constant(shape, dtype, value, force_cpu=False, out=None):
    """A variable of one value."""
    extents = sizes(shape, "fill_constant")
    if isinstance(value, VarBase):
        value = value.numpy().reshape(-1)[0].item()
    kind = vartype(dtype)
    if canonical(kind) in ("int32", "int64"):
        value = int(value)
    result = _tensor.fill_constant(None, extents, kind, value)
    return _into(result, out)


def fill_constant_batch_size_like(
    input, shape, dtype, value, input_dim_idx=0, output_dim_idx=0, force_cpu=False
):
    """A variable of one value, one extent taken from `input`."""
    extents = list(shape)
    extents[output_dim_idx] = input.shape[input_dim_idx]
    return fill_constant(extents, dtype, value)


def full(shape, fill_value, out=None, dtype=None, device=None, stop_gradient=True, name=None):
    """A variable of one value."""
    if device is not None:
        raise NotImplementedError("paddle.fluid.layers.full(device=...) is not provided")
    result = fill_constant(shape, "float32" if dtype is None else dtype, fill_value, out=out)
    result.stop_gradient = stop_gradient
    return result


def full_like(input, fill_value, out=None, dtype=None, device=None, stop_gradient=True, name=None):
    """One value in the form of `input`."""
    if device is not None:
        raise NotImplementedError("paddle.fluid.layers.full_like(device=...) is not provided")
    kind = input.dtype if dtype is None else vartype(dtype)
    result = _into(_tensor.fill_any_like(input, fill_value, kind), out)
    result.stop_gradient = stop_gradient
    return result


def argmin(x, axis=0):
    """int64: position of the first minimum."""
    return _indexing.arg_min(x, axis)


def argmax(x, axis=0):
    """int64: position of the first maximum."""
    return _indexing.arg_max(x, axis)


def argsort(input, axis=-1, descending=False, name=None):
    """Sorted values and their positions."""
    return _indexing.argsort(input, axis, descending)


def ones(shape, dtype, force_cpu=False):
    """Ones."""
    return fill_constant(shape, dtype, 1.0)


def zeros(shape, dtype, force_cpu=False):
    """Zeros."""
    return fill_constant(shape, dtype, 0.0)


def ones_like(x, out=None):
    """Ones in the form of `x`."""
    return _into(_tensor.fill_any_like(x, 1.0), out)


def zeros_like(x, out=None):
    """Zeros in the form of `x`."""
    return _into(_tensor.fill_any_like(x, 0.0), out)


def reverse(x, axis):
    """Order reversed along `axis`."""
    return _shaping.reverse(x, axis)


def has_inf(x):
    """bool (1,): some element is infinite."""
    return _act.isinf(x)


def has_nan(x):
    """bool (1,): some element is NaN."""
    return _act.isnan(x)


def isfinite(x):
    """bool (1,): all elements are finite."""
    return _act.isfinite(x)


def _number(value):
    return value.numpy().reshape(-1)[0].item() if isinstance(value, VarBase) else value


def range(start, end, step, dtype):
    """`start`, `start + step` and so on below `end`."""
    sizes((), "range")
    bounds = [_number(v) for v in (start, end, step)]
    return wrap(op.arange(*bounds, canonical(dtype), state.device()))


def arange(start, end, step=1, dtype=None, name=None):
    """`start`, `start + step` and so on below `end`."""
    return range(start, end, step, "int64" if dtype is None else dtype)


def linspace(start, stop, num, dtype):
    """`num` numbers from `start` to `stop` at equal distances."""
    sizes((), "linspace")
    kind, count = canonical(dtype), int(_number(num))
    first, last = (np.dtype(kind).type(_number(v)) for v in (start, stop))
    step = (last - first) / np.dtype(kind).type(max(count - 1, 1))
    values = first + np.arange(count, dtype=kind) * step
    return wrap(from_numpy(values.astype(kind)))


def diag(diagonal):
    """A matrix with that diagonal."""
    if isinstance(diagonal, np.ndarray):
        diagonal = assign(diagonal)
    n = diagonal.shape[0]
    value = diagonal._value
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


def kron(x, y, out=None, name=None):
    """The Kronecker product."""
    a, b = x._value, y._value
    sa, sb = op.shape_of(a), op.shape_of(b)
    rank = max(len(sa), len(sb))
    sa, sb = (1,) * (rank - len(sa)) + sa, (1,) * (rank - len(sb)) + sb
    wide = op.reshape(a, tuple(n for m in sa for n in (m, 1)))
    fine = op.reshape(b, tuple(n for m in sb for n in (1, m)))
    shape = tuple(m * n for m, n in zip(sa, sb, strict=True))
    return _into(wrap(op.reshape(op.multiply(wide, fine), shape)), out)


def trace(input, offset=0, dim1=0, dim2=1, out=None, name=None):
    """The sum of a diagonal."""
    value = input._value
    rank = len(op.shape_of(value))
    dim1, dim2 = dim1 % rank, dim2 % rank
    order = (*(i for i in np.arange(rank).tolist() if i not in (dim1, dim2)), dim1, dim2)
    moved = op.permute_dims(value, order)
    rows, columns = op.shape_of(moved)[-2:]
    unit = np.eye(rows, columns, offset, dtype=op.dtype_of(value))
    kept = op.multiply(moved, op.asarray(unit, op.dtype_of(value), op.device_of(value)))
    total = op.sum(kept, (rank - 2, rank - 1), False)
    return _into(wrap(total if op.shape_of(total) else op.reshape(total, (1,))), out)


def tensor_array_to_tensor(input, axis=1, name=None, use_stack=False):
    """A list of variables joined, and their extents along `axis`."""
    from .nn_shape import stack

    joined = stack(input, axis) if use_stack else concat(input, axis)
    lengths = [1 if use_stack else x.shape[axis] for x in input]
    return joined, assign(np.array(lengths, "int32"))


__getattr__ = absent_names("paddle.fluid.layers.tensor", __name__)
