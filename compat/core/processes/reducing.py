"""Gradients that are reduced while the backward pass still computes others.

An engine that can do so looks at `wanted()` in its `gradients` and sets `done`; the caller reduces
afterwards where it is not set.
"""

from __future__ import annotations

from contextvars import ContextVar, Token
from types import TracebackType

from .world import WORLD, group_ranks

_wanted: ContextVar[Reducing | None] = ContextVar("compat_reducing", default=None)


class Reducing:
    """Asks the pass inside this context to reduce the gradients it returns over a group."""

    def __init__(self, group: str = WORLD, mean: bool = False) -> None:
        self.group = group
        self.mean = mean
        self.done = False
        self._token: Token[Reducing | None] | None = None

    def __enter__(self) -> Reducing:
        if len(group_ranks(self.group)) > 1:
            self._token = _wanted.set(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._token is not None:
            _wanted.reset(self._token)


def wanted() -> Reducing | None:
    """What the caller of this pass asks for, None for nothing."""
    return _wanted.get()
