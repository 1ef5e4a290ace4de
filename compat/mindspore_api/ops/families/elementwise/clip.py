"""Elements and norms limited to a range."""

from __future__ import annotations

from .....core import compose, op
from ....common import _operators
from ....common.forwarding import tensor_method, tensor_methods
from ....common.tensor import Tensor, wrap
from ...arguments import operand


def _bounded(x, low, high):
    value = operand("clip_by_value", "x", x)
    for bound, larger in ((low, True), (high, False)):
        if bound is None:
            continue
        if isinstance(bound, Tensor):
            limit = bound._value if bound._name == x._name else op.astype(bound._value, x._name)
        else:
            limit = _operators.convert_scalar(bound, x._name)
        value = op.maximum(value, limit) if larger else op.minimum(value, limit)
    return wrap(value)


def clip_by_value(x, clip_value_min=None, clip_value_max=None):
    """Elements limited to a range; a tuple or list of tensors gives a tuple."""
    return _clip(
        "clip_by_value", x, clip_value_min, clip_value_max, "clip_value_min", "clip_value_max"
    )


def _clip(name, x, low, high, low_name, high_name):
    if low is None and high is None:
        raise ValueError(
            f"For '{name}', at least one of '{low_name}' or '{high_name}' must not be None"
        )
    if isinstance(x, Tensor):
        return _bounded(x, low, high)
    if not isinstance(x, (tuple, list)) or not all(isinstance(i, Tensor) for i in x):
        raise TypeError(
            f"For '{name}', the type of argument 'x' must be Tensor or tuple[Tensor] or "
            "list[Tensor]"
        )
    return tuple(_bounded(i, low, high) for i in x)


def clamp(input, min=None, max=None):
    """Elements limited to a range."""
    return _clip("clamp", input, min, max, "min", "max")


def clip(x, min=None, max=None):
    """Elements limited to a range."""
    return _clip("clip", x, min, max, "min", "max")


def clip_by_global_norm(x, clip_norm=1.0, use_norm=None):
    """Tensors scaled together so that their common norm is at most `clip_norm`."""
    if use_norm is not None:
        raise ValueError(
            "For '_ClipByGlobalNorm', input 'use_norm' only supports None currently, but got "
            f"'use_norm': {use_norm}"
        )
    if isinstance(x, Tensor):
        x = (x,)
    values = [operand("clip_by_global_norm", "x", i) for i in x]
    total = None
    for value in values:
        wide = op.astype(value, "float32")
        part = op.sum(compose.square(wide), tuple(range(len(op.shape_of(wide)))), False)
        total = part if total is None else op.add(total, part)
    limit = clip_norm._value if isinstance(clip_norm, Tensor) else float(clip_norm)
    if isinstance(clip_norm, Tensor):
        limit = op.reshape(op.astype(limit, "float32"), ())
    norm = op.sqrt(total)
    largest = op.maximum(norm, limit)
    scale = op.divide(limit, largest)
    return tuple(
        wrap(op.astype(op.multiply(op.astype(v, "float32"), scale), i._name))
        for v, i in zip(values, x, strict=True)
    )


tensor_methods(clamp)
tensor_method("clip", clamp)
