"""Prints every call of a primitive with shapes and dtypes to standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from .values import RawSlots, operands, primitive, results


def start(registry: Any) -> Callable[[], None]:
    """Begin printing; returns the function that ends it."""
    raw = RawSlots(registry)

    def text(x: Any) -> str:
        return f"{raw.dtype_of(x)}{list(raw.shape_of(x))}"

    def before(name: str, implementations: Any, arguments: Any) -> None:
        """Nothing to do before a call."""

    def after(outcome: Any, name: str, implementations: Any, arguments: Any) -> None:
        p = primitive(name)
        if p.results == 0:
            return
        given = ", ".join(text(x) for x in operands(p, arguments))
        static = ", ".join(
            f"{k}={arguments[k]!r}" for k in p.parameters[len(p.operands) :] if k != "data"
        )
        failed = outcome.exception
        made = (
            repr(failed) if failed else ", ".join(text(r) for r in results(p, outcome.get_result()))
        )
        print(f"{name}({given}{'; ' + static if static else ''}) -> {made}", file=sys.stderr)

    undo: Callable[[], None] = registry.add_hookcall_monitoring(before, after)
    return undo
