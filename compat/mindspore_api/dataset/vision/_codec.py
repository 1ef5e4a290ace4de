"""Operations on encoded images."""

from __future__ import annotations

import numpy as np

from ..transforms.transforms import PyTensorOperation
from . import py_transforms_util as util
from . import validators
from ._base import PY, C, ImageTensorOperation, check_interpolation, pair
from ._random_geometry import CropBox
from .kernels import codec, geometry
from .utils import Inter


class Decode(ImageTensorOperation, PyTensorOperation):
    """The RGB image [H, W, 3] in encoded bytes, such as those of a JPEG or PNG file.

    Args:
        to_pil (bool, default False): give an image of Pillow.

    Raises:
        RuntimeError: the bytes are no image.

    Example:
        >>> decode = ds.vision.Decode()
    """

    @validators.check_decode
    def __init__(self, to_pil=False):
        super().__init__()
        self.to_pil = to_pil
        self.implementation = PY if to_pil else C

    def __call__(self, img):
        if isinstance(img, bytes):
            img = np.frombuffer(img, dtype=np.uint8)
        if not isinstance(img, np.ndarray):
            raise TypeError(
                f"The type of the encoded image should be {np.ndarray}, but got {type(img)}."
            )
        if img.dtype.type is np.str_:
            raise TypeError(f"The data type of the encoded image can not be {img.dtype.type}.")
        if img.ndim != 1:
            raise TypeError(
                "The number of array dimensions of the encoded image should be 1, "
                f"but got {img.ndim}."
            )
        return super().__call__(img)

    def compute(self, image):
        """The decoded image."""
        return codec.decode(image)

    def _execute_py(self, img):
        return util.decode(img)


class RandomCropDecodeResize(ImageTensorOperation):
    """Decode and RandomResizedCrop in one, of every column.

    Args:
        size (int, tuple or list of 2 ints): height and width of the result.
        scale ((min, max), default (0.08, 1.0)): share of the area that is cut out.
        ratio ((min, max), default (0.75, 1.3333333333333333)): width divided by height.
        interpolation (Inter, default 2): how it is resized.
        max_attempts (int, default 10): tries before the middle is taken.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range.
        RuntimeError: the bytes are no image.

    Example:
        >>> crop = ds.vision.RandomCropDecodeResize(224)
    """

    random = True
    one_to_one = False
    implementation = C

    @validators.check_random_resize_crop
    def __init__(
        self,
        size,
        scale=(0.08, 1.0),
        ratio=(3.0 / 4.0, 4.0 / 3.0),
        interpolation=Inter.BILINEAR,
        max_attempts=10,
    ):
        super().__init__()
        self.size = pair(size)
        self.scale = scale
        self.ratio = ratio
        self.interpolation = interpolation
        self.max_attempts = max_attempts
        self.box = CropBox(scale, ratio, max_attempts)

    def __call__(self, img):
        if not isinstance(img, np.ndarray):
            raise TypeError(
                f"Input should be an encoded image in 1-D NumPy format, got {type(img)}."
            )
        if img.ndim != 1 or img.dtype.type is not np.uint8:
            raise TypeError(
                "Input should be an encoded image with uint8 type in 1-D NumPy format, "
                f"got format:{type(img)}, dtype:{img.dtype.type}."
            )
        return super().__call__(img)

    def parse(self):
        """Refuse interpolations the operation has not."""
        check_interpolation("RandomCropDecodeResize", self.interpolation, pilcubic=True)
        return self

    def compute(self, *columns):
        """The rectangle of every column at its new size; JPEG files share the first one's."""
        results, box = [], None
        for data in columns:
            image = codec.decode(data)
            if box is None or not codec.is_jpeg(data):
                box = self.box.draw(*image.shape[:2], self.stream)
            results.append(geometry.crop_and_resize(image, box, *self.size, self.interpolation))
        return results[0] if len(results) == 1 else tuple(results)
