"""`mindspore.dataset.config`: settings of the data engine."""

from __future__ import annotations

import json
import random
from enum import IntEnum

import numpy

from ... import log as logger
from ..debug import DebugHook, PrintMetaDataHook
from .settings import settings
from .validator_helpers import INT32_MAX, UINT32_MAX, type_check

_RANGE = f"(0, INT32_MAX({INT32_MAX})]"


def _check_flag(name, value, kind="boolean dtype"):
    if not isinstance(value, bool):
        raise TypeError(f"{name} must be a {kind}.")


def _check_enable(enable):
    if not isinstance(enable, bool):
        raise TypeError("enable must be of type bool.")


def _check_number(value, low, wrong_type, wrong_value):
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(wrong_type)
    if not low <= value <= INT32_MAX:
        raise ValueError(wrong_value)


def set_seed(seed):
    """Seed the pipelines, Python's and NumPy's generators.

    Args:
        seed (int): from 0 to 4294967295.

    Returns:
        None.

    Raises:
        TypeError: no int.
        ValueError: out of range.

    Examples:
        >>> import mindspore.dataset as ds
        >>> ds.config.set_seed(1000)
    """
    if not isinstance(seed, int) or isinstance(seed, bool):
        raise TypeError("seed isn't of type int.")
    if not 0 <= seed <= UINT32_MAX:
        raise ValueError(
            f"seed given is not within the required range [0, UINT32_MAX({UINT32_MAX})]."
        )
    settings.seed = seed
    random.seed(seed)
    numpy.random.seed(seed)


def get_seed():
    """The seed of pipelines; 5489 stands for none."""
    return settings.seed


def set_prefetch_size(size):
    """Set how many rows (batches) a pipeline may be ahead. Default: 16.

    Args:
        size (int): positive.

    Returns:
        None.

    Raises:
        TypeError: no int.
        ValueError: not positive.

    Example:
        >>> ds.config.set_prefetch_size(16)
        >>> ds.config.get_prefetch_size()
        16
    """
    _check_number(
        size, 1, "size isn't of type int.", f"size is not within the required range {_RANGE}."
    )
    settings.prefetch_size = size


def get_prefetch_size():
    """How many rows (batches) a pipeline may be ahead."""
    return settings.prefetch_size


def set_num_parallel_workers(num):
    """Set the number of workers of operations that do not ask for one.

    Args:
        num (int): positive. Default: the number of processors, at most 8.

    Raises:
        TypeError: no int.
        ValueError: not positive.
    """
    _check_number(
        num, 1, "num isn't of type int.",
        f"Number of parallel workers given is not within the required range {_RANGE}.",
    )  # fmt: skip
    settings.num_parallel_workers = num


def get_num_parallel_workers():
    """The number of workers of operations that do not ask for one."""
    return settings.num_parallel_workers


def set_numa_enable(numa_enable):
    """Accept the wish to bind processes to memory nodes; the operating system decides here.

    Args:
        numa_enable (bool): Default: False.

    Returns:
        None.

    Raises:
        TypeError: no bool.

    Example:
        >>> ds.config.set_numa_enable(False)
    """
    _check_flag("numa_enable", numa_enable)
    settings.numa_enable = numa_enable


def get_numa_enable():
    """What `set_numa_enable` was told."""
    return settings.numa_enable


def set_monitor_sampling_interval(interval):
    """Set the milliseconds between two looks of a profiler; kept, there is none here.

    Args:
        interval (int): positive. Default: 1000.

    Raises:
        TypeError: no int.
        ValueError: not positive.
    """
    _check_number(
        interval, 1, "interval isn't of type int.",
        f"Interval given is not within the required range {_RANGE}.",
    )  # fmt: skip
    settings.monitor_sampling_interval = interval


def get_monitor_sampling_interval():
    """What `set_monitor_sampling_interval` was told."""
    return settings.monitor_sampling_interval


def set_auto_num_workers(enable):
    """Accept the wish for automatic numbers of workers; results would depend on the machine.

    Args:
        enable (bool): Default: False.

    Raises:
        TypeError: no bool.
    """
    _check_enable(enable)
    settings.auto_num_workers = enable


def get_auto_num_workers():
    """What `set_auto_num_workers` was told."""
    return settings.auto_num_workers


