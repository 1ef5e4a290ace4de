"""What pixels are: brightness, contrast, hue, histograms."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...transforms.failure import fail
from ..libraries import opencv
from .hsv import hsv_to_rgb
from .image import COLOUR, MATRIX, call, channels, check_image, check_matrix, check_rank

_LEVELS = np.arange(256)


def look_up(x: np.ndarray, table: np.ndarray) -> np.ndarray:
    """`table[x]` for an image of bytes; a table of shape [1, 256, C] has a row for each channel."""
    y = opencv().LUT(x, table)
    return y.reshape(x.shape)


def _saturate(values: np.ndarray) -> np.ndarray:
    """Floats as bytes: rounded half to even, clipped."""
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def _scale(x: np.ndarray, factor: float) -> np.ndarray:
    """x times factor in the type of x, saturating."""
    alpha = np.float32(factor)
    if x.dtype == np.uint8:
        return look_up(x, _saturate(_LEVELS.astype(np.float32) * alpha))
    if x.dtype.kind == "f":
        kind = np.float64 if x.dtype == np.float64 else np.float32
        return (x.astype(kind) * kind(alpha)).astype(x.dtype)
    if x.dtype == np.bool_:
        return _scale(x.view(np.uint8), factor).view(np.bool_)
    limits = np.iinfo(x.dtype)
    kind = np.float64 if x.dtype.itemsize == 4 else np.float32
    scaled = np.rint(x.astype(kind) * kind(alpha))
    return np.clip(scaled, limits.min, limits.max).astype(x.dtype)


def brightness(x: np.ndarray, factor: float) -> np.ndarray:
    """Every value times `factor`."""
    check_image(x, "AdjustBrightness", MATRIX, (3,), (3,))
    return _scale(x, factor)


def _gray(x: np.ndarray) -> np.ndarray:
    cv2 = opencv()
    return cv2.cvtColor(x, cv2.COLOR_RGB2GRAY)


def contrast(x: np.ndarray, factor: float) -> np.ndarray:
    """A blend of the image and its mean gray level."""
    check_image(x, "AdjustContrast", COLOUR, (3,), (3,))
    cv2 = opencv()
    alpha = float(np.float32(factor))
    mean = np.float32(cv2.mean(_gray(x))[0])
    if x.dtype == np.uint8:
        # One level for all pixels: the blend is a table.
        levels = _LEVELS.astype(np.uint8)[None]
        level = np.full_like(levels, _saturate(mean))
        return look_up(x, cv2.addWeighted(level, 1.0 - alpha, levels, alpha, 0.0))
    level = mean if x.dtype.kind == "f" else np.clip(np.rint(mean), 0, 65535)
    return cv2.addWeighted(np.full_like(x, level), 1.0 - alpha, x, alpha, 0.0)


def saturation(x: np.ndarray, factor: float) -> np.ndarray:
    """A blend of the image and its gray version."""
    check_image(x, "AdjustSaturation", COLOUR, (3,), (3,))
    cv2 = opencv()
    alpha = float(np.float32(factor))
    gray = cv2.cvtColor(_gray(x), cv2.COLOR_GRAY2RGB)
    return cv2.addWeighted(gray, 1.0 - alpha, x, alpha, 0.0)


def hue(x: np.ndarray, factor: float) -> np.ndarray:
    """Hues turned by `factor` of a full circle."""
    check_image(x, "AdjustHue", ("uint8", "float32"), (3,), (3,))
    cv2 = opencv()
    hsv = cv2.cvtColor(x, cv2.COLOR_RGB2HSV_FULL)
    turn = np.uint8(int(np.float32(factor) * np.float32(255)) & 0xFF)
    # MindSpore turns the first byte of each pixel, in images of floats too (bytes of the floats).
    view = hsv.view(np.uint8).reshape(x.shape[0], -1)
    view[:, : 3 * x.shape[1] : 3] += turn
    return hsv_to_rgb(hsv) if x.dtype == np.uint8 else cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB_FULL)


def gamma(x: np.ndarray, exponent: float, gain: float) -> np.ndarray:
    """Bytes: 255.999 (x / 255)^gamma gain; floats: (gain x)^gamma in [0, 1]."""
    if x.dtype.kind in "US":
        fail("AdjustGamma: input tensor type should be int, float or double, but got: string")
    if x.ndim < 2:
        shape = ",".join(map(str, x.shape))
        fail(
            "AdjustGamma: input tensor is not in shape of <...,H,W,C> or <H,W>, "
            f"got shape:<{shape}>"
        )
    if channels(x) not in (1, 3):
        fail(f"AdjustGamma: channel of input image should be 1 or 3, but got: {channels(x)}")
    single = np.float32
    if x.dtype.kind == "f":
        powered = np.power(x.astype(single) * single(gain), single(exponent))
        return np.clip(powered, single(0), single(1))
    check_matrix(x, "AdjustGamma")
    levels = _LEVELS.astype(single) / single(255)
    powered = np.power(levels.astype(np.float64), float(single(exponent))).astype(single)
    scaled = powered * (single(255) + single(1) - single(1e-3)) * single(gain)
    table = (np.floor(np.minimum(scaled, single(255))).astype(np.int64) & 0xFF).astype(np.uint8)
    # Of wider types MindSpore looks up the first bytes of every pixel only.
    y, count = np.ascontiguousarray(x).copy(), channels(x)
    view = y.view(np.uint8).reshape(-1, count * x.dtype.itemsize)[:, :count]
    view[:] = table[view]
    return y


def auto_contrast(x: np.ndarray, cutoff: float, ignore: Sequence[int]) -> np.ndarray:
    """Every channel stretched so that its darkest value is 0 and its lightest 255."""
    check_matrix(x, "AutoContrast")
    _check_planes(x, "AutoContrast")
    if x.dtype != np.uint8:
        fail(f"AutoContrast: images of {x.dtype.name} cannot be looked up by byte.")
    planes = x.reshape(*x.shape[:2], -1)
    tables = [_stretch(planes[:, :, c], cutoff, ignore) for c in range(planes.shape[2])]
    return look_up(x, np.stack(tables, axis=-1)[None]).reshape(planes.shape)


def _check_planes(x: np.ndarray, name: str) -> None:
    if x.ndim not in (2, 3):
        fail(f"{name}: image rank should be 2 or 3,  but got: {x.ndim}")
    if channels(x) not in (1, 3):
        fail(f"{name}: channel of input image should be 1 or 3, but got: {channels(x)}")


def _stretch(plane: np.ndarray, cutoff: float, ignore: Sequence[int]) -> np.ndarray:
    histogram = np.bincount(plane.ravel(), minlength=256)
    histogram[list(ignore)] = 0
    low, high = _limits(histogram, int(cutoff))
    if high <= low:
        return _LEVELS.astype(np.uint8)
    scale = np.float32(255) / np.float32(high - low)
    offset = np.float32(-low) * scale
    values = _LEVELS.astype(np.float32) * scale + offset
    return np.clip(values.astype(np.int32), 0, 255).astype(np.uint8)


def _limits(histogram: np.ndarray, cutoff: int) -> tuple[int, int]:
    """First and last level left when `cutoff` percent of the pixels are taken off at each end."""
    cut = int(np.float32(cutoff) / np.float32(100) * np.float32(histogram.sum()))
    histogram = _take(histogram, cut)
    histogram = _take(histogram[::-1], cut)[::-1]
    left = np.flatnonzero(histogram)
    return (int(left[0]), int(left[-1])) if left.size else (255, -1)


def _take(histogram: np.ndarray, cut: int) -> np.ndarray:
    """The histogram with its first `cut` pixels taken off."""
    left = np.maximum(np.cumsum(histogram) - cut, 0)
    return np.minimum(histogram, left)


def equalize(x: np.ndarray) -> np.ndarray:
    """Every channel with its histogram flattened."""
    check_matrix(x, "Equalize")
    _check_planes(x, "Equalize")
    x = x.reshape(*x.shape[:2], -1)
    planes = [call("Equalize", "equalizeHist", x[:, :, c].copy()) for c in range(x.shape[2])]
    return np.stack(planes, axis=-1) if len(planes) == 1 else opencv().merge(planes)


def invert(x: np.ndarray) -> np.ndarray:
    """255 minus every value."""
    check_matrix(x, "Invert")
    if x.ndim != 3:
        fail(f"Invert: image shape is not <H,W,C>, got rank: {x.ndim}")
    if x.shape[2] != 3:
        fail(
            f"Invert: image shape is incorrect, expected num of channels is 3, but got:{x.shape[2]}"
        )
    return _complement(x)


def _complement(x: np.ndarray) -> np.ndarray:
    if x.dtype == np.uint8:
        return ~x
    if x.dtype.kind == "f":
        return x.dtype.type(255) - x
    if x.dtype == np.bool_:
        return (~x.view(np.uint8)).view(np.bool_)
    limits = np.iinfo(x.dtype)
    return np.clip(255 - x.astype(np.int64), limits.min, limits.max).astype(x.dtype)


def sharpness(x: np.ndarray, alpha: float) -> np.ndarray:
    """A blend of the image and its smoothed version; the outermost pixels stay."""
    check_matrix(x, "Sharpness")
    if x.ndim == 1 or x.ndim > 3:
        fail(f"Sharpness: shape of input is not <H,W,C> or <H,W>, but got rank: {x.ndim}")
    kernel = np.full((3, 3), 1.0 / np.float32(13), np.float32)
    kernel[1, 1] = np.float32(5) / np.float32(13)
    smooth = call("Sharpness", "filter2D", x, -1, kernel)
    for edge in (np.s_[0], np.s_[-1], np.s_[:, 0], np.s_[:, -1]):
        smooth[edge] = x[edge]
    weight = float(np.float32(alpha))
    return call("Sharpness", "addWeighted", x, weight, smooth, 1.0 - weight, 0.0)


def posterize(x: np.ndarray, bits: int) -> np.ndarray:
    """The highest `bits` bits of every value."""
    check_matrix(x, "Posterize")
    if x.ndim not in (2, 3):
        fail(f"Posterize: input image is not in shape of <H,W,C> or <H,W>, but got rank: {x.ndim}")
    if x.dtype.itemsize != 1:
        fail(f"Posterize: data type of input image should be int8 or uint8, but got {x.dtype.name}")
    mask = ~(((1 << (8 - bits)) & 0xFF) - 1) & 0xFF
    return (x.view(np.uint8) & np.uint8(mask)).view(x.dtype)


def solarize(x: np.ndarray, low: float, high: float) -> np.ndarray:
    """Values from `low` to `high` inverted; from `low` on where both are equal."""
    types = tuple(t for t in MATRIX if t != "float16")
    check_image(x, "Solarize", types, (2, 3), (1, 3))
    inside = x >= low if low == high else (x >= low) & (x <= high)
    return np.where(inside, _complement(x), x)


def lighting(x: np.ndarray, alphas: Sequence[float]) -> np.ndarray:
    """AlexNet's noise along the principal colours of ImageNet (Krizhevsky et al., 2012)."""
    if x.dtype.name not in MATRIX:
        fail(
            "RandomLighting: Cannot convert from OpenCV type, unknown CV type. Currently supported "
            "data type: [int8, uint8, int16, uint16, int32, float16, float32, float64]."
        )
    if x.ndim != 3 or x.shape[2] != 3:
        fail(
            "RandomLighting: input tensor is not in shape of <H,W,C> or channel is not 3, got "
            f"rank: {x.ndim}, and channel: {channels(x)}"
        )
    shift = [_weighted(row, alphas) for row in _PRINCIPAL]
    levels = _LEVELS.astype(np.float32)
    table = np.stack([_saturate(levels + s) for s in shift], axis=-1)[None]
    if x.dtype == np.uint8:
        return look_up(x, table)
    # Other types are read as bytes, as in MindSpore.
    y = x.copy()
    view = y.view(np.uint8).reshape(x.shape[0], -1)[:, : 3 * x.shape[1]]
    view[:] = look_up(view.reshape(x.shape), table).reshape(view.shape)
    return y


