"""The tape: reverse-mode differentiation over the call table, for any backend.

A recorder sits on every slot of the table. Calls without tracked operands go straight through; a call with one computes
on the raw arrays and returns a `Tracked` result whose `Node` knows its parents and what the rules asked to keep.
There is no list of operations: the graph hangs on the results and is freed with them. Ids increase, so the backward
walk visits nodes by descending id and needs no recursion.
"""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar, Token
from types import TracebackType
from typing import Any

from ..contract import Primitive
from ..dtypes import DIFFERENTIABLE
from ..table import op
from . import rules
from .rules import Like, Rule

_off: ContextVar[bool] = ContextVar("compat_tape_off", default=False)
_ids = itertools.count()
Slot = Callable[..., Any]
Pull = Callable[["Node", Any, set["Node"], bool], list[tuple["Node", Any]]]


class Tracked:
    """A raw array and the node that made it."""

    __slots__ = ("__weakref__", "data", "node")

    def __init__(self, data: Any, node: Node) -> None:
        self.data = data
        self.node = node

    def __repr__(self) -> str:
        return f"Tracked({self.data!r})"


class Node:
    """One recorded operation. `pull` turns the cotangent of the result into those of the parents."""

    __slots__ = ("id", "parents", "pull", "saved")

    def __init__(self, pull: Pull | None, parents: tuple[Node, ...], saved: Any) -> None:
        self.id = next(_ids)
        self.pull = pull
        self.parents = parents
        self.saved = saved


class Paused:
    """Context in which nothing is recorded."""

    __slots__ = ("token",)
    token: Token[bool]

    def __enter__(self) -> None:
        self.token = _off.set(True)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _off.reset(self.token)


def raw(x: Any) -> Any:
    """The array of a value that may be tracked, in a list too."""
    if type(x) is Tracked:
        return x.data
    if type(x) is list:
        return [raw(i) for i in x]
    return x


class Plan:
    """What a node of one primitive keeps, and its rules, for one set of tracked operands."""

    __slots__ = ("calls", "facts", "keep", "result", "results", "single")

    def __init__(self, p: Primitive, found: Sequence[tuple[int, int, Rule]]) -> None:
        """found: (operand, position among the parents, rule) of every tracked operand."""
        self.keep: list[int] = []
        self.facts: list[tuple[str, int]] = []
        self.result = any("result" in rule.needs for _, _, rule in found)
        self.single = p.results == 1
        self.results = p.results
        for operand, _, rule in found:
            for need in rule.needs:
                if need in ("like", "shape"):
                    self.facts.append((need, operand))
                elif need != "result" and p.parameters.index(need) not in self.keep:
                    self.keep.append(p.parameters.index(need))
        self.calls = tuple(
            (parent, rule.function, tuple(self._place(p, operand, need) for need in rule.needs))
            for operand, parent, rule in found
        )

    def _place(self, p: Primitive, operand: int, need: str) -> int:
        if need == "result":
            return len(self.keep) + len(self.facts)
        if need in ("like", "shape"):
            return len(self.keep) + self.facts.index((need, operand))
        return self.keep.index(p.parameters.index(need))

    def save(self, args: Sequence[Any], data: Sequence[Any], result: Any) -> list[Any]:
        """The values the rules need; `args` may be tracked, `data` are the raw ones."""
        saved = [args[k] for k in self.keep]
        for need, operand in self.facts:
            saved.append(_shape(data[operand]) if need == "shape" else _like(data[operand]))
        if self.result:
            saved.append(result)
        return saved

    def pull(self, node: Node, g: Any, wanted: set[Node], track: bool) -> list[tuple[Node, Any]]:
        """Run the rules of the wanted parents."""
        saved = _saved(node)
        if not self.single:
            g = _padded(g, self.results)
        if not track:
            saved = [raw(x) for x in saved]
        elif self.result:
            saved = [*saved[:-1], _reattach(saved[-1], node, self.single)]
        pairs = []
        for position, function, places in self.calls:
            parent = node.parents[position]
            if parent in wanted:
                cotangent = function(g, *[saved[i] for i in places])
                if cotangent is not None:
                    pairs.append((parent, cotangent))
        return pairs


def _padded(g: tuple[Any, ...], count: int) -> tuple[Any, ...]:
    return g + (None,) * (count - len(g))


