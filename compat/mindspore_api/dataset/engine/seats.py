"""Where the rows of a batch are written: seats in the array that becomes the batch.

The last operation of a `map` in front of `batch` writes into the seat of its row, so that pixels
are not copied once more. Arrays of batches that the program has let go of are used again: fresh
memory costs about as much as the operations do.
"""

from __future__ import annotations

import sys
import threading

import numpy as np

_LARGE = 2**20  # bytes from which it pays to use an array again


class Arrays:
    """Makes arrays, or takes those that nobody else holds any longer.

    Args:
        most (int): how many are watched.
    """

    def __init__(self, most):
        self._most, self._lock = most, threading.Lock()
        self._made = [np.empty(0)]
        self._unused = sys.getrefcount(self._made[0])  # references to one that only the list holds
        self._made.clear()

    def empty(self, shape, dtype):
        """An array with any values."""
        size = int(np.prod(shape)) * np.dtype(dtype).itemsize
        if size < _LARGE:
            return np.empty(shape, dtype)
        with self._lock:
            for i in range(len(self._made)):
                free = sys.getrefcount(self._made[i]) == self._unused
                if free and self._made[i].shape == tuple(shape) and self._made[i].dtype == dtype:
                    return self._made[i]
            made = np.empty(shape, dtype)
            self._made.append(made)
            if len(self._made) > self._most:
                del self._made[0]
            return made


class Seats:
    """The seats of all rows of an epoch, batch after batch.

    Args:
        size (int): rows in a batch.
        arrays (Arrays): where arrays come from.
    """

    def __init__(self, size, arrays):
        self._size, self._arrays, self._tray = size, arrays, None

    def of(self, number):
        """The seat of a row; they are asked for in order, from 0 in each epoch."""
        if number % self._size == 0:
            self._tray = _Tray(self._size, self._arrays)
        return Seat(self._tray, number % self._size)


class _Tray:
    """The arrays of one batch, made when the first row says of which shape."""

    def __init__(self, size, arrays):
        self._size, self._arrays = size, arrays
        self._columns, self._lock = {}, threading.Lock()

    def column(self, place, shape, dtype):
        with self._lock:
            if place not in self._columns:
                self._columns[place] = self._arrays.empty((self._size, *shape), dtype)
            array = self._columns[place]
        return array if array.shape[1:] == shape and array.dtype == dtype else None


class Seat:
    """Where one row of a batch is written."""

    def __init__(self, tray, number):
        self._tray, self._number = tray, number

    def array(self, place, shape, dtype):
        """The array for the column at `place`."""
        found = self._tray.column(place, shape, dtype)
        return np.empty(shape, dtype) if found is None else found[self._number]


def seated(values):
    """The batch that values were written into, None where any of them has its own memory."""
    whole = values[0].base
    if type(whole) is not np.ndarray or whole.shape[1:] != values[0].shape:
        return None
    start, step = whole.ctypes.data, whole.strides[0]
    for i, value in enumerate(values):
        if value.base is not whole or value.ctypes.data != start + i * step:
            return None
    return whole[: len(values)] if len(values) < len(whole) else whole
