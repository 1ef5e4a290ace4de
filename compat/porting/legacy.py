"""Which old names of other libraries the launcher gives back (see `compat._legacy`)."""

from __future__ import annotations

from functools import lru_cache

from .. import _legacy

_table = lru_cache(maxsize=1)(_legacy.names)


def covered(full: str) -> bool:
    """True for a name that its library has dropped and the launcher offers again."""
    return full in _table()
