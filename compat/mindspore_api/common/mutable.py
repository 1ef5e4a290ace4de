"""Marking values whose content may change between calls of a compiled function."""

from ._dynamic_sequences import dynamic_sequence, is_compiling
from ._mutable_values import marked
from .tensor import Tensor


def _is_allowed(value):
    if isinstance(value, (tuple, list)):
        return all(_is_allowed(element) for element in value)
    if isinstance(value, dict):
        return all(_is_allowed(element) for element in value.values())
    return isinstance(value, (Tensor, int, float)) and not isinstance(value, bool)


def mutable(input_data, dynamic_len=False):
    """The value, marked; it equals what was given."""
    if not _is_allowed(input_data):
        raise TypeError(
            "For 'mutable', the 'input_data' should be one of (int, float, bool, Tensor, tuple, "
            f"list, dict) or their nested structures, but got {input_data}."
        )
    if dynamic_len and not isinstance(input_data, (tuple, list)):
        raise TypeError(
            "For mutable, when the variable_len is True, the first input should be list or tuple,"
            f" but got {input_data}"
        )
    if dynamic_len:
        return dynamic_sequence(input_data)
    if is_compiling() and getattr(input_data, "__ms_dynamic_len__", False):
        raise RuntimeError("Can not convert a dynamic length sequence to constant length.")
    return marked(input_data)
