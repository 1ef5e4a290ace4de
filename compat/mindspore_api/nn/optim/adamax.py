"""AdaMax."""

from __future__ import annotations

from compat.core import op

from ...common import dtype as mstype
from ...common.initializer import initializer
from ...common.parameter import Parameter
from ...common.tensor import Tensor, value_of
from ._moments import advance_power, check_betas, towards
from ._rates import scalar_of
from .optimizer import Optimizer, opt_init_args_register

__all__ = ["AdaMax"]


class AdaMax(Optimizer):
    """Adam with the largest absolute gradient in place of the second moment."""

    @opt_init_args_register
    def __init__(
        self, params, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-08, weight_decay=0.0,
        loss_scale=1.0,
    ):  # fmt: skip
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        check_betas(beta1, beta2, eps, self.cls_name)
        self.beta1 = Tensor(beta1, mstype.float32)
        self.beta2 = Tensor(beta2, mstype.float32)
        self.beta1_power = Parameter(initializer(1, [1], mstype.float32), name="beta1_power")
        self.eps = Tensor(eps, mstype.float32)
        self.moment1 = self._parameters.clone(prefix="moment1", init="zeros")
        self.moment2 = self._parameters.clone(prefix="moment2", init="zeros")

    def construct(self, gradients):
        """One step."""
        updates = self._updates(gradients)
        power = advance_power(self.beta1_power, self.beta1)
        beta1, beta2, eps = (scalar_of(t) for t in (self.beta1, self.beta2, self.eps))
        for i, p, g, lr in updates:
            m, v = self.moment1[i], self.moment2[i]
            new_m = towards(value_of(m), g, 1 - beta1)
            new_v = op.maximum(op.multiply(value_of(v), beta2), op.abs(g))
            step = op.divide(new_m, op.add(new_v, eps))
            new_p = op.sgd_update(*self._own(p), step, lr / (1 - power))
            self._store((p, m, v), (new_p, new_m, new_v))
        return (True,) * self.param_length
