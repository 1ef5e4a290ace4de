"""Learning rates by step; in dygraph mode the objects of `fluid.dygraph`."""

from __future__ import annotations

from compat._absent import absent_names

from .._mode import refuse_static
from ..dygraph import learning_rate_scheduler as decay
from ..families.control_flow import autoincreased_step_counter
from ..families.elementwise.unary import cast
from ..framework import in_dygraph_mode

__all__ = [
    "exponential_decay",
    "natural_exp_decay",
    "inverse_time_decay",
    "polynomial_decay",
    "piecewise_decay",
    "noam_decay",
    "cosine_decay",
    "linear_lr_warmup",
]


def _decay_step_counter(begin=0):
    """float32 (1,): `begin`; see `autoincreased_step_counter`."""
    counter = autoincreased_step_counter("@LR_DECAY_COUNTER@", begin=begin, step=1)
    return cast(counter, "float32")


def _dynamic(name):
    if not in_dygraph_mode():
        refuse_static(f"paddle.fluid.layers.{name}")


def noam_decay(d_model, warmup_steps, learning_rate=1.0):
    """Linear warm-up, then the inverse square root of the steps."""
    _dynamic("noam_decay")
    return decay.NoamDecay(d_model, warmup_steps, learning_rate=learning_rate)


def exponential_decay(learning_rate, decay_steps, decay_rate, staircase=False):
    """`lr * rate ** (step / decay_steps)`."""
    _dynamic("exponential_decay")
    return decay.ExponentialDecay(learning_rate, decay_steps, decay_rate, staircase)


def natural_exp_decay(learning_rate, decay_steps, decay_rate, staircase=False):
    """`lr * exp(-rate * step / decay_steps)`."""
    _dynamic("natural_exp_decay")
    return decay.NaturalExpDecay(learning_rate, decay_steps, decay_rate, staircase)


def inverse_time_decay(learning_rate, decay_steps, decay_rate, staircase=False):
    """`lr / (1 + rate * step / decay_steps)`."""
    _dynamic("inverse_time_decay")
    return decay.InverseTimeDecay(learning_rate, decay_steps, decay_rate, staircase)


def polynomial_decay(learning_rate, decay_steps, end_learning_rate=0.0001, power=1.0, cycle=False):
    """A learning rate that goes from one value to another along a power.

        (learning_rate - end_learning_rate) * (1 - step / decay_steps) ** power + end_learning_rate

    Args:
        learning_rate (float or Variable): first rate.
        decay_steps (int): steps from one to the other.
        end_learning_rate (float, default 0.0001): last rate.
        power (float, default 1.0): the power.
        cycle (bool, default False): begin anew with more steps at the end.

    Returns:
        PolynomialDecay, for an optimizer.

    Raises:
        TypeError: `learning_rate` is of another kind.

    Example:
        >>> rate = layers.polynomial_decay(0.1, decay_steps=10)
        >>> round(float(rate().numpy()[0]), 4)
        0.1
    """
    _dynamic("polynomial_decay")
    return decay.PolynomialDecay(learning_rate, decay_steps, end_learning_rate, power, cycle)


def piecewise_decay(boundaries, values):
    """One learning rate up to each boundary.

    Args:
        boundaries (list of ints): growing numbers of steps.
        values (list of floats): one more than boundaries.

    Returns:
        PiecewiseDecay, for an optimizer.

    Raises:
        ValueError: there is not one value more than boundaries.

    Example:
        >>> rate = layers.piecewise_decay([100, 200], [0.1, 0.01, 0.001])
        >>> float(rate().numpy()[0])
        0.10000000149011612
    """
    if len(values) - len(boundaries) != 1:
        raise ValueError("len(values) - len(boundaries) should be 1")
    _dynamic("piecewise_decay")
    return decay.PiecewiseDecay(boundaries, values, 0)


def cosine_decay(learning_rate, step_each_epoch, epochs):
    """A learning rate that falls along half a cosine.

        learning_rate * 0.5 * (cos(epoch * pi / epochs) + 1)

    Args:
        learning_rate (float or Variable): first rate.
        step_each_epoch (int): steps of an epoch.
        epochs (int): epochs until 0.

    Returns:
        CosineDecay, for an optimizer.

    Raises:
        TypeError: `learning_rate` is of another kind.

    Example:
        >>> rate = layers.cosine_decay(0.1, step_each_epoch=10, epochs=5)
        >>> round(float(rate().numpy()[0]), 4)
        0.1
    """
    _dynamic("cosine_decay")
    return decay.CosineDecay(learning_rate, step_each_epoch, epochs)


def linear_lr_warmup(learning_rate, warmup_steps, start_lr, end_lr):
    """Linear from `start_lr`, then another rate or decay."""
    _dynamic("linear_lr_warmup")
    return decay.LinearLrWarmup(learning_rate, warmup_steps, start_lr, end_lr)


__getattr__ = absent_names("paddle.fluid.layers.learning_rate_scheduler", __name__)
