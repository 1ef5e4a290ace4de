"""Settings of the framework.

Programs run eagerly in both modes, on the device that the backend was given; what only concerns the
original's compiler, memory pools or hardware is checked, remembered and told by `get_context`.
"""

import os
import threading

from compat.core import state

from . import _compiled_modes
from . import _context_rules as rules
from . import log as logger
from ._parallel_context import (
    ParallelMode,
    get_auto_parallel_context,
    get_offload_context,
    get_ps_context,
    reset_auto_parallel_context,
    reset_ps_context,
    set_auto_parallel_context,
    set_offload_context,
    set_ps_context,
)
from ._publish import publish

__all__ = [
    "GRAPH_MODE",
    "PYNATIVE_MODE",
    "set_context",
    "get_context",
    "set_auto_parallel_context",
    "get_auto_parallel_context",
    "reset_auto_parallel_context",
    "ParallelMode",
    "set_ps_context",
    "get_ps_context",
    "reset_ps_context",
    "set_offload_context",
    "get_offload_context",
]

publish(globals())
GRAPH_MODE = 0
PYNATIVE_MODE = 1

_settings = dict(rules.DEFAULTS)
_own = threading.local()


def set_auto_tune_mode(tune_mode):
    """Without effect, as in MindSpore."""
    logger.warning(f"AutoTune has been abandoned and no longer takes effect, '{tune_mode}'")


def _set_device_target(target):
    if target not in rules.TARGETS:
        raise ValueError(
            "For 'context.set_context', the argument 'device_target' must be one of "
            f"{rules.TARGETS}, but got {target}."
        )
    if target == "Davinci":
        target = "Ascend"
    device = state.device()
    if target != "CPU" and (target == "Ascend" or device == "cpu"):
        logger.warn_once(
            "device_target",
            f"device_target='{target}' runs on the device of the backend in use, {device}.",
        )
    _settings["device_target"] = target


def set_context(**kwargs):
    """Sets how programs run; `get_context` tells.

    Programs run eagerly in both modes, on the device that the backend was given. What only concerns
    MindSpore's compiler, memory pools or hardware is checked and remembered.

    Args:
        **kwargs (int, str, bool or dict): among them `mode` (GRAPH_MODE or PYNATIVE_MODE),
            `device_target` ("CPU", "GPU", "Ascend"), `device_id` (int), `save_graphs`,
            `enable_graph_kernel`, `max_call_depth`, `enable_profiling`, `runtime_num_threads`.

    Returns:
        None.

    Raises:
        ValueError: there is no setting of that name, or a value is out of range.
        TypeError: a value is of another kind.

    Example:
        >>> ms.set_context(mode=ms.PYNATIVE_MODE, device_target="CPU")
        >>> ms.get_context("device_target")
        'CPU'
    """
    for key, value in kwargs.items():
        rules.check_type(key, value)
    if "device_target" in kwargs:
        _set_device_target(kwargs["device_target"])
    for key, value in kwargs.items():
        if key == "device_target" or rules.is_deprecated(key):
            continue
        if key in ("precision_mode", "jit_compile"):
            raise ValueError(f"Please set '{key}' through parameter ascend_config")
        if not rules.suits(_settings["device_target"], key):
            continue
        if key not in _settings or key in rules.READ_ONLY:
            raise ValueError(
                f"For 'context.set_context', the keyword argument {key} is not recognized! For "
                "detailed usage of 'set_context', please refer to the Mindspore official website."
            )
        value = rules.checked(key, value)
        if key == "auto_tune_mode":
            set_auto_tune_mode(value)
        elif key == "ascend_config":
            _settings.update(value)
        else:
            _set(key, value)


def _set(key, value):
    """Keep a setting; a mode set in a thread other than the main one is that thread's own."""
    if key == "mode" and threading.current_thread() is not threading.main_thread():
        _own.mode = value
    else:
        _settings[key] = value
        if key == "mode":
            _compiled_modes.set_graph_mode(value == GRAPH_MODE)


def get_context(attr_key):
    """The value of a setting of `set_context`.

    Args:
        attr_key (str): its name.

    Returns:
        the value.

    Raises:
        ValueError: there is no setting of that name.

    Example:
        >>> ms.get_context("device_id")
        0
    """
    rules.suits(_settings["device_target"], attr_key)
    if attr_key not in _settings or attr_key == "ascend_config":
        raise ValueError(
            f"For 'context.get_context', the argument {attr_key} is not recognized! For detailed "
            "usage of 'get_context', please refer to the Mindspore official website."
        )
    return _get_mode() if attr_key == "mode" else _settings[attr_key]


def _get_mode():
    """GRAPH_MODE or PYNATIVE_MODE."""
    return getattr(_own, "mode", _settings["mode"])


if "HCCL_CONNECT_TIMEOUT" not in os.environ:
    os.environ["HCCL_CONNECT_TIMEOUT"] = "600"
