"""Gradients that are reduced while the backward pass still computes others.

An engine that can do so looks at `wanted()` in its `gradients` and sets `done`; the caller reduces
afterwards where it is not set.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from ..contexts import with_value
from .world import WORLD, group_ranks

_wanted: ContextVar[Reducing | None] = ContextVar("compat_reducing", default=None)


class Reducing:
    """Asks a pass to reduce the gradients it returns over a group.

    It may run one pass after the other: `kept` is what an engine made for the last one and can take
    for the next.
    """

    def __init__(self, group: str = WORLD, mean: bool = False) -> None:
        self.group = group
        self.mean = mean
        self.done = False
        self.kept: Any = None

    def run(self, function: Callable[..., Any], *args: Any) -> Any:
        """`function(*args)`, whose passes are asked to."""
        self.done = False
        if len(group_ranks(self.group)) > 1:
            return with_value(_wanted, self, function, *args)
        return function(*args)


def wanted() -> Reducing | None:
    """What the caller of this pass asks for, None for nothing."""
    return _wanted.get()
