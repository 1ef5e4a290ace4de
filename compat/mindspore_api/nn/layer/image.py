"""Layers for images."""

from __future__ import annotations

import math

import numpy as np

from ... import _checkparam as validator
from ... import ops
from ...common import dtype as mstype
from ...common.tensor import Tensor
from ..cell import Cell
from .activation import ReLU
from .container import CellList
from .conv import Conv2d
from .pooling import AvgPool2d

__all__ = [
    "ImageGradients",
    "SSIM",
    "MSSSIM",
    "PSNR",
    "CentralCrop",
    "PixelShuffle",
    "PixelUnshuffle",
]


def _check_4d(x, argument, name):
    if x.ndim != 4:
        raise ValueError(
            f"For '{name}', the dimension of '{argument}' must be 4d, but got {x.ndim}."
        )


def _check_same(img1, img2, name):
    if img1.dtype != img2.dtype:
        raise TypeError(
            f"For '{name}', the type of 'img2' should be same as 'img1', but got 'img1' with type "
            f"{img1.dtype} and 'img2' with type {img2.dtype}."
        )
    if img1.shape != img2.shape:
        raise ValueError(
            f"For '{name}', the 'img1' shape must be equal to img2 shape, but got {img1.shape} and "
            f"{img2.shape}."
        )


class ImageGradients(Cell):
    """Differences of neighbouring pixels, 0 at the end."""

    def __init__(self):
        super().__init__()

    def construct(self, images):
        """(dy, dx)."""
        _check_4d(images, "images", self.cls_name)
        n, c, h, w = images.shape
        dy = ops.zeros((n, c, 1, w), images.dtype)
        if h > 1:
            dy = ops.concat((images[:, :, 1:, :] - images[:, :, : h - 1, :], dy), 2)
        dx = ops.zeros((n, c, h, 1), images.dtype)
        if w > 1:
            dx = ops.concat((images[:, :, :, 1:] - images[:, :, :, : w - 1], dx), 3)
        return dy, dx


def _largest(dtype):
    """Largest pixel of a dtype; 1 for floats."""
    kind = mstype.dtype_to_nptype(dtype)
    return float(np.iinfo(kind).max) if issubclass(kind, np.integer) else 1.0


def _scaled(x, largest):
    """In float32, between 0 and 1."""
    x = x.astype(mstype.float32)
    return x * (1.0 / largest) if largest > 1.0 else x


