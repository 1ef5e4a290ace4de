"""Operations that change colours."""

from __future__ import annotations

import numpy as np

from ..transforms.transforms import PyTensorOperation, PythonOperation
from . import py_transforms_util as util
from . import validators
from ._base import C, ImageTensorOperation
from .kernels import colour


class AdjustBrightness(ImageTensorOperation, PyTensorOperation):
    """Multiplies all values.

    brightness_factor (float): 0 gives black, 1 the image.
    """

    @validators.check_adjust_brightness
    def __init__(self, brightness_factor):
        super().__init__()
        self.brightness_factor = brightness_factor

    def compute(self, image):
        """The image, brighter or darker."""
        return colour.brightness(image, self.brightness_factor)

    def _execute_py(self, img):
        return util.adjust_brightness(img, self.brightness_factor)


class AdjustContrast(ImageTensorOperation, PyTensorOperation):
    """Blends an image with its mean gray.

    contrast_factor (float): 0 gives gray, 1 the image.
    """

    @validators.check_adjust_contrast
    def __init__(self, contrast_factor):
        super().__init__()
        self.contrast_factor = contrast_factor

    def compute(self, image):
        """The blend."""
        return colour.contrast(image, self.contrast_factor)

    def _execute_py(self, img):
        return util.adjust_contrast(img, self.contrast_factor)


class AdjustGamma(ImageTensorOperation, PyTensorOperation):
    """gain (x / 255)^gamma for bytes, (gain x)^gamma for floats.

    gamma (float). gain (float, default 1).
    """

    @validators.check_adjust_gamma
    def __init__(self, gamma, gain=1):
        super().__init__()
        self.gamma = gamma
        self.gain = gain

    def compute(self, image):
        """The corrected image."""
        return colour.gamma(image, self.gamma, self.gain)

    def _execute_py(self, img):
        return util.adjust_gamma(img, self.gamma, self.gain)


class AdjustHue(ImageTensorOperation, PyTensorOperation):
    """Turns hues.

    hue_factor (float): share of a circle, -0.5 to 0.5.
    """

    @validators.check_adjust_hue
    def __init__(self, hue_factor):
        super().__init__()
        self.hue_factor = hue_factor

    def compute(self, image):
        """The image with other hues."""
        return colour.hue(image, self.hue_factor)

    def _execute_py(self, img):
        return util.adjust_hue(img, self.hue_factor)


class AdjustSaturation(ImageTensorOperation, PyTensorOperation):
    """Blends an image with its gray version.

    saturation_factor (float): 0 gives gray, 1 the image.
    """

    @validators.check_adjust_saturation
    def __init__(self, saturation_factor):
        super().__init__()
        self.saturation_factor = saturation_factor

    def compute(self, image):
        """The blend."""
        return colour.saturation(image, self.saturation_factor)

    def _execute_py(self, img):
        return util.adjust_saturation(img, self.saturation_factor)


class AdjustSharpness(ImageTensorOperation):
    """Blends an image with its smoothed version.

    sharpness_factor (float): 0 gives the smoothed image, 1 the image.
    """

    implementation = C

    @validators.check_adjust_sharpness
    def __init__(self, sharpness_factor):
        super().__init__()
        self.sharpness_factor = sharpness_factor

    def compute(self, image):
        """The blend."""
        return colour.sharpness(image, self.sharpness_factor)


def ignored_levels(ignore):
    """The levels to ignore as a list."""
    if ignore is None:
        return []
    return [ignore] if isinstance(ignore, int) else ignore


class AutoContrast(ImageTensorOperation, PyTensorOperation):
    """Stretches every channel to the full range.

    cutoff (float, default 0.0): percent of pixels left out at each end. ignore (int or list,
    default None): levels that do not count.
    """

    @validators.check_auto_contrast
    def __init__(self, cutoff=0.0, ignore=None):
        super().__init__()
        self.cutoff = cutoff
        self.ignore = ignored_levels(ignore)

    def compute(self, image):
        """The stretched image."""
        return colour.auto_contrast(image, self.cutoff, self.ignore)

    def _execute_py(self, img):
        return util.auto_contrast(img, self.cutoff, self.ignore)


