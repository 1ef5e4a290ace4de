"""Convolution and its two adjoints: the choice of a plan, and what no plan covers."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from compat.core.contract import implements

from ..quiet import quietly
from ..workers import alone, finite, settled, share
from . import plans, taps
from .bands import banded_conv, banded_filter_grad
from .geometry import Geometry
from .planes import planes_conv
from .stack import grouped
from .toeplitz import toeplitz_conv, toeplitz_filter_grad, toeplitz_input_grad, windows


@lru_cache(maxsize=512)
def described(long, short, w, stride, pad_before, dilation, groups):
    """The geometry for arrays of these shapes."""
    return Geometry(
        *(long[0], long[1], w[0], groups, long[2:], short[2:], w[2:], stride, pad_before, dilation)
    )


@lru_cache(maxsize=512)
def result_shape(x, w, stride, padding, dilation):
    """Shape of the correlation, and the `lo` of its padding."""
    axes = zip(x[2:], w[2:], stride, padding, dilation, strict=True)
    space = [max(0, (n + lo + hi - d * (k - 1) - 1) // s + 1) for n, k, s, (lo, hi), d in axes]
    return (x[0], w[0], *space), tuple(lo for lo, _ in padding)


def prepared(x):
    """`x` contiguous and in a dtype to accumulate in."""
    return np.ascontiguousarray(x, np.float32 if x.dtype == np.float16 else None)


def plain(x, geometry):
    """What the plans are made for: real numbers, and some of them."""
    return x.dtype.char in "fd" and geometry.operations > 0


def limited(function, a, b, geometry):
    """`function(a, b, geometry)` with as many threads of BLAS as are good for it."""
    return (alone if geometry.slight else settled)(function, a, b, geometry)


@implements
def conv(x, w, stride, padding, dilation, groups):
    dtype, x, w = x.dtype, prepared(x), prepared(w)
    shape, pad_before = result_shape(x.shape, w.shape, stride, padding, dilation)
    geometry = described(x.shape, shape, w.shape, stride, pad_before, dilation, groups)
    return quietly(limited, correlated, x, w, geometry).astype(dtype, copy=False)


def correlated(x, w, geometry):
    """`conv` for prepared arrays."""
    if not plain(x, geometry):
        return exact(x, w, geometry)
    plan = chosen(geometry)
    y = plan(x, w, geometry)
    return exact(x, w, geometry) if y is None else y


def exact(x, w, geometry):
    """The correlation by its terms, for operands that a factor of 0 turns into NaN.

    The zeros of the padding are such factors, those that a plan would add are not.
    """
    y = np.zeros((geometry.batch, geometry.filters, *geometry.short), x.dtype)
    x, pad_before = surrounded(x, geometry)
    return taps.conv(x, w, y, geometry.stride, pad_before, geometry.dilation, geometry.groups)


def surrounded(x, geometry):
    """`x` with the zeros that its padding counts as, and what is then left to cut."""
    widths = []
    for axis, size in enumerate(geometry.short):
        start, stop = geometry.span(axis, 0, size)
        widths.append((max(-start, 0), max(stop - geometry.long[axis], 0)))
    pad_before = tuple(
        lo - before for lo, (before, _) in zip(geometry.pad_before, widths, strict=True)
    )
    return np.pad(x, [(0, 0), (0, 0), *widths]), pad_before


def chosen(geometry):
    """The plan for a correlation."""
    if geometry.dense:
        return plans.dense_conv
    if geometry.depth == 1 and geometry.filters == geometry.groups:
        return plans.scaled_conv
    if windows(geometry, "forward"):
        return toeplitz_conv
    if geometry.planar:
        return planes_conv
    if geometry.banded:
        return banded_conv
    return plans.stacked_conv


def spreads(geometry):
    """Whether the plan multiplies the input by zeros besides the padding's; None where that spoils
    the result."""
    plan = chosen(geometry)
    return plan in (toeplitz_conv, planes_conv) or (plan is banded_conv and geometry.in_vain)


def steps(geometry):
    return geometry.stride, geometry.pad_before, geometry.dilation, geometry.groups


@implements
def conv_input_grad(g, w, input_shape, stride, pad_before, dilation, groups):
    dtype, g, w = g.dtype, prepared(g), prepared(w)
    geometry = described(tuple(input_shape), g.shape, w.shape, stride, pad_before, dilation, groups)
    return quietly(limited, transposed, g, w, geometry).astype(dtype, copy=False)


def transposed(g, w, geometry):
    """`conv_input_grad` for prepared arrays."""
    if geometry.inputs and plain(g, geometry):
        if geometry.dense:
            return plans.dense_input_grad(g, w, geometry)
        if not geometry.unit and windows(geometry, "adjoint"):
            x = toeplitz_input_grad(g, w, geometry)
            return exactly_transposed(g, w, geometry) if x is None else x
        if geometry.sparse:
            return plans.multiplied_out(g, w, geometry)
        if geometry.scatters:
            filters = grouped(w, geometry.groups).swapaxes(1, 2)
            return plans.scattered(g, filters, geometry)
        # The plans for phases multiply zeros around `g` that the formula does not have.
        spreading = spreading_phases(geometry)
        early = w.size < geometry.inputs and not spreading
        if not early or finite(w):
            x = by_phases(g, w, geometry)
            checked = early or (spreading and geometry.unit)
            if x is not None and (checked or finite(x)):
                return x
    return exactly_transposed(g, w, geometry)


def exactly_transposed(g, w, geometry):
    """The adjoint by its terms."""
    x = np.zeros((geometry.batch, geometry.channels, *geometry.long), g.dtype)
    return taps.conv_input_grad(g, w, x, *steps(geometry))


def spreading_phases(geometry):
    """True if a part uses a plan that adds zero products beyond the padding's.

    Infinities and NaN need a check then.
    """
    if "spreading" not in geometry.readings:
        parts = [geometry.mirrored] if geometry.unit else [p for _, _, p in geometry.phases if p]
        geometry.readings["spreading"] = any(map(spreads, parts))
    return geometry.readings["spreading"]


def by_phases(g, w, geometry):
    """Results that are `stride` apart are one correlation of `g` with some of the taps."""
    if geometry.unit:
        mirrored = geometry.mirrored
        return chosen(mirrored)(g, plans.turned(w, geometry.groups), mirrored)
    x = np.empty((geometry.batch, geometry.channels, *geometry.long), g.dtype)
    spoiled = []

    def run(item):
        places, kernel, phase = item
        if phase is None or not phase.positions:
            x[places] = 0
            return
        part = chosen(phase)(g, plans.turned(w[kernel], geometry.groups), phase)
        if part is None:
            spoiled.append(phase)
        else:
            x[places] = part

    share(run, geometry.phases, geometry.phase_threads)
    return None if spoiled else x


@implements
def conv_filter_grad(x, g, filter_shape, stride, pad_before, dilation, groups):
    dtype, x, g = x.dtype, prepared(x), prepared(g)
    geometry = described(
        x.shape, g.shape, tuple(filter_shape), stride, pad_before, dilation, groups
    )
    return quietly(limited, filtered, x, g, geometry).astype(dtype, copy=False)


def filtered(x, g, geometry):
    """`conv_filter_grad` for prepared arrays."""
    if plain(x, geometry):
        if geometry.dense:
            return plans.dense_filter_grad(x, g, geometry)
        toeplitz = windows(geometry, "sums")
        if not toeplitz and not geometry.banded_backwards and not geometry.mirrors:
            return plans.stacked_filter_grad(x, g, geometry)
        w = roundabout_filter_grad(x, g, geometry)
        if finite(w):
            return w
    shape = (geometry.filters, geometry.channels // geometry.groups, *geometry.kernel)
    x, pad_before = surrounded(x, geometry)
    w = np.zeros(shape, x.dtype)
    return taps.conv_filter_grad(
        x, g, w, geometry.stride, pad_before, geometry.dilation, geometry.groups
    )


def roundabout_filter_grad(x, g, geometry):
    """`conv_filter_grad` by plans that multiply zeros the formula does not have."""
    if windows(geometry, "sums"):
        return toeplitz_filter_grad(x, g, geometry)
    if geometry.banded_backwards:
        return banded_filter_grad(x, g, geometry)
    return plans.turned(plans.stacked_filter_grad(g, x, geometry.mirrored), geometry.groups)
