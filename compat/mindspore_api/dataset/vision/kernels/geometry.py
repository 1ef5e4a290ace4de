"""Where pixels go: size, place, orientation."""

from __future__ import annotations

import math

import numpy as np

from ...transforms.failure import SHAPE, SYNTAX, fail
from ..libraries import opencv, pillow
from .image import MATRIX, call, channels, check_image, check_matrix, check_rank, each, size
from .warp import warp_affine, warp_perspective

# Names of the interpolations and borders in OpenCV; keys are MindSpore's.
NEAREST, LINEAR, CUBIC, AREA, PILCUBIC = 0, 2, 3, 4, 5
_INTERPOLATION = {
    NEAREST: "INTER_NEAREST",
    LINEAR: "INTER_LINEAR",
    CUBIC: "INTER_CUBIC",
    AREA: "INTER_AREA",
}
_BORDER = {
    "constant": "BORDER_CONSTANT",
    "edge": "BORDER_REPLICATE",
    "reflect": "BORDER_REFLECT_101",
    "symmetric": "BORDER_REFLECT",
}


def interpolation_flag(interpolation: int) -> int:
    """OpenCV's number of an interpolation."""
    return getattr(opencv(), _INTERPOLATION.get(interpolation, "INTER_LINEAR"))


def flip_horizontal(x: np.ndarray) -> np.ndarray:
    """Left and right exchanged."""
    return each(_flip, x, 1)


def flip_vertical(x: np.ndarray) -> np.ndarray:
    """Top and bottom exchanged."""
    return each(_flip, x, 0)


def _flip(x: np.ndarray, code: int) -> np.ndarray:
    check_matrix(x, "Flip")
    return call("Flip", "flip", x, code)


def resize(x: np.ndarray, height: int, width: int, interpolation: int) -> np.ndarray:
    """An image [H, W(, C)] at another size."""
    check_matrix(x, "Resize")
    check_rank(x, "Resize")
    rows, columns = x.shape[:2]
    if height > rows * 1000 or width > columns * 1000:
        fail(
            "Resize: the resizing width or height is too big, it's 1000 times bigger than the "
            f"original image, got output height: {height}, width: {width}, and original image "
            f"size:{rows}, {columns}",
            SHAPE,
        )
    if height == 0 or width == 0:
        fail("Resize: the input value of 'resize' is invalid, width or height is zero.", SHAPE)
    if interpolation == PILCUBIC:
        return _resize_as_pillow(x, height, width, "Resize")
    return _scaled("Resize", x, height, width, interpolation)


def _scaled(name: str, x: np.ndarray, height: int, width: int, interpolation: int) -> np.ndarray:
    """OpenCV's resize with MindSpore's rounding, whose OpenCV has no kernels of Intel's IPP."""
    flag = interpolation_flag(interpolation)
    if interpolation != CUBIC:  # the others round alike with IPP
        return call(name, "resize", x, (width, height), interpolation=flag)
    ipp = opencv().ipp
    before = ipp.useIPP()  # of this thread
    ipp.setUseIPP(False)
    try:
        return call(name, "resize", x, (width, height), interpolation=flag)
    finally:
        ipp.setUseIPP(before)


def _resize_as_pillow(x: np.ndarray, height: int, width: int, name: str) -> np.ndarray:
    if x.ndim != 3 or x.shape[2] != 3:
        shape = ",".join(map(str, x.shape))
        fail(
            f"{name}: Interpolation mode PILCUBIC only supports image with 3 channels, "
            f"but got: <{shape}>"
        )
    if x.dtype != np.uint8:
        fail(f"{name}: Interpolation mode PILCUBIC takes bytes here, but got: {x.dtype.name}")
    image = pillow().Image
    return np.array(image.fromarray(x).resize((width, height), image.Resampling.BICUBIC))


def resized_size(x: np.ndarray, target: tuple[int, ...]) -> tuple[int, int]:
    """Height and width for a target (height, width), or (short side,) with the ratio kept."""
    if len(target) == 2:
        return target[0], target[1]
    height, width = size(x)
    short = target[0]
    if height < width:
        return short, math.floor(np.float32(width) / np.float32(height) * np.float32(short))
    return math.floor(np.float32(height) / np.float32(width) * np.float32(short)), short


def resize_to(x: np.ndarray, target: tuple[int, ...], interpolation: int) -> np.ndarray:
    """An image [..., H, W(, C)] resized to a target size, itself if it has that size."""
    check_image(x, "Resize", MATRIX)
    height, width = resized_size(x, target)
    if size(x) == (height, width):
        return x
    return each(resize, x, height, width, interpolation)


