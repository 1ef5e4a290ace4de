"""Selections written with sorting and gathering."""

from __future__ import annotations

from typing import Any

from ..compose import narrow
from ..contract import default
from ..table import op


@default
def top_k(x: Any, k: int, axis: int, largest: bool) -> Any:
    order = narrow(op.argsort(x, axis, largest, True), axis, 0, k)
    return op.take_along_axis(x, order, axis), order