def _window(size, sigma):
    """A Gaussian that adds up to 1, (1, 1, size, size)."""
    line = np.arange(-size // 2 + 1, size // 2 + 1, dtype=np.float32) ** 2
    g = np.exp(-(line[:, None] + line[None, :]) / (2 * sigma**2))
    return Tensor((g / g.sum())[None, None].astype(np.float32))


def _blur(size, sigma):
    conv = Conv2d(1, 1, size, pad_mode="valid", weight_init=_window(size, sigma))
    conv.weight.requires_grad = False
    return conv


class _Similarity(Cell):
    """What the structural similarities share."""

    def _set_options(self, max_val, filter_size, filter_sigma, k1, k2):
        name = self.cls_name
        validator.check_value_type("max_val", max_val, [int, float], name)
        validator.check_number("max_val", max_val, 0.0, validator.GT, name)
        self.max_val = max_val
        self.filter_size = validator.check_int(filter_size, 1, validator.GE, "filter_size", name)
        self.filter_sigma = validator.check_positive_float(filter_sigma, "filter_sigma", name)
        self.k1 = validator.check_value_type("k1", k1, [float], name)
        self.k2 = validator.check_value_type("k2", k2, [float], name)

    def _prepared(self, img1, img2):
        """The images between 0 and 1, and the constants of the formula."""
        largest = _largest(img1.dtype)
        top = self.max_val / largest if largest > 1.0 else float(self.max_val)
        constants = (self.k1 * top) ** 2, (self.k2 * top) ** 2
        return _scaled(img1, largest), _scaled(img2, largest), *constants

    @staticmethod
    def _compared(img1, img2, c1, c2, conv):
        """(similarity, contrast) of every channel."""
        n, c, h, w = img1.shape
        x, y = (i.reshape((n * c, 1, h, w)) for i in (img1, img2))
        mean1, mean2 = conv(x), conv(y)
        product = mean1 * mean2
        squares = mean1 * mean1 + mean2 * mean2
        contrast = (2 * (conv(x * y) - product) + c2) / (conv(x * x) + conv(y * y) - squares + c2)
        similarity = (2 * product + c1) / (squares + c1) * contrast
        return [part.mean((2, 3)).reshape((n, c)) for part in (similarity, contrast)]


class SSIM(_Similarity):
    """Cell: structural similarity of images (Wang et al., 2004), means over windows with Gaussian
    weights.

    Args:
        max_val (int or float, default 1.0): difference of the largest and smallest values of
            pixels.
        filter_size (int, default 11): edge of the windows.
        filter_sigma (float, default 1.5): standard deviation of the weights.
        k1 (float, default 0.01): keeps the means from dividing by zero.
        k2 (float, default 0.03): keeps the variances from dividing by zero.

    Inputs:
        img1 (Tensor): (N, C, H, W), float16 or float32.
        img2 (Tensor): of the same shape and dtype.

    Outputs:
        Tensor (N,): 1 for equal images.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range, or the images are smaller than a window.

    Example:
        >>> x = ops.ones((1, 1, 16, 16), ms.float32)
        >>> print(nn.SSIM()(x, x))
        [1.]
    """

    def __init__(self, max_val=1.0, filter_size=11, filter_sigma=1.5, k1=0.01, k2=0.03):
        super().__init__()
        self._set_options(max_val, filter_size, filter_sigma, k1, k2)
        self.conv = _blur(filter_size, filter_sigma)

    def construct(self, img1, img2):
        """One number for each pair."""
        floats = [mstype.float32, mstype.float16]
        validator.check_type_name("img1", img1.dtype, floats, self.cls_name)
        _check_4d(img1, "img1", self.cls_name)
        for axis in (2, 3):
            validator.check(
                f"img1 shape[{axis}]", img1.shape[axis], "filter_size", self.filter_size,
                validator.GE, self.cls_name,
            )  # fmt: skip
        _check_same(img1, img2, self.cls_name)
        return self._compared(*self._prepared(img1, img2), self.conv)[0].mean(-1)


class MSSSIM(_Similarity):
    """Structural similarity at several sizes."""

    def __init__(
        self, max_val=1.0, power_factors=(0.0448, 0.2856, 0.3001, 0.2363, 0.1333), filter_size=11,
        filter_sigma=1.5, k1=0.01, k2=0.03,
    ):  # fmt: skip
        super().__init__()
        validator.check_value_type("power_factors", power_factors, [tuple, list], self.cls_name)
        self._set_options(max_val, filter_size, filter_sigma, k1, k2)
        self.level = len(power_factors)
        blurs = [_blur(filter_size, filter_sigma) for _ in range(self.level)]
        self.multi_convs_list = CellList(blurs)
        self.weight_tensor = Tensor(list(power_factors), mstype.float32)
        self.avg_pool = AvgPool2d(kernel_size=2, stride=2, pad_mode="valid")
        self.relu = ReLU()

    def construct(self, img1, img2):
        """One number for each pair."""
        for argument, x in (("img1", img1), ("img2", img2)):
            _check_4d(x, argument, self.cls_name)
        kinds = [mstype.float64, mstype.float32, mstype.float16, mstype.uint8]
        validator.check_type_name("img1", img1.dtype, kinds, self.cls_name)
        _check_same(img1, img2, self.cls_name)
        img1, img2, c1, c2 = self._prepared(img1, img2)
        found = []
        for i in range(self.level):
            similarity, contrast = self._compared(img1, img2, c1, c2, self.multi_convs_list[i])
            found.append(self.relu(similarity if i == self.level - 1 else contrast))
            img1, img2 = self.avg_pool(img1), self.avg_pool(img2)
        return ops.pow(ops.stack(found, -1), self.weight_tensor).prod(-1).mean(-1)


class PSNR(Cell):
    """Cell: peak signal-to-noise ratio of images in decibel, `10 * log10(max_val ** 2 / mean((img1
    - img2) ** 2))`.

    Args:
        max_val (int or float, default 1.0): difference of the largest and smallest values of
            pixels.

    Inputs:
        img1 (Tensor): (N, C, H, W), float16 or float32.
        img2 (Tensor): of the same shape and dtype.

    Outputs:
        Tensor (N,): infinite for equal images.

    Raises:
        TypeError: `max_val` is of another kind.
        ValueError: `max_val` is not positive, or the shapes differ.

    Example:
        >>> x = ops.zeros((1, 1, 2, 2), ms.float32)
        >>> print(nn.PSNR()(x, x + 0.1))
        [20.]
    """

    def __init__(self, max_val=1.0):
        super().__init__()
        validator.check_value_type("max_val", max_val, [int, float], self.cls_name)
        validator.check_number("max_val", max_val, 0.0, validator.GT, self.cls_name)
        self.max_val = max_val

    def construct(self, img1, img2):
        """One number for each pair."""
        for argument, x in (("img1", img1), ("img2", img2)):
            _check_4d(x, argument, self.cls_name)
        _check_same(img1, img2, self.cls_name)
        largest = _largest(img1.dtype)
        top = self.max_val / largest if largest > 1.0 else float(self.max_val)
        error = ops.square(_scaled(img1, largest) - _scaled(img2, largest)).mean((1, 2, 3))
        return 10 * ops.log(top**2 / error) / math.log(10.0)


class CentralCrop(Cell):
    """The middle of images."""

    def __init__(self, central_fraction):
        super().__init__()
        name = self.cls_name
        validator.check_value_type("central_fraction", central_fraction, [float], name)
        validator.check_float_range(
            central_fraction, 0.0, 1.0, validator.INC_RIGHT, "central_fraction", name
        )
        self.central_fraction = central_fraction

    def construct(self, image):
        """Of (C, H, W) or (N, C, H, W)."""
        shape = image.shape
        if len(shape) not in (3, 4):
            raise ValueError(f"{self.cls_name} image must be 3d or 4d, but got shape {shape}")
        if self.central_fraction == 1.0:
            return image
        cuts = [int((n - n * self.central_fraction) / 2) for n in shape[-2:]]
        rows, columns = (slice(c, n - c) for c, n in zip(cuts, shape[-2:], strict=True))
        return image[..., rows, columns]


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
