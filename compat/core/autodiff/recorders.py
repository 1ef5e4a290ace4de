"""The slots of the call table that record: what runs when an operand is tracked.

Calls without tracked operands go straight through.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..contract import Primitive
from ..dtypes import DIFFERENTIABLE
from .pausing import is_paused, mode
from .recording import Node, Pairs, Plan, Slot, Tracked, raw, saved_by, wrap
from .rules import Rule

Facts = Mapping[str, Any]


def _constant(function: Slot) -> Slot:
    def call(*args: Any) -> Any:
        return function(*[raw(a) for a in args])

    return call


def _constant_unary(function: Slot) -> Slot:
    def call(x: Any) -> Any:
        return function(x.data if type(x) is Tracked else x)

    return call


def _plain(p: Primitive, function: Slot, rule: Rule, facts: Facts) -> Slot:
    """One operand, no parameters, one result."""
    plan = Plan(p, (0,), {0: rule}, facts)
    save, pull, switched = plan.save, plan.pull, mode.get

    def call(x: Any) -> Any:
        if type(x) is not Tracked:
            return function(x)
        data = x.data
        result = function(data)
        if switched() is not None and is_paused():
            return result
        return Tracked(result, Node(pull, (x.node,), save(x, data, result)))

    return call


def _unary(p: Primitive, function: Slot, rule: Rule, facts: Facts) -> Slot:
    plan = Plan(p, (0,), {0: rule}, facts)
    save, pull, switched = plan.save, plan.pull, mode.get

    def call(x: Any, *params: Any) -> Any:
        if type(x) is not Tracked:
            return function(x, *params)
        data = x.data
        result = function(data, *params)
        if switched() is not None and is_paused():
            return result
        return wrap(p, result, Node(pull, (x.node,), save(x, *params, data, result)))

    return call


def _binary(p: Primitive, function: Slot, found: Mapping[int, Rule], facts: Facts) -> Slot:
    left, right, both = (Plan(p, chosen, found, facts) for chosen in ((0,), (1,), (0, 1)))
    switched = mode.get

    def record(x1: Any, x2: Any) -> Any:
        parents: tuple[Node, ...]
        if x1.__class__ is not Tracked:
            a, b, plan, parents = x1, x2.data, right, (x2.node,)
        elif x2.__class__ is Tracked:
            a, b, plan, parents = x1.data, x2.data, both, (x1.node, x2.node)
        else:
            a, b, plan, parents = x1.data, x2, left, (x1.node,)
        result = function(a, b)
        if switched() is not None and is_paused():
            return result
        return Tracked(result, Node(plan.pull, parents, plan.save(x1, x2, a, b, result)))

    def call(x1: Any, x2: Any) -> Any:
        if x1.__class__ is Tracked or x2.__class__ is Tracked:
            return record(x1, x2)
        return function(x1, x2)

    fast = getattr(function, "__fast_binary__", None)
    if fast is None:
        return call

    def call_fast(x1: Any, x2: Any) -> Any:
        kind = type(x1)
        if kind is type(x2) and kind is not Tracked:
            try:
                return fast(x1, x2)
            except Exception:
                return function(x1, x2)
        return call(x1, x2)

    return call_fast


def _several(p: Primitive, function: Slot, found: Mapping[int, Rule], facts: Facts) -> Slot:
    count = len(p.operands)
    plans: dict[tuple[int, ...], Plan] = {}
    switched = mode.get

    def call(*args: Any) -> Any:
        data = [a.data if type(a) is Tracked else a for a in args]
        result = function(*data)
        tracked = tuple([i for i in found if type(args[i]) is Tracked])
        if not tracked or (switched() is not None and is_paused()):
            return result
        plan = plans.get(tracked)
        if plan is None:
            plan = plans[tracked] = Plan(p, tracked, found, facts)
        parents = tuple([args[i].node for i in tracked])
        return wrap(p, result, Node(plan.pull, parents, plan.save(*args, *data[:count], result)))

    return call


def _sequence(p: Primitive, function: Slot, rule: Rule, facts: Facts) -> Slot:
    plan = Plan(p, (0,), {0: rule}, facts)
    backward, ask = rule.function, "wanted" in rule.needs

    def pull(node: Node, g: Any, wanted: set[Node], track: bool) -> Pairs:
        positions, count, saved = saved_by(node)
        values = list(saved) if track else [raw(x) for x in saved]
        if ask:
            chosen = {i for i, n in zip(positions, node.parents, strict=True) if n in wanted}
            values.append([i in chosen for i in range(count)])
        cotangents = backward(g, *values)
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
        data = [x.data if type(x) is Tracked else x for x in xs]
        result = function(data, *params)
        if is_paused():
            return result
        saved = plan.save(xs, *params, data, result)
        parents = tuple([xs[i].node for i in positions])
        return Tracked(result, Node(pull, parents, (positions, len(xs), saved)))

    return call


def _composed(function: Slot, composition: Slot) -> Slot:
    """The backend's kernel for raw operands, the composition (which records itself) for tracked."""

    def call(*args: Any) -> Any:
        for a in args:
            if type(a) is Tracked:
                break
        else:
            return function(*args)
        if is_paused():
            return function(*[raw(a) for a in args])
        return composition(*args)

    return call


def _astype(recorded: Slot, function: Slot) -> Slot:
    def call(x: Any, dtype: str) -> Any:
        if type(x) is Tracked and dtype not in DIFFERENTIABLE:
            return function(x.data, dtype)
        return recorded(x, dtype)

    return call


def _refusing(p: Primitive, function: Slot) -> Slot:
    def call(*args: Any) -> Any:
        if not is_paused() and any(type(a) is Tracked for a in args):
            raise NotImplementedError(
                f"primitive {p.name!r} has no derivative on the tape; detach its operands"
            )
        return function(*[raw(a) for a in args])

    return call


def recorder(
    p: Primitive, function: Slot, default: Slot | None, found: Mapping[int, Rule], facts: Facts
) -> Slot:
    """The slot for a primitive on the tape."""
    if not p.operands:
        return _constant(function) if p.name == "asarray" else function
    if p.constant:
        return _constant_unary(function) if len(p.parameters) == 1 else _constant(function)
    if not found:
        if default is None:
            return _refusing(p, function)
        return default if function is default else _composed(function, default)
    if p.sequence:
        return _sequence(p, function, found[0], facts)
    if len(p.operands) == 1:
        if len(p.parameters) == 1 and p.results == 1:
            return _plain(p, function, found[0], facts)
        recorded = _unary(p, function, found[0], facts)
        return _astype(recorded, function) if p.name == "astype" else recorded
    if len(p.parameters) == 2 and len(found) == 2 and p.results == 1:
        return _binary(p, function, found, facts)
    return _several(p, function, found, facts)
