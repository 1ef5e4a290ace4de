"""Operations on images, by family."""

from ..transforms.transforms import CompoundOperation, PyTensorOperation, TensorOperation
from ._base import ImageTensorOperation
from ._blend import CutMixBatch, CutOut, Erase, MixUp, MixUpBatch, RandomErasing
from ._boxes import (
    BoundingBoxAugment,
    RandomCropWithBBox,
    RandomHorizontalFlipWithBBox,
    RandomResizedCropWithBBox,
    RandomResizeWithBBox,
    RandomVerticalFlipWithBBox,
    ResizeWithBBox,
)
from ._codec import Decode, RandomCropDecodeResize
from ._colour import (
    AdjustBrightness,
    AdjustContrast,
    AdjustGamma,
    AdjustHue,
    AdjustSaturation,
    AdjustSharpness,
    AutoContrast,
    ConvertColor,
    Equalize,
    GaussianBlur,
    Grayscale,
    HsvToRgb,
    Invert,
    Posterize,
    RgbToHsv,
    Solarize,
)
from ._geometry import (
    Affine,
    CenterCrop,
    Crop,
    FiveCrop,
    HorizontalFlip,
    Pad,
    PadToSize,
    Perspective,
    Resize,
    ResizedCrop,
    Rotate,
    SlicePatches,
    TenCrop,
    VerticalFlip,
)
from ._policy import (
    AutoAugment,
    RandAugment,
    RandomSelectSubpolicy,
    TrivialAugmentWide,
    UniformAugment,
)
from ._random_colour import (
    RandomAdjustSharpness,
    RandomAutoContrast,
    RandomColor,
    RandomColorAdjust,
    RandomEqualize,
    RandomGrayscale,
    RandomInvert,
    RandomLighting,
    RandomPosterize,
    RandomSharpness,
    RandomSolarize,
)
from ._random_geometry import (
    RandomAffine,
    RandomCrop,
    RandomHorizontalFlip,
    RandomPerspective,
    RandomResize,
    RandomResizedCrop,
    RandomRotation,
    RandomVerticalFlip,
)
from ._scaling import (
    HWC2CHW,
    LinearTransformation,
    Normalize,
    NormalizePad,
    Rescale,
    ToNumpy,
    ToPIL,
    ToTensor,
    ToType,
)

_OWN = [
    value
    for value in list(globals().values())
    if isinstance(value, type)
    and value.__module__.rpartition(".")[0] == __name__.rpartition(".")[0]
]
for _class in _OWN:
    _class.__module__ = __name__


def not_random(func):
    """Mark a function as one that always gives the same result for the same input."""
    func.random = False
    return func
