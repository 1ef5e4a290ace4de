"""Channels of groups dealt out in turn."""

from __future__ import annotations

from ...ops import operations as P
from ..cell import Cell

__all__ = ["ChannelShuffle"]


class ChannelShuffle(Cell):
    """The first channels of all groups, then the second ones, and so on."""

    def __init__(self, groups):
        super().__init__()
        if not isinstance(groups, int):
            raise TypeError(
                f"For ChannelShuffle, the param `groups` must be int, but got {type(groups)}."
            )
        if groups < 1:
            raise ValueError(
                f"For ChannelShuffle, the param `groups` must be larger than 0, but got {groups}."
            )
        self.groups = groups
        self.shape = P.Shape()
        self.reshape = P.Reshape()
        self.transpose = P.Transpose()

    def construct(self, x):
        """The same shape."""
        shape = self.shape(x)
        if len(shape) < 3:
            raise ValueError(
                f"For {self.cls_name}, the in_shape must have more than 2 dims, "
                f"but got {len(shape)}."
            )
        n, channels = shape[:2]
        if channels % self.groups != 0:
            raise ValueError(
                f"For {self.cls_name}, number of channels must be divisible by groups, but got "
                f"{channels} channels and {self.groups} groups."
            )
        out = self.reshape(x, (n, self.groups, channels // self.groups, -1))
        return self.reshape(self.transpose(out, (0, 2, 1, 3)), shape)
