"""Tensors made of numbers, sizes and ranges."""

from __future__ import annotations

import itertools
import math
from builtins import range as _range

from ....core import compose, dtypes, op, state
from ... import _checkparam as validator
from ...common import _operators
from ...common import dtype as mstype
from ...common.forwarding import tensor_methods
from ...common.tensor import Tensor, wrap
from ..arguments import dtype_name, kind_of, operand
from ..primitive import Primitive, prim_attr_register


def sizes_of(name, size):
    """A shape from an int, a tuple, a list or a tensor."""
    if isinstance(size, Tensor):
        if size._name not in ("int32", "int64"):
            raise TypeError(
                "For primitive[FillV2], the input argument[input1 datatype] must be a type of "
                f"{{Tensor[Int32], Tensor[Int64]}}, but got {kind_of(size)}."
            )
        return tuple(op.to_numpy(size._value).reshape(-1).tolist())
    if isinstance(size, int) and not isinstance(size, bool):
        return (size,)
    if isinstance(size, (tuple, list)) and all(type(n) is int for n in size):
        return tuple(size)
    if isinstance(size, (tuple, list)):
        return tuple(int(n) for n in size)
    raise TypeError(
        f"For '{name}', the type of 'shape' should be int, tuple, list or Tensor, but got "
        f"{kind_of(size)}."
    )


def filled(shape, value, dtype):
    """Tensor of one number."""
    return wrap(op.full(tuple(shape), value, dtype, state.device()), dtype)


def _name_or(dtype, default):
    return default if dtype is None else dtype_name(dtype)


def ones(shape, dtype=None):
    """Ones."""
    return filled(sizes_of("ones", shape), 1, _name_or(dtype, "float32"))


def zeros(size, dtype=None):
    """Zeros."""
    return filled(sizes_of("zeros", size), 0, _name_or(dtype, "float32"))


def _scalar(value):
    return op.to_numpy(value._value).reshape(()).item() if isinstance(value, Tensor) else value


def full(size, fill_value, *, dtype=None):
    """One number everywhere, or a tensor broadcast."""
    name = _name_or(dtype, "int64")  # MindSpore's default, whatever the number is
    return _spread(sizes_of("full", size), fill_value, name)


def _spread(sizes, value, name):
    """A number or a tensor in another shape and dtype."""
    if isinstance(value, Tensor):
        return wrap(op.broadcast_to(op.astype(value._value, name), sizes), name)
    return filled(sizes, held(value, name), name)


def held(value, name):
    """A number as the dtype holds it."""
    return _operators.convert_scalar(value, name) if name in dtypes.INTEGERS else value


def full_like(input, fill_value, *, dtype=None):
    """One number, shaped like a tensor, or a tensor broadcast."""
    return _spread(input.shape, fill_value, _name_or(dtype, input._name))


def fill(type, shape, value):
    """A tensor of one number.

    Args:
        type (dtype): dtype of the result.
        shape (tuple of ints): its shape.
        value (number or bool): the number.

    Returns:
        Tensor.

    Raises:
        TypeError: `type` is no dtype.

    Example:
        >>> print(ops.fill(ms.float32, (2, 2), 1))
        [[1. 1.]
         [1. 1.]]
    """
    name = dtype_name(type)
    return filled(sizes_of("Fill", shape), held(_scalar(value), name), name)


def fills(x, value):
    """One number, shaped like a tensor."""
    return filled(x.shape, held(_scalar(value), x._name), x._name)


def ones_like(input, *, dtype=None):
    """Ones of the shape of a tensor.

    Args:
        input (Tensor): gives the shape.
        dtype (dtype or None, default None): dtype of the result; None takes that of `input`.

    Returns:
        Tensor.

    Raises:
        TypeError: `input` is not a Tensor, or `dtype` is no dtype.

    Example:
        >>> x = Tensor([[1.0, 2.0]])
        >>> print(ops.ones_like(x))
        [[1. 1.]]
    """
    x = operand("OnesLike", "x", input)
    name = _name_or(dtype, input._name)
    return wrap(op.full(op.shape_of(x), 1, name, op.device_of(x)), name)


