"""RMSProp."""

from __future__ import annotations

from compat.core import op

from ... import _checkparam as validator
from ...common.tensor import value_of
from ._moments import towards
from .optimizer import Optimizer, opt_init_args_register

__all__ = ["RMSProp"]


class RMSProp(Optimizer):
    """Optimizer: steps divided by a running mean of the squares (Hinton's lecture 6 of 2012).

        s = decay * s + (1 - decay) * g ** 2
        m = momentum * m + learning_rate * g / sqrt(s + epsilon)
        p = p - m

    Args:
        params (list of Parameter or list of dict): what is trained; a dict is a group with "params"
            and its own "lr", "weight_decay", "grad_centralization", or {"order_params": ...}.
        learning_rate (float, int, Tensor, iterable or LearningRateSchedule, default 0.1): the rate;
            a one-dimensional tensor or a list has one for each step.
        decay (float, default 0.9): share of the old mean; not negative.
        momentum (float, default 0.0): share of the old step; not negative.
        epsilon (float, default 1e-10): keeps from dividing by zero; positive.
        use_locking (bool, default False): no effect here.
        centered (bool, default False): take the square of the running mean off.
        loss_scale (float, default 1.0): gradients are divided by it; positive.
        weight_decay (float, int or Cell, default 0.0): times the parameter is added to its
            gradient.

    Inputs:
        gradients (tuple of Tensor): one for each parameter.

    Outputs:
        tuple of bool: the steps are done in the parameters.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range.

    Example:
        >>> net = nn.Dense(2, 1, weight_init="ones")
        >>> optimizer = nn.RMSProp(net.trainable_params(), learning_rate=0.1)
        >>> step = nn.TrainOneStepCell(nn.WithLossCell(net, nn.MSELoss()), optimizer)
        >>> loss = step(Tensor([[1.0, 2.0]]), Tensor([[1.0]]))
        >>> print(net.weight.asnumpy())
        [[0.74701774 0.7039067 ]]
    """

    @opt_init_args_register
    def __init__(
        self, params, learning_rate=0.1, decay=0.9, momentum=0.0, epsilon=1e-10,
        use_locking=False, centered=False, loss_scale=1.0, weight_decay=0.0,
    ):  # fmt: skip
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        name = self.cls_name
        validator.check_value_type("decay", decay, [float], name)
        validator.check_non_negative_float(decay, "decay", name)
        validator.check_value_type("momentum", momentum, [float], name)
        validator.check_non_negative_float(momentum, "momentum", name)
        validator.check_value_type("epsilon", epsilon, [float], name)
        validator.check_positive_float(epsilon, "epsilon", name)
        validator.check_value_type("use_locking", use_locking, [bool], name)
        validator.check_value_type("centered", centered, [bool], name)
        self.centered = centered
        if centered:
            self.mg = self._parameters.clone(prefix="mean_grad", init="zeros")
        self.momentum = momentum
        self.ms = self._parameters.clone(prefix="mean_square", init="ones")
        self.moment = self._parameters.clone(prefix="moment", init="zeros")
        self.epsilon = epsilon
        self.decay = decay

    def construct(self, gradients):
        """One step."""
        for i, p, g, lr in self._updates(gradients):
            ms, moment = self.ms[i], self.moment[i]
            square = towards(value_of(ms), op.multiply(g, g), 1 - self.decay)
            spread = square
            if self.centered:
                mean = towards(value_of(self.mg[i]), g, 1 - self.decay)
                spread = op.subtract(square, op.multiply(mean, mean))
                self._store((self.mg[i],), (mean,))
            step = op.multiply(op.divide(g, op.sqrt(op.add(spread, self.epsilon))), lr)
            if self.momentum:
                step = op.add(op.multiply(value_of(moment), self.momentum), step)
            values = (op.subtract(value_of(p), step), square, step)
            self._store((p, ms, moment), values)
        return (True,) * self.param_length
