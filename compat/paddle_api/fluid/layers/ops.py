"""Functions of one variable that are one operator."""

from __future__ import annotations

from compat._absent import absent_names

from .._ops import activation as _act
from .._ops import drawing as _drawing
from .._ops import reduce as _reduce
from ..framework import convert_np_dtype_to_dtype_, default_main_program


def _function(name):
    kernel = getattr(_act, name)

    # `name` only labels nodes of static graphs.
    def call(x, name=None):
        return kernel(x)

    call.__name__ = call.__qualname__ = name
    call.__doc__ = kernel.__doc__
    call.__module__ = "paddle.fluid.layers.layer_function_generator"
    return call


_NAMES = [
    "exp",
    "tanh",
    "atan",
    "sqrt",
    "rsqrt",
    "abs",
    "ceil",
    "floor",
    "cos",
    "acos",
    "sin",
    "asin",
    "round",
    "reciprocal",
    "square",
    "softplus",
    "softsign",
    "logsigmoid",
    "tanh_shrink",
    "sigmoid",
]
for _name in _NAMES:
    globals()[_name] = _function(_name)


def erf(x):
    """The error function."""
    return _act.erf(x)


def gelu(x, approximate=False):
    """`x` times the normal distribution function."""
    return _act.gelu(x, approximate)


def softshrink(x, alpha=None):
    """`x` drawn towards 0 by `alpha` (0.5)."""
    return _act.softshrink(x, **{"lambda": 0.5 if alpha is None else alpha})


def hard_shrink(x, threshold=None):
    """`x` where its size exceeds `threshold` (0.5), else 0."""
    return _act.hard_shrink(x, 0.5 if threshold is None else threshold)


def thresholded_relu(x, threshold=None):
    """`x` where above `threshold` (1), else 0."""
    return _act.thresholded_relu(x, 1.0 if threshold is None else threshold)


def cumsum(x, axis=None, exclusive=None, reverse=None):
    """Running sum along `axis` (the last one)."""
    return _reduce.cumsum(x, -1 if axis is None else axis, bool(exclusive), bool(reverse))


def uniform_random(shape, dtype="float32", min=-1.0, max=1.0, seed=0):
    """Uniform on [min, max)."""
    from .nn_random import sizes

    if seed == 0:
        seed = default_main_program().random_seed
    if not hasattr(dtype, "_number"):
        dtype = convert_np_dtype_to_dtype_(dtype)
    return _drawing.uniform_random(sizes(shape, "uniform_random"), min, max, seed, dtype)


__all__ = [
    *_NAMES,
    "cumsum",
    "erf",
    "gelu",
    "hard_shrink",
    "softshrink",
    "thresholded_relu",
]
__getattr__ = absent_names("paddle.fluid.layers.ops", __name__)
