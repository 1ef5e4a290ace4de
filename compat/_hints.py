"""What to do about an error that another library's release causes, behind the traceback."""

from __future__ import annotations

import re
import sys

ONE_ELEMENT = "only 0-dimensional arrays can be converted to Python scalars"
CURE = """compat: NumPy {version} refuses float(a), int(a) and "%f" % a for an array with one
compat: element, as every NumPy from 2.4 on. Programs of this age need an older one:
compat:     pip install 'numpy>=2.0,<2.4'
compat: (or write a.item() in place of a in the line above)."""


PROMOTION = """compat: if one of these comes from NumPy: since NumPy 2 a float32 array times a
compat: numpy.float64, which numpy.sqrt(n) of a Python number is, is float64; it was float32.
compat: Write float(numpy.sqrt(n)) in the line that makes the array."""
WRONG_TYPE = re.compile(r"holds the wrong type, it holds \w+, but desires to be (float|double)")


def hint_for(error: BaseException) -> str | None:
    """The cure of an error that a newer NumPy brings to an old program, else None."""
    numpy = sys.modules.get("numpy")
    raised: BaseException | None = error
    while numpy is not None and raised is not None:
        if isinstance(raised, TypeError) and ONE_ELEMENT in str(raised):
            return CURE.format(version=numpy.__version__)
        if WRONG_TYPE.search(str(raised)):
            return PROMOTION
        raised = raised.__cause__ or raised.__context__
    return None


def show(error: BaseException) -> None:
    """Print the cure, if there is one, to standard error."""
    text = hint_for(error)
    if text is not None:
        print(text, file=sys.stderr)
