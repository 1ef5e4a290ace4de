"""Learned and random policies: what each step is and how strong it may be."""

from __future__ import annotations

import math

import numpy as np

from compat.core.data.streams import Engine, uniform_float, uniform_int

from ...transforms.failure import fail
from . import colour, geometry
from .image import check_image

# Steps with the magnitudes they can have: (values, whether the sign is random).
Space = dict[str, tuple[list[float], bool]]


def _linspace(start, stop, bins: int, scale=1.0, offset=0.0, rounded=False) -> list[float]:
    """Evenly spaced float32 values, scaled, shifted, rounded half to even."""
    single = np.float32
    step = single(0) if bins == 1 else (single(stop) - single(start)) / single(bins - 1)
    values = [
        (single(start) + single(i) * step) * single(scale) + single(offset) for i in range(bins)
    ]
    return [float(np.rint(v)) if rounded else float(v) for v in values]


def _space(bins: int, shear, across, down, turn, strength, bits, solarize) -> Space:
    """The common steps of the policies."""
    enhance = (_linspace(0.0, strength, bins), True)
    return {
        "ShearX": (_linspace(0.0, shear, bins), True),
        "ShearY": (_linspace(0.0, shear, bins), True),
        "TranslateX": (_linspace(0.0, across, bins), True),
        "TranslateY": (_linspace(0.0, down, bins), True),
        "Rotate": (_linspace(0.0, turn, bins), True),
        "Brightness": enhance,
        "Color": enhance,
        "Contrast": enhance,
        "Sharpness": enhance,
        "Posterize": (
            _linspace(0.0, bins - 1.0, bins, -bits / np.float32(bins - 1.0), 8, True),
            False,
        ),
        "Solarize": (_linspace(solarize, 0.0, bins), False),
        "AutoContrast": ([0.0], False),
        "Equalize": ([0.0], False),
    }


def _by_size(x: np.ndarray) -> tuple[np.float32, np.float32]:
    """The largest shifts (across, down): 150 of 331 pixels."""
    share = np.float32(150) / np.float32(331)
    return share * np.float32(x.shape[1]), share * np.float32(x.shape[0])


def apply(x: np.ndarray, step: str, magnitude: float, interpolation: int, fill) -> np.ndarray:
    """One step of a policy on an image; `fill` is (red, green, blue)."""
    if step in _PLAIN:
        return _PLAIN[step](x, magnitude)
    if step == "Rotate":
        # The colours change places twice on the way to OpenCV.
        order = (fill[1], fill[2], fill[0])
        return geometry.rotate(x, magnitude, (), interpolation, False, order)
    translation, shear = [0.0, 0.0], [0.0, 0.0]
    across = 0 if step.endswith("X") else 1
    if step.startswith("Shear"):
        shear[across] = np.float32(np.float32(magnitude * 180) / math.pi)
    else:
        pixels = np.float32(int(magnitude))
        translation[across] = pixels * np.float32(x.shape[1 - across])
    return geometry.affine(x, 0.0, tuple(translation), 1.0, tuple(shear), interpolation, fill)


def _enhanced(function):
    return lambda x, m: function(x, np.float32(1) + np.float32(m))


_PLAIN = {
    "Brightness": _enhanced(colour.brightness),
    "Color": _enhanced(colour.saturation),
    "Contrast": _enhanced(colour.contrast),
    "Sharpness": _enhanced(colour.sharpness),
    "Posterize": lambda x, m: colour.posterize(x, int(m)),
    "Solarize": lambda x, m: colour.solarize(x, m, m),
    "AutoContrast": lambda x, m: colour.auto_contrast(x, 0.0, ()),
    "Equalize": lambda x, m: colour.equalize(x),
    "Identity": lambda x, m: x,
    "Invert": lambda x, m: colour.invert(x),
}


def _below(engine: Engine, high: int) -> int:
    """A number below `high`, 0 twice as likely: one of 0 to `high`, modulo `high`."""
    return uniform_int(engine, 0, high) % high


def auto_augment(x, policy, interpolation: int, fill, engine: Engine) -> np.ndarray:
    """A random pair of steps of a learned policy (Cubuk et al., 2019)."""
    if x.ndim != 3:
        fail(f"AutoAugment: input tensor is not in shape of <H,W,C>, but got rank: {x.ndim}")
    if x.shape[2] != 3:
        fail(f"AutoAugment: channel of input image should be 3, but got: {x.shape[2]}")
    pair = policy[uniform_int(engine, 0, len(policy) - 1)]
    chances = [uniform_float(engine, 0.0, 1.0) for _ in range(2)]
    signs = [uniform_int(engine, 0, 1) for _ in range(2)]
    across, down = _by_size(x)
    space = _space(10, 0.3, across, down, 30, 0.9, np.float32(4), 256.0)
    space["Invert"] = ([0.0], False)
    for (step, prob, strength), chance, sign in zip(pair, chances, signs, strict=True):
        if chance <= np.float32(prob):
            values, signed = space[step]
            magnitude = values[strength] if len(values) > 1 and strength >= 0 else 0.0
            magnitude = -magnitude if signed and sign == 0 else magnitude
            x = apply(x, step, magnitude, interpolation, fill)
    return x


def rand_augment(x, steps: int, strength: int, bins: int, interpolation: int, fill, engine):
    """Random steps of equal strength (Cubuk et al., 2020)."""
    check_image(x, "RandAugment", ("uint8",), (3,), (3,))
    across, down = _by_size(x)
    space = _space(bins, 0.3, across, down, 30, 0.9, np.float32(4), 255.0)
    space["Identity"] = ([0.0], False)
    names = sorted(space)
    for _ in range(steps):
        step = names[_below(engine, len(names))]
        values, signed = space[step]
        magnitude = values[strength] if len(values) > 1 else 0.0
        negative = _below(engine, 2)
        x = apply(x, step, -magnitude if signed and negative else magnitude, interpolation, fill)
    return x


def trivial_augment_wide(x, bins: int, interpolation: int, fill, engine) -> np.ndarray:
    """One random step of random strength (Mueller and Hutter, 2021)."""
    check_image(x, "TrivialAugmentWide", ("uint8",), (3,), (3,))
    space = _space(bins, 0.99, 32.0, 32.0, 135.0, 0.99, np.float32(6), 255.0)
    space["Identity"] = ([0.0], False)
    names = sorted(space)
    step = names[_below(engine, len(names))]
    values, signed = space[step]
    magnitude = values[_below(engine, len(values))] if len(values) > 1 else 0.0
    negative = _below(engine, 2)
    return apply(x, step, -magnitude if signed and negative else magnitude, interpolation, fill)
