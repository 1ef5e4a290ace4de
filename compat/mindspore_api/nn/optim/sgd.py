"""Stochastic gradient descent."""

from __future__ import annotations

from compat.core import op

from ... import _checkparam as validator
from ...common import dtype as mstype
from ...common.parameter import Parameter
from ...common.tensor import Tensor, value_of
from ._rates import scalar_of
from .optimizer import Optimizer, opt_init_args_register

__all__ = ["SGD"]


def _as_float(name, value):
    if isinstance(value, int):
        value = float(value)
    if not isinstance(value, float):
        raise TypeError(
            f"For 'SGD', the argument '{name}' must be float type, but got {type(value)}."
        )
    return value


class SGD(Optimizer):
    """Optimizer: steps against the gradient, with momentum if wanted.

        v = momentum * v + (1 - dampening) * g
        p = p - learning_rate * v, or p - learning_rate * (g + momentum * v) for `nesterov`

    Args:
        params (list of Parameter or list of dict): what is trained; a dict is a group with "params"
            and its own "lr", "weight_decay", "grad_centralization", or {"order_params": ...}.
        learning_rate (float, int, Tensor, iterable or LearningRateSchedule, default 0.1): the rate;
            a one-dimensional tensor or a list has one for each step.
        momentum (float, default 0.0): share of the old sum; not negative.
        dampening (float, default 0.0): share of the gradient that is left out of the sum; not
            negative.
        weight_decay (float or int, default 0.0): times the parameter is added to its gradient.
        nesterov (bool, default False): look ahead; needs momentum and no dampening.
        loss_scale (float, default 1.0): gradients are divided by it; positive.

    Inputs:
        gradients (tuple of Tensor): one for each parameter.

    Outputs:
        bool: the steps are done in the parameters.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range.

    Example:
        >>> net = nn.Dense(2, 1, weight_init="ones")
        >>> optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)
        >>> step = nn.TrainOneStepCell(nn.WithLossCell(net, nn.MSELoss()), optimizer)
        >>> loss = step(Tensor([[1.0, 2.0]]), Tensor([[1.0]]))
        >>> print(net.weight.asnumpy())
        [[0.6        0.19999999]]
    """

    @opt_init_args_register
    def __init__(
        self, params, learning_rate=0.1, momentum=0.0, dampening=0.0, weight_decay=0.0,
        nesterov=False, loss_scale=1.0,
    ):  # fmt: skip
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        momentum = _as_float("momentum", momentum)
        if momentum < 0.0:
            raise ValueError(
                f"For 'SGD', the argument 'momentum' must be at least 0.0, but got {momentum}."
            )
        dampening = _as_float("dampening", dampening)
        if dampening < 0.0:
            raise ValueError(
                "For 'SGD', the argument 'dampening' must be at least 0.0, "
                f"but got 'dampening' {dampening}"
            )
        self.dampening = dampening
        validator.check_value_type("nesterov", nesterov, [bool], self.cls_name)
        if nesterov and (momentum <= 0.0 or dampening != 0.0):
            raise ValueError(
                "For 'SGD', if 'nesterov' is true, 'momentum' must be > 0.0 and 'dampening' must "
                f"equal to 0.0, but got 'momentum' {momentum}, 'dampening' {dampening}"
            )
        self.nesterov = nesterov
        if self.dynamic_weight_decay:
            raise TypeError(
                "For 'SGD', dynamic weight decay is currently not supported, the argument "
                "'weight_decay' or 'weight_decay' set in grouped 'params' must be float or int "
                "type."
            )
        count = len(self._parameters)
        self._decays = self.group_weight_decay if self.is_group else [float(weight_decay)] * count
        self.momentum = Parameter(Tensor(momentum, mstype.float32), name="momentum")
        self.accum = self._parameters.clone(prefix="accum", init="zeros")
        self.stat = self._parameters.clone(prefix="stat", init="ones")

    def construct(self, gradients):
        """One step."""
        momentum = scalar_of(self.momentum)
        for i, p, g, lr in self._updates(gradients, decay=False):
            if self._decays[i] > 0:
                g = op.add(op.multiply(value_of(p), self._decays[i]), g)
            if momentum > 0:
                self._step(i, p, g, lr, momentum)
            else:
                self._store((p,), (op.sgd_update(*self._own(p), g, lr),))
        return (True,) * self.param_length

    def _step(self, i, p, g, lr, momentum):
        """The first gradient fills the accumulator undamped; `stat` tells that it is the first."""
        accum, stat = self.accum[i], self.stat[i]
        if stat.__dict__.get("_begun") is value_of(stat):
            damped = op.multiply(g, 1.0 - self.dampening) if self.dampening else g
            new = op.add(op.multiply(value_of(accum), momentum), damped)
        else:
            new = self._first(accum, stat, g, momentum)
        self._store((accum,), (new,))
        step = op.add(g, op.multiply(new, momentum)) if self.nesterov else new
        self._store((p,), (op.sgd_update(*self._own(p), step, lr),))

    def _first(self, accum, stat, g, momentum):
        fresh = op.greater(value_of(stat), 0.0)
        damped = op.multiply(g, 1.0 - self.dampening)
        later = op.add(op.multiply(value_of(accum), momentum), damped)
        done = op.multiply(value_of(stat), 0.0)
        stat._take(done)
        stat.__dict__["_begun"] = done
        return op.where(fresh, g, later)
