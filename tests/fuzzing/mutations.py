"""Damage to files, drawn from a stream of random numbers."""

from __future__ import annotations

import random

_EXTREMES = (b"\xff" * 4, b"\0" * 4, b"\x7f" * 4, b"\xff\xff\xff\x7f", b"\0\0\0\x80")


def _change(data, place, draw):
    data[place] = draw.randrange(256)


def _remove(data, place, draw):
    del data[place : place + draw.randrange(1, 9)]


def _repeat(data, place, draw):
    start = draw.randrange(len(data))
    data[place:place] = data[start : start + draw.randrange(1, 20)]


def _exaggerate(data, place, draw):
    data[place : place + 4] = draw.choice(_EXTREMES)


def _cut(data, place, draw):
    del data[place:]


CHANGES = (_change, _change, _remove, _repeat, _exaggerate, _cut)


def damaged(seeds: list[bytes], number: int) -> bytes:
    """One of the files with one to sixteen changes; the same for the same number."""
    draw = random.Random(number)
    data = bytearray(draw.choice(seeds))
    for _ in range(draw.choice((1, 1, 2, 4, 16))):
        if data:
            draw.choice(CHANGES)(data, draw.randrange(len(data)), draw)
    return bytes(data)
