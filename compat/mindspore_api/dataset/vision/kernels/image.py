"""Properties of images that operations check, and calls of OpenCV on arrays."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from ...transforms.failure import fail
from ..libraries import opencv

# Types an OpenCV matrix can have, in the order of MindSpore's enumeration.
MATRIX = (
    "bool",
    "int8",
    "uint8",
    "int16",
    "uint16",
    "int32",
    "float16",
    "float32",
    "float64",
)
COLOUR = ("uint8", "uint16", "float32")


@cache
def _dtypes(names: tuple[str, ...]) -> frozenset[np.dtype[Any]]:
    return frozenset(np.dtype(name) for name in names)


def type_name(x: np.ndarray) -> str:
    """MindSpore's name of an array's type."""
    return {"U": "string", "S": "bytes"}.get(x.dtype.kind, x.dtype.name)


def channels(x: np.ndarray) -> int:
    """Number of channels of an image [..., H, W, C] or [H, W]."""
    return 1 if x.ndim == 2 else x.shape[-1]


def size(x: np.ndarray) -> tuple[int, int]:
    """Height and width of an image [..., H, W, C] or [H, W]."""
    return x.shape[:2] if x.ndim == 2 else x.shape[-3:-1]


def check_image(
    x: np.ndarray,
    name: str,
    types: tuple[str, ...] = (),
    ranks: tuple[int, ...] = (),
    counts: tuple[int, ...] = (),
) -> None:
    """Refuse an image whose type, rank or number of channels the operation `name` cannot take."""
    if types and x.dtype not in _dtypes(types) and type_name(x) not in types:
        fail(
            f"{name}: the data type of image tensor does not match the requirement of operator. "
            f"Expecting tensor in type of ({', '.join(types)}). But got type {type_name(x)}."
        )
    if ranks:
        if x.ndim not in ranks:
            _wrong_rank(x, name, ranks)
    elif x.ndim < 2:
        fail(
            f"{name}: the image tensor should have at least two dimensions. "
            "You may need to perform Decode first."
        )
    if counts and channels(x) not in counts:
        fail(
            f"{name}: the channel of image tensor does not match the requirement of operator. "
            f"Expecting tensor in channel of ({', '.join(map(str, counts))}). "
            f"But got channel {channels(x)}."
        )


_LAYOUT = {(2, 3): ", in shape of <H, W> or <H, W, C>", (3,): ", in shape of <H, W, C>"}


def _wrong_rank(x: np.ndarray, name: str, ranks: tuple[int, ...]) -> None:
    decode = " You may need to perform Decode first." if x.ndim == 1 else ""
    fail(
        f"{name}: the dimension of image tensor does not match the requirement of operator. "
        f"Expecting tensor in dimension of ({', '.join(map(str, ranks))}){_LAYOUT.get(ranks, '')}. "
        f"But got dimension {x.ndim}.{decode}"
    )


def check_rank(x: np.ndarray, name: str) -> None:
    """Refuse what is neither [H, W] nor [H, W, C]."""
    if x.ndim not in (2, 3):
        decode = ". You may need to perform Decode first." if x.ndim == 1 else ""
        fail(
            f"{name}: input tensor is not in shape of <H,W> or <H,W,C>, "
            f"but got rank: {x.ndim}{decode}"
        )


def check_matrix(x: np.ndarray, name: str) -> None:
    """Refuse types OpenCV has no matrix for."""
    if (
        x.dtype not in _dtypes(MATRIX) and x.dtype.name not in MATRIX
    ):  # the name costs a microsecond
        fail(f"[Internal ERROR] {name}: load image failed.")


def each(function: Callable[..., np.ndarray], x: np.ndarray, *arguments: Any) -> np.ndarray:
    """`function` on an image, or on every image of [..., H, W, C]."""
    if x.ndim <= 3:
        return function(x, *arguments)
    images = x.reshape(-1, *x.shape[-3:])
    results = np.stack([function(image, *arguments) for image in images])
    return results.reshape(*x.shape[:-3], *results.shape[1:])


def call(name: str, function: str, x: np.ndarray, *arguments: Any, **keywords: Any) -> np.ndarray:
    """OpenCV's `function` on an image; type and rank of the image are kept.

    OpenCV has no boolean matrix and drops a last axis of length 1.
    """
    cv2 = opencv()
    source = x.view(np.uint8) if x.dtype == np.bool_ else x
    try:
        y = getattr(cv2, function)(source, *arguments, **keywords)
    except cv2.error as error:
        fail(f"{name}: {error}")
    if x.ndim == 3 and y.ndim == 2:
        y = y[:, :, None]
    return y.view(np.bool_) if x.dtype == np.bool_ else y
