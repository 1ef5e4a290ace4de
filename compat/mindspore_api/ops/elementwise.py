"""Elementwise functions of one tensor from rows."""

from __future__ import annotations

from ...core import dtypes, op
from ...core.contract import PRIMITIVES
from ..common.tensor import Tensor, wrap
from .accepted import accepted_of
from .arguments import unary
from .docstrings import doc_of_one


def function_of_one(name, argument, operator, compute, text="x"):
    """The function `name(argument)`.

    operator, text: the operator and its argument in the texts of errors.
    compute: the name of a primitive, or a function of core values, or (name of a primitive that
    serves floats, function for the rest).
    """
    entry = accepted_of(operator)
    usual = frozenset(dtypes.DTYPES if entry is None else entry.dtypes)
    if isinstance(compute, tuple):
        primitive, rest = compute
        function = _of_primitive(operator, text, usual & dtypes.FLOATS, primitive, rest)
    elif isinstance(compute, str):
        function = _of_primitive(operator, text, usual, compute, None)
    else:
        function = _of_function(operator, text, usual, compute)
    return named(function, name, (argument,), doc_of_one(name, argument, operator))


# The usual case stands in the functions themselves: two calls of Python less for each operator.
def _of_primitive(operator, text, usual, primitive, rest):
    if primitive not in PRIMITIVES:
        raise ImportError(f"the backend contract has no primitive {primitive!r}")
    rest = rest or (lambda x: getattr(op, primitive)(x))

    def function(input):
        if isinstance(input, Tensor) and input._name in usual:
            return wrap(getattr(op, primitive)(input._value))
        return wrap(rest(unary(operator, text, input)))

    return function


def _of_function(operator, text, usual, compute):
    def function(input):
        if isinstance(input, Tensor) and input._name in usual:
            return wrap(compute(input._value))
        return wrap(compute(unary(operator, text, input)))

    return function


def named(function, name, arguments, doc):
    """`function` under another name, its first arguments called as MindSpore calls them."""
    code = function.__code__
    rest = code.co_varnames[len(arguments) :]
    function.__code__ = code.replace(co_name=name, co_varnames=(*arguments, *rest))
    function.__name__ = function.__qualname__ = name
    function.__doc__ = doc
    return function
