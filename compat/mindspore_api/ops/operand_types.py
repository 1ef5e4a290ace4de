"""What MindSpore's operators take: dtypes, kinds and numbers of operands, checked before all else.

`operand_types.json` holds what MindSpore 2.0.0 answered when each operator and function was called
with each dtype for each operand, with plain values in place of tensors, and with too few or too
many operands: 33,000 calls. Only names that need it have a row; those whose own checks give the
same answers have none. A combination that passed is remembered, so a call costs one look into a
set.
"""

from __future__ import annotations

import builtins
import functools
import inspect
import json
from functools import cache
from pathlib import Path

from ..common.tensor import Tensor

# Letters of the table.
DTYPES = {
    "b": "bool", "i1": "int8", "i2": "int16", "i4": "int32", "i8": "int64", "u1": "uint8",
    "u2": "uint16", "u4": "uint32", "u8": "uint64", "f2": "float16", "f4": "float32",
    "f8": "float64", "c8": "complex64", "c16": "complex128",
}  # fmt: skip
KINDS = {
    bool: "bool", int: "int", float: "float", str: "str", tuple: "tuple", list: "list",
    type(None): "none",
}  # fmt: skip


class Operand:
    """One operand: where it stands, the dtypes it may have, the errors for plain values."""

    def __init__(self, facts):
        self.place = facts["at"]
        self.argument = facts["name"]
        self.dtypes = frozenset(DTYPES[letter] for letter in facts["dtypes"].split())
        self.refused = {kind: e for e, kinds in facts["refuses"].items() for kind in kinds.split()}


class Row:
    """The operands of one name, and which of them must share a dtype."""

    def __init__(self, name, facts):
        self.name = name.rpartition(".")[2]
        self.operands = [Operand(operand) for operand in facts["operands"]]
        self.same = facts.get("same", ())
        self.number, self.number_error = facts.get("number", (None, "TypeError"))


@cache
def _table():
    text = Path(__file__).with_suffix(".json").read_text("utf-8")
    return json.loads(text)


@cache
def guard(value, name):
    """The operator class or function of that public name, with MindSpore's checks in front."""
    facts = _table().get(name)
    if facts is None:
        return value
    row = Row(name, facts)
    if isinstance(value, type):
        value.__call__ = _guarded(value.__call__, row, 1)
        return value
    return _guarded(value, row, 0)


def _guarded(function, row, first):
    seen = set()

    def call(*args, **kwargs):
        key = tuple([a._name if isinstance(a, Tensor) else a.__class__ for a in args])
        if kwargs or key not in seen:
            _check(function, row, args[first:], kwargs)
            if not kwargs:
                seen.add(key)
        return function(*args, **kwargs)

    return functools.wraps(function)(call)


def _check(function, row, args, kwargs):
    if not kwargs:
        _check_number(row, len(args))
    found = [_given(function, operand.place, args, kwargs) for operand in row.operands]
    for operand, (there, value) in zip(row.operands, found, strict=True):
        if there:
            _check_operand(row, operand, value)
    _check_same(row, [found[i][1] for i in row.same])


def _given(function, place, args, kwargs):
    """(whether it was given, the value) of the operand at a position or of a name."""
    if isinstance(place, int):
        if place < len(args):
            return True, args[place]
        names = list(inspect.signature(function).parameters)
        place = names[place] if place < len(names) else None
    return (True, kwargs[place]) if place in kwargs else (False, None)


def _check_number(row, number):
    if row.number not in (None, number):
        raise _error(row.number_error)(
            f"For primitive[{row.name}], the input numbers must be equal to {row.number}, "
            f"but got {number}."
        )


def _check_operand(row, operand, value):
    if isinstance(value, Tensor):
        if value._name not in operand.dtypes:
            kinds = ", ".join(sorted(f"Tensor[{d.capitalize()}]" for d in operand.dtypes))
            raise TypeError(
                f"For primitive[{row.name}], the input argument[{operand.argument}] must be a "
                f"type of {{{kinds}}}, but got Tensor[{value._name.capitalize()}]."
            )
        return
    kind = KINDS.get(type(value))
    if kind in operand.refused:
        raise _error(operand.refused[kind])(
            f"For Primitive[{row.name}], the input argument[{operand.argument}] must be a Tensor "
            f"but got {kind.capitalize()}."
        )


def _error(name):
    found = getattr(builtins, name)
    assert issubclass(found, Exception)
    return found


def _check_same(row, values):
    dtypes = {v._name for v in values if isinstance(v, Tensor)}
    if len(dtypes) > 1:
        listing = ", ".join(f"Tensor[{d.capitalize()}]" for d in sorted(dtypes))
        raise TypeError(f"For primitive[{row.name}], the input type must be same, got {listing}.")
