"""Adagrad."""

from __future__ import annotations

from compat.core import op

from ... import _checkparam as validator
from ...common.tensor import value_of
from .optimizer import Optimizer, opt_init_args_register

__all__ = ["Adagrad"]


class Adagrad(Optimizer):
    """Gradients over the root of the sum of their squares."""

    @opt_init_args_register
    def __init__(
        self, params, accum=0.1, learning_rate=0.001, update_slots=True, loss_scale=1.0,
        weight_decay=0.0,
    ):  # fmt: skip
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        validator.check_value_type("accum", accum, [float], self.cls_name)
        validator.check_value_type("update_slots", update_slots, [bool], self.cls_name)
        validator.check_non_negative_float(accum, "accum", self.cls_name)
        self.accum = self._parameters.clone(prefix="accum", init=accum)
        self.update_slots = update_slots

    def construct(self, grads):
        """One step."""
        for i, p, g, lr in self._updates(grads):
            accum = self.accum[i]
            total = value_of(accum)
            # The original's CPU kernel takes no notice of `update_slots`.
            if self.update_slots or self._target == "CPU":
                total = op.add(total, op.multiply(g, g))
            step = op.divide(g, op.sqrt(total))
            self._store((p, accum), (op.sgd_update(*self._own(p), step, lr), total))
        return (True,) * self.param_length
