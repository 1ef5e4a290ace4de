"""Marking values whose content may change between calls of a compiled function."""

from .tensor import Tensor


class _Int(int):
    """A mutable int."""


class _Float(float):
    """A mutable float."""


class _Tuple(tuple):
    """A mutable tuple."""


class _List(list):
    """A mutable list."""


class _Dict(dict):
    """A mutable dict."""


_MARKED = ((int, _Int), (float, _Float), (list, _List), (tuple, _Tuple), (dict, _Dict))


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
    marked = input_data
    for kind, wrapper in _MARKED:
        if isinstance(input_data, kind):
            marked = wrapper(input_data)
            break
    else:
        marked.set_const_arg(False)
    marked.__ms_mutable__ = True
    marked.__ms_dynamic_len__ = dynamic_len
    return marked
