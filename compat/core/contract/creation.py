"""Making arrays, asking about them, moving them."""

from __future__ import annotations

from typing import Any

from .marker import Array, primitive


@primitive
def asarray(data: Any, dtype: str, device: str) -> Any:
    """Array of NumPy data, nested lists, a Python scalar or an array of this backend.

    A NumPy array may be shared, never written to. float64 data are rounded once to `dtype`.
    """


@primitive(results=0)
def to_numpy(x: Array) -> Any:
    """NumPy array with the values of `x`; may share memory, may be read-only."""


@primitive
def full(shape: tuple[int, ...], value: Any, dtype: str, device: str) -> Any:
    """Array filled with a Python scalar."""


@primitive
def arange(start: Any, stop: Any, step: Any, dtype: str, device: str) -> Any:
    """`start + i * step` below (above, for a negative step) `stop`; Python scalars."""


@primitive
def astype(x: Array, dtype: str) -> Any:
    """`x` converted; float to integer truncates towards zero, to bool is `x != 0`.

    Gradient: the cotangent converted back; none from or to integers and bool.
    """


@primitive
def copy(x: Array) -> Any:
    """The values of `x` in memory of their own. Gradient: the cotangent."""


@primitive
def to_device(x: Array, device: str) -> Any:
    """`x` on `device`. Gradient: the cotangent, moved back."""


@primitive(results=0)
def shape_of(x: Array) -> tuple[int, ...]:
    """Shape as a tuple of Python ints."""


@primitive(results=0, default=True)
def rank_of(x: Array) -> int:
    """Number of axes."""


@primitive(results=0)
def dtype_of(x: Array) -> str:
    """Canonical dtype name (`compat.core.dtypes`)."""


@primitive(results=0)
def device_of(x: Array) -> str:
    """Device name: "cpu", "cuda:0"."""
