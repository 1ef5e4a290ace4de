"""Derivatives of normalisation that are cheaper than recording the composition."""

from __future__ import annotations

from typing import Any

from ...compose import cast, moments, widened
from ...table import op
from . import vjp
from .broadcast import count

Ints = tuple[int, ...]


def _total(x: Any, axes: Ints, dtype: str) -> Any:
    return cast(op.sum(x, axes, False), dtype)


@vjp("layer_norm", "x", "weight", "bias")
def _(g: Any, x: Any, weight: Any, axes: Ints, eps: float, wanted: list[bool]) -> list[Any]:
    dtype, batch_axes = op.dtype_of(x), tuple(range(axes[0]) if axes else ())
    wide, g = widened(x), widened(g)
    of_bias = _total(g, batch_axes, dtype) if wanted[2] else None
    if not (wanted[0] or wanted[1]):
        return [None, None, of_bias]
    _, variance, centred = moments(wide, axes)
    inverse = op.rsqrt(op.add(variance, eps))
    normal = op.multiply(centred, inverse)
    of_weight = _total(op.multiply(g, normal), batch_axes, dtype) if wanted[1] else None
    of_x = None
    if wanted[0]:
        scaled = op.multiply(g, cast(weight, op.dtype_of(wide)))
        of_x = cast(op.multiply(_centred(scaled, normal, axes), inverse), dtype)
    return [of_x, of_weight, of_bias]


def _centred(g: Any, normal: Any, axes: Ints) -> Any:
    """`g` without its parts along the mean and the normalised input, which change nothing."""
    along = op.mean(op.multiply(g, normal), axes, True)
    return op.subtract(op.subtract(g, op.mean(g, axes, True)), op.multiply(normal, along))


def _per_channel(v: Any, x: Any) -> Any:
    """One value per channel, shaped to meet axis 1 of `x`, in its dtype."""
    sizes = (1, *op.shape_of(v), *(1 for _ in op.shape_of(x)[2:]))
    return cast(op.reshape(v, sizes), op.dtype_of(x))


def _all_but_channels(x: Any) -> Ints:
    return (0, *range(2, len(op.shape_of(x))))


@vjp("batch_norm_train", "x", "weight", "bias")
def _(
    g: Any,
    x: Any,
    weight: Any,
    result_1: Any,
    result_2: Any,
    eps: float,
    wanted: list[bool],
) -> list[Any]:
    """The statistics carry no gradient for callers, but they do when this rule is derived again."""
    found: list[Any] = [None, None, None]
    if g[0] is not None:
        found = list(op.batch_norm_grad(g[0], x, weight, result_1, result_2, eps))
    if wanted[0] and (g[1] is not None or g[2] is not None):
        wide, axes = widened(x), _all_but_channels(x)
        centred = op.subtract(wide, _per_channel(result_1, wide))
        of_x = None if found[0] is None else widened(found[0])
        found[0] = cast(_with_statistics(of_x, g, centred, axes), op.dtype_of(x))
    return found


def _with_statistics(of_x: Any, g: Any, centred: Any, axes: Ints) -> Any:
    """The cotangents of mean and variance added to that of `x`."""
    shape = op.shape_of(centred)
    n = count(shape, axes)
    for cotangent, slope in ((g[1], None), (g[2], centred)):
        if cotangent is not None:
            share = op.divide(_per_channel(cotangent, centred), n)
            if slope is None:
                more = op.broadcast_to(share, shape)
            else:
                more = op.multiply(op.multiply(share, 2), slope)
            of_x = more if of_x is None else op.add(of_x, more)
    return of_x


@vjp("batch_norm_infer", "x", "weight", "bias", "mean", "var")
def _(
    g: Any,
    x: Any,
    weight: Any,
    mean: Any,
    var: Any,
    eps: float,
    wanted: list[bool],
) -> list[Any]:
    wide, wide_g, axes = widened(x), widened(g), _all_but_channels(x)
    shifted = op.add(_per_channel(var, wide), eps)
    inverse = op.rsqrt(shifted)
    scale = op.multiply(inverse, _per_channel(weight, wide))
    of_x = op.multiply(wide_g, scale)
    found: list[Any] = [cast(of_x, op.dtype_of(x)), None, None, None, None]
    if wanted[1] or wanted[4]:
        centred = op.subtract(wide, _per_channel(mean, wide))
        dot = op.sum(op.multiply(wide_g, centred), axes, True)
    if wanted[1]:
        found[1] = _flat(op.multiply(dot, inverse), weight)
    if wanted[2]:
        found[2] = _total(wide_g, axes, op.dtype_of(weight))
    if wanted[3]:
        found[3] = op.negative(_total(of_x, axes, op.dtype_of(mean)))
    if wanted[4]:
        slope = op.divide(op.multiply(scale, -0.5), shifted)
        found[4] = _flat(op.multiply(dot, slope), var)
    return found


def _flat(x: Any, like: Any) -> Any:
    """Values per channel in the shape and dtype of `like`."""
    return cast(op.reshape(x, op.shape_of(like)), op.dtype_of(like))
