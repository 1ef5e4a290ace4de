"""Changes of pictures [height, width, BGR] by chance; NumPy's global generator draws."""

from __future__ import annotations

import random

import numpy as np

__all__ = [
    "BrightnessTransform",
    "SaturationTransform",
    "ContrastTransform",
    "HueTransform",
    "ColorJitter",
]


def _opencv():
    try:
        import cv2
    except ImportError as error:
        raise ImportError(
            "paddle.incubate.hapi.vision.transforms changes colours with OpenCV: "
            "pip install opencv-python-headless"
        ) from error
    return cv2


def _grey(img):
    cv2 = _opencv()
    return cv2.cvtColor(img, cv2.COLOR_BGR2GRAY)


class _Scale:
    """Mixes the picture with something, at a share drawn from [1 - value, 1 + value]."""

    what = ""

    def __init__(self, value):
        if value < 0:
            raise ValueError(f"{self.what} value should be non-negative")
        self.value = value

    def __call__(self, img):
        if self.value == 0:
            return img
        dtype = img.dtype
        img = img.astype(np.float32)
        share = np.random.uniform(max(0, 1 - self.value), 1 + self.value)
        return self._mixed(img, share).clip(0, 255).astype(dtype)


class BrightnessTransform(_Scale):
    """Brighter or darker by a factor from [1 - value, 1 + value].

    value (float): how far; 0 changes nothing. Raises ValueError for a negative one.
    """

    what = "brightness"

    def __init__(self, value):
        super().__init__(value)

    def _mixed(self, img, share):
        return img * share


class ContrastTransform(_Scale):
    """Towards the mean of the grey picture or away from it, a share from [1 - value, 1 + value].

    value (float): how far; 0 changes nothing. Raises ValueError for a negative one.
    """

    what = "contrast"

    def __init__(self, value):
        super().__init__(value)

    def _mixed(self, img, share):
        return img * share + _grey(img).mean() * (1 - share)


class SaturationTransform(_Scale):
    """Towards the grey picture, or away from it, by a share from [1 - value, 1 + value].

    value (float): how far; 0 changes nothing. Raises ValueError for a negative one.
    """

    what = "saturation"

    def __init__(self, value):
        super().__init__(value)

    def _mixed(self, img, share):
        return img * share + _grey(img)[..., np.newaxis] * (1 - share)


class HueTransform:
    """Another hue, turned by a part of the circle from [-value, value].

    value (float): at most 0.5; 0 changes nothing. Raises ValueError for another one.
    """

    def __init__(self, value):
        if value < 0 or value > 0.5:
            raise ValueError("hue value should be in [0.0, 0.5]")
        self.value = value

    def __call__(self, img):
        if self.value == 0:
            return img
        cv2 = _opencv()
        h, s, v = cv2.split(cv2.cvtColor(img.astype(np.uint8), cv2.COLOR_BGR2HSV_FULL))
        turn = int(np.random.uniform(-self.value, self.value) * 255)
        h = h + np.uint8(turn % 256)
        turned = cv2.cvtColor(cv2.merge([h, s, v]), cv2.COLOR_HSV2BGR_FULL)
        return turned.astype(img.dtype)


class ColorJitter:
    """Brightness, contrast, saturation and hue, in an order drawn once.

    brightness, contrast, saturation, hue (float, default 0): see the single changes.
    """

    def __init__(self, brightness=0, contrast=0, saturation=0, hue=0):
        kinds = [
            (BrightnessTransform, brightness),
            (ContrastTransform, contrast),
            (SaturationTransform, saturation),
            (HueTransform, hue),
        ]
        self.transforms = [kind(value) for kind, value in kinds if value != 0]
        random.shuffle(self.transforms)

    def __call__(self, img):
        for transform in self.transforms:
            img = transform(img)
        return img
