"""Random variables and dropout."""

from __future__ import annotations

from .._dtypes import vartype
from .._mode import refuse_static
from .._ops import drawing as _drawing
from .._ops import normalization as _norm
from .._ops import shaping as _shaping
from ..framework import default_main_program, in_dygraph_mode


def sizes(shape, name):
    """Extents as ints, in dygraph mode only."""
    if not in_dygraph_mode():
        refuse_static(f"paddle.fluid.layers.{name}")
    return _shaping.numbers(shape)


def dropout(
    x,
    dropout_prob,
    is_test=False,
    seed=None,
    name=None,
    dropout_implementation="downgrade_in_infer",
):
    """Elements dropped at random; in dygraph mode evaluation mode counts as testing."""
    if (seed is None or seed == 0) and default_main_program().random_seed != 0:
        seed = default_main_program().random_seed
    from .. import framework

    tracer = framework._dygraph_tracer()
    if tracer is not None:
        is_test = not tracer._train_mode
    return _norm.dropout(
        x, dropout_prob, is_test, seed is not None, seed or 0, dropout_implementation
    )[0]


def gaussian_random(shape, mean=0.0, std=1.0, seed=0, dtype="float32"):
    """Normal."""
    return _drawing.gaussian_random(
        sizes(shape, "gaussian_random"), mean, std, seed, vartype(dtype)
    )


def uniform_random(shape, dtype="float32", min=-1.0, max=1.0, seed=0):
    """Uniform on [min, max)."""
    return _drawing.uniform_random(sizes(shape, "uniform_random"), min, max, seed, vartype(dtype))


def randn(shape, out=None, dtype=None, device=None, stop_gradient=True, name=None):
    """Standard normal."""
    _only(out, device, "randn")
    result = _drawing.gaussian_random(
        sizes(shape, "randn"), 0.0, 1.0, 0, vartype(dtype or "float32")
    )
    result.stop_gradient = stop_gradient
    return result


def randint(
    low,
    high=None,
    shape=None,
    out=None,
    dtype=None,
    device=None,
    stop_gradient=False,
    seed=0,
    name=None,
):
    """Integers from `low` to `high - 1`, or from 0 to `low - 1`."""
    _only(out, device, "randint")
    if shape is None:
        shape = [1]
    if high is None:
        low, high = 0, low
    return _drawing.randint(sizes(shape, "randint"), low, high, seed, vartype(dtype or "int64"))


def randperm(n, out=None, dtype="int64", device=None, stop_gradient=True, seed=0):
    """The numbers below `n` in random order."""
    _only(out, device, "randperm")
    if n < 1:
        raise ValueError("The input n should be greater than 0 in randperm op.")
    return _drawing.randperm(n, seed, vartype(dtype))


def _only(out, device, name):
    if out is not None or device is not None:
        raise NotImplementedError(
            f"paddle.fluid.layers.{name} with out or device is not provided; use the result"
        )
