"""The dtypes that operators of MindSpore take on CPU, and how they complain about others.

A family declares the dtypes of its operators beside their functions, in a row of `accepts`.
"""

from __future__ import annotations

from typing import NamedTuple

BOOL = ("bool",)
INT = ("int8", "int16", "int32", "int64")
UINT = ("uint8", "uint16", "uint32", "uint64")
FLOAT = ("float16", "float32", "float64")
COMPLEX = ("complex64", "complex128")
NUMBERS = (*BOOL, *INT, *UINT, *FLOAT, *COMPLEX)


class Accepted(NamedTuple):
    """`known` dtypes pass the type check, `dtypes` have a kernel as well."""

    argument: str
    known: frozenset
    dtypes: frozenset
    order: tuple
    style: str


_TABLE = {}


def accepts(known, *operators, argument="", lacks=(), style="argument"):
    """Declare the dtypes of operators, `lacks` being those that are known but have no kernel.

    argument: the argument in the texts of errors. style: "argument", or "element" for texts that
    say "the element of 'x' must be one of" and list the dtypes in the order given.
    """
    kernels = frozenset(known) - frozenset(lacks)
    entry = Accepted(argument, frozenset(known), kernels, tuple(known), style)
    for operator in operators:
        if operator in _TABLE:
            raise ImportError(f"the dtypes of {operator} are declared twice")
        _TABLE[operator] = entry


def accepted_of(name):
    """The entry of an operator, or None when it takes everything."""
    return _TABLE.get(name)
