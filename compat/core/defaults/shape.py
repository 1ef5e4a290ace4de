"""Rearrangements written with others."""

from __future__ import annotations

from typing import Any

from ..compose import expand_dims
from ..contract import default
from ..table import op


@default
def stack(xs: Any, axis: int) -> Any:
    return op.concat([expand_dims(x, axis) for x in xs], axis)


@default
def tile(x: Any, repeats: tuple[int, ...]) -> Any:
    shape = op.shape_of(x)
    ones = tuple(n for size in shape for n in (1, size))
    wide = tuple(n for pair in zip(repeats, shape, strict=True) for n in pair)
    full = tuple(r * n for r, n in zip(repeats, shape, strict=True))
    return op.reshape(op.broadcast_to(op.reshape(x, ones), wide), full)
