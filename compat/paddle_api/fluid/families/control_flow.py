"""Conditions, loops and lists of variables."""

from __future__ import annotations

from .._varbase import VarBase


def cond(pred, true_fn=None, false_fn=None, name=None):
    """The result of one of two functions."""
    for function, which in ((true_fn, "true_fn"), (false_fn, "false_fn")):
        if function is not None and not callable(function):
            raise TypeError(
                f"The {which} in cond must be callable, but received {type(function).__name__}"
            )
    chosen = true_fn if pred.numpy()[0] else false_fn
    return chosen() if chosen is not None else None


def case(pred_fn_pairs, default=None, name=None):
    """The result of the function beside the first true condition."""
    pairs = list(pred_fn_pairs)
    if default is None:
        default = pairs[-1][1]
    for pred, function in pairs:
        if bool(pred):
            return function()
    return default()


def switch_case(branch_index, branch_fns, default=None, name=None):
    """The result of the function with that number."""
    if isinstance(branch_fns, dict):
        table = dict(branch_fns)
    else:
        table = dict(f if isinstance(f, tuple) else (i, f) for i, f in enumerate(branch_fns))
    if default is None:
        default = table[max(table)]
    return table.get(int(branch_index), default)()


def while_loop(cond, body, loop_vars, is_test=False, name=None):
    """`body` of the variables as long as `cond` of them holds."""
    if not callable(cond):
        raise TypeError("cond in while_loop should be callable")
    if not callable(body):
        raise TypeError("body in while_loop should be callable")
    if not isinstance(loop_vars, (list, tuple)):
        raise TypeError(
            f"loop_vars in while_loop should be a list or tuple, but got {type(loop_vars)}"
        )
    if len(loop_vars) == 0:
        raise ValueError("loop_vars in while_loop should not be empty")
    found = loop_vars
    while bool(cond(*found)):
        result = body(*found)
        found = result if isinstance(result, (list, tuple)) else [result]
        if len(found) != len(loop_vars):
            raise ValueError(
                "body in while_loop should return the same arity (length and structure) and "
                "types as "
                "loop_vars"
            )
    return found


def create_array(dtype):
    """An empty list of variables."""
    return []


def _position(i):
    return int(i) if isinstance(i, VarBase) else i


def array_write(x, i, array=None):
    """Put `x` at position `i` of a list of variables."""
    array = [] if array is None else array
    i = _position(i)
    assert i <= len(array), (
        "The index 'i' should not be greater than the length of 'array' in dygraph mode"
    )
    if i < len(array):
        array[i] = x
    else:
        array.append(x)
    return array


def array_read(array, i):
    """The variable at position `i`."""
    return array[_position(i)]


def array_length(array):
    """The number of variables."""
    return len(array)
