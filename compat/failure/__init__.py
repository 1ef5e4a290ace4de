"""What the launcher says behind the traceback of a program that died: where, why, what next.

Everything here happens after the failure; a program that runs pays nothing.
"""

from __future__ import annotations

import sys
from types import TracebackType

__all__ = ["attach", "explain", "install_hook"]


def explain(error: BaseException) -> str | None:
    """The closing block for an uncaught error; None where compat has nothing to say of it."""
    if not isinstance(error, Exception):
        return None
    from .block import Block, text_of
    from .causes import find
    from .place import locate

    place = locate(error)
    cause = find(error, place)
    if cause is None and place.layer is None:
        return None
    return text_of(Block(place, cause, error))


def attach(error: BaseException) -> str | None:
    """Put the block behind the error's own text; returned where this Python shows no notes."""
    try:
        text = explain(error)
    except Exception as own:  # the program's error has to be seen in any case
        text = f"compat: this error could not be explained ({type(own).__name__}: {own})"
    if text is None or not hasattr(error, "add_note"):
        return text
    error.add_note(text)
    return None


def install_hook() -> None:
    """Say the same at the end of Pythons that `compat exec` starts."""
    shown = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        text = attach(error)
        shown(kind, error, trace)
        if text is not None:
            print(text, file=sys.stderr)

    sys.excepthook = hook
