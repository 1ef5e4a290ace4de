"""Every random operation in pipelines: digests of what MindSpore 2.0.0 gave.

Five seeds, three epochs, one, two, three and eight workers. Runs under either;
`python tests/dataset/augmentation_cases.py tests/dataset/augmentations.json` with MindSpore records
anew (with eight processors, or as many pretended).
"""

import hashlib
import json
import struct
import sys
import zlib

import numpy as np

try:
    import compat.mindspore_api.dataset as ds
    from compat.mindspore_api.dataset import audio as A
    from compat.mindspore_api.dataset import text
    from compat.mindspore_api.dataset import transforms as T
    from compat.mindspore_api.dataset import vision as V
except ImportError:  # while recording
    import mindspore.dataset as ds
    from mindspore.dataset import audio as A
    from mindspore.dataset import text
    from mindspore.dataset import transforms as T
    from mindspore.dataset import vision as V

SEEDS = [1, 5, 42, 1234, 99999]
EPOCHS = 3
WORKERS = (1, 2, 3, 8)
Inter = V.Inter


def pictures(n=7, height=24, width=20):
    """Soft colours with some noise."""
    draw = np.random.RandomState(5)
    y, x = np.mgrid[:height, :width]
    found = []
    for _ in range(n):
        a, b, c = draw.uniform(2, 9, 3)
        waves = [128 + 100 * np.sin(x / a + k) * np.cos(y / b + c * k) for k in range(3)]
        noise = draw.randint(-20, 20, (height, width, 3))
        found.append((np.stack(waves, -1) + noise).astype(np.uint8))
    return found


def boxes(n=7):
    draw = np.random.RandomState(6)
    corners = draw.randint(0, 10, (n, 2))
    return [np.array([[a, b, 8, 9], [b, a, 5, 7]], np.float32) for a, b in corners]


def sounds(n=7):
    draw = np.random.RandomState(8)
    return [draw.uniform(-1, 1, (2, 30, 40)).astype(np.float32) for _ in range(n)]


def encoded(n=7):
    """JPEG would depend on the library that writes it; PNG does not."""
    return [np.frombuffer(_png(picture), np.uint8) for picture in pictures(n)]


def _png(picture):
    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    height, width = picture.shape[:2]
    lines = b"".join(b"\0" + row.tobytes() for row in picture)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


def _policy():
    return [[(V.RandomRotation(45), 0.5), (V.RandomVerticalFlip(), 1.0)], [(V.Invert(), 0.6)]]


PICTURES = {
    "auto_augment": V.AutoAugment,
    "auto_augment_cifar": lambda: V.AutoAugment(V.AutoAugmentPolicy.CIFAR10, Inter.BILINEAR, 3),
    "auto_augment_svhn": lambda: V.AutoAugment(V.AutoAugmentPolicy.SVHN),
    "compose": lambda: T.Compose([V.RandomCrop(10), V.RandomHorizontalFlip(), V.Invert()]),
    "cut_out": lambda: V.CutOut(5, 3),
    "rand_augment": lambda: V.RandAugment(3, 5, 11, Inter.BILINEAR, (4, 5, 6)),
    "adjust_sharpness": lambda: V.RandomAdjustSharpness(2.0),
    "affine": lambda: V.RandomAffine((-10, 40), (-0.1, 0.1), (0.7, 1.3), (-5, 5, -3, 3)),
    "affine_linear": lambda: V.RandomAffine(30, resample=Inter.BILINEAR, shear=10),
    "random_apply": lambda: T.RandomApply([V.RandomCrop(20), V.RandomVerticalFlip()], 0.6),
    "random_choice": lambda: T.RandomChoice([V.RandomCrop(20), V.Invert(), V.RandomColor()]),
    "random_order": lambda: T.RandomOrder([V.RandomCrop(20), V.Invert(), V.RandomColor()]),
    "auto_contrast": lambda: V.RandomAutoContrast(1.0, None, 0.6),
    "color": V.RandomColor,
    "color_adjust": lambda: V.RandomColorAdjust(0.4, 0.4, 0.4, 0.1),
    "color_adjust_hue": lambda: V.RandomColorAdjust(hue=(-0.3, 0.4)),
    "color_adjust_saturation": lambda: V.RandomColorAdjust(saturation=(0.2, 1.7)),
    "color_adjust_contrast": lambda: V.RandomColorAdjust(contrast=(0.2, 1.7)),
    "color_adjust_brightness": lambda: V.RandomColorAdjust(brightness=(0.2, 1.7)),
    "crop": lambda: V.RandomCrop((13, 11)),
    "crop_padded": lambda: V.RandomCrop((30, 31), [1, 2, 3, 4], True, 5, V.Border.EDGE),
    "equalize": V.RandomEqualize,
    "horizontal_flip": V.RandomHorizontalFlip,
    "invert": lambda: V.RandomInvert(0.4),
    "lighting": lambda: V.RandomLighting(0.5),
    "posterize": lambda: V.RandomPosterize((1, 8)),
    "resize": lambda: V.RandomResize((15, 31)),
    "resized_crop": lambda: V.RandomResizedCrop((14, 18)),
    "resized_crop_area": lambda: V.RandomResizedCrop(14, interpolation=Inter.AREA),
    "resized_crop_cubic": lambda: V.RandomResizedCrop(14, interpolation=Inter.BICUBIC),
    "resized_crop_few": lambda: V.RandomResizedCrop(24, (0.5, 1), (2, 3), max_attempts=2),
    "rotation": lambda: V.RandomRotation((10, 80), Inter.BILINEAR, True, fill_value=9),
    "rotation_nearest": lambda: V.RandomRotation(60),
    "select_subpolicy": lambda: V.RandomSelectSubpolicy(_policy()),
    "sharpness": V.RandomSharpness,
    "solarize": lambda: V.RandomSolarize((10, 200)),
    "vertical_flip": V.RandomVerticalFlip,
    "trivial_augment": lambda: V.TrivialAugmentWide(11),
    "uniform_augment": lambda: V.UniformAugment(
        [V.RandomHorizontalFlip(), V.RandomRotation(20), V.RandomColor(), V.RandomCrop(15)], 3
    ),
}

