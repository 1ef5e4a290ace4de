"""What Paddle's functions refuse before they compute: kinds and dtypes of single arguments.

`argument_types.json` holds what Paddle 1.8.5 answered when each function was called with each kind
of value and each dtype for each of its arguments, the others being right: 24,000 calls. Only what
the functions do not refuse by themselves, or with another exception, has a row. Types that passed
are remembered, so a call costs one look into a set.
"""

from __future__ import annotations

import builtins
import functools
import inspect
import json
from functools import cache
from pathlib import Path

import numpy as np

from compat.core import op

from ._dtypes import VarType
from ._errors import enforce_not_met
from ._mode import in_dygraph_mode
from ._varbase import VarBase


@cache
def _table():
    return json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))


def public_name(function, face):
    """The name by which the table knows a function of the module `face`."""
    package = "paddle.fluid.layers" if face.startswith("paddle.fluid.layers.") else face
    return f"{package}.{function.__name__}"


@cache
def checked(function, name):
    """The public function of that name, with Paddle's refusals in front."""
    facts = _table().get(name)
    if facts is None:
        return function
    refused = {
        argument: {kind: error for error, kinds in row.items() for kind in kinds.split()}
        for argument, row in facts.items()
    }
    by_dtype = any(kind.startswith("d:") for row in refused.values() for kind in row)
    seen = set()

    def call(*args, **kwargs):
        key = tuple([_key(a, by_dtype) for a in args])
        if kwargs or key not in seen:
            _check(function, refused, args, kwargs)
            if not kwargs and not _VARYING.intersection(key):
                seen.add(key)
        return function(*args, **kwargs)

    return functools.wraps(function)(call)


# Whether these pass depends on more than the type.
_VARYING = frozenset((int, list, tuple))


def _key(value, by_dtype):
    return op.dtype_of(value._value) if by_dtype and isinstance(value, VarBase) else type(value)


def _check(function, refused, args, kwargs):
    if not in_dygraph_mode():
        return
    try:
        given = inspect.signature(function).bind(*args, **kwargs).arguments
    except TypeError:
        return  # the call itself says it
    for argument, row in refused.items():
        if argument in given:
            for kind in _kinds(given[argument]):
                if kind in row:
                    raise _error(row[kind], argument, given[argument])


_SINGLE = {bool: "bool", float: "float", type(None): "none", str: "str", np.ndarray: "arr",
           dict: "dict", VarType: "dt", type(...): "other", slice: "other"}  # fmt: skip


def _kinds(value):
    """The words of the table for a value."""
    if isinstance(value, VarBase):
        return ("var", f"d:{op.dtype_of(value._value)}")
    if type(value) is int:
        return ("int" if -(2**31) <= value < 2**31 else "long",)
    if type(value) in (list, tuple):
        return (_sequence(value),)
    return (_SINGLE.get(type(value), ""),)


_NUMBERS = frozenset(("int", "bool", "long"))


def _sequence(values):
    start = "t" if type(values) is tuple else ""
    if not values:
        return f"{start}empty"
    kinds = {_kinds(v)[0] for v in values}
    if kinds <= _NUMBERS:
        return "tuple" if start else "list"
    if kinds <= _NUMBERS | {"float"}:
        return f"{start}floats"
    for kind, word in (("str", "strs"), ("none", "nones")):
        if kinds == {kind}:
            return f"{start}{word}"
    return f"{start}vars" if "var" in kinds else "mixed"


def _error(name, argument, value):
    given = f"dtype {op.dtype_of(value._value)}" if isinstance(value, VarBase) else f"{value!r:.80}"
    if name == "EnforceNotMet":
        return enforce_not_met(f"InvalidArgumentError: argument {argument} cannot be {given}.")
    if name == "AttributeError":
        return AttributeError(
            f"argument {argument}: '{type(value).__name__}' object has no attribute 'dtype'"
        )
    found = getattr(builtins, name)
    assert issubclass(found, Exception)
    return found(f"The argument '{argument}' cannot be {given}.")
