"""Operators between channels, batches and space."""

from __future__ import annotations

from ... import _checkparam as validator
from ..function import array_func, nn_func
from ..function._convolve import depth_to_space, space_to_depth
from ..primitive import Primitive, prim_attr_register

__all__ = ["BatchToSpaceND", "ChannelShuffle", "DepthToSpace", "SpaceToBatchND", "SpaceToDepth"]


class _Blocks(Primitive):
    """Base of DepthToSpace and SpaceToDepth."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, block_size):
        validator.check_value_type("block_size", block_size, [int], self.name)
        validator.check("block_size", block_size, self.name, 2, validator.GE, self.name)
        self.add_prim_attr("data_format", "NCHW")


class DepthToSpace(_Blocks):
    """Channels to blocks."""

    def _compute(self, x):
        return depth_to_space(x, self.block_size)


class SpaceToDepth(_Blocks):
    """Blocks to channels."""

    def _compute(self, x):
        return space_to_depth(x, self.block_size)


class BatchToSpaceND(Primitive):
    """Batches to blocks, cropped."""

    @prim_attr_register
    def __init__(self, block_shape, crops):
        self.block_shape = (
            (block_shape,) * len(crops) if isinstance(block_shape, int) else block_shape
        )

    def _compute(self, input_x):
        return array_func.batch_to_space_nd(input_x, self.block_shape, self.crops)


class SpaceToBatchND(Primitive):
    """Padded, then blocks to batches."""

    @prim_attr_register
    def __init__(self, block_shape, paddings):
        self.block_shape = (
            (block_shape,) * len(paddings) if isinstance(block_shape, int) else block_shape
        )

    def _compute(self, input_x):
        return array_func.space_to_batch_nd(input_x, self.block_shape, self.paddings)


class ChannelShuffle(Primitive):
    """Channels of the groups interleaved."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, group):
        validator.check_value_type("group", group, [int], self.name)

    def _compute(self, x):
        return nn_func.channel_shuffle(x, self.group)
