"""Learning rates that change with the steps or the epochs."""

from __future__ import annotations

import math
import warnings
from itertools import pairwise

from .. import unique_name
from .._varbase import VarBase
from ..families import creation
from ..families.elementwise import binary, unary

__all__ = [
    "NoamDecay",
    "PiecewiseDecay",
    "NaturalExpDecay",
    "ExponentialDecay",
    "InverseTimeDecay",
    "PolynomialDecay",
    "CosineDecay",
    "LinearLrWarmup",
    "ReduceLROnPlateau",
    "StepDecay",
    "MultiStepDecay",
    "LambdaDecay",
]


class LearningRateDecay:
    """Base of the learning rates: called once a step, gives the rate and counts on.

    Subclasses write `step()`.

    Args:
        begin (int, default 0): first step.
        step (int, default 1): what is added to the step.
        dtype (str, default 'float32'): dtype of the rate.

    Example:
        >>> from paddle.fluid.dygraph.learning_rate_scheduler import LearningRateDecay
        >>> class Halved(LearningRateDecay):
        ...     def step(self):
        ...         return 0.1 * 0.5**self.step_num
        >>> rate = Halved()
        >>> float(rate().numpy()[0]) > float(rate().numpy()[0])
        True
    """

    def __init__(self, begin=0, step=1, dtype="float32"):
        self.step_num = begin
        self.step_size = step
        self.dtype = dtype

    def __call__(self):
        lr = self.step()
        if isinstance(lr, float):
            lr = self.create_lr_var(lr)
        self.step_num += self.step_size
        return lr

    def create_lr_var(self, lr):
        """A variable of shape (1,) for a number."""
        return creation.create_global_var(
            name=unique_name.generate("learning_rate"),
            shape=[1],
            value=float(lr),
            dtype=self.dtype,
            persistable=False,
        )

    def state_dict(self):
        """What is needed to go on later."""
        self._state_keys()
        state = {}
        for key in self.keys:
            if key in self.__dict__:
                value = self.__dict__[key]
                if isinstance(value, VarBase):
                    assert value.shape == [1], (
                        f"shape of Variable in state_dict must be [1] {value.shape}"
                    )
                    value = value.numpy()[0]
                state[key] = value
        return state

    def _state_keys(self):
        self.keys = ["step_num"]

    def set_dict(self, state_dict):
        """Go on from what `state_dict` gave; RuntimeError, and no change, where a key misses."""
        self._find_keys(state_dict)
        for key in self.keys:
            self.__dict__[key] = state_dict[key]
        if len(state_dict) > len(self.keys):
            warnings.warn(
                "There are some unused values in state_dict. Maybe the optimizer have different "
                "'LearningRateDecay' when invoking state_dict and set_dict",
                stacklevel=3,
            )

    def _find_keys(self, state_dict):
        self._state_keys()
        for key in self.keys:
            if key not in state_dict:
                raise RuntimeError(
                    "Please check whether state_dict is correct for optimizer. Can't find [ "
                    f"{key} ] in state_dict"
                )

    def _check_state(self, state_dict):
        """What `set_dict` would raise, where a subclass of the user does not have its own."""
        if type(self).set_dict is LearningRateDecay.set_dict:
            self._find_keys(state_dict)

    def step(self):
        """The rate for the current number of steps."""
        raise NotImplementedError()


class PiecewiseDecay(LearningRateDecay):
    """One value up to each boundary."""

    def __init__(self, boundaries, values, begin, step=1, dtype="float32"):
        super().__init__(begin, step, dtype)
        self.boundaries = boundaries
        self.values = values
        self.vars = list(values)

    def step(self):
        """The value of the piece."""
        for boundary, value in zip(self.boundaries, self.vars, strict=False):
            if self.step_num < boundary:
                return value
        return self.create_lr_var(self.vars[len(self.values) - 1])


