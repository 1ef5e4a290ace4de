"""Follow the regularised leader."""

from __future__ import annotations

from compat.core import op

from ... import _checkparam as validator
from ...common.tensor import value_of
from .optimizer import Optimizer, opt_init_args_register

__all__ = ["FTRL"]


class FTRL(Optimizer):
    """FTRL-proximal; one constant learning rate."""

    @opt_init_args_register
    def __init__(
        self, params, initial_accum=0.1, learning_rate=0.001, lr_power=-0.5, l1=0.0, l2=0.0,
        use_locking=False, loss_scale=1.0, weight_decay=0.0,
    ):  # fmt: skip
        super().__init__(learning_rate, params, weight_decay, loss_scale=loss_scale)
        name = self.cls_name
        if self.dynamic_lr or self.is_group_lr:
            raise ValueError(
                "For 'FTRL', dynamic learning rate and group learning rate are currently not "
                "supported in FTRL, they should all be false, but got dynamic learning rate "
                f"{self.dynamic_lr} and group learning rate {self.is_group_lr}."
            )
        validator.check_value_type("initial_accum", initial_accum, [float], name)
        validator.check_number("initial_accum", initial_accum, 0.0, validator.GE, name)
        validator.check_value_type("lr_power", lr_power, [float], name)
        validator.check_number("lr_power", lr_power, 0.0, validator.LE, name)
        validator.check_value_type("l1", l1, [float], name)
        validator.check_number("l1", l1, 0.0, validator.GE, name)
        validator.check_value_type("l2", l2, [float], name)
        validator.check_number("l2", l2, 0.0, validator.GE, name)
        validator.check_value_type("use_locking", use_locking, [bool], name)
        self.moments = self._parameters.clone(prefix="moments", init=initial_accum)
        self.linear = self._parameters.clone(prefix="linear", init="zeros")
        self.l1 = l1
        self.l2 = l2
        self.lr = learning_rate
        self.lr_power = lr_power
        if not self.is_group:
            self.decay_flags = (True,) * len(self._parameters)
        self.use_locking = use_locking

    def construct(self, grads):
        """One step."""
        for i, p, g, lr in self._updates(grads):
            moment, linear = self.moments[i], self.linear[i]
            before = value_of(moment)
            after = op.add(before, op.multiply(g, g))
            high, low = self._rooted(after), self._rooted(before)
            sigma = op.multiply(op.subtract(high, low), 1.0 / lr)
            line = op.subtract(op.add(value_of(linear), g), op.multiply(sigma, value_of(p)))
            # The original's CPU kernel adds l1 whatever the sign of the line.
            moved = op.where(
                op.greater(op.abs(line), self.l1), op.subtract(self.l1, line), _zero(line)
            )
            scale = op.add(op.multiply(high, 1.0 / lr), 2.0 * self.l2)
            self._store((p, moment, linear), (op.divide(moved, scale), after, line))
        return (True,) * self.param_length

    def _rooted(self, x):
        return op.sqrt(x) if self.lr_power == -0.5 else op.pow(x, -self.lr_power)

    @property
    def target(self):
        """The device named by the context."""
        return self._target

    @target.setter
    def target(self, value):
        self._set_base_target(value)


def _zero(x):
    return op.full((), 0.0, op.dtype_of(x), op.device_of(x))
