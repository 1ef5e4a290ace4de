"""A learning rate that falls when a value no longer improves."""

from __future__ import annotations

from ... import _checkparam as validator
from ... import ops
from ...common.parameter import Parameter
from ...common.tensor import Tensor
from ._watched import Watching


class ReduceLROnPlateau(Watching):
    """Multiplies the rate by `factor` after `patience` epochs without improvement."""

    _purpose = "Learning rate reduction"

    def __init__(
        self, monitor="eval_loss", factor=0.1, patience=10, verbose=False, mode="auto",
        min_delta=1e-4, cooldown=0, min_lr=0,
    ):  # fmt: skip
        super().__init__()
        self.factor = validator.check_float_range(factor, 0.0, 1.0, validator.INC_NEITHER)
        self._watch(monitor, min_delta, patience, verbose, mode)
        self.cooldown = validator.check_non_negative_int(cooldown)
        self.min_lr = validator.check_value_type("min_lr", min_lr, [float, int])
        self.cooldown_counter = 0

    def on_train_begin(self, run_context):
        """Start anew."""
        self._forget()
        self.cooldown_counter = 0

    def on_train_epoch_end(self, run_context):
        """Look at the value and change the rate."""
        params = run_context.original_args()
        rate = params.optimizer.learning_rate
        if not isinstance(rate, Parameter):
            raise ValueError(
                "ReduceLROnPlateau does not support dynamic learning rate and group learning rate "
                "now."
            )
        current = self._get_monitor_value(params)
        if current is None:
            return
        if self.cooldown_counter > 0:
            self.cooldown_counter -= 1
            self.wait = 0
        if self.is_improvement(current, self.best):
            self.best = current
            self.wait = 0
        elif self.cooldown_counter <= 0:
            self.wait += 1
            if self.wait >= self.patience:
                self._reduce(params, rate)
                self.cooldown_counter = self.cooldown
                self.wait = 0

    def _reduce(self, params, rate):
        if not rate > Tensor(self.min_lr):
            return
        new = max(rate * self.factor, self.min_lr)
        ops.assign(rate, Tensor(new))
        if self.verbose:
            epoch = params.cur_epoch_num
            print(f"Epoch {epoch:05d}: ReduceLROnPlateau reducing learning rate to {new}.")
