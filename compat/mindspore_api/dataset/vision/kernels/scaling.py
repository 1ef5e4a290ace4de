"""From pixels to numbers: normalisation, rescaling, layout, type."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...transforms.failure import fail
from ..libraries import opencv
from .image import MATRIX, check_matrix, check_rank, each

_LEVELS = np.arange(256, dtype=np.float32)


def normalize(x: np.ndarray, table: NormalizeTable) -> np.ndarray:
    """(x - mean) / std in float32, channel by channel, for an image [..., H, W(, C)]."""
    if x.ndim < 2:
        fail(f"Normalize: input tensor should have at least 2 dimensions, but got: {x.ndim}")
    return each(_normalize, x, table)


def _normalize(x: np.ndarray, table: NormalizeTable) -> np.ndarray:
    _check_numeric(x, "Normalize")
    count = 1 if x.ndim == 2 else x.shape[2 if table.is_hwc else 0]
    if x.ndim == 2 and not table.is_hwc:
        count = x.shape[0]
    mean, std = table.for_channels(count)
    if count != len(mean):
        fail(
            "Normalize: number of channels does not match the size of mean and std vectors, got "
            f"channels: {count}, size of mean: {len(mean)}"
        )
    if not table.is_hwc:
        shape = (-1,) + (1,) * (x.ndim - 1)
        return (x.astype(np.float32) - mean.reshape(shape)) / std.reshape(shape)
    if x.dtype == np.uint8:
        return opencv().LUT(x, table.levels(count)).reshape(x.shape)
    # Rows of W * C values: the inner loop runs along memory, not over three channels.
    flat = x.reshape(x.shape[0], -1).astype(np.float32)
    repeats = flat.shape[1] // count
    flat -= np.tile(mean, repeats)
    flat /= np.tile(std, repeats)
    return flat.reshape(x.shape)


def _check_numeric(x: np.ndarray, name: str) -> None:
    if x.dtype.kind in "USO":
        fail(
            f"{name}: unsupported type, currently supported types include "
            "[bool,int8_t,uint8_t,int16_t,uint16_t,int32_t,uint32_t,int64_t,uint64_t,"
            "float16,float,double]."
        )


class NormalizeTable:
    """Means and deviations, and what every byte becomes with them."""

    def __init__(self, mean: Sequence[float], std: Sequence[float], is_hwc: bool) -> None:
        self.mean = np.array(mean, np.float32)
        self.std = np.array(std, np.float32)
        self.is_hwc = is_hwc
        self._levels: dict[int, np.ndarray] = {}

    def for_channels(self, count: int) -> tuple[np.ndarray, np.ndarray]:
        """Means and deviations; one of each serves all channels."""
        if len(self.mean) == 1 and count > 1:
            return np.repeat(self.mean, count), np.repeat(self.std, count)
        return self.mean, self.std

    def levels(self, count: int) -> np.ndarray:
        """The table [1, 256, channels] of (x - mean) / std for bytes x."""
        if count not in self._levels:
            mean, std = self.for_channels(count)
            self._levels[count] = ((_LEVELS[:, None] - mean) / std)[None]
        return self._levels[count]


def normalize_pad(x: np.ndarray, table: NormalizeTable, dtype: str) -> np.ndarray:
    """As `normalize`, with a channel of zeros added, in float32 or float16."""
    check_rank(x, "NormalizePad")
    _check_numeric(x, "NormalizePad")
    axis = 2 if table.is_hwc else 0
    image = x if x.ndim == 3 else np.expand_dims(x, axis)
    count = image.shape[axis]
    mean, std = table.for_channels(count)
    if count != len(mean):
        fail(
            "NormalizePad: number of channels does not match the size of mean and std vectors, got "
            f"channels: {count}, size of mean: {len(mean)}"
        )
    shape = list(image.shape)
    shape[axis] += 1
    y = np.zeros(shape, dtype)
    along = [1, 1, 1]
    along[axis] = -1
    values = (image.astype(np.float32) - mean.reshape(along)) / std.reshape(along)
    # MindSpore 2.0 writes the values one after the other and leaves the zeros at the end, with
    # channels last, too.
    y.reshape(-1)[: values.size] = values.reshape(-1)
    return y


def rescale(x: np.ndarray, factor: float, shift: float) -> np.ndarray:
    """factor x + shift as float32; factor and shift are rounded to float32 first."""
    check_matrix(x, "Rescale")
    a, b = np.float32(factor), np.float32(shift)
    if x.dtype == np.uint8 and x.ndim <= 3:
        levels = _LEVELS.astype(np.float64) * float(a) + float(b)
        return opencv().LUT(x, levels.astype(np.float32)).reshape(x.shape)
    return (x.astype(np.float64) * float(a) + float(b)).astype(np.float32)


def hwc_to_chw(x: np.ndarray) -> np.ndarray:
    """Channels first; an image [H, W] stays."""
    if x.ndim == 2:
        return x
    check_matrix(x, "HWC2CHW")
    if x.ndim != 3:
        fail(f"HWC2CHW: image shape should be <H,W> or <H,W,C>, but got rank: {x.ndim}")
    return planes(x)


def planes(x: np.ndarray) -> np.ndarray:
    """[H, W, C] as contiguous [C, H, W]."""
    if x.shape[2] == 3 and x.dtype in (np.uint8, np.float32):
        y = np.empty((3, *x.shape[:2]), x.dtype)
        opencv().split(x, list(y))  # writes into the three planes
        return y
    return np.ascontiguousarray(x.transpose(2, 0, 1))


_SCALED = (_LEVELS * (np.float32(1) / np.float32(255))).astype(np.float32)


def to_tensor(x: np.ndarray, dtype: str) -> np.ndarray:
    """x / 255 with channels first, in the type `dtype`."""
    if x.dtype.name not in MATRIX:
        fail(
            "ToTensor: Input includes unsupported data type in "
            "[uint32, int64, uint64, string, bytes]."
        )
    if x.ndim == 2:
        x = x[:, :, None]
    if x.ndim < 3:
        fail(f"ToTensor: rank of input data should be greater than: 2, but got:{x.ndim}")
    if x.ndim != 3:
        fail(f"ToTensor: image shape should be <H,W,C>, but got rank: {x.ndim}")
    y = planes(x)
    if y.dtype == np.uint8:
        y = opencv().LUT(y.reshape(1, -1), _SCALED).reshape(y.shape)
    else:
        factor = float(np.float32(1) / np.float32(255))
        y = (y.astype(np.float64) * factor).astype(np.float32)
    return y if dtype == "float32" else y.astype(dtype)
