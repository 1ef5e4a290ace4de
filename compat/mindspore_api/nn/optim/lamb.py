"""Lamb: Adam whose step is as long, in relation to its weight, for every parameter."""

from __future__ import annotations

import math

from compat.core import op

from ...common import dtype as mstype
from ...common.tensor import Tensor, value_of
from ._moments import check_betas, towards
from ._rates import scalar_of
from .optimizer import Optimizer, opt_init_args_register

__all__ = ["Lamb"]


class Lamb(Optimizer):
    """Optimizer: adaptive moments, steps scaled by the length of the parameter (You et al.,
    arXiv:1904.00962).

    Args:
        params (list of Parameter or list of dict): what is trained; a dict is a group with "params"
            and its own "lr", "weight_decay", "grad_centralization", or {"order_params": ...}.
        learning_rate (float, int, Tensor, iterable or LearningRateSchedule): the rate; a
            one-dimensional tensor or a list has one for each step.
        beta1 (float, default 0.9): share of the old first moment, in (0, 1).
        beta2 (float, default 0.999): share of the old second moment, in (0, 1).
        eps (float, default 1e-06): keeps from dividing by zero; positive.
        weight_decay (float, int or Cell, default 0.0): rate of the decay.

    Inputs:
        gradients (tuple of Tensor): one for each parameter.

    Outputs:
        tuple of bool: the steps are done in the parameters.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range.

    Example:
        >>> net = nn.Dense(2, 1, weight_init="ones")
        >>> optimizer = nn.Lamb(net.trainable_params(), learning_rate=0.1)
        >>> step = nn.TrainOneStepCell(nn.WithLossCell(net, nn.MSELoss()), optimizer)
        >>> loss = step(Tensor([[1.0, 2.0]]), Tensor([[1.0]]))
        >>> print(net.weight.asnumpy())
        [[0.9 0.9]]
    """

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
        self._count_step()
        gs = self._centralized([value_of(g) for g in gradients])
        step = int(op.to_numpy(value_of(self.global_step)).reshape(()))
        for i, (p, g, lr) in enumerate(zip(self._parameters, gs, rates, strict=True)):
            self._step(i, p, g, lr, scalar_of(decays[i]) if self.decay_flags[i] else 0.0, step)
        return (True,) * self.param_length

    def _step(self, i, p, g, lr, decay, step):
        beta1, beta2, eps = (scalar_of(t) for t in (self.beta1, self.beta2, self.eps))
        m, v = self.moments1[i], self.moments2[i]
        new_m = towards(value_of(m), g, 1 - beta1)
        new_v = towards(value_of(v), op.multiply(g, g), 1 - beta2)
        hat_m = op.divide(new_m, 1 - beta1**step)
        hat_v = op.divide(new_v, 1 - beta2**step)
        change = op.divide(hat_m, op.add(op.sqrt(hat_v), eps))
        if decay:
            change = op.add(change, op.multiply(value_of(p), decay))
        ratio = _norm(value_of(p)) / (_norm(change) or math.inf) or 1.0
        self._store((p, m, v), (op.sgd_update(*self._own(p), change, lr * ratio), new_m, new_v))


def _norm(x):
    axes = tuple(range(len(op.shape_of(x))))
    return math.sqrt(float(op.to_numpy(op.sum(op.multiply(x, x), axes, False))))
