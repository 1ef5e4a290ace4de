"""What NumPy has lost since 1.16."""

from __future__ import annotations

import builtins
import functools
import sys
import warnings
from typing import Any

from .offer import Old, alias, restore_method, users_code, value, warn_once

_BUILTINS = ("bool", "int", "float", "complex", "object", "str")
# Old name -> today's, all gone with NumPy 2.0.
_RENAMED = {
    "Bytes0": "bytes_",
    "Inf": "inf",
    "Infinity": "inf",
    "NAN": "nan",
    "NaN": "nan",
    "Str0": "str_",
    "alltrue": "all",
    "bool8": "bool_",
    "bytes0": "bytes_",
    "cfloat": "complex128",
    "clongfloat": "clongdouble",
    "complex_": "complex128",
    "cumproduct": "cumprod",
    "float_": "float64",
    "infty": "inf",
    "int0": "intp",
    "longcomplex": "clongdouble",
    "longfloat": "longdouble",
    "mat": "asmatrix",
    "object0": "object_",
    "product": "prod",
    "round_": "round",
    "row_stack": "vstack",
    "singlecomplex": "complex64",
    "sometrue": "any",
    "str0": "str_",
    "string_": "bytes_",
    "trapz": "trapezoid",
    "typeDict": "sctypeDict",
    "uint0": "uintp",
    "unicode_": "str_",
    "void0": "void",
}
_SIZES = {
    "int": ("int8", "int16", "int32", "int64"),
    "uint": ("uint8", "uint16", "uint32", "uint64"),
    "float": ("float16", "float32", "float64"),
    "complex": ("complex64", "complex128"),
}


def _sctypes(np: Any) -> Any:
    found = {kind: [getattr(np, n) for n in names] for kind, names in _SIZES.items()}
    return found | {"others": [bool, object, bytes, str, np.void]}


def _in1d(np: Any) -> Any:
    def in1d(ar1: Any, ar2: Any, assume_unique: bool = False, invert: bool = False) -> Any:
        return np.isin(np.ravel(ar1), ar2, assume_unique=assume_unique, invert=invert)

    return in1d


def _asfarray(np: Any) -> Any:
    def asfarray(a: Any, dtype: Any = np.float64) -> Any:
        return np.asarray(a, dtype if np.issubdtype(dtype, np.inexact) else np.float64)

    return asfarray


def _exception(name: str) -> Old:
    return alias(name, "NumPy 2.0", f"numpy.exceptions.{name}", f"exceptions.{name}")


NUMPY = (
    *(value(n, "NumPy 1.24", n, getattr(builtins, n)) for n in _BUILTINS),
    value("long", "NumPy 1.24", "int", int),
    value("unicode", "NumPy 1.24", "str", str),
    *(alias(old, "NumPy 2.0", f"numpy.{new}", new) for old, new in _RENAMED.items()),
    *map(_exception, ("AxisError", "ComplexWarning", "TooHardError", "VisibleDeprecationWarning")),
    value("RankWarning", "NumPy 2.0", "numpy.exceptions.RankWarning", UserWarning),
    value("NINF", "NumPy 2.0", "-numpy.inf", float("-inf")),
    value("PINF", "NumPy 2.0", "numpy.inf", float("inf")),
    value("NZERO", "NumPy 2.0", "-0.0", -0.0),
    value("PZERO", "NumPy 2.0", "0.0", 0.0),
    value("asscalar", "NumPy 1.23", "a.item()", lambda a: a.item()),
    Old("alen", "NumPy 1.23", "len(a)", lambda np: lambda a: len(np.array(a, ndmin=1))),
    Old("asfarray", "NumPy 2.0", "numpy.asarray(a, float)", _asfarray),
    Old("in1d", "NumPy 2.4", "numpy.isin", _in1d),
    Old("msort", "NumPy 2.0", "numpy.sort(a, axis=0)", lambda np: lambda a: np.sort(a, axis=0)),
    Old("rank", "NumPy 1.18", "numpy.ndim", lambda np: np.ndim),
    Old("sctypes", "NumPy 2.0", "the types themselves", _sctypes),
    Old(
        "find_common_type",
        "NumPy 2.0",
        "numpy.result_type",
        lambda np: lambda arrays, scalars: np.result_type(*arrays, *scalars),
    ),
    Old(
        "issubsctype",
        "NumPy 2.0",
        "numpy.issubdtype",
        lambda np: lambda a, b: np.issubdtype(np.dtype(a), np.dtype(b)),
    ),
    value("issubclass_", "NumPy 2.0", "issubclass", issubclass),
)


def _random_integers(random: Any) -> Any:
    def random_integers(low: int, high: int | None = None, size: Any = None) -> Any:
        low, high = (1, low) if high is None else (low, high)
        return random.randint(low, high + 1, size)

    return random_integers


RANDOM = (Old("random_integers", "NumPy 2.4", "numpy.random.randint", _random_integers),)


def change(np: Any) -> None:
    """Methods of arrays, binary `fromstring`, arrays of unequal rows, and how numbers print."""
    _array_methods(np)
    np.fromstring = _fromstring(np)
    np.array = _array(np)
    # As every NumPy below 2 prints them: 1.0, not np.float64(1.0).
    np.set_printoptions(legacy="1.25")
    # No NumPy of that time spoke of float(a); a warning would repeat the line that prints the loss.
    warnings.filterwarnings("ignore", "Conversion of an array with ndim > 0", DeprecationWarning)


def _array_methods(np: Any) -> None:
    array = np.ndarray
    restore_method(array, "itemset", "NumPy 2.0", "a[index] = value", _itemset)
    restore_method(array, "ptp", "NumPy 2.0", "numpy.ptp(a)", np.ptp)
    restore_method(array, "tostring", "NumPy 2.3", "a.tobytes()", array.tobytes)
    restore_method(array, "newbyteorder", "NumPy 2.0", "a.view(dtype)", _newbyteorder)


def _itemset(a: Any, *args: Any) -> None:
    *where, item = args
    if len(where) == 1 and not isinstance(where[0], tuple):
        a.flat[where[0]] = item
        return
    if not where and a.size != 1:
        raise ValueError("can only convert an array of size 1 to a Python scalar")
    a[tuple(where[0]) if len(where) == 1 else tuple(where) or (0,) * a.ndim] = item


def _newbyteorder(a: Any, new_order: str = "S") -> Any:
    return a.view(a.dtype.newbyteorder(new_order))


def _fromstring(np: Any) -> Any:
    original = np.fromstring

    @functools.wraps(original)
    def fromstring(string: Any, dtype: Any = float, count: int = -1, *, sep: str = "", **k: Any):  # type: ignore[no-untyped-def]
        if sep != "":
            return original(string, dtype, count, sep=sep, **k)
        warn_once("numpy.fromstring of bytes", "NumPy 2.3", "numpy.frombuffer")
        data = string.encode("latin1") if isinstance(string, str) else string
        return np.frombuffer(data, dtype, count, **k).copy()

    return fromstring


def _array(np: Any) -> Any:
    """`numpy.array` that makes an array of objects of rows of unequal length, for programs."""
    original = np.array

    @functools.wraps(original)
    def array(*args: Any, **kwargs: Any) -> Any:
        try:
            return original(*args, **kwargs)
        except ValueError as error:
            ragged = "inhomogeneous" in str(error) and len(args) == 1 and "dtype" not in kwargs
            if not ragged or not users_code(sys._getframe(1).f_code.co_filename):
                raise
            warn_once("numpy.array of unequal rows", "NumPy 1.24", "numpy.array(x, dtype=object)")
            return original(*args, **kwargs, dtype=object)

    return array
