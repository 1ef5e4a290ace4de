"""Bias and activation behind an operator of a layer."""

from __future__ import annotations

from . import core
from ._errors import incompatible
from ._negative import activated
from ._registry import find


def _append_activation_in_dygraph(input, act=None, use_cudnn=None, use_mkldnn=None):
    """The activation is looked up by name when it is applied."""
    if act is None:
        return input
    if not isinstance(act, str):
        raise TypeError("getattr(): attribute name must be string")
    kernel = find(act)
    if kernel is None:
        kernel = getattr(core.ops, act)
    required = kernel.__code__.co_argcount - len(kernel.__defaults__ or ())
    if required > 1:
        raise incompatible(act, (input,), required)
    return activated(kernel, input)


def _append_bias_in_dygraph(input, bias=None, axis=1):
    if bias is None:
        return input
    return find("elementwise_add")(input, bias, axis=axis)
