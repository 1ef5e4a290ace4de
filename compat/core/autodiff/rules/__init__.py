"""Derivatives, one for each (primitive, operand), written over the primitives.

A rule is `def _(g, ...)`: `g` is the cotangent of the result (a tuple with None for those that did
not arrive, where a primitive has several results), and every further parameter names what it needs:

- an operand or a static parameter of the primitive: the value it had; only operands named are kept;
- `result`: the result (a tuple where there are several); `result_1`: only the second of several;
- `shape`: the shape of the operand the rule belongs to; `like`: its shape, dtype and device.

A rule for a sequence operand (`concat`, `einsum`) returns a list, and so does a rule registered for
several operands at once because they share work. There `shape` and `like` are lists too, and
`wanted`, which must come last, is a list of bool: what is not wanted may be None.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from typing import Any, NamedTuple

from ...contract import PRIMITIVES, Primitive

GROUPS = (
    "creation",
    "elementwise",
    "activation",
    "reduction",
    "shape",
    "indexing",
    "linalg",
    "convolution",
    "pooling",
    "resize",
    "normalization",
    "loss",
    "recurrent",
)


class Like(NamedTuple):
    """Stand-in for an array of which only these facts are kept."""

    shape: tuple[int, ...]
    dtype: str
    device: str


class Rule(NamedTuple):
    """A derivative, the names of what it needs besides the cotangent, and its operands."""

    function: Callable[..., Any]
    needs: tuple[str, ...]
    operands: tuple[str, ...]


RULES: dict[tuple[str, str], Rule] = {}


def vjp(primitive: str, *operands: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function as the derivative of `primitive` for `operands`."""
    p = PRIMITIVES[primitive]
    if p.constant or not operands or not set(operands) <= set(p.operands):
        raise TypeError(f"{primitive} has no differentiable operands {operands}")

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        needs = tuple(inspect.signature(function).parameters)[1:]
        unknown = [need for need in needs if not _known(p, need)]
        if unknown or "wanted" in needs[:-1]:
            raise TypeError(
                f"rule of {primitive} for {operands}: cannot give {unknown or 'wanted'}"
            )
        for operand in operands:
            if (primitive, operand) in RULES:
                raise TypeError(f"{primitive} has a rule for {operand} already")
            RULES[primitive, operand] = Rule(function, needs, operands)
        return function

    return register


def _known(p: Primitive, need: str) -> bool:
    facts = ("result", "like", "shape", "wanted", *(f"result_{i}" for i in range(p.results)))
    return need in p.parameters or need in facts


def load() -> dict[tuple[str, str], Rule]:
    """All rules; imports their modules on first use."""
    for group in GROUPS:
        importlib.import_module(f"{__name__}.{group}")
    return RULES
