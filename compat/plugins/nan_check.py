"""Stops at the first primitive that turns finite operands into a result with NaN or infinity."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from ..core.dtypes import FLOATS
from .values import RawSlots, operands, primitive, results

_busy: ContextVar[bool] = ContextVar("compat_nan_check_busy", default=False)


def start(registry: Any) -> Callable[[], None]:
    """Begin checking; returns the function that ends it. A hit raises FloatingPointError."""
    raw = RawSlots(registry)

    def finite(x: Any) -> bool:
        return raw.dtype_of(x) not in FLOATS or bool(raw.to_numpy(raw.isfinite(x)).all())

    def before(name: str, implementations: Any, arguments: Any) -> None:
        """Nothing to do before a call."""

    def after(outcome: Any, name: str, implementations: Any, arguments: Any) -> None:
        p = primitive(name)
        if p.results == 0 or outcome.exception or _busy.get():
            return
        token = _busy.set(True)
        try:
            if all(finite(r) for r in results(p, outcome.get_result())):
                return
            if not p.operands or not all(finite(x) for x in operands(p, arguments)):
                return
            shapes = ", ".join(str(raw.shape_of(x)) for x in operands(p, arguments))
        finally:
            _busy.reset(token)
        raise FloatingPointError(
            f"compat nan_check: primitive {name!r} made NaN or infinity of finite operands "
            f"of shape {shapes}"
        )

    undo: Callable[[], None] = registry.add_hookcall_monitoring(before, after)
    return undo