# Eigenvalues times eigenvectors of the covariance of ImageNet's colours.
_PRINCIPAL = np.array(
    [
        [55.46 * -0.5675, 4.794 * 0.7192, 1.148 * 0.4009],
        [55.46 * -0.5808, 4.794 * -0.0045, 1.148 * -0.8140],
        [55.46 * -0.5836, 4.794 * -0.6948, 1.148 * 0.4203],
    ],
    np.float32,
)


def _weighted(row: np.ndarray, alphas: Sequence[float]) -> np.float32:
    a, b, c = (np.float32(alpha) for alpha in alphas)
    return row[0] * a + row[1] * b + row[2] * c


def colourfulness(x: np.ndarray, degree: float) -> np.ndarray:
    """A blend of the image (1) and its gray version (0)."""
    if x.ndim != 3 or x.shape[2] != 3:
        fail(
            "RandomColor: image shape is not <H,W,C> or channel is not 3, got rank: "
            f"{x.ndim}, and channel: {x.shape[-1]}"
        )
    nearly = 0.00195  # half a level of 256
    t = float(degree)
    if abs(t - 1.0) < nearly:
        return x
    cv2 = opencv()
    gray = cv2.cvtColor(_gray(x), cv2.COLOR_GRAY2RGB)
    if abs(t) < nearly:
        return gray
    # 1 - t is a float in C++.
    return cv2.addWeighted(x, t, gray, float(np.float32(1) - np.float32(t)), 0.0)


