"""What goes wrong inside an operator, as Paddle says it: `EnforceNotMet` on every backend.

Checks of Paddle's Python layer lie in the functions around the operators and keep their exceptions.
"""

from __future__ import annotations

import functools

from ._attributes import kind
from ._errors import EnforceNotMet, enforce_not_met, incompatible
from ._varbase import VarBase

_PADDLES_OWN = (EnforceNotMet, NotImplementedError, MemoryError, RecursionError)
_BINDING = ("incompatible function arguments", "Unable to cast Python instance")


def guarded(kernel, name, operands):
    """`kernel` whose errors are those of Paddle's operator `name` of so many operands."""

    def call(*args, **attributes):
        try:
            return kernel(*args, **attributes)
        except _PADDLES_OWN:
            raise
        except Exception as error:
            raise _as_paddle(error, name, args, attributes, operands) from error

    return functools.wraps(kernel)(call)


def _as_paddle(error, name, args, attributes, operands):
    """The exception that Paddle raises where our kernel or a library raised `error`."""
    if any(text in str(error) for text in _BINDING):
        return error
    given = args[:operands]
    if isinstance(error, AttributeError) and any(_is_foreign(x) for x in given):
        return incompatible(name, given, len(given))
    try:
        for value in (*args[operands:], *attributes.values()):
            if not isinstance(value, VarBase):
                kind(value)
    except RuntimeError as uncastable:
        return uncastable
    return enforce_not_met(f"InvalidArgumentError: {error}", name)


def _is_foreign(operand):
    return operand is not None and not isinstance(operand, (VarBase, list, tuple))
