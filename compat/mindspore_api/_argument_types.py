"""What MindSpore's operators, functions, methods and layers take, checked before all else.

`_argument_types.json` holds what MindSpore 2.0.0 answered when each of them was called with each
dtype and several ranks for each tensor, with values of other kinds for each argument, and with too
few or too many operands; `tests/oracle/ask_arguments.py` asks, `tools/make_argument_types.py` makes
the table. Only names that need it have a row: those whose own checks give the same answers have
none. A combination of types that passed is remembered, so a call costs one look into a set.
"""

from __future__ import annotations

import builtins
import functools
import inspect
import json
from functools import cache
from pathlib import Path

from .common import dtype as mstype
from .common.tensor import Tensor

# Letters of the table.
DTYPES = {
    "b": "bool", "i1": "int8", "i2": "int16", "i4": "int32", "i8": "int64", "u1": "uint8",
    "u2": "uint16", "u4": "uint32", "u8": "uint64", "f2": "float16", "f4": "float32",
    "f8": "float64", "c8": "complex64", "c16": "complex128",
}  # fmt: skip
KINDS = {
    bool: "bool", int: "int", float: "float", str: "str", tuple: "tuple", list: "list",
    type(None): "none", dict: "dict", slice: "slice",
}  # fmt: skip
_SHOWN = {"int": "Int64", "float": "Float32", "str": "String"}  # in MindSpore's texts
_REMEMBERED = 1024  # combinations of types kept for each name


class Argument:
    """One argument: where it stands, the dtypes and ranks it may have, the errors for others."""

    def __init__(self, facts):
        self.place = facts["at"]
        self.name = facts.get("name", facts["at"])
        self.dtypes = None
        if "dtypes" in facts:
            self.dtypes = frozenset(DTYPES[letter] for letter in facts["dtypes"].split())
        self.refused = _by_word(facts.get("refuses", {}))
        self.ranks = {int(rank): e for rank, e in _by_word(facts.get("ranks", {})).items()}


def _by_word(facts):
    return {word: _error(e) for e, words in facts.items() for word in words.split()}


def _error(name):
    found = getattr(builtins, name)
    assert issubclass(found, Exception)
    return found


class Row:
    """The arguments of one name, and which of them must share a dtype or a shape."""

    def __init__(self, name, facts, parameters):
        self.name = name.rpartition(".")[2]
        self.parameters = parameters
        self.arguments = [Argument(argument) for argument in facts["arguments"]]
        self.same = facts.get("same", ())
        self.alike = facts.get("alike", ())
        self.checks = _ORDERS[facts.get("first", "types")]
        self.number, *errors = facts.get("number", (None,))
        self.number_errors = [_error(e) for e in errors]


@cache
def _table():
    text = Path(__file__).with_suffix(".json").read_text("utf-8")
    return json.loads(text)


@cache
def guard(value, name):
    """A class or function of that public name, with MindSpore's checks in front."""
    facts = _table().get(name)
    if facts is None:
        return value
    if not isinstance(value, type):
        return _guarded(value, name, facts["call"], 0)
    if "init" in facts:
        value.__init__ = _guarded(value.__init__, name, facts["init"], 1)
    if "call" in facts:
        method = "construct" if hasattr(value, "construct") else "__call__"
        called = getattr(value, method)
        setattr(value, method, _guarded(called, name, facts["call"], 1))
    return value


def guard_methods(cls, name):
    """Put MindSpore's checks in front of the methods of a class."""
    for key in _table():
        parent, _, method = key.rpartition(".")
        if parent == name:
            setattr(cls, method, guard(inspect.getattr_static(cls, method), key))


def _guarded(function, name, facts, first):
    """The function with a row's checks in front; `first` arguments are not looked at."""
    seen = set()
    by_shape = "alike" in facts or any("ranks" in a for a in facts["arguments"])
    typed = _typed_and_shaped if by_shape else _typed
    row = cache(lambda: Row(name, facts, Parameters(function, first)))

    def call(*args, **kwargs):
        key = tuple(map(typed, args))
        if kwargs:
            key = (key, *kwargs, *map(typed, kwargs.values()))
        if key not in seen:
            _check(row(), args[first:], kwargs)
            if len(seen) < _REMEMBERED:
                seen.add(key)
        return function(*args, **kwargs)

    return functools.wraps(function)(call)


def _typed(x):
    return x._name if isinstance(x, Tensor) else x.__class__


