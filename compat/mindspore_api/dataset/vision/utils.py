"""Options of the operations on images, and reading, writing and measuring of images."""

from __future__ import annotations

import numbers
from enum import Enum, IntEnum

import numpy as np

from ...common.tensor import Tensor
from ..transforms.failure import fail
from .kernels import codec
from .libraries import is_pil, pillow


class AutoAugmentPolicy(str, Enum):
    """Data sets whose learned policies AutoAugment has."""

    IMAGENET: str = "imagenet"
    CIFAR10: str = "cifar10"
    SVHN: str = "svhn"


class Border(str, Enum):
    """What borders are filled with.

    CONSTANT: a value; EDGE: the outermost pixel; REFLECT: the mirror image without the outermost
    pixel; SYMMETRIC: the mirror image with it.
    """

    CONSTANT: str = "constant"
    EDGE: str = "edge"
    REFLECT: str = "reflect"
    SYMMETRIC: str = "symmetric"

    @staticmethod
    def to_python_type(border_type):
        """The word NumPy and Pillow know."""
        return border_type.value


class ConvertMode(IntEnum):
    """Conversions between orders and numbers of channels; the numbers are OpenCV's."""

    COLOR_BGR2BGRA = 0
    COLOR_RGB2RGBA = COLOR_BGR2BGRA
    COLOR_BGRA2BGR = 1
    COLOR_RGBA2RGB = COLOR_BGRA2BGR
    COLOR_BGR2RGBA = 2
    COLOR_RGB2BGRA = COLOR_BGR2RGBA
    COLOR_RGBA2BGR = 3
    COLOR_BGRA2RGB = COLOR_RGBA2BGR
    COLOR_BGR2RGB = 4
    COLOR_RGB2BGR = COLOR_BGR2RGB
    COLOR_BGRA2RGBA = 5
    COLOR_RGBA2BGRA = COLOR_BGRA2RGBA
    COLOR_BGR2GRAY = 6
    COLOR_RGB2GRAY = 7
    COLOR_GRAY2BGR = 8
    COLOR_GRAY2RGB = COLOR_GRAY2BGR
    COLOR_GRAY2BGRA = 9
    COLOR_GRAY2RGBA = COLOR_GRAY2BGRA
    COLOR_BGRA2GRAY = 10
    COLOR_RGBA2GRAY = 11


class ImageBatchFormat(IntEnum):
    """Order of the axes of a batch."""

    NHWC = 0
    NCHW = 1


class ImageReadMode(IntEnum):
    """What `read_image` makes of a file."""

    UNCHANGED = 0
    GRAYSCALE = 1
    COLOR = 2


class Inter(IntEnum):
    """Interpolations: NEAREST, ANTIALIAS (Pillow's only), LINEAR, BILINEAR, CUBIC, BICUBIC, and
    AREA and PILCUBIC (not with Pillow).

    Args:
        value (int): number of a member.

    Example:
        >>> ds.vision.Inter.NEAREST.name
        'NEAREST'
    """

    NEAREST = 0
    ANTIALIAS = 1
    BILINEAR = LINEAR = 2
    BICUBIC = CUBIC = 3
    AREA = 4
    PILCUBIC = 5

    @staticmethod
    def to_python_type(inter_type):
        """Pillow's resampling, None for those it has not."""
        name = _RESAMPLING.get(inter_type)
        return None if name is None else getattr(pillow().Image.Resampling, name)


_RESAMPLING = {
    Inter.NEAREST: "NEAREST",
    Inter.ANTIALIAS: "LANCZOS",
    Inter.LINEAR: "BILINEAR",
    Inter.CUBIC: "BICUBIC",
}


class SliceMode(IntEnum):
    """What SlicePatches does when an image does not divide: fill up, or drop the rest."""

    PAD = 0
    DROP = 1


def _check_type(value, types, name, given="Input"):
    if not isinstance(value, types):
        wanted = " or ".join(str(t) for t in types)
        raise TypeError(f"{given} {name} is not of type {wanted}, but got: {type(value)}.")


