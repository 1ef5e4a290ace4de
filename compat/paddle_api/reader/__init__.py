"""Readers: functions that return iterators over samples."""

from __future__ import annotations

from compat._absent import absent_names

from .decorator import (
    ComposeNotAligned,
    buffered,
    cache,
    chain,
    compose,
    firstn,
    map_readers,
    multiprocess_reader,
    shuffle,
    xmap_readers,
)

__getattr__ = absent_names("paddle.reader", __name__)
