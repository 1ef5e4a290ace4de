"""Sequences: the part that works without levels of detail."""

from __future__ import annotations

from compat._absent import absent_names

from .._dtypes import vartype
from .._ops import indexing as _indexing
from .._varbase import VarBase

__all__ = ["sequence_mask"]


def sequence_mask(x, maxlen=None, dtype="int64", name=None):
    """1 in front of every length along a new last axis, then 0."""
    if isinstance(maxlen, VarBase):
        maxlen = int(maxlen)
    return _indexing.sequence_mask(x, -1 if maxlen is None else maxlen, vartype(dtype))


__getattr__ = absent_names("paddle.fluid.layers.sequence_lod", __name__)
