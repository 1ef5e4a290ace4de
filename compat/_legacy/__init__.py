"""Names that old programs use and that Python and other libraries have dropped since.

`python -m compat`, notebooks and the pytest plugin give them back, each library's when the program
imports it; the first use of a name warns. `COMPAT_LEGACY=0` turns this off. Importing compat alone
never touches another library.
"""

from __future__ import annotations

import os
import sys

from .finder import LegacyFinder
from .offer import LegacyNameWarning
from .tables import LIBRARIES, MOVED

__all__ = ["LegacyNameWarning", "install", "names"]


def install() -> bool:
    """Offer the old names from now on; returns False when `COMPAT_LEGACY=0` forbids it."""
    if os.environ.get("COMPAT_LEGACY", "1").strip() in ("0", "false", "no"):
        return False
    if any(isinstance(f, LegacyFinder) for f in sys.meta_path):
        return True
    finder = LegacyFinder()
    sys.meta_path.insert(0, finder)
    for name in LIBRARIES:
        if name in sys.modules:
            finder.patch(sys.modules[name], name)
    return True


def names() -> frozenset[str]:
    """The full names that are given back, such as "numpy.float"."""
    rows = {f"{m}.{row.name}" for m, library in LIBRARIES.items() for row in library.rows}
    return frozenset(rows | set(MOVED))
