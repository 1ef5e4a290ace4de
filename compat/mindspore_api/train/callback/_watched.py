"""What the callbacks share that watch one value from epoch to epoch."""

from __future__ import annotations

import math

import numpy as np

from ... import _checkparam as validator
from ... import log as logger
from ._callback import Callback, handle_loss

_SMALLER_IS_BETTER = {
    "hausdorff_distance", "mae", "mse", "loss", "perplexity", "mean_surface_distance",
    "root_mean_square_distance", "eval_loss",
}  # fmt: skip


class Watching(Callback):
    """Follows the loss of training or a result of evaluation."""

    _purpose = ""

    def _watch(self, monitor, min_delta, patience, verbose, mode):
        self.monitor = validator.check_value_type("monitor", monitor, str)
        self.min_delta = abs(validator.check_value_type("min_delta", min_delta, [float, int]))
        self.patience = validator.check_non_negative_int(patience)
        self.verbose = validator.check_bool(verbose)
        self.mode = validator.check_value_type("mode", mode, str)
        if mode not in ("auto", "min", "max"):
            raise ValueError(f"mode should be 'auto', 'min' or 'max', but got {mode}.")
        self._forget()

    def _forget(self):
        self.wait = 0
        self.best = math.inf if self._falling() else -math.inf

    def _falling(self):
        return self.mode == "min" or (self.mode == "auto" and self.monitor in _SMALLER_IS_BETTER)

    def is_improvement(self, a, b):
        """Whether `a` is better than `b` by more than `min_delta`."""
        if self._falling():
            return np.less(a, b - self.min_delta)
        return np.greater(a, b + self.min_delta)

    def _get_monitor_value(self, cb_params):
        results = {}
        if self.monitor == "loss":
            value = handle_loss(cb_params.get("net_outputs"))
            if isinstance(value, float) and not math.isfinite(value):
                logger.warning(f"Invalid {self.monitor}.")
        else:
            results = cb_params.get("eval_results", {})
            value = results.get(self.monitor)
        if value is None:
            logger.warning(
                f"{self._purpose} is conditioned on {self.monitor}, which is not available. "
                f"Available choices are: { {'loss', *results} }"
            )
        if isinstance(value, np.ndarray) and value.shape != ():
            raise ValueError(f"{type(self).__name__} only supports scalar monitor now.")
        # As in the original a value of zero counts as none.
        return np.array(value) if value else None
