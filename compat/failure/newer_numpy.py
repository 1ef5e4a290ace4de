"""Errors that NumPy's own changes bring to programs of this age, and their cures."""

from __future__ import annotations

import re
import sys

from .cause import Cause

ONE_ELEMENT = "only 0-dimensional arrays can be converted to Python scalars"
WRONG_TYPE = re.compile(r"holds the wrong type, it holds \w+, but desires to be (float|double)")
REFUSES = (
    'NumPy {version} refuses float(a), int(a) and "%f" % a for an array with one element, '
    "as every NumPy from 2.4 on"
)
WIDER = "{text}; since NumPy 2, a float32 array times numpy.float64 is float64 (it was float32)"


def cause(error: BaseException) -> Cause | None:
    """The cure of an error that a newer NumPy brings to an old program, else None."""
    numpy = sys.modules.get("numpy")
    if numpy is None:
        return None
    if isinstance(error, TypeError) and ONE_ELEMENT in str(error):
        why = REFUSES.format(version=numpy.__version__)
        return Cause(why, "a.item() in place of a", "pip install 'numpy>=2.0,<2.4'")
    found = WRONG_TYPE.search(str(error))
    if found is None:
        return None
    instead = "Write float(numpy.sqrt(n)) in the line that makes the array."
    return Cause(WIDER.format(text=f"an operand {found[0]}"), instead)
