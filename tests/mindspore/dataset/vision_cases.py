"""Calls of operations on images, run here and under MindSpore 2.0.0.

`answers()` gives, for each case, the shape, the type, a checksum and some values of what came out,
or the type and the first line of an error. It runs under Python 3.9 with the original as well.
"""

import zlib
from itertools import chain

import numpy as np

try:
    import compat.mindspore_api.dataset.transforms as T
    import compat.mindspore_api.dataset.vision as V
    from compat.mindspore_api.common.seed import set_seed
except ImportError:  # under the original
    import mindspore.dataset.transforms as T
    import mindspore.dataset.vision as V
    from mindspore import set_seed

Border, Inter = V.Border, V.Inter
SEEDS = (1, 2, 3, 4, 5)


def smooth():
    """An image with soft colours, [60, 84, 3]."""
    y, x = np.mgrid[:60, :84]
    waves = [128 + 120 * np.sin(x / 9 + c) * np.cos(y / (7 + c)) for c in range(3)]
    return np.stack(waves, axis=-1).astype(np.uint8)


def noise(shape=(37, 53, 3)):
    """An image of random bytes."""
    return np.random.RandomState(7).randint(0, 256, shape).astype(np.uint8)


POINTS = [[0, 0], [50, 0], [50, 30], [0, 30]]
MOVED = [[3, 2], [45, 5], [48, 28], [2, 25]]

FIXED = {
    "AdjustBrightness": lambda: V.AdjustBrightness(1.3),
    "AdjustContrast": lambda: V.AdjustContrast(0.7),
    "AdjustGamma": lambda: V.AdjustGamma(0.7, 1.2),
    "AdjustHue": lambda: V.AdjustHue(-0.3),
    "AdjustSaturation": lambda: V.AdjustSaturation(1.9),
    "AdjustSharpness": lambda: V.AdjustSharpness(2.5),
    "Affine": lambda: V.Affine(15.0, (0.1, -0.2), 0.9, (5.0, 3.0)),
    "Affine linear": lambda: V.Affine(15.0, (0.1, 0.2), 0.9, (5.0, 3.0), Inter.LINEAR, 7),
    "AutoContrast": lambda: V.AutoContrast(10.0, [10, 20]),
    "CenterCrop": lambda: V.CenterCrop((51, 21)),
    "Crop": lambda: V.Crop((3, 4), (10, 9)),
    "Equalize": V.Equalize,
    "Erase": lambda: V.Erase(20, 3, 30, 12, (9, 8, 7)),
    "GaussianBlur": lambda: V.GaussianBlur((3, 7)),
    "HWC2CHW": V.HWC2CHW,
    "HorizontalFlip": V.HorizontalFlip,
    "Invert": V.Invert,
    "Normalize": lambda: V.Normalize([121.0, 115.0, 100.0], [70.0, 68.0, 71.0]),
    "NormalizePad": lambda: V.NormalizePad([121.0], [70.0], "float16"),
    "Pad": lambda: V.Pad((1, 2, 3, 4), 5, Border.REFLECT),
    "PadToSize": lambda: V.PadToSize((90, 100), (3, 1), (1, 2, 3)),
    "Perspective": lambda: V.Perspective(POINTS, MOVED, Inter.BILINEAR),
    "Posterize": lambda: V.Posterize(3),
    "Rescale": lambda: V.Rescale(0.3, -1.0),
    "Resize": lambda: V.Resize((20, 31)),
    "Resize short": lambda: V.Resize(25),
    "Resize area": lambda: V.Resize((20, 31), Inter.AREA),
    "Resize bicubic": lambda: V.Resize((20, 31), Inter.CUBIC),
    "Resize nearest": lambda: V.Resize((80, 131), Inter.NEAREST),
    "Resize pilcubic": lambda: V.Resize((20, 31), Inter.PILCUBIC),
    "ResizedCrop": lambda: V.ResizedCrop(2, 3, 20, 30, (11, 40)),
    "Rotate": lambda: V.Rotate(33.3, Inter.NEAREST, True, fill_value=(1, 2, 3)),
    "SlicePatches": lambda: V.SlicePatches(2, 3),
    "Solarize": lambda: V.Solarize((50, 150)),
    "ToTensor": lambda: V.ToTensor(np.float16),
    "VerticalFlip": V.VerticalFlip,
    "ConvertColor": lambda: V.ConvertColor(V.ConvertMode.COLOR_RGB2GRAY),
}

