"""What belongs to a context of execution: the current device."""

from __future__ import annotations

from .contexts import PerContext

_device = PerContext("compat_device", None)
_default = "cpu"


def device() -> str:
    """Name of the device on which new arrays are made."""
    return _device.value or _default


def set_default_device(name: str) -> None:
    """Device of threads that have chosen none; set when a backend is selected."""
    global _default
    _default = name


def set_device(name: str | None) -> None:
    """Device of the current thread from now on; None returns to the default."""
    _device.set(name)