def zeros_like(input, *, dtype=None):
    """Zeros of the shape of a tensor.

    Args:
        input (Tensor): gives the shape.
        dtype (dtype or None, default None): dtype of the result; None takes that of `input`.

    Returns:
        Tensor.

    Raises:
        TypeError: `input` is not a Tensor, or `dtype` is no dtype.

    Example:
        >>> x = Tensor([[1.0, 2.0]])
        >>> print(ops.zeros_like(x))
        [[0. 0.]]
    """
    x = operand("ZerosLike", "x", input)
    name = _name_or(dtype, input._name)
    return wrap(op.full(op.shape_of(x), 0, name, op.device_of(x)), name)


def arange(start=0, end=None, step=1, *, dtype=None):
    """Evenly spaced numbers; `end` is left out."""
    if end is None:
        start, end = 0, start
    wide = any(isinstance(v, Tensor) and v._name == "float64" for v in (start, end, step))
    start, end, step = (_scalar(v) for v in (start, end, step))
    if (step > 0 and start > end) or (step < 0 and start < end):
        raise ValueError(
            "For 'arange', if step > 0, need start <= end, and for step < 0, start >= end, but got "
            f"start={start}, end={end}, step={step}."
        )
    whole = all(isinstance(v, int) for v in (start, end, step))
    name = _name_or(dtype, "int64" if whole else "float64" if wide else "float32")
    return wrap(op.arange(start, end, step, name, state.device()), name)


def range(start, end, step):
    """Evenly spaced numbers from `start` on, `end` left out.

    Args:
        start (Tensor): first number, a scalar.
        end (Tensor): the bound, of the dtype of `start`.
        step (Tensor): the distance, of the dtype of `start`; not 0.

    Returns:
        Tensor (N,) of that dtype.

    Raises:
        TypeError: an argument is not a Tensor, or the dtypes differ.

    Example:
        >>> print(ops.range(Tensor(0, ms.int32), Tensor(10, ms.int32), Tensor(4, ms.int32)))
        [0 4 8]
    """
    for argument, x in (("start", start), ("limit", end), ("delta", step)):
        if not isinstance(x, Tensor):
            raise TypeError(
                f"For 'Range', the element of '{argument}' must be one of Tensor[Int32], "
                f"Tensor[Float32], Tensor[Int64], Tensor[Float64], but got {kind_of(x)}.The "
                "supported data types depend on the hardware that executes the operator, for more "
                "details, please refer to the MindSpore official website to get more information "
                "about the data type."
            )
    name = start._name
    return wrap(op.arange(_scalar(start), _scalar(end), _scalar(step), name, state.device()), name)


def linspace(start, end, steps):
    """Evenly spaced numbers, both ends included."""
    name = start._name if isinstance(start, Tensor) else "float32"
    count = int(_scalar(steps))
    device = state.device()
    return wrap(
        compose.linspace(float(_scalar(start)), float(_scalar(end)), count, name, device), name
    )


def logspace(start, end, steps, base=10, *, dtype=mstype.float32):
    """Powers of `base` with evenly spaced exponents."""
    name = dtype_name(dtype)
    exponents = compose.linspace(
        float(_scalar(start)), float(_scalar(end)), int(steps), "float32", state.device()
    )
    return wrap(op.astype(op.pow(compose.full_like(exponents, float(base)), exponents), name))


