"""Size, place and orientation of PIL images."""

from __future__ import annotations

import math
import numbers
import random

import numpy as np

from ..libraries import is_pil, pillow
from ..utils import Inter
from .image import check_pil, pair_of

_SIZE = "Size should be a single number or a list/tuple (h, w) of length 2."


def horizontal_flip(img):
    """Left and right exchanged."""
    check_pil(img)
    return img.transpose(pillow().Image.Transpose.FLIP_LEFT_RIGHT)


def vertical_flip(img):
    """Top and bottom exchanged."""
    check_pil(img)
    return img.transpose(pillow().Image.Transpose.FLIP_TOP_BOTTOM)


def random_horizontal_flip(img, prob):
    """Flipped with a probability."""
    check_pil(img)
    return horizontal_flip(img) if prob > random.random() else img


def random_vertical_flip(img, prob):
    """Flipped with a probability."""
    check_pil(img)
    return vertical_flip(img) if prob > random.random() else img


def crop(img, top, left, height, width):
    """A rectangle of the image."""
    check_pil(img)
    return img.crop((left, top, left + width, top + height))


def resize(img, size, interpolation=Inter.BILINEAR):
    """(height, width), or the short side with the ratio kept."""
    check_pil(img)
    if isinstance(size, int):
        width, height = img.size
        ratio = width / height
        if size == min(width, height):
            return img
        if width < height:
            return img.resize((size, int(size / ratio)), interpolation)
        return img.resize((int(size * ratio), size), interpolation)
    if not (isinstance(size, (list, tuple)) and len(size) == 2):
        raise TypeError(f"{_SIZE[:-1]}.Got {size}.")
    return img.resize(tuple(size[::-1]), interpolation)


def center_crop(img, size):
    """The middle of the image."""
    check_pil(img)
    height, width = (size, size) if isinstance(size, int) else size
    top = round((img.size[1] - height) / 2.0)
    left = round((img.size[0] - width) / 2.0)
    return crop(img, top, left, height, width)


def random_resize_crop(img, size, scale, ratio, interpolation=Inter.BILINEAR, max_attempts=10):
    """A random rectangle at a given size."""
    check_pil(img)
    size = pair_of(size)
    if scale[0] > scale[1] or ratio[0] > ratio[1]:
        raise ValueError("Range should be in the order of (min, max).")
    box = _random_box(img, scale, ratio, max_attempts) or _largest_box(img, ratio)
    return resize(crop(img, *box), size, interpolation)


def _random_box(img, scale, ratio, max_attempts):
    """(top, left, height, width) of a random area and ratio, None if none of the tries fits."""
    img_width, img_height = img.size
    for _ in range(max_attempts):
        area = random.uniform(scale[0], scale[1]) * img_width * img_height
        aspect = math.exp(random.uniform(math.log(ratio[0]), math.log(ratio[1])))
        width = round(math.sqrt(area * aspect))
        height = round(width / aspect)
        if 0 < width <= img_width and 0 < height <= img_height:
            top = random.randint(0, img_height - height)
            left = random.randint(0, img_width - width)
            return top, left, height, width
    return None


def _largest_box(img, ratio):
    """The largest rectangle in the middle whose ratio is allowed."""
    img_width, img_height = img.size
    width, height = img_width, img_height
    if img_width / img_height < ratio[0]:
        height = round(width / ratio[0])
    elif img_width / img_height > ratio[1]:
        width = round(height * ratio[1])
    return round((img_height - height) / 2.0), round((img_width - width) / 2.0), height, width


