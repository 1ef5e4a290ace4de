"""Derivatives, one for each (primitive, operand), written over the primitives.

A rule is `def _(g, ...)`: `g` is the cotangent of the result (a tuple with None for those that did not arrive,
where a primitive has several results), and every further parameter names what it needs:

- an operand or a static parameter of the primitive: the value it had; only operands named are kept alive;
- `result`: the result (a tuple where there are several);
- `like`: shape, dtype and device of the operand the rule belongs to (`Like`); `shape`: its shape alone.

A rule for a sequence operand (`concat`, `stack`, `einsum`) returns a list; there `like` and `shape` are lists.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from typing import Any, NamedTuple

from ...contract import PRIMITIVES

GROUPS = (
    "creation",
    "elementwise",
    "reduction",
    "shape",
    "indexing",
    "linalg",
    "nn",
    "fused",
)


class Like(NamedTuple):
    """Stand-in for an array of which only these facts are kept."""

    shape: tuple[int, ...]
    dtype: str
    device: str


class Rule(NamedTuple):
    """A derivative and the names of what it needs besides the cotangent."""

    function: Callable[..., Any]
    needs: tuple[str, ...]


RULES: dict[tuple[str, str], Rule] = {}


def vjp(primitive: str, operand: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function as the derivative of `primitive` for `operand`."""
    p = PRIMITIVES[primitive]
    if operand not in p.operands or p.constant:
        raise TypeError(f"{primitive} has no differentiable operand {operand!r}")

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        needs = tuple(inspect.signature(function).parameters)[1:]
        unknown = set(needs) - set(p.parameters) - {"result", "like", "shape"}
        if unknown or (primitive, operand) in RULES:
            raise TypeError(f"rule of {primitive} for {operand}: {unknown or 'registered twice'}")
        RULES[primitive, operand] = Rule(function, needs)
        return function

    return register


def load() -> dict[tuple[str, str], Rule]:
    """All rules; imports their modules on first use."""
    for group in GROUPS:
        importlib.import_module(f"{__name__}.{group}")
    return RULES
