"""Which old names of other libraries the launcher gives back (see `compat._legacy`)."""

from __future__ import annotations

from functools import lru_cache

from .. import _legacy


@lru_cache(maxsize=1)
def _table() -> frozenset[str]:
    names = {f"numpy.{n}" for n in (*_legacy.NUMPY_BUILTINS, *_legacy.NUMPY_ALIASES)}
    names |= {f"numpy.{n}" for n in (*_legacy.NUMPY_NUMBERS, "in1d", "asscalar", "asfarray")}
    names |= {f"PIL.Image.{n}" for n in ("ANTIALIAS", "LINEAR", "CUBIC")}
    names |= {f"collections.{n}" for n in _legacy.COLLECTIONS_ABC}
    return frozenset(names | {"time.clock", "fractions.gcd"})


def covered(full: str) -> bool:
    """True for a name that its library has dropped and the launcher offers again."""
    return full in _table()
