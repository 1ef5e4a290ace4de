"""Functions applied along an axis, one call for each position."""

from __future__ import annotations

from ....core import compose, op, state
from ...common.tensor import Tensor, wrap


def _axis_sizes(x, axes):
    if axes is None or not isinstance(x, (Tensor, tuple, list)):
        return []
    if isinstance(x, Tensor):
        return [x.shape[axes]]
    parts = axes if isinstance(axes, (tuple, list)) else [axes] * len(x)
    return [n for i, a in zip(x, parts, strict=True) for n in _axis_sizes(i, a)]


def _picked(x, axes, i):
    if axes is None:
        return x
    if isinstance(x, Tensor):
        return wrap(compose.select(x._value, axes % x.ndim, i))
    if isinstance(x, (tuple, list)):
        parts = axes if isinstance(axes, (tuple, list)) else [axes] * len(x)
        return type(x)([_picked(j, a, i) for j, a in zip(x, parts, strict=True)])
    return x


def _joined(results, axes):
    first = results[0]
    if isinstance(first, (tuple, list)):
        parts = axes if isinstance(axes, (tuple, list)) else [axes] * len(first)
        return tuple(_joined([r[k] for r in results], a) for k, a in enumerate(parts))
    if axes is None:
        return first
    if not isinstance(first, Tensor):
        dtype = "float32" if isinstance(first, float) else "int64"
        return wrap(op.asarray(list(results), dtype, state.device()))
    return wrap(op.stack([r._value for r in results], axes % (first.ndim + 1)))


def _check_axis(name, axis):
    if isinstance(axis, (tuple, list)):
        for part in axis:
            _check_axis(name, part)
    elif axis is not None and (not isinstance(axis, int) or isinstance(axis, bool)):
        raise RuntimeError(
            f"The axis in vmap`s '{name}' can only be of type Int or None, but got {axis!r}."
        )


def _all_none(axes):
    return all(map(_all_none, axes)) if isinstance(axes, (tuple, list)) else axes is None


def _axes_for(args, in_axes):
    if not isinstance(in_axes, (tuple, list)):
        return (in_axes,) * len(args)
    if len(in_axes) != len(args):
        raise RuntimeError(
            "When vmap`s 'in_axes' is a tuple or list, and its size must be equal to the number of "
            f"arguments of 'fn': {len(args)}, but got size: {len(in_axes)}."
        )
    return in_axes


def _count(args, axes, functions):
    sizes = [n for x, a in zip(args, axes, strict=True) for n in _axis_sizes(x, a)]
    for n in sizes:
        if n != sizes[0]:
            raise RuntimeError(
                "The 'axis_size' of each argument in the scope of 'vmap' should be equal, but got "
                f"{sizes[0]} and {n}."
            )
    if functions is not None and sizes and sizes[0] != len(functions):
        raise RuntimeError(
            f"The size of the cell list is {len(functions)}, but the 'axis_size' is {sizes[0]}."
        )
    return sizes[0] if sizes else len(functions)


def vmap(fn, in_axes=0, out_axes=0):
    """`fn` for every position of the axes, its results stacked; one call for each position."""
    several = isinstance(fn, (list, tuple)) or getattr(fn, "__cell_as_list__", False)
    functions = list(fn) if several else None
    if functions is None and not callable(fn):
        raise RuntimeError(f"'VmapOperation' arg0 must be a 'Function' or 'Cell', but got {fn!r}.")
    _check_axis("in_axes", in_axes)
    _check_axis("out_axes", out_axes)
    if functions is None and _all_none(in_axes):
        raise RuntimeError(
            "The 'in_axes' of 'vmap' cannot be all None while 'fn' is not a 'CellList', but got "
            f"{in_axes}."
        )

    def mapped(*args):
        axes = _axes_for(args, in_axes)
        results = []
        for i in range(_count(args, axes, functions)):
            call = functions[i] if functions is not None else fn
            results.append(call(*[_picked(x, a, i) for x, a in zip(args, axes, strict=True)]))
        return _joined(results, out_axes)

    return mapped