def eye(n, m=None, dtype=None):
    """A matrix with ones on the diagonal.

    Args:
        n (int): rows.
        m (int or None, default None): columns; None stands for `n`.
        dtype (dtype or None, default None): dtype of the result; None is float32.

    Returns:
        Tensor (n, m).

    Raises:
        TypeError: `n` or `m` is not an int.

    Example:
        >>> print(ops.eye(2, 3, ms.float32))
        [[1. 0. 0.]
         [0. 1. 0.]]
    """
    name = _name_or(dtype, "float32")
    for argument, value in (("n", n), ("m", m)):
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise TypeError(
                f"For 'Eye', the '{argument}' must be int, but got '{type(value).__name__}'"
            )
        if value is not None and value <= 0:
            raise ValueError(
                f"For 'Eye', the '{argument}' must be int and must > 0, but got '{value}' with "
                "type 'int'."
            )
    return wrap(compose.eye(n, n if m is None else m, 0, name, state.device()), name)


def one_hot(indices, depth, on_value, off_value, axis=-1):
    """`on_value` at the positions that `indices` names, `off_value` elsewhere.

    Args:
        indices (Tensor): int32 or int64; negative and too large ones mark nothing.
        depth (int): extent of the new axis.
        on_value (Tensor or number): value at the positions.
        off_value (Tensor or number): value elsewhere.
        axis (int, default -1): where the new axis stands; -1 behind the last one.

    Returns:
        Tensor with one axis more than `indices`.

    Raises:
        TypeError: `axis` or `depth` is not an int, or the dtypes are others.
        ValueError: `axis` is out of range or `depth` negative.

    Example:
        >>> indices = Tensor([0, 2], ms.int32)
        >>> print(ops.one_hot(indices, 3, Tensor(1.0), Tensor(0.0)))
        [[1. 0. 0.]
         [0. 0. 1.]]
    """
    x = operand("OneHot", "indices", indices)
    on, off, name = _on_off(on_value, off_value)
    rank = len(op.shape_of(x))
    if not isinstance(axis, int) or not -1 <= axis <= rank:
        raise ValueError(
            f"For 'OneHot', the 'axis' must be in range of [-1, {rank}], but got {axis}."
        )
    axis = rank if axis == -1 else axis
    if name == "bool":
        marks = compose.one_hot(x, int(_scalar(depth)), axis, "int32", 1, 0)
        return wrap(op.astype(marks, "bool"), "bool")
    return wrap(compose.one_hot(x, int(_scalar(depth)), axis, name, on, off), name)


def _first(value):
    """The first number of a tensor, which is what MindSpore reads."""
    if not isinstance(value, Tensor) or not value.size:
        return value if not isinstance(value, Tensor) else 0
    return op.to_numpy(value._value).reshape(-1)[0].item()


def _on_off(on_value, off_value):
    if isinstance(on_value, Tensor):
        return _first(on_value), _first(off_value), on_value._name
    name = "int64" if isinstance(on_value, int) and isinstance(off_value, int) else "float32"
    return on_value, off_value, name


def meshgrid(*inputs, indexing="xy"):
    """Coordinates of a grid from those of its axes."""
    if len(inputs) == 1 and isinstance(inputs[0], (tuple, list)):
        inputs = tuple(inputs[0])
    if indexing not in ("xy", "ij"):
        raise ValueError(
            "For 'Meshgrid', the 'indexing' must be str and must be in '['xy', 'ij']', but got "
            f"'{indexing}'."
        )
    if len(inputs) < 2:
        raise ValueError(
            f"For 'Meshgrid', the inputs must be at least 2 tensors, but got {len(inputs)}."
        )
    values = [operand("Meshgrid", "x", x) for x in inputs]
    return tuple(wrap(v) for v in compose.meshgrid(values, indexing))


def sequence_mask(lengths, maxlen=None):
    """bool: positions below each length."""
    x = operand("sequence_mask", "lengths", lengths)
    if maxlen is None:
        maxlen = int(op.to_numpy(op.max(x, tuple(_range(lengths.ndim)), False)))
    steps = op.arange(0, int(_scalar(maxlen)), 1, lengths._name, op.device_of(x))
    return wrap(op.less(steps, compose.expand_dims(x, lengths.ndim)), "bool")


