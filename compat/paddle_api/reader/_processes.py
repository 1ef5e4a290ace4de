"""Readers in processes of their own, which are forked when reading begins."""

from __future__ import annotations

import time
from collections import deque

from compat.core.data.processes import ProcessLanes

_MOST = 64  # samples in one message
_SOON = 0.02  # seconds after which a message goes, whatever is in it
_AHEAD = 3  # messages under way for each process


def samples_of(readers, slot=0, patience=None, together=_MOST):
    """The samples of the readers, one of each in turn, until all have ended.

    slot (int): bytes of shared memory for one message. patience (float): seconds to wait for one;
    raises TimeoutError after them. together (int): samples in one message.
    """

    def late(seconds, pids):
        if patience is not None:
            raise TimeoutError(f"no data for {seconds:.0f} s from the processes {pids}")

    lanes = ProcessLanes(
        lambda lane: _messages(readers[lane], together), len(readers), slot, late, patience or 300.0
    )
    try:
        yield from _in_turn([_received(lanes, lane) for lane in range(lanes.lanes)])
    finally:
        lanes.close()


def _messages(reader, together):
    """A function that gives the next samples, and whether these were the last."""
    samples = iter(reader())

    def take(_):
        found, until = [], time.monotonic() + _SOON
        for sample in samples:
            found.append(sample)
            if len(found) == together or time.monotonic() > until:
                return found, False
        return found, True

    return take


def _received(lanes, lane):
    """The samples of one process."""
    asked = deque()
    for _ in range(_AHEAD):
        lanes.submit(lane, None)
        asked.append(lane)
    while asked:
        found, last = lanes.result(asked.popleft())
        yield from found
        if last:
            return
        lanes.submit(lane, None)
        asked.append(lane)


def _in_turn(sources):
    while sources:
        for source in list(sources):
            try:
                sample = next(source)
            except StopIteration:
                sources.remove(source)
                continue
            yield sample
