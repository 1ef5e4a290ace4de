"""Pickles of plain data and NumPy arrays, read without running anything."""

from __future__ import annotations

import collections
import io
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np

from ..errors import FileFormatError, UnsafeFileError

_DTYPES = frozenset(
    {"b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"}
)


def _dtype(text: Any, align: Any = False, copy: Any = False) -> Any:
    if isinstance(text, bytes):
        text = text.decode("ascii", "replace")
    if text not in _DTYPES:
        raise UnsafeFileError(f"the file holds arrays of dtype {text!r}")
    return _PlainDtype(text)


class _PlainDtype:
    """A NumPy dtype in the making: only its byte order may be set."""

    def __init__(self, text: str) -> None:
        self.dtype = np.dtype(text)

    def __setstate__(self, state: Any) -> None:
        order = state[1] if isinstance(state, tuple) and len(state) > 1 else "|"
        order = order.decode("ascii") if isinstance(order, bytes) else order
        if order == "<":
            self.dtype = self.dtype.newbyteorder("<")
        elif order == ">":
            self.dtype = self.dtype.newbyteorder(">")


class _PlainArray:
    """A NumPy array in the making; `resolve` turns it into an array."""

    def __init__(self) -> None:
        self.array: Any = None

    def __setstate__(self, state: Any) -> None:
        try:
            _, shape, dtype, fortran, data = state
            size = int(np.prod([int(n) for n in shape], dtype=object)) if shape else 1
        except (TypeError, ValueError) as error:
            raise FileFormatError("the file holds a malformed array") from error
        if isinstance(data, str):
            data = data.encode("latin1")
        if not isinstance(dtype, _PlainDtype) or not isinstance(data, bytes):
            raise UnsafeFileError("the file holds an array of objects")
        if min((0, *shape)) < 0 or size * dtype.dtype.itemsize != len(data):
            raise FileFormatError(
                f"an array of shape {tuple(shape)} has {len(data)} bytes in the file"
            )
        flat = np.frombuffer(data, dtype.dtype)
        whole = flat.reshape(shape, order="F" if fortran else "C")
        self.array = whole.astype(dtype.dtype.newbyteorder("="))


def _reconstruct(subtype: Any, shape: Any, typecode: Any) -> _PlainArray:
    return _PlainArray()


def _scalar(dtype: Any, data: Any = None) -> Any:
    if isinstance(data, str):
        data = data.encode("latin1")
    if not isinstance(dtype, _PlainDtype) or not isinstance(data, bytes):
        raise UnsafeFileError("the file holds a number of an unknown kind")
    if len(data) != dtype.dtype.itemsize:
        raise FileFormatError("the file holds a number of the wrong size")
    return np.frombuffer(data, dtype.dtype)[0]


def _encode(text: str, encoding: str = "latin1") -> bytes:
    if not isinstance(text, str) or encoding not in ("latin1", "utf-8", "ascii"):
        raise UnsafeFileError("the file holds bytes in an unknown encoding")
    return text.encode(encoding)


def _ordered(pairs: Any = ()) -> Any:
    return collections.OrderedDict(pairs)


_ALLOWED: dict[tuple[str, str], Any] = {
    ("collections", "OrderedDict"): _ordered,
    ("_codecs", "encode"): _encode,
    ("numpy", "dtype"): _dtype,
    ("numpy", "ndarray"): None,
}
for _module in ("numpy.core.multiarray", "numpy._core.multiarray"):
    _ALLOWED[_module, "_reconstruct"] = _reconstruct
    _ALLOWED[_module, "scalar"] = _scalar


class _Reader(pickle.Unpickler):
    """Knows a handful of names and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        try:
            return _ALLOWED[module, name]
        except KeyError:
            raise UnsafeFileError(f"the file asks for {module}.{name}") from None

    def persistent_load(self, pid: Any) -> Any:
        raise UnsafeFileError("the file refers to objects outside itself")


def _resolve(value: Any) -> Any:
    """Arrays in place of what stands for them, in dicts, lists and tuples."""
    if isinstance(value, _PlainArray):
        if value.array is None:
            raise FileFormatError("the file holds an array without values")
        return value.array
    if isinstance(value, dict):
        return type(value)((k, _resolve(v)) for k, v in value.items())
    if isinstance(value, (list, tuple)):
        return type(value)(_resolve(v) for v in value)
    if isinstance(value, _PlainDtype):
        return value.dtype
    return value


def loads(data: bytes, encoding: str = "latin1") -> Any:
    """The object of a pickle that holds plain data only.

    Raises `UnsafeFileError` for anything that would run code, `FileFormatError` for damaged data.
    """
    reader: Callable[[], Any] = _Reader(io.BytesIO(data), encoding=encoding).load
    try:
        return _resolve(reader())
    except FileFormatError:
        raise
    except Exception as error:
        raise FileFormatError(f"the file is damaged: {error}") from error


def dumps(value: Any) -> bytes:
    """A pickle of plain data and arrays, as old programs can read it."""
    return pickle.dumps(value, protocol=2)