_OUTPUTS = {6: 1, 7: 1, 10: 1, 11: 1, 1: 3, 3: 3, 4: 3, 8: 3}  # others give four channels


def convert_color(x: np.ndarray, mode: int) -> np.ndarray:
    """An image in another order or number of channels; `mode` is OpenCV's conversion code."""
    check_rank(x, "ConvertColor")
    check_matrix(x, "ConvertColor")
    if x.ndim == 3 and x.shape[2] not in (1, 3, 4):
        fail(f"ConvertColor: number of channels of image should be 1, 3, 4, but got:{x.shape[2]}")
    y = call("ConvertColor", "cvtColor", x, mode)
    return y[:, :, 0] if _OUTPUTS.get(mode, 4) == 1 and y.ndim == 3 else y


def swap_red_blue(x: np.ndarray) -> np.ndarray:
    """RGB as BGR."""
    types = tuple(t for t in MATRIX if t not in ("bool", "int8"))
    check_image(x, "RgbToBgr", types)
    if x.ndim != 3 or x.shape[2] != 3:
        fail(
            "RgbToBgr: input tensor is not in shape of <H,W,C> or channel is not 3, got rank: "
            f"{x.ndim}, and channel: {channels(x)}"
        )
    return np.ascontiguousarray(x[:, :, ::-1])


def gaussian_blur(x: np.ndarray, kernel: tuple[int, int], sigma: tuple[float, float]) -> np.ndarray:
    """An image smoothed; `kernel` is (width, height), both ways."""
    check_rank(x, "GaussianBlur")
    check_matrix(x, "GaussianBlur")
    widths = [float(np.float32(s)) for s in sigma]
    return call("GaussianBlur", "GaussianBlur", x, kernel, widths[0], sigmaY=widths[1])
