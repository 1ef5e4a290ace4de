"""Gradient descent with and without momentum."""

from __future__ import annotations

from compat.core import op

from ..._operands import f32
from .adam import _length
from .base import Optimizer


class SGDOptimizer(Optimizer):
    """`p - lr * g`."""

    def __init__(
        self, learning_rate, parameter_list=None, regularization=None, grad_clip=None, name=None
    ):
        assert learning_rate is not None
        super().__init__(learning_rate, parameter_list, regularization, grad_clip, name)
        self.type = "sgd"

    def _update(self, param, grad, rate):
        param._set(op.sgd_update(param._raw(), grad, rate))


class MomentumOptimizer(Optimizer):
    """`v = mu * v + g`, `p - lr * v`."""

    _velocity_acc_str = "velocity"

    def __init__(
        self,
        learning_rate,
        momentum,
        parameter_list=None,
        use_nesterov=False,
        regularization=None,
        grad_clip=None,
        name=None,
    ):
        assert learning_rate is not None
        assert momentum is not None
        super().__init__(learning_rate, parameter_list, regularization, grad_clip, name)
        self.type = "momentum"
        self._momentum = momentum
        self._use_nesterov = bool(use_nesterov)

    def _create_accumulators(self, block, parameters):
        for p in parameters:
            self._add_accumulator(self._velocity_acc_str, p)

    def _update(self, param, grad, rate):
        velocity = self._get_accumulator(self._velocity_acc_str, param)
        p, v = op.momentum_update(
            param._raw(), velocity._value, grad, rate, f32(self._momentum), self._use_nesterov
        )
        param._set(p)
        velocity._value = v


class LarsMomentumOptimizer(Optimizer):
    """Momentum with a learning rate for each parameter from the lengths of weight and gradient."""

    _velocity_acc_str = "velocity"

    def __init__(
        self,
        learning_rate,
        momentum,
        lars_coeff=0.001,
        lars_weight_decay=0.0005,
        parameter_list=None,
        regularization=None,
        grad_clip=None,
        name=None,
    ):
        assert learning_rate is not None
        assert momentum is not None
        super().__init__(learning_rate, parameter_list, regularization, grad_clip, name)
        self.type = "lars_momentum"
        self._momentum = momentum
        self._lars_coeff = float(lars_coeff)
        self._lars_weight_decay = float(lars_weight_decay)

    def _create_accumulators(self, block, parameters):
        for p in parameters:
            self._add_accumulator(self._velocity_acc_str, p)

    def _update(self, param, grad, rate):
        velocity = self._get_accumulator(self._velocity_acc_str, param)
        p, decay = param._raw(), f32(self._lars_weight_decay)
        length, slope = _length(p), _length(grad)
        local = op.multiply(op.divide(length, op.add(op.multiply(length, decay), slope)), rate)
        local = op.multiply(local, f32(self._lars_coeff))
        plain = op.full((), rate, op.dtype_of(p), op.device_of(p))
        used = op.logical_and(op.greater(length, 0), op.greater(slope, 0))
        local = op.where(used, local, plain) if decay > 0 else plain
        step = op.multiply(op.add(grad, op.multiply(p, decay)), local)
        v = op.add(op.multiply(velocity._value, f32(self._momentum)), step)
        param._set(op.subtract(p, v))
        velocity._value = v