WITH_BOXES = {
    "box_augment": lambda: V.BoundingBoxAugment(V.RandomRotation(30), 0.6),
    "box_crop": lambda: V.RandomCropWithBBox((16, 14), (2, 3, 4, 5), True),
    "box_horizontal_flip": V.RandomHorizontalFlipWithBBox,
    "box_resize": lambda: V.RandomResizeWithBBox((15, 31)),
    "box_resized_crop": lambda: V.RandomResizedCropWithBBox((15, 13)),
    "box_vertical_flip": V.RandomVerticalFlipWithBBox,
}

BATCHES = {
    "cut_mix": lambda: V.CutMixBatch(V.ImageBatchFormat.NHWC, 0.5, 0.7),
    "mix_up": lambda: V.MixUpBatch(0.3),
}

SOUNDS = {
    "frequency_masking": lambda: A.FrequencyMasking(False, 12),
    "frequency_masking_each": lambda: A.FrequencyMasking(True, 12, 0, 2.0),
    "time_masking": lambda: A.TimeMasking(False, 15),
    "time_masking_each": lambda: A.TimeMasking(True, 15, 0, 2.0),
    "mask_axis_each": lambda: A.MaskAlongAxisIID(10, 0.5, 1),
    "dither_gaussian": lambda: A.Dither(A.DensityFunction.GPDF),
    "dither_rectangle": lambda: A.Dither(A.DensityFunction.RPDF, True),
    "dither_triangle": A.Dither,
}


TEXTS = {
    "text_apply": lambda: T.RandomApply([text.CaseFold()], 0.5),
    "text_choice": lambda: T.RandomChoice(
        [text.CaseFold(), text.RegexReplace("A", "xy"), text.NormalizeUTF8()]
    ),
    "text_order": lambda: T.RandomOrder([text.CaseFold(), text.RegexReplace("A", "xy")]),
}


def _mapped(rows, names, make, inputs, workers):
    source = ds.NumpySlicesDataset(rows, names, shuffle=False)
    return source.map(make(), inputs, num_parallel_workers=workers)


def _batched(make, workers):
    labels = list(np.eye(5, dtype=np.int32)[np.arange(8) % 5])
    source = ds.NumpySlicesDataset((pictures(8), labels), ["x", "y"], shuffle=False).batch(2)
    return source.map(make(), ["x", "y"], num_parallel_workers=workers)


def _words(make, workers):
    rows = ["Ab Cd", "BAA", "aAbB", "XYZ A", "Q", "AAAA", "zAz"]
    return _mapped(rows, ["x"], make, ["x"], workers)


def _framed(make, workers):
    return _mapped((pictures(), boxes()), ["x", "y"], make, ["x", "y"], workers)


def _pipelines(w):
    made = {
        "crop_decode": lambda: _mapped(
            encoded(), ["x"], lambda: V.RandomCropDecodeResize((14, 18)), ["x"], w
        ),
    }
    for cases, build in (
        (PICTURES, lambda make: lambda: _mapped(pictures(), ["x"], make, ["x"], w)),
        (SOUNDS, lambda make: lambda: _mapped(sounds(), ["x"], make, ["x"], w)),
        (WITH_BOXES, lambda make: lambda: _framed(make, w)),
        (BATCHES, lambda make: lambda: _batched(make, w)),
        (TEXTS, lambda make: lambda: _words(make, w)),
    ):
        made.update({name: build(make) for name, make in cases.items()})
    if w > 1:  # the order comes from Python's generator, which the threads share
        del made["random_order"], made["text_order"]
    return made


CASES = {f"{name} {w}": make for w in WORKERS for name, make in _pipelines(w).items()}


def _rounded(x):
    """Floats differ in their last bits between libraries of mathematics."""
    x = np.asarray(x)
    return np.round(x * 1e3).astype(np.int64) if x.dtype.kind == "f" else x


def _arrays(row):
    return [np.ascontiguousarray(_rounded(a)) for a in row]


def rows(name, seed):
    """The rows of three epochs, as lists of arrays."""
    ds.config.set_seed(seed)
    iterator = CASES[name]().create_tuple_iterator(num_epochs=EPOCHS, output_numpy=True)
    return [[_arrays(row) for row in iterator] for _ in range(EPOCHS)]


def answer(name, seed):
    """Digests of three epochs, as one short text."""
    digests = []
    for epoch in rows(name, seed):
        digest = hashlib.sha256()
        for a in (a for row in epoch for a in row):
            digest.update(f"{a.shape}{a.dtype.str}".encode() + a.tobytes())
        digests.append(digest.hexdigest()[:8])
    return " ".join(digests)


def main(path):
    found = {name: [answer(name, seed) for seed in SEEDS] for name in CASES}
    with open(path, "w") as file:
        lines = (f"{json.dumps(k)}: {json.dumps(v)}" for k, v in sorted(found.items()))
        file.write("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main(sys.argv[1])
