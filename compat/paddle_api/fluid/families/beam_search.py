"""Beam search."""

from __future__ import annotations

from compat.core import op

from .._operands import raw
from .._varbase import wrap


def gather_tree(ids, parents):
    """Sequences of a beam search (T, N, K), followed back from the last step."""
    # As in Paddle, a parent counts in the memory of its step, batch entry by batch entry.
    steps, parent = raw(ids._value), raw(parents._value)
    shape = op.shape_of(steps)
    time, batch, beams = shape
    size, device = time * batch * beams, op.device_of(steps)
    steps, parent = op.reshape(steps, (size,)), op.astype(op.reshape(parent, (size,)), "int64")
    entries = op.reshape(op.arange(0, batch, 1, "int64", device), (batch, 1))
    entries = op.multiply(entries, op.full((), beams, "int64", device))
    beam = op.add(entries, op.reshape(op.arange(0, beams, 1, "int64", device), (1, beams)))
    found = []
    for t in range(time - 1, -1, -1):
        place = op.add(beam, op.full((), t * batch * beams, "int64", device))
        place = op.minimum(op.maximum(place, 0), size - 1)
        found.append(op.take(steps, place, 0))
        beam = op.add(entries, op.take(parent, place, 0))
    return wrap(op.stack(found[::-1], 0))
