"""Keeping of what happened."""

from __future__ import annotations

from ...common.tensor import Tensor
from ._callback import Callback


class History(Callback):
    """Outputs and metrics of every epoch."""

    def __init__(self):
        super().__init__()
        self.history = {}
        self.epoch = None

    def begin(self, run_context):
        """Start empty."""
        self.epoch = {"epoch": []}

    def epoch_end(self, run_context):
        """Keep the mean of the output and the metrics."""
        params = run_context.original_args()
        self.epoch["epoch"].append(params.get("cur_epoch_num", 1))
        output = params.net_outputs
        if isinstance(output, (tuple, list)) and isinstance(output[0], Tensor):
            output = output[0]
        if isinstance(output, Tensor):
            output = output.asnumpy().mean()
        found = {"net_output": output, **(params.get("metrics") or {})}
        for name, value in found.items():
            self.history.setdefault(name, []).append(value)
