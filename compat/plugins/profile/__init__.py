"""Time by layer and source line, forward, backward and update; `compat --profile`.

One clock runs from the first tensor to the end of the program. Every moment belongs to the layer
that is computing (or whose gradients are), so the rows sum up to the time that passed.
`COMPAT_PROFILE_TO` names files to write, with commas: `.json` a Chrome/Perfetto trace, `.html` a
page.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable
from typing import Any

from .attach import attach
from .timeline import Timeline


def start(registry: Any) -> Callable[[], None]:
    """Begin; returns the function that ends it and prints the table."""
    from ...core import op, state

    device = state.device() if registry.backend else "cpu"
    wait = (lambda: op.synchronize(device)) if "cuda" in str(device) else None
    timeline = Timeline(wait)
    detach = attach(timeline)

    def finish() -> None:
        from . import report

        timeline.stop()
        report.show(timeline)
        report.write_files(timeline)

    def stop() -> None:
        atexit.unregister(finish)
        detach()
        finish()

    atexit.register(finish)
    return stop