class _StepRatio(LearningRateDecay):
    """Base of the decays by `step_num / decay_steps`."""

    def __init__(
        self,
        learning_rate,
        decay_steps,
        decay_rate,
        staircase=False,
        begin=0,
        step=1,
        dtype="float32",
    ):
        super().__init__(begin, step, dtype)
        self.learning_rate, self.decay_steps = learning_rate, decay_steps
        self.decay_rate, self.staircase = decay_rate, staircase

    def _ratio(self):
        ratio = self.create_lr_var(self.step_num / self.decay_steps)
        return unary.floor(ratio) if self.staircase else ratio


class NaturalExpDecay(_StepRatio):
    """`lr * exp(-rate * ratio)`."""

    def step(self):
        """The decayed rate."""
        return self.learning_rate * unary.exp(-1 * self.decay_rate * self._ratio())


class ExponentialDecay(_StepRatio):
    """`lr * rate ** ratio`."""

    def step(self):
        """The decayed rate."""
        return self.learning_rate * (self.decay_rate ** self._ratio())


class InverseTimeDecay(_StepRatio):
    """`lr / (1 + rate * ratio)`."""

    def step(self):
        """The decayed rate."""
        return self.learning_rate / (1 + self.decay_rate * self._ratio())


class PolynomialDecay(LearningRateDecay):
    """From one rate to another along a power."""

    def __init__(
        self,
        learning_rate,
        decay_steps,
        end_learning_rate=0.0001,
        power=1.0,
        cycle=False,
        begin=0,
        step=1,
        dtype="float32",
    ):
        super().__init__(begin, step, dtype)
        self.learning_rate, self.decay_steps = learning_rate, decay_steps
        self.end_learning_rate, self.power, self.cycle = end_learning_rate, power, cycle

    def step(self):
        """The decayed rate."""
        steps, span = self.step_num, self.decay_steps
        if self.cycle:
            rounds = unary.ceil(self.create_lr_var(steps / float(self.decay_steps)))
            if steps == 0:
                rounds = self.create_lr_var(1.0)
            span = self.decay_steps * rounds
        else:
            steps = self.create_lr_var(min(steps, self.decay_steps))
        rest = (1 - steps / span) ** self.power
        return (self.learning_rate - self.end_learning_rate) * rest + self.end_learning_rate


class CosineDecay(LearningRateDecay):
    """Half a cosine over the epochs."""

    def __init__(self, learning_rate, step_each_epoch, epochs, begin=0, step=1, dtype="float32"):
        super().__init__(begin, step, dtype)
        self.learning_rate = learning_rate
        self.step_each_epoch, self.epochs = step_each_epoch, epochs

    def step(self):
        """The decayed rate."""
        epoch = unary.floor(self.create_lr_var(self.step_num / self.step_each_epoch))
        return self.learning_rate * 0.5 * (unary.cos(epoch * math.pi / self.epochs) + 1)


class NoamDecay(LearningRateDecay):
    """Learning rate that grows linearly and then falls with the root of the steps (Vaswani et al.,
    arXiv:1706.03762).

        learning_rate * d_model ** -0.5 * min(step ** -0.5, step * warmup_steps ** -1.5)

    Args:
        d_model (int, float or Variable): width of the model.
        warmup_steps (int, float or Variable): steps of growing.
        begin (int, default 1): first step.
        step (int, default 1): what is added to the step.
        dtype (str, default 'float32'): dtype of the rate.
        learning_rate (float, default 1.0): a factor.

    Raises:
        TypeError: an argument is of another kind.

    Example:
        >>> rate = dygraph.NoamDecay(d_model=4, warmup_steps=2)
        >>> round(float(rate().numpy()[0]), 4)
        0.1768
    """

    def __init__(self, d_model, warmup_steps, begin=1, step=1, dtype="float32", learning_rate=1.0):
        super().__init__(begin, step, dtype)
        self.learning_rate = learning_rate
        self.d_model, self.warmup_steps = d_model, warmup_steps

    def step(self):
        """The rate of the step."""
        falling = self.create_lr_var(self.step_num**-0.5)
        rising = self.create_lr_var((self.warmup_steps**-1.5) * self.step_num)
        least = binary.elementwise_min(falling, rising)
        return self.learning_rate * (self.d_model**-0.5) * least


