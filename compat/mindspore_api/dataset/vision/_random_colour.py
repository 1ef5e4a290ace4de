"""Operations that change colours at random."""

from __future__ import annotations

import numbers
import random

import numpy as np

from compat.core.data.streams import Normal, bernoulli, shuffle, uniform_float, uniform_int

from ..core.validator_helpers import FLOAT_MAX_INTEGER, check_range
from ..transforms.failure import fail
from ..transforms.transforms import PyTensorOperation, PythonOperation
from . import py_transforms_util as util
from . import validators
from ._base import C, ImageTensorOperation
from ._colour import ignored_levels
from .kernels import colour
from .kernels.image import MATRIX, check_image, check_rank


class _Chance(ImageTensorOperation):
    """An operation with a probability."""

    random = True
    implementation = C

    def __init__(self, prob):
        super().__init__()
        self.prob = prob

    def compute(self, image):
        """The image, changed or not."""
        self._check(image)
        return (
            self._change(image) if bernoulli(self.stream, float(np.float32(self.prob))) else image
        )


_UNKNOWN = (
    "Cannot convert from OpenCV type, unknown CV type. Currently supported data type: "
    "[int8, uint8, int16, uint16, int32, float16, float32, float64]."
)


def _check_known(image, name):
    if image.dtype.name not in MATRIX:
        fail(f"{name}: {_UNKNOWN}")


class RandomAdjustSharpness(_Chance):
    """AdjustSharpness with a probability.

    degree (float). prob (float, default 0.5).
    """

    @validators.check_random_adjust_sharpness
    def __init__(self, degree, prob=0.5):
        super().__init__(prob)
        self.degree = degree

    @staticmethod
    def _check(image):
        if image.ndim not in (2, 3):
            fail(
                "RandomAdjustSharpness: image shape is not <H,W,C> or <H,W>, "
                f"got rank: {image.ndim}"
            )
        _check_known(image, "RandomAdjustSharpness")

    def _change(self, image):
        return colour.sharpness(image, self.degree)


class RandomAutoContrast(_Chance):
    """AutoContrast with a probability.

    cutoff (float, default 0.0). ignore (int or list, default None). prob (float, default 0.5).
    """

    @validators.check_random_auto_contrast
    def __init__(self, cutoff=0.0, ignore=None, prob=0.5):
        super().__init__(prob)
        self.cutoff = cutoff
        self.ignore = ignored_levels(ignore)

    @staticmethod
    def _check(image):
        if image.ndim not in (2, 3):
            fail(f"RandomAutoContrast: image shape is not <H,W,C> or <H,W>, got rank: {image.ndim}")
        if image.ndim == 3 and image.shape[2] != 3:
            fail(
                "RandomAutoContrast: image shape is incorrect, expected num of channels is 3, "
                f"but got: {image.shape[2]}"
            )
        _check_known(image, "RandomAutoContrast")

    def _change(self, image):
        return colour.auto_contrast(image, self.cutoff, self.ignore)


class RandomEqualize(_Chance):
    """Equalize with a probability.

    prob (float, default 0.5).
    """

    @validators.check_prob
    def __init__(self, prob=0.5):
        super().__init__(prob)

    @staticmethod
    def _check(image):
        check_rank(image, "RandomEqualize")
        if image.ndim == 3 and image.shape[2] not in (1, 3):
            fail(
                "RandomEqualize: input image is not in channel of 1 or 3, "
                f"but got: {image.shape[2]}"
            )
        if image.dtype != np.uint8:
            fail(
                f"RandomEqualize: input image is not in type of uint8, but got: {image.dtype.name}"
            )

    def _change(self, image):
        return colour.equalize(image)


class RandomInvert(_Chance):
    """Invert with a probability.

    prob (float, default 0.5).
    """

    @validators.check_prob
    def __init__(self, prob=0.5):
        super().__init__(prob)

    @staticmethod
    def _check(image):
        if image.ndim != 3:
            fail(f"RandomInvert: image shape is not <H,W,C>, got rank: {image.ndim}")
        if image.shape[2] != 3:
            fail(
                "RandomInvert: image shape is incorrect, expected num of channels is 3, "
                f"but got:{image.shape[2]}"
            )
        _check_known(image, "RandomInvert")

    def _change(self, image):
        return colour.invert(image)


class RandomColor(ImageTensorOperation, PyTensorOperation):
    """Blends an image with its gray version by a random factor.

    degrees ((min, max), default (0.1, 1.9)): 0 gives gray, 1 the image.
    """

    random = True

    @validators.check_positive_degrees
    def __init__(self, degrees=(0.1, 1.9)):
        super().__init__()
        self.degrees = degrees

    def compute(self, image):
        """The blend."""
        if image.ndim != 3 or image.shape[2] != 3:
            return colour.colourfulness(image, 1.0)  # refuses it before a number is drawn
        return colour.colourfulness(image, uniform_float(self.stream, *self.degrees))

    def _execute_py(self, img):
        return util.random_color(img, self.degrees)


def _expanded(value, center=1, bound=(0, FLOAT_MAX_INTEGER), non_negative=True):
    """A range of factors round the one that changes nothing."""
    if isinstance(value, numbers.Number):
        value = [center - value, center + value]
        if non_negative:
            value[0] = max(0, value[0])
        check_range(value, bound)
    return (value[0], value[1])


