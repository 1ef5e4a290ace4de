"""Text, bytes and rounding, the same on Python 2 and 3."""

from __future__ import annotations

import math

__all__ = [
    "long_type",
    "to_text",
    "to_bytes",
    "round",
    "floor_division",
    "get_exception_message",
]
int_type = int
long_type = int


def to_text(obj, encoding="utf-8", inplace=False):
    """`obj` with its bytes as text: one object, or those in a list, set or dict.

    encoding (str, default "utf-8"): of the bytes. inplace (bool, default False): change the
    container itself.
    """
    if isinstance(obj, dict):
        found = {_to_text(k, encoding): _to_text(v, encoding) for k, v in obj.items()}
        return _replaced(obj, found) if inplace else found
    return _each(_to_text, obj, encoding, inplace)


def to_bytes(obj, encoding="utf-8", inplace=False):
    """`obj` with its text as bytes: one object, or those in a list or set.

    encoding (str, default "utf-8"): of the bytes. inplace (bool, default False): change the
    container itself.
    """
    return _each(_to_bytes, obj, encoding, inplace)


def _each(convert, obj, encoding, inplace):
    if not isinstance(obj, (list, set)):
        return convert(obj, encoding)
    found = type(obj)(convert(item, encoding) for item in obj)
    return _replaced(obj, found) if inplace else found


def _replaced(container, items):
    container.clear()
    container.extend(items) if isinstance(container, list) else container.update(items)
    return container


def _to_text(obj, encoding):
    return obj.decode(encoding) if isinstance(obj, bytes) else obj


def _to_bytes(obj, encoding):
    if obj is None or isinstance(obj, bytes):
        return obj
    assert encoding is not None
    return obj.encode(encoding)


def round(x, d=0):
    """`x` with `d` decimals; halves go away from zero, as Python 2 rounded."""
    if x == 0:
        return math.copysign(0.0, x)
    scale = 10**d
    nearest = math.floor if x > 0 else math.ceil
    return float(nearest(x * scale + math.copysign(0.5, x))) / scale


def floor_division(x, y):
    """`x // y`."""
    return x // y


def get_exception_message(exc):
    """The text of an exception."""
    assert exc is not None
    return str(exc)