def _typed_and_shaped(x):
    return (x._name, *x.shape) if isinstance(x, Tensor) else x.__class__


class Parameters:
    """The parameters of a function behind the `first` ones."""

    def __init__(self, function, first):
        found = list(inspect.signature(function).parameters.values())
        kinds = {p.kind for p in found}
        named = [p for p in found if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
        self.several = inspect.Parameter.VAR_POSITIONAL in kinds
        self.open = inspect.Parameter.VAR_KEYWORD in kinds
        self.names = [p.name for p in named[first:]]
        only = [p for p in found if p.kind is p.KEYWORD_ONLY]
        self.known = {p.name for p in named[first:] + only}
        self.defaults = {
            p.name: p.default for p in named[first:] + only if p.default is not p.empty
        }

    def bound(self, args, kwargs):
        """The arguments by name and by number, defaults too; None where Python refuses the call."""
        if len(args) > len(self.names) and not self.several:
            return None
        given = dict(zip(self.names, args, strict=False)) | kwargs
        if not self.several and not self.open:
            if kwargs.keys() & self.names[: len(args)] or not given.keys() <= self.known:
                return None
            if not self.known <= given.keys() | self.defaults.keys():
                return None
        return self.defaults | given | dict(enumerate(args))


def _check(row, args, kwargs):
    if row.number is not None and not kwargs and len(args) != row.number:
        none, fewer, more = row.number_errors
        raise (none if not args else fewer if len(args) < row.number else more)(
            f"For primitive[{row.name}], the input number must be equal to {row.number}, "
            f"but got {len(args)}."
        )
    given = row.parameters.bound(args, kwargs)
    if given is None:
        return
    for check in row.checks:
        check(row, given)


def _check_types(row, given):
    for argument in row.arguments:
        if argument.place in given:
            _check_argument(row, argument, given[argument.place])
    for group in row.same:
        _check_same(row, _tensors(row, group, given))


def _check_ranks(row, given):
    for argument in row.arguments:
        value = given.get(argument.place)
        if argument.ranks and isinstance(value, Tensor) and value.ndim in argument.ranks:
            raise argument.ranks[value.ndim](
                f"For '{row.name}', a tensor of {value.ndim} dimensions cannot be "
                f"'{argument.name}', but got shape {value.shape}."
            )


def _tensors(row, group, given):
    values = [given.get(row.arguments[i].place) for i in group]
    return [value for value in values if isinstance(value, Tensor)]


def _check_argument(row, argument, value):
    if isinstance(value, Tensor):
        if argument.dtypes is not None and value._name not in argument.dtypes:
            kinds = ", ".join(sorted(f"Tensor[{d.capitalize()}]" for d in argument.dtypes))
            raise TypeError(
                f"For primitive[{row.name}], the input argument[{argument.name}] must be a "
                f"type of {{{kinds}}}, but got Tensor[{value._name.capitalize()}]."
            )
        kind = "tensor"
    elif isinstance(value, mstype.Type):
        kind = "dtype"
    else:
        kind = KINDS.get(type(value))
    if kind in argument.refused:
        accepted = [k for k in (*KINDS.values(), "dtype", "tensor") if k not in argument.refused]
        if accepted == ["tensor"]:
            raise argument.refused[kind](
                f"For Primitive[{row.name}], the input argument[{argument.name}] must be a Tensor "
                f"but got {_SHOWN.get(kind, kind.capitalize())}."
            )
        raise argument.refused[kind](
            f"For '{row.name}', the type of '{argument.name}' should be one of {accepted}, "
            f"but got {value!r:.60} of type '{kind}'."
        )


def _check_same(row, values):
    dtypes = {value._name for value in values}
    if len(dtypes) > 1:
        listing = ", ".join(f"Tensor[{d.capitalize()}]" for d in sorted(dtypes))
        raise TypeError(f"For primitive[{row.name}], the input type must be same, got {listing}.")


def _check_alike(row, given):
    for group in row.alike:
        shapes = [tuple(value.shape) for value in _tensors(row, group, given)]
        if len(set(shapes)) > 1:
            raise ValueError(
                f"For '{row.name}', the shapes of the inputs must be equal, but got {shapes}."
            )


_ORDERS = {
    "types": (_check_types, _check_ranks, _check_alike),
    "ranks": (_check_ranks, _check_types, _check_alike),
    "shapes": (_check_ranks, _check_alike, _check_types),
}
