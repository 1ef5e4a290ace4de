"""Operations that move pixels, always in the same way."""

from __future__ import annotations

import numbers

from ..transforms.failure import SYNTAX, fail
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
from .kernels.image import MATRIX, check_image, check_rank
from .utils import Border, Inter, SliceMode, parse_padding


class Affine(ImageTensorOperation):
    """Turns, shifts, scales and shears an image round its middle.

    degrees (float): clockwise angle. translate (2 floats): shift as a share of (width, height).
    scale (float). shear (float or 2 floats): angles along x and y. resample (Inter, default
    NEAREST). fill_value (int or 3-tuple, default 0): colour outside.
    """

    implementation = C

    @validators.check_affine
    def __init__(self, degrees, translate, scale, shear, resample=Inter.NEAREST, fill_value=0):
        super().__init__()
        self.degrees = degrees
        self.translate = translate
        self.scale_ = scale
        self.shear = (shear, 0.0) if isinstance(shear, numbers.Number) else shear
        self.resample = resample
        self.fill_value = colours(fill_value)

    def parse(self):
        """Refuse interpolations the operation has not."""
        check_interpolation("Affine", self.resample)
        return self

    def compute(self, image):
        """The image warped."""
        shift = (self.translate[0] * image.shape[1], self.translate[1] * image.shape[0])
        return geometry.affine(
            image, self.degrees, shift, self.scale_, self.shear, self.resample, self.fill_value
        )


class CenterCrop(ImageTensorOperation, PyTensorOperation):
    """The middle of an image, padded with zeros where the image is smaller.

    Args:
        size (int, tuple or list of 2 ints): height and width.

    Raises:
        TypeError: it is of another kind.
        ValueError: a number is not positive.

    Example:
        >>> ds.vision.CenterCrop(4)(np.zeros((10, 20, 3), "uint8")).shape
        (4, 4, 3)
    """

    @validators.check_center_crop
    def __init__(self, size):
        super().__init__()
        self.size = pair(size)

    def compute(self, image):
        """The middle of [..., H, W(, C)]."""
        return geometry.center_crop(image, *self.size)

    def _execute_py(self, img):
        return util.center_crop(img, self.size)


class Crop(ImageTensorOperation):
    """A rectangle of an image.

    coordinates ((y, x)): the top left corner. size (int or (height, width)).
    """

    implementation = C

    @validators.check_crop
    def __init__(self, coordinates, size):
        super().__init__()
        self.coordinates = coordinates
        self.size = pair(size)

    def compute(self, image):
        """The rectangle."""
        check_rank(image, "Crop")
        (top, left), (height, width) = self.coordinates, self.size
        for end, limit, side in (
            (top + height, image.shape[0], "height"),
            (left + width, image.shape[1], "width"),
        ):
            if end > limit:
                fail(f"Crop: Crop {side} dimension: {end} exceeds image {side}: {limit}")
        return geometry.crop(image, left, top, width, height).copy()


class FiveCrop(PythonOperation):
    """The four corners and the middle of a PIL image.

    size (int or (height, width)).
    """

    @validators.check_five_crop
    def __init__(self, size):
        super().__init__()
        self.size = size

    def _execute_py(self, img):
        return util.five_crop(img, self.size)


class HorizontalFlip(ImageTensorOperation):
    """Exchanges left and right of [..., H, W(, C)]."""

    implementation = C

    def __init__(self):
        super().__init__()

    def compute(self, image):
        """The mirror image."""
        check_image(image, "HorizontalFlip", MATRIX)
        return geometry.flip_horizontal(image)


class VerticalFlip(ImageTensorOperation):
    """Exchanges top and bottom of [..., H, W(, C)]."""

    implementation = C

    def __init__(self):
        super().__init__()

    def compute(self, image):
        """The image upside down."""
        check_image(image, "VerticalFlip", MATRIX)
        return geometry.flip_vertical(image)


