"""Printing of times."""

from __future__ import annotations

import time

from ... import _checkparam as validator
from ._callback import Callback


class TimeMonitor(Callback):
    """Callback: prints how long each epoch and a step of it took.

    Args:
        data_size (int or None, default None): steps of an epoch; None takes those of the data.

    Raises:
        ValueError: `data_size` is not positive.

    Example:
        >>> monitor = ms.TimeMonitor(data_size=10)
    """

    def __init__(self, data_size=None):
        super().__init__()
        self.data_size = data_size
        self.epoch_time = time.time()

    def epoch_begin(self, run_context):
        """Start the clock."""
        self.epoch_time = time.time()

    def epoch_end(self, run_context):
        """Print."""
        elapsed = (time.time() - self.epoch_time) * 1000
        params = run_context.original_args()
        steps, batches = self.data_size, params.get("batch_num")
        if isinstance(batches, int) and batches > 0:
            steps = batches
        validator.check_positive_int(steps)
        mode = params.get("mode", "").title()
        print(
            f"{mode} epoch time: {elapsed:5.3f} ms, per step time: {elapsed / steps:5.3f} ms",
            flush=True,
        )