def _pixels(image, name="image", given="Input"):
    """An array or a Tensor as an array."""
    _check_type(image, (np.ndarray, Tensor), name, given)
    return image.asnumpy() if isinstance(image, Tensor) else image


def encode_jpeg(image, quality=75):
    """Bytes of a JPEG file.

    image (numpy.ndarray or Tensor): uint8, [H, W] or [H, W, 1 or 3]. quality (int, default 75):
    1 to 100. Raises TypeError, RuntimeError.
    """
    _check_type(quality, (int,), "quality")
    return codec.encode_jpeg(_pixels(image), quality)


def encode_png(image, compression_level=6):
    """Bytes of a PNG file.

    image (numpy.ndarray or Tensor): uint8, [H, W] or [H, W, 1 or 3]. compression_level (int,
    default 6): 0 to 9. Raises TypeError, RuntimeError.
    """
    _check_type(compression_level, (int,), "compression_level")
    return codec.encode_png(_pixels(image), compression_level)


def _image_or_array(image):
    if not (isinstance(image, np.ndarray) or is_pil(image)):
        _check_type(image, (np.ndarray, pillow().Image.Image), "image")


def get_image_num_channels(image):
    """Number of channels of a NumPy ([..., H, W, C], [H, W]) or PIL image."""
    _image_or_array(image)
    if is_pil(image):
        return len(image.getbands())
    if image.ndim < 2:
        fail(
            "GetImageNumChannels: invalid parameter, image should have at least two dimensions, "
            f"but got: {image.ndim}"
        )
    return 1 if image.ndim == 2 else image.shape[-1]


def get_image_size(image):
    """[height, width] of a NumPy ([..., H, W, C], [H, W]) or PIL image."""
    _image_or_array(image)
    if is_pil(image):
        return list(image.size)[::-1]
    if image.ndim < 2:
        fail(
            "GetImageSize: invalid parameter, image should have at least two dimensions, "
            f"but got: {image.ndim}"
        )
    return list(image.shape[:2] if image.ndim == 2 else image.shape[-3:-1])


def parse_padding(padding):
    """(left, top, right, bottom) of one number, (left and right, top and bottom), or four."""
    if isinstance(padding, numbers.Number):
        padding = [padding] * 4
    if len(padding) == 2:
        padding = (padding[0], padding[1], padding[0], padding[1])
    return tuple(padding) if isinstance(padding, list) else padding


def read_file(filename):
    """The bytes of the file `filename` (str) as a uint8 array. Raises TypeError, RuntimeError."""
    _check_type(filename, (str,), "filename")
    return codec.read_file(filename)


def read_image(filename, mode=ImageReadMode.UNCHANGED):
    """The image in a file as a uint8 array [H, W, C].

    filename (str). mode (ImageReadMode, default UNCHANGED): as it is, gray, or in colours.
    Raises TypeError, RuntimeError.
    """
    _check_type(filename, (str,), "filename")
    _check_type(mode, (ImageReadMode,), "mode")
    return codec.read_image(filename, int(mode))


def write_file(filename, data):
    """Write bytes to a file.

    filename (str). data (numpy.ndarray or Tensor): uint8, one axis. Raises TypeError, RuntimeError.
    """
    _check_type(filename, (str,), "filename")
    codec.write_file(filename, _pixels(data, "data"))


def write_jpeg(filename, image, quality=75):
    """Write a JPEG file; arguments as of `encode_jpeg`."""
    _check_type(filename, (str,), "filename")
    _check_type(quality, (int,), "quality")
    data = codec.encode_jpeg(_pixels(image), quality, "WriteJpeg")
    codec.write(filename, data, "WriteJpeg")


def write_png(filename, image, compression_level=6):
    """Write a PNG file; arguments as of `encode_png`."""
    _check_type(filename, (str,), "filename")
    _check_type(compression_level, (int,), "compression_level")
    data = codec.encode_png(_pixels(image, given="The input"), compression_level, "WritePng")
    codec.write(filename, data, "WritePng")
