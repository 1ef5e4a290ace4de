"""Shapes, joining, slicing."""

import functools

import torch
from torch.nn.functional import pad as pad_constant

from compat.core.contract import implements

from .unsigned import bits, modular


@implements(native=torch.reshape)
def reshape(x, shape):
    return torch.reshape(x, shape)  # the method takes half as long again


@implements(native=torch.permute)
def permute_dims(x, axes):
    return torch.permute(x, axes)


@implements(native=torch.broadcast_to)
def broadcast_to(x, shape):
    return torch.broadcast_to(x, shape)


@implements(native=torch.cat)
def concat(xs, axis):
    return torch.cat(xs, axis)


@implements
def stack(xs, axis):
    return torch.stack(tuple(xs), axis)


@implements
def flip(x, axis):
    try:
        return torch.flip(x, axis)
    except NotImplementedError:
        return modular(lambda y: torch.flip(y, axis), x)


@implements
def tile(x, repeats):
    return x.repeat(repeats)


@implements
def pad(x, widths, mode, value):
    if mode == "constant":
        flat = [w for pair in reversed(widths) for w in pair]
        return pad_constant(x, flat, value=value)
    for axis, (before, after) in enumerate(widths):
        if before or after:
            n = x.shape[axis]
            position = torch.arange(-before, n + after, device=x.device)
            x = torch.index_select(x, axis, _MIRRORS[mode](position, n))
    return x.clone() if not any(map(any, widths)) else x


def _reflect(position, n):
    period = max(2 * (n - 1), 1)
    position = position.remainder(period)
    return torch.minimum(position, period - position) if n > 1 else position


def _symmetric(position, n):
    position = position.remainder(2 * n)
    return torch.minimum(position, 2 * n - 1 - position)


_MIRRORS = {
    "reflect": _reflect,
    "symmetric": _symmetric,
    "edge": lambda position, n: position.clamp(0, n - 1),
    "wrap": lambda position, n: position.remainder(n),
}


@functools.lru_cache(1024)
def _ascending(begin, end, step):
    """The positions of every axis as slices with positive steps, and the axes to be reversed."""
    slices, reversed_axes = [], []
    for axis, positions in enumerate(map(range, begin, end, step)):
        if positions.step < 0:
            positions = positions[::-1]
            reversed_axes.append(axis)
        slices.append(slice(positions.start, max(positions.stop, positions.start), positions.step))
    return tuple(slices), reversed_axes


@implements
def strided_slice(x, begin, end, step):
    slices, reversed_axes = _ascending(begin, end, step)
    y = x[slices]
    return flip(y, reversed_axes) if reversed_axes else y


@implements
def strided_update(x, updates, begin, end, step):
    slices, reversed_axes = _ascending(begin, end, step)
    y = x.clone(memory_format=torch.contiguous_format)
    bits(y)[slices] = torch.flip(bits(updates), reversed_axes) if reversed_axes else bits(updates)
    return y