def crop(x: np.ndarray, left: int, top: int, width: int, height: int) -> np.ndarray:
    """The rectangle of an image, without copying it."""
    check_rank(x, "Crop")
    if top < 0 or top + height > x.shape[0]:
        fail(
            "Crop: invalid y coordinate value for crop, y coordinate value exceeds the boundary "
            f"of the image, got y: {top}"
        )
    if left < 0 or left + width > x.shape[1]:
        fail(
            "Crop: invalid x coordinate value for crop, x coordinate value exceeds the boundary "
            f"of the image, got x: {left}"
        )
    return x[top : top + height, left : left + width]


def crop_and_resize(
    x: np.ndarray, box: tuple[int, int, int, int], height: int, width: int, interpolation: int
) -> np.ndarray:
    """The rectangle `box` (left, top, width, height) of an image at another size."""
    check_matrix(x, "CropAndResize")
    check_rank(x, "CropAndResize")
    left, top, columns, rows = box
    if min(rows, columns, height, width) == 0 or height > rows * 1000 or width > columns * 1000:
        fail(
            "CropAndResize: the resizing width or height 1) is too big, it's up to 1000 times the "
            f"original image; 2) can not be 0. Detail info is: crop_height: {rows}, crop_width: "
            f"{columns}, target_height: {height}, target_width: {width}"
        )
    part = x[top : top + rows, left : left + columns]
    if interpolation == PILCUBIC:
        return _resize_as_pillow(part, height, width, "CropAndResize")
    return _scaled("CropAndResize", part, height, width, interpolation)


def pad(
    x: np.ndarray, sides: tuple[int, int, int, int], border: str, fill: tuple[int, int, int]
) -> np.ndarray:
    """An image with borders (top, bottom, left, right) added."""
    check_image(x, "Pad", MATRIX, (2, 3), (1, 3))
    flag = getattr(opencv(), _BORDER[border])
    value = {"value": fill} if border == "constant" else {}
    return call("Pad", "copyMakeBorder", x, *sides, flag, **value)


def center_crop(x: np.ndarray, height: int, width: int) -> np.ndarray:
    """The middle of an image [..., H, W(, C)], zeros around it where the image is smaller."""
    if x.ndim < 2:
        fail(
            f"CenterCrop: input tensor should have at least 2 dimensions, but got: {x.ndim}\t",
            SYNTAX,
        )
    return each(_center_crop, x, height, width)


