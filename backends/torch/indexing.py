"""Gathering, scattering, sorting."""

import math

import torch

from compat.core.contract import implements

from .types import index
from .unsigned import WIDE, bits, modular, ordered, quotient, restored

REDUCTIONS = {"multiply": "prod", "max": "amax", "min": "amin"}


@implements
def take(x, indices, axis):
    indices = index(indices)
    if indices.dim() == 1:
        return torch.index_select(x, axis, indices)
    y = torch.index_select(x, axis, indices.reshape(-1))
    return y.reshape(x.shape[:axis] + indices.shape + x.shape[axis + 1 :])


@implements
def take_along_axis(x, indices, axis):
    indices = indices.to(torch.int64)
    if x.dtype in WIDE:
        return modular(lambda y: torch.take_along_dim(y, indices, axis), x)
    return torch.take_along_dim(x, indices, axis)


@implements
def put_along_axis(x, indices, updates, axis, reduce):
    return _put(x, indices.to(torch.int64), updates, axis, reduce)


def _put(x, indices, updates, axis, reduce):
    if x.dtype in WIDE:
        return _put_unsigned(x, indices, updates, axis, reduce)
    if reduce == "set":
        return torch.scatter(x, axis, indices, updates)
    if reduce == "add":
        return torch.scatter_add(x, axis, indices, updates)
    if reduce == "subtract":
        return torch.scatter_add(x, axis, indices, torch.neg(updates))
    if reduce == "divide":
        divisor = torch.ones_like(x).scatter_reduce(axis, indices, updates, "prod")
        mode = None if x.dtype.is_floating_point or x.dtype.is_complex else "trunc"
        return torch.div(x, divisor, rounding_mode=mode)
    return torch.scatter_reduce(x, axis, indices, updates, REDUCTIONS[reduce])


def _put_unsigned(x, indices, updates, axis, reduce):
    if reduce in ("max", "min"):
        y = _put(ordered(x), indices, ordered(updates), axis, reduce)
        return restored(y, x.dtype)
    if reduce == "divide":
        ones = torch.ones_like(x)
        return quotient(x, _put_unsigned(ones, indices, updates, axis, "multiply"))
    return _put(bits(x), indices, bits(updates), axis, reduce).view(x.dtype)


@implements
def gather_nd(x, indices):
    depth = indices.shape[-1]
    if depth == 0:
        return x.expand(indices.shape[:-1] + x.shape)
    return x[index(indices).unbind(-1)]


@implements
def scatter_nd(x, indices, updates, reduce):
    depth = indices.shape[-1]
    if reduce in ("set", "add") and depth and x.dtype not in WIDE:
        return torch.index_put(x, index(indices).unbind(-1), updates, reduce == "add")
    return _scatter_rows(x, indices.to(torch.int64), updates, reduce, depth)


def _scatter_rows(x, indices, updates, reduce, depth):
    """`scatter_nd` on a matrix whose rows are what one index addresses."""
    indexed, trail = x.shape[:depth], x.shape[depth:]
    row = torch.zeros(indices.shape[:-1], dtype=torch.int64, device=x.device)
    for position, size in zip(indices.unbind(-1), indexed, strict=True):
        row = row * size + position
    rows = x.reshape(math.prod(indexed), math.prod(trail))
    updates = updates.reshape(row.numel(), rows.shape[1])
    row = row.reshape(-1, 1).expand(updates.shape)
    return _put(rows, row, updates, 0, reduce).reshape(x.shape)


@implements
def nonzero(x):
    return torch.nonzero(x != 0 if x.dtype in WIDE else x)


@implements
def searchsorted(x, values, side):
    x, values = ordered(x).contiguous(), ordered(values).contiguous()
    return torch.searchsorted(x, values, side=side)


@implements
def sort(x, axis, descending, stable):
    y = torch.sort(ordered(x), dim=axis, descending=descending, stable=stable).values
    return restored(y, x.dtype)


@implements
def argsort(x, axis, descending, stable):
    return torch.argsort(ordered(x), dim=axis, descending=descending, stable=stable)


@implements
def top_k(x, k, axis, largest):
    if k == 1 and x.dtype.is_floating_point:  # argmax and argmin report the first one
        find = torch.argmax if largest else torch.argmin
        position = find(x, axis, keepdim=True)
        return torch.gather(x, axis, position), position
    # torch.topk leaves the order of equal values open, the contract does not.
    values, positions = torch.sort(ordered(x), dim=axis, descending=largest, stable=True)
    return restored(values.narrow(axis, 0, k), x.dtype), positions.narrow(axis, 0, k)


@implements
def unique(x):
    values, inverse, counts = torch.unique(ordered(x), return_inverse=True, return_counts=True)
    return restored(values, x.dtype), inverse, counts
