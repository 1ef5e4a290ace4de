"""Callbacks made of functions."""

from __future__ import annotations

from ._callback import Callback


class LambdaCallback(Callback):
    """Runs the given functions at their stages; stages without one do nothing."""

    def __init__(
        self, on_train_epoch_begin=None, on_train_epoch_end=None, on_train_step_begin=None,
        on_train_step_end=None, on_train_begin=None, on_train_end=None, on_eval_epoch_begin=None,
        on_eval_epoch_end=None, on_eval_step_begin=None, on_eval_step_end=None, on_eval_begin=None,
        on_eval_end=None,
    ):  # fmt: skip
        super().__init__()
        given = dict(locals())
        for name, function in given.items():
            if name.startswith("on_"):
                setattr(self, name, function or _nothing)


def _nothing(run_context):
    return None
