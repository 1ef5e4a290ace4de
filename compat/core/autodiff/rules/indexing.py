"""Derivatives of gathering, scattering and sorting."""

from __future__ import annotations

from typing import Any

from ...table import op
from . import vjp
from .broadcast import unbroadcast, zeros

Ints = tuple[int, ...]


@vjp("take", "x")
def _(g: Any, indices: Any, shape: Ints, axis: int) -> Any:
    rank, sizes = len(shape), op.shape_of(indices)
    places = op.reshape(indices, (*sizes, 1))
    if axis == 0:
        return op.scatter_nd(zeros(g, shape), places, g, "add")
    behind = axis + len(sizes)
    moved = op.permute_dims(
        g, (*range(axis, behind), *range(axis), *range(behind, len(op.shape_of(g))))
    )
    order = (axis, *range(axis), *range(axis + 1, rank))
    start = zeros(g, tuple(shape[i] for i in order))
    back = tuple(order.index(i) for i in range(rank))
    return op.permute_dims(op.scatter_nd(start, places, moved, "add"), back)


@vjp("take_along_axis", "x")
def _(g: Any, indices: Any, shape: Ints, axis: int) -> Any:
    sizes = op.shape_of(g)
    if op.shape_of(indices) != sizes:
        indices = op.broadcast_to(indices, sizes)
    full = (*sizes[:axis], shape[axis], *sizes[axis + 1 :])
    start = zeros(g, full)
    return unbroadcast(op.put_along_axis(start, indices, g, axis, "add"), shape)


def _check(primitive: str, reduce: str, known: tuple[str, ...]) -> None:
    if reduce not in known:
        raise NotImplementedError(
            f"{primitive} with reduce {reduce!r} has no derivative; only {', '.join(known)}"
        )


@vjp("put_along_axis", "x")
def _(g: Any, indices: Any, axis: int, reduce: str) -> Any:
    _check("put_along_axis", reduce, ("set", "add"))
    if reduce == "add":
        return g
    return op.put_along_axis(g, indices, zeros(g, op.shape_of(indices)), axis, "set")


@vjp("put_along_axis", "updates")
def _(g: Any, indices: Any, axis: int, reduce: str) -> Any:
    _check("put_along_axis", reduce, ("set", "add"))
    given, sizes = op.shape_of(g), op.shape_of(indices)
    end = tuple(n if i == axis else sizes[i] for i, n in enumerate(given))
    if end != given:
        g = op.strided_slice(g, (0,) * len(end), end, (1,) * len(end))
    return op.take_along_axis(g, indices, axis)


@vjp("gather_nd", "x")
def _(g: Any, indices: Any, shape: Ints) -> Any:
    return op.scatter_nd(zeros(g, shape), indices, g, "add")


@vjp("scatter_nd", "x")
def _(g: Any, indices: Any, reduce: str) -> Any:
    _check("scatter_nd", reduce, ("set", "add", "subtract"))
    if reduce != "set":
        return g
    places = op.shape_of(indices)
    sizes = places[:-1] + op.shape_of(g)[places[-1] :]
    return op.scatter_nd(g, indices, zeros(g, sizes), "set")


@vjp("scatter_nd", "updates")
def _(g: Any, indices: Any, reduce: str) -> Any:
    _check("scatter_nd", reduce, ("set", "add", "subtract"))
    found = op.gather_nd(g, indices)
    return op.negative(found) if reduce == "subtract" else found


@vjp("sort", "x")
def _(g: Any, x: Any, axis: int, descending: bool) -> Any:
    order = op.argsort(x, axis, descending, True)
    return op.put_along_axis(zeros(g, op.shape_of(g)), order, g, axis, "set")


@vjp("top_k", "x")
def _(g: Any, result_1: Any, shape: Ints, axis: int) -> Any:
    return op.put_along_axis(zeros(g[0], shape), result_1, g[0], axis, "set")
