"""Operations at the end of a `map` that do the same to every byte, as one table.

Rescaling, normalising, casting and moving channels first look at one value at a time. What a run of
them makes of each of the 256 bytes is computed once, by the operations themselves; pictures then
cost one look-up a value, straight into the memory of the batch.
"""

from __future__ import annotations

import threading

import numpy as np

from ..vision.libraries import opencv
from .failure import OperationError

_MOST = 4  # channels that pictures have


class Tail:
    """The pointwise operations at the end of a list.

    Args:
        operations (list): all operations; those behind `start` are the tail.
    """

    def __init__(self, operations):
        count = 0
        while count < len(operations) and getattr(operations[-1 - count], "pointwise", False):
            count += 1
        self.start = len(operations) - count
        self._operations = operations[self.start :]
        self._tables = {}

    def fits(self, image):
        """Whether the tail can take an array: a picture of bytes, [height, width, channels]."""
        return (
            image.dtype == np.uint8
            and image.ndim == 3
            and 0 < image.shape[2] <= _MOST
            and image.size > 0
            and self._table(image.shape[2]) is not None
        )

    def _table(self, channels):
        if channels not in self._tables:
            self._tables[channels] = self._computed(channels)
        return self._tables[channels]

    def _computed(self, channels):
        """(whether channels come first, tables as OpenCV takes them), or None if there are none."""
        image = np.repeat(np.arange(256, dtype=np.uint8), channels).reshape(256, 1, channels)
        marked = np.zeros((2, 3, channels), np.uint8)
        try:
            for operation in self._operations:
                image, marked = operation.compute(image), operation.compute(marked)
        except OperationError:  # the operations say so themselves, for the row
            return None
        first = marked.shape == (channels, 2, 3)
        if image.dtype != np.float32 or not (first or marked.shape == (2, 3, channels)):
            return None
        if first:
            return first, list(np.ascontiguousarray(image.reshape(channels, 1, 256)))
        return first, image.reshape(1, 256, channels)

    def apply(self, image, make):
        """The picture behind the tail, in an array of `make(shape, dtype)`."""
        first, table = self._table(image.shape[2])
        height, width, channels = image.shape
        cv2 = opencv()
        if not first:
            out = make(image.shape, np.float32)
            return _into(out, cv2.LUT(image, table, out))
        out = make((channels, height, width), np.float32)
        planes = [image[:, :, 0]]
        if channels > 1:
            planes = _scratch((channels, height, width))
            cv2.split(image, planes)
        for plane, row, target in zip(planes, table, out, strict=True):
            _into(target, cv2.LUT(plane, row, target))
        return out


_own = threading.local()


def _scratch(shape):
    """Planes of bytes that belong to this thread until it asks again."""
    if getattr(_own, "shape", None) != shape:
        _own.shape, _own.planes = shape, list(np.empty(shape, np.uint8))
    return _own.planes


def _into(out, result):
    """`out` with the values of `result`, which is `out` itself where OpenCV could write there."""
    if result is not out:
        np.copyto(out, result.reshape(out.shape))
    return out