def set_callback_timeout(timeout):
    """Set the seconds after which `sync_wait` and WaitedDSCallback give up. Default: 60.

    Args:
        timeout (int): positive.

    Raises:
        TypeError: no int.
        ValueError: not positive.
    """
    _check_number(
        timeout, 1, "timeout isn't of type int.",
        "Timeout given is not within the required range.",
    )  # fmt: skip
    settings.callback_timeout = timeout


def get_callback_timeout():
    """Seconds after which a wait for the program ends."""
    return settings.callback_timeout


def __str__():
    """The settings as text."""
    return (
        "\nClient config settings :"
        f"\nParallelOp workers           : {settings.num_parallel_workers}"
        f"\nParallelOp worker connector size    : {settings.prefetch_size}"
        f"\nSize of each Connector : {settings.prefetch_size}\n"
    )


_FILE_KEYS = {
    "numParallelWorkers": set_num_parallel_workers,
    "opConnectorSize": set_prefetch_size,
    "seed": set_seed,
    "monitorSamplingInterval": set_monitor_sampling_interval,
}
_FILE_KEYS_WITHOUT_EFFECT = {"workerConnectorSize", "cacheHost", "cachePort", "numConnections",
                             "prefetchSize", "rowsPerBuffer", "numCpuThreads"}  # fmt: skip


def load(file):
    """Take settings from a JSON file.

    Args:
        file (str): its path.

    Raises:
        RuntimeError: the file cannot be read, or holds an unknown setting.
    """
    try:
        with open(file, encoding="utf-8") as opened:
            content = json.load(opened)
    except (OSError, ValueError) as error:
        raise RuntimeError(f"Invalid file, failed to open json file: {file}: {error}") from error
    for key, value in content.items():
        if key in _FILE_KEYS:
            _FILE_KEYS[key](value)
        elif key not in _FILE_KEYS_WITHOUT_EFFECT:
            logger.warning(f"The setting {key} in {file} is unknown.")


def set_enable_autotune(enable, filepath_prefix=None):
    """Accept the wish for automatic tuning; numbers of workers stay as set.

    Args:
        enable (bool): Default: False.
        filepath_prefix (str, optional): front of the names of files with the tuned settings.

    Raises:
        TypeError: arguments of another type.
        RuntimeError: an empty name.
    """
    _check_enable(enable)
    if filepath_prefix and not isinstance(filepath_prefix, str):
        raise TypeError(f"json_filepath must be a str value but was: {filepath_prefix}.")
    if enable and filepath_prefix == "":
        raise RuntimeError("The value of json_filepath cannot be the empty string.")
    if not enable and filepath_prefix is not None:
        logger.warning("The value of json_filepath is ignored when enable is False.")
    settings.enable_autotune, settings.autotune_json = enable, filepath_prefix or ""


def get_enable_autotune():
    """What `set_enable_autotune` was told."""
    return settings.enable_autotune


def set_autotune_interval(interval):
    """Set the steps between two decisions of the tuning; kept, there is none here.

    Args:
        interval (int): 0 for once an epoch. Default: 0.

    Raises:
        TypeError: no int.
        ValueError: negative.
    """
    _check_number(
        interval, 0, "interval must be of type int.",
        f"Interval given is not within the required range [0, INT32_MAX({INT32_MAX})].",
    )  # fmt: skip
    settings.autotune_interval = interval


def get_autotune_interval():
    """What `set_autotune_interval` was told."""
    return settings.autotune_interval


def set_enable_shared_mem(enable):
    """Let rows of worker processes travel through shared memory, or through pipes only.

    Args:
        enable (bool): Default: True.

    Returns:
        None.

    Raises:
        TypeError: no bool.

    Example:
        >>> ds.config.set_enable_shared_mem(True)
        >>> ds.config.get_enable_shared_mem()
        True
    """
    _check_enable(enable)
    settings.enable_shared_mem = enable


def get_enable_shared_mem():
    """Whether rows travel through shared memory."""
    return settings.enable_shared_mem


def set_sending_batches(batch_num):
    """Accept the batches to send to a device at once; there is no device.

    Args:
        batch_num (int): Default: 0, all.

    Raises:
        TypeError: no int.
    """
    if not isinstance(batch_num, int) or isinstance(batch_num, bool):
        raise TypeError("batch_num must be an int dtype.")
    settings.sending_batches = batch_num


