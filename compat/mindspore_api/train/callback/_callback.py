"""Base of the callbacks, and what they are handed."""

from __future__ import annotations

from contextlib import ExitStack

from ... import log as logger
from ...common.tensor import Tensor

STAGES = ("begin", "epoch_begin", "step_begin", "step_end", "epoch_end", "end")


class Callback:
    """Base of what `Model` calls at the stages of training and evaluation.

    Subclasses write some of `on_train_begin`, `on_train_epoch_begin`, `on_train_step_end`, ... (or
    `begin`, `step_end`, ...), each with the `RunContext`.

    Example:
        >>> class Count(ms.Callback):
        ...     steps = 0
        ...     def on_train_step_end(self, run_context):
        ...         self.steps += 1
        >>> count = Count()
    """

    def __enter__(self):
        return self

    def __exit__(self, *err):
        pass

    def begin(self, run_context):
        """Before everything."""

    def epoch_begin(self, run_context):
        """Before an epoch."""

    def epoch_end(self, run_context):
        """After an epoch."""

    def step_begin(self, run_context):
        """Before a step."""

    def step_end(self, run_context):
        """After a step."""

    def end(self, run_context):
        """After everything."""

    def on_train_begin(self, run_context):
        """Before training."""
        self.begin(run_context)

    def on_train_epoch_begin(self, run_context):
        """Before an epoch of training."""
        self.epoch_begin(run_context)

    def on_train_epoch_end(self, run_context):
        """After an epoch of training."""
        self.epoch_end(run_context)

    def on_train_step_begin(self, run_context):
        """Before a step of training."""
        self.step_begin(run_context)

    def on_train_step_end(self, run_context):
        """After a step of training."""
        self.step_end(run_context)

    def on_train_end(self, run_context):
        """After training."""
        self.end(run_context)

    def on_eval_begin(self, run_context):
        """Before evaluation."""
        self.begin(run_context)

    def on_eval_epoch_begin(self, run_context):
        """Before an epoch of evaluation."""
        self.epoch_begin(run_context)

    def on_eval_epoch_end(self, run_context):
        """After an epoch of evaluation."""
        self.epoch_end(run_context)

    def on_eval_step_begin(self, run_context):
        """Before a step of evaluation."""
        self.step_begin(run_context)

    def on_eval_step_end(self, run_context):
        """After a step of evaluation."""
        self.step_end(run_context)

    def on_eval_end(self, run_context):
        """After evaluation."""
        self.end(run_context)


class CallbackManager(Callback):
    """Several callbacks as one."""

    def __init__(self, callbacks):
        self._callbacks, self._stack = [], None
        if isinstance(callbacks, Callback):
            self._callbacks.append(callbacks)
        elif isinstance(callbacks, list):
            if not all(isinstance(c, Callback) for c in callbacks):
                raise TypeError(
                    "When the 'callbacks' is a list, the elements in 'callbacks' must be Callback "
                    "functions."
                )
            self._callbacks.extend(callbacks)
        elif callbacks is not None:
            raise TypeError("The 'callbacks' is not a Callback or a list of Callback.")

    def __enter__(self):
        if self._stack is None:
            self._stack = ExitStack().__enter__()
            entered = []
            for callback in self._callbacks:
                target = self._stack.enter_context(callback)
                if not isinstance(target, Callback):
                    logger.warning("Please return 'self' or a Callback as the enter target.")
                    target = callback
                entered.append(target)
            self._callbacks = entered
        return self

    def __exit__(self, *err):
        return self._stack.__exit__(*err)


def _to_all(name):
    def call(self, run_context):
        for callback in self._callbacks:
            getattr(callback, name)(run_context)

    call.__name__ = name
    call.__doc__ = "Every callback in order."
    return call


for _stage in STAGES:
    for _prefix in ("", "on_train_", "on_eval_"):
        setattr(CallbackManager, _prefix + _stage, _to_all(_prefix + _stage))


class InternalCallbackParam(dict):
    """What a run tells its callbacks: a dict with attributes.

    Outputs:
        not called.

    Raises:
        KeyError: there is no entry of that name.

    Example:
        >>> from mindspore.train.callback._callback import InternalCallbackParam
        >>> params = InternalCallbackParam()
        >>> params.cur_step_num = 1
        >>> params["cur_step_num"]
        1
    """

    def __getattr__(self, key):
        return self[key]

    def __setattr__(self, key, value):
        self[key] = value


class RunContext:
    """The run that a callback watches.

    Args:
        original_args (dict): what `original_args()` gives: `cur_epoch_num`, `cur_step_num`,
            `batch_num`, `net_outputs`, `train_network` and others.

    Raises:
        TypeError: it is not a dict.

    Example:
        >>> context = ms.RunContext({"cur_step_num": 1})
        >>> context.original_args()["cur_step_num"]
        1
        >>> context.request_stop()
        >>> context.get_stop_requested()
        True
    """

    def __init__(self, original_args):
        if not isinstance(original_args, dict):
            raise TypeError(
                "The argument 'original_args' of RunContext should be dict type, but got "
                f"{type(original_args)}."
            )
        self._original_args = original_args
        self._stop_requested = False

    def original_args(self):
        """What the run tells."""
        return self._original_args

    def request_stop(self):
        """Ask the run to stop after this epoch."""
        self._stop_requested = True

    def get_stop_requested(self):
        """Whether a callback has asked to stop."""
        return self._stop_requested


def handle_loss(loss):
    """The loss as a float; the first tensor of several outputs as it is."""
    if isinstance(loss, (tuple, list)):
        return loss[0] if isinstance(loss[0], Tensor) else loss
    if isinstance(loss, Tensor):
        return float(loss.asnumpy().mean())
    return loss