class LinearLrWarmup(LearningRateDecay):
    """Linear from `start_lr`, then another rate or decay."""

    def __init__(
        self, learning_rate, warmup_steps, start_lr, end_lr, begin=1, step=1, dtype="float32"
    ):
        super().__init__(begin, step, dtype)
        if not isinstance(learning_rate, (float, int, LearningRateDecay)):
            raise TypeError(
                "the type of learning_rate should be [int, float or LearningRateDecay], the "
                f"current type is {learning_rate}"
            )
        self.learning_rate = learning_rate
        self.warmup_steps = warmup_steps
        assert end_lr > start_lr, f"end_lr {end_lr} must be greater than start_lr {start_lr}"
        self.lr_ratio_before_warmup = (float(end_lr) - float(start_lr)) / float(warmup_steps)

    def step(self):
        """The rate; as in the original the warm-up starts at 0 whatever `start_lr` says."""
        base = self.learning_rate
        if isinstance(base, LearningRateDecay):
            base = base()
        if self.step_num < self.warmup_steps:
            return self.lr_ratio_before_warmup * self.step_num
        return base


class ReduceLROnPlateau(LearningRateDecay):
    """Lower rate when the loss stops improving; `step(loss)` is called by the program."""

    def __init__(
        self,
        learning_rate,
        mode="min",
        decay_rate=0.1,
        patience=10,
        verbose=False,
        threshold=1e-4,
        threshold_mode="rel",
        cooldown=0,
        min_lr=0,
        eps=1e-8,
        dtype="float32",
    ):
        super().__init__(dtype=dtype)
        mode = mode.lower()
        if mode not in ["min", "max"]:
            raise ValueError("mode " + mode + " is unknown!")
        self.mode = mode
        if decay_rate >= 1.0:
            raise ValueError("new_lr = origin_lr * decay_rate and decay_rate should be < 1.0.")
        self.decay_rate = self.create_lr_var(decay_rate)
        threshold_mode = threshold_mode.lower()
        if threshold_mode not in ["rel", "abs"]:
            raise ValueError("threshold mode " + threshold_mode + " is unknown!")
        self.threshold_mode = threshold_mode
        if not isinstance(learning_rate, (float, int, VarBase)):
            raise TypeError(
                "The type of 'learning_rate' in 'ReduceLROnPlateau' must be 'float, int, "
                "Variable', but "
                f"received {type(learning_rate)}."
            )
        self.learning_rate = learning_rate
        self.verbose, self.patience, self.threshold = verbose, patience, threshold
        self.cooldown, self.eps = cooldown, eps
        self.min_lr = self.create_lr_var(min_lr)
        self.cooldown_counter = 0
        self.best_loss = None
        self.num_bad_epochs = 0
        self.epoch_num = 0

    def _state_keys(self):
        self.keys = [
            "cooldown_counter",
            "best_loss",
            "num_bad_epochs",
            "epoch_num",
            "learning_rate",
        ]

    def __call__(self):
        if not isinstance(self.learning_rate, VarBase):
            self.learning_rate = self.create_lr_var(self.learning_rate)
        return self.learning_rate

    def step(self, loss):
        """Take notice of the loss of an epoch."""
        assert len(loss.shape) == 1 and loss.shape[0] == 1, (  # noqa: PT018
            f"the loss.shape should be (1L,), but the current loss.shape is {loss.shape}. "
            f"Maybe that "
            "you should call fluid.layers.mean to process it first."
        )
        self.epoch_num += 1
        if self.cooldown_counter > 0:
            self.cooldown_counter -= 1
            return
        if self.best_loss is None or self._is_better(loss, self.best_loss):
            self.best_loss = loss
            self.num_bad_epochs = 0
        else:
            self.num_bad_epochs += 1
        if self.num_bad_epochs > self.patience:
            self._lower()

    def _lower(self):
        self.cooldown_counter = self.cooldown
        self.num_bad_epochs = 0
        old = self()
        new = binary.elementwise_max(old * self.decay_rate, self.min_lr)
        if old - new > self.eps:
            if self.verbose:
                print(
                    f"Epoch {self.epoch_num}: reducing learning rate from {old.numpy()[0]} to "
                    f"{new.numpy()[0]}."
                )
            self.learning_rate = new

    def _is_better(self, current, best):
        sign = 1 if self.mode == "max" else -1
        margin = best * self.threshold if self.threshold_mode == "rel" else self.threshold
        bound = best + margin if sign > 0 else best - margin
        return current > bound if sign > 0 else current < bound


