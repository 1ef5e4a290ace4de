"""Optimizers with a learning rate for each element."""

from __future__ import annotations

from compat.core import op

from ..._operands import f32
from .adam import sparse_refused
from .base import Optimizer


class AdagradOptimizer(Optimizer):
    """`m += g * g`, `p - lr * g / (sqrt(m) + eps)`."""

    _moment_acc_str = "moment"

    def __init__(
        self,
        learning_rate,
        epsilon=1e-06,
        parameter_list=None,
        regularization=None,
        grad_clip=None,
        name=None,
        initial_accumulator_value=0.0,
    ):
        assert learning_rate is not None
        assert epsilon is not None
        super().__init__(learning_rate, parameter_list, regularization, grad_clip, name)
        self.type = "adagrad"
        self._epsilon = epsilon
        self.initial_accumulator_value = initial_accumulator_value

    def _create_accumulators(self, block, parameters):
        for p in parameters:
            self._add_accumulator(self._moment_acc_str, p, self.initial_accumulator_value)

    def _update(self, param, grad, rate):
        moment = self._get_accumulator(self._moment_acc_str, param)
        m = op.add(moment._value, op.multiply(grad, grad))
        param._set(_scaled_step(param._raw(), grad, m, rate, f32(self._epsilon)))
        moment._value = m


def _scaled_step(p, grad, m, rate, eps):
    """`p - rate * grad / (sqrt(m) + eps)`."""
    return op.subtract(p, op.divide(op.multiply(grad, rate), op.add(op.sqrt(m), eps)))


class DecayedAdagradOptimizer(Optimizer):
    """`m = decay * m + (1 - decay) * g * g`, then as Adagrad."""

    _moment_acc_str = "moment"

    def __init__(
        self,
        learning_rate,
        decay=0.95,
        epsilon=1e-06,
        parameter_list=None,
        regularization=None,
        grad_clip=None,
        name=None,
    ):
        assert learning_rate is not None
        assert decay is not None
        assert epsilon is not None
        super().__init__(learning_rate, parameter_list, regularization, grad_clip, name)
        self.type = "decayed_adagrad"
        self._decay, self._epsilon = decay, epsilon

    def _create_accumulators(self, block, parameters):
        for p in parameters:
            self._add_accumulator(self._moment_acc_str, p)

    def _update(self, param, grad, rate):
        moment = self._get_accumulator(self._moment_acc_str, param)
        m = _running(moment._value, op.multiply(grad, grad), f32(self._decay))
        param._set(_scaled_step(param._raw(), grad, m, rate, f32(self._epsilon)))
        moment._value = m


def _running(mean, value, keep):
    """`keep * mean + (1 - keep) * value`."""
    return op.add(op.multiply(mean, keep), op.multiply(value, f32(1.0 - keep)))


class AdadeltaOptimizer(Optimizer):
    """Steps of the size of earlier steps; as in the original the learning rate has no effect."""

    _avg_squared_grad_acc_str = "_avg_squared_grad"
    _avg_squared_update_acc_str = "_avg_squared_update"

    def __init__(
        self,
        learning_rate,
        epsilon=1e-06,
        rho=0.95,
        parameter_list=None,
        regularization=None,
        grad_clip=None,
        name=None,
    ):
        _require(learning_rate=learning_rate, epsilon=epsilon, rho=rho)
        super().__init__(learning_rate, parameter_list, regularization, grad_clip, name)
        self.type = "adadelta"
        self._epsilon, self._rho = epsilon, rho

    def _create_accumulators(self, block, parameters):
        for p in parameters:
            self._add_accumulator(self._avg_squared_grad_acc_str, p)
            self._add_accumulator(self._avg_squared_update_acc_str, p)

    def _update(self, param, grad, rate):
        grads = self._get_accumulator(self._avg_squared_grad_acc_str, param)
        updates = self._get_accumulator(self._avg_squared_update_acc_str, param)
        rho, eps = f32(self._rho), f32(self._epsilon)
        g2 = _running(grads._value, op.multiply(grad, grad), rho)
        step = _adadelta_step(updates._value, g2, grad, eps)
        fresh = _running(updates._value, op.multiply(step, step), rho)
        # The original computes the step a second time, with the mean it has just brought up to
        # date.
        step = _adadelta_step(fresh, g2, grad, eps)
        grads._value, updates._value = g2, fresh
        param._set(op.add(param._raw(), step))

    def _update_rows(self, param, grad, rows, rate):
        raise sparse_refused("adadelta")


