"""Functions of one tensor from rows of tables."""

from __future__ import annotations

from ....core import dtypes, op
from ...common.tensor import Tensor, wrap
from .._accepted import accepted_of
from .._operands import unary

# The usual case is written out in each function: two calls of Python less for every operator.
_SOURCE = """
def {name}({argument}):
    "{name} of every element."
    if isinstance({argument}, Tensor) and {argument}._name in usual:
        return wrap({quick}({argument}._value))
    return wrap(compute(unary(operator, text, {argument})))
"""


def unary_function(name, argument, operator, text, compute):
    """`name(argument)`, the operator and its argument being those of the texts.

    compute: the name of a primitive, or a function of core values, or (name of a primitive that
    serves floats, function for the rest).
    """
    entry = accepted_of(operator)
    usual = dtypes.DTYPES.keys() if entry is None else entry.dtypes
    quick = "compute"
    if isinstance(compute, tuple):
        primitive, compute = compute
        quick, usual = f"op.{primitive}", usual & dtypes.FLOATS
    elif isinstance(compute, str):
        quick, compute = f"op.{compute}", _called(compute)
    known = {"operator": operator, "text": text, "usual": frozenset(usual), "compute": compute}
    known |= {"Tensor": Tensor, "wrap": wrap, "unary": unary, "op": op, "__name__": __name__}
    exec(_SOURCE.format(name=name, argument=argument, quick=quick), known)
    return known[name]


def _called(primitive):
    return lambda x: getattr(op, primitive)(x)
