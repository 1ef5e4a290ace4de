"""Momentum."""

from __future__ import annotations

from compat.core import op

from ... import _checkparam as validator
from ...common import dtype as mstype
from ...common.parameter import Parameter
from ...common.tensor import Tensor
from ._rates import scalar_of
from .optimizer import Optimizer, opt_init_args_register

__all__ = ["Momentum"]


class Momentum(Optimizer):
    """Optimizer: steps along a running sum of the gradients.

        v = momentum * v + g
        p = p - learning_rate * v, or p - learning_rate * (g + momentum * v) for `use_nesterov`

    Args:
        params (list of Parameter or list of dict): what is trained; a dict is a group with "params"
            and its own "lr", "weight_decay", "grad_centralization", or {"order_params": ...}.
        learning_rate (float, int, Tensor, iterable or LearningRateSchedule): the rate; a
            one-dimensional tensor or a list has one for each step.
        momentum (float): share of the old sum; not negative.
        weight_decay (float, int or Cell, default 0.0): times the parameter is added to its
            gradient.
        loss_scale (float, default 1.0): gradients are divided by it; positive.
        use_nesterov (bool, default False): look ahead.

    Inputs:
        gradients (tuple of Tensor): one for each parameter.

    Outputs:
        tuple of bool: the steps are done in the parameters.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range.

    Example:
        >>> net = nn.Dense(2, 1, weight_init="ones")
        >>> optimizer = nn.Momentum(net.trainable_params(), learning_rate=0.1, momentum=0.9)
        >>> step = nn.TrainOneStepCell(nn.WithLossCell(net, nn.MSELoss()), optimizer)
        >>> loss = step(Tensor([[1.0, 2.0]]), Tensor([[1.0]]))
        >>> print(net.weight.asnumpy())
        [[0.6        0.19999999]]
    """

    @opt_init_args_register
    def __init__(
        self, params, learning_rate, momentum, weight_decay=0.0, loss_scale=1.0,
        use_nesterov=False,
    ):  # fmt: skip
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        validator.check_value_type("momentum", momentum, [float], self.cls_name)
        if momentum < 0.0:
            raise ValueError(
                f"For 'Momentum', the argument 'momentum' must be at least 0.0, but got {momentum}"
            )
        self.momentum = Parameter(Tensor(momentum, mstype.float32), name="momentum")
        self.params = self._parameters
        self.use_nesterov = validator.check_bool(use_nesterov)
        self.moments = self.params.clone(prefix="moments", init="zeros")

    def construct(self, gradients):
        """One step."""
        momentum = scalar_of(self.momentum)
        # The original's CPU kernel takes no notice of `use_nesterov`.
        nesterov = self.use_nesterov and self._target != "CPU"
        for i, p, g, lr in self._updates(gradients):
            m = self.moments[i]
            self._store((p, m), op.momentum_update(*self._own(p, m), g, lr, momentum, nesterov))
        return (True,) * self.param_length
