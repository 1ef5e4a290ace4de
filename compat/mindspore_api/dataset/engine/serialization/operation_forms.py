"""What operations write of themselves: a row for each that MindSpore can write whole."""

from __future__ import annotations

import numpy as np

from ....common import dtype as mstype
from ...core.datatypes import detype_name
from ...text import transforms as text
from ...transforms import transforms
from ...vision import transforms as vision
from ...vision.utils import ConvertMode, ImageBatchFormat
from . import form
from .audio_forms import AUDIO
from .form import Form

# Operations without arguments, and those whose arguments MindSpore does not write.
_C_NAMES = {"HWC2CHW": "HwcToChw"}
_WITHOUT_ARGUMENTS = {
    "Equalize", "HWC2CHW", "HorizontalFlip", "Invert", "RgbaToBgr", "RgbaToRgb", "RgbToBgr",
    "RgbToGray", "SwapRedBlue", "VerticalFlip",
}  # fmt: skip

# Written whole, but not read.
_NOT_READ = {
    "AddToken", "AdjustBrightness", "AdjustContrast", "AdjustHue", "AdjustSaturation",
    "AdjustSharpness", "AutoAugment", "ConvertColor", "Erase", "PadToSize", "Perspective",
    "Posterize", "RandAugment", "RandomAdjustSharpness", "RandomAutoContrast", "RandomEqualize",
    "RandomInvert", "RandomLighting", "ResizedCrop", "Solarize", "TrivialAugmentWide", "Truncate",
}  # fmt: skip


def described(op):
    """An operation of the C++ side as {"tensor_op_name": ..., "tensor_op_params": ...}."""
    name = type(op).__name__
    row = FORMS.get(name)
    c_name = _C_NAMES.get(name, name) if row is None else row.name or name
    params = None if row is None else row.written(op)
    return {"tensor_op_name": c_name, "tensor_op_params": params}


def made(row):
    """The operation that `described` wrote.

    Raises:
        KeyError: it was not written whole, or there is none of this name.
    """
    c_name, params = row["tensor_op_name"], row["tensor_op_params"]
    name = next((own for own, c in _C_NAMES.items() if c == c_name), c_name)
    if name in _NOT_READ or name in AUDIO or not (name in _WITHOUT_ARGUMENTS or name in FORMS):
        raise KeyError(c_name)
    kind = next(getattr(m, name) for m in (vision, transforms, text) if hasattr(m, name))
    return kind() if name in _WITHOUT_ARGUMENTS else FORMS[name].made(kind, params)


def _named(argument):
    return lambda value: {argument: value}


def _one_or_more(argument):
    return lambda value: {argument: value[0] if len(value) == 1 else tuple(value)}


def _enumerated(argument, kind):
    return (
        lambda op: form.plain(getattr(op, argument)),
        lambda value: {argument: form.member(kind, value)},
    )


def _member(op):
    return described(op.transform)


def _read_member(value):
    return {"transform": made(value)}


def _members(op):
    return [described(inner) for inner in op.transforms]


def _read_members(value):
    return {"transforms": [made(row) for row in value]}


def _policy(op):
    return [
        [{"tensor_op": described(inner), "prob": prob} for inner, prob in part]
        for part in op.policy
    ]


def _read_policy(value):
    return {"policy": [[(made(row["tensor_op"]), row["prob"]) for row in part] for part in value]}


def _corner(op):
    return [op.coordinates[1], op.coordinates[0]]


def _read_corner(value):
    return {"coordinates": (value[1], value[0])}


def _bits(op):
    return [op.bits] * 2 if isinstance(op.bits, int) else list(op.bits)


def _target(op):
    size = getattr(op, "c_size", None) or op.size
    return [size] if isinstance(size, int) else list(size)


def _kernel(op):
    return list(op.kernel_size)


def _sigma(op):
    return form.single(op.sigma)


def _read_sigma(value):
    return {} if value == [0.0] else _one_or_more("sigma")(value)


def _read_degrees(value):
    return {"degrees": value[1] if value[0] == -value[1] else tuple(value)}


_DEGREES = (lambda op: form.single(op.degrees), _read_degrees)


def _filled(op):
    return form.array(op.fill_value)


def _read_filled(params):
    return {"fill_value": np.array(params["data"], params["type"]).reshape(params["shape"]).item()}


def _type(op):
    return op.data_type if isinstance(op.data_type, str) else detype_name(op.data_type)


def _read_type(value):
    return {"data_type": mstype.string if value == "string" else getattr(mstype, value)}


def _read_output_type(value):
    return {"output_type": np.dtype(value).type}


