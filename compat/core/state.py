"""What belongs to a thread of execution: the current device. Context variables do not leak
from one thread or task to another.
"""

from __future__ import annotations

from contextvars import ContextVar

_device: ContextVar[str | None] = ContextVar("compat_device", default=None)
_default = "cpu"


def device() -> str:
    """Name of the device on which new arrays are made."""
    return _device.get() or _default


def set_default_device(name: str) -> None:
    """Device of threads that have chosen none; set when a backend is selected."""
    global _default
    _default = name


def set_device(name: str | None) -> None:
    """Device of the current thread from now on; None returns to the default."""
    _device.set(name)
