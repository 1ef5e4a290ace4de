"""Checks of the arguments of `Model`."""

from __future__ import annotations

from .. import _checkparam as validator
from .. import log as logger
from . import callback

_OLD = {"begin", "end", "epoch_begin", "epoch_end", "step_begin", "step_end"}


def check_epochs(function, epoch, initial_epoch, sink_size, dataset):
    """Counts of epochs and batches."""
    validator.check_is_int(sink_size)
    validator.check_non_negative_int(epoch)
    validator.check_non_negative_int(initial_epoch)
    if initial_epoch >= epoch:
        raise ValueError(
            f"For '{function}', the parameter 'epoch' must bigger than parameter "
            f"'initial_epoch', but got the parameter 'epoch' is {epoch}, 'initial_epoch' is "
            f"{initial_epoch}."
        )
    if dataset.get_dataset_size() == 0:
        raise ValueError("There is no valid data in dataset, please check dataset file firstly.")
    if sink_size < -1 or sink_size == 0:
        raise ValueError(
            f"For '{function}', The argument 'sink_size' must be -1 or positive, "
            f"but got {sink_size}."
        )


def check_methods(callbacks, mode):
    """Callbacks of the program should define the methods with a prefix."""
    for item in callbacks if isinstance(callbacks, list) else [callbacks]:
        name = type(item).__name__
        if item is None or getattr(callback, name, None) is type(item):
            continue
        old = set(type(item).__dict__) & _OLD
        if not old:
            continue
        text = (
            f"For {name} callback, {old} methods may not be supported in later version, Use "
            "methods prefixed with 'on_train' or 'on_eval' instead when using customized callbacks."
        )
        if mode == "fit":
            raise ValueError(text)
        logger.warning(text)


def epochs_between(initial_epoch, epoch):
    """Numbers of the epochs to run, from 1."""
    return range(initial_epoch + 1, epoch + 1)


def should_evaluate(epoch, frequency):
    """Whether the network is evaluated after this epoch."""
    return epoch % frequency == 0 if isinstance(frequency, int) else epoch in frequency
