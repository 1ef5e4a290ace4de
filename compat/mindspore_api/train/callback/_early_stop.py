"""End of training when a value no longer improves."""

from __future__ import annotations

import copy

from ... import _checkparam as validator
from ..serialization import load_param_into_net
from ._watched import Watching


class EarlyStopping(Watching):
    """Stops after `patience` epochs without improvement."""

    _purpose = "Early stopping"

    def __init__(
        self, monitor="eval_loss", min_delta=0, patience=0, verbose=False, mode="auto",
        baseline=None, restore_best_weights=False,
    ):  # fmt: skip
        super().__init__()
        self._watch(monitor, min_delta, patience, verbose, mode)
        # As in the original the baseline is what `min_delta` says.
        self.baseline = min_delta if baseline else None
        self.restore_best_weights = validator.check_bool(restore_best_weights)
        self.stopped_epoch = 0
        self.best_weights_param_dict = None

    def on_train_begin(self, run_context):
        """Start anew."""
        self._forget()
        self.stopped_epoch = 0
        self.best_weights_param_dict = None

    def on_train_epoch_end(self, run_context):
        """Look at the value and ask for a stop."""
        params = run_context.original_args()
        current = self._get_monitor_value(params)
        if current is None:
            return
        if self.best_weights_param_dict is None:
            self._keep_weights(params)
        self.wait += 1
        if self.is_improvement(current, self.best):
            self.best = current
            self._keep_weights(params)
            if self.baseline is None or self.is_improvement(current, self.baseline):
                self.wait = 0
        if self.wait >= self.patience:
            self.stopped_epoch = params.get("cur_epoch_num")
            run_context.request_stop()
            if self.best_weights_param_dict is not None:
                if self.verbose:
                    print("Restoring model weights from the end of the best epoch.")
                load_param_into_net(params.train_network, self.best_weights_param_dict)

    def _keep_weights(self, params):
        if self.restore_best_weights:
            self.best_weights_param_dict = copy.deepcopy(params.train_network.parameters_dict())

    def on_train_end(self, run_context):
        """Tell where it stopped."""
        if self.stopped_epoch > 0 and self.verbose:
            print(f"Epoch {self.stopped_epoch:05d}: early stopping")
