"""The tracer of dygraph mode: whether operators are recorded for gradients."""

from __future__ import annotations

from contextvars import ContextVar

from compat.core import autodiff

from .. import framework

_pause = ContextVar("compat_paddle_pause", default=None)


class Tracer:
    """One for each guard. As in the original, `Layer.eval` switches recording off for all
    layers."""

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
    tracer = framework._dygraph_tracer()
    pause = _pause.get()
    wanted = tracer is not None and not tracer._train_mode
    if wanted and pause is None:
        pause = autodiff.engine().paused()
        pause.__enter__()
        _pause.set(pause)
    elif not wanted and pause is not None:
        pause.__exit__(None, None, None)
        _pause.set(None)
