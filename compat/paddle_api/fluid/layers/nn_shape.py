"""Shapes, joining, splitting, slicing, padding."""

from __future__ import annotations

from .. import dygraph_utils
from .._ops import shaping as _shaping
from .._ops import tensor as _tensor
from ..core import VarBase


def reshape(x, shape, actual_shape=None, act=None, inplace=False, name=None):
    """`x` under another shape: 0 keeps an extent, -1 is computed.

    `actual_shape` has no effect in dygraph mode, as in the original; results never share the
    input's name.
    """
    if not isinstance(shape, (list, tuple)):
        raise TypeError(
            f"The type of 'shape' in reshape must be list[int] or tuple(int) in Dygraph mode, but "
            f"received {type(shape)}"
        )
    return dygraph_utils._append_activation_in_dygraph(_shaping.reshape2(x, shape), act)


def transpose(x, perm, name=None):
    """Axes in the order `perm`."""
    return _shaping.transpose2(x, perm)


def squeeze(input, axes, name=None):
    """Without the axes of extent 1 at `axes`."""
    return _shaping.squeeze2(input, [axes] if isinstance(axes, int) else axes)


def unsqueeze(input, axes, name=None):
    """With new axes of extent 1 at `axes`."""
    if isinstance(axes, int):
        axes = [axes]
    elif isinstance(axes, VarBase):
        axes = axes.numpy().reshape(-1).tolist()
    return _shaping.unsqueeze2(input, axes)


def flatten(x, axis=1, name=None):
    """Rank 2: axes before `axis` flattened, the rest flattened."""
    if not isinstance(axis, int) or axis > len(x.shape) or axis < 0:
        raise ValueError("The axis should be a int, and in range [0, rank(x)]")
    return _shaping.flatten2(x, axis)


def stack(x, axis=0):
    """Variables along a new axis."""
    if not isinstance(x, (list, tuple)):
        x = [x]
    return _shaping.stack(x, 0 if axis is None else axis)


def unstack(x, axis=0, num=None):
    """The slices along `axis`."""
    return _shaping.unstack(x, axis, num)


def split(input, num_or_sections, dim=-1, name=None):
    """Parts along `dim`."""
    if isinstance(dim, VarBase):
        dim = int(dim)
    if isinstance(num_or_sections, int):
        return _shaping.split(input, num_or_sections, (), dim)
    if isinstance(num_or_sections, (list, tuple)):
        return _shaping.split(input, 0, num_or_sections, dim)
    raise TypeError(
        f"The type of 'num_or_sections' in split must be int or list in Dygraph mode, but received "
        f"{type(num_or_sections)}."
    )


def expand(x, expand_times, name=None):
    """`x` repeated along every axis."""
    return _shaping.expand(x, expand_times)


def expand_as(x, target_tensor, name=None):
    """`x` repeated up to the extents of `target_tensor`."""
    return _shaping.expand_as(x, target_tensor)


def slice(input, axes, starts, ends):
    """`input[start:end]` along some axes."""
    if not isinstance(axes, (list, tuple)):
        raise ValueError(f"Input axes must be a python list or tuple, but reveived {type(axes)}")
    return _shaping.slice(input, axes, starts, ends)


def strided_slice(input, axes, starts, ends, strides):
    """`input[start:end:stride]` along some axes."""
    return _shaping.strided_slice(input, axes, starts, ends, strides)


def pad(x, paddings, pad_value=0.0, name=None):
    """`x` enlarged by (before, after) for every axis in turn."""
    return _shaping.pad(x, paddings, float(pad_value))


def pad2d(
    input,
    paddings=[0, 0, 0, 0],  # noqa: B006
    mode="constant",
    pad_value=0.0,
    data_format="NCHW",
    name=None,
):
    """Planes enlarged by (top, bottom, left, right)."""
    if mode not in ("constant", "reflect", "edge"):
        raise ValueError(
            f"The mode of pad2d must be constant, reflect or edge, but received {mode}."
        )
    return _shaping.pad2d(input, paddings, mode, pad_value, data_format)


def pad_constant_like(x, y, pad_value=0.0, name=None):
    """`y` enlarged at the ends to the extents of `x`."""
    return _shaping.pad_constant_like(x, y, pad_value)


def flip(input, dims, name=None):
    """Order reversed along `dims`."""
    return _shaping.flip(input, dims)


def shape(input):
    """int32: the extents."""
    return _tensor.shape(input)


def size(input):
    """int64 (1,): the number of elements."""
    return _tensor.size(input)


def rank(input):
    """int32 (1,): the number of axes."""
    from .tensor import assign, np_int32

    return assign(np_int32(len(input.shape)))


def crop_tensor(x, shape=None, offsets=None, name=None):
    """A part of `x`: extents `shape` from `offsets` on."""
    wanted = _shaping.numbers(shape)
    begin = [0] * len(x.shape) if offsets is None else _shaping.numbers(offsets)
    sizes = [n - b if s == -1 else s for n, b, s in zip(x.shape, begin, wanted, strict=True)]
    ends = [b + s for b, s in zip(begin, sizes, strict=True)]
    return _shaping.slice(x, list(range(len(begin))), begin, ends)


def crop(x, shape=None, offsets=None, name=None):
    """A part of `x`: extents `shape` (those of a variable, too) from `offsets` on."""
    return crop_tensor(x, shape.shape if isinstance(shape, VarBase) else shape, offsets)
