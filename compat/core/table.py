"""The call table: one slot for each primitive, filled by the registry.

A slot is a plain function, most often the backend's own, so a call costs an attribute load and a
call. Before a backend is selected every slot is a starter that selects one on its first use.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .contract import PRIMITIVES


class Table:
    """Slots named after the primitives of the contract."""

    __slots__ = tuple(PRIMITIVES)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        raise AttributeError(f"the backend contract has no primitive {name!r}")


op: Any = Table()