class Pad(ImageTensorOperation, PyTensorOperation):
    """Adds borders.

    padding (int, (left and right, top and bottom), or (left, top, right, bottom)).
    fill_value (int or 3-tuple, default 0). padding_mode (Border, default CONSTANT).
    """

    @validators.check_pad
    def __init__(self, padding, fill_value=0, padding_mode=Border.CONSTANT):
        super().__init__()
        self.padding = parse_padding(padding)
        self.fill_value = colours(fill_value)
        self.padding_mode = padding_mode

    def compute(self, image):
        """The padded image."""
        left, top, right, bottom = self.padding
        sides = (top, bottom, left, right)
        return geometry.pad(image, sides, self.padding_mode.value, self.fill_value)

    def _execute_py(self, img):
        return util.pad(img, self.padding, self.fill_value, self.padding_mode.value)


class PadToSize(ImageTensorOperation):
    """Adds borders up to a size.

    size (int or (height, width)). offset (int or (top, left), default None): where the image goes,
    the middle by default. fill_value (int or 3-tuple, default 0). padding_mode (Border, default
    CONSTANT).
    """

    implementation = C

    @validators.check_pad_to_size
    def __init__(self, size, offset=None, fill_value=0, padding_mode=Border.CONSTANT):
        super().__init__()
        self.size = [size, size] if isinstance(size, int) else size
        self.offset = [offset, offset] if isinstance(offset, int) else (offset or [])
        self.fill_value = colours(fill_value)
        self.padding_mode = padding_mode

    def compute(self, image):
        """The image on its larger canvas."""
        check_image(image, "PadToSize", MATRIX, (2, 3), (1, 3))
        (height, width), (rows, columns) = self.size, image.shape[:2]
        if rows > height or columns > width:
            fail(
                "PadToSize: the target size to pad should be no less than the original image size, "
                f"but got target size {_shown(self.size)} and original size "
                f"{_shown((rows, columns))}.",
                SYNTAX,
            )
        top, left = self.offset or ((height - rows) // 2, (width - columns) // 2)
        bottom, right = height - rows - top, width - columns - left
        if bottom < 0 or right < 0:
            fail(
                "PadToSize: the sum of offset and original image size should be no more than the "
                f"target size to pad, but got offset {_shown((top, left))} plus original size "
                f"{_shown((rows, columns))} bigger than {_shown(self.size)}",
                SYNTAX,
            )
        sides = (top, bottom, left, right)
        return geometry.pad(image, sides, self.padding_mode.value, self.fill_value)


def _shown(size):
    return f"({size[0]}, {size[1]})"


class Perspective(ImageTensorOperation, PyTensorOperation):
    """Warps an image so that four points come to lie on others.

    start_points, end_points (4 points (x, y)): top left, top right, bottom right, bottom left.
    interpolation (Inter, default BILINEAR).
    """

    @validators.check_perspective
    def __init__(self, start_points, end_points, interpolation=Inter.BILINEAR):
        super().__init__()
        self.start_points = start_points
        self.end_points = end_points
        self.interpolation = interpolation
        self.implementation = side_of(interpolation)

    def parse(self):
        """Refuse interpolations the operation has not."""
        refuse_antialias(self.interpolation)
        return self

    def compute(self, image):
        """The warped image."""
        return geometry.perspective(image, self.start_points, self.end_points, self.interpolation)

    def _execute_py(self, img):
        resampling = pillow_interpolation(self.interpolation)
        return util.perspective(img, self.start_points, self.end_points, resampling)


class Resize(ImageTensorOperation, PyTensorOperation):
    """Resizes an image [..., H, W(, C)].

    Args:
        size (int, tuple or list of 2 ints): height and width; one number is the short side, the
            ratio stays.
        interpolation (Inter, default 2): how.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is not positive.

    Example:
        >>> ds.vision.Resize((4, 8))(np.zeros((10, 20, 3), "uint8")).shape
        (4, 8, 3)
    """

    @validators.check_resize_interpolation
    def __init__(self, size, interpolation=Inter.LINEAR):
        super().__init__()
        self.py_size = size
        self.c_size = target(size)
        self.interpolation = interpolation
        self.implementation = side_of(interpolation)

    def parse(self):
        """Refuse interpolations the operation has not."""
        refuse_antialias(self.interpolation)
        return self

    def compute(self, image):
        """The image at its new size."""
        return geometry.resize_to(image, self.c_size, self.interpolation)

    def _execute_py(self, img):
        return util.resize(img, self.py_size, pillow_interpolation(self.interpolation))


class ResizedCrop(ImageTensorOperation):
    """A rectangle of an image at another size.

    top, left, height, width (int): the rectangle. size (int or (height, width)). interpolation
    (Inter, default BILINEAR).
    """

    implementation = C

    @validators.check_resized_crop
    def __init__(self, top, left, height, width, size, interpolation=Inter.BILINEAR):
        super().__init__()
        self.top = top
        self.left = left
        self.height = height
        self.width = width
        self.size = pair(size)
        self.interpolation = interpolation

    def parse(self):
        """Refuse interpolations the operation has not."""
        check_interpolation("ResizedCrop", self.interpolation, pilcubic=True)
        return self

    def compute(self, image):
        """The rectangle at its new size."""
        check_rank(image, "ResizedCropOp")
        for corner, length, limit, names in (
            (self.top, self.height, image.shape[0], ("top", "height")),
            (self.left, self.width, image.shape[1], ("left", "width")),
        ):
            if corner + length > limit:
                fail(
                    f"ResizedCrop: the sum of {names[0]} and {names[1]}: {corner + length} "
                    f"exceeds image {names[1]}: {limit}"
                )
        box = (self.left, self.top, self.width, self.height)
        return geometry.crop_and_resize(image, box, *self.size, self.interpolation)


class Rotate(ImageTensorOperation):
    """Turns an image [..., H, W(, C)] counterclockwise.

    degrees (float). resample (Inter, default NEAREST). expand (bool, default False): make room for
    the corners. center ((x, y), default None): the middle by default. fill_value (int or 3-tuple,
    default 0).
    """

    implementation = C

    @validators.check_rotate
    def __init__(self, degrees, resample=Inter.NEAREST, expand=False, center=None, fill_value=0):
        super().__init__()
        self.degrees = degrees % 360 if isinstance(degrees, (int, float)) else degrees
        self.resample = resample
        self.expand = expand
        self.center = () if center is None else center
        self.fill_value = colours(fill_value)

    def parse(self):
        """Refuse interpolations the operation has not."""
        check_interpolation("Rotate", self.resample)
        return self

    def compute(self, image):
        """The image turned."""
        return geometry.rotate(
            image, self.degrees, self.center, self.resample, self.expand, self.fill_value[::-1]
        )


class SlicePatches(ImageTensorOperation):
    """Cuts an image into equal parts, row by row.

    num_height, num_width (int, default 1): parts along each side. slice_mode (SliceMode, default
    PAD): fill up the last parts, or drop the rest. fill_value (int, default 0).
    """

    implementation = C
    one_to_one = False

    @validators.check_slice_patches
    def __init__(self, num_height=1, num_width=1, slice_mode=SliceMode.PAD, fill_value=0):
        super().__init__()
        self.num_height = num_height
        self.num_width = num_width
        self.slice_mode = slice_mode
        self.fill_value = fill_value

    def compute(self, *columns):
        """The parts as a tuple; the image itself for one part."""
        if len(columns) != 1:
            fail(
                "size of input should be 1, which means 'input_columns' should be 1 when call this "
                f"operator, but got:{len(columns)}"
            )
        image = columns[0]
        if image.dtype.kind in "US":
            fail("Input Tensor type should be numeric, got type is non-numeric.")
        if image.ndim < 2:
            fail(f"Rank of input data should be greater than 2, but got:{image.ndim}")
        pad_last = self.slice_mode == SliceMode.PAD
        parts = geometry.slice_patches(
            image, self.num_height, self.num_width, pad_last, self.fill_value
        )
        return parts[0] if len(parts) == 1 else tuple(parts)


class TenCrop(PythonOperation):
    """`FiveCrop` of a PIL image and of its mirror image.

    size (int or (height, width)). use_vertical_flip (bool, default False): mirror upside down.
    """

    @validators.check_ten_crop
    def __init__(self, size, use_vertical_flip=False):
        super().__init__()
        self.size = pair(size)
        self.use_vertical_flip = use_vertical_flip

    def _execute_py(self, img):
        return util.ten_crop(img, self.size, self.use_vertical_flip)
