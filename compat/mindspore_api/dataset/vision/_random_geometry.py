"""Operations that move pixels at random."""

from __future__ import annotations

import itertools
import math
import numbers
import random

import numpy as np

from compat.core.data.streams import bernoulli, uniform_float, uniform_int

from ..transforms.failure import SHAPE, fail
from ..transforms.transforms import PyTensorOperation, PythonOperation
from . import py_transforms_util as util
from . import validators
from ._base import (
    C,
    ImageTensorOperation,
    check_interpolation,
    colours,
    pair,
    pillow_interpolation,
    refuse_antialias,
    side_of,
    target,
)
from .kernels import geometry
from .kernels.image import MATRIX, check_image, check_rank, each, size
from .libraries import is_pil
from .utils import Border, Inter, parse_padding


class RandomAffine(ImageTensorOperation, PyTensorOperation):
    """Turns, shifts, scales and shears an image round its middle, at random.

    degrees (float or (min, max)): angle. translate (2 or 4 floats, default None): range of the
    shift as a share of the width, and of the height. scale ((min, max), default None). shear
    (float, 2 or 4 floats, default None): range of angles along x, and along y. resample (Inter,
    default NEAREST). fill_value (int or 3-tuple, default 0): colour outside.
    """

    random = True

    @validators.check_random_affine
    def __init__(
        self,
        degrees,
        translate=None,
        scale=None,
        shear=None,
        resample=Inter.NEAREST,
        fill_value=0,
    ):
        super().__init__()
        if isinstance(shear, numbers.Number):
            shear = (-shear, shear, 0.0, 0.0)
        elif shear is not None:
            shear = [*shear, 0.0, 0.0][:4]
        self.degrees = (-degrees, degrees) if isinstance(degrees, numbers.Number) else degrees
        self.translate = (0.0, 0.0, 0.0, 0.0) if translate is None else translate
        self.scale = (1.0, 1.0) if scale is None else scale
        self.shear = (0.0, 0.0, 0.0, 0.0) if shear is None else shear
        self.resample = resample
        self.implementation = side_of(resample)
        self.fill_value = colours(fill_value)

    def parse(self):
        """Refuse interpolations the operation has not."""
        refuse_antialias(self.resample)
        check_interpolation("RandomAffine", self.resample)
        return self

    def compute(self, image):
        """The image warped."""
        check_rank(image, "Affine")
        single, engine = np.float32, self.stream
        shifts = [single(v) for v in (*self.translate, 0.0, 0.0)[:4]]
        width, height = single(image.shape[1]), single(image.shape[0])
        degrees = uniform_float(engine, *self.degrees)
        dx = uniform_float(engine, shifts[0] * width, shifts[1] * width)
        dy = uniform_float(engine, shifts[2] * height, shifts[3] * height)
        scale = uniform_float(engine, *self.scale)
        shear = (
            uniform_float(engine, self.shear[0], self.shear[1]),
            uniform_float(engine, self.shear[2], self.shear[3]),
        )
        turn = math.fmod(degrees, 360.0)
        return geometry.affine(image, turn, (dx, dy), scale, shear, self.resample, self.fill_value)

    def _execute_py(self, img):
        return util.random_affine(
            img,
            self.degrees,
            self.translate,
            self.scale,
            self.shear,
            pillow_interpolation(self.resample),
            self.fill_value,
        )


def padded_for_crop(image, operation):
    """An image with the borders RandomCrop adds, and how much was added on top and left."""
    height, width = operation.size
    left, top, right, bottom = operation.padding
    border, fill = operation.padding_mode.value, operation.fill_value
    rows, columns = image.shape[:2]
    if max(top, bottom) >= rows * 3 or max(left, right) >= columns * 3:
        fail(
            "RandomCrop: padding size is three times bigger than the image size, padding top: "
            f"{top}, padding bottom: {bottom}, padding pad_left_: {left}, padding padding right:"
            f"{right}, image shape: {rows}, {columns}"
        )
    image = geometry.pad(image, (top, bottom, left, right), border, fill)
    if image.shape[:2] == (height, width):
        return image, top, left
    if operation.pad_if_needed:
        tall, wide = max(height - image.shape[0], 0), max(width - image.shape[1], 0)
        if tall or wide:
            image = geometry.pad(image, (tall, tall, wide, wide), border, fill)
    if image.shape[0] < height or image.shape[1] < width:
        fail(
            "RandomCrop: invalid crop size, crop size is bigger than the image dimensions, "
            f"got crop height: {height}, crop width: {width}",
            SHAPE,
        )
    return image, top, left


