"""What the pooling layers share."""

from __future__ import annotations

from ... import _checkparam as validator
from ... import context
from ..cell import Cell


class _PoolNd(Cell):
    """Checks that the pooling layers share."""

    def __init__(self, kernel_size, stride, pad_mode, data_format="NCHW"):
        super().__init__()
        name = self.cls_name
        validator.check_value_type("pad_mode", pad_mode, [str], name)
        modes = ["VALID", "SAME", "PAD"]
        self.pad_mode = validator.check_string(pad_mode.upper(), modes, "pad_mode", name)
        self.format = validator.check_string(data_format, ["NCHW", "NHWC"], "format", name)
        target = context.get_context("device_target")
        if target != "GPU" and self.format == "NHWC":
            raise ValueError(
                f"For '{name}, the 'NHWC' format only support in GPU target, "
                f"but got device target {target}."
            )
        self.kernel_size = _extents("kernel_size", kernel_size, name)
        self.stride = _extents("stride", stride, name)

    def construct(self, *inputs):
        """Defined by the subclasses."""

    def extend_repr(self):
        """The arguments that matter."""
        return f"kernel_size={self.kernel_size}, stride={self.stride}, pad_mode={self.pad_mode}"


def _extents(argument, value, name):
    validator.check_value_type(argument, value, [int, tuple], name)
    items = (value,) if isinstance(value, int) else value
    if not all(isinstance(i, int) and i > 0 for i in items):
        raise ValueError(
            f"For '{name}', the '{argument}' must be an positive int number or a tuple, "
            f"but got {value}"
        )
    return items[0] if len(items) == 1 else value


def _as_3d(value, argument, name):
    """(1, h, w) of a number or a pair."""
    if isinstance(value, int):
        return (1, value, value)
    if len(value) != 2:
        raise ValueError(
            f"For {name}, the length of {argument} must be equal to 2, but got {len(value)}."
        )
    return (1, *value)


def _run(pool, x, batch_rank, axes=()):
    """`pool` on `x` with a batch axis in front and axes of extent one at `axes` added."""
    single = x.ndim == batch_rank - 1
    if single:
        x = x.expand_dims(0)
    for axis in axes:
        x = x.expand_dims(axis)
    out = pool(x)
    drop = tuple(axes) + ((0,) if single else ())

    def back(y):
        return y.squeeze(drop) if drop else y

    return tuple(back(y) for y in out) if isinstance(out, tuple) else back(out)