_VISION = {
    "AdjustBrightness": Form(singles=("brightness_factor",)),
    "AdjustContrast": Form(singles=("contrast_factor",)),
    "AdjustGamma": Form(singles=("gain", "gamma")),
    "AdjustHue": Form(singles=("hue_factor",)),
    "AdjustSaturation": Form(singles=("saturation_factor",)),
    "AdjustSharpness": Form(singles=("sharpness_factor",)),
    "Affine": Form(
        "fill_value", "resample", singles=("degrees", "shear", "translate"), scale="scale_"
    ),
    "AutoAugment": Form("fill_value", "interpolation", "policy"),
    "AutoContrast": Form("ignore", singles=("cutoff",)),
    "BoundingBoxAugment": Form(singles=("ratio",), transform=(_member, _read_member)),
    "CenterCrop": Form("size"),
    "ConvertColor": Form(convert_mode=_enumerated("convert_mode", ConvertMode)),
    "Crop": Form("size", coordinates=(_corner, _read_corner)),
    "CutMixBatch": Form(
        singles=("alpha", "prob"),
        image_batch_format=_enumerated("image_batch_format", ImageBatchFormat),
    ),
    "CutOut": Form("is_hwc", "length", "num_patches"),
    "Decode": Form(rgb=(lambda op: True, lambda value: {})),
    "Erase": Form("height", "inplace", "left", "top", "value", "width"),
    "GaussianBlur": Form(
        kernel_size=(_kernel, _one_or_more("kernel_size")), sigma=(_sigma, _read_sigma)
    ),
    "MixUpBatch": Form(singles=("alpha",)),
    "Normalize": Form("is_hwc", singles=("mean", "std")),
    "NormalizePad": Form("dtype", "is_hwc", singles=("mean", "std")),
    "Pad": Form("fill_value", "padding", "padding_mode"),
    "PadToSize": Form("fill_value", "offset", "padding_mode", "size"),
    "Perspective": Form("end_points", "interpolation", "start_points"),
    "Posterize": Form("bits"),
    "RandAugment": Form(
        "fill_value", "interpolation", "magnitude", "num_magnitude_bins", "num_ops"
    ),
    "RandomAdjustSharpness": Form(singles=("degree", "prob")),
    "RandomAffine": Form(
        "fill_value", "resample", singles=("degrees", "scale", "shear", "translate")
    ),
    "RandomAutoContrast": Form("ignore", singles=("cutoff", "prob")),
    "RandomColor": Form(singles=("degrees",)),
    "RandomColorAdjust": Form(singles=("brightness", "contrast", "hue", "saturation")),
    "RandomCrop": Form("fill_value", "pad_if_needed", "padding", "padding_mode", "size"),
    "RandomCropDecodeResize": Form(
        "interpolation", "max_attempts", "size", singles=("ratio", "scale")
    ),
    "RandomCropWithBBox": Form("fill_value", "pad_if_needed", "padding", "padding_mode", "size"),
    "RandomEqualize": Form(singles=("prob",)),
    "RandomHorizontalFlip": Form(singles=("prob",)),
    "RandomHorizontalFlipWithBBox": Form(singles=("prob",)),
    "RandomInvert": Form(singles=("prob",)),
    "RandomLighting": Form(singles=("alpha",)),
    "RandomPosterize": Form(bits=(_bits, _one_or_more("bits"))),
    "RandomResize": Form(size=(_target, _one_or_more("size"))),
    "RandomResizeWithBBox": Form(size=(_target, _one_or_more("size"))),
    "RandomResizedCrop": Form("interpolation", "max_attempts", "size", singles=("ratio", "scale")),
    "RandomResizedCropWithBBox": Form(
        "interpolation", "max_attempts", "size", singles=("ratio", "scale")
    ),
    "RandomRotation": Form("expand", "fill_value", "resample", degrees=_DEGREES, center="c_center"),
    "RandomSelectSubpolicy": Form(policy=(_policy, _read_policy)),
    "RandomSharpness": Form(singles=("degrees",)),
    "RandomSolarize": Form("threshold"),
    "RandomVerticalFlip": Form(singles=("prob",)),
    "RandomVerticalFlipWithBBox": Form(singles=("prob",)),
    "Rescale": Form(singles=("rescale", "shift")),
    "Resize": Form("interpolation", size=(_target, _one_or_more("size"))),
    "ResizeWithBBox": Form("interpolation", size=(_target, _one_or_more("size"))),
    "ResizedCrop": Form("height", "interpolation", "left", "size", "top", "width"),
    "Rotate": Form("expand", "fill_value", "resample", singles=("center",), degree="degrees"),
    "SlicePatches": Form("fill_value", "num_height", "num_width", "slice_mode"),
    "Solarize": Form(singles=("threshold",)),
    "ToTensor": Form(output_type=(lambda op: op.output_type, _read_output_type)),
    "ToType": Form(data_type=(_type, _read_type), name="TypeCast"),
    "TrivialAugmentWide": Form("fill_value", "interpolation", "num_magnitude_bins"),
    "UniformAugment": Form("num_ops", transforms=(_members, _read_members)),
}

_OTHERS = {
    "Fill": Form(whole=(_filled, _read_filled)),
    "OneHot": Form("num_classes", "smoothing_rate"),
    "TypeCast": Form(data_type=(_type, _read_type)),
    "AddToken": Form("begin", "token"),
    "ToNumber": Form(data_type=(_type, _read_type)),
    "Truncate": Form("max_seq_len"),
}

FORMS = _VISION | _OTHERS | AUDIO
