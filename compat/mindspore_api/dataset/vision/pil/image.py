"""Checks of PIL images."""

from __future__ import annotations

from ..libraries import is_pil

augment_error_message = (
    "img should be PIL image. Got {}. Use Decode() for encoded data or ToPIL() for decoded data."
)


def check_pil(img):
    """TypeError unless a PIL image."""
    if not is_pil(img):
        raise TypeError(augment_error_message.format(type(img)))


def pair_of(size, text="Size should be a single integer or a list/tuple (h, w) of length 2."):
    """(height, width) of one number or two."""
    if isinstance(size, int):
        return (size, size)
    if isinstance(size, (tuple, list)) and len(size) == 2:
        return size
    raise TypeError(text)
