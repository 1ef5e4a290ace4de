"""Colours of PIL images."""

from __future__ import annotations

import io
import numbers
import random

import numpy as np

from ..libraries import is_pil, pillow
from .image import augment_error_message, check_pil


def decode(img):
    """Encoded bytes as an RGB image."""
    try:
        return pillow().Image.open(io.BytesIO(img)).convert("RGB")
    except OSError as error:
        raise ValueError(f"{error}\n: Failed to decode given image.") from error
    except AttributeError as error:
        raise ValueError(f"{error}\n: Failed to decode, Image might already be decoded.") from error


def _enhance(img, kind, factor):
    check_pil(img)
    return getattr(pillow().ImageEnhance, kind)(img).enhance(factor)


def adjust_brightness(img, brightness_factor):
    """Blended with black."""
    return _enhance(img, "Brightness", brightness_factor)


def adjust_contrast(img, contrast_factor):
    """Blended with the mean gray."""
    return _enhance(img, "Contrast", contrast_factor)


def adjust_saturation(img, saturation_factor):
    """Blended with the gray image."""
    return _enhance(img, "Color", saturation_factor)


def adjust_hue(img, hue_factor):
    """Hues turned; images without colour stay."""
    if not -0.5 <= hue_factor <= 0.5:
        raise ValueError(f"image_hue_factor {hue_factor} is not in [-0.5, 0.5].")
    if not is_pil(img):
        raise TypeError(augment_error_message.format(type(img)))
    if img.mode in ("L", "1", "I", "F"):
        return img
    hue, saturation, value = img.convert("HSV").split()
    turned = np.array(hue, dtype=np.uint8) + np.uint8(int(hue_factor * 255) & 0xFF)
    image = pillow().Image
    return image.merge("HSV", (image.fromarray(turned), saturation, value)).convert(img.mode)


def random_color_adjust(img, brightness, contrast, saturation, hue):
    """The four adjustments by random factors in random order."""
    check_pil(img)
    factors = [
        _factor(brightness, "brightness"),
        _factor(contrast, "contrast"),
        _factor(saturation, "saturation"),
        _factor(hue, "hue", center=0, bound=(-0.5, 0.5), non_negative=False),
    ]
    kinds = (adjust_brightness, adjust_contrast, adjust_saturation, adjust_hue)
    steps = list(zip(kinds, factors, strict=True))
    random.shuffle(steps)
    for adjust, factor in steps:
        img = adjust(img, factor)
    return img


def _factor(value, name, center=1, bound=(0, float("inf")), non_negative=True):
    if isinstance(value, numbers.Number):
        if value < 0:
            raise ValueError(f"The input value of {name} cannot be negative.")
        low = center - value
        return random.uniform(max(0, low) if non_negative else low, center + value)
    if not (isinstance(value, (list, tuple)) and len(value) == 2):
        raise TypeError(
            f"Input of {name} should be either a single value, or a list/tuple of length 2."
        )
    if not bound[0] <= value[0] <= value[1] <= bound[1]:
        raise ValueError(
            f"Please check your value range of {name} is valid and within the bound {bound}."
        )
    return random.uniform(value[0], value[1])


def random_lighting(img, alpha):
    """Noise along the principal colours of ImageNet (Krizhevsky et al., 2012)."""
    check_pil(img)
    img = img if img.mode == "RGB" else img.convert("RGB")
    weights = [np.random.normal(loc=0.0, scale=alpha) for _ in range(3)]
    shift = _PRINCIPAL_64 @ np.array(weights)
    pixels = np.array(img).astype(np.float64) + shift
    return pillow().Image.fromarray(np.uint8(np.clip(pixels, 0, 255)))


_PRINCIPAL_64 = np.array([55.46, 4.794, 1.148]) * np.array(
    [[-0.5675, 0.7192, 0.4009], [-0.5808, -0.0045, -0.8140], [-0.5836, -0.6948, 0.4203]]
)


def grayscale(img, num_output_channels):
    """Gray, in one channel or three equal ones."""
    check_pil(img)
    if num_output_channels not in (1, 3):
        raise ValueError(f"num_output_channels should be either 1 or 3. Got {num_output_channels}.")
    gray = img.convert("L")
    if num_output_channels == 1:
        return gray
    return pillow().Image.merge("RGB", (gray, gray, gray))


def random_color(img, degrees):
    """Saturation by a random factor."""
    check_pil(img)
    return _enhance(img, "Color", (degrees[1] - degrees[0]) * random.random() + degrees[0])


def random_sharpness(img, degrees):
    """Sharpness by a random factor."""
    check_pil(img)
    return _enhance(img, "Sharpness", (degrees[1] - degrees[0]) * random.random() + degrees[0])


def adjust_gamma(img, gamma, gain):
    """255.999 gain (x / 255)^gamma."""
    if not is_pil(img):
        raise TypeError(f"img should be PIL image. Got {type(img)}.")
    table = [(255 + 1 - 0.001) * gain * pow(x / 255.0, gamma) for x in range(256)]
    bands = len(img.getbands())
    return img.point(table * bands) if bands in (1, 3) else img


def auto_contrast(img, cutoff, ignore):
    """The full range of levels used."""
    check_pil(img)
    return pillow().ImageOps.autocontrast(img, cutoff, ignore)


def invert_color(img):
    """255 minus every value."""
    check_pil(img)
    return pillow().ImageOps.invert(img)


def equalize(img):
    """Histogram flattened."""
    check_pil(img)
    return pillow().ImageOps.equalize(img)


def uniform_augment(img, transforms, num_ops):
    """Some of the operations, each with a probability that is random itself."""
    for index in np.random.choice(len(transforms), size=num_ops, replace=False):
        prob = random.random()
        if random.random() < prob:
            img = transforms[index](img.copy())
    return img