def _center_crop(x: np.ndarray, height: int, width: int) -> np.ndarray:
    tall, wide = height - x.shape[0], width - x.shape[1]
    if tall >= x.shape[0] * 3 or wide >= x.shape[1] * 3:
        fail(
            "CenterCrop: CenterCropOp padding size is more than 3 times the original size, got pad "
            f"top: {tall}pad left: {wide}, and original size: {x.shape[0]}, {x.shape[1]}"
        )
    vertical = (tall // 2 + tall % 2, tall // 2) if tall > 0 else (0, 0)
    horizontal = (wide // 2 + wide % 2, wide // 2) if wide > 0 else (0, 0)
    if tall > 0 or wide > 0:
        x = pad(x, (*vertical, *horizontal), "constant", (0, 0, 0))
    return crop(x, (x.shape[1] - width) // 2, (x.shape[0] - height) // 2, width, height)


def rotate(
    x: np.ndarray,
    degrees: float,
    center: tuple[float, ...],
    interpolation: int,
    expand: bool,
    fill: tuple[int, int, int],
) -> np.ndarray:
    """An image [..., H, W(, C)] turned counterclockwise; `fill` in the order of OpenCV's scalar."""
    check_image(x, "Rotate", MATRIX)
    return each(_rotate, x, degrees, center, interpolation, expand, fill)


def _rotate(x, degrees, center, interpolation, expand, fill):
    check_rank(x, "Rotate")
    if channels(x) > 4 and interpolation == CUBIC:
        fail("Rotate: interpolation can not be CUBIC when image channel is greater than 4.")
    check_matrix(x, "Rotate")
    rows, columns = x.shape[:2]
    middle = center or ((columns - 1) * 0.5, (rows - 1) * 0.5)
    middle = (float(np.float32(middle[0])), float(np.float32(middle[1])))
    angle = float(np.float32(degrees))
    matrix = opencv().getRotationMatrix2D(middle, angle, 1.0)
    width, height = columns, rows
    if expand:
        wide, tall = _bounding_box(middle, columns, rows, angle)
        matrix[0, 2] += wide / 2.0 - columns / 2.0
        matrix[1, 2] += tall / 2.0 - rows / 2.0
        width, height = round(wide), round(tall)
    return warp_affine(x, "Rotate", matrix, (width, height), interpolation, fill)


def _bounding_box(middle, columns, rows, degrees) -> tuple[float, float]:
    """Width and height of the upright box round a turned rectangle, in float32 as OpenCV does."""
    single = np.float32
    radians = degrees * math.pi / 180.0
    b, a = single(math.cos(radians)) * single(0.5), single(math.sin(radians)) * single(0.5)
    cx, cy = single(middle[0]), single(middle[1])
    w, h = single(columns), single(rows)
    x0, y0 = cx - a * h - b * w, cy + b * h - a * w
    x1, y1 = cx + a * h - b * w, cy - b * h - a * w
    xs = (x0, x1, single(2) * cx - x0, single(2) * cx - x1)
    ys = (y0, y1, single(2) * cy - y0, single(2) * cy - y1)
    return float(max(xs) - min(xs)), float(max(ys) - min(ys))


def affine(
    x: np.ndarray,
    degrees: float,
    translation: tuple[float, float],
    scale: float,
    shear: tuple[float, float],
    interpolation: int,
    fill: tuple[int, int, int],
) -> np.ndarray:
    """An image turned, shifted (in pixels), scaled and sheared round its middle."""
    check_rank(x, "Affine")
    if channels(x) > 4 and interpolation == CUBIC:
        fail("Affine: interpolation can not be CUBIC when image channel is greater than 4.")
    check_matrix(x, "Affine")
    matrix = _affine_matrix(x.shape[1], x.shape[0], degrees, translation, scale, shear)
    return warp_affine(x, "Affine", matrix, (x.shape[1], x.shape[0]), interpolation, fill)


def _radians(degrees: float) -> np.float32:
    return np.float32(math.pi * float(np.float32(degrees)) / 180.0)


def _affine_matrix(width, height, degrees, translation, scale, shear) -> np.ndarray:
    """T C R(a) S SHy SHx C^-1 in float32; C moves the middle of the image to the origin."""
    single = np.float32
    # cos and tan of a float are floats in C++, products of them too.
    a, sx, sy = _radians(degrees), _radians(shear[0]), _radians(-single(shear[1]))
    s, one = single(scale), single(1)
    m00 = s * np.cos(a + sy) / np.cos(sy)
    m01 = s * (-np.cos(a + sy) * np.tan(sx) / np.cos(sy) - np.sin(a))
    m10 = s * np.sin(a + sy) / np.cos(sy)
    m11 = s * (-np.sin(a + sy) * np.tan(sx) / np.cos(sy) + np.cos(a))
    cx, cy = single((width - 1) / 2.0), single((height - 1) / 2.0)
    m02 = (one - m00) * cx - m01 * cy + single(translation[0])
    m12 = (one - m11) * cy - m10 * cx + single(translation[1])
    return np.array([[m00, m01, m02], [m10, m11, m12]], np.float32)


def perspective(x: np.ndarray, start, end, interpolation: int) -> np.ndarray:
    """An image warped so that the four `start` points come to lie on the `end` points."""
    check_image(x, "Perspective", MATRIX, (2, 3))
    cv2 = opencv()
    matrix = cv2.getPerspectiveTransform(
        np.array(start, np.float32), np.array(end, np.float32), cv2.DECOMP_LU
    )
    return warp_perspective(x, matrix, (x.shape[1], x.shape[0]), interpolation)


def slice_patches(
    x: np.ndarray, rows: int, columns: int, pad_last: bool, fill: int
) -> list[np.ndarray]:
    """Equal parts of an image, row by row; the last ones filled up or the rest dropped."""
    if (rows, columns) == (1, 1):
        return [x]
    check_matrix(x, "SlicePatches")
    check_rank(x, "Affine")
    for number, limit, axis in ((rows, x.shape[0], "height"), (columns, x.shape[1], "width")):
        if number == 0 or number > limit:
            fail(
                f"SlicePatches: The number of patches on {axis} axis equals 0 or is greater than "
                f"{axis}, got number of patches:{number}"
            )
    tall, wide = x.shape[0] // rows, x.shape[1] // columns
    if pad_last:
        tall, wide = -(-x.shape[0] // rows), -(-x.shape[1] // columns)
        full = np.full((tall * rows, wide * columns, *x.shape[2:]), fill, x.dtype)
        full[: x.shape[0], : x.shape[1]] = x
        x = full
    return [
        x[i * tall : (i + 1) * tall, j * wide : (j + 1) * wide].copy()
        for i in range(rows)
        for j in range(columns)
    ]