RANDOM = {
    "AutoAugment": V.AutoAugment,
    "AutoAugment CIFAR10": lambda: V.AutoAugment(V.AutoAugmentPolicy.CIFAR10, Inter.BILINEAR, 3),
    "AutoAugment SVHN": lambda: V.AutoAugment(V.AutoAugmentPolicy.SVHN),
    "Compose": lambda: T.Compose([V.RandomCrop(30), V.RandomHorizontalFlip(), V.Invert()]),
    "CutOut": lambda: V.CutOut(12, 3),
    "RandAugment": lambda: V.RandAugment(3, 5, 11, Inter.BILINEAR, (4, 5, 6)),
    "RandomAdjustSharpness": lambda: V.RandomAdjustSharpness(2.0),
    "RandomAffine": lambda: V.RandomAffine((-10, 40), (-0.1, 0.1), (0.7, 1.3), (-5, 5, -3, 3)),
    "RandomApply": lambda: T.RandomApply([V.RandomCrop(20), V.RandomVerticalFlip()], 0.6),
    "RandomAutoContrast": lambda: V.RandomAutoContrast(1.0, None, 0.6),
    "RandomChoice": lambda: T.RandomChoice([V.RandomCrop(20), V.Invert(), V.RandomColor()]),
    "RandomColor": V.RandomColor,
    "RandomColorAdjust": lambda: V.RandomColorAdjust(0.4, 0.4, 0.4, 0.1),
    "RandomCrop": lambda: V.RandomCrop((20, 21)),
    "RandomCrop padded": lambda: V.RandomCrop((60, 70), [1, 2, 3, 4], True, 5, Border.EDGE),
    "RandomEqualize": V.RandomEqualize,
    "RandomHorizontalFlip": V.RandomHorizontalFlip,
    "RandomInvert": lambda: V.RandomInvert(0.4),
    "RandomLighting": lambda: V.RandomLighting(0.5),
    "RandomPosterize": lambda: V.RandomPosterize((1, 8)),
    "RandomResize": lambda: V.RandomResize((20, 31)),
    "RandomResizedCrop": lambda: V.RandomResizedCrop((24, 30)),
    "RandomResizedCrop few": lambda: V.RandomResizedCrop(24, (0.5, 1), (2, 3), max_attempts=2),
    "RandomRotation": lambda: V.RandomRotation((10, 80), Inter.BILINEAR, True, fill_value=9),
    "RandomSelectSubpolicy": lambda: V.RandomSelectSubpolicy(
        [[(V.RandomRotation(45), 0.5), (V.RandomVerticalFlip(), 1.0)], [(V.Invert(), 0.6)]]
    ),
    "RandomSharpness": V.RandomSharpness,
    "RandomSolarize": lambda: V.RandomSolarize((10, 200)),
    "RandomVerticalFlip": V.RandomVerticalFlip,
    "TrivialAugmentWide": lambda: V.TrivialAugmentWide(11),
    "UniformAugment": lambda: V.UniformAugment(
        [V.RandomHorizontalFlip(), V.RandomRotation(20), V.RandomColor(), V.RandomCrop(25)], 3
    ),
}

WITH_BOXES = {
    "BoundingBoxAugment": lambda: V.BoundingBoxAugment(V.RandomRotation(30), 0.6),
    "RandomCropWithBBox": lambda: V.RandomCropWithBBox((30, 40), (2, 3, 4, 5), True),
    "RandomHorizontalFlipWithBBox": V.RandomHorizontalFlipWithBBox,
    "RandomResizeWithBBox": lambda: V.RandomResizeWithBBox((20, 30)),
    "RandomResizedCropWithBBox": lambda: V.RandomResizedCropWithBBox((20, 30)),
    "RandomVerticalFlipWithBBox": V.RandomVerticalFlipWithBBox,
    "ResizeWithBBox": lambda: V.ResizeWithBBox(30),
}