class _LearningRateEpochDecay(LearningRateDecay):
    """Base of the rates that change by epoch."""

    def __init__(self, learning_rate, dtype=None):
        if not isinstance(learning_rate, (float, int)):
            raise TypeError(
                f"The type of 'learning_rate' must be 'float, int', but received "
                f"{type(learning_rate)}."
            )
        if learning_rate < 0:
            raise ValueError(f"Invalid learning rate: {learning_rate}")
        self.base_lr = float(learning_rate)
        self.epoch_num = -1
        self.dtype = "float32" if dtype is None else dtype
        self.learning_rate = self.create_lr_var(self.base_lr)
        self.epoch()

    def _state_keys(self):
        self.keys = ["epoch_num", "learning_rate"]

    def __call__(self):
        if not isinstance(self.learning_rate, VarBase):
            self.learning_rate = self.create_lr_var(self.learning_rate)
        return self.learning_rate

    def epoch(self, epoch=None):
        """Count one epoch, or go to the one given."""
        self.epoch_num = self.epoch_num + 1 if epoch is None else epoch
        self.learning_rate = self.get_lr()

    def get_lr(self):
        """The rate of the epoch."""
        raise NotImplementedError


def _check_decay(decay_rate):
    if decay_rate >= 1.0:
        raise ValueError("decay_rate should be < 1.0.")


class StepDecay(_LearningRateEpochDecay):
    """Lower by a factor every `step_size` epochs."""

    def __init__(self, learning_rate, step_size, decay_rate=0.1):
        if not isinstance(step_size, int):
            raise TypeError(
                f"The type of 'step_size' must be 'int', but received {type(step_size)}."
            )
        _check_decay(decay_rate)
        self.step_size = step_size
        self.decay_rate = decay_rate
        super().__init__(learning_rate)

    def get_lr(self):
        """The rate of the epoch."""
        decay = self.create_lr_var(self.decay_rate)
        return self.base_lr * (decay ** (self.epoch_num // self.step_size))


class MultiStepDecay(_LearningRateEpochDecay):
    """Lower by a factor at every milestone."""

    def __init__(self, learning_rate, milestones, decay_rate=0.1):
        if not isinstance(milestones, (tuple, list)):
            raise TypeError(
                "The type of 'milestones' in 'MultiStepDecay' must be 'tuple, list', but received "
                f"{type(milestones)}."
            )
        if not all(a < b for a, b in pairwise(milestones)):
            raise ValueError("The elements of milestones must be incremented")
        _check_decay(decay_rate)
        self.milestones = milestones
        self.decay_rate = decay_rate
        super().__init__(learning_rate)

    def get_lr(self):
        """The rate of the epoch."""
        passed = sum(self.epoch_num >= m for m in self.milestones)
        return self.base_lr * (self.create_lr_var(self.decay_rate) ** passed)


class LambdaDecay(_LearningRateEpochDecay):
    """The base rate times a function of the epoch."""

    def __init__(self, learning_rate, lr_lambda):
        if not callable(lr_lambda):
            raise TypeError(
                "The type of 'lr_lambda' in 'LambdaDecay' must be 'function', but received "
                f"{type(lr_lambda)}."
            )
        self.lr_lambda = lr_lambda
        super().__init__(learning_rate)

    def get_lr(self):
        """The rate of the epoch."""
        return self.create_lr_var(self.base_lr) * self.lr_lambda(self.epoch_num)
