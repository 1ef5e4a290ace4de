"""Beam search."""

from __future__ import annotations

from compat.core import op

from .._operands import part, raw
from .._varbase import wrap


def gather_tree(ids, parents):
    """Sequences of a beam search (T, N, K), followed back from the last step."""
    steps, parent = raw(ids._value), raw(parents._value)
    time = op.shape_of(steps)[0]
    rest = op.shape_of(steps)[1:]
    found = [op.reshape(part(steps, 0, time - 1, time), rest)]
    beam = op.reshape(part(parent, 0, time - 1, time), rest)
    for t in range(time - 2, -1, -1):
        now = op.reshape(part(steps, 0, t, t + 1), rest)
        before = op.reshape(part(parent, 0, t, t + 1), rest)
        found.append(op.take_along_axis(now, beam, 1))
        beam = op.take_along_axis(before, beam, 1)
    return wrap(op.stack(found[::-1], 0))
