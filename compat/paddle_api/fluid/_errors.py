"""The exceptions of Paddle's C++ core, and the form of their texts."""

from __future__ import annotations

from ._mode import in_dygraph_mode, refuse_static

_TEMPLATE = """

--------------------------------------------
C++ Call Stacks (More useful to developers):
--------------------------------------------

----------------------
Error Message Summary:
----------------------
{message}"""


class EOFException(Exception):
    """A reader has no more data."""


class EnforceNotMet(Exception):
    """A check of the C++ core failed."""


def enforce_not_met(message, op=None, hint=None):
    """The exception for a failed check inside the operator `op`."""
    text = message
    if hint:
        text += f"\n  [Hint: {hint}]"
    if op:
        text += f"\n  [operator < {op} > error]"
    return EnforceNotMet(_TEMPLATE.format(message=text))


def no_kernel(op, cpp):
    """The exception for a dtype the operator has no CPU kernel for."""
    return enforce_not_met(
        f"NotFoundError: Operator {op} does not have kernel for data_type[{cpp}]:"
        "data_layout[ANY_LAYOUT]:place[CPUPlace]:library_type[PLAIN].",
        op,
        "Expected kernel_iter != kernels.end(), but received kernel_iter == kernels.end().",
    )


def wrong_type(op, held, wanted):
    """The exception for an operand whose dtype differs from the first one's."""
    return enforce_not_met(
        f"InvalidArgumentError: Tensor holds the wrong type, it holds {held}, but desires to be "
        f"{wanted}.",
        op,
        "Expected valid == true, but received valid:0 != true:1.",
    )


def incompatible(op, arguments, operands=1):
    """The exception for arguments that the binding of an operator does not take."""
    if not in_dygraph_mode():
        refuse_static(f"operator {op!r}")
    base = "paddle::imperative::VarBase"
    names = ", ".join(f"arg{i}: {base}" for i in range(operands))
    invoked = ", ".join(repr(a) for a in arguments)
    return TypeError(
        f"{op}(): incompatible function arguments. The following argument types are supported:\n"
        f"    1. ({names}, *args) -> {base}\n\nInvoked with: {invoked}"
    )


def empty_input(op, slot):
    """The exception for None where the operator reads its dtype."""
    return enforce_not_met(
        f"Error: The Input Variable({slot}) of {op} Op used to determine kernel data type is empty "
        "or not LoDTensor or SelectedRows.",
        op,
        "Expected data_type != dafault_data_type, but received data_type:-1 == "
        "dafault_data_type:-1.",
    )
