"""Sequences of different lengths."""

from __future__ import annotations

from compat.core import op

from .._dtypes import canonical, vartype
from .._operands import NUMBERS, raw, take
from .._registry import operator
from .._varbase import VarBase, wrap


@operator
def sequence_mask_op(x, maxlen=-1, out_dtype=3, **options):
    """1 in front of every length along a new last axis, then 0."""
    lengths = raw(take(x, "sequence_mask", NUMBERS))
    if maxlen is None or maxlen < 0:
        maxlen = int(op.to_numpy(lengths).max())
    places = op.arange(0, int(maxlen), 1, op.dtype_of(lengths), op.device_of(lengths))
    shorter = op.less(places, op.reshape(lengths, (*op.shape_of(lengths), 1)))
    return wrap(op.astype(shorter, canonical(out_dtype)))


def sequence_mask(x, maxlen=None, dtype="int64", name=None):
    """1 in front of every length along a new last axis, then 0."""
    if isinstance(maxlen, VarBase):
        maxlen = int(maxlen)
    return sequence_mask_op(x, -1 if maxlen is None else maxlen, vartype(dtype))
