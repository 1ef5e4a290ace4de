"""Convolution, pooling, resampling over 1 to 3 spatial axes behind (batch, channels).

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
    g: Array, w: Array, input_shape: Ints, stride: Ints, lead: Ints, dilation: Ints, groups: int
) -> Any:
    """Adjoint of `conv` for its input, which is the transposed convolution.

    g (N, M, *out), w (M, C / groups, *k), result `input_shape` = (N, C, *in): `x[n, c, stride * i +
    dilation * t - lead] += g[n, m, i] * w[m, c, t]` for every `i` and `t` whose target lies inside.
    Positions that no tap reaches are 0. `lead` is the `lo` of `conv` per axis and may be negative
    or exceed the kernel; the extents of `g` need not be those `conv` would give.
    """


@primitive
def conv_filter_grad(
    x: Array, g: Array, filter_shape: Ints, stride: Ints, lead: Ints, dilation: Ints, groups: int
) -> Any:
    """Adjoint of `conv` for its filter.

    `w[m, c, t] = sum over n, i of x[n, c, stride * i + dilation * t - lead] * g[n, m, i]`,
    positions outside `x` counting as 0 as for `conv`; result `filter_shape` = (M, C / groups, *k).
    """


@primitive(results=2)
def max_pool(x: Array, window: Ints, stride: Ints, padding: Pairs, dilation: Ints) -> Any:
    """Largest element of every window, and its int64 position in the flattened spatial extents.

    Output extents as for `conv`; padding never wins; of equal elements the first one counts; NaN
    wins. Every window holds at least one element. Gradient: to the position found.
    """


@primitive
def sum_pool(x: Array, window: Ints, stride: Ints, padding: Pairs) -> Any:
    """Sum of every window, positions outside counting as 0; output extents as for `conv`."""


@primitive
def sum_pool_grad(g: Array, input_shape: Ints, window: Ints, stride: Ints, lead: Ints) -> Any:
    """Adjoint of `sum_pool`: every cotangent added to the positions of its window."""


@primitive
def resize(x: Array, size: Ints, method: str, coordinates: str) -> Any:
    """`x` resampled to the spatial extents `size`, each axis on its own.

    Output position `i` reads input position `p`, with `r = in / out`: coordinates "half_pixel"
    `(i + 0.5) * r - 0.5`; "asymmetric" `i * r`; "align_corners" `i * (in - 1) / (out - 1)` (0 when
    out is 1). method "nearest": `floor(p)` for asymmetric, `floor((i + 0.5) * r)` for half_pixel,
    `floor(p + 0.5)` for align_corners; "linear": between the neighbours, p clamped to the extents;
    "cubic": Keys' kernel with a = -0.75, neighbours clamped. Positions are computed in float32.
    """


@primitive
def resize_grad(g: Array, input_shape: Ints, method: str, coordinates: str) -> Any:
    """Adjoint of `resize`."""


@primitive(default=True)
def grid_sample(x: Array, grid: Array, mode: str, padding_mode: str, align_corners: bool) -> Any:
    """x (N, C, *in) read at grid (N, *out, d), coordinates in [-1, 1], last spatial axis first.

    mode "bilinear" or "nearest"; padding_mode "zeros", "border" or "reflection".
    """