def random_crop(img, size, padding, pad_if_needed, fill_value, padding_mode):
    """A random rectangle of given size, after padding."""
    check_pil(img)
    height, width = size = pair_of(size)
    fill_value = tuple(fill_value) if isinstance(fill_value, list) else fill_value
    if padding is not None:
        img = pad(img, padding, fill_value, padding_mode)
    if pad_if_needed and img.size[0] < width:
        img = pad(img, (width - img.size[0], 0), fill_value, padding_mode)
    if pad_if_needed and img.size[1] < height:
        img = pad(img, (0, height - img.size[1]), fill_value, padding_mode)
    img_width, img_height = img.size
    if height > img_height or width > img_width:
        raise ValueError(
            f"Crop size {size} is larger than input image size {(img_height, img_width)}."
        )
    if (width, height) == img.size:
        return crop(img, 0, 0, img_height, img_width)
    top = random.randint(0, img_height - height)
    left = random.randint(0, img_width - width)
    return crop(img, top, left, height, width)


def rotate(img, angle, resample, expand, center, fill_value):
    """Turned counterclockwise."""
    check_pil(img)
    if isinstance(fill_value, int):
        fill_value = (fill_value,) * 3
    elif isinstance(fill_value, list):
        fill_value = tuple(fill_value)
    angle = angle % 360.0
    if resample == Inter.ANTIALIAS and (angle not in (0, 90, 180, 270) or center):
        raise ValueError(
            "When using Inter.ANTIALIAS, center needs to be None and "
            "angle needs to be an integer multiple of 90."
        )
    return img.rotate(angle, resample, expand, center, fillcolor=_fill_for(img, fill_value))


def _fill_for(img, fill_value):
    """A colour in as many bands as the image has."""
    if isinstance(fill_value, tuple) and len(img.getbands()) == 1:
        return fill_value[0]
    return fill_value


def random_rotation(img, degrees, resample, expand, center, fill_value):
    """Turned by a random angle."""
    check_pil(img)
    if isinstance(degrees, numbers.Number):
        if degrees < 0:
            raise ValueError("If degrees is a single number, it cannot be negative.")
        degrees = (-degrees, degrees)
    elif not isinstance(degrees, (list, tuple)):
        raise TypeError("Degrees must be a single non-negative number or a sequence.")
    elif len(degrees) != 2:
        raise ValueError("If degrees is a sequence, the length must be 2.")
    angle = random.uniform(degrees[0], degrees[1])
    return rotate(img, angle, resample, expand, center, fill_value)


def five_crop(img, size):
    """The four corners and the middle."""
    check_pil(img)
    height, width = size = pair_of(size, _SIZE)
    img_width, img_height = img.size
    if height > img_height or width > img_width:
        raise ValueError(
            f"Crop size {size} is larger than input image size {(img_height, img_width)}."
        )
    right, bottom = img_width - width, img_height - height
    corners = [
        img.crop((left, top, left + width, top + height))
        for left, top in ((0, 0), (right, 0), (0, bottom), (right, bottom))
    ]
    return (*corners, center_crop(img, (height, width)))


def ten_crop(img, size, use_vertical_flip=False):
    """`five_crop` of the image and of its mirror image."""
    check_pil(img)
    size = pair_of(size, _SIZE)
    mirrored = vertical_flip(img) if use_vertical_flip else horizontal_flip(img)
    return five_crop(img, size) + five_crop(mirrored, size)


def _sides(padding):
    """Left, top, right, bottom."""
    if isinstance(padding, numbers.Number):
        return (padding,) * 4
    if not isinstance(padding, (tuple, list)):
        raise TypeError("Padding can be any of: a number, a tuple or list of size 2 or 4.")
    if len(padding) == 2:
        return padding[0], padding[1], padding[0], padding[1]
    if len(padding) == 4:
        return tuple(padding)
    raise ValueError("The size of the padding list or tuple should be 2 or 4.")