class RandomColorAdjust(ImageTensorOperation, PyTensorOperation):
    """Changes brightness, contrast, saturation and hue at random, in random order.

    Args:
        brightness (float or (min, max), default (1, 1)): range of the factor; one number f means
            (max(0, 1 - f), 1 + f).
        contrast (float or (min, max), default (1, 1)): likewise.
        saturation (float or (min, max), default (1, 1)): likewise.
        hue (float or (min, max), default (0, 0)): range of the shift, within (-0.5, 0.5).

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range.

    Example:
        >>> ds.vision.RandomColorAdjust(brightness=0.4)(np.zeros((4, 6, 3), "uint8")).shape
        (4, 6, 3)
    """

    random = True

    @validators.check_random_color_adjust
    def __init__(self, brightness=(1, 1), contrast=(1, 1), saturation=(1, 1), hue=(0, 0)):
        super().__init__()
        self.brightness = _expanded(brightness)
        self.contrast = _expanded(contrast)
        self.saturation = _expanded(saturation)
        self.hue = _expanded(hue, center=0, bound=(-0.5, 0.5), non_negative=False)

    def compute(self, image):
        """The changed image."""
        check_image(image, "RandomColorAdjust", (), (3,), (3,))
        steps = [
            (colour.brightness, self.brightness, 1),
            (colour.contrast, self.contrast, 1),
            (colour.saturation, self.saturation, 1),
            (colour.hue, self.hue, 0),
        ]
        shuffle(steps, self.stream)
        for adjust, (low, high), neutral in steps:
            if not (_close(low, high) and _close(low, neutral)):
                image = adjust(image, uniform_float(self.stream, low, high))
        return image

    def _execute_py(self, img):
        return util.random_color_adjust(
            img, self.brightness, self.contrast, self.saturation, self.hue
        )


def _close(a, b):
    return abs(np.float32(a) - np.float32(b)) < np.float32(1e-4)


class RandomGrayscale(PythonOperation):
    """An image in gray with a probability; of three equal channels.

    Args:
        prob (float, default 0.1): the probability, in [0, 1].

    Raises:
        TypeError: it is no number.
        ValueError: it is out of range.

    Example:
        >>> gray = ds.vision.RandomGrayscale(0.2)
    """

    random = True

    @validators.check_prob
    def __init__(self, prob=0.1):
        super().__init__()
        self.prob = prob

    def _execute_py(self, img):
        channels = 1 if img.mode == "L" else 3
        if self.prob > random.random():
            return util.grayscale(img, num_output_channels=channels)
        return img


class RandomLighting(ImageTensorOperation, PyTensorOperation):
    """Noise along the principal colours of ImageNet (Krizhevsky et al., 2012).

    alpha (float, default 0.05): standard deviation of the noise.
    """

    random = True
    _normal = None

    @validators.check_alpha
    def __init__(self, alpha=0.05):
        super().__init__()
        self.alpha = alpha

    def seeded(self, seed):
        """A copy for one worker; its normal distribution starts anew, too."""
        made = super().seeded(seed)
        made._normal = None
        return made

    def compute(self, image):
        """The image with noise."""
        if image.ndim < 2:
            shape = ",".join(map(str, image.shape))
            fail(
                "RandomLighting: input tensor is not in shape of <height, width, ...>, "
                f"got shape: <{shape}>"
            )
        if self._normal is None:
            self._normal = Normal(0.0, self.alpha, "float32")
        return colour.lighting(image, [self._normal(self.stream) for _ in range(3)])

    def _execute_py(self, img):
        return util.random_lighting(img, self.alpha)


class RandomPosterize(ImageTensorOperation):
    """Keeps a random number of the highest bits.

    bits (int or (min, max), default (8, 8)): 1 to 8.
    """

    random = True
    implementation = C

    @validators.check_random_posterize
    def __init__(self, bits=(8, 8)):
        super().__init__()
        self.bits = bits

    def compute(self, image):
        """The image with fewer levels."""
        low, high = (self.bits, self.bits) if isinstance(self.bits, int) else self.bits
        bits = low if low == high else uniform_int(self.stream, low, high)
        return colour.posterize(image, bits)


class RandomSharpness(ImageTensorOperation, PyTensorOperation):
    """Blends an image with its smoothed version by a random factor.

    degrees ((min, max), default (0.1, 1.9)): 0 gives the smoothed image, 1 the image.
    """

    random = True

    @validators.check_positive_degrees
    def __init__(self, degrees=(0.1, 1.9)):
        super().__init__()
        self.degrees = degrees

    def compute(self, image):
        """The blend."""
        single = np.float32
        low, high = (single(d) for d in self.degrees)
        drawn = uniform_float(self.stream, -1.0, 1.0)
        alpha = (high + low) / single(2) + drawn * ((high - low) / single(2))
        return colour.sharpness(image, alpha)

    def _execute_py(self, img):
        return util.random_sharpness(img, self.degrees)


class RandomSolarize(ImageTensorOperation):
    """Inverts values in a random range.

    threshold ((min, max), default (0, 255)): both ends of the range lie in it.
    """

    random = True
    implementation = C

    @validators.check_random_solarize
    def __init__(self, threshold=(0, 255)):
        super().__init__()
        self.threshold = threshold

    def compute(self, image):
        """The solarized image."""
        ends = sorted(uniform_int(self.stream, *self.threshold) for _ in range(2))
        return colour.solarize(image, *ends)
