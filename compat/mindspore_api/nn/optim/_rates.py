"""Learning rates and weight decays as cells, and their values as Python floats."""

from __future__ import annotations

from compat.core import op

from ... import log as logger
from ...common import dtype as mstype
from ...common.parameter import Parameter
from ...common.tensor import Tensor, value_of, wrap
from ..cell import Cell
from ..learning_rate_schedule import LearningRateSchedule


def scalar_of(x):
    """A tensor of one element as a Python float, remembered while the tensor stays the same."""
    value = value_of(x)
    known = x.__dict__.get("_as_float")
    if known is not None and known[0] is value:
        return known[1]
    number = float(op.to_numpy(value).reshape(()))
    x.__dict__["_as_float"] = (value, number)
    return number


class ConstantRate(LearningRateSchedule):
    """A rate that does not change, beside groups whose rate does."""

    def __init__(self, learning_rate):
        super().__init__()
        self.learning_rate = learning_rate

    def construct(self, global_step):
        """The rate."""
        return wrap(value_of(self.learning_rate))


class IteratorRate(LearningRateSchedule):
    """One rate for each step, from a vector; 0 behind the last one, as in the original on CPU."""

    def __init__(self, learning_rate, name):
        super().__init__()
        self.learning_rate = Parameter(learning_rate, name)

    def construct(self, global_step):
        """The rate of the step."""
        rates = value_of(self.learning_rate)
        step = int(op.to_numpy(value_of(global_step)).reshape(()))
        count = op.shape_of(rates)[0]
        if step >= count:
            return wrap(op.full((1,), 0.0, op.dtype_of(rates), op.device_of(rates)))
        return wrap(op.strided_slice(rates, (step,), (step + 1,), (1,)))


class WrappedWeightDecay(Cell):
    """A weight decay that changes, times the loss scale."""

    def __init__(self, weight_decay, loss_scale=1.0):
        super().__init__()
        self.weight_decay = weight_decay
        self.loss_scale = Tensor(loss_scale, mstype.float32)

    def construct(self, global_step):
        """The weight decay of the step."""
        return self.weight_decay(global_step) * self.loss_scale


def checked_rates(rates):
    """The rates of all steps, in float32."""
    if rates.ndim > 1:
        raise ValueError(
            "For 'Optimizer', if 'learning_rate' is Tensor type, then the dimension of it should "
            f"be 0 or 1, but got {rates.ndim}."
        )
    if rates.size < 2:
        logger.warning(
            "For 'Optimizer', if use 'Tensor' type dynamic learning rate, please make sure that "
            f"the number of elements in the tensor is greater than 1, but got {rates.size}."
        )
    return rates.astype(mstype.float32)
