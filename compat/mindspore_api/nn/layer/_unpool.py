"""The inverse of max pooling."""

from __future__ import annotations

from ... import ops
from ..cell import Cell


class _MaxUnpool(Cell):
    def __init__(self, kernel_size, stride=None, padding=0):
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = kernel_size if stride is None else stride
        self.padding = padding

    def construct(self, x, indices, output_size=None):
        """The values in their places."""
        name = self.cls_name
        if output_size is not None and not isinstance(output_size, tuple):
            raise ValueError(
                f"For {name}, output_size must be tuple, but type {type(output_size)}."
            )
        function = getattr(ops, f"max_unpool{name[-2:]}")
        return function(x, indices, self.kernel_size, self.stride, self.padding, output_size or ())


class MaxUnpool1d(_MaxUnpool):
    """Values put back where `MaxPool1d` found them, with zeros around them."""


class MaxUnpool2d(_MaxUnpool):
    """Values put back where `MaxPool2d` found them, with zeros around them."""


class MaxUnpool3d(_MaxUnpool):
    """Values put back where `MaxPool3d` found them, with zeros around them."""
