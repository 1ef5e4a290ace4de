"""Arguments of a function to be differentiated: keywords and containers as plain positions."""

from __future__ import annotations

import inspect
import os

from ... import context
from ...common._jit_arguments import is_inside
from ...common.tensor import Tensor


def in_graph_mode():
    """True where MindSpore would compile."""
    return context._get_mode() == context.GRAPH_MODE or is_inside()


def require_function(fn):
    """Refuse what is neither a function nor a cell, as MindSpore does."""
    if callable(fn):
        return
    if in_graph_mode():
        raise RuntimeError(
            "For 'GradOperation', the first argument must be a 'Function' or 'Cell', but got "
            f"{fn!r}."
        )
    raise AttributeError(f"'{type(fn).__name__}' object has no attribute 'set_grad'")


def refuse_nothing():
    """Miss the network in MindSpore's words."""
    if in_graph_mode():
        raise RuntimeError(
            "'GradOperation' requires a forward network or function as an input, while the input "
            "is empty."
        )
    raise TypeError("__call__() missing 1 required positional argument: 'fn'")


def laid_out(fn, args, kwargs):
    """(function, arguments, groups): the arguments are all positional, no mutable containers.

    groups: for each argument as the user counts them its index, or its structure of indices.
    Keywords follow the positions; those of a cell are in the order of `construct`.
    """
    marked = any(_is_mutable(a) for a in (*args, *kwargs.values())) and in_graph_mode()
    if not (kwargs or marked):
        return fn, args, range(len(args))
    names = tuple(_ordered(fn, args, kwargs)) if kwargs else ()
    flat, given = [], (*args, *[kwargs[n] for n in names])
    groups = [_flattened(x, flat, marked and _is_mutable(x)) for x in given]
    count = len(args)

    def call(*values):
        given = [built(g, values) for g in groups]
        return fn(*given[:count], **dict(zip(names, given[count:], strict=True)))

    return call, tuple(flat), groups


def _is_mutable(x):
    return isinstance(x, (tuple, list, dict)) and getattr(x, "__ms_mutable__", False)


def _ordered(fn, args, kwargs):
    construct = getattr(fn, "construct", None)
    if construct is None:
        return kwargs
    names = inspect.signature(construct).parameters
    return [n for n in names if n in kwargs] + [n for n in kwargs if n not in names]


def _flattened(x, flat, deep):
    if deep and isinstance(x, dict):
        return {k: _flattened(v, flat, True) for k, v in x.items()}
    if deep and isinstance(x, (tuple, list)):
        parts = [_flattened(v, flat, True) for v in x]
        return parts if isinstance(x, list) else tuple(parts)
    if deep and not isinstance(x, Tensor):
        raise NotImplementedError(
            "mindspore.ops.grad of a number inside a mutable container is not supported; pass the "
            "number as a Tensor"
        )
    flat.append(x)
    return len(flat) - 1


def indices(group):
    """The indices in a group, in order."""
    if isinstance(group, int):
        return [group]
    parts = group.values() if isinstance(group, dict) else group
    return [i for part in parts for i in indices(part)]


def built(group, values):
    """A group with the values in place of their indices."""
    if isinstance(group, int):
        return values[group]
    if isinstance(group, dict):
        return {k: built(v, values) for k, v in group.items()}
    return type(group)([built(v, values) for v in group])


def _returned(group):
    """A group as results come: where MindSpore's runtime fallback is off, dicts are tuples."""
    if isinstance(group, int) or os.environ.get("MS_DEV_ENABLE_FALLBACK_RUNTIME") != "0":
        return group
    parts = [_returned(g) for g in (group.values() if isinstance(group, dict) else group)]
    return parts if isinstance(group, list) else tuple(parts)


def with_gradient(groups, args, positions):
    """(position, group) of the arguments that get a gradient: tensors and mutable containers."""
    return [
        (p, _returned(groups[p]))
        for p in positions
        if not isinstance(groups[p], int) or isinstance(args[groups[p]], Tensor)
    ]
