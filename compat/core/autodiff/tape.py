"""The tape: reverse-mode differentiation over the call table, for any backend.

A recorder sits on every slot of the table. Calls without tracked operands go straight through; a
call with one computes on the raw arrays and returns a `Tracked` result whose `Node` knows its
parents and what the rules asked to keep. There is no list of operations: the graph hangs on the
results and is freed with them. Ids increase, so the backward walk visits nodes by descending id,
without recursion.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from ..contract import Primitive
from ..dtypes import DIFFERENTIABLE
from ..table import op
from . import memory, rules
from .pausing import Switched, is_paused
from .recorders import recorder
from .recording import (
    Node,
    Pairs,
    Pull,
    Slot,
    Tracked,
    facts_from,
    padded,
    part,
    pull_part,
    raw,
    reattach,
    saved_by,
)
from .slices import Slices

__all__ = ["Tape", "Tracked"]
Backward = Callable[[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]], Sequence[Any]]
_id = attrgetter("id")


class Leaf(Node):
    """Where a gradient ends up; knows its owner weakly."""

    __slots__ = ("owner",)

    def __init__(self, owner: Any) -> None:
        super().__init__(None, (), ())
        self.owner = None if owner is None else weakref.ref(owner)


def _owner(node: Node) -> Any:
    return node.owner() if type(node) is Leaf and node.owner is not None else None


def _pull_same(node: Node, g: Any, wanted: set[Node], track: bool) -> Pairs:
    return ((node.parents[0], g),)


class Tape:
    """The differentiation engine of the core; `AutodiffEngine` says what the methods mean."""

    def slots(
        self,
        primitives: Mapping[str, Primitive],
        raw: Mapping[str, Slot],
        defaults: Mapping[str, Slot | None],
    ) -> dict[str, Slot]:
        memory.keep_freed()
        known, facts = rules.load(), facts_from(raw)
        table = {}
        for name, p in primitives.items():
            found = {i: known[name, o] for i, o in enumerate(p.operands) if (name, o) in known}
            table[name] = recorder(p, raw[name], defaults[name], found, facts)
        return table

    def leaf(self, x: Any, owner: Any = None) -> Any:
        if type(x) is Tracked:
            if not is_paused():
                return Tracked(x.data, Node(_pull_same, (x.node,), ()))
            x = x.data
        return Tracked(x, Leaf(owner)) if op.dtype_of(x) in DIFFERENTIABLE else x

    def is_tracked(self, x: Any) -> bool:
        return type(x) is Tracked

    @staticmethod
    def tracks(x: Any, /) -> bool:
        return type(x) is Tracked

    def detach(self, x: Any) -> Any:
        return x.data if type(x) is Tracked else x

    def paused(self) -> Switched:
        return Switched()

    def switched(self, on: bool) -> None:
        """Its slots ask `is_paused` themselves."""

    def gradients(
        self,
        outputs: Sequence[Any],
        cotangents: Sequence[Any],
        inputs: Sequence[Any],
        create_graph: bool,
        allow_unused: bool,
    ) -> list[Any]:
        targets = {x.node for x in inputs if type(x) is Tracked}
        order = _order(outputs, targets)
        if create_graph:
            with Switched(True):
                found = _walk(outputs, cotangents, order, targets, True, False)
        else:
            found = _walk(outputs, cotangents, order, targets, False, False)
        results = [found.get(x.node) if type(x) is Tracked else None for x in inputs]
        if allow_unused:
            return results
        return [_filled(x, 0) if g is None else g for x, g in zip(inputs, results, strict=True)]

    def accumulate(
        self, outputs: Sequence[Any], cotangents: Sequence[Any], retain_graph: bool
    ) -> list[tuple[Any, Any]]:
        order = _order(outputs, None)
        owners = {node: owner for node in order if (owner := _owner(node)) is not None}
        found = _walk(outputs, cotangents, order, set(owners), False, not retain_graph)
        return [(owners[node], g) for node, g in found.items()]

    def custom(self, forward: Callable[..., Any], backward: Backward) -> Callable[..., Any]:
        def pull(node: Node, g: Any, wanted: set[Node], track: bool) -> Pairs:
            return _pull_custom(backward, node, g, wanted, track)

        def call(*xs: Any) -> Any:
            with Switched():
                results = forward(*[raw(x) for x in xs])
            positions = [i for i, x in enumerate(xs) if type(x) is Tracked]
            if not positions or is_paused():
                return results
            single = not isinstance(results, (tuple, list))
            kept = (raw(results),) if single else tuple([raw(r) for r in results])
            parents = tuple([xs[i].node for i in positions])
            node = Node(pull, parents, (xs, kept, single, positions))
            if single:
                return Tracked(kept[0], node) if op.dtype_of(kept[0]) in DIFFERENTIABLE else kept[0]
            return tuple(
                part(r, node, i) if op.dtype_of(r) in DIFFERENTIABLE else r
                for i, r in enumerate(kept)
            )

        return call

    def watch(self, x: Any, function: Callable[[bool], None]) -> None:
        pull: Pull = x.node.pull

        def watched(node: Node, g: Any, wanted: set[Node], track: bool) -> Pairs:
            function(track)
            return pull(node, g, wanted, track)

        x.node.pull = watched


def _pull_custom(
    backward: Backward, node: Node, g: Any, wanted: set[Node], track: bool
) -> list[tuple[Node, Any]]:
    xs, results, single, positions = saved_by(node)
    gs = (g,) if single else padded(g, len(results))
    gs = tuple(_filled(r, 0) if c is None else c for c, r in zip(gs, results, strict=True))
    if track:
        ys = (Tracked(results[0], node),) if single else reattach(results, node, None)
        cotangents = list(backward(gs, xs, ys))
    else:
        cotangents = [raw(c) for c in backward(gs, tuple([raw(x) for x in xs]), results)]
    pairs = zip(node.parents, positions, strict=True)
    return [(parent, cotangents[i]) for parent, i in pairs if parent in wanted]


def _filled(x: Any, value: int) -> Any:
    return op.full(op.shape_of(x), value, op.dtype_of(x), op.device_of(x))


def _order(outputs: Sequence[Any], targets: set[Node] | None) -> list[Node]:
    """Nodes between `outputs` and the targets, both included, by ascending id.

    Without targets all nodes: every one of them has a leaf below.
    """
    stack = [x.node for x in outputs if type(x) is Tracked]
    seen = set(stack)
    while stack:
        for parent in stack.pop().parents:
            if parent not in seen:
                seen.add(parent)
                stack.append(parent)
    order = sorted(seen, key=_id)
    if targets is None:
        return order
    needed = targets & seen
    for node in order:
        for parent in node.parents:
            if parent in needed:
                needed.add(node)
                break
    return [node for node in order if node in needed]


def _walk(
    outputs: Sequence[Any],
    cotangents: Sequence[Any],
    order: list[Node],
    targets: set[Node],
    track: bool,
    free: bool,
) -> dict[Node, Any]:
    """Cotangents of `targets`, from the outputs down. free: nodes drop what they kept."""
    wanted = set(order)
    pending: dict[Node, Any] = {}
    found: dict[Node, Any] = {}
    for x, g in zip(outputs, cotangents, strict=True):
        if type(x) is Tracked and x.node in wanted:
            seed = _filled(x, 1) if g is None else (g if track else raw(g))
            _collect(pending, x.node, seed)
    for node in reversed(order):
        g = pending.pop(node, None)
        if g is None:
            continue
        if type(g) is Slices:
            g = g.joined()
        if node in targets:
            found[node] = g
            if wanted.isdisjoint(node.parents):
                continue
        if node.pull is not None:
            for parent, cotangent in node.pull(node, g, wanted, track):
                if cotangent is not None:
                    _collect(pending, parent, cotangent)
            if free and node.saved and node.pull is not pull_part:
                node.saved = None
    return found


def _collect(pending: dict[Node, Any], node: Node, g: Any) -> None:
    """Add up; a node of several results collects a tuple with None for what did not arrive."""
    before = pending.get(node)
    if type(g) is Slices:
        pending[node] = g.plus(before)
        return
    if type(before) is Slices:
        pending[node] = before.plus(g)
        return
    if type(g) is not tuple:
        pending[node] = g if before is None else op.add(before, g)
        return
    index, piece = g
    pieces = list(before or ())
    pieces.extend([None] * (index + 1 - len(pieces)))
    pieces[index] = piece if pieces[index] is None else op.add(pieces[index], piece)
    pending[node] = tuple(pieces)
