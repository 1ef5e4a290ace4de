"""What the tape records: values with a history, and nodes that know their rules."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ..contract import Primitive
from ..dtypes import DIFFERENTIABLE
from ..table import op
from .rules import Like, Rule

_ids = itertools.count()
Slot = Callable[..., Any]
Pairs = Iterable[tuple["Node", Any]]
Pull = Callable[["Node", Any, set["Node"], bool], Pairs]


class Tracked:
    """A raw array and the node that made it."""

    __slots__ = ("__weakref__", "data", "node")

    def __init__(self, data: Any, node: Node) -> None:
        self.data = data
        self.node = node

    def __repr__(self) -> str:
        return f"Tracked({self.data!r})"


class Node:
    """One recorded operation. `pull` turns the cotangent of the result into those of parents."""

    __slots__ = ("id", "parents", "pull", "saved")

    def __init__(self, pull: Pull | None, parents: tuple[Node, ...], saved: Any) -> None:
        self.id = next(_ids)
        self.pull = pull
        self.parents = parents
        self.saved = saved


def raw(x: Any) -> Any:
    """The array of a value that may be tracked, in a list too."""
    if type(x) is Tracked:
        return x.data
    if type(x) is list:
        return [raw(i) for i in x]
    return x


def saved_by(node: Node) -> Any:
    """What a node has kept for its rules."""
    if node.saved is None:
        raise RuntimeError(
            "the graph was freed by an earlier backward pass; keep it with retain_graph=True"
        )
    return node.saved


def padded(g: tuple[Any, ...], count: int) -> tuple[Any, ...]:
    """A cotangent of several results with None for the last that did not arrive."""
    return g + (None,) * (count - len(g))


# -- several results -----------------------------------------------------------------------------


def pull_part(node: Node, g: Any, wanted: set[Node], track: bool) -> Pairs:
    """Hand the cotangent of one of several results on, with its position."""
    return ((node.parents[0], (node.saved, g)),)


def part(result: Any, node: Node, index: int) -> Tracked:
    """One of several results of `node`."""
    return Tracked(result, Node(pull_part, (node,), index))


def reattach(result: Any, node: Node, index: int | None) -> Any:
    """A kept result as a value with a history; index: which of several (None: what there is)."""
    if type(result) is tuple:
        return tuple(reattach(r, node, i) for i, r in enumerate(result))
    if index is None:
        return Tracked(result, node)
    return part(result, node, index) if op.dtype_of(result) in DIFFERENTIABLE else result


def wrap(p: Primitive, result: Any, node: Node) -> Any:
    """Tracked result; of several results those that carry a gradient."""
    if p.results == 1:
        return Tracked(result, node)
    return tuple(
        part(r, node, i) if i in p.differentiable_results else r for i, r in enumerate(result)
    )


# -- plans ---------------------------------------------------------------------------------------


class Plan:
    """What nodes of one primitive keep, and the rules they run, for one set of tracked operands.

    `save(*arguments, *raw operands, result)` gives what is kept. It is compiled from an expression:
    recording is the cost of every call, and a loop over names would be most of it.
    """

    __slots__ = ("alone", "calls", "kept_results", "results", "save")

    def __init__(
        self,
        p: Primitive,
        tracked: Sequence[int],
        found: Mapping[int, Rule],
        facts: Mapping[str, Any],
    ) -> None:
        """tracked: positions of the tracked operands; facts: what `facts_from` gives."""
        kept: dict[str, int] = {}
        self.calls: list[tuple[Slot, tuple[int, ...], list[tuple[int, int]], int, bool]] = []
        for rule in dict.fromkeys(found[i] for i in tracked):
            operands = [p.operands.index(o) for o in rule.operands]
            names = [n for n in rule.needs if n != "wanted"]
            texts = [_expression(p, rule, n) for n in names]
            places = tuple(kept.setdefault(text, len(kept)) for text in texts)
            targets = [(k, tracked.index(i)) for k, i in enumerate(operands) if i in tracked]
            several = 0 if len(operands) == 1 else len(operands)
            self.calls.append((rule.function, places, targets, several, "wanted" in rule.needs))
        one = len(self.calls) == 1 and not self.calls[0][3]
        self.alone = self.calls[0][0] if one else None
        self.results = p.results
        self.kept_results = [
            (place, int(text[2:-1]) if text != "r" else None)
            for text, place in kept.items()
            if text == "r" or text.startswith("r[")
        ]
        self.save = _compiled(p, kept, facts)

    def pull(self, node: Node, g: Any, wanted: set[Node], track: bool) -> Pairs:
        """Run the rules of the wanted parents."""
        saved = saved_by(node)
        if self.results > 1:
            g = padded(g, self.results)
        if track:
            saved = self._attached(saved, node)
        else:
            saved = [x.data if type(x) is Tracked else x for x in saved]
        if self.alone is not None:
            return ((node.parents[0], self.alone(g, *saved)),)
        pairs: list[tuple[Node, Any]] = []
        for function, places, targets, several, ask in self.calls:
            if several:
                pairs += _shared(
                    node,
                    g,
                    [saved[i] for i in places],
                    wanted,
                    function,
                    targets,
                    several if ask else 0,
                )
                continue
            parent = node.parents[targets[0][1]]
            if parent in wanted:
                pairs.append((parent, function(g, *[saved[i] for i in places])))
        return pairs

    def _attached(self, saved: Sequence[Any], node: Node) -> Sequence[Any]:
        if not self.kept_results:
            return saved
        saved = list(saved)
        for place, index in self.kept_results:
            saved[place] = reattach(saved[place], node, index)
        return saved


def _shared(
    node: Node,
    g: Any,
    values: list[Any],
    wanted: set[Node],
    function: Slot,
    targets: list[tuple[int, int]],
    ask: int,
) -> list[tuple[Node, Any]]:
    """Run a rule that serves several operands; ask: how many of them it wants to be told about."""
    used = [(k, node.parents[i]) for k, i in targets if node.parents[i] in wanted]
    if not used:
        return []
    if ask:
        chosen = {k for k, _ in used}
        values = [*values, [k in chosen for k in range(ask)]]
    cotangents = function(g, *values)
    return [(parent, cotangents[k]) for k, parent in used]


def _expression(p: Primitive, rule: Rule, need: str) -> str:
    """What a rule needs as Python text: over arguments, raw operands `_x` and the result `r`."""
    if need == "result":
        return "r"
    if need.startswith("result_"):
        return f"r[{need[7:]}]"
    if need not in ("shape", "like"):
        return need
    if p.sequence:
        return f"[{need}_of(x) for x in _{p.operands[0]}]"
    if len(rule.operands) == 1:
        return f"{need}_of(_{rule.operands[0]})"
    return "[" + ", ".join(f"{need}_of(_{o})" for o in rule.operands) + "]"


def _compiled(p: Primitive, kept: Mapping[str, int], facts: Mapping[str, Any]) -> Slot:
    names = [*p.parameters, *(f"_{o}" for o in p.operands), "r"]
    values = "".join(f"{text}, " for text in kept)
    source = f"lambda {', '.join(names)}: ({values})"
    save: Slot = eval(source, dict(facts))
    return save


def facts_from(raw_slots: Mapping[str, Slot]) -> dict[str, Any]:
    """The functions that `Plan` needs to tell shapes and likes of raw operands."""
    shape_of, dtype_of, device_of = (raw_slots[n] for n in ("shape_of", "dtype_of", "device_of"))

    def like_of(x: Any) -> Like:
        return Like(shape_of(x), dtype_of(x), device_of(x))

    return {"shape_of": shape_of, "like_of": like_of}