class ConvertColor(ImageTensorOperation):
    """Changes order or number of channels.

    convert_mode (ConvertMode).
    """

    implementation = C

    @validators.check_convert_color
    def __init__(self, convert_mode):
        super().__init__()
        self.convert_mode = convert_mode

    def compute(self, image):
        """The converted image."""
        return colour.convert_color(image, int(self.convert_mode))


class Equalize(ImageTensorOperation, PyTensorOperation):
    """Flattens the histogram of every channel."""

    def __init__(self):
        super().__init__()

    def compute(self, image):
        """The equalized image."""
        return colour.equalize(image)

    def _execute_py(self, img):
        return util.equalize(img)


class GaussianBlur(ImageTensorOperation):
    """Smooths an image.

    kernel_size (int or (width, height)): odd. sigma (float or (x, y), default None): from the
    kernel size by default.
    """

    implementation = C

    @validators.check_gaussian_blur
    def __init__(self, kernel_size, sigma=None):
        super().__init__()
        self.kernel_size = (kernel_size,) if isinstance(kernel_size, int) else kernel_size
        if sigma is None:
            sigma = (0,)
        self.sigma = (float(sigma),) if isinstance(sigma, (int, float)) else sigma

    def compute(self, image):
        """The smoothed image."""
        kernel = (self.kernel_size[0], self.kernel_size[-1])
        given = [s if s > 0 else k * 0.15 + 0.35 for s, k in zip(self.sigma, kernel, strict=False)]
        return colour.gaussian_blur(image, kernel, (given[0], given[-1]))


class Grayscale(PythonOperation):
    """A PIL image in gray.

    num_output_channels (int, default 1): 1 or 3.
    """

    @validators.check_num_channels
    def __init__(self, num_output_channels=1):
        super().__init__()
        self.num_output_channels = num_output_channels

    def _execute_py(self, img):
        return util.grayscale(img, num_output_channels=self.num_output_channels)


class HsvToRgb(PythonOperation):
    """HSV arrays in [0, 1] as RGB.

    is_hwc (bool, default False): channels last.
    """

    @validators.check_rgb_to_hsv
    def __init__(self, is_hwc=False):
        super().__init__()
        self.is_hwc = is_hwc

    def _execute_py(self, hsv_imgs):
        return util.hsv_to_rgbs(hsv_imgs, self.is_hwc)


class RgbToHsv(PythonOperation):
    """RGB arrays in [0, 1] as HSV.

    is_hwc (bool, default False): channels last.
    """

    @validators.check_rgb_to_hsv
    def __init__(self, is_hwc=False):
        super().__init__()
        self.is_hwc = is_hwc

    def _execute_py(self, rgb_imgs):
        return util.rgb_to_hsvs(rgb_imgs, self.is_hwc)


class Invert(ImageTensorOperation, PyTensorOperation):
    """255 minus every value."""

    def __init__(self):
        super().__init__()

    def compute(self, image):
        """The negative."""
        return colour.invert(image)

    def _execute_py(self, img):
        return util.invert_color(img)


class Posterize(ImageTensorOperation):
    """Keeps the highest bits of every value.

    bits (int): 0 to 8.
    """

    implementation = C

    @validators.check_posterize
    def __init__(self, bits):
        super().__init__()
        self.bits = bits

    def compute(self, image):
        """The image with fewer levels."""
        return colour.posterize(image, self.bits)


class Solarize(ImageTensorOperation):
    """Inverts values in a range.

    threshold (float or (min, max)): one number inverts all values from it on.
    """

    implementation = C

    @validators.check_solarize
    def __init__(self, threshold):
        super().__init__()
        one = isinstance(threshold, (float, int))
        self.threshold = (threshold, threshold) if one else threshold

    def compute(self, image):
        """The solarized image."""
        return colour.solarize(image, *(float(np.float32(t)) for t in self.threshold))
