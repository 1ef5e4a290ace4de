"""Layerwise adaptive moments."""

from __future__ import annotations

from compat.core import op

from ...common import dtype as mstype
from ...common.tensor import Tensor, value_of
from ._moments import check_betas, towards
from ._rates import scalar_of
from .optimizer import Optimizer, opt_init_args_register

__all__ = ["Lamb"]


class Lamb(Optimizer):
    """Adam steps scaled for each parameter by the ratio of its norm to that of the step."""

    _support_parallel_optimizer = True

    @opt_init_args_register
    def __init__(self, params, learning_rate, beta1=0.9, beta2=0.999, eps=1e-6, weight_decay=0.0):
        super().__init__(learning_rate, params, weight_decay)
        check_betas(beta1, beta2, eps, self.cls_name)
        self.beta1 = Tensor([beta1], mstype.float32)
        self.beta2 = Tensor([beta2], mstype.float32)
        self.eps = Tensor([eps], mstype.float32)
        self.params = self._parameters
        self.moments1 = self.params.clone(prefix="lamb_m", init="zeros")
        self.moments2 = self.params.clone(prefix="lamb_v", init="zeros")

    def construct(self, gradients):
        """One step."""
        decay = self.get_weight_decay()
        decays = decay if self.is_group else (decay,) * self.param_length
        rates = self._rates()
        if not self._is_dynamic_lr_or_weight_decay():
            self.global_step._take(op.add(value_of(self.global_step), 1))
        step = scalar_of(self.global_step)
        gs = self._centralized([value_of(g) for g in gradients])
        for i, (p, g) in enumerate(zip(self.params, gs, strict=True)):
            weight = scalar_of(decays[i]) if self.decay_flags[i] else 0.0
            self._step(i, p, g, rates[i], weight, step)
        return (True,) * self.param_length

    def _step(self, i, p, g, lr, decay, step):
        m, v = self.moments1[i], self.moments2[i]
        beta1, beta2, eps = (scalar_of(t) for t in (self.beta1, self.beta2, self.eps))
        new_m = towards(value_of(m), g, 1 - beta1)
        new_v = towards(value_of(v), op.multiply(g, g), 1 - beta2)
        mean = op.multiply(new_m, 1.0 / (1.0 - beta1**step))
        spread = op.sqrt(op.add(op.multiply(new_v, 1.0 / (1.0 - beta2**step)), eps))
        update = op.divide(mean, spread)
        value = value_of(p)
        if decay:
            update = op.add(update, op.multiply(value, decay))
        ratio = _ratio(_norm(value), _norm(update))
        new_p = op.subtract(value, op.multiply(op.multiply(update, ratio), lr))
        self._store((p, m, v), (new_p, new_m, new_v))


def _norm(x):
    return op.sqrt(op.sum(op.multiply(x, x), tuple(range(len(op.shape_of(x)))), False))


def _ratio(weight_norm, update_norm):
    """1 where one of the norms is 0."""
    one = op.full((), 1.0, op.dtype_of(weight_norm), op.device_of(weight_norm))
    usable = op.logical_and(op.greater(weight_norm, 0.0), op.greater(update_norm, 0.0))
    return op.where(usable, op.divide(weight_norm, update_norm), one)
