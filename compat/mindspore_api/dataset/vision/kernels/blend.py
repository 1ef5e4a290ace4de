"""Images with parts removed or taken from others, and batches mixed."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from compat.core.data.streams import (
    Engine,
    Normal,
    canonical,
    canonical_float,
    shuffle,
    uniform_int,
)

from ...transforms.failure import fail
from ..libraries import opencv
from .image import MATRIX, size, type_name


def cut_out(x: np.ndarray, length: int, patches: int, is_hwc: bool, engine: Engine) -> np.ndarray:
    """Squares of zeros at random places, cut off at the edges."""
    if x.ndim < 3:
        fail("CutOut: shape is invalid.")
    if x.ndim != 3:
        layout = "<H,W,C>" if is_hwc else "<C,H,W>"
        fail(f"CutOut: image shape is not {layout}, but got rank: {x.ndim}")
    height, width = x.shape[:2] if is_hwc else x.shape[1:]
    if length > height or length > width:
        fail(
            f"CutOut: box size is too large for image erase, got box height: {length}"
            f"box weight: {length}, and image height: {height}, image width: {width}"
        )
    y = x.copy()
    image = y if is_hwc else y.transpose(1, 2, 0)
    for _ in range(patches):
        top = uniform_int(engine, 0, height + length) - length
        left = uniform_int(engine, 0, width + length) - length
        image[max(top, 0) : max(top + length, 0), max(left, 0) : max(left + length, 0)] = 0
    return y


def erase(x: np.ndarray, top: int, left: int, height: int, width: int, fill) -> np.ndarray:
    """A rectangle of one colour."""
    if x.dtype.name not in MATRIX:
        fail(
            f"Erase: Cannot convert [{type_name(x)}] to OpenCV type. "
            "Currently unsupported data type: [uint32, int64, uint64, string]"
        )
    if x.ndim != 3:
        fail(f"Erase: input tensor is not in shape of <H,W,C>, but got rank: {x.ndim}")
    if x.shape[2] != 3:
        fail(f"Erase: channel of input image should be 3, but got: {x.shape[2]}")
    rows, columns = size(x)
    if height > rows or width > columns:
        fail(
            f"Erase: box size is too large for image erase, got box height: {height}"
            f"box weight: {width}, and image height: {rows}, image width: {columns}"
        )
    y = x.copy()
    y[top : top + height, left : left + width] = fill
    return y


class Gamma:
    """`std::gamma_distribution<float>` with scale 1 (Marsaglia and Tsang, 2000).

    Its normal distribution keeps every other value, as in libstdc++.
    """

    def __init__(self, alpha: float) -> None:
        single = np.float32
        self._alpha = single(alpha)
        self._raised = self._alpha + single(1) if alpha < 1 else self._alpha
        self._third = self._raised - single(1) / single(3)
        self._slope = single(1) / np.sqrt(single(9) * self._third)
        self._normal = Normal(dtype="float32")

    def __call__(self, engine: Engine) -> np.float32:
        single = np.float32
        while True:
            while True:
                n = self._normal(engine)
                v = single(1) + self._slope * n
                if v > 0:
                    break
            v = v * v * v
            u = canonical_float(engine)
            # The constant is a double in libstdc++, so that this comparison is in doubles.
            if u <= 1.0 - 0.0331 * float(n) * float(n) * float(n) * float(n):
                break
            if np.log(u) <= single(0.5) * n * n + self._third * (single(1) - v + np.log(v)):
                break
        if self._raised == self._alpha:
            return self._third * v
        while True:
            u = canonical_float(engine)
            if u != 0:
                break
        return single(np.power(u, single(1) / self._alpha) * self._third * v)


def _mixed_labels(labels: np.ndarray, others: np.ndarray, share: np.float32) -> np.ndarray:
    """share labels + (1 - share) others in float32."""
    a, b = labels.astype(np.float32), others.astype(np.float32)
    return share * a + (np.float32(1) - share) * b


def mix_up(images: np.ndarray, labels: np.ndarray, alpha: float, engine: Engine):
    """A batch blended with a random order of itself, labels as well."""
    _check_mix_up(images, labels)
    gamma = Gamma(alpha)
    x1, x2 = gamma(engine), gamma(engine)
    share = np.float32(x1 / (x1 + x2))
    order = list(range(len(images)))
    shuffle(order, engine)
    mixed = _blend(images, images[order], share)
    return mixed, _mixed_labels(labels, labels[order], share)


def _blend(images: np.ndarray, others: np.ndarray, share: np.float32) -> np.ndarray:
    """share images + (1 - share) others, rounded and saturated as OpenCV does."""
    rest = float(np.float32(1) - share)
    a = images.reshape(len(images), -1)
    b = others.reshape(len(images), -1)
    return opencv().addWeighted(a, float(share), b, rest, 0.0).reshape(images.shape)


def _check_mix_up(images: np.ndarray, labels: np.ndarray) -> None:
    if images.ndim != 4 or len(images) != labels.shape[0]:
        fail(
            f"MixUpBatch: rank of image shape should be: 4, but got: {images.ndim}, make sure "
            "image shape are <H,W,C> or <C,H,W> and batched before calling MixUpBatch."
        )
    if labels.dtype.kind in "US":
        fail(
            "MixUpBatch: invalid label type, label must be in a numeric type, but got: "
            f"{type_name(labels)}. You may need to perform OneHot first."
        )
    if labels.ndim not in (2, 3):
        fail(
            "MixUpBatch: wrong labels shape. The second column (labels) must have a shape of NC or "
            "NLC where N is the batch size, L is the number of labels in each row, and C is the "
            "number of classes. labels must be in one-hot format and in a batch, but got rank: "
            f"{labels.ndim}"
        )
    if images.shape[1] not in (1, 3) and images.shape[3] not in (1, 3):
        shape = ",".join(map(str, images.shape))
        fail(f"MixUpBatch: images shape should in <N,H,W,C> or <N,C,H,W>, got shape:<{shape}>")


def cut_mix(images, labels, alpha: float, prob: float, channels_last: bool, engine: Engine):
    """A batch with rectangles from a random order of itself, labels in the share of the area."""
    _check_cut_mix(images, labels, channels_last)
    order = list(range(len(images)))
    shuffle(order, engine)
    first, second = Gamma(alpha), Gamma(alpha)
    mixed, mixed_labels = images.copy(), labels.astype(np.float32)
    height, width = images.shape[1:3] if channels_last else images.shape[2:]
    for i, other in enumerate(order):
        x1, x2 = first(engine), second(engine)
        share = np.float32(x1 / (x1 + x2))
        if canonical(engine) >= np.float32(prob):
            continue
        rows, columns = _random_box(height, width, share, engine)
        where: Any = (rows, columns) if channels_last else (slice(None), rows, columns)
        mixed[i][where] = images[other][where]
        area = (rows.stop - rows.start) * (columns.stop - columns.start)
        kept = np.float32(1) - np.float32(area) / np.float32(height * width)
        mixed_labels[i] = _mixed_labels(labels[i], labels[other], kept)
    return mixed, mixed_labels


def _random_box(height: int, width: int, share: np.float32, engine: Engine) -> tuple[slice, slice]:
    ratio = np.float32(math.sqrt(np.float32(1) - share))
    cut_w, cut_h = int(np.float32(width) * ratio), int(np.float32(height) * ratio)
    cx, cy = uniform_int(engine, 0, width), uniform_int(engine, 0, height)
    left, right = (min(max(cx + s * (cut_w // 2), 0), width - 1) for s in (-1, 1))
    top, bottom = (min(max(cy + s * (cut_h // 2), 0), height - 1) for s in (-1, 1))
    wide = min(max(right - left, 1), width - 1)
    tall = min(max(bottom - top, 1), height - 1)
    return slice(top, top + tall), slice(left, left + wide)


def _check_cut_mix(images: np.ndarray, labels: np.ndarray, channels_last: bool) -> None:
    if images.ndim != 4:
        batch = ". You may need to perform Batch first." if images.ndim == 3 else ""
        fail(
            "CutMixBatch: input image is not in shape of <B,H,W,C> or <B,C,H,W>, "
            f"but got dimension: {images.ndim}{batch}"
        )
    count = images.shape[3 if channels_last else 1]
    if count not in (1, 3):
        fail(f"CutMixBatch: input image is not in channel of 1 or 3, but got channel: {count}")
    if labels.dtype.kind in "US":
        fail(
            "CutMixBatch: invalid label type, label must be in a numeric type, but got: "
            f"{type_name(labels)}. You may need to perform OneHot first."
        )
    if labels.ndim not in (2, 3):
        fail(
            "CutMixBatch: input label is not in shape of <Batch,Class> or <Batch,Row,Class>, but "
            f"got dimension: {labels.ndim}. You may need to perform OneHot and Batch first."
        )
    if len(images) != len(labels):
        fail(
            "CutMixBatch: batch sizes of image and label must be the same, but got image size: "
            f"{len(images)} and label size: {len(labels)}"
        )
