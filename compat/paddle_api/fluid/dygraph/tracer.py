"""The tracer of dygraph mode: whether operators are recorded for gradients."""

from __future__ import annotations

from compat.core import autodiff


class Tracer:
    """One for each guard. As in Paddle, `Layer.eval` switches recording off for all layers.

    Whether it records belongs to the thread and task that asks, as all recording does.
    """

    def __init__(self):
        self._enable_program_desc_tracing = False
        self._expected_place = None

    @property
    def _train_mode(self):
        return not autodiff.is_paused()

    @_train_mode.setter
    def _train_mode(self, train):
        autodiff.set_recording(bool(train))

    def train_mode(self):
        """Record operators from now on."""
        autodiff.set_recording(True)

    def eval_mode(self):
        """Record no operators from now on."""
        autodiff.set_recording(False)
