"""What is wrong with the chosen backend or device, said before the program starts."""

from __future__ import annotations

import os
from difflib import get_close_matches


def trouble() -> str | None:
    """Three lines about `COMPAT_BACKEND` or `COMPAT_DEVICE`; None where both can be used.

    Nothing is imported for the backend; a device other than the CPU is asked for.
    """
    from ..core import registry
    from ..core.registry import BUILTIN, INSTALL

    wanted = os.environ.get("COMPAT_BACKEND", "").strip()
    if wanted and wanted != "auto":
        if wanted in BUILTIN and not registry.installed(wanted):
            cure = f"install it:  {INSTALL[wanted]}"
            return _lines(f"the backend {wanted!r} is not installed", cure)
        if wanted not in BUILTIN and wanted not in registry.available():
            near = get_close_matches(wanted, registry.available(), 1)
            cure = f"did you mean {near[0]}?" if near else "no package provides it"
            return _lines(f"there is no backend {wanted!r}", cure)
    return _of_device(registry)


def _of_device(registry: object) -> str | None:
    wanted = os.environ.get("COMPAT_DEVICE", "").strip()
    if wanted in ("", "cpu"):
        return None
    from ..core.errors import CompatError

    try:
        registry.ensure()  # type: ignore[attr-defined]
    except CompatError as error:
        return _lines(str(error).splitlines()[0], "leave the device out, or --device cpu")
    return None


def _lines(why: str, cure: str) -> str:
    from ..core import registry

    usable = ", ".join(n for n in registry.available() if registry.installed(n))
    return (
        f"compat: cause {why}\n"
        f"compat: try   {cure}\n"
        f"compat: next  compat info   (usable here: {usable}; without --backend: numpy)"
    )