def _saved(node: Node) -> Any:
    if node.saved is None:
        raise RuntimeError(
            "the graph was freed by an earlier backward pass; keep it with retain_graph=True"
        )
    return node.saved


def _shape(x: Any) -> Any:
    return [op.shape_of(i) for i in x] if type(x) is list else op.shape_of(x)


def _like(x: Any) -> Any:
    if type(x) is list:
        return [_like(i) for i in x]
    return Like(op.shape_of(x), op.dtype_of(x), op.device_of(x))


def _reattach(result: Any, node: Node, single: bool) -> Any:
    if single:
        return Tracked(result, node)
    return tuple(Tracked(r, _part(node, i)) for i, r in enumerate(result))


def _part(node: Node, index: int) -> Node:
    """A node for one of several results; it hands its cotangent on as `(index, cotangent)`."""
    return Node(_pull_part, (node,), index)


def _pull_part(node: Node, g: Any, wanted: set[Node], track: bool) -> list[tuple[Node, Any]]:
    return [(node.parents[0], (node.saved, g))]


def _wrap(p: Primitive, result: Any, node: Node) -> Any:
    """Tracked result; of several results those that carry a gradient."""
    if p.results == 1:
        return Tracked(result, node)
    return tuple(Tracked(r, _part(node, i)) if i in p.carries else r for i, r in enumerate(result))


# -- recorders ---------------------------------------------------------------------------------


def _constant(function: Slot) -> Slot:
    def call(*args: Any) -> Any:
        return function(*[raw(a) for a in args])

    return call


def _constant_unary(function: Slot) -> Slot:
    def call(x: Any) -> Any:
        return function(x.data if type(x) is Tracked else x)

    return call


def _unary(p: Primitive, function: Slot, rule: Rule) -> Slot:
    plan = Plan(p, [(0, 0, rule)])
    save, pull = plan.save, plan.pull

    def call(x: Any, *params: Any) -> Any:
        if type(x) is not Tracked:
            return function(x, *params)
        data = x.data
        result = function(data, *params)
        if _off.get():
            return result
        node = Node(pull, (x.node,), save((x, *params), (data,), result))
        return _wrap(p, result, node)

    return call


def _binary(p: Primitive, function: Slot, first: Rule, second: Rule) -> Slot:
    left, right = Plan(p, [(0, 0, first)]), Plan(p, [(1, 0, second)])
    both = Plan(p, [(0, 0, first), (1, 1, second)])

    def call(x1: Any, x2: Any) -> Any:
        if type(x1) is Tracked:
            a = x1.data
            if type(x2) is Tracked:
                b, plan, parents = x2.data, both, (x1.node, x2.node)
            else:
                b, plan, parents = x2, left, (x1.node,)
        elif type(x2) is Tracked:
            a, b, plan, parents = x1, x2.data, right, (x2.node,)
        else:
            return function(x1, x2)
        result = function(a, b)
        if _off.get():
            return result
        node = Node(plan.pull, parents, plan.save((x1, x2), (a, b), result))
        return Tracked(result, node)

    return call


def _several(p: Primitive, function: Slot, found: Mapping[int, Rule]) -> Slot:
    count = len(p.operands)
    plans: dict[tuple[int, ...], Plan] = {}

    def call(*args: Any) -> Any:
        tracked = tuple(i for i in found if type(args[i]) is Tracked)
        data = [raw(a) for a in args[:count]]
        result = function(*data, *args[count:])
        if not tracked or _off.get():
            return result
        plan = plans.get(tracked)
        if plan is None:
            plan = plans[tracked] = Plan(p, [(i, k, found[i]) for k, i in enumerate(tracked)])
        parents = tuple(args[i].node for i in tracked)
        node = Node(plan.pull, parents, plan.save(args, data, result))
        return _wrap(p, result, node)

    return call


def _sequence(p: Primitive, function: Slot, rule: Rule) -> Slot:
    plan = Plan(p, [(0, 0, rule)])
    _, backward, places = plan.calls[0]

    def pull(node: Node, g: Any, wanted: set[Node], track: bool) -> list[tuple[Node, Any]]:
        positions, saved = _saved(node)
        values = saved if track else [raw(x) for x in saved]
        cotangents = backward(g, *[values[i] for i in places])
        return [
            (parent, cotangents[i])
            for parent, i in zip(node.parents, positions, strict=True)
            if parent in wanted
        ]

    def call(xs: Any, *params: Any) -> Any:
        xs = list(xs)
        positions = [i for i, x in enumerate(xs) if type(x) is Tracked]
        if not positions:
            return function(xs, *params)
        data = [raw(x) for x in xs]
        result = function(data, *params)
        if _off.get():
            return result
        saved = plan.save((xs, *params), (data,), result)
        parents = tuple(xs[i].node for i in positions)
        return Tracked(result, Node(pull, parents, (positions, saved)))

    return call


