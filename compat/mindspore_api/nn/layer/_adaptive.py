"""Pooling to a given size, and pooling of norms."""

from __future__ import annotations

from ... import _checkparam as validator
from ... import ops
from ...common import dtype as mstype
from ...common.tensor import Tensor
from ...ops import operations as P
from ..cell import Cell
from ._pools import _run


def _adaptive_window(x, output_size, name):
    """Window and stride that give `output_size` windows."""
    if x.ndim != 3:
        raise ValueError(f"For {name}, the input must has 3 dim, but got {x.ndim}.")
    width = x.shape[2]
    text = f"For {name}, the input's last dimension must be {{}} output size {output_size}, "
    if width < output_size:
        raise ValueError(text.format("greater or equal to") + f"but got {width}.")
    if width % output_size != 0:
        raise ValueError(text.format("divisible by") + f"but got {width}.")
    if x.dtype not in (mstype.float16, mstype.float32):
        raise TypeError(f"For {name}, the x_dtype must be float16 or float32, but got {x.dtype}.")
    stride = width // output_size
    return (1, width - (output_size - 1) * stride), (1, stride)


class AdaptiveAvgPool1d(Cell):
    """Means of `output_size` windows of equal length."""

    def __init__(self, output_size):
        super().__init__()
        validator.check_value_type("output_size", output_size, [int], self.cls_name)
        validator.check_int(output_size, 1, validator.GE, "output_size", self.cls_name)
        self.output_size = output_size

    def construct(self, input):
        """Of (N, C, L)."""
        kernel_size, stride = _adaptive_window(input, self.output_size, self.cls_name)
        return _run(P.AvgPool(kernel_size=kernel_size, strides=stride), input, 3, (2,))


class AdaptiveMaxPool1d(Cell):
    """Maxima of `output_size` windows of equal length."""

    def __init__(self, output_size):
        super().__init__()
        validator.check_int(output_size, 1, validator.GE, "output_size", self.cls_name)
        validator.check_value_type("output_size", output_size, [int], self.cls_name)
        self.output_size = output_size

    def construct(self, x):
        """Of (N, C, L)."""
        kernel_size, stride = _adaptive_window(x, self.output_size, self.cls_name)
        return _run(P.MaxPool(kernel_size=kernel_size, strides=stride), x, 3, (2,))


class AdaptiveAvgPool2d(Cell):
    """Means of as many windows as `output_size` says."""

    def __init__(self, output_size):
        super().__init__()
        self.adaptive_avgpool2d = P.AdaptiveAvgPool2D(output_size)

    def construct(self, input):
        """Of (N, C, H, W) or (C, H, W)."""
        return self.adaptive_avgpool2d(input)


class AdaptiveAvgPool3d(Cell):
    """Means of as many windows as `output_size` says."""

    def __init__(self, output_size):
        super().__init__()
        self.adaptive_avg_pool3d = P.AdaptiveAvgPool3D(output_size)

    def construct(self, input):
        """Of (N, C, D, H, W) or (C, D, H, W)."""
        return self.adaptive_avg_pool3d(input)


class AdaptiveMaxPool2d(Cell):
    """Maxima of as many windows as `output_size` says."""

    def __init__(self, output_size, return_indices=False):
        super().__init__()
        validator.check_value_type("return_indices", return_indices, [bool], self.cls_name)
        self.adaptive_max_pool2d = P.AdaptiveMaxPool2D(output_size)
        self.return_indices = return_indices

    def construct(self, input):
        """The maxima, with `return_indices` their positions too."""
        output = self.adaptive_max_pool2d(input)
        return output if self.return_indices else output[0]


class AdaptiveMaxPool3d(Cell):
    """Maxima of as many windows as `output_size` says."""

    def __init__(self, output_size, return_indices=False):
        super().__init__()
        self.output_size = Tensor(output_size, dtype=mstype.int32)
        self.return_indices = return_indices
        self.adaptive_max_pool3d = P.AdaptiveMaxPool3D()

    def construct(self, input):
        """The maxima, with `return_indices` their positions too."""
        output = self.adaptive_max_pool3d(input, self.output_size)
        return output if self.return_indices else output[0]


class LPPool1d(Cell):
    """Norms of windows."""

    def __init__(self, norm_type, kernel_size, stride=None, ceil_mode=False):
        super().__init__()
        self.norm_type = norm_type
        self.kernel_size = kernel_size
        self.stride = stride
        self.ceil_mode = ceil_mode

    def construct(self, x):
        """Of (N, C, L) or (C, L)."""
        return ops.lp_pool1d(x, self.norm_type, self.kernel_size, self.stride, self.ceil_mode)


class LPPool2d(Cell):
    """Norms of windows."""

    def __init__(self, norm_type, kernel_size, stride=None, ceil_mode=False):
        super().__init__()
        self.norm_type = norm_type
        self.kernel_size = kernel_size
        self.stride = stride
        self.ceil_mode = ceil_mode

    def construct(self, x):
        """Of (N, C, H, W)."""
        return ops.lp_pool2d(x, self.norm_type, self.kernel_size, self.stride, self.ceil_mode)
