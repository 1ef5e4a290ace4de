"""Gathering, scattering, sorting."""

import math

import torch

from compat.core.contract import implements

from .types import index
from .unsigned import WIDE, ordered, restored

REDUCTIONS = {"multiply": "prod", "max": "amax", "min": "amin"}


@implements
def take(x, indices, axis):
    flat = index(indices).reshape(-1)
    y = torch.index_select(x, axis, flat)
    if indices.dim() == 1:
        return y
    return y.reshape(x.shape[:axis] + indices.shape + x.shape[axis + 1 :])


@implements
def take_along_axis(x, indices, axis):
    return torch.take_along_dim(x, indices.to(torch.int64), axis)


@implements
def put_along_axis(x, indices, updates, axis, reduce):
    indices = indices.to(torch.int64)
    if reduce == "set":
        return torch.scatter(x, axis, indices, updates)
    if reduce == "add":
        return torch.scatter_add(x, axis, indices, updates)
    return torch.scatter_reduce(x, axis, indices, updates, REDUCTIONS[reduce])


@implements
def gather_nd(x, indices):
    depth = indices.shape[-1]
    if depth == 0:
        return x.expand(indices.shape[:-1] + x.shape)
    return x[index(indices).unbind(-1)]


@implements
def scatter_nd(x, indices, updates, reduce):
    depth = indices.shape[-1]
    if reduce in ("set", "add", "subtract") and depth:
        if reduce == "subtract":
            updates = torch.neg(updates)
        return torch.index_put(x, index(indices).unbind(-1), updates, reduce != "set")
    return _scatter_rows(x, indices.to(torch.int64), updates, reduce, depth)


def _scatter_rows(x, indices, updates, reduce, depth):
    """`scatter_nd` on a matrix whose rows are what one index addresses."""
    lead, trail = x.shape[:depth], x.shape[depth:]
    row = torch.zeros(indices.shape[:-1], dtype=torch.int64, device=x.device)
    for position, extent in zip(indices.unbind(-1), lead, strict=True):
        row = row * extent + position
    rows = x.reshape(math.prod(lead), math.prod(trail))
    updates = updates.reshape(row.numel(), rows.shape[1])
    row = row.reshape(-1, 1).expand(updates.shape)
    return _scatter_matrix(rows, row, updates, reduce).reshape(x.shape)


def _scatter_matrix(rows, row, updates, reduce):
    if reduce == "set":
        return rows.scatter(0, row, updates)
    if reduce == "add":
        return rows.scatter_add(0, row, updates)
    if reduce == "subtract":
        return rows.scatter_add(0, row, torch.neg(updates))
    if reduce == "divide":
        divisor = torch.ones_like(rows).scatter_reduce(0, row, updates, "prod")
        mode = None if rows.dtype.is_floating_point or rows.dtype.is_complex else "floor"
        return torch.div(rows, divisor, rounding_mode=mode)
    return rows.scatter_reduce(0, row, updates, REDUCTIONS[reduce])


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
    # torch.topk leaves the order of equal values open, the contract does not.
    values, positions = torch.sort(ordered(x), dim=axis, descending=largest, stable=True)
    return restored(values.narrow(axis, 0, k), x.dtype), positions.narrow(axis, 0, k)


@implements
def unique(x):
    values, inverse, counts = torch.unique(ordered(x), return_inverse=True, return_counts=True)
    return restored(values, x.dtype), inverse, counts
