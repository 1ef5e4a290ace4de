"""The closing block: at most six lines, the cause and the next command always among them."""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import dataclass

from .cause import Cause
from .place import Place
from .program import missing_names, own_files, words

MOST, MOST_OF_A_CAUSE = 160, 300
_NAMES_SHOWN = 3


@dataclass
class Block:
    """What there is to say."""

    place: Place
    cause: Cause | None
    error: BaseException


def text_of(block: Block) -> str:
    """The lines, each with the word that says what it is."""
    place, cause = block.place, block.cause or Cause("", "")
    rows = [
        ("in", _layer(place)),
        ("line", _line(place)),
        ("cause", cause.why or _first_line(block.error)),
        ("try", cause.instead),
        ("more", _others(cause)),
        ("next", cause.next or _trace()),
    ]
    return "\n".join(
        f"compat: {word:<6}{_cut(said, MOST_OF_A_CAUSE if word == 'cause' else MOST)}"
        for word, said in rows
        if said
    )


def _layer(place: Place) -> str:
    if place.layer is None:
        return ""
    given = f", given {place.given}" if place.given else ""
    weights = f"; it has {place.weights}" if place.weights else ""
    return f"{place.layer}{given}{weights}"


def _line(place: Place) -> str:
    if place.line is None:
        return ""
    name, number, text = place.line
    near = os.path.relpath(name) if not name.startswith("<") else name
    return f"{min(near, name, key=len)}:{number}: {text}".rstrip(": ")


def _first_line(error: BaseException) -> str:
    text = str(error).strip().splitlines()
    return f"{type(error).__name__}: {text[0]}" if text else type(error).__name__


def _others(cause: Cause) -> str:
    """How many more names of the program fail the same way."""
    if cause.name is None:
        return ""
    files = own_files()
    if not files:
        return ""
    others = [f for f in missing_names(files) if not f"{cause.name}.".startswith(f"{f.name}.")]
    if not others:
        return "no other such name in this program"
    shown = ", ".join(f"{f.name} ({f.places[0]})" for f in others[:_NAMES_SHOWN])
    rest = "" if len(others) <= _NAMES_SHOWN else ", ..."
    count = f"{len(others)} more such name" + "s" * (len(others) > 1)
    return f"{count} in this program: {shown}{rest}"


def _trace() -> str:
    return f"{shlex.join(['compat', '--trace', *words(sys.argv)])}   (shapes and dtypes up to here)"


def _cut(said: str, most: int) -> str:
    said = " ".join(said.split())
    return said if len(said) <= most else said[: most - 3] + "..."
