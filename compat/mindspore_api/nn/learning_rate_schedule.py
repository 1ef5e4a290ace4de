"""Learning rates that depend on the step, as cells."""

from __future__ import annotations

import math

from .. import _checkparam as validator
from ..common import dtype as mstype
from .cell import Cell

__all__ = [
    "ExponentialDecayLR",
    "NaturalExpDecayLR",
    "InverseDecayLR",
    "CosineDecayLR",
    "PolynomialDecayLR",
    "WarmUpLR",
]


class LearningRateSchedule(Cell):
    """Base of the rates that are computed from the step: cells that get the step and give the rate.

    Args:
        auto_prefix (bool, default True): as of `Cell`.
        flags (dict or None, default None): as of `Cell`.

    Inputs:
        global_step (Tensor): the step.

    Outputs:
        Tensor: the rate.

    Raises:
        NotImplementedError: `construct` is not written.

    Example:
        >>> class Halved(nn.learning_rate_schedule.LearningRateSchedule):
        ...     def construct(self, global_step):
        ...         return 0.1 / (1 + global_step)
        >>> print(Halved()(Tensor(1.0)))
        0.05
    """

    def construct(self, global_step):
        """Defined by the subclasses."""
        raise NotImplementedError


def _check_decay(learning_rate, decay_rate, decay_steps, is_stair, name):
    validator.check_positive_int(decay_steps, "decay_steps", name)
    validator.check_positive_float(learning_rate, "learning_rate", name)
    validator.check_is_float(learning_rate, "learning_rate", name)
    validator.check_positive_float(decay_rate, "decay_rate", name)
    validator.check_is_float(decay_rate, "decay_rate", name)
    validator.check_value_type("is_stair", is_stair, [bool], name)


def _check_float(argument, value, name):
    if not isinstance(value, float):
        raise TypeError(
            f"For '{name}', the argument '{argument}' must be type of float, "
            f"but got '{argument}' type: {type(value)}."
        )


class _Decay(LearningRateSchedule):
    """Schedules of a rate, a decay rate and a number of steps."""

    def __init__(self, learning_rate, decay_rate, decay_steps, is_stair=False):
        super().__init__()
        _check_decay(learning_rate, decay_rate, decay_steps, is_stair, self.cls_name)
        self.learning_rate = learning_rate
        self.decay_rate = decay_rate
        self.decay_steps = decay_steps
        self.is_stair = is_stair

    def _progress(self, global_step):
        p = global_step.astype(mstype.float32) / self.decay_steps
        return p.floor() if self.is_stair else p


class ExponentialDecayLR(_Decay):
    """`rate * decay_rate ** (step / decay_steps)`."""

    def construct(self, global_step):
        """The rate."""
        return self.learning_rate * self.decay_rate ** self._progress(global_step)


class NaturalExpDecayLR(_Decay):
    """`rate * exp(-decay_rate * step)`."""

    def construct(self, global_step):
        """The rate."""
        p = global_step.astype(mstype.float32)
        if self.is_stair:
            p = p // self.decay_steps * self.decay_steps
        return self.learning_rate * math.e ** (-self.decay_rate * p)


class InverseDecayLR(_Decay):
    """`rate / (1 + decay_rate * step / decay_steps)`."""

    def construct(self, global_step):
        """The rate."""
        return self.learning_rate / (1 + self.decay_rate * self._progress(global_step))


