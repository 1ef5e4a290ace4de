"""Gradient descent with and without momentum."""

from __future__ import annotations

from compat.core import op

from ..._operands import f32
from .adam import _length
from .base import Optimizer


class SGDOptimizer(Optimizer):
    """Optimizer: steps against the gradient, `p = p - learning_rate * g`.

    Args:
        learning_rate (float, Variable or LearningRateDecay): the rate.
        parameter_list (list of Parameter, default None): what is trained; needed in dygraph mode.
        regularization (Regularizer or None, default None): of parameters without one of their own.
        grad_clip (GradientClip or None, default None): limits the gradients.
        name (str or None, default None): front of the names of accumulators.

    Inputs:
        loss (Variable): is given to `minimize`, after `loss.backward()`.

    Raises:
        AttributeError: `parameter_list` is missing in dygraph mode.
        TypeError: the rate is of another kind.

    Example:
        >>> ones = fluid.ParamAttr(initializer=fluid.initializer.Constant(1.0))
        >>> layer = dygraph.Linear(2, 1, param_attr=ones)
        >>> parameters = layer.parameters()
        >>> optimizer = fluid.optimizer.SGD(0.1, parameter_list=parameters)
        >>> loss = layers.mean(layer(to_variable(np.array([[1.0, 2.0]], "float32"))))
        >>> loss.backward()
        >>> steps = optimizer.minimize(loss)
        >>> print(layer.weight.numpy())
        [[0.9]
         [0.8]]
    """

    def __init__(
        self, learning_rate, parameter_list=None, regularization=None, grad_clip=None, name=None
    ):
        assert learning_rate is not None
        super().__init__(learning_rate, parameter_list, regularization, grad_clip, name)
        self.type = "sgd"

    def _update(self, param, grad, rate):
        param._set(op.sgd_update(param._raw(), grad, rate))


class MomentumOptimizer(Optimizer):
    """Optimizer: steps along a running sum of the gradients.

        v = momentum * v + g
        p = p - learning_rate * v, or p - learning_rate * (g + momentum * v) for `use_nesterov`

    Args:
        learning_rate (float, Variable or LearningRateDecay): the rate.
        momentum (float): share of the old sum.
        parameter_list (list of Parameter, default None): what is trained; needed in dygraph mode.
        use_nesterov (bool, default False): look ahead.
        regularization (Regularizer or None, default None): of parameters without one of their own.
        grad_clip (GradientClip or None, default None): limits the gradients.
        name (str or None, default None): front of the names of accumulators.

    Inputs:
        loss (Variable): is given to `minimize`, after `loss.backward()`.

    Raises:
        AttributeError: `parameter_list` is missing in dygraph mode.
        TypeError: the rate is of another kind.

    Example:
        >>> ones = fluid.ParamAttr(initializer=fluid.initializer.Constant(1.0))
        >>> layer = dygraph.Linear(2, 1, param_attr=ones)
        >>> parameters = layer.parameters()
        >>> optimizer = fluid.optimizer.Momentum(0.1, momentum=0.9, parameter_list=parameters)
        >>> loss = layers.mean(layer(to_variable(np.array([[1.0, 2.0]], "float32"))))
        >>> loss.backward()
        >>> steps = optimizer.minimize(loss)
        >>> print(layer.weight.numpy())
        [[0.9]
         [0.8]]
    """

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