def random_place(image, height, width, engine):
    """The corner (left, top) of a random rectangle."""
    left = uniform_int(engine, 0, image.shape[1] - width)
    return left, uniform_int(engine, 0, image.shape[0] - height)


class RandomCrop(ImageTensorOperation, PyTensorOperation):
    """A random rectangle of an image [..., H, W(, C)], the same in every column.

    Args:
        size (int, tuple or list of 2 ints): height and width.
        padding (int, tuple or list of 2 or 4 ints or None, default None): borders added before:
            left, top, right, bottom.
        pad_if_needed (bool, default False): add borders to images that are too small.
        fill_value (int or tuple of 3 ints, default 0): color of the borders.
        padding_mode (Border, default Border.CONSTANT): CONSTANT, EDGE, REFLECT or SYMMETRIC.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range.
        RuntimeError: the image is too small.

    Example:
        >>> ds.vision.RandomCrop(4, padding=1)(np.zeros((10, 20, 3), "uint8")).shape
        (4, 4, 3)
    """

    random = True
    one_to_one = False

    @validators.check_random_crop
    def __init__(
        self,
        size,
        padding=None,
        pad_if_needed=False,
        fill_value=0,
        padding_mode=Border.CONSTANT,
    ):
        super().__init__()
        self.size = pair(size)
        self.padding = (0, 0, 0, 0) if padding is None else parse_padding(padding)
        self.pad_if_needed = pad_if_needed
        self.fill_value = colours(fill_value)
        self.padding_mode = padding_mode

    def compute(self, *columns):
        """The rectangle of every column."""
        for image in columns:
            if image.ndim < 2:
                fail(
                    "RandomCropOp: input tensor should have at least 2 dimensions, but got: "
                    f"{image.ndim}"
                )
        for image, following in itertools.pairwise(columns):
            if image.shape[:2] != following.shape[:2]:
                fail(
                    "RandomCrop: Input images in different column must have the same shape, check "
                    "the output shape in specified 'input_columns' before call this operation."
                )
        corner = []
        results = tuple(each(self._cropped, image, corner, i) for i, image in enumerate(columns))
        return results[0] if len(results) == 1 else results

    def _cropped(self, image, corner, column):
        image, _, _ = padded_for_crop(image, self)
        height, width = self.size
        if image.shape[:2] == (height, width):
            return image
        if column == 0:  # every image of a batch in the first column has a place of its own
            corner[:] = random_place(image, height, width, self.stream)
        return geometry.crop(image, *(corner or (0, 0)), width, height)

    def _execute_py(self, img):
        mode = self.padding_mode.value
        return util.random_crop(
            img, self.size, self.padding, self.pad_if_needed, self.fill_value, mode
        )


class CropBox:
    """The random rectangle of RandomResizedCrop and its relatives."""

    def __init__(self, scale, ratio, max_attempts):
        single = np.float32
        self.scale = scale
        self.ratio = [single(r) for r in ratio]
        # The logarithm of a float is a float.
        self.logs = [float(single(math.log(r))) for r in self.ratio]
        self.max_attempts = max_attempts

    def draw(self, height, width, engine):
        """(left, top, width, height) in an image of that size."""
        if not self.ratio[0] > 0:
            fail(
                "RandomCropAndResize: 'ratio'(aspect) lower bound must be greater than 0, "
                f"but got:{self.ratio[0]:.6f}"
            )
        for _ in range(self.max_attempts):
            area = float(uniform_float(engine, *self.scale))
            aspect = float(np.exp(uniform_float(engine, *self.logs)))
            columns = max(_round(math.sqrt(height * width * area * aspect)), 1)
            rows = max(_round(columns / aspect), 1)
            if columns <= width and rows <= height:
                left = uniform_int(engine, 0, width - columns)
                return left, uniform_int(engine, 0, height - rows), columns, rows
        return self._middle(height, width)

    def _middle(self, height, width):
        columns, rows = width, height
        if width / height < self.ratio[0]:
            rows = _round(columns / float(self.ratio[0]))
        elif width / height > self.ratio[1]:
            columns = _round(rows * float(self.ratio[1]))
        columns, rows = max(columns, 1), max(rows, 1)
        return _round((width - columns) / 2.0), _round((height - rows) / 2.0), columns, rows


