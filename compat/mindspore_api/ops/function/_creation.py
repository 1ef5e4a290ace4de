"""Tensors out of numbers and shapes."""

from __future__ import annotations

from builtins import range as _range

from ....core import compose, dtypes, op, state
from ...common import dtype as mstype
from ...common.tensor import Tensor, wrap
from .._operands import dtype_name, kind_of, operand


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


def _default_dtype(value):
    if isinstance(value, bool):
        return "bool"
    return "int64" if isinstance(value, int) else "float32"


def full(size, fill_value, *, dtype=None):
    """One number everywhere."""
    if isinstance(fill_value, Tensor):
        raise TypeError("For 'full', the 'fill_value' must be a number, but got a Tensor.")
    name = _name_or(dtype, _default_dtype(fill_value))
    return filled(sizes_of("full", size), _in(fill_value, name), name)


def _in(value, name):
    """A number as the dtype holds it."""
    return int(value) if name in dtypes.INTEGERS else value


def full_like(input, fill_value, *, dtype=None):
    """One number, shaped like a tensor."""
    name = _name_or(dtype, input._name)
    return filled(input.shape, _in(fill_value, name), name)


def fill(type, shape, value):
    """One number everywhere, of a given dtype."""
    name = dtype_name(type)
    return filled(sizes_of("Fill", shape), _in(_scalar(value), name), name)


def fills(x, value):
    """One number, shaped like a tensor."""
    return filled(x.shape, _in(_scalar(value), x._name), x._name)


def ones_like(input, *, dtype=None):
    """Ones, shaped like a tensor."""
    x = operand("OnesLike", "x", input)
    name = _name_or(dtype, input._name)
    return wrap(op.full(op.shape_of(x), 1, name, op.device_of(x)), name)


def zeros_like(input, *, dtype=None):
    """Zeros, shaped like a tensor."""
    x = operand("ZerosLike", "x", input)
    name = _name_or(dtype, input._name)
    return wrap(op.full(op.shape_of(x), 0, name, op.device_of(x)), name)


def arange(start=0, end=None, step=1, *, dtype=None):
    """Evenly spaced numbers; `end` is left out."""
    if end is None:
        start, end = 0, start
    start, end, step = (_scalar(v) for v in (start, end, step))
    if (step > 0 and start > end) or (step < 0 and start < end):
        raise ValueError(
            "For 'arange', if step > 0, need start <= end, and for step < 0, start >= end, but "
            "got "
            f"start={start}, end={end}, step={step}."
        )
    whole = all(isinstance(v, int) for v in (start, end, step))
    name = _name_or(dtype, "int64" if whole else "float32")
    return wrap(op.arange(start, end, step, name, state.device()), name)


def range(start, end, step):
    """Evenly spaced numbers from three tensors; `end` is left out."""
    for argument, x in (("start", start), ("limit", end), ("delta", step)):
        if not isinstance(x, Tensor):
            raise TypeError(
                f"For 'Range', the element of '{argument}' must be one of Tensor[Int32], "
                "Tensor[Float32], "
                f"Tensor[Int64], Tensor[Float64], but got {kind_of(x)}."
                "The supported data types depend on the hardware that executes the operator, for "
                "more "
                "details, please refer to the MindSpore official website to get more information "
                "about the "
                "data type."
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
    """Ones on the main diagonal."""
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
    """`on_value` at the positions, `off_value` elsewhere; positions out of range have no place."""
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


def _on_off(on_value, off_value):
    if isinstance(on_value, Tensor):
        return _scalar(on_value), _scalar(off_value), on_value._name
    name = "int64" if isinstance(on_value, int) and isinstance(off_value, int) else "float32"
    return on_value, off_value, name


def scalar_to_tensor(input_x, dtype=mstype.float32):
    """0-d tensor of a number."""
    if not isinstance(input_x, (bool, int, float)):
        raise TypeError(
            "For 'ScalarToTensor', the type of 'x' should be int, float or bool, but got "
            f"{kind_of(input_x)}."
        )
    name = dtype_name(dtype)
    return filled((), _in(input_x, name), name)


def scalar_to_array(input_x):
    """0-d tensor of a number, int32 or float32."""
    return filled((), input_x, "int32" if isinstance(input_x, int) else "float32")


def tuple_to_array(input_x):
    """1-d tensor of a tuple of numbers, int32 or float32."""
    if not isinstance(input_x, tuple) or not input_x:
        raise TypeError(
            "For 'TupleToArray', the 'input_x' must be a tuple of numbers, but got "
            f"{kind_of(input_x)}."
        )
    whole = all(isinstance(i, int) for i in input_x)
    return wrap(op.asarray(list(input_x), "int32" if whole else "float32", state.device()))


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


def tril_indices(row, col, offset=0, *, dtype=mstype.int64):
    """Positions of the lower triangle."""
    return _triangle(row, col, offset, dtype, True)


def triu_indices(row, col, offset=0, *, dtype=mstype.int64):
    """Positions of the upper triangle."""
    return _triangle(row, col, offset, dtype, False)


def _triangle(row, col, offset, dtype, lower):
    pairs = [
        (i, j)
        for i in _range(row)
        for j in _range(col)
        if (j - i <= offset if lower else j - i >= offset)
    ]
    data = [[i for i, _ in pairs], [j for _, j in pairs]]
    return wrap(op.asarray(data, dtype_name(dtype), state.device()))


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
