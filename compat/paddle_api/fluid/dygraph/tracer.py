"""The tracer of dygraph mode: whether operators are recorded for gradients."""

from __future__ import annotations

from compat.core import autodiff

from .. import framework

_pause = None


class Tracer:
    """One for each guard. As in the original, `Layer.eval` switches recording off for all layers."""

    def __init__(self):
        self._train_mode = True
        self._enable_program_desc_tracing = False
        self._expected_place = None

    def train_mode(self):
        """Record operators from now on."""
        self._train_mode = True
        follow()

    def eval_mode(self):
        """Record no operators from now on."""
        self._train_mode = False
        follow()

    def set_mode(self, train):
        """Record or not; returns what was before."""
        before = self._train_mode
        (self.train_mode if train else self.eval_mode)()
        return before


def follow():
    """Bring the engine in line with the tracer in use."""
    global _pause
    tracer = framework._dygraph_tracer_
    wanted = tracer is not None and not tracer._train_mode
    if wanted and _pause is None:
        _pause = autodiff.engine().paused()
        _pause.__enter__()
    elif not wanted and _pause is not None:
        _pause.__exit__(None, None, None)
        _pause = None
