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
    """Elements limited to a range.

    Args:
        x (Tensor, tuple or list of Tensor): numbers.
        clip_value_min (Tensor, number or None, default None): lower bound; None for no bound.
        clip_value_max (Tensor, number or None, default None): upper bound; None for no bound.

    Returns:
        Tensor of the shape of `x`; a tuple or list of tensors gives one of tensors.

    Raises:
        TypeError: `x` is of another kind.
        ValueError: both bounds are None.

    Example:
        >>> print(ops.clip_by_value(Tensor([-1.0, 0.5, 3.0]), 0.0, 1.0))
        [0.  0.5 1. ]
    """
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
    """Elements limited to a range.

    Args:
        input (Tensor): numbers.
        min (Tensor, number or None, default None): lower bound; None for no bound.
        max (Tensor, number or None, default None): upper bound; None for no bound.

    Returns:
        Tensor of the shape of `input`.

    Raises:
        ValueError: both bounds are None.

    Example:
        >>> x = Tensor([-1.0, 0.5, 3.0])
        >>> print(ops.clamp(x, 0.0, 1.0))
        [0.  0.5 1. ]
    """
    return _clip("clamp", input, min, max, "min", "max")


def clip(x, min=None, max=None):
    """Elements limited to a range."""
    return _clip("clip", x, min, max, "min", "max")


def clip_by_global_norm(x, clip_norm=1.0, use_norm=None):
    """Tensors scaled so that the length of all together is at most `clip_norm`.

        x[i] * clip_norm / max(sqrt(sum of all squares), clip_norm)

    Args:
        x (tuple or list of Tensor): usually the gradients of a network.
        clip_norm (float or int, default 1.0): the largest length; positive.
        use_norm (None, default None): only None is possible.

    Returns:
        tuple of tensors.

    Raises:
        TypeError: `x` is no tuple or list of tensors.
        ValueError: `use_norm` is given.

    Example:
        >>> for gradient in ops.clip_by_global_norm((Tensor([3.0]), Tensor([4.0])), 1.0):
        ...     print(gradient)
        [0.6]
        [0.8]
    """
    if use_norm is not None:
        raise ValueError(
            "For '_ClipByGlobalNorm', input 'use_norm' only supports None currently, but got "
            f"'use_norm': {use_norm}"
        )
    if isinstance(x, Tensor):
        return clip_by_global_norm((x,), clip_norm)[0]
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
    scale = op.divide(limit, op.where(op.greater(norm, limit), norm, limit))
    return tuple(
        wrap(op.astype(op.multiply(op.astype(v, "float32"), scale), i._name))
        for v, i in zip(values, x, strict=True)
    )


tensor_methods(clamp)
tensor_method("clip", clamp)
