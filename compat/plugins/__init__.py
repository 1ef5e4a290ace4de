"""Wrapper plugins: see every call of a primitive. `COMPAT_PLUGINS=primitives,nan_check`.

A plugin is a module with `start(registry)` that returns a function to stop it again. Others add
theirs through the entry points `compat.plugins`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from typing import Any

from ..core.errors import PluginError

BUILTIN = ("profile", "primitives", "nan_check", "trace")
_active: dict[str, Callable[[], None]] = {}


def active() -> tuple[str, ...]:
    """Names of the plugins that are on."""
    return tuple(_active)


def start(name: str, registry: Any) -> None:
    """Switch plugin `name` on. Raises PluginError: unknown name, or no `start`."""
    if name in _active:
        return
    module = importlib.import_module(_target(name))
    begin = getattr(module, "start", None)
    if begin is None:
        raise PluginError(f"plugin {name!r} ({module.__name__}) has no function start(registry)")
    _active[name] = lambda: None  # selecting a backend while starting must not start it again
    try:
        _active[name] = begin(registry)
    except BaseException:
        del _active[name]
        raise


def stop(name: str) -> None:
    """Switch plugin `name` off."""
    _active.pop(name)()


def _target(name: str) -> str:
    if name in BUILTIN:
        return f"{__name__}.{name}"
    points = {p.name: p.value for p in _entry_points()}
    if name not in points:
        known = ", ".join([*BUILTIN, *points])
        raise PluginError(f"unknown plugin {name!r} in COMPAT_PLUGINS; known: {known}")
    return str(points[name]).partition(":")[0]


def _entry_points() -> Iterable[Any]:
    from importlib import metadata

    return metadata.entry_points(group="compat.plugins")
