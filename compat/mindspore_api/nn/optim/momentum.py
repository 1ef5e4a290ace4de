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
    """`m = momentum * m + g`, `p -= lr * m`; Nesterov: `p -= lr * (g + momentum * m)`."""

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
