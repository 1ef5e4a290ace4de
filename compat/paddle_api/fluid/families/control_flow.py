"""Conditions, loops and lists of variables."""

from __future__ import annotations

from contextlib import contextmanager

import numpy as np

from compat.core import autodiff, op

from .._dtypes import canonical
from .._varbase import VarBase, from_numpy, wrap
from .creation import fill_constant


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
    table = _branches(branch_fns)
    if default is None:
        default = table[max(table)]
    return table.get(int(branch_index), default)()


def _branches(branch_fns):
    """The functions by number; Paddle's refusals of what are none."""
    pairs = branch_fns.items() if isinstance(branch_fns, dict) else branch_fns
    if not isinstance(branch_fns, dict) and all(callable(f) for f in branch_fns):
        pairs = enumerate(branch_fns)
    table = {}
    for pair in pairs:
        if not isinstance(pair, tuple):
            raise TypeError(
                "The elements' type of 'branch_fns' in switch_case must be tuple, but received "
                f"{type(pair).__name__}."
            )
        if len(pair) != 2:
            raise ValueError(
                "The tuple's size of 'branch_fns' should be 2, but received tuple's size "
                f"{len(pair)}"
            )
        number, function = pair
        if not isinstance(number, int):
            raise TypeError(
                f"The key's type of 'branch_fns' must be int, but received {type(number).__name__}."
            )
        if number in table:
            raise ValueError(f"The key in 'branch_fns' must be unique, but {number} is not.")
        if not callable(function):
            raise TypeError(f"The function for the key {number} in 'branch_fns' must be callable.")
        table[number] = function
    return table


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
    assert isinstance(array, list), "The 'array' in array_write must be a list in dygraph mode"
    return len(array)


def autoincreased_step_counter(counter_name=None, begin=1, step=1):
    """int64 (1,): `begin`. Only static programs keep such a counter from run to run."""
    counter = fill_constant([1], "int64", begin)
    counter.name = "@STEP_COUNTER@" if counter_name is None else counter_name
    return counter


class Switch:
    """Conditional assignments of static programs.

    In dygraph mode blocks run whatever their condition is, and end in a TypeError, as in Paddle.
    """

    def __init__(self, name=None):
        self.inside_scope, self._conditions = False, 0

    def case(self, condition):
        """A context for the statements of one condition."""
        if not self.inside_scope:
            raise ValueError("case should be called inside with")
        self._conditions += 1
        return self._block()

    def default(self):
        """A context for the statements where no condition holds."""
        if not self._conditions:
            raise ValueError("there should be at least one condition")
        return self._block()

    @contextmanager
    def _block(self):
        yield
        raise TypeError(
            "paddle.fluid.layers.Switch builds static graphs; in dygraph mode use Python's if, or "
            "fluid.layers.cond, case and switch_case"
        )

    def __enter__(self):
        self.inside_scope = True
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.inside_scope = False
        return exc_type is None


def py_func(func, x, out, backward_func=None, skip_vars_in_backward_input=None):
    """`func` of ndarrays, its results put into the variables `out`.

    `backward_func` gets the inputs, the results and the cotangents, without the variables to be
    skipped, and gives the gradients of the inputs. Static graphs only in Paddle 1.8.5.
    """
    inputs = _listed(x, "Input")
    outputs = _listed(out, "Output")
    skipped = {id(v) for v in _listed(skip_vars_in_backward_input, "Skipped")}

    def run(function, *arrays):
        found = function(*[op.to_numpy(a) for a in arrays])
        found = found if isinstance(found, (list, tuple)) else [found]
        return tuple(from_numpy(np.array(f)) for f in found if f is not None)

    def forward(*xs):
        return run(func, *xs)

    def backward(gs, xs, results):
        if backward_func is None:
            return tuple(None for _ in xs)
        given = zip((*inputs, *outputs), (*xs, *results), strict=True)
        kept = [a for v, a in given if id(v) not in skipped]
        return run(backward_func, *kept, *gs)

    results = autodiff.engine().custom(forward, backward)(*[v._value for v in inputs])
    for target, result in zip(outputs, results, strict=True):
        target._take(wrap(result))
    return out


def _listed(x, what):
    if x is None:
        return []
    if isinstance(x, VarBase):
        return [x]
    if not isinstance(x, (list, tuple)):
        raise TypeError(f"{what} must be Variable/list(Variable)/tuple(Variable)")
    return list(x)


def Print(
    input,
    first_n=-1,
    message=None,
    summarize=20,
    print_tensor_name=True,
    print_tensor_type=True,
    print_tensor_shape=True,
    print_tensor_lod=True,
    print_phase="both",
):
    """The variable itself, printed: name, shape, dtype and the first `summarize` elements.

    Variables of dygraph mode have no levels of detail and no backward phase to print. Static
    graphs only in Paddle 1.8.5.
    """
    global _prints
    if first_n < 0 or _prints < first_n:
        _prints += 1
        shown = {
            "Variable": input.name if print_tensor_name else None,
            "message": message,
            "shape": input.shape if print_tensor_shape else None,
            "dtype": canonical(input.dtype) if print_tensor_type else None,
            "data": input.numpy().reshape(-1)[: summarize if summarize >= 0 else None].tolist(),
        }
        print("\n".join(f"{key}: {value}" for key, value in shown.items() if value is not None))
    return input


_prints = 0