def _round(value):
    """Half away from zero, as C rounds."""
    return math.floor(value + 0.5) if value >= 0 else math.ceil(value - 0.5)


class RandomResizedCrop(ImageTensorOperation, PyTensorOperation):
    """A random part of an image, resized.

    Args:
        size (int, tuple or list of 2 ints): height and width of the result.
        scale ((min, max), default (0.08, 1.0)): share of the area that is cut out.
        ratio ((min, max), default (0.75, 1.3333333333333333)): width divided by height.
        interpolation (Inter, default 2): how it is resized.
        max_attempts (int, default 10): tries before the middle is taken.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range.

    Example:
        >>> ds.vision.RandomResizedCrop((4, 4))(np.zeros((10, 20, 3), "uint8")).shape
        (4, 4, 3)
    """

    random = True
    one_to_one = False

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
        self.implementation = side_of(interpolation)
        self.max_attempts = max_attempts
        self.box = CropBox(scale, ratio, max_attempts)

    def parse(self):
        """Refuse interpolations the operation has not."""
        refuse_antialias(self.interpolation)
        return self

    def compute(self, *columns):
        """The rectangle of every column at its new size."""
        for image in columns:
            if image.ndim < 2:
                fail(
                    "RandomResizedCrop: input tensor should have at least 2 dimensions, but got: "
                    f"{image.ndim}"
                )
        if len({size(image) for image in columns}) > 1:
            fail(
                "RandomCropAndResizeOp: Input tensor in different columns of each row must have "
                "the same size."
            )
        box = self.box.draw(*size(columns[0]), self.stream)
        results = tuple(
            each(geometry.crop_and_resize, image, box, *self.size, self.interpolation)
            for image in columns
        )
        return results[0] if len(results) == 1 else results

    def _execute_py(self, img):
        resampling = pillow_interpolation(self.interpolation)
        return util.random_resize_crop(
            img, self.size, self.scale, self.ratio, resampling, self.max_attempts
        )


class _RandomFlip(ImageTensorOperation, PyTensorOperation):
    """A flip of every column with a probability."""

    random = True
    one_to_one = False

    def __init__(self, prob):
        super().__init__()
        self.prob = prob

    def compute(self, *columns):
        """The columns, flipped or not."""
        for image in columns:
            self._check(image)
        if bernoulli(self.stream, float(np.float32(self.prob))):
            columns = tuple(self._flip(image) for image in columns)
        return columns[0] if len(columns) == 1 else columns


class RandomHorizontalFlip(_RandomFlip):
    """Exchanges left and right with a probability.

    Args:
        prob (float, default 0.5): the probability, in [0, 1].

    Raises:
        TypeError: it is no number.
        ValueError: it is out of range.

    Example:
        >>> image = np.array([[1, 2, 3]], "uint8")
        >>> print(ds.vision.RandomHorizontalFlip(1.0)(image))
        [[3 2 1]]
    """

    @validators.check_prob
    def __init__(self, prob=0.5):
        super().__init__(prob)

    @staticmethod
    def _check(image):
        check_image(image, "RandomHorizontalFlip", MATRIX)

    _flip = staticmethod(geometry.flip_horizontal)

    def _execute_py(self, img):
        return util.random_horizontal_flip(img, self.prob)


class RandomVerticalFlip(_RandomFlip):
    """Exchanges top and bottom with a probability.

    prob (float, default 0.5).
    """

    @validators.check_prob
    def __init__(self, prob=0.5):
        super().__init__(prob)

    @staticmethod
    def _check(image):
        check_flip(image, "RandomVerticalFlip")

    _flip = staticmethod(geometry.flip_vertical)

    def _execute_py(self, img):
        return util.random_vertical_flip(img, self.prob)


