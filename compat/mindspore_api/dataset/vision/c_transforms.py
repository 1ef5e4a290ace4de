"""The C++ side's operations on images under their old names."""

from __future__ import annotations

from ..transforms.legacy import OldNative, as_members, face
from . import transforms as unified
from . import validators
from ._base import ImageTensorOperation as _Unified
from .kernels import colour
from .utils import (
    AutoAugmentPolicy,
    Border,
    ConvertMode,
    ImageBatchFormat,
    Inter,
    SliceMode,
    parse_padding,
)


class ImageTensorOperation(OldNative):
    """Base of the C++ side's operations on images."""


class _RgbToBgr(_Unified):
    def __init__(self):
        super().__init__()

    def compute(self, image):
        """Red and blue exchanged."""
        return colour.swap_red_blue(image)


@validators.check_normalize_c
def _normalize(self, mean, std):
    unified.Normalize.__init__(self, mean, std, True)


@validators.check_normalizepad_c
def _normalize_pad(self, mean, std, dtype="float32"):
    unified.NormalizePad.__init__(self, mean, std, dtype, True)


@validators.check_cutout
def _cut_out(self, length, num_patches=1):
    unified.CutOut.__init__(self, length, num_patches, True)


def _decode(self, rgb=True):
    unified.Decode.__init__(self, False)
    self.rgb = rgb


@validators.check_uniform_augment_cpp
def _uniform_augment(self, transforms, num_ops=2):
    self.transforms = as_members(transforms)
    self.num_ops = num_ops


def _old(operation, init=None, name=None, substitute=None):
    return face(ImageTensorOperation, __name__, operation, name, init, substitute)


AdjustGamma = _old(unified.AdjustGamma)
AutoAugment = _old(unified.AutoAugment)
AutoContrast = _old(unified.AutoContrast)
BoundingBoxAugment = _old(unified.BoundingBoxAugment)
CenterCrop = _old(unified.CenterCrop)
ConvertColor = _old(unified.ConvertColor)
Crop = _old(unified.Crop)
CutMixBatch = _old(unified.CutMixBatch)
CutOut = _old(unified.CutOut, _cut_out)
Decode = _old(unified.Decode, _decode)
Equalize = _old(unified.Equalize)
GaussianBlur = _old(unified.GaussianBlur)
HorizontalFlip = _old(unified.HorizontalFlip)
HWC2CHW = _old(unified.HWC2CHW)
Invert = _old(unified.Invert)
MixUpBatch = _old(unified.MixUpBatch)
Normalize = _old(unified.Normalize, _normalize)
NormalizePad = _old(unified.NormalizePad, _normalize_pad)
Pad = _old(unified.Pad)
RandomAdjustSharpness = _old(unified.RandomAdjustSharpness)
RandomAffine = _old(unified.RandomAffine)
RandomAutoContrast = _old(unified.RandomAutoContrast)
RandomColor = _old(unified.RandomColor)
RandomColorAdjust = _old(unified.RandomColorAdjust)
RandomCrop = _old(unified.RandomCrop)
RandomCropDecodeResize = _old(unified.RandomCropDecodeResize)
RandomCropWithBBox = _old(unified.RandomCropWithBBox)
RandomEqualize = _old(unified.RandomEqualize)
RandomHorizontalFlip = _old(unified.RandomHorizontalFlip)
RandomHorizontalFlipWithBBox = _old(unified.RandomHorizontalFlipWithBBox)
RandomInvert = _old(unified.RandomInvert)
RandomLighting = _old(unified.RandomLighting)
RandomPosterize = _old(unified.RandomPosterize)
RandomResize = _old(unified.RandomResize)
RandomResizedCrop = _old(unified.RandomResizedCrop)
RandomResizedCropWithBBox = _old(unified.RandomResizedCropWithBBox)
RandomResizeWithBBox = _old(unified.RandomResizeWithBBox)
RandomRotation = _old(unified.RandomRotation)
RandomSelectSubpolicy = _old(unified.RandomSelectSubpolicy)
RandomSharpness = _old(unified.RandomSharpness)
RandomSolarize = _old(unified.RandomSolarize)
RandomVerticalFlip = _old(unified.RandomVerticalFlip)
RandomVerticalFlipWithBBox = _old(unified.RandomVerticalFlipWithBBox)
Rescale = _old(unified.Rescale)
Resize = _old(unified.Resize)
ResizeWithBBox = _old(unified.ResizeWithBBox)
RgbToBgr = _old(_RgbToBgr, name="RgbToBgr", substitute="ConvertColor")
Rotate = _old(unified.Rotate)
SlicePatches = _old(unified.SlicePatches)
UniformAugment = _old(unified.UniformAugment, _uniform_augment)
VerticalFlip = _old(unified.VerticalFlip)


class SoftDvppDecodeRandomCropResizeJpeg(ImageTensorOperation):
    """Not in MindSpore since 1.8: use RandomCropDecodeResize."""

    def __init__(self, size, scale=(0.08, 1.0), ratio=(3.0 / 4.0, 4.0 / 3.0), max_attempts=10):
        raise NotImplementedError(
            "SoftDvppDecodeRandomCropResizeJpeg is not supported as of 1.8 version. "
            "Please use RandomCropDecodeResize instead."
        )


class SoftDvppDecodeResizeJpeg(ImageTensorOperation):
    """Not in MindSpore since 1.8: use Decode and Resize."""

    def __init__(self, size):
        raise NotImplementedError(
            "SoftDvppDecodeResizeJpeg is not supported as of 1.8 version. "
            "Please use Decode and Resize instead."
        )
