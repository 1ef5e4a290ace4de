"""What there is to say about an error."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cause:
    """Cause, replacement and next command; empty where there is nothing better to say."""

    why: str
    instead: str = ""
    next: str = ""
    # the name of the framework that is at fault
    name: str | None = None
