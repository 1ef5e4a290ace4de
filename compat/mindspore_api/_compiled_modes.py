"""Training flags that stay as they were when a cell or function was first called.

MindSpore compiles the outermost cell (GRAPH_MODE) or function (`jit` in every mode, gradients in
GRAPH_MODE) at its first call with arguments of these shapes and types. A later `set_train` of a
cell inside changes what is printed, not what has been compiled: training goes on in training mode
although an evaluation has switched the shared cells off.
"""

from __future__ import annotations

from types import FunctionType, MethodType

waiting = False
"""True in GRAPH_MODE while nothing compiled runs: the next cell called is the outermost."""


run_number = None
"""How often what is running has run before; None where nothing compiled runs."""


def set_graph_mode(on):
    """Tell the mode of the main thread."""
    global waiting
    waiting = on


def run_cell(cell, args, kwargs):
    """Call the outermost cell with the flags of its first call in this phase."""
    memo = cell.__dict__.setdefault("_compiled_modes", {})
    key = (cell._phase, signature(args), signature(kwargs))
    return run(memo, key, lambda: [cell], cell, args, kwargs)


def run_function(memo, function, call, args, kwargs):
    """Call what was made from `function` with the flags of its first call."""
    owner = args[0] if args and _is_cell(args[0]) else None
    if owner is not None:
        memo = owner.__dict__.setdefault("_compiled_modes", {})
    key = (function, signature(args), signature(kwargs))
    return run(memo, key, lambda: _cells_of(function, args), call, args, kwargs)


def run(memo, key, roots, call, args, kwargs):
    """Call with the flags filed under `key`; file those in force when there are none."""
    before, changed = (waiting, run_number), []
    try:
        try:
            _enter(memo, key, roots, changed)
            return call(*args, **kwargs)
        finally:
            _leave(before, changed)
    except BaseException:
        _leave(before, changed)  # where an interrupt came into the leaving
        raise


def _enter(memo, key, roots, changed):
    global waiting, run_number
    waiting = False
    frozen = memo.get(key)
    if frozen is None:
        every = {id(c): c for root in roots() for _, c in root.cells_and_names()}
        memo[key] = [(c, c.training) for c in every.values()]
    else:
        changed += [(c, c.training) for c, flag in frozen if c.training is not flag]
        for cell, flag in frozen if changed else ():
            cell.__dict__["training"] = flag
    counts = memo.setdefault("runs", {})
    run_number = counts.get(key, 0)
    counts[key] = run_number + 1


def _leave(before, changed):
    global waiting, run_number
    for cell, flag in changed:
        cell.__dict__["training"] = flag
    waiting, run_number = before


def signature(item):
    """What a compiled graph depends on: shapes and types of tensors, values of the rest."""
    if hasattr(item, "shape") and hasattr(item, "dtype"):
        return item.shape, str(item.dtype)
    if isinstance(item, (tuple, list)):
        return tuple([signature(i) for i in item])
    if isinstance(item, dict):
        return tuple([(k, signature(v)) for k, v in item.items()])
    if isinstance(item, (bool, int, float, str, type(None))):
        return type(item), item
    return id(item)


def _is_cell(value):
    return hasattr(type(value), "cells_and_names")


def _cells_of(function, args):
    """Cells that a function can reach: arguments, closure, globals it names, its object."""
    found, seen, pending = [], set(), [function, *args]
    while pending:
        item = pending.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if _is_cell(item):
            found.append(item)
        elif isinstance(item, MethodType):
            pending += [item.__func__, item.__self__, *_vars_of(item.__self__)]
        elif isinstance(item, FunctionType):
            pending += _reached(item)
    return found


def _vars_of(item):
    """Values of an object's attributes."""
    return list(getattr(item, "__dict__", {}).values())


def _reached(function):
    names, module = function.__code__.co_names, function.__globals__
    for cell in function.__closure__ or ():
        try:
            yield cell.cell_contents
        except ValueError:  # a name that is assigned later
            continue
    for name in names:
        if name in module:
            yield module[name]
