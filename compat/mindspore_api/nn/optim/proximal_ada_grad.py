"""Adagrad with a proximal step."""

from __future__ import annotations

from compat.core import op

from ... import _checkparam as validator
from ...common import dtype as mstype
from ...common.tensor import Tensor, value_of
from .optimizer import Optimizer, opt_init_args_register

__all__ = ["ProximalAdagrad"]


class ProximalAdagrad(Optimizer):
    """Adagrad, then a shrinkage by `l1` and `l2`."""

    @opt_init_args_register
    def __init__(
        self, params, accum=0.1, learning_rate=0.001, l1=0.0, l2=0.0, use_locking=False,
        loss_scale=1.0, weight_decay=0.0,
    ):  # fmt: skip
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        name = self.cls_name
        for argument, value in (("accum", accum), ("l1", l1), ("l2", l2)):
            validator.check_value_type(argument, value, [float], name)
        validator.check_value_type("use_locking", use_locking, [bool], name)
        for argument, value in (("accum", accum), ("l1", l1), ("l2", l2)):
            validator.check_non_negative_float(value, argument, name)
        self.accum = self._parameters.clone(prefix="accum", init=accum)
        self.l1 = Tensor(l1, mstype.float32)
        self.l2 = Tensor(l2, mstype.float32)
        self._strengths = (l1, l2)
        self.use_locking = use_locking

    def construct(self, grads):
        """One step."""
        l1, l2 = self._strengths
        for i, p, g, lr in self._updates(grads):
            accum = self.accum[i]
            total = op.add(value_of(accum), op.multiply(g, g))
            rate = op.multiply(op.rsqrt(total), lr)
            new = op.subtract(value_of(p), op.multiply(g, rate))
            if l1 > 0:
                shrunk = op.maximum(op.subtract(op.abs(new), op.multiply(rate, l1)), 0.0)
                new = op.multiply(op.sign(new), shrunk)
            new = op.divide(new, op.add(op.multiply(rate, l2), 1.0))
            self._store((p, accum), (new, total))
        return (True,) * self.param_length

    @property
    def target(self):
        """The device named by the context."""
        return self._target

    @target.setter
    def target(self, value):
        self._set_base_target(value)
