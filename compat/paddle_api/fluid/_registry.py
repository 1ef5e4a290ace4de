"""Operators by name: what `core.ops` offers and `append_op` runs."""

from __future__ import annotations

from typing import Any, NamedTuple

from ._enforce import guarded


class Operator(NamedTuple):
    """A kernel and the names of its operands and results in an operator's description."""

    kernel: Any
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    list_input: bool
    list_output: bool


_OPERATORS: dict[str, Operator] = {}


def operator(
    kernel=None, *, inputs=("X", "Y"), outputs=("Out",), list_input=False, list_output=False
):
    """Make the function `<name>_op` of variables and attributes the operator `<name>`."""

    def add(kernel):
        # One closure makes the kernels of a table: profiles and tracebacks tell them apart.
        kernel.__code__ = kernel.__code__.replace(co_name=kernel.__name__)
        name = kernel.__name__.removesuffix("_op")
        kernel = guarded(kernel, name, len(inputs))
        _OPERATORS[name] = Operator(kernel, inputs, outputs, list_input, list_output)
        return kernel

    return add if kernel is None else add(kernel)


def register(name, kernel):
    """Make `kernel` known under a second name."""
    _OPERATORS[name] = _OPERATORS[kernel.__name__.removesuffix("_op")]


def find(name):
    """The kernel of that name or None."""
    row = _OPERATORS.get(name)
    return None if row is None else row.kernel


def _operand(value, whole):
    if isinstance(value, (list, tuple)) and not whole:
        return value[0] if value else None
    return list(value) if isinstance(value, (list, tuple)) else value


def run_into(name, inputs, outputs, attributes, stop_gradient=False):
    """Run an operator by name; its results become the values of the output variables."""
    row = _OPERATORS.get(name)
    if row is None:
        raise NotImplementedError(
            f"operator {name!r} of append_op is not provided by compat; use the functions of "
            "paddle.fluid.layers"
        )
    inputs = {**inputs, **{k: v for k, v in outputs.items() if k in row.inputs}}
    operands = [_operand(inputs.get(slot), row.list_input) for slot in row.inputs]
    while operands and operands[-1] is None:
        operands.pop()
    results = row.kernel(*operands, **attributes)
    if row.list_output:
        targets = outputs["Out"]
    else:
        results = results if isinstance(results, tuple) else (results,)
        targets = [_operand(outputs.get(slot), False) for slot in row.outputs]
    for target, result in zip(targets, results, strict=False):
        if target is not None and result is not None:
            result = result.get() if hasattr(result, "get") else result
            target._take(result, stop_gradient)
