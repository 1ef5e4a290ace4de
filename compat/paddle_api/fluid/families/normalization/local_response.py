"""Normalisation over neighbouring channels."""

from __future__ import annotations

from compat.core import op

from ..._operands import f32, take
from ..._registry import operator
from ..._varbase import wrap
from ..shape.view import transpose2_op


@operator
def lrn_op(x, n=5, k=2.0, alpha=1e-4, beta=0.75, **options):
    """Divided by a power of the squares of neighbouring channels."""
    value = take(x, "lrn")
    shape = op.shape_of(value)
    half = (n - 1) // 2
    padded = op.pad(
        op.multiply(value, value), ((0, 0), (half, n - 1 - half), (0, 0), (0, 0)), "constant", 0.0
    )
    total = None
    for i in range(n):
        end = (shape[0], i + shape[1], shape[2], shape[3])
        window = op.strided_slice(padded, (0, i, 0, 0), end, (1, 1, 1, 1))
        total = window if total is None else op.add(total, window)
    middle = op.add(op.multiply(total, f32(alpha)), f32(k))
    return wrap(op.multiply(value, op.pow(middle, -f32(beta)))), wrap(middle)


def lrn(input, n=5, k=1.0, alpha=1e-4, beta=0.75, name=None, data_format="NCHW"):
    """Elements divided by a power of the squares in `n` neighbouring channels."""
    if len(input.shape) != 4:
        raise ValueError(
            f"Input's dimension size of Op(lrn) must be 4, but received {len(input.shape)}."
        )
    if data_format not in ("NCHW", "NHWC"):
        raise ValueError(
            "Attr(data_format) of Op(lrn) got wrong value: received "
            f"{data_format} but only NCHW or NHWC supported."
        )
    if data_format == "NCHW":
        return lrn_op(input, n, k, alpha, beta)[0]
    first = transpose2_op(input, [0, 3, 1, 2])
    return transpose2_op(lrn_op(first, n, k, alpha, beta)[0], [0, 2, 3, 1])
