"""Selection by a mask: `where`, `maximum` and `minimum`, and their gradients, on the CPU by bits.

torch's kernels branch on every element: on a mask of noise `torch.where` and `masked_fill` take 30
times as long as an addition. Integers under a mask of ones and zeros need no branch, and carry
NaN, infinities and signed zeros unchanged. A GPU has no such trouble and keeps torch's kernels.
"""

import math

import torch

from compat.core.contract import implements

from .scalars import scalar, weak
from .unsigned import selected

SMALL = 1 << 12
"""Up to this number of elements torch's kernels are quicker than three passes."""

_WORDS = {1: torch.int8, 2: torch.int16, 4: torch.int32, 8: torch.int64}


def _by_bits(condition, x1, x2):
    """`torch.where` of operands of one dtype; None for a scalar 0."""
    x = x2 if x1 is None else x1
    word = _WORDS[x.dtype.itemsize]
    mask = condition.view(torch.int8).to(word, copy=True)
    if x2 is None:
        return (mask.neg_() & x1.view(word)).view(x.dtype)
    second = x2.view(word)
    if x1 is None:
        return (mask.sub_(1) & second).view(x.dtype)
    changed = (x1.view(word) ^ second) & mask.neg_()
    return (changed ^ second).view(x.dtype)


def _is_large(x):
    return x.numel() > SMALL and x.is_cpu


def _recorded(*xs):
    return torch.is_grad_enabled() and any(x is not None and x.requires_grad for x in xs)


def _chosen(condition, x1, x2):
    """`torch.where` of tensors, either of them None for 0."""
    x = x2 if x1 is None else x1
    alike = x1 is None or x2 is None or x1.dtype is x2.dtype
    if alike and _is_large(condition) and x.dtype.itemsize <= 8 and not x.dtype.is_complex:
        if _recorded(x1, x2):
            return _Where.apply(condition, x1, x2)
        return _by_bits(condition, x1, x2)
    zero = scalar(0, x.dtype)
    return torch.where(condition, zero if x1 is None else x1, zero if x2 is None else x2)


class _Where(torch.autograd.Function):
    """Selection whose gradient is selected in the same way."""

    @staticmethod
    def forward(ctx, condition, x1, x2):
        ctx.save_for_backward(condition)
        ctx.shapes = [None if x is None else x.shape for x in (x1, x2)]
        return _by_bits(condition, x1, x2)

    @staticmethod
    def backward(ctx, g):
        (condition,) = ctx.saved_tensors
        first, second = ctx.needs_input_grad[1:]
        return (
            None,
            _chosen(condition, g, None).sum_to_size(ctx.shapes[0]) if first else None,
            _chosen(condition, None, g).sum_to_size(ctx.shapes[1]) if second else None,
        )


@implements
def where(condition, x1, x2):
    if not isinstance(x1, torch.Tensor):
        x1 = None if _is_zero(x1) else scalar(x1, x2.dtype)
    elif not isinstance(x2, torch.Tensor):
        x2 = None if _is_zero(x2) else scalar(x2, x1.dtype)
    return _chosen(condition, x1, x2)


def _is_zero(x):
    return x == 0 and math.copysign(1, x) > 0


class _Extreme(torch.autograd.Function):
    """`torch.maximum` or `torch.minimum`; ties share the gradient, as torch has it."""

    @staticmethod
    def forward(ctx, kernel, loses, x1, x2):
        ctx.save_for_backward(x1, x2)
        ctx.loses = loses
        return kernel(x1, x2)

    @staticmethod
    def backward(ctx, g):
        x1, x2 = ctx.saved_tensors
        ties = x1 == x2
        shared = _chosen(ties, g / 2, g) if bool(ties.any()) else g
        first, second = ctx.needs_input_grad[2:]
        return (
            None,
            None,
            _chosen(ctx.loses(x1, x2), None, shared).sum_to_size(x1.shape) if first else None,
            _chosen(ctx.loses(x2, x1), None, shared).sum_to_size(x2.shape) if second else None,
        )


def _extreme(name, kernel, loses):
    def function(x1, x2):
        if type(x1) is not type(x2):
            x1, x2 = weak(x1, x2)
        if (x1.requires_grad or x2.requires_grad) and (_is_large(x1) or _is_large(x2)):
            return _Extreme.apply(kernel, loses, x1, x2)
        try:
            return kernel(x1, x2)
        except NotImplementedError:
            return selected(kernel, x1, x2)

    function.__name__ = function.__qualname__ = name
    return implements(function)


maximum = _extreme("maximum", torch.maximum, torch.lt)
minimum = _extreme("minimum", torch.minimum, torch.gt)
