"""The tape as the engine of backends that bring none."""

from __future__ import annotations

from typing import Any

from ..contract import default


@default
def autodiff_engine() -> Any:
    from ..autodiff.tape import Tape

    return Tape()
