"""Optimizers of static programs in half precision."""

from __future__ import annotations

from ... import unique_name
from ..._mode import in_dygraph_mode
from ...families.creation import create_global_var
from .fp16_lists import AutoMixedPrecisionLists

__all__ = ["decorate"]


class OptimizerWithMixedPrecision:
    """An optimizer whose static program would compute in half precision."""

    def __init__(self, optimizer, amp_lists, scaling):
        self._optimizer, self._amp_lists, self._scaled_loss = optimizer, amp_lists, None
        value, self._use_dynamic_loss_scaling, *self._scaling = scaling
        self._loss_scaling = create_global_var(
            shape=[1],
            value=value,
            dtype="float32",
            persistable=True,
            name=unique_name.generate("loss_scaling"),
        )

    def get_loss_scaling(self):
        """The factor of the loss."""
        return self._loss_scaling

    def get_scaled_loss(self):
        """The scaled loss of the program, None before `backward`."""
        return self._scaled_loss

    def _refuse(self, method):
        where = "dygraph mode computes in float32" if in_dygraph_mode() else "use dygraph mode"
        raise NotImplementedError(
            "paddle.fluid.contrib.mixed_precision rewrites static programs, which compat does not "
            f"build, so that decorate(...).{method} is not provided; {where}: use the optimizer "
            "itself"
        )

    def backward(
        self, loss, startup_program=None, parameter_list=None, no_grad_set=None, callbacks=None
    ):
        """Static programs only."""
        self._refuse("backward")

    def apply_gradients(self, scaled_params_grads):
        """Static programs only."""
        self._refuse("apply_gradients")

    def minimize(self, loss, startup_program=None, parameter_list=None, no_grad_set=None):
        """Static programs only."""
        self._refuse("minimize")


def decorate(
    optimizer,
    amp_lists=None,
    init_loss_scaling=1.0,
    incr_every_n_steps=1000,
    decr_every_n_nan_or_inf=2,
    incr_ratio=2.0,
    decr_ratio=0.8,
    use_dynamic_loss_scaling=False,
):
    """The optimizer for a static program in half precision; using it is refused by name."""
    lists = AutoMixedPrecisionLists() if amp_lists is None else amp_lists
    scaling = (
        *(init_loss_scaling, use_dynamic_loss_scaling, incr_every_n_steps),
        *(decr_every_n_nan_or_inf, incr_ratio, decr_ratio),
    )
    return OptimizerWithMixedPrecision(optimizer, lists, scaling)
