"""What follows from other facts of an array."""

from __future__ import annotations

from typing import Any

from ..contract import default
from ..table import op


@default
def rank_of(x: Any) -> int:
    return len(op.shape_of(x))
