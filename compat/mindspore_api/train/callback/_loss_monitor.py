"""Printing of the loss."""

from __future__ import annotations

import math

import numpy as np

from ... import _checkparam as validator
from ._callback import Callback, handle_loss


class LossMonitor(Callback):
    """Callback: prints the loss, and stops training when it is not finite.

    Args:
        per_print_times (int, default 1): every so many steps; 0 for not.

    Raises:
        ValueError: it is negative or not an int.

    Example:
        >>> monitor = ms.LossMonitor(per_print_times=10)
    """

    def __init__(self, per_print_times=1):
        super().__init__()
        validator.check_non_negative_int(per_print_times)
        self._per_print_times = per_print_times
        self._last_print_time = 0

    def step_end(self, run_context):
        """Check and print."""
        params = run_context.original_args()
        epoch = params.get("cur_epoch_num", 1)
        loss = handle_loss(params.net_outputs)
        step = (params.cur_step_num - 1) % params.batch_num + 1
        if isinstance(loss, float) and not math.isfinite(loss):
            raise ValueError(
                f"In epoch: {epoch} step: {step}, loss is NAN or INF, training process cannot "
                "continue, terminating training."
            )
        every, now = self._per_print_times, params.cur_step_num
        if every == 0:
            return
        while now <= self._last_print_time:
            self._last_print_time -= max(every, params.batch_num if params.dataset_sink_mode else 1)
        if now - self._last_print_time >= every:
            self._last_print_time = now
            print(f"epoch: {epoch} step: {step}, loss is {loss}", flush=True)

    def on_train_epoch_end(self, run_context):
        """Print the metrics, when the model was evaluated in this epoch."""
        params = run_context.original_args()
        metrics = params.get("metrics")
        if metrics:
            shown = {k: v.item() if isinstance(v, np.generic) else v for k, v in metrics.items()}
            print(f"Eval result: epoch {params.cur_epoch_num}, metrics: {shown}")
