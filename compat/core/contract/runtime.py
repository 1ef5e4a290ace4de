"""The backend itself."""

from __future__ import annotations

from typing import Any

from .marker import primitive


@primitive(results=0)
def backend_info() -> dict[str, Any]:
    """`{"library": name, "version": text, "devices": [names], "default_device": name}`."""


@primitive(results=0)
def synchronize(device: str) -> bool:
    """Wait until the work queued on `device` is done. Returns True."""


@primitive(results=0, default=True)
def autodiff_engine() -> Any:
    """The differentiation engine to use with this backend; by default the tape of the core."""
