"""Layer and batch normalisation written with primitives."""

from __future__ import annotations

from typing import Any

from ..autodiff import engine
from ..compose import cast, count, moments, squeeze, widened
from ..contract import default
from ..table import op

Axes = tuple[int, ...]


@default
def layer_norm(x: Any, weight: Any, bias: Any, axes: Axes, eps: float) -> Any:
    wide = widened(x)
    _, variance, centred = moments(wide, axes)
    normal = op.multiply(centred, op.rsqrt(op.add(variance, eps)))
    dtype = op.dtype_of(wide)
    scaled = op.add(op.multiply(normal, cast(weight, dtype)), cast(bias, dtype))
    return cast(scaled, op.dtype_of(x))


def _channels(v: Any, x: Any) -> Any:
    """One value per channel, shaped to meet axis 1 of `x`, in its dtype."""
    shape = (1, *op.shape_of(v)) + (1,) * (len(op.shape_of(x)) - 2)
    return cast(op.reshape(v, shape), op.dtype_of(x))


@default
def batch_norm_train(x: Any, weight: Any, bias: Any, eps: float) -> Any:
    wide = widened(x)
    axes = (0, *range(2, len(op.shape_of(x))))
    mean, variance, centred = moments(wide, axes)
    scale = op.multiply(op.rsqrt(op.add(variance, eps)), _channels(weight, wide))
    y = op.add(op.multiply(centred, scale), _channels(bias, wide))
    detach = engine().detach
    return cast(y, op.dtype_of(x)), squeeze(detach(mean), axes), squeeze(detach(variance), axes)


@default
def batch_norm_grad(g: Any, x: Any, weight: Any, mean: Any, var: Any, eps: float) -> Any:
    wide, wide_g, dtype = widened(x), widened(g), op.dtype_of(weight)
    axes = (0, *range(2, len(op.shape_of(x))))
    inverse = op.rsqrt(op.add(_channels(var, wide), eps))
    normal = op.multiply(op.subtract(wide, _channels(mean, wide)), inverse)
    # What moves only the mean and the variance is taken away from `g`.
    of_bias, of_weight = op.sum(wide_g, axes, True), op.sum(op.multiply(wide_g, normal), axes, True)
    number = float(count(x, axes))
    rest = op.subtract(wide_g, op.divide(of_bias, number))
    rest = op.subtract(rest, op.multiply(normal, op.divide(of_weight, number)))
    of_x = op.multiply(rest, op.multiply(inverse, _channels(weight, wide)))
    of_weight, of_bias = (cast(squeeze(v, axes), dtype) for v in (of_weight, of_bias))
    return cast(of_x, op.dtype_of(x)), of_weight, of_bias


@default
def batch_norm_infer(x: Any, weight: Any, bias: Any, mean: Any, var: Any, eps: float) -> Any:
    wide = widened(x)
    scale = op.multiply(op.rsqrt(op.add(_channels(var, wide), eps)), _channels(weight, wide))
    shift = op.subtract(_channels(bias, wide), op.multiply(_channels(mean, wide), scale))
    return cast(op.add(op.multiply(wide, scale), shift), op.dtype_of(x))
