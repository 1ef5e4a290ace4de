"""Dropout."""

from __future__ import annotations

import math
import secrets

from compat.core import minstd, op

from .._mode import _dygraph_tracer
from .._operands import NUMBERS, constant, f32, invalid, mask, raw, take
from .._registry import operator
from .._varbase import wrap
from ..dygraph.layers import Layer
from ..framework import default_main_program


@operator
def dropout_op(
    x,
    dropout_prob=0.5,
    is_test=False,
    fix_seed=False,
    seed=0,
    dropout_implementation="downgrade_in_infer",
    **options,
):
    """Elements dropped at random while training."""
    value = take(x, "dropout", NUMBERS)
    p = f32(dropout_prob)
    if not 0.0 <= p <= 1.0:
        raise invalid("'dropout_prob' must be between 0.0 and 1.0.", "dropout")
    if dropout_implementation not in ("downgrade_in_infer", "upscale_in_train"):
        raise invalid(
            "dropout_implementation can only be downgrade_in_infer or upscale_in_train", "dropout"
        )
    upscale = dropout_implementation == "upscale_in_train"
    if is_test:
        return wrap(value if upscale else op.multiply(value, f32(1.0 - p))), None
    if p == 1.0:
        return wrap(op.multiply(value, constant(value, 0))), None
    kept = _kept(value, p, seed if fix_seed else 0)
    if upscale:
        kept = op.divide(kept, constant(kept, f32(1.0 - p)))
    return wrap(op.multiply(value, kept)), wrap(raw(kept))


def dropout(
    x,
    dropout_prob,
    is_test=False,
    seed=None,
    name=None,
    dropout_implementation="downgrade_in_infer",
):
    """Zeroes elements at random; in dygraph mode a layer in evaluation mode counts as testing.

    Args:
        x (Variable): floats, any shape.
        dropout_prob (float): probability of zeroing, in [0, 1].
        is_test (bool, default False): of static programs; no effect in dygraph mode.
        seed (int or None, default None): seed; None draws anew.
        name (str or None, default None): names the operator of static programs; no effect here.
        dropout_implementation (str, default 'downgrade_in_infer'): "downgrade_in_infer" multiplies
            by 1 - dropout_prob when testing; "upscale_in_train" divides by it while training.

    Returns:
        Variable of the same shape and dtype.

    Raises:
        EnforceNotMet: the probability is out of range.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0]], "float32"))
        >>> print(layers.dropout(x, 0.0).numpy())
        [[1. 2.]]
    """
    if (seed is None or seed == 0) and default_main_program().random_seed != 0:
        seed = default_main_program().random_seed

    tracer = _dygraph_tracer()
    if tracer is not None:
        is_test = not tracer._train_mode
    return dropout_op(
        x, dropout_prob, is_test, seed is not None, seed or 0, dropout_implementation
    )[0]


class Dropout(Layer):
    """Layer: zeroes elements at random while training.

    Args:
        p (float, default 0.5): probability of zeroing, in [0, 1].
        seed (int or None, default None): seed; None draws anew.
        dropout_implementation (str, default 'downgrade_in_infer'): "downgrade_in_infer" multiplies
            by 1 - p in evaluation mode; "upscale_in_train" divides by it while training.
        is_test (bool, default False): leave all elements.

    Inputs:
        input (Variable): floats, any shape.

    Outputs:
        Variable of the same shape and dtype.

    Raises:
        AssertionError: `p` is no number in [0, 1], or the implementation another word.

    Example:
        >>> layer = dygraph.Dropout(0.5)
        >>> layer.eval()
        >>> print(layer(to_variable(np.ones(2, "float32"))).numpy())
        [0.5 0.5]
        >>> layer.train()
    """

    def __init__(
        self, p=0.5, seed=None, dropout_implementation="downgrade_in_infer", is_test=False
    ):
        super().__init__()
        assert isinstance(p, (float, int)), "p argument should be a number"
        assert 0 <= p <= 1, "p argument should between 0 and 1"
        self._dropout_prob = p
        assert seed is None or isinstance(seed, int), "seed argument should be None or a integer"
        self._seed = seed
        assert dropout_implementation in ("downgrade_in_infer", "upscale_in_train"), (
            "dropout_implementation argument should be 'downgrade_in_infer' or 'upscale_in_train'"
        )
        self._dropout_implementation = dropout_implementation
        # Static graphs only; in dygraph mode `eval()` counts.
        self._is_test = is_test

    def forward(self, input):
        """The input with elements dropped."""
        program = default_main_program()
        if not self._seed and program.random_seed != 0:
            self._seed = program.random_seed
        return dropout_op(
            input,
            self._dropout_prob,
            not self.training,
            self._seed is not None,
            self._seed or 0,
            self._dropout_implementation,
        )[0]


def _kept(value, p, seed):
    """1 where an element stays; with a seed the same elements as in the original."""
    shape, device = op.shape_of(value), op.device_of(value)
    if seed:
        drawn = minstd.paddle_uniform(seed, math.prod(shape), 0.0, 1.0, "float32").reshape(shape)
        return mask(op.greater_equal(op.asarray(drawn, "float32", device), p), value)
    key = secrets.randbits(63), secrets.randbits(63)
    drawn = op.random_uniform(key, shape, "float32", device)
    return mask(op.greater_equal(drawn, p), value)