def _composed(function: Slot, composition: Slot) -> Slot:
    """The backend's kernel for raw operands, the composition (which records itself) for tracked."""

    def call(*args: Any) -> Any:
        for a in args:
            if type(a) is Tracked or (
                type(a) in (list, tuple) and any(type(i) is Tracked for i in a)
            ):
                return composition(*args)
        return function(*args)

    return call


def _astype(recorded: Slot, function: Slot) -> Slot:
    def call(x: Any, dtype: str) -> Any:
        if type(x) is Tracked and dtype not in DIFFERENTIABLE:
            return function(x.data, dtype)
        return recorded(x, dtype)

    return call


def _refusing(p: Primitive, function: Slot) -> Slot:
    def call(*args: Any) -> Any:
        if not _off.get() and any(type(a) is Tracked for a in args):
            raise NotImplementedError(
                f"primitive {p.name!r} has no derivative on the tape; detach its operands"
            )
        return function(*[raw(a) for a in args])

    return call


def recorder(p: Primitive, function: Slot, default: Slot | None, found: Mapping[int, Rule]) -> Slot:
    """The slot for a primitive on the tape."""
    if not p.operands:
        return function
    if p.constant:
        return _constant_unary(function) if len(p.parameters) == 1 else _constant(function)
    if not found:
        if default is None:
            return _refusing(p, function)
        return default if function is default else _composed(function, default)
    if p.sequence:
        return _sequence(p, function, found[0])
    if len(p.operands) == 1:
        recorded = _unary(p, function, found[0])
        return _astype(recorded, function) if p.name == "astype" else recorded
    if len(p.parameters) == 2 and len(found) == 2 and p.results == 1:
        return _binary(p, function, found[0], found[1])
    return _several(p, function, found)


# -- the engine --------------------------------------------------------------------------------


class Leaf(Node):
    """Where a gradient ends up; knows its owner weakly."""

    __slots__ = ("owner",)

    def __init__(self, owner: Any) -> None:
        super().__init__(None, (), ())
        self.owner = None if owner is None else weakref.ref(owner)


def _pull_same(node: Node, g: Any, wanted: set[Node], track: bool) -> list[tuple[Node, Any]]:
    return [(node.parents[0], g)]


