"""Pickles of plain data and arrays in protocol 2, as programs of Python 2 and 3 read them.

Arrays name `numpy.core.multiarray`, which every NumPy up to now can find; NumPy 2 itself would
write `numpy._core`, which the NumPy of Paddle 1.8's time does not have.
"""

from __future__ import annotations

import collections
import pickle
import struct
from collections.abc import Iterator
from typing import Any

import numpy as np

_MULTIARRAY = "numpy.core.multiarray"


def chunks(value: Any) -> Iterator[bytes]:
    """The bytes of the pickle in pieces. Raises TypeError for what is no plain value."""
    yield pickle.PROTO + b"\x02"
    yield from _object(value, "")
    yield pickle.STOP


def _object(value: Any, where: str) -> Iterator[bytes]:
    """One value; `where` is its path, for messages."""
    if isinstance(value, np.ndarray):
        yield from _array(value, where)
    elif isinstance(value, np.generic):
        yield from _number(value, where)
    elif isinstance(value, dict):
        yield from _dict(value, where)
    elif isinstance(value, (list, tuple)):
        yield from _sequence(value, where)
    elif isinstance(value, (set, frozenset)):
        yield _global("__builtin__", "set" if isinstance(value, set) else "frozenset")
        yield from _sequence(list(value), where)
        yield pickle.TUPLE1 + pickle.REDUCE
    else:
        yield _leaf(value, where)


def _leaf(value: Any, where: str) -> bytes:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bytes):
        return _bytes(value)
    if value is None or type(value) in (bool, int, float, complex, bytearray):
        return pickle.dumps(value, 2)[2:-1]  # without its protocol and its end
    kind = f"{type(value).__module__}.{type(value).__qualname__}"
    raise TypeError(
        f"A state file holds arrays, numbers, text and containers of these, but{where} is a {kind}."
    )


def _text(text: str) -> bytes:
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw) >= 2**32:
        raise OverflowError("A state file holds at most 4 GiB of one value.")
    return pickle.BINUNICODE + struct.pack("<I", len(raw)) + raw


def _bytes(raw: bytes) -> bytes:
    # Protocol 2 has no bytes: text and its encoding, as Python 3 writes them there.
    if not raw:
        return _global("__builtin__", "bytes") + pickle.EMPTY_TUPLE + pickle.REDUCE
    arguments = _text(raw.decode("latin1")) + _text("latin1") + pickle.TUPLE2
    return _global("_codecs", "encode") + arguments + pickle.REDUCE


def _global(module: str, name: str) -> bytes:
    return pickle.GLOBAL + f"{module}\n{name}\n".encode("ascii")


def _dict(value: dict[Any, Any], where: str) -> Iterator[bytes]:
    if isinstance(value, collections.OrderedDict):
        yield _global("collections", "OrderedDict") + pickle.EMPTY_TUPLE + pickle.REDUCE
    else:
        yield pickle.EMPTY_DICT
    yield pickle.MARK
    for key, item in value.items():
        yield from _object(key, f" the key {key!r}")
        yield from _object(item, f"{where} [{key!r}]")
    yield pickle.SETITEMS


def _sequence(value: Any, where: str) -> Iterator[bytes]:
    yield pickle.MARK
    for i, item in enumerate(value):
        yield from _object(item, f"{where} [{i}]")
    yield pickle.TUPLE if isinstance(value, tuple) else pickle.LIST


def _dtype(dtype: np.dtype[Any], where: str) -> bytes:
    if dtype.kind not in "biufc" or dtype.hasobject:
        raise TypeError(f"A state file holds arrays of numbers, but{where} has dtype {dtype}.")
    order = "|" if dtype.itemsize == 1 else "<" if dtype.str[0] in "<=" else ">"
    state = (3, order, None, None, None, -1, -1, 0)
    arguments = _text(dtype.str[1:]) + b"K\x00K\x01" + pickle.TUPLE3  # BININT1 0, 1: align, copy
    made = _global("numpy", "dtype") + arguments + pickle.REDUCE
    return made + b"".join(_object(state, "")) + pickle.BUILD


def _number(value: np.generic, where: str) -> Iterator[bytes]:
    if isinstance(value, (np.str_, np.bytes_)):
        yield _leaf(value.item(), where)
        return
    yield _global(_MULTIARRAY, "scalar") + _dtype(value.dtype, where)
    yield _bytes(value.tobytes()) + pickle.TUPLE2 + pickle.REDUCE


def _array(value: np.ndarray[Any, Any], where: str) -> Iterator[bytes]:
    empty = b"K\x00" + pickle.TUPLE1 + _bytes(b"b") + pickle.TUPLE3
    yield _global(_MULTIARRAY, "_reconstruct") + _global("numpy", "ndarray") + empty + pickle.REDUCE
    fortran = value.flags.f_contiguous and not value.flags.c_contiguous
    yield pickle.MARK + b"K\x01"
    yield from _object(value.shape, where)
    yield _dtype(value.dtype, where) + (pickle.NEWTRUE if fortran else pickle.NEWFALSE)
    yield _bytes(value.tobytes(order="F" if fortran else "C"))
    yield pickle.TUPLE + pickle.BUILD
