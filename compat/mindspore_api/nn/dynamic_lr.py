"""Learning rates of all steps as lists."""

from __future__ import annotations

import math

from .. import _checkparam as validator

__all__ = [
    "piecewise_constant_lr",
    "exponential_decay_lr",
    "natural_exp_decay_lr",
    "inverse_decay_lr",
    "cosine_decay_lr",
    "polynomial_decay_lr",
    "warmup_lr",
]


def piecewise_constant_lr(milestone, learning_rates):
    """One rate up to each milestone.

    Args:
        milestone (tuple or list of ints): growing numbers of steps.
        learning_rates (tuple or list of floats): as many rates.

    Returns:
        list of floats: the rate of each step.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: the lengths differ, or milestones do not grow.

    Example:
        >>> nn.piecewise_constant_lr([2, 4], [0.1, 0.01])
        [0.1, 0.1, 0.01, 0.01]
    """
    validator.check_value_type("milestone", milestone, (tuple, list))
    validator.check_value_type("learning_rates", learning_rates, (tuple, list))
    if len(milestone) != len(learning_rates):
        raise ValueError(
            "For 'piecewise_constant_lr', the size of 'milestone' must be same with the size of "
            f"'learning_rates', but got 'milestone' size: {len(milestone)}, 'learning_rates' size: "
            f"{len(learning_rates)}."
        )
    rates, last = [], 0
    for i, item in enumerate(milestone):
        validator.check_positive_int(item, f"milestone[{i}]")
        validator.check_is_float(learning_rates[i], f"learning_rates[{i}]")
        if item < last:
            raise ValueError(
                f"For 'piecewise_constant_lr', the value of milestone[{i}] must be greater than "
                f"milestone[{i - 1}], but got milestone[{i}]: {milestone[i]}, milestone[{i - 1}]: "
                f"{milestone[i - 1]}."
            )
        rates += [learning_rates[i]] * (item - last)
        last = item
    return rates


def _check_steps(total_step, step_per_epoch, decay_epoch, last="decay_epoch"):
    validator.check_positive_int(total_step, "total_step")
    validator.check_positive_int(step_per_epoch, "step_per_epoch")
    validator.check_positive_int(decay_epoch, last)


def _check_decay(learning_rate, decay_rate, total_step, step_per_epoch, decay_epoch, is_stair):
    _check_steps(total_step, step_per_epoch, decay_epoch)
    validator.check_positive_float(learning_rate, "learning_rate")
    validator.check_is_float(learning_rate, "learning_rate")
    validator.check_positive_float(decay_rate, "decay_rate")
    validator.check_is_float(decay_rate, "decay_rate")
    validator.check_value_type("is_stair", is_stair, [bool])


def _check_float(function, argument, value):
    if not isinstance(value, float):
        raise TypeError(
            f"For '{function}', the argument '{argument}' must be type of float, "
            f"but got '{argument}' type: {type(value)}."
        )


def exponential_decay_lr(
    learning_rate, decay_rate, total_step, step_per_epoch, decay_epoch, is_stair=False
):
    """Rates that shrink by a factor, `learning_rate * decay_rate ** (epoch / decay_epoch)`.

    Args:
        learning_rate (float): first rate; positive.
        decay_rate (float): the factor; positive.
        total_step (int): number of steps.
        step_per_epoch (int): steps of an epoch.
        decay_epoch (int): epochs of one factor.
        is_stair (bool, default False): only after whole `decay_epoch` epochs.

    Returns:
        list of floats: the rate of each step.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is not positive.

    Example:
        >>> print(np.round(nn.exponential_decay_lr(0.1, 0.9, 4, 2, 1), 4))
        [0.1  0.1  0.09 0.09]
    """
    _check_decay(learning_rate, decay_rate, total_step, step_per_epoch, decay_epoch, is_stair)
    rates = []
    for step in range(total_step):
        progress = step // step_per_epoch / decay_epoch
        rates.append(learning_rate * decay_rate ** (math.floor(progress) if is_stair else progress))
    return rates


