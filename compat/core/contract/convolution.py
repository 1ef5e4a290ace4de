"""Convolution over 1 to 3 spatial axes behind (batch, channels), and its two adjoints.

The maps come with their transposes, so the set is closed under differentiation.
"""

from __future__ import annotations

from typing import Any

from .marker import Array, primitive

Ints = tuple[int, ...]
Pairs = tuple[tuple[int, int], ...]


@primitive
def conv(x: Array, w: Array, stride: Ints, padding: Pairs, dilation: Ints, groups: int) -> Any:
    """Cross-correlation of x (N, C, *in) with w (M, C / groups, *k) to (N, M, *out).

    `out[n, m, i] = sum over c, t of x[n, c, stride * i + dilation * t - lo] * w[m, c, t]`,
    positions outside `x` counting as 0, `out = (in + lo + hi - dilation * (k - 1) - 1) // stride +
    1` per axis. `padding` holds (lo, hi) per axis; negative entries cut `x`. float16 accumulates in
    float32. A tap that is infinite or NaN makes NaN of the padding's zeros; a library's own kernel
    may not.
    """


@primitive
def conv_input_grad(
    g: Array,
    w: Array,
    input_shape: Ints,
    stride: Ints,
    pad_before: Ints,
    dilation: Ints,
    groups: int,
) -> Any:
    """Adjoint of `conv` for its input, which is the transposed convolution.

    g (N, M, *out), w (M, C / groups, *k), result `input_shape` = (N, C, *in):
    `x[n, c, stride * i + dilation * t - pad_before] += g[n, m, i] * w[m, c, t]` for every `i` and
    `t` whose target lies inside. Positions that no tap reaches are 0. `pad_before` is the `lo` of
    `conv` per axis and may be negative or exceed the kernel; the spatial shape of `g` need not be
    the one `conv` would give.
    """


@primitive
def conv_filter_grad(
    x: Array,
    g: Array,
    filter_shape: Ints,
    stride: Ints,
    pad_before: Ints,
    dilation: Ints,
    groups: int,
) -> Any:
    """Adjoint of `conv` for its filter.

    `w[m, c, t] = sum over n, i of x[n, c, stride * i + dilation * t - pad_before] * g[n, m, i]`,
    positions outside `x` counting as 0 as for `conv`; result `filter_shape` = (M, C / groups, *k).
    """