def combinations(x, r=2, with_replacement=False):
    """Rows of r elements in all combinations."""
    value = operand("combinations", "x", x)
    chosen = itertools.combinations_with_replacement if with_replacement else itertools.combinations
    rows = [list(c) for c in chosen(_range(x.shape[0]), r)]
    if not rows:
        return filled((0, r), 0, x._name)
    return wrap(op.take(value, op.asarray(rows, "int64", op.device_of(value)), 0))


def cartesian_prod(*inputs):
    """Rows of one element of every vector, in all combinations."""
    if len(inputs) == 1:
        return inputs[0]
    grids = compose.meshgrid([operand("cartesian_prod", "inputs", x) for x in inputs], "ij")
    flat = [op.reshape(g, (math.prod(op.shape_of(g)),)) for g in grids]
    return wrap(op.stack(flat, 1))


class LogSpace(Primitive, inputs="start end", outputs="y"):
    """Powers of a base with evenly spaced exponents."""

    @prim_attr_register
    def __init__(self, steps=10, base=10, dtype=mstype.float32):
        validator.check_non_negative_int(steps, "steps", self.name)
        validator.check_value_type("base", base, [int], self.name)

    def _compute(self, start, end):
        return logspace(start, end, self.steps, self.base, dtype=self.init_attrs["dtype"])


class Meshgrid(Primitive):
    """Coordinate grids of one-dimensional tensors.

    Args:
        indexing (str, default 'xy'): "xy" lets the first tensor run along the second axis, "ij"
            along the first.

    Inputs:
        inputs (tuple of Tensor): N tensors of rank 1 and one dtype.

    Outputs:
        tuple of N tensors of rank N.

    Raises:
        TypeError: `indexing` is not a str, or the operand no tuple of tensors.
        ValueError: `indexing` is another word.

    Example:
        >>> x, y = ops.Meshgrid()((Tensor([1, 2, 3]), Tensor([4, 5])))
        >>> print(x)
        [[1 2 3]
         [1 2 3]]
    """

    @prim_attr_register
    def __init__(self, indexing="xy"):
        validator.check_string(indexing.lower(), ["xy", "ij"], "indexing", self.name)

    def _compute(self, x):
        return meshgrid(*x, indexing=self.indexing)


class Fill(Primitive, inputs="type shape value", outputs="y"):
    """A tensor of one number.

    Inputs:
        type (dtype): dtype of the result.
        shape (tuple of ints): its shape.
        value (number or bool): the number.

    Outputs:
        Tensor.

    Raises:
        TypeError: `type` is no dtype.

    Example:
        >>> print(ops.Fill()(ms.float32, (2, 2), 1))
        [[1. 1.]
         [1. 1.]]
    """

    def __call__(self, dtype, dims, x):
        return fill(dtype, dims, x)


class _Constant(Primitive):
    """Base of Ones and Zeros."""

    _number = 0

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, shape, dtype):
        if getattr(dtype, "_name", None) not in mstype._OF_NAME:
            raise TypeError(
                f"For '{self.name}', the supported data type is ['bool', 'int8', 'int16', 'int32', "
                "'int64', 'uint8', 'uint16','uint32', 'uint64','float16', 'float32', 'float64'], "
                "but got an invalid dtype!"
            )
        return filled(sizes_of(self.name, shape), self._number, dtype._name)


class Ones(_Constant):
    """Ones of a shape.

    Inputs:
        shape (int or tuple of ints): the shape.
        type (dtype): the dtype of the result.

    Outputs:
        Tensor.

    Raises:
        TypeError: `shape` is of another kind, or `type` is no dtype.

    Example:
        >>> print(ops.Ones()((2, 2), ms.float32))
        [[1. 1.]
         [1. 1.]]
    """

    _number = 1