def pad(img, padding, fill_value, padding_mode):
    """Borders added."""
    check_pil(img)
    left, top, right, bottom = _sides(padding)
    fill_value = tuple(fill_value) if isinstance(fill_value, list) else fill_value
    if not isinstance(fill_value, (numbers.Number, str, tuple)):
        raise TypeError("fill_value can be any of: an integer, a string or a tuple.")
    if padding_mode not in ("constant", "edge", "reflect", "symmetric"):
        raise ValueError("Padding mode should be 'constant', 'edge', 'reflect', or 'symmetric'.")
    palette = img.getpalette() if img.mode == "P" else None
    if padding_mode == "constant":
        if isinstance(fill_value, tuple) and img.mode in ("L", "1"):
            fill_value = fill_value[0]
        border = (left, top, right, bottom)
        padded = pillow().ImageOps.expand(img, border=border, fill=fill_value)
    else:
        pixels = np.asarray(img)
        widths = [(top, bottom), (left, right), (0, 0)][: pixels.ndim]
        padded = pillow().Image.fromarray(np.pad(pixels, widths, padding_mode))
    if palette is not None:
        padded.putpalette(palette)
    return padded


def get_perspective_params(img, distortion_scale):
    """The corners of the image, and corners moved inwards at random."""
    width, height = img.size
    half_width = int(width / 2 * distortion_scale)
    half_height = int(height / 2 * distortion_scale)

    def near(last, half):
        return random.randint(last - half, last)

    def far(half):
        return random.randint(0, half)

    top_left = (far(half_width), far(half_height))
    top_right = (near(width - 1, half_width), far(half_height))
    bottom_right = (near(width - 1, half_width), near(height - 1, half_height))
    bottom_left = (far(half_width), near(height - 1, half_height))
    start = [(0, 0), (width - 1, 0), (width - 1, height - 1), (0, height - 1)]
    return start, [top_left, top_right, bottom_right, bottom_left]


def perspective(img, start_points, end_points, interpolation=Inter.BICUBIC):
    """Warped so that four points come to lie on others."""
    check_pil(img)
    rows = []
    for (x, y), (u, v) in zip(end_points, start_points, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    target = np.array(start_points, dtype=float).reshape(8)
    coefficients = np.linalg.lstsq(np.array(rows, dtype=float), target, rcond=None)[0]
    way = pillow().Image.Transform.PERSPECTIVE
    return img.transform(img.size, way, coefficients.tolist(), interpolation)


def random_affine(img, angle, translations, scale, shear, resample, fill_value=0):
    """Turned, shifted, scaled and sheared at random."""
    if not is_pil(img):
        raise ValueError("Input image should be a Pillow image.")
    angle = random.uniform(angle[0], angle[1])
    shift = (0, 0)
    if translations is not None:
        dx, dy = translations[0] * img.size[0], translations[1] * img.size[1]
        shift = (np.round(random.uniform(-dx, dx)), np.round(random.uniform(-dy, dy)))
    factor = 1.0 if scale is None else random.uniform(scale[0], scale[1])
    shears = [0.0, 0.0]
    if shear is not None:
        shears[0] = random.uniform(shear[0], shear[1])
        if len(shear) == 4:
            shears[1] = random.uniform(shear[2], shear[3])
    matrix = _inverse_affine(img.size, angle, shift, factor, shears)
    fill_value = tuple(fill_value) if isinstance(fill_value, list) else fill_value
    way = pillow().Image.Transform.AFFINE
    fill = _fill_for(img, fill_value)
    return img.transform(img.size, way, matrix, resample, fillcolor=fill)


def _inverse_affine(size, angle, shift, factor, shears):
    """The six numbers that take a place in the result to its place in the image."""
    center = (size[0] * 0.5 + 0.5, size[1] * 0.5 + 0.5)
    turn = math.radians(angle)
    sx, sy = (math.radians(s) for s in shears)
    c0, s0 = math.cos(turn + sx), math.sin(turn + sx)
    c1, s1 = math.cos(turn + sy), math.sin(turn + sy)
    by = 1.0 / factor / (c0 * c1 + s0 * s1)
    a, b, d, e = c0 * by, s0 * by, -s1 * by, c1 * by
    x, y = -center[0] - shift[0], -center[1] - shift[1]
    return [a, b, a * x + b * y + center[0], d, e, d * x + e * y + center[1]]
