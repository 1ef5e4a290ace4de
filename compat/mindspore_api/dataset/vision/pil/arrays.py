"""Python-side operations on images as arrays."""

from __future__ import annotations

import colorsys
import math
import numbers
import random

import numpy as np

from ..libraries import is_pil, pillow


def _check_numpy(img, text="img should be NumPy image. Got {}."):
    if not isinstance(img, np.ndarray):
        raise TypeError(text.format(type(img)))


_ARRAY = "img should be NumPy array. Got {}."


def normalize(img, mean, std, pad_channel=False, dtype="float32"):
    """(img - mean) / std for [C, H, W] of floats, with a channel of zeros added if wanted."""
    _check_numpy(img)
    if img.ndim != 3:
        raise TypeError(f"img dimension should be 3. Got {img.ndim}.")
    if np.issubdtype(img.dtype, np.integer):
        raise NotImplementedError(
            f"Unsupported image datatype: [{img.dtype}], pls execute [ToTensor] before [Normalize]."
        )
    channels = img.shape[0]
    if len(mean) != len(std):
        raise ValueError("Length of mean and std must be equal.")
    if len(mean) == 1:
        mean, std = [mean[0]] * channels, [std[0]] * channels
    elif len(mean) != channels:
        raise ValueError(
            f"Length of mean and std must both be 1 or equal to the number of channels({channels})."
        )
    mean, std = (np.array(v, dtype=img.dtype)[:, None, None] for v in (mean, std))
    image = (img - mean) / std
    if pad_channel:
        zeros = np.zeros([1, *image.shape[1:]], dtype=np.float32)
        image = np.concatenate((image, zeros), axis=0)
        if dtype == "float16":
            image = image.astype(np.float16)
    return image


def hwc_to_chw(img):
    """Channels first."""
    _check_numpy(img, _ARRAY)
    if img.ndim not in (2, 3):
        raise TypeError(f"img dimension should be 2 or 3. Got {img.ndim}.")
    return img if img.ndim == 2 else img.transpose(2, 0, 1).copy()


def to_tensor(img, output_type):
    """img / 255 with channels first."""
    if not (is_pil(img) or isinstance(img, np.ndarray)):
        raise TypeError(
            f"The input image should be of type numpy.ndarray or PIL.Image.Image. Got {type(img)}."
        )
    img = np.asarray(img)
    if img.ndim not in (2, 3):
        raise TypeError(f"The dimension of input image should be 2 or 3. Got {img.ndim}.")
    img = img[:, :, None] if img.ndim == 2 else img
    return to_type(hwc_to_chw(img) / 255.0, output_type)


def to_type(img, output_type):
    """Values in another type."""
    _check_numpy(img)
    try:
        return img.astype(output_type)
    except TypeError as error:
        raise RuntimeError(f"output_type: {output_type} is not a valid datatype.") from error


_SINGLE = ("bool", "int8", "int16", "int32", "uint8", "uint16", "uint32", "float32", "float64")


def to_pil(img):
    """An array as a PIL image."""
    if is_pil(img):
        return img
    _check_numpy(
        img,
        "The input image should be of type numpy.ndarray or PIL.Image.Image. Got {}.",
    )
    if img.ndim not in (2, 3):
        raise ValueError(f"The dimension of input image should be 2 or 3. Got {img.ndim}.")
    channels = 1 if img.ndim == 2 else img.shape[-1]
    if channels > 4:
        raise ValueError(f"The channel of input image should not exceed 4. Got {channels}.")
    if channels == 1:
        if img.dtype.name not in _SINGLE:
            raise TypeError(
                f"The input image type {img.dtype} is not supported when image shape is "
                "[H, W] or [H, W, 1]."
            )
        img = img if img.ndim == 2 else img[:, :, 0]
    elif img.dtype != np.uint8:
        raise TypeError(
            f"The input image type {img.dtype} is not supported when image shape is "
            "[H, W, 2], [H, W, 3] or [H, W, 4]."
        )
    return pillow().Image.fromarray(img)


def get_erase_params(np_img, scale, ratio, value, bounded, max_attempts):
    """Top, left, height, width and content of a random rectangle in [C, H, W]."""
    _check_numpy(np_img, _ARRAY)
    channels, image_h, image_w = np_img.shape
    for _ in range(max_attempts):
        area = random.uniform(scale[0], scale[1]) * image_h * image_w
        aspect = random.uniform(ratio[0], ratio[1])
        width = round(math.sqrt(area * aspect))
        height = round(width / aspect)
        if height >= image_h or width >= image_w:
            continue
        shape = (channels, height, width)
        if bounded:
            top = random.randint(0, image_h - height)
            left = random.randint(0, image_w - width)
        else:
            top, left, height, width = _clipped_box(image_h, image_w, height, width)
        return top, left, height, width, _erase_value(value, shape)
    return 0, 0, image_h, image_w, np_img


