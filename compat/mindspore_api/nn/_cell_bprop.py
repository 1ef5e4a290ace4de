"""What the original demands of a cell's own `bprop` and of the gradients it returns."""

from __future__ import annotations

import inspect

from .. import context
from ..common.parameter import Parameter
from ..common.tensor import Tensor
from ..ops.grad.inputs import in_graph_mode


def check_bprop(cell, inputs):
    """Refuse a `bprop` that uses parameters or does not take the inputs, `out` and `dout`."""
    if _uses_parameters(cell):
        scope = f" in scope {cell.get_scope() or 'Default'}" if in_graph_mode() else ""
        raise RuntimeError(
            f"The user defined 'bprop' function{scope} does not support using Parameter."
        )
    if getattr(cell, "_bprop_takes_any", False):
        return
    named = inspect.signature(cell.bprop).parameters.values()
    count = sum(p.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD for p in named)
    if in_graph_mode():
        _check_count_of_graph(count, len(inputs))
    elif count - 2 != len(inputs):
        raise TypeError(
            f"Size of bprop func inputs[{(count - 2) % 2**64}] is not equal to the size of cell "
            f"inputs[{len(inputs)}]"
        )


def _check_count_of_graph(count, inputs):
    if 0 < count < 2:
        raise TypeError(
            "The function 'bprop' of Primitive or Cell requires at least 2 params 'out' and "
            f"'dout', but got only {count}."
        )
    if count and count - 2 < inputs:
        raise TypeError(
            "The params of function 'bprop' of Primitive or Cell requires the forward inputs as "
            "well as the 'out' and 'dout'."
        )


def _uses_parameters(cell):
    """True when the code of `bprop` names a parameter of the cell, or a child that holds one."""
    code = getattr(getattr(cell.bprop, "__func__", None), "__code__", None)
    for name in code.co_names if code is not None else ():
        found = cell.__dict__.get(name)
        if isinstance(found, Parameter):
            return True
        if name in cell._cells and found is not None and any(True for _ in found.get_parameters()):
            return True
    return False


def check_gradients(cell, inputs, found):
    """The gradients that `bprop` returned as a tuple; with `check_bprop` they must fit exactly."""
    found = found if isinstance(found, (tuple, list)) else (found,)
    strict = context.get_context("check_bprop")
    name = f"{type(cell).__module__}.{type(cell).__name__}"
    if len(found) < len(inputs) or (strict and len(found) != len(inputs)):
        raise TypeError(
            f"For user defined method 'bprop' of net '{name}', the number of return values"
            "(gradients) should be equal to the number of input arguments except 'out' and "
            f"'dout', which is: {len(inputs)}, but got:{len(found)}."
        )
    for i, (x, g) in enumerate(zip(inputs, found, strict=False)):
        if not isinstance(x, Tensor):
            continue
        if strict:
            _check_gradient(name, i, x, g)
        elif g is None:
            raise TypeError(f"Unreasonable data type: {type(g)}.")
    return found


def _check_gradient(name, i, x, g):
    where = (
        f"For user defined method 'bprop' of net '{name}', the {i}th return value(gradient of the "
        f"{i}th argument) should "
    )
    if not isinstance(g, Tensor):
        raise ValueError(f"{where}be Tensor, but got {type(g).__name__}, and the value is {g}.")
    if g.dtype != x.dtype:
        raise TypeError(
            f"{where}have the same dtype as the {i}th argument, which is:{x.dtype}, but got: "
            f"{g.dtype}."
        )
    if g.shape != x.shape:
        raise ValueError(
            f"{where}have the same shape as the {i}th argument, which is:{x.shape}, but got: "
            f"{g.shape}."
        )
