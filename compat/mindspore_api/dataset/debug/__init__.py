"""Looking into a pipeline: hooks between operations while `config.set_debug_mode` is on."""

from __future__ import annotations

import copy

from ..core.settings import settings
from .debug_hook import DebugHook
from .pre_defined_hook import PrintDataHook, PrintMetaDataHook

__all__ = ["DebugHook", "PrintDataHook", "PrintMetaDataHook"]


def with_hooks(operations):
    """The operations of a `map` with the configured hooks before, between and behind them.

    Raises:
        ValueError: a hook among the operations while debugging is off.
    """
    if not settings.debug_mode:
        if any(isinstance(operation, DebugHook) for operation in operations):
            raise ValueError("It is not allowed to inject DebugHook object in non-debug mode.")
        return operations
    hooked, before = _hooks(None), None
    for operation in operations:
        if isinstance(operation, DebugHook):
            operation.set_previous_op_name(before)
            hooked.append(operation)
            continue
        before = getattr(operation, "__name__", type(operation).__name__)
        hooked.append(operation)
        hooked.extend(_hooks(before))
    return hooked


def _hooks(before):
    made = [copy.deepcopy(hook) for hook in settings.debug_hooks]
    for hook in made:
        hook.set_previous_op_name(before)
    return made
