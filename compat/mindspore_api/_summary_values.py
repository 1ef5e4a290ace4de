"""Values that summary operators hand to the open recorder."""

from __future__ import annotations

KINDS = ("scalar", "tensor", "image", "histogram")
_open = []
_values = []


def open_recorder(recorder):
    """Keep values from now on."""
    _open.append(recorder)
    _values.clear()


def close_recorder(recorder):
    """Keep none any more."""
    if recorder in _open:
        _open.remove(recorder)
    _values.clear()


def hand_over(kind, tag, value):
    """Keep a tensor for the next record; without an open recorder nothing happens."""
    if _open:
        _values.append((kind, tag, value))


def take():
    """The values since the last call; the newest of a name."""
    newest = {(kind, tag): value for kind, tag, value in _values}
    _values.clear()
    return newest


def checked_array(owner, kind, tensor):
    """A copy of the tensor's values, when they suit the kind; ValueError otherwise."""
    array = tensor.asnumpy().copy()
    if kind == "scalar" and array.size != 1:
        raise ValueError(
            f'For "{owner}", the v rank must be less than or equal to 1, but got {len(array)}.'
        )
    if kind == "image" and array.ndim != 4:
        raise ValueError(f'For "{owner}", The tensor seems not to hold a valid image.')
    if kind in ("tensor", "histogram") and array.ndim == 0:
        raise ValueError(f'For "{owner}", The value should not be empty.')
    return array
