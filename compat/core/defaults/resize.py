"""Reading images at arbitrary points, as gathers."""

from __future__ import annotations

import itertools
import math
from typing import Any

from ..compose import cast, clip, select
from ..contract import default
from ..table import op


@default
def grid_sample(x: Any, grid: Any, mode: str, padding_mode: str, align_corners: bool) -> Any:
    n, channels, *space = op.shape_of(x)
    out = op.shape_of(grid)[1:-1]
    axis, last = len(out) + 1, len(space) - 1
    points = [
        _placed(select(grid, axis, last - i), size, padding_mode, align_corners)
        for i, size in enumerate(space)
    ]
    flat = op.reshape(x, (n, channels, math.prod(space)))
    if mode == "nearest":
        result = _corner(flat, [op.round(p) for p in points], space, None)
    else:
        result = _interpolated(flat, points, space)
    return op.reshape(result, (n, channels, *out))


def _interpolated(flat: Any, points: list[Any], space: list[int]) -> Any:
    """The neighbours of every point, weighted by the distance along each axis."""
    lower = [op.floor(p) for p in points]
    result = None
    for corner in itertools.product((0, 1), repeat=len(points)):
        weight, places = None, []
        for p, low, upper in zip(points, lower, corner, strict=True):
            far = op.subtract(p, low)
            share = far if upper else op.subtract(1.0, far)
            weight = share if weight is None else op.multiply(weight, share)
            places.append(op.add(low, 1.0) if upper else low)
        part = _corner(flat, places, space, weight)
        result = part if result is None else op.add(result, part)
    return result


def _corner(flat: Any, places: list[Any], space: list[int], weight: Any) -> Any:
    """Values at integral places (N, *out) times `weight`; 0 outside."""
    index, inside = None, None
    for place, size in zip(places, space, strict=True):
        here = op.logical_and(op.greater_equal(place, 0.0), op.less(place, float(size)))
        inside = here if inside is None else op.logical_and(inside, here)
        step = op.astype(op.where(here, place, 0.0), "int64")
        index = step if index is None else op.add(op.multiply(index, size), step)
    line = (op.shape_of(flat)[0], 1, math.prod(op.shape_of(index)[1:]))
    values = op.take_along_axis(flat, op.reshape(index, line), 2)
    if weight is not None:
        values = op.multiply(values, cast(op.reshape(weight, line), op.dtype_of(values)))
    return op.where(op.reshape(inside, line), values, 0.0)


def _placed(g: Any, size: int, padding_mode: str, align_corners: bool) -> Any:
    """Positions in pixels of coordinates in [-1, 1], moved inside as the padding mode says."""
    if align_corners:
        p = op.multiply(op.add(g, 1.0), (size - 1) / 2)
        low, high = 0.0, size - 1.0
    else:
        p = op.subtract(op.multiply(op.add(g, 1.0), size / 2), 0.5)
        low, high = -0.5, size - 0.5
    if padding_mode == "reflection":
        p = _reflected(p, low, high)
    if padding_mode in ("border", "reflection"):
        p = clip(p, 0.0, size - 1.0)
    return p


def _reflected(p: Any, low: float, high: float) -> Any:
    """`p` folded into [low, high] by mirrors at both ends."""
    span = high - low
    if span == 0:
        return op.multiply(p, 0.0)
    distance = op.abs(op.subtract(p, low))
    turns = op.floor(op.divide(distance, span))
    rest = op.subtract(distance, op.multiply(turns, span))
    odd = op.equal(op.remainder(turns, 2.0), 1.0)
    return op.where(odd, op.subtract(high, rest), op.add(rest, low))
