"""What pickles of plain data name: NumPy's arrays, numbers and dtypes, and a few containers."""

from __future__ import annotations

import collections
import math
from typing import Any

import numpy as np

from ..errors import FileFormatError, UnsafeFileError
from .pickle_machine import Draft, Recipe, Unfinished, finished

_DTYPES = frozenset(
    {"b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"}
)
_ORDERS = {"<": "<", ">": ">", "=": "=", "|": "="}
_MOST_AXES = 32  # NumPy 1's limit
_LONGEST_AXIS = 2**40


def _text(value: Any) -> Any:
    return value.decode("latin1") if isinstance(value, bytes) else value


def _bytes(value: Any) -> bytes:
    """The bytes of an array; Python 2 wrote them as str."""
    if isinstance(value, str):
        return value.encode("latin1")
    if not isinstance(value, (bytes, bytearray)):
        raise UnsafeFileError("the file holds an array of objects")
    return bytes(value)


class _Dtype(Draft):
    """A dtype of numbers; its state holds the byte order."""

    def __init__(self, text: Any, align: Any = False, copy: Any = False) -> None:
        if _text(text) not in _DTYPES:
            raise UnsafeFileError(f"the file holds arrays of dtype {_text(text)!r}")
        self.dtype = np.dtype(_text(text))

    def build(self, state: Any) -> None:
        order = _text(state[1]) if isinstance(state, tuple) and len(state) > 1 else None
        if order not in _ORDERS:
            raise FileFormatError("the file is damaged: a dtype without byte order")
        self.dtype = self.dtype.newbyteorder(_ORDERS[order])


def _array(dtype: Any, shape: Any, fortran: bool, data: Any) -> Any:
    if not isinstance(dtype, _Dtype):
        raise UnsafeFileError("the file holds an array of objects")
    shape = (shape,) if isinstance(shape, int) else shape
    sound = isinstance(shape, tuple) and len(shape) <= _MOST_AXES
    if not sound or not all(type(n) is int and 0 <= n < _LONGEST_AXIS for n in shape):
        raise FileFormatError("the file is damaged: an array of an impossible shape")
    raw = _bytes(data)
    if math.prod(shape) * dtype.dtype.itemsize != len(raw):
        raise FileFormatError(
            f"the file is damaged: an array of shape {shape} has {len(raw)} bytes"
        )
    flat = np.frombuffer(raw, dtype.dtype) if raw else np.empty(0, dtype.dtype)
    whole = flat.reshape(shape, order="F" if fortran else "C")
    return whole.astype(dtype.dtype.newbyteorder("="))


class _Array(Draft):
    """An array that its state fills."""

    def __init__(self, subtype: Any, shape: Any, typecode: Any) -> None:
        if not isinstance(subtype, Recipe) or subtype.name != "numpy.ndarray":
            raise UnsafeFileError("the file holds an array of an unknown class")

    def build(self, state: Any) -> None:
        if not isinstance(state, tuple) or len(state) != 5:
            raise FileFormatError("the file is damaged: an array without its five attributes")
        _, shape, dtype, fortran, data = state
        self.value = _array(dtype, shape, bool(fortran), data)


def _from_buffer(data: Any, dtype: Any, shape: Any, order: Any) -> Any:
    return _array(dtype, shape, _text(order) == "F", data)


def _number(dtype: Any, data: Any = None) -> Any:
    return _array(dtype, (), False, data)[()]


def _encode(text: Any, encoding: Any = "latin1") -> bytes:
    if not isinstance(text, str) or encoding not in ("latin1", "utf-8", "ascii"):
        raise UnsafeFileError("the file holds bytes in an unknown encoding")
    return text.encode(encoding)


def _empty_bytes() -> bytes:
    return b""


def _bytearray(data: Any = b"", encoding: Any = "latin1") -> bytearray:
    return bytearray(_encode(data, encoding) if isinstance(data, str) else _bytes(data))


def _complex(real: Any, imag: Any) -> complex:
    return complex(float(real), float(imag))


def _items(items: Any) -> list[Any]:
    """The items of a list, as dicts and sets are made of; a tuple as well."""
    if not isinstance(items, (list, tuple)) or isinstance(items, Unfinished):
        raise UnsafeFileError("the file fills a container with something that is no list")
    return list(items)


def _ordered(pairs: Any = ()) -> Any:
    found: Any = collections.OrderedDict()
    for pair in map(_items, _items(pairs)):
        if len(pair) != 2:
            raise FileFormatError("the file is damaged: a pair of a dictionary")
        found[finished(pair[0])] = pair[1]
    return found


def _set(items: Any = ()) -> Any:
    return set(_items(items))


def _frozenset(items: Any = ()) -> Any:
    return frozenset(_items(items))


def _no_call(*arguments: Any) -> Any:
    raise UnsafeFileError("the file calls a class")


_MAKERS: dict[tuple[str, ...], Any] = {
    ("collections.OrderedDict",): _ordered,
    ("_codecs.encode",): _encode,
    ("numpy.dtype",): _Dtype,
    ("numpy.ndarray",): _no_call,
    ("numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct"): _Array,
    ("numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar"): _number,
    ("numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer"): _from_buffer,
    ("__builtin__.bytes", "builtins.bytes"): _empty_bytes,
    ("__builtin__.bytearray", "builtins.bytearray"): _bytearray,
    ("__builtin__.complex", "builtins.complex"): _complex,
    ("__builtin__.set", "builtins.set"): _set,
    ("__builtin__.frozenset", "builtins.frozenset"): _frozenset,
}


def _place(name: str) -> tuple[str, str]:
    module, _, attribute = name.rpartition(".")
    return module, attribute


RECIPES = {_place(name): Recipe(name, make) for names, make in _MAKERS.items() for name in names}