WITH_LABELS = {
    "CutMixBatch": lambda: V.CutMixBatch(V.ImageBatchFormat.NHWC, 0.5, 0.7),
    "MixUpBatch": lambda: V.MixUpBatch(0.3),
}

WRONG = {
    "AdjustContrast int8": lambda: V.AdjustContrast(0.5)(noise().astype(np.int8)),
    "CenterCrop": lambda: V.CenterCrop((3, 400))(noise()),
    "CenterCrop list": lambda: V.CenterCrop(5)([1, 2]),
    "CenterCrop rank": lambda: V.CenterCrop(5)(np.zeros(5, np.uint8)),
    "CenterCrop size": lambda: V.CenterCrop("a"),
    "CenterCrop without": lambda: V.CenterCrop(),
    "Decode bytes": lambda: V.Decode()(np.zeros(0, np.uint8)),
    "Decode rank": lambda: V.Decode()(noise()),
    "HWC2CHW": lambda: V.HWC2CHW()(np.zeros((2, 2, 2, 2), np.uint8)),
    "HorizontalFlip int64": lambda: V.HorizontalFlip()(noise().astype(np.int64)),
    "Normalize": lambda: V.Normalize([1.0, 2.0], [1.0, 2.0])(noise()),
    "OneHot": lambda: T.OneHot(3)(np.array(5)),
    "PadToSize": lambda: V.PadToSize(5)(noise()),
    "RandomApply": lambda: T.RandomApply([V.Invert()], prob=2),
    "RandomCrop": lambda: V.RandomCrop(500)(noise()),
    "RandomCropWithBBox": lambda: V.RandomCropWithBBox(5)(noise()),
    "Rescale": lambda: V.Rescale(-1.0, 0.0)(noise()),
    "Resize zero": lambda: V.Resize(0),
    "Slice": lambda: T.Slice(9)(np.array([1, 2])),
    "TypeCast name": lambda: T.TypeCast("foo"),
    "TypeCast string": lambda: T.TypeCast(np.int32)(np.array(["a"])),
    "UniformAugment": lambda: V.UniformAugment([V.Invert()], 2),
}

BOXES = np.array([[3, 4, 10, 12], [20, 5, 30, 20], [0, 0, 50, 30]], np.float32)


def summary(result):
    """One row for every array of a result."""
    return [
        _row(np.ascontiguousarray(a)) for a in (result if isinstance(result, tuple) else (result,))
    ]


def _row(array):
    flat = array.reshape(-1)
    some = flat[:: max(1, flat.size // 11)].astype(np.float64)
    return [
        list(array.shape),
        array.dtype.name,
        zlib.crc32(array.tobytes()),
        [round(float(v), 5) for v in some],
    ]


def _error(call):
    try:
        call()
    except Exception as error:
        text = str(error)
        if "[ERROR]" in text:
            text = text.split("\n")[0] + "|" + text.split("[ERROR] ")[1].split("\n")[0]
        return [type(error).__name__, text]
    return None


def answers():
    """Case -> rows."""
    found = {}
    for name, make in FIXED.items():
        operation = make()
        found["fixed " + name] = summary(operation(smooth())) + summary(operation(noise()))
    for name, make in RANDOM.items():
        for seed in SEEDS:
            set_seed(seed)
            operation = make()
            rows = [summary(operation(image())) for image in (noise, smooth, noise)]
            found[f"random {name} {seed}"] = list(chain(*rows))
    for name, make in WITH_BOXES.items():
        for seed in SEEDS[:3]:
            set_seed(seed)
            operation = make()
            rows = [summary(operation(noise(), BOXES.copy())) for _ in range(3)]
            found[f"boxes {name} {seed}"] = list(chain(*rows))
    labels = np.eye(5, dtype=np.int32)
    for name, make in WITH_LABELS.items():
        for seed in SEEDS[:3]:
            set_seed(seed)
            operation = make()
            rows = [summary(operation(noise((5, 16, 18, 3)), labels)) for _ in range(3)]
            found[f"labels {name} {seed}"] = list(chain(*rows))
    for name, call in WRONG.items():
        found["wrong " + name] = _error(call)
    return found
