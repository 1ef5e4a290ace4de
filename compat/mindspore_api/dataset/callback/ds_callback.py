"""Functions of the program that a `map` calls between rows."""

from __future__ import annotations

import threading

from ...train.callback import Callback
from ..core.settings import settings
from ..core.validator_helpers import check_pos_int32

_UNUSED = (
    "Inheriting Callback class without overriding any methods, check the usage of user defined "
    "Callback."
)


def _used(functions):
    if not functions:
        raise AttributeError(_UNUSED)
    return functions


class DSCallback:
    """Base of callbacks of a `map`; methods that are overridden are called.

    Args:
        step_size (int): rows between two calls of a step. Default: 1.

    Examples:
        >>> import mindspore.dataset as ds
        >>> class Show(ds.DSCallback):
        ...     def ds_epoch_begin(self, ds_run_context):
        ...         print(ds_run_context.cur_epoch_num)
    """

    def __init__(self, step_size=1):
        check_pos_int32(step_size, "step_size")
        self.step_size = step_size

    def ds_begin(self, ds_run_context):
        """Called before the pipeline starts."""

    def ds_epoch_begin(self, ds_run_context):
        """Called before an epoch."""

    def ds_epoch_end(self, ds_run_context):
        """Called after an epoch."""

    def ds_step_begin(self, ds_run_context):
        """Called before a row."""

    def ds_step_end(self, ds_run_context):
        """Called after a row was handed on."""

    def create_runtime_obj(self):
        """What a running `map` calls: {"begin", "epoch_begin", ...: function}.

        Raises:
            AttributeError: nothing is overridden.
        """
        names = ("begin", "epoch_begin", "epoch_end", "step_begin", "step_end")
        overridden = {
            name: getattr(self, f"ds_{name}")
            for name in names
            if getattr(type(self), f"ds_{name}") is not getattr(DSCallback, f"ds_{name}")
        }
        return _used(overridden)


class WaitedDSCallback(Callback, DSCallback):
    """Base of callbacks of both a `map` and a training: rows wait for the step or epoch before.

    Args:
        step_size (int): rows of a training step, usually the batch size. Default: 1.
    """

    def __init__(self, step_size=1):
        super().__init__()
        check_pos_int32(step_size, "step_size")
        self.step_size = step_size
        self.step_event, self.epoch_event = threading.Event(), threading.Event()
        self.step_run_context = self.epoch_run_context = None
        self.training_ended = False

    def sync_epoch_begin(self, train_run_context, ds_run_context):
        """Called before an epoch of rows, after the training's epoch before."""

    def sync_step_begin(self, train_run_context, ds_run_context):
        """Called before the rows of a step, after the training's step before."""

    def epoch_end(self, run_context):
        """The training has ended an epoch."""
        self.epoch_run_context = run_context
        self.epoch_event.set()

    def step_end(self, run_context):
        """The training has ended a step."""
        self.step_run_context = run_context
        self.step_event.set()

    def ds_epoch_begin(self, ds_run_context):
        """Wait for the training's epoch before."""
        if ds_run_context.cur_epoch_num > 1:
            self._wait(self.epoch_event, "ds_epoch_begin")
            self.sync_epoch_begin(self.epoch_run_context, ds_run_context)

    def ds_step_begin(self, ds_run_context):
        """Wait for the training's step before."""
        if ds_run_context.cur_step_num > self.step_size:
            self._wait(self.step_event, "ds_step_begin")
            self.sync_step_begin(self.step_run_context, ds_run_context)

    def _wait(self, event, name):
        if self.training_ended:
            return
        happened = event.wait(timeout=settings.callback_timeout)
        event.clear()
        if not happened:
            raise RuntimeError(f"{name} timed out after {settings.callback_timeout} second(s).")

    def end(self, run_context):
        """The training has ended: nothing waits any longer."""
        self.epoch_end(run_context)
        self.step_end(run_context)
        self.training_ended = True

    def create_runtime_obj(self):
        """What a running `map` calls: {"begin", "epoch_begin", ...: function}.

        Raises:
            AttributeError: nothing is overridden.
        """
        functions, own, base = {}, type(self), WaitedDSCallback
        if own.sync_step_begin is not base.sync_step_begin:
            functions["step_begin"] = self.ds_step_begin
        if own.sync_epoch_begin is not base.sync_epoch_begin:
            functions["epoch_begin"] = self.ds_epoch_begin
        return _used(functions)
