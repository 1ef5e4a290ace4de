"""Adam that skips what a sparse gradient does not touch."""

from __future__ import annotations

from ..layer._deprecated import deprecated
from .adam import _TwoMoments
from .optimizer import opt_init_args_register

__all__ = ["LazyAdam"]


class LazyAdam(_TwoMoments):
    """Gradients are dense here, for which it is Adam."""

    @deprecated("2.0", "Adam")
    @opt_init_args_register
    def __init__(
        self, params, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, use_locking=False,
        use_nesterov=False, weight_decay=0.0, loss_scale=1.0,
    ):  # fmt: skip
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        self._set_moments(beta1, beta2, eps, use_locking, use_nesterov, [1])
