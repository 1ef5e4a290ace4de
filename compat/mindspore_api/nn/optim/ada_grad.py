"""Adagrad."""

from __future__ import annotations

from compat.core import op

from ... import _checkparam as validator
from ...common.tensor import value_of
from .optimizer import Optimizer, opt_init_args_register

__all__ = ["Adagrad"]


class Adagrad(Optimizer):
    """Optimizer: steps divided by the root of the sum of all squares (Duchi et al., 2011).

        h = h + g ** 2
        p = p - learning_rate * g / sqrt(h)

    Args:
        params (list of Parameter or list of dict): what is trained; a dict is a group with "params"
            and its own "lr", "weight_decay", "grad_centralization", or {"order_params": ...}.
        accum (float, default 0.1): first sum; not negative.
        learning_rate (float, int, Tensor, iterable or LearningRateSchedule, default 0.001): the
            rate; a one-dimensional tensor or a list has one for each step.
        update_slots (bool, default True): add to the sum.
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
        >>> optimizer = nn.Adagrad(net.trainable_params(), learning_rate=0.1)
        >>> step = nn.TrainOneStepCell(nn.WithLossCell(net, nn.MSELoss()), optimizer)
        >>> loss = step(Tensor([[1.0, 2.0]]), Tensor([[1.0]]))
        >>> print(net.weight.asnumpy())
        [[0.90031105 0.90007806]]
    """

    @opt_init_args_register
    def __init__(
        self, params, accum=0.1, learning_rate=0.001, update_slots=True, loss_scale=1.0,
        weight_decay=0.0,
    ):  # fmt: skip
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        validator.check_value_type("accum", accum, [float], self.cls_name)
        validator.check_value_type("update_slots", update_slots, [bool], self.cls_name)
        validator.check_non_negative_float(accum, "accum", self.cls_name)
        self.accum = self._parameters.clone(prefix="accum", init=accum)
        self.update_slots = update_slots

    def construct(self, grads):
        """One step."""
        for i, p, g, lr in self._updates(grads):
            accum = self.accum[i]
            total = value_of(accum)
            # The original's CPU kernel takes no notice of `update_slots`.
            if self.update_slots or self._target == "CPU":
                total = op.add(total, op.multiply(g, g))
            step = op.divide(g, op.sqrt(total))
            self._store((p, accum), (op.sgd_update(*self._own(p), step, lr), total))
        return (True,) * self.param_length
