"""The Python side's operations on images under their old names."""

from __future__ import annotations

import numpy as np

from ..transforms.legacy import OldPython, face
from ..transforms.py_transforms import PyTensorOperation
from . import py_transforms_util as util
from . import transforms as unified
from . import validators
from .py_transforms_util import is_pil
from .utils import Border, Inter, parse_padding


class _Own(OldPython):
    """Operations the unified module does not have, or has with other numbers."""


class _Cutout(_Own):
    random = True

    @validators.check_cutout
    def __init__(self, length, num_patches=1):
        self.length = length
        self.num_patches = num_patches

    def _execute_py(self, np_img):
        if not isinstance(np_img, np.ndarray):
            raise TypeError(f"img should be NumPy array. Got {type(np_img)}.")
        if np_img.ndim != 3:
            raise TypeError(f"img dimension should be 3. Got {np_img.ndim}.")
        _, height, width = np_img.shape
        if self.length > height or self.length > width:
            raise ValueError(
                f"Patch length is too large, got patch length: {self.length} and image height: "
                f"{height}, image width: {width}"
            )
        scale = self.length * self.length / (height * width)
        for _ in range(self.num_patches):
            box = util.get_erase_params(np_img, (scale, scale), (1, 1), 0, False, 1)
            np_img = util.erase(np_img, *box)
        return np_img


class _HWC2CHW(_Own):
    def __init__(self):
        super().__init__()

    def _execute_py(self, img):
        return util.hwc_to_chw(img)


class _Normalize(_Own):
    @validators.check_normalize_py
    def __init__(self, mean, std):
        self.mean = mean
        self.std = std

    def _execute_py(self, img):
        return util.normalize(img, self.mean, self.std)


class _NormalizePad(_Own):
    @validators.check_normalizepad_py
    def __init__(self, mean, std, dtype="float32"):
        self.mean = mean
        self.std = std
        self.dtype = dtype

    def _execute_py(self, img):
        return util.normalize(img, self.mean, self.std, pad_channel=True, dtype=self.dtype)


class _RgbToBgr(_Own):
    @validators.check_rgb_to_hsv
    def __init__(self, is_hwc=False):
        self.is_hwc = is_hwc

    def _execute_py(self, rgb_imgs):
        return util.rgb_to_bgrs(rgb_imgs, self.is_hwc)


class _ToTensor(_Own):
    def __init__(self, output_type=np.float32):
        self.output_type = output_type

    def _execute_py(self, img):
        return util.to_tensor(img, self.output_type)


class _ToType(_Own):
    def __init__(self, output_type):
        self.output_type = output_type

    def _execute_py(self, img):
        return util.to_type(img, self.output_type)


class _UniformAugment(_Own):
    random = True

    @validators.check_uniform_augment_py
    def __init__(self, transforms, num_ops=2):
        self.transforms = transforms
        self.num_ops = num_ops

    def _execute_py(self, img):
        return util.uniform_augment(img, self.transforms.copy(), self.num_ops)


class _PillowOnly:
    """The Pillow side of an operation that has two."""

    def __call__(self, *args):
        return self._execute_py(*args)


def _decode(self):
    unified.Decode.__init__(self, True)


@validators.check_pad
def _pad(self, padding, fill_value=0, padding_mode=Border.CONSTANT):
    self.padding = parse_padding(padding)
    self.fill_value = fill_value
    self.padding_mode = padding_mode


@validators.check_random_affine
def _random_affine(
    self, degrees, translate=None, scale=None, shear=None, resample=Inter.NEAREST, fill_value=0
):
    unified.RandomAffine.__init__(self, degrees, None, scale, shear, resample, fill_value)
    self.translate = translate
    self.fill_value = fill_value


@validators.check_random_crop
def _random_crop(
    self, size, padding=None, pad_if_needed=False, fill_value=0, padding_mode=Border.CONSTANT
):
    unified.RandomCrop.__init__(self, size, padding, pad_if_needed, fill_value, padding_mode)
    self.fill_value = fill_value


@validators.check_random_color_adjust
def _random_color_adjust(self, brightness=(1, 1), contrast=(1, 1), saturation=(1, 1), hue=(0, 0)):
    self.brightness = brightness
    self.contrast = contrast
    self.saturation = saturation
    self.hue = hue


@validators.check_random_rotation
def _random_rotation(
    self, degrees, resample=Inter.NEAREST, expand=False, center=None, fill_value=0
):
    unified.RandomRotation.__init__(self, degrees, resample, expand, center, fill_value)
    self.degrees = degrees
    self.fill_value = fill_value


def _old(operation, init=None, substitute=None):
    name = operation.__name__.lstrip("_")
    if not issubclass(operation, _Own):
        init = init or operation.__init__
        operation = type(name, (_PillowOnly, operation), {})
    return face(PyTensorOperation, __name__, operation, name, init, substitute)


AdjustGamma = _old(unified.AdjustGamma)
AutoContrast = _old(unified.AutoContrast)
CenterCrop = _old(unified.CenterCrop)
Cutout = _old(_Cutout, substitute="CutOut")
Decode = _old(unified.Decode, _decode)
Equalize = _old(unified.Equalize)
FiveCrop = _old(unified.FiveCrop)
Grayscale = _old(unified.Grayscale)
HsvToRgb = _old(unified.HsvToRgb)
HWC2CHW = _old(_HWC2CHW)
Invert = _old(unified.Invert)
LinearTransformation = _old(unified.LinearTransformation)
MixUp = face(PyTensorOperation, __name__, unified.MixUp)
Normalize = _old(_Normalize)
NormalizePad = _old(_NormalizePad)
Pad = _old(unified.Pad, _pad)
RandomAffine = _old(unified.RandomAffine, _random_affine)
RandomColor = _old(unified.RandomColor)
RandomColorAdjust = _old(unified.RandomColorAdjust, _random_color_adjust)
RandomCrop = _old(unified.RandomCrop, _random_crop)
RandomErasing = _old(unified.RandomErasing)
RandomGrayscale = _old(unified.RandomGrayscale)
RandomHorizontalFlip = _old(unified.RandomHorizontalFlip)
RandomLighting = _old(unified.RandomLighting)
RandomPerspective = _old(unified.RandomPerspective)
RandomResizedCrop = _old(unified.RandomResizedCrop)
RandomRotation = _old(unified.RandomRotation, _random_rotation)
RandomSharpness = _old(unified.RandomSharpness)
RandomVerticalFlip = _old(unified.RandomVerticalFlip)
Resize = _old(unified.Resize)
RgbToBgr = _old(_RgbToBgr, substitute="ConvertColor")
RgbToHsv = _old(unified.RgbToHsv)
TenCrop = _old(unified.TenCrop)
ToPIL = _old(unified.ToPIL)
ToTensor = _old(_ToTensor)
ToType = _old(_ToType, substitute="TypeCast")
UniformAugment = _old(_UniformAugment)


def not_random(func):
    """Mark a function as one that always gives the same result for the same input."""
    func.random = False
    return func