def set_auto_offload(offload):
    """Accept the wish to move operations to a device; there is none.

    Args:
        offload (bool): Default: False.

    Raises:
        TypeError: no bool.
    """
    if not isinstance(offload, bool):
        raise TypeError("offload must be a bool dtype")
    settings.auto_offload = offload


def get_auto_offload():
    """What `set_auto_offload` was told."""
    return settings.auto_offload


def set_enable_watchdog(enable):
    """Accept whether worker processes are watched; they always are.

    Args:
        enable (bool): Default: True.

    Raises:
        TypeError: no bool.
    """
    _check_flag("enable", enable)
    settings.enable_watchdog = enable


def get_enable_watchdog():
    """What `set_enable_watchdog` was told."""
    return settings.enable_watchdog


def set_multiprocessing_timeout_interval(interval):
    """Set the seconds of waiting for a worker after which a warning tells of it. Default: 300.

    Args:
        interval (int): positive.

    Raises:
        TypeError: no int.
        ValueError: not positive.
    """
    _check_number(
        interval, 1, "interval isn't of type int.",
        f"Interval given is not within the required range (0, INT32_MAX({INT32_MAX})).",
    )  # fmt: skip
    settings.multiprocessing_timeout_interval = interval


def get_multiprocessing_timeout_interval():
    """Seconds of waiting for a worker after which a warning tells of it."""
    return settings.multiprocessing_timeout_interval


def set_dynamic_shape(is_dynamic):
    """Accept that shapes of a dataset vary; they may anyway.

    Args:
        is_dynamic (bool): Default: False.

    Raises:
        TypeError: no bool.
    """
    _check_flag("is_dynamic", is_dynamic)
    settings.dynamic_shape = is_dynamic


def get_dynamic_shape():
    """What `set_dynamic_shape` was told."""
    return settings.dynamic_shape


def set_fast_recovery(fast_recovery):
    """Accept the wish to skip rows without making them when a training is resumed.

    Rows are made: random operations stand as if the training had not been interrupted.

    Args:
        fast_recovery (bool): Default: True.

    Raises:
        TypeError: no bool.
    """
    _check_flag("fast_recovery", fast_recovery)
    settings.fast_recovery = fast_recovery


def get_fast_recovery():
    """What `set_fast_recovery` was told."""
    return settings.fast_recovery


def set_debug_mode(debug_mode_flag: bool, debug_hook_list: list | None = None):
    """Run pipelines in the thread that asks for rows, with hooks between operations.

    Args:
        debug_mode_flag (bool): on or off.
        debug_hook_list (list of DebugHook, optional): Default: None, one PrintMetaDataHook.

    Raises:
        TypeError: arguments of another type.
    """
    if not isinstance(debug_mode_flag, bool):
        raise TypeError("debug_mode_flag isn't of type boolean.")
    hooks = debug_hook_list or [PrintMetaDataHook()]
    if not isinstance(hooks, list):
        raise TypeError("debug_hook_list is not a list.")
    if not all(isinstance(hook, DebugHook) for hook in hooks):
        raise TypeError("All items in debug_hook_list must be of type DebugHook.")
    if debug_mode_flag:
        logger.warning(
            "Dataset pipeline debug mode is enabled. Performance will be impacted because the "
            "pipeline will be running in a single thread."
        )
    settings.debug_hooks, settings.debug_mode = hooks, debug_mode_flag


def get_debug_mode():
    """Whether pipelines run in the thread that asks for rows."""
    return settings.debug_mode


class ErrorSamplesMode(IntEnum):
    """What happens to a row for which an operation of `map` fails.

    RETURN raises the error, REPLACE puts an earlier row in its place, SKIP leaves it out.
    """

    RETURN = 0
    REPLACE = 1
    SKIP = 2


def set_error_samples_mode(error_samples_mode):
    """Set what happens to rows for which an operation of `map` fails. Default: RETURN.

    Args:
        error_samples_mode (ErrorSamplesMode): which.

    Raises:
        TypeError: no ErrorSamplesMode.
    """
    type_check(error_samples_mode, (ErrorSamplesMode,), "error_samples_mode")
    settings.error_samples_mode = int(error_samples_mode)


def get_error_samples_mode():
    """What happens to rows for which an operation of `map` fails."""
    return ErrorSamplesMode(settings.error_samples_mode)