def check_flip(image, name):
    """Refuse types OpenCV has no matrix for, and batches."""
    if image.dtype.name not in MATRIX:
        kind = "string" if image.dtype.kind == "U" else image.dtype.name
        fail(
            f"{name}: Cannot convert [{kind}] to OpenCV type. "
            "Currently unsupported data type: [uint32, int64, uint64, string]"
        )
    check_rank(image, name)


class RandomPerspective(PythonOperation):
    """Warps a PIL image at random, with a probability.

    distortion_scale (float, default 0.5): how far corners move, of half the image. prob (float,
    default 0.5). interpolation (Inter, default BICUBIC).
    """

    random = True

    @validators.check_random_perspective
    def __init__(self, distortion_scale=0.5, prob=0.5, interpolation=Inter.BICUBIC):
        super().__init__()
        self.distortion_scale = distortion_scale
        self.prob = prob
        self.interpolation = interpolation

    def _execute_py(self, img):
        if not is_pil(img):
            raise ValueError("Input image should be a Pillow image.")
        if self.prob > random.random():
            start, end = util.get_perspective_params(img, self.distortion_scale)
            return util.perspective(img, start, end, Inter.to_python_type(self.interpolation))
        return img


# The interpolations RandomResize draws from, in the order of the C++ enumeration.
DRAWN = (Inter.LINEAR, Inter.NEAREST, Inter.CUBIC, Inter.AREA)


class RandomResize(ImageTensorOperation):
    """Resizes with a random interpolation, the same in every column.

    size (int or (height, width)): one number is the short side, the ratio stays.
    """

    random = True
    one_to_one = False
    implementation = C

    @validators.check_resize
    def __init__(self, size):
        super().__init__()
        self.size = size

    def compute(self, *columns):
        """The columns at their new size."""
        drawn = DRAWN[uniform_int(self.stream, 0, 3)]
        wanted = target(self.size)
        results = tuple(geometry.resize_to(image, wanted, drawn) for image in columns)
        return results[0] if len(results) == 1 else results


class RandomRotation(ImageTensorOperation, PyTensorOperation):
    """Turns an image by a random angle.

    Args:
        degrees (int, float or (min, max)): range of the angle; one number means (-degrees,
            degrees).
        resample (Inter, default 0): how.
        expand (bool, default False): make room for the corners.
        center ((x, y) or None, default None): the fixed point; None: the middle.
        fill_value (int or tuple of 3 ints, default 0): color of what comes into sight.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range.

    Example:
        >>> ds.vision.RandomRotation(30)(np.zeros((10, 20, 3), "uint8")).shape
        (10, 20, 3)
    """

    random = True

    @validators.check_random_rotation
    def __init__(self, degrees, resample=Inter.NEAREST, expand=False, center=None, fill_value=0):
        super().__init__()
        self.degrees = _turn(degrees)
        self.resample = resample
        self.implementation = side_of(resample)
        self.expand = expand
        self.py_center = center
        self.c_center = () if center is None else center
        self.fill_value = colours(fill_value)

    def parse(self):
        """Refuse interpolations the operation has not."""
        refuse_antialias(self.resample)
        check_interpolation("RandomRotation", self.resample)
        return self

    def compute(self, image):
        """The image turned."""
        single = np.float32
        drawn = uniform_float(self.stream, -1.0, 1.0)
        low, high = (single(d) for d in self.degrees)
        degrees = (high + low) / single(2) + drawn * ((high - low) / single(2))
        check_rank(image, "Rotate")
        return geometry.rotate(
            image, degrees, self.c_center, self.resample, self.expand, self.fill_value[::-1]
        )

    def _execute_py(self, img):
        resampling = pillow_interpolation(self.resample)
        return util.random_rotation(
            img, self.degrees, resampling, self.expand, self.py_center, self.fill_value
        )


def _turn(degrees):
    """A range of angles within one turn."""
    if isinstance(degrees, (int, float)):
        return [-(degrees % 360), degrees % 360]
    if degrees[1] - degrees[0] >= 360:
        return [-180, 180]
    low, high = degrees[0] % 360, degrees[1] % 360
    return [low, high + 360 if low > high else high]