def _adadelta_step(updates, grads, grad, eps):
    ratio = op.divide(op.add(updates, eps), op.add(grads, eps))
    return op.negative(op.multiply(op.sqrt(ratio), grad))


def _require(**arguments):
    for name, value in arguments.items():
        if value is None:
            raise ValueError(f"{name} is not set.")


class RMSPropOptimizer(Optimizer):
    """Steps divided by the root of the mean square, with momentum."""

    _momentum_acc_str = "momentum"
    _mean_square_acc_str = "mean_square"
    _mean_grad_acc_str = "mean_grad"

    def __init__(
        self,
        learning_rate,
        rho=0.95,
        epsilon=1e-06,
        momentum=0.0,
        centered=False,
        parameter_list=None,
        regularization=None,
        grad_clip=None,
        name=None,
    ):
        _require(learning_rate=learning_rate, rho=rho, epsilon=epsilon, momentum=momentum)
        super().__init__(learning_rate, parameter_list, regularization, grad_clip, name)
        self.type = "rmsprop"
        self._rho, self._epsilon = rho, epsilon
        self._momentum, self._centered = momentum, centered

    def _create_accumulators(self, block, parameters):
        for p in parameters:
            self._add_accumulator(self._momentum_acc_str, p)
            self._add_accumulator(self._mean_square_acc_str, p)
            self._add_accumulator(self._mean_grad_acc_str, p)

    def _update(self, param, grad, rate):
        momentum = self._get_accumulator(self._momentum_acc_str, param)
        square = self._get_accumulator(self._mean_square_acc_str, param)
        rho, eps = f32(self._rho), f32(self._epsilon)
        s = square._value = _running(square._value, op.multiply(grad, grad), rho)
        if self._centered:
            mean = self._get_accumulator(self._mean_grad_acc_str, param)
            mean._value = _running(mean._value, grad, rho)
            s = op.subtract(s, op.multiply(mean._value, mean._value))
        step = op.divide(op.multiply(grad, rate), op.sqrt(op.add(s, eps)))
        momentum._value = op.add(op.multiply(momentum._value, f32(self._momentum)), step)
        param._set(op.subtract(param._raw(), momentum._value))


class FtrlOptimizer(Optimizer):
    """Follow the regularised leader; as in the original `l1` serves in place of `l2`, too."""

    _squared_acc_str = "squared"
    _linear_acc_str = "linear"

    def __init__(
        self,
        learning_rate,
        l1=0.0,
        l2=0.0,
        lr_power=-0.5,
        parameter_list=None,
        regularization=None,
        grad_clip=None,
        name=None,
    ):
        _require(learning_rate=learning_rate)
        super().__init__(learning_rate, parameter_list, regularization, grad_clip, name)
        self.type = "ftrl"
        self._l1, self._l2, self._lr_power = l1, l2, lr_power

    def _create_accumulators(self, block, parameters):
        for p in parameters:
            self._add_accumulator(self._squared_acc_str, p)
            self._add_accumulator(self._linear_acc_str, p)

    def _update(self, param, grad, rate):
        squared = self._get_accumulator(self._squared_acc_str, param)
        linear = self._get_accumulator(self._linear_acc_str, param)
        l1 = l2 = f32(self._l1) + 1e-10
        p, power = param._raw(), -f32(self._lr_power)
        total = op.add(squared._value, op.multiply(grad, grad))
        before, after = op.pow(squared._value, power), op.pow(total, power)
        sigma = op.multiply(op.subtract(after, before), 1.0 / rate)
        lin = op.subtract(op.add(linear._value, grad), op.multiply(sigma, p))
        top = op.subtract(op.multiply(op.sign(lin), l1), lin)
        bottom = op.add(op.multiply(after, 1.0 / rate), 2.0 * l2)
        zero = op.full((), 0, op.dtype_of(p), op.device_of(p))
        shape = op.shape_of(p)
        fresh = op.divide(top, bottom)
        param._set(op.where(op.greater(op.abs(lin), l1), fresh, op.broadcast_to(zero, shape)))
        squared._value, linear._value = total, lin

    def _update_rows(self, param, grad, rows, rate):
        raise sparse_refused("ftrl")