def natural_exp_decay_lr(
    learning_rate, decay_rate, total_step, step_per_epoch, decay_epoch, is_stair=False
):
    """`rate * exp(-decay_rate * epoch)`."""
    _check_decay(learning_rate, decay_rate, total_step, step_per_epoch, decay_epoch, is_stair)
    rates = []
    for step in range(total_step):
        epoch = step // step_per_epoch
        if is_stair:
            epoch = math.floor(epoch / decay_epoch) * decay_epoch
        rates.append(learning_rate * math.e ** (-decay_rate * epoch))
    return rates


def inverse_decay_lr(
    learning_rate, decay_rate, total_step, step_per_epoch, decay_epoch, is_stair=False
):
    """`rate / (1 + decay_rate * epoch / decay_epoch)`."""
    _check_decay(learning_rate, decay_rate, total_step, step_per_epoch, decay_epoch, is_stair)
    rates = []
    for step in range(total_step):
        epoch = step // step_per_epoch
        if is_stair:
            rates.append(learning_rate / (1 + decay_rate * math.floor(epoch / decay_epoch)))
        else:
            rates.append(learning_rate / (1 + decay_rate * epoch / decay_epoch))
    return rates


def cosine_decay_lr(min_lr, max_lr, total_step, step_per_epoch, decay_epoch):
    """Half a cosine from `max_lr` to `min_lr`."""
    _check_float("cosine_decay_lr", "min_lr", min_lr)
    validator.check_non_negative_float(min_lr, "min_lr", None)
    validator.check_positive_float(max_lr, "max_lr")
    validator.check_is_float(max_lr, "max_lr")
    _check_steps(total_step, step_per_epoch, decay_epoch)
    if min_lr >= max_lr:
        raise ValueError(
            "For 'cosine_decay_lr', the 'max_lr' must be greater than the 'min_lr', but got "
            f"'max_lr' value: {max_lr}, 'min_lr' value: {min_lr}."
        )
    delta = 0.5 * (max_lr - min_lr)
    rates = []
    for step in range(total_step):
        epoch = min(step // step_per_epoch, decay_epoch)
        rates.append(min_lr + delta * (1 + math.cos(math.pi * epoch / decay_epoch)))
    return rates


def polynomial_decay_lr(
    learning_rate, end_learning_rate, total_step, step_per_epoch, decay_epoch, power,
    update_decay_epoch=False,
):  # fmt: skip
    """From one rate to another along a power."""
    validator.check_positive_float(learning_rate, "learning_rate")
    validator.check_is_float(learning_rate, "learning_rate")
    _check_float("polynomial_decay_lr", "end_learning_rate", end_learning_rate)
    validator.check_non_negative_float(end_learning_rate, "end_learning_rate", None)
    validator.check_positive_float(power, "power")
    validator.check_is_float(power, "power")
    _check_steps(total_step, step_per_epoch, decay_epoch)
    validator.check_value_type("update_decay_epoch", update_decay_epoch, [bool])
    first, delta = decay_epoch, learning_rate - end_learning_rate
    rates = []
    for step in range(total_step):
        epoch = step // step_per_epoch
        if update_decay_epoch:
            decay_epoch = first * max(math.ceil(epoch / first), 1)
        else:
            epoch = min(decay_epoch, epoch)
        rates.append(delta * (1 - epoch / decay_epoch) ** power + end_learning_rate)
    return rates


def warmup_lr(learning_rate, total_step, step_per_epoch, warmup_epoch):
    """From 0 to a rate along a line."""
    _check_float("warmup_lr", "learning_rate", learning_rate)
    validator.check_non_negative_float(learning_rate, "learning_rate", None)
    validator.check_positive_int(warmup_epoch, "warmup_epoch")
    validator.check_positive_int(total_step, "total_step")
    validator.check_positive_int(step_per_epoch, "step_per_epoch")
    return [
        learning_rate * min(warmup_epoch, step // step_per_epoch) / warmup_epoch
        for step in range(total_step)
    ]
