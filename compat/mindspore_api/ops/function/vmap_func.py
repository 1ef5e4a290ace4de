"""Functions applied along an axis."""

from __future__ import annotations

from ....core import compose, op
from ...common.tensor import Tensor, wrap

__all__ = ["vmap"]


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
    return wrap(op.stack([r._value for r in results], axes % (first.ndim + 1)))


def vmap(fn, in_axes=0, out_axes=0):
    """`fn` for every position of the axes, its results stacked; one call for each position."""
    functions = list(fn) if isinstance(fn, (list, tuple)) else None

    def mapped(*args):
        axes = in_axes if isinstance(in_axes, (tuple, list)) else (in_axes,) * len(args)
        sizes = {n for x, a in zip(args, axes, strict=True) for n in _axis_sizes(x, a)}
        if len(sizes) != 1:
            raise ValueError(
                f"For 'vmap', the mapped axes must have one common extent, but got {sorted(sizes)}."
            )
        count = sizes.pop()
        results = []
        for i in range(count):
            call = functions[i] if functions is not None else fn
            results.append(call(*[_picked(x, a, i) for x, a in zip(args, axes, strict=True)]))
        return _joined(results, out_axes)

    return mapped