class CosineDecayLR(LearningRateSchedule):
    """Half a cosine from `max_lr` to `min_lr`."""

    def __init__(self, min_lr, max_lr, decay_steps):
        super().__init__()
        _check_float("min_lr", min_lr, "CosineDecayLR")
        validator.check_non_negative_float(min_lr, "min_lr", self.cls_name)
        validator.check_positive_float(max_lr, "max_lr", self.cls_name)
        validator.check_is_float(max_lr, "max_lr", self.cls_name)
        validator.check_positive_int(decay_steps, "decay_steps", self.cls_name)
        if min_lr >= max_lr:
            raise ValueError(
                "For 'CosineDecayLR', the 'max_lr' must be greater than the 'min_lr', but got "
                f"'max_lr' value: {max_lr}, 'min_lr' value: {min_lr}."
            )
        self.min_lr = min_lr
        self.max_lr = max_lr
        self.decay_steps = decay_steps
        self.delta = 0.5 * (max_lr - min_lr)

    def construct(self, global_step):
        """The rate."""
        p = global_step.clip(None, self.decay_steps).astype(mstype.float32)
        return self.min_lr + self.delta * (1.0 + (math.pi * p / self.decay_steps).cos())


class PolynomialDecayLR(LearningRateSchedule):
    """Rate that goes from one value to another along a power.

        share = 1 - min(step, decay_steps) / decay_steps
        (learning_rate - end_learning_rate) * share ** power + end_learning_rate

    Args:
        learning_rate (float): first rate; positive.
        end_learning_rate (float): last rate; not negative.
        decay_steps (int): steps from one to the other.
        power (float): the power.
        update_decay_steps (bool, default False): `decay_steps` becomes the next multiple of itself
            that is not below the step.

    Inputs:
        global_step (Tensor): the step.

    Outputs:
        Tensor: the rate.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range.

    Example:
        >>> rate = nn.PolynomialDecayLR(0.1, 0.01, 4, 1.0)
        >>> print(rate(Tensor(2, ms.int32)))
        0.055
    """

    def __init__(
        self, learning_rate, end_learning_rate, decay_steps, power, update_decay_steps=False
    ):
        super().__init__()
        name = self.cls_name
        validator.check_positive_float(learning_rate, "learning_rate")
        validator.check_is_float(learning_rate, "learning_rate")
        _check_float("end_learning_rate", end_learning_rate, "PolynomialDecayLR")
        validator.check_non_negative_float(end_learning_rate, "end_learning_rate", name)
        validator.check_positive_int(decay_steps, "decay_steps", name)
        validator.check_value_type("update_decay_steps", update_decay_steps, [bool], name)
        validator.check_positive_float(power, "power", name)
        validator.check_is_float(power, "power", name)
        self.decay_steps = decay_steps
        self.start_learning_rate = learning_rate
        self.end_learning_rate = end_learning_rate
        self.diff_learning_rate = learning_rate - end_learning_rate
        self.power = power
        self.update_decay_steps = update_decay_steps

    def construct(self, global_step):
        """The rate."""
        step, total = global_step.astype(mstype.float32), self.decay_steps
        if self.update_decay_steps:
            total = total * (step / total).ceil().clip(1, None)
        else:
            step = step.clip(None, total)
        left = (1.0 - step / total) ** self.power
        return self.diff_learning_rate * left + self.end_learning_rate


class WarmUpLR(LearningRateSchedule):
    """Rate that grows linearly, `learning_rate * min(step, warmup_steps) / warmup_steps`.

    Args:
        learning_rate (float): last rate; not negative.
        warmup_steps (int): steps until then.

    Inputs:
        global_step (Tensor): the step.

    Outputs:
        Tensor: the rate.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range.

    Example:
        >>> rate = nn.WarmUpLR(0.1, 4)
        >>> print(rate(Tensor(2, ms.int32)))
        0.05
    """

    def __init__(self, learning_rate, warmup_steps):
        super().__init__()
        _check_float("learning_rate", learning_rate, "WarmUpLR")
        validator.check_non_negative_float(learning_rate, "learning_rate", self.cls_name)
        validator.check_positive_int(warmup_steps, "warmup_steps", self.cls_name)
        self.warmup_steps = warmup_steps
        self.learning_rate = learning_rate

    def construct(self, global_step):
        """The rate."""
        step = global_step.clip(None, self.warmup_steps).astype(mstype.float32)
        return self.learning_rate * (step / self.warmup_steps)
