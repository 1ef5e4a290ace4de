"""Reductions and scans. For torch an empty tuple of axes means all of them, here it means none."""

import torch

from compat.core.contract import implements

from .unsigned import WIDE, modular, ordered, restored


@implements
def sum_(x, axis, keepdims):
    if not axis:
        return x
    dtype = x.dtype
    if dtype is torch.float32:
        return torch.sum(x, axis, keepdims)
    if dtype in WIDE:
        return modular(lambda y: torch.sum(y, axis, keepdims, dtype=y.dtype), x)
    return torch.sum(x, axis, keepdims, dtype=x.dtype)


@implements
def prod(x, axis, keepdims):
    if x.dtype in WIDE:
        return modular(lambda y: prod(y, axis, keepdims), x)
    for a in reversed(axis):
        x = torch.prod(x, a, keepdims, dtype=x.dtype)
    return x


@implements
def mean(x, axis, keepdims):
    return torch.mean(x, axis, keepdims) if axis else x


def _extreme(kernel, x, axis, keepdims):
    if not axis:
        return x
    if x.dtype in WIDE:
        return restored(kernel(ordered(x), axis, keepdims), x.dtype)
    return kernel(x, axis, keepdims)


@implements
def max_(x, axis, keepdims):
    return _extreme(torch.amax, x, axis, keepdims)


@implements
def min_(x, axis, keepdims):
    return _extreme(torch.amin, x, axis, keepdims)


@implements
def all_(x, axis, keepdims):
    return torch.all(x, axis, keepdims) if axis else x


@implements
def any_(x, axis, keepdims):
    return torch.any(x, axis, keepdims) if axis else x


@implements
def logsumexp(x, axis, keepdims):
    return torch.logsumexp(x, axis, keepdims) if axis else x


def _comparable(x):
    return x.to(torch.uint8) if x.dtype is torch.bool else ordered(x)


@implements
def argmax(x, axis):
    return torch.argmax(_comparable(x), axis)


@implements
def argmin(x, axis):
    return torch.argmin(_comparable(x), axis)


def _scan(kernel, x, axis):
    if x.dtype in WIDE:
        return modular(lambda y: kernel(y, axis, dtype=y.dtype), x)
    return kernel(x, axis, dtype=x.dtype)


@implements
def cumulative_sum(x, axis):
    return _scan(torch.cumsum, x, axis)


@implements
def cumulative_prod(x, axis):
    return _scan(torch.cumprod, x, axis)


@implements
def cumulative_max(x, axis):
    values, positions = torch.cummax(ordered(x), axis)
    return restored(values, x.dtype), positions
