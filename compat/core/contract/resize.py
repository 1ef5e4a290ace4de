"""Resampling of spatial axes behind (batch, channels): to a size, and at given points."""

from __future__ import annotations

from typing import Any

from .marker import Array, primitive

Ints = tuple[int, ...]


@primitive
def resize(x: Array, size: Ints, method: str, coordinates: str) -> Any:
    """`x` resampled to the spatial sizes `size`, each axis on its own.

    Output position `i` reads input position `p`, with `r = in / out`: coordinates "half_pixel"
    `(i + 0.5) * r - 0.5`; "asymmetric" `i * r`; "align_corners" `i * (in - 1) / (out - 1)` (0 when
    out is 1). method "nearest": `floor(p)` for asymmetric, `floor((i + 0.5) * r)` for half_pixel,
    `floor(p + 0.5)` for align_corners; "linear": between the neighbours, p clamped to the sizes;
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
