"""Padding."""

from compat.core import op, state

from ... import ops
from ...common.tensor import wrap
from ..arguments import cast, tensor

# Modes that the backends know.
_LIBRARY = ("edge", "reflect", "symmetric", "wrap")


def _pairs(value, ndim):
    """A (before, after) for every axis."""
    if isinstance(value, (int, float)):
        return ((value, value),) * ndim
    value = tuple(value)
    if not isinstance(value[0], (tuple, list)):
        both = (value[0], value[-1])
        return (both,) * ndim
    return tuple(tuple(v) for v in value) * (ndim if len(value) == 1 else 1)


def pad(
    arr,
    pad_width,
    mode="constant",
    stat_length=None,
    constant_values=0,
    end_values=0,
    reflect_type="even",
    **kwargs,
):
    """The array enlarged along every axis."""
    x = tensor(arr)
    if reflect_type != "even":
        raise NotImplementedError("mindspore.numpy.pad supports reflect_type='even' only.")
    if callable(mode):
        raise NotImplementedError("mindspore.numpy.pad with a function as mode is not supported.")
    widths = _pairs(pad_width, x.ndim)
    if mode == "empty":
        mode, constant_values = "constant", 0
    if mode in _LIBRARY:
        return wrap(op.pad(x._value, widths, mode, None), x._name)
    sides = {
        "constant": lambda x, axis, side, n: _flat(x, axis, n, _of(constant_values, axis, side, x)),
        "linear_ramp": lambda x, axis, side, n: _ramp(
            x, axis, side, n, _of(end_values, axis, side, x)
        ),
    }
    side_of = sides.get(mode) or _statistic(mode, stat_length, x.ndim)
    for axis, (before, after) in enumerate(widths):
        parts = [x]
        if before:
            parts.insert(0, side_of(x, axis, 0, before))
        if after:
            parts.append(side_of(x, axis, 1, after))
        if len(parts) > 1:
            x = wrap(op.concat([p._value for p in parts], axis), x._name)
    return x


def _of(values, axis, side, x):
    return _pairs(values, x.ndim)[axis][side]


def _extended(shape, axis, count):
    return (*shape[:axis], count, *shape[axis + 1 :])


def _flat(x, axis, count, value):
    value = op.full(_extended(x.shape, axis, count), value, x._name, state.device())
    return wrap(value, x._name)


def _edge(x, axis, side, length=1):
    """The outer slices of one side."""
    extent = x.shape[axis]
    length = min(length, extent)
    start = extent - length if side else 0
    begin = [0] * x.ndim
    end = list(x.shape)
    begin[axis], end[axis] = start, start + length
    return wrap(op.strided_slice(x._value, tuple(begin), tuple(end), (1,) * x.ndim), x._name)


def _ramp(x, axis, side, count, target):
    """From the edge to a value in equal steps."""
    edge = cast(_edge(x, axis, side), "float32")
    steps = wrap(op.arange(0, count, 1, "float32", state.device()), "float32")
    weight = (steps + 1.0) / float(count) if side else 1.0 - steps / float(count)
    shape = [1] * x.ndim
    shape[axis] = count
    weight = ops.reshape(weight, tuple(shape))
    return cast(edge + (float(target) - edge) * weight, x._name)


def _statistic(mode, stat_length, ndim):
    kinds = {
        "maximum": lambda part, axis: wrap(op.max(part._value, (axis,), True), part._name),
        "minimum": lambda part, axis: wrap(op.min(part._value, (axis,), True), part._name),
        "mean": lambda part, axis: ops.mean(part, axis, True),
    }
    if mode not in kinds:
        raise ValueError(f"Unsupported mode {mode!r} for padding.")

    def side_of(x, axis, side, count):
        length = x.shape[axis] if stat_length is None else _pairs(stat_length, ndim)[axis][side]
        value = kinds[mode](_edge(x, axis, side, length), axis)
        return ops.broadcast_to(value, _extended(x.shape, axis, count))

    return side_of