def _clipped_box(image_h, image_w, height, width):
    """A rectangle round a random middle, cut at the edges of the image."""
    x, y = random.randint(0, image_w), random.randint(0, image_h)
    left, right = (min(max(x + s * (width // 2), 0), image_w) for s in (-1, 1))
    top, bottom = (min(max(y + s * (height // 2), 0), image_h) for s in (-1, 1))
    return top, left, bottom - top, right - left


def _erase_value(value, shape):
    if isinstance(value, numbers.Number):
        return value
    if isinstance(value, (str, bytes)):
        return np.random.normal(loc=0.0, scale=1.0, size=shape)
    if isinstance(value, (tuple, list)) and len(value) == 3:
        return np.multiply(np.ones(shape), np.array(value)[:, None, None])
    raise ValueError(
        "The value for erasing should be either a single value, or a string 'random', or a "
        "sequence of 3 elements for RGB respectively."
    )


def erase(np_img, i, j, height, width, erase_value, inplace=False):
    """[C, H, W] with a rectangle overwritten."""
    _check_numpy(np_img, _ARRAY)
    np_img = np_img if inplace else np_img.copy()
    np_img[:, i : i + height, j : j + width] = erase_value
    return np_img


def linear_transform(np_img, transformation_matrix, mean_vector):
    """(flat image - mean) times a matrix, in the shape of the image."""
    _check_numpy(np_img, "img should be NumPy array. Got {}")
    shape = transformation_matrix.shape
    if shape[0] != shape[1]:
        raise ValueError(
            f"transformation_matrix should be a square matrix. Got shape {shape} instead"
        )
    if np.prod(np_img.shape) != shape[0]:
        raise ValueError(
            f"transformation_matrix shape {shape} not compatible with Numpy image shape "
            f"{np_img.shape}."
        )
    if mean_vector.shape[0] != shape[0]:
        raise ValueError(
            f"mean_vector length {mean_vector.shape[0]} should match either one dimension of the "
            f"square transformation_matrix {shape}."
        )
    centered = np_img.reshape(1, -1) - mean_vector
    return np.dot(centered, transformation_matrix).reshape(np_img.shape)


def mix_up_single(batch_size, img, label, alpha=0.2):
    """Every image of a batch blended with the next one."""
    following = [*range(1, batch_size), 0]
    lam = np.random.beta(alpha, alpha, batch_size)
    lam_img, lam_label = lam.reshape((batch_size, 1, 1, 1)), lam.reshape((batch_size, 1))
    return (
        lam_img * img + (1 - lam_img) * img[following, ...],
        lam_label * label + (1 - lam_label) * label[following, ...],
    )


def mix_up_muti(tmp, batch_size, img, label, alpha=0.2):
    """A batch blended with the blend before it, which `tmp` keeps; the first batch stays."""
    lam = np.random.beta(alpha, alpha, batch_size)
    if tmp.is_first:
        lam = np.ones(batch_size)
        tmp.is_first = False
    lam_img, lam_label = lam.reshape((batch_size, 1, 1, 1)), lam.reshape((batch_size, 1))
    tmp.image = lam_img * img + (1 - lam_img) * tmp.image
    tmp.label = lam_label * label + (1 - lam_label) * tmp.label
    return tmp.image, tmp.label


def _each_image(function, imgs, is_hwc, layouts):
    """`function` on one image, or on each of a batch; three channels."""
    _check_numpy(imgs, "img should be NumPy image. Got {}")
    if not isinstance(is_hwc, bool):
        raise TypeError(f"is_hwc should be bool type. Got {type(is_hwc)}.")
    if imgs.ndim not in (3, 4):
        raise TypeError(f"img shape should be {layouts}. Got {imgs.shape}.")
    channels = imgs.shape[-1 if is_hwc else -3]
    if channels != 3:
        raise TypeError(f"img should be 3 channels RGB img. Got {channels} channels.")
    if imgs.ndim == 3:
        return function(imgs, is_hwc)
    return np.array([function(img, is_hwc) for img in imgs])


_LAYOUTS = "(H, W, C)/(N, H, W, C)/(C ,H, W)/(N, C, H, W)"


def rgb_to_bgr(np_rgb_img, is_hwc):
    """Red and blue exchanged."""
    return np_rgb_img[:, :, ::-1] if is_hwc else np_rgb_img[::-1, :, :]


def rgb_to_bgrs(np_rgb_imgs, is_hwc):
    """`rgb_to_bgr` of an image or a batch."""
    return _each_image(rgb_to_bgr, np_rgb_imgs, is_hwc, _LAYOUTS)


def _converted(img, is_hwc, convert):
    axis = 2 if is_hwc else 0
    planes = np.moveaxis(img, axis, 0)
    return np.stack(np.vectorize(convert)(*planes), axis=axis)


def rgb_to_hsv(np_rgb_img, is_hwc):
    """HSV of an RGB image in [0, 1]."""
    return _converted(np_rgb_img, is_hwc, colorsys.rgb_to_hsv)


def rgb_to_hsvs(np_rgb_imgs, is_hwc):
    """`rgb_to_hsv` of an image or a batch."""
    return _each_image(rgb_to_hsv, np_rgb_imgs, is_hwc, _LAYOUTS)


def hsv_to_rgb(np_hsv_img, is_hwc):
    """RGB of an HSV image in [0, 1]."""
    return _converted(np_hsv_img, is_hwc, colorsys.hsv_to_rgb)


def hsv_to_rgbs(np_hsv_imgs, is_hwc):
    """`hsv_to_rgb` of an image or a batch."""
    layouts = "(H, W, C)/(N, H, W, C)/(C, H, W)/(N, C, H, W)"
    return _each_image(hsv_to_rgb, np_hsv_imgs, is_hwc, layouts)
