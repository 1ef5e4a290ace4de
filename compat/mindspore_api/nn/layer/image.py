"""Layers for images."""

from __future__ import annotations

from ... import ops
from ..cell import Cell

__all__ = ["PixelShuffle", "PixelUnshuffle"]


class PixelShuffle(Cell):
    """Channels to larger images."""

    def __init__(self, upscale_factor):
        super().__init__()
        self.upscale_factor = upscale_factor

    def construct(self, input):
        """(..., C * r * r, H, W) to (..., C, H * r, W * r)."""
        return ops.pixel_shuffle(input, self.upscale_factor)


class PixelUnshuffle(Cell):
    """Larger images to channels."""

    def __init__(self, downscale_factor):
        super().__init__()
        self.downscale_factor = downscale_factor

    def construct(self, input):
        """(..., C, H * r, W * r) to (..., C * r * r, H, W)."""
        return ops.pixel_unshuffle(input, self.downscale_factor)
