"""Gathering, scattering, sorting. Indices are integers, non-negative and in range."""

from __future__ import annotations

from typing import Any

from .marker import Array, primitive


@primitive
def take(x: Array, indices: Array, axis: int) -> Any:
    """Slices of `x` along `axis`; the shape of `indices` replaces that axis.

    Gradient: a slice taken twice receives both cotangents.
    """


@primitive
def take_along_axis(x: Array, indices: Array, axis: int) -> Any:
    """Values of `x` at `indices` along `axis`; equal rank, the other axes broadcast.

    Gradient: a position taken twice receives both cotangents.
    """


@primitive
def put_along_axis(x: Array, indices: Array, updates: Array, axis: int, reduce: str) -> Any:
    """A copy of `x` with `updates` put at `indices` along `axis`.

    `indices` and `updates` have one shape; on the other axes it may be smaller than `x`, whose
    leading positions are then meant. reduce: "set" (the last of several wins where it matters:
    indices are unique), "add", "multiply", "max", "min". Gradient for "set" and "add" only.
    """


@primitive
def gather_nd(x: Array, indices: Array) -> Any:
    """`x[indices[..., 0], indices[..., 1], ...]`; missing trailing axes are taken whole."""


@primitive
def scatter_nd(x: Array, indices: Array, updates: Array, reduce: str) -> Any:
    """A copy of `x` with `updates` put where `gather_nd` would read.

    reduce: as for `put_along_axis`, and "subtract", "divide"; repeated indices accumulate.
    Gradient for "set" (unique indices), "add" and "subtract".
    """


@primitive(constant=True)
def nonzero(x: Array) -> Any:
    """int64 (n, rank): positions of non-zero elements in C order."""


@primitive(constant=True)
def searchsorted(x: Array, values: Array, side: str) -> Any:
    """int64 positions in ascending 1-D `x` before ("left") or behind ("right") equals."""


@primitive
def sort(x: Array, axis: int, descending: bool, stable: bool) -> Any:
    """Values in order along `axis`; NaN last when ascending. Gradient: permuted back."""


@primitive(constant=True)
def argsort(x: Array, axis: int, descending: bool, stable: bool) -> Any:
    """int64 positions that sort `x` along `axis`; `stable` keeps the order of equal elements."""


@primitive(default=True, results=2)
def top_k(x: Array, k: int, axis: int, largest: bool) -> Any:
    """The `k` extreme values along `axis` in order, and their int64 positions.

    Of equal values the one with the smaller position comes first. Gradient: scattered back.
    """


@primitive(constant=True, results=3)
def unique(x: Array) -> Any:
    """Sorted values of the 1-D `x`, int64 positions of each `x` among them, int64 counts."""