class Zeros(_Constant):
    """Zeros of a shape.

    Inputs:
        shape (int or tuple of ints): the shape.
        type (dtype): the dtype of the result.

    Outputs:
        Tensor.

    Raises:
        TypeError: `shape` is of another kind, or `type` is no dtype.

    Example:
        >>> print(ops.Zeros()((2, 2), ms.float32))
        [[0. 0.]
         [0. 0.]]
    """


class FillV2(Primitive, inputs="shape value", outputs="y"):
    """One number everywhere."""

    def _compute(self, shape, value):
        sizes = sizes_of("FillV2", shape)
        return wrap(op.broadcast_to(value._value, sizes), value._name)


class Eye(Primitive, of=eye, inputs="n m t"):
    """Ones on the main diagonal."""


class OneHot(Primitive, inputs="indices depth on_value off_value"):
    """`on_value` at the positions that `indices` names, `off_value` elsewhere.

    Args:
        axis (int, default -1): where the new axis stands; -1 behind the last one.

    Inputs:
        indices (Tensor): int32 or int64; negative and too large ones mark nothing.
        depth (int): extent of the new axis.
        on_value (Tensor): value at the positions.
        off_value (Tensor): value elsewhere, of the dtype of `on_value`.

    Outputs:
        Tensor of the dtype of `on_value`, with one axis more than `indices`.

    Raises:
        TypeError: `axis` or `depth` is not an int, or the dtypes are others.
        ValueError: `axis` is out of range or `depth` negative.

    Example:
        >>> indices = Tensor([0, 2], ms.int32)
        >>> print(ops.OneHot()(indices, 3, Tensor(1.0), Tensor(0.0)))
        [[1. 0. 0.]
         [0. 0. 1.]]
    """

    @prim_attr_register
    def __init__(self, axis=-1):
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, indices, depth, on_value, off_value):
        for argument, value in (("off_dtype", off_value), ("on_value", on_value)):
            if not isinstance(value, Tensor):
                raise TypeError(
                    "The primitive[OneHot]'s input arguments[off_dtype, on_value] must be all "
                    "tensor and "
                    f"those type must be same. But got input argument[{argument}]:{kind_of(value)}"
                )
        return one_hot(indices, depth, on_value, off_value, self.axis)


class Range(Primitive, inputs="start limit delta"):
    """Evenly spaced numbers."""

    @prim_attr_register
    def __init__(self, maxlen=1000000):
        validator.check_positive_int(maxlen, "maxlen", self.name)

    def _compute(self, start, limit, delta):
        return range(start, limit, delta)


class OnesLike(Primitive, of=ones_like, inputs="x", outputs="y"):
    """Ones of the shape and dtype of a tensor.

    Inputs:
        input_x (Tensor): any.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: `input_x` is not a Tensor.

    Example:
        >>> print(ops.OnesLike()(Tensor([[1.0, 2.0]])))
        [[1. 1.]]
    """


class ZerosLike(Primitive, of=zeros_like, inputs="x", outputs="y"):
    """Zeros of the shape and dtype of a tensor.

    Inputs:
        input_x (Tensor): any.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: `input_x` is not a Tensor.

    Example:
        >>> print(ops.ZerosLike()(Tensor([[1.0, 2.0]])))
        [[0. 0.]]
    """


class Fills(Primitive, of=fills, inputs="x value", outputs="y"):
    """One number, shaped like a tensor."""


class LinSpace(Primitive, of=linspace, inputs="start stop num"):
    """Evenly spaced numbers from `start` to `stop`, both included.

    Inputs:
        start (Tensor): float32, a scalar.
        stop (Tensor): float32, a scalar.
        num (int): how many; positive.

    Outputs:
        Tensor (num,) of float32.

    Raises:
        TypeError: an operand is of another kind.
        ValueError: `num` is not positive.

    Example:
        >>> print(ops.LinSpace()(Tensor(1.0), Tensor(3.0), 5))
        [1.  1.5 2.  2.5 3. ]
    """


tensor_methods(fills)
