"""The collectives with their derivatives, the same on every engine.

Conventions are MindSpore's: a sum's cotangents are summed; "max" and "min" give that sum to every
member that holds the extreme; "prod" sums cotangent times result and divides by the own value; a
broadcast hands its cotangent on. In a group of one every collective is the identity.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .. import autodiff
from ..table import op
from .world import WORLD, group_ranks, world

Backward = Callable[[Any, Any, Any], Any]


def _derived(forward: Callable[[Any], Any], backward: Backward, x: Any) -> Any:
    """`forward(x)`, whose gradient is `backward(cotangent, x, result)`."""
    call = autodiff.engine().custom(
        lambda x: forward(x), lambda gs, xs, ys: (backward(gs[0], xs[0], ys[0]),)
    )
    return call(x)


def _alone(group: str) -> bool:
    return len(group_ranks(group)) == 1


def all_reduce(x: Any, reduce: str = "sum", group: str = WORLD) -> Any:
    """Reduction over the members of a group; reduce: "sum", "prod", "max", "min"."""
    if _alone(group):
        return x

    def backward(g: Any, x: Any, y: Any) -> Any:
        if reduce == "prod":
            return op.divide(all_reduce(op.multiply(g, y), "sum", group), x)
        total = all_reduce(g, "sum", group)
        if reduce == "sum":
            return total
        return op.multiply(total, op.astype(op.equal(x, y), op.dtype_of(total)))

    return _derived(lambda x: op.all_reduce(x, reduce, group), backward, x)


def all_reduce_many(xs: Sequence[Any], reduce: str = "sum", group: str = WORLD) -> list[Any]:
    """`all_reduce` of several arrays in few messages; without gradients."""
    return list(xs) if _alone(group) else list(op.all_reduce_many(xs, reduce, group))


def all_gather(x: Any, group: str = WORLD) -> Any:
    """Arrays of all members, joined along axis 0."""
    if _alone(group):
        return x
    return _derived(
        lambda x: op.all_gather(x, group), lambda g, x, y: reduce_scatter(g, "sum", group), x
    )


def reduce_scatter(x: Any, reduce: str = "sum", group: str = WORLD) -> Any:
    """Reduction over the members, each of which keeps its part of axis 0."""
    if _alone(group):
        return x

    def backward(g: Any, x: Any, y: Any) -> Any:
        if reduce != "sum":
            raise RuntimeError(f"a reduce_scatter by {reduce!r} has no gradient; 'sum' has")
        return all_gather(g, group)

    return _derived(lambda x: op.reduce_scatter(x, reduce, group), backward, x)


def broadcast(x: Any, root: int, group: str = WORLD) -> Any:
    """The array of the member with world rank `root`."""
    if _alone(group):
        return x
    return _derived(lambda x: op.broadcast(x, root, group), lambda g, x, y: g, x)


def all_to_all(x: Any, group: str = WORLD) -> Any:
    """Part i of axis 0 to member i; the parts received, joined in the order of the group."""
    if _alone(group):
        return x
    return _derived(lambda x: op.all_to_all(x, group), lambda g, x, y: all_to_all(g, group), x)


def exchange(
    xs: Sequence[Any],
    targets: Sequence[int],
    likes: Sequence[Any],
    sources: Sequence[int],
    group: str = WORLD,
) -> list[Any]:
    """Send arrays to some ranks and receive others, each of the shape and dtype of a `like`.

    Pairs of ranks take turns in one order that all know, so nobody waits in a circle.
    """
    me = world().rank
    outgoing = [((min(me, r), max(me, r), me > r), "send", i) for i, r in enumerate(targets)]
    incoming = [((min(me, r), max(me, r), r > me), "receive", i) for i, r in enumerate(sources)]
    results: list[Any] = [None] * len(likes)
    for _, kind, i in sorted(outgoing + incoming):
        if kind == "send":
            op.send(xs[i], targets[i], group)
        else:
            results[i] = op.receive(likes[i], sources[i], group)
    return results
