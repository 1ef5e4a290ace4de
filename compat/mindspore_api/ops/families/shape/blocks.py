"""Channels, blocks and batches rearranged into space and back."""

from __future__ import annotations

import math

from .....core import compose, op
from .... import _checkparam as validator
from ....common.tensor import wrap
from ...arguments import operand
from ...primitive import Primitive, prim_attr_register
from ..convolution.forward import entries
from .pad import padded


def _checked_factor(name, value):
    """An int above 0; TypeError and ValueError as MindSpore raises them."""
    if isinstance(value, bool) or not isinstance(value, int):
        kind = type(value).__name__
        raise TypeError(
            f"The '{name}' must be int and must > 0, but got '{value}' with type '{kind}'."
        )
    if value <= 0:
        raise ValueError(f"The '{name}' must be int and must > 0, but got '{value}'.")
    return value


def pixel_shuffle(input, upscale_factor):
    """(*, C r r, H, W) to (*, C, H r, W r)."""
    x = operand("pixel_shuffle", "input", input)
    r = _checked_factor("upscale_factor", upscale_factor)
    *lead, channels, h, w = op.shape_of(x)
    if channels % (r * r):
        raise ValueError(
            "For 'pixel_shuffle', the length of third to last dimension is not divisible by the "
            f"square of `upscale_factor`, but got {channels} and {r}."
        )
    x = op.reshape(x, (math.prod(lead), channels // (r * r), r, r, h, w))
    x = op.permute_dims(x, (0, 1, 4, 2, 5, 3))
    return wrap(op.reshape(x, (*lead, channels // (r * r), h * r, w * r)))


def pixel_unshuffle(input, downscale_factor):
    """(*, C, H r, W r) to (*, C r r, H, W)."""
    x = operand("pixel_unshuffle", "input", input)
    r = _checked_factor("downscale_factor", downscale_factor)
    *lead, channels, h, w = op.shape_of(x)
    if h % r or w % r:
        raise ValueError(
            f"For 'pixel_unshuffle', the extents {h} and {w} are not divisible by "
            f"`downscale_factor` {r}."
        )
    x = op.reshape(x, (math.prod(lead), channels, h // r, r, w // r, r))
    x = op.permute_dims(x, (0, 1, 3, 5, 2, 4))
    return wrap(op.reshape(x, (*lead, channels * r * r, h // r, w // r)))


def depth_to_space(x, block_size):
    """Channels to blocks; the block is the leading part of the channels."""
    value, r = operand("DepthToSpace", "x", x), block_size
    n, channels, h, w = op.shape_of(value)
    value = op.reshape(value, (n, r, r, channels // (r * r), h, w))
    value = op.permute_dims(value, (0, 3, 4, 1, 5, 2))
    return wrap(op.reshape(value, (n, channels // (r * r), h * r, w * r)))


def space_to_depth(x, block_size):
    """Blocks to channels; the block is the leading part of the channels."""
    value, r = operand("SpaceToDepth", "x", x), block_size
    n, channels, h, w = op.shape_of(value)
    value = op.reshape(value, (n, channels, h // r, r, w // r, r))
    value = op.permute_dims(value, (0, 3, 5, 1, 2, 4))
    return wrap(op.reshape(value, (n, channels * r * r, h // r, w // r)))


def channel_shuffle(x, groups):
    """Channels of the groups interleaved."""
    value = operand("ChannelShuffle", "x", x)
    n, channels, *rest = op.shape_of(value)
    value = op.reshape(value, (n, groups, channels // groups, *rest))
    value = compose.swapaxes(value, 1, 2)
    return wrap(op.reshape(value, (n, channels, *rest)))


def batch_to_space_nd(input_x, block_shape, crops):
    """Batches to blocks, cropped."""
    x = operand("BatchToSpaceND", "input_x", input_x)
    blocks = entries(block_shape, len(crops))
    n, *rest = op.shape_of(x)
    count, spatial = len(blocks), rest[len(rest) - len(blocks) :]
    middle = rest[: len(rest) - count]
    batch = n // math.prod(blocks)
    x = op.reshape(x, (*blocks, batch, *middle, *spatial))
    order = [count, *range(count + 1, count + 1 + len(middle))]
    for i in range(count):
        order += [count + 1 + len(middle) + i, i]
    x = op.permute_dims(x, tuple(order))
    x = op.reshape(x, (batch, *middle, *[s * b for s, b in zip(spatial, blocks, strict=True)]))
    widths = [(0, 0)] * (1 + len(middle)) + [(-int(a), -int(b)) for a, b in crops]
    return wrap(padded(x, widths, "constant", 0))


def space_to_batch_nd(input_x, block_size, paddings):
    """Padded, then blocks to batches."""
    x = operand("SpaceToBatchND", "input_x", input_x)
    blocks = entries(block_size, len(paddings))
    count = len(blocks)
    lead = input_x.ndim - count
    widths = [(0, 0)] * lead + [(int(a), int(b)) for a, b in paddings]
    x = op.pad(x, tuple(widths), "constant", 0)
    n, *rest = op.shape_of(x)
    middle, spatial = rest[: lead - 1], rest[lead - 1 :]
    split = [k for s, b in zip(spatial, blocks, strict=True) for k in (s // b, b)]
    x = op.reshape(x, (n, *middle, *split))
    first = 1 + len(middle)
    order = [first + 2 * i + 1 for i in range(count)] + list(range(first))
    order += [first + 2 * i for i in range(count)]
    x = op.permute_dims(x, tuple(order))
    sizes = [s // b for s, b in zip(spatial, blocks, strict=True)]
    return wrap(op.reshape(x, (n * math.prod(blocks), *middle, *sizes)))


class _Blocks(Primitive, inputs="x", outputs="y"):
    """Base of DepthToSpace and SpaceToDepth."""

    @prim_attr_register
    def __init__(self, block_size):
        validator.check_value_type("block_size", block_size, [int], self.name)
        validator.check("block_size", block_size, self.name, 2, validator.GE, self.name)
        self.add_prim_attr("data_format", "NCHW")


class DepthToSpace(_Blocks):
    """Channels rearranged into blocks of a larger plane.

    Args:
        block_size (int): edge of the blocks, at least 2.

    Inputs:
        x (Tensor): (N, C, H, W); `block_size ** 2` divides C.

    Outputs:
        Tensor (N, C / block_size ** 2, H * block_size, W * block_size).

    Raises:
        TypeError: `block_size` is not an int.
        ValueError: it is below 2, or does not divide the channels.

    Example:
        >>> x = Tensor(np.arange(4).reshape(1, 4, 1, 1), ms.float32)
        >>> print(ops.DepthToSpace(2)(x))
        [[[[0. 1.]
           [2. 3.]]]]
    """

    def _compute(self, x):
        return depth_to_space(x, self.block_size)


class SpaceToDepth(_Blocks):
    """Blocks to channels."""

    def _compute(self, x):
        return space_to_depth(x, self.block_size)


class BatchToSpaceND(Primitive, of=batch_to_space_nd):
    """Batches to blocks, cropped."""

    @prim_attr_register
    def __init__(self, block_shape, crops):
        self.block_shape = (
            (block_shape,) * len(crops) if isinstance(block_shape, int) else block_shape
        )


class SpaceToBatchND(Primitive, of=space_to_batch_nd):
    """Padded, then blocks to batches."""

    @prim_attr_register
    def __init__(self, block_shape, paddings):
        self.block_shape = (
            (block_shape,) * len(paddings) if isinstance(block_shape, int) else block_shape
        )


class ChannelShuffle(Primitive, of=channel_shuffle, inputs="x", outputs="y"):
    """Channels of the groups interleaved."""

    @prim_attr_register
    def __init__(self, group):
        validator.check_value_type("group", group, [int], self.name)


class BatchToSpace(Primitive):
    """Batches to blocks, cropped."""

    @prim_attr_register
    def __init__(self, block_size, crops):
        validator.check_value_type("block_size", block_size, [int], self.name)

    def _compute(self, input_x):
        return batch_to_space_nd(input_x, (self.block_size,) * 2, self.crops)