class Tape:
    """The differentiation engine of the core; see `AutodiffEngine` for the meaning of the methods."""

    def slots(
        self,
        primitives: Mapping[str, Primitive],
        raw: Mapping[str, Slot],
        defaults: Mapping[str, Slot | None],
    ) -> dict[str, Slot]:
        known = rules.load()
        table = {}
        for name, p in primitives.items():
            found = {i: known[name, o] for i, o in enumerate(p.operands) if (name, o) in known}
            table[name] = recorder(p, raw[name], defaults[name], found)
        return table

    def leaf(self, x: Any, owner: Any = None) -> Tracked:
        if type(x) is Tracked:
            return Tracked(x.data, Node(_pull_same, (x.node,), ()))
        return Tracked(x, Leaf(owner))

    def is_tracked(self, x: Any) -> bool:
        return type(x) is Tracked

    def detach(self, x: Any) -> Any:
        return x.data if type(x) is Tracked else x

    def paused(self) -> Paused:
        return Paused()

    def gradients(
        self,
        outputs: Sequence[Any],
        cotangents: Sequence[Any],
        inputs: Sequence[Any],
        create_graph: bool,
        allow_unused: bool,
    ) -> list[Any]:
        targets = {x.node for x in inputs if type(x) is Tracked}
        order = _order(outputs, targets.__contains__)
        found = _walk(outputs, cotangents, order, targets, create_graph)
        results = [found.get(x.node) if type(x) is Tracked else None for x in inputs]
        if allow_unused:
            return results
        return [_filled(x, 0) if g is None else g for x, g in zip(inputs, results, strict=True)]

    def accumulate(
        self, outputs: Sequence[Any], cotangents: Sequence[Any], retain_graph: bool
    ) -> list[tuple[Any, Any]]:
        def owned(node: Node) -> bool:
            return type(node) is Leaf and node.owner is not None and node.owner() is not None

        order = _order(outputs, owned)
        targets = {node for node in order if owned(node)}
        found = _walk(outputs, cotangents, order, targets, False)
        if not retain_graph:
            for node in order:
                if node.pull is not None and node.pull is not _pull_part:
                    node.saved = None
        pairs = (
            (node.owner(), g) for node, g in found.items() if isinstance(node, Leaf) and node.owner
        )
        return [(owner, g) for owner, g in pairs if owner is not None]

    def custom(
        self,
        forward: Callable[..., Any],
        backward: Callable[[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]], Sequence[Any]],
    ) -> Callable[..., Any]:
        def pull(node: Node, g: Any, wanted: set[Node], track: bool) -> list[tuple[Node, Any]]:
            xs, results, single, positions = _saved(node)
            gs = (g,) if single else _padded(g, len(results))
            gs = tuple(_filled(r, 0) if c is None else c for c, r in zip(gs, results, strict=True))
            if track:
                ys = (
                    (_reattach(results[0], node, True),)
                    if single
                    else _reattach(results, node, False)
                )
                cotangents = backward(gs, xs, ys)
            else:
                cotangents = backward(gs, tuple(raw(x) for x in xs), results)
            return [
                (parent, cotangents[i])
                for parent, i in zip(node.parents, positions, strict=True)
                if parent in wanted and cotangents[i] is not None
            ]

        def call(*xs: Any) -> Any:
            results = forward(*[raw(x) for x in xs])
            positions = [i for i, x in enumerate(xs) if type(x) is Tracked]
            if not positions or _off.get():
                return results
            single = not isinstance(results, (tuple, list))
            parents = tuple(xs[i].node for i in positions)
            kept = (results,) if single else tuple(results)
            node = Node(pull, parents, (xs, kept, single, positions))
            if single:
                return Tracked(results, node)
            return tuple(
                Tracked(r, _part(node, i)) if op.dtype_of(r) in DIFFERENTIABLE else r
                for i, r in enumerate(kept)
            )

        return call


def _filled(x: Any, value: int) -> Any:
    return op.full(op.shape_of(x), value, op.dtype_of(x), op.device_of(x))


def _order(outputs: Sequence[Any], is_target: Callable[[Node], bool]) -> list[Node]:
    """Nodes between `outputs` and the targets, both included, by ascending id."""
    seen: set[Node] = set()
    stack = [x.node for x in outputs if type(x) is Tracked]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            stack.extend(node.parents)
    needed: set[Node] = set()
    order = sorted(seen, key=_id)
    for node in order:
        if is_target(node) or any(parent in needed for parent in node.parents):
            needed.add(node)
    return [node for node in order if node in needed]


def _id(node: Node) -> int:
    return node.id


def _walk(
    outputs: Sequence[Any],
    cotangents: Sequence[Any],
    order: list[Node],
    targets: set[Node],
    track: bool,
) -> dict[Node, Any]:
    """Cotangents of `targets`, from the outputs down."""
    wanted = set(order)
    pending: dict[Node, Any] = {}
    found: dict[Node, Any] = {}
    for x, g in zip(outputs, cotangents, strict=True):
        if type(x) is Tracked and x.node in wanted:
            seed = _filled(x, 1) if g is None else (g if track else raw(g))
            _add(pending, x.node, seed)
    for node in reversed(order):
        g = pending.pop(node, None)
        if g is None:
            continue
        if node in targets:
            found[node] = g
        if node.pull is not None and node.parents:
            for parent, cotangent in node.pull(node, g, wanted, track):
                _add(pending, parent, cotangent)
    return found


def _add(pending: dict[Node, Any], node: Node, g: Any) -> None:
    """Accumulate; a node of several results collects a tuple with None for what did not arrive."""
    before = pending.get(node)
    if type(g) is tuple:
        index, part = g
        parts = list(before or ())
        parts.extend([None] * (index + 1 - len(parts)))
        parts[index] = part if parts[index] is None else op.add(parts[index], part)
        pending[node] = tuple(parts)
    else:
        pending[node] = g if before is None else op.add(before, g)
