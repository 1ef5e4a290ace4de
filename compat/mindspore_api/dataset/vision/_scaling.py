"""Operations from pixels to numbers: normalisation, rescaling, layout, type."""

from __future__ import annotations

import numpy as np

from ..core.datatypes import detype_name
from ..transforms.failure import SYNTAX, fail
from ..transforms.transforms import PythonOperation, TypeCast
from . import py_transforms_util as util
from . import validators
from ._base import C, ImageTensorOperation
from .kernels import scaling
from .kernels.image import check_matrix


class HWC2CHW(ImageTensorOperation):
    """An image [H, W, C] as [C, H, W]; [H, W] stays.

    Raises:
        RuntimeError: the image has another rank.

    Example:
        >>> ds.vision.HWC2CHW()(np.zeros((4, 6, 3), "uint8")).shape
        (3, 4, 6)
    """

    implementation = C
    pointwise = True

    def __init__(self):
        super().__init__()

    def compute(self, image):
        """Channels first."""
        return scaling.hwc_to_chw(image)

    def compute_block(self, block):
        """Channels first, of every image."""
        if block.ndim != 4:
            return super().compute_block(block)
        check_matrix(block, "HWC2CHW")
        return np.ascontiguousarray(block.transpose(0, 3, 1, 2))


class LinearTransformation(PythonOperation):
    """(flat image - mean) times a matrix, for an array.

    transformation_matrix (numpy.ndarray): square. mean_vector (numpy.ndarray).
    """

    @validators.check_linear_transform
    def __init__(self, transformation_matrix, mean_vector):
        super().__init__()
        self.transformation_matrix = transformation_matrix
        self.mean_vector = mean_vector

    def _execute_py(self, np_img):
        return util.linear_transform(np_img, self.transformation_matrix, self.mean_vector)


class Normalize(ImageTensorOperation):
    """(x - mean) / std for every channel of an image [..., H, W(, C)], in float32.

    Args:
        mean (list or tuple of floats): 0 to 255, one for all or one for each channel.
        std (list or tuple of floats): above 0 to 255, as many.
        is_hwc (bool, default True): channels are the last axis, otherwise the first.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range, or the lengths differ.

    Example:
        >>> image = np.full((2, 2, 3), 128, "uint8")
        >>> print(ds.vision.Normalize(mean=[128.0] * 3, std=[64.0] * 3)(image)[0, 0])
        [0. 0. 0.]
    """

    implementation = C
    pointwise = True

    @validators.check_normalize
    def __init__(self, mean, std, is_hwc=True):
        super().__init__()
        self.mean = mean
        self.std = std
        self.is_hwc = is_hwc
        self.table = scaling.NormalizeTable(mean, std, is_hwc)

    def compute(self, image):
        """The normalised image."""
        return scaling.normalize(image, self.table)

    def compute_block(self, block):
        """The normalised images."""
        if block.ndim != 4 or not self.is_hwc:
            return super().compute_block(block)
        tall = block.reshape(-1, *block.shape[2:])  # one image above the other
        return self.compute(tall).reshape(block.shape)


class NormalizePad(ImageTensorOperation):
    """Normalize with a channel of zeros added.

    mean, std (list or tuple). dtype (str, default "float32"): or "float16". is_hwc (bool, default
    True): channels last.
    """

    implementation = C

    @validators.check_normalizepad
    def __init__(self, mean, std, dtype="float32", is_hwc=True):
        super().__init__()
        self.mean = mean
        self.std = std
        self.dtype = dtype
        self.is_hwc = is_hwc
        self.table = scaling.NormalizeTable(mean, std, is_hwc)

    def compute(self, image):
        """The normalised image with one more channel."""
        return scaling.normalize_pad(image, self.table, self.dtype)


class Rescale(ImageTensorOperation):
    """x * rescale + shift, in float32.

    Args:
        rescale (float): the factor.
        shift (float): is added.

    Raises:
        TypeError: an argument is no float.

    Example:
        >>> print(ds.vision.Rescale(1.0 / 255.0, 0.5)(np.full((1, 1), 255, "uint8")))
        [[1.5]]
    """

    implementation = C
    pointwise = True

    @validators.check_rescale
    def __init__(self, rescale, shift):
        super().__init__()
        self.rescale = rescale
        self.shift = shift

    def parse(self):
        """Refuse a negative factor."""
        if self.rescale < 0:
            fail(
                "Rescale: rescale must be greater than or equal to 0, "
                f"got: {np.float32(self.rescale):.6f}",
                SYNTAX,
            )
        return self

    def compute(self, image):
        """The rescaled image."""
        return scaling.rescale(image, self.rescale, self.shift)

    def compute_block(self, block):
        """The rescaled images."""
        return self.compute(block.reshape(len(block), -1)).reshape(block.shape)


class ToNumpy(PythonOperation):
    """A PIL image as an array."""

    implementation = C

    def __init__(self):
        super().__init__()

    def _execute_py(self, img):
        return np.array(img)


class ToPIL(PythonOperation):
    """An array [H, W(, C)] as an image of Pillow.

    Raises:
        TypeError: the input is no array or image.

    Example:
        >>> ds.vision.ToPIL()(np.zeros((4, 6, 3), "uint8")).size
        (6, 4)
    """

    def __init__(self):
        super().__init__()

    def _execute_py(self, img):
        return util.to_pil(img)


class ToTensor(ImageTensorOperation):
    """x / 255 with channels first, [C, H, W].

    Args:
        output_type (mindspore.dtype or numpy.dtype, default numpy.float32): dtype of the result.

    Raises:
        TypeError: the input is no image, or the dtype none.

    Example:
        >>> ds.vision.ToTensor()(np.full((4, 6, 3), 255, "uint8")).shape
        (3, 4, 6)
    """

    implementation = C
    pointwise = True

    @validators.check_to_tensor
    def __init__(self, output_type=np.float32):
        super().__init__()
        self.output_type = detype_name(output_type)

    def parse(self):
        """Refuse types without a place in the engine."""
        if self.output_type == "None":
            fail("ToTensor: Invalid data type.", SYNTAX)
        return self

    def compute(self, image):
        """The scaled image."""
        return scaling.to_tensor(image, self.output_type)


class ToType(TypeCast):
    """Another type for the values: TypeCast."""
