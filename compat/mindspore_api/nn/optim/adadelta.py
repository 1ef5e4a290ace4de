"""Adadelta."""

from __future__ import annotations

from compat.core import op

from ... import _checkparam as validator
from ...common.tensor import Tensor, value_of
from ._moments import towards
from .optimizer import Optimizer, opt_init_args_register

__all__ = ["Adadelta"]


class Adadelta(Optimizer):
    """Gradients scaled by the ratio of mean squares of updates and gradients."""

    @opt_init_args_register
    def __init__(
        self, params, learning_rate=1.0, rho=0.9, epsilon=1e-6, loss_scale=1.0, weight_decay=0.0
    ):
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        validator.check_value_type("rho", rho, [float], self.cls_name)
        validator.check_value_type("epsilon", epsilon, [float], self.cls_name)
        validator.check_float_range(rho, 0.0, 1.0, validator.INC_BOTH, "rho", self.cls_name)
        validator.check_non_negative_float(epsilon, "epsilon", self.cls_name)
        self.accum = self.parameters.clone(prefix="accum", init=0)
        self.accum_update = self.parameters.clone(prefix="accum_update", init=0)
        self.rho = rho
        self.epsilon = epsilon

    def construct(self, grads):
        """One step."""
        if not isinstance(grads, tuple) or not isinstance(grads[0], Tensor):
            raise TypeError("For 'Adadelta', the 'grads' must be a tuple of Tensor.")
        for i, p, g, lr in self._updates(grads):
            a, u = self.accum[i], self.accum_update[i]
            new_a = towards(value_of(a), op.multiply(g, g), 1 - self.rho)
            ratio = op.divide(
                op.sqrt(op.add(value_of(u), self.epsilon)), op.sqrt(op.add(new_a, self.epsilon))
            )
            step = op.multiply(ratio, g)
            new_u = towards(value_of(u), op.multiply(step, step), 1 - self.rho)
            self._store((p, a, u), (op.sgd_update(*self._own(p), step, lr), new_a, new_u))
        return (True,) * self.param_length
