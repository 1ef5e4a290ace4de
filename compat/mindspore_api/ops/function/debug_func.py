"""Printing."""

from __future__ import annotations

from ...common import dtype as mstype
from ...common.tensor import Tensor

__all__ = ["print_"]


def print_(*input_x):
    """Print values, a tensor as its `repr` in one piece, one line for each."""
    for x in input_x:
        print(shown(x), flush=True)


def shown(x):
    """Text of a printed argument."""
    if not isinstance(x, Tensor):
        return str(x)
    name = str(x.dtype)
    body = f" {x.asnumpy():g}" if x.ndim == 0 and x.dtype != mstype.bool_ else _rows(x)
    return f"Tensor(shape=[{', '.join(map(str, x.shape))}], dtype={name}, value={body})"


def _rows(x):
    text = repr(x)
    _, mark, rest = text.partition("value=")
    return rest[:-1] if mark else f" {x.asnumpy()}"
