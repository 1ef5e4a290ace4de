"""What the rules share: undoing broadcasts and reductions, stand-ins, conjugates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from ...compose import transposed
from ...table import op

Ints = tuple[int, ...]
COMPLEX = ("complex64", "complex128")


def unbroadcast(g: Any, shape: Ints) -> Any:
    """`g` summed over the axes along which an operand of `shape` was broadcast."""
    given = op.shape_of(g)
    if given == shape:
        return g
    extra = len(given) - len(shape)
    axes = tuple(i for i, n in enumerate(given) if i < extra or (n != 1 and shape[i - extra] == 1))
    if axes:
        g = op.sum(g, axes, False)
    return op.reshape(g, shape)


def kept(shape: Ints, axis: Sequence[int]) -> Ints:
    """`shape` with the sizes of `axis` replaced by 1."""
    return tuple(1 if i in axis else n for i, n in enumerate(shape))


def spread(g: Any, shape: Ints, axis: Sequence[int]) -> Any:
    """The cotangent of a reduction of `shape` over `axis`, repeated to `shape`."""
    return op.broadcast_to(op.reshape(g, kept(shape, axis)), shape)


def count(shape: Ints, axis: Sequence[int]) -> int:
    """Number of elements a reduction over `axis` takes together."""
    return math.prod(shape[i] for i in axis)


def zeros(g: Any, shape: Ints) -> Any:
    """Zeros of `shape` in the dtype and on the device of the cotangent `g`."""
    return op.full(shape, 0, op.dtype_of(g), op.device_of(g))


def is_complex(x: Any) -> bool:
    """True for a complex array."""
    return op.dtype_of(x) in COMPLEX


def conj(x: Any) -> Any:
    """Complex conjugate of an array or a Python scalar; `x` itself where it is real."""
    if isinstance(x, (int, float)):
        return x
    if isinstance(x, complex):
        return x.conjugate()
    return op.conj(x) if is_complex(x) else x


def adjoint(x: Any) -> Any:
    """Conjugate transpose over the last two axes."""
    return conj(transposed(x))
