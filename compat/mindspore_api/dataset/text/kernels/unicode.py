"""Normal forms, case, white space and scripts."""

from __future__ import annotations

import re
import unicodedata

from .scripts import script

WHITE_SPACE = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_SPACE = re.compile(f"[{WHITE_SPACE}]")
_WORD = re.compile(f"[^{WHITE_SPACE}]+")
_IGNORABLE = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)


def fold(text):
    """A text without differences of case and compatibility (NFKC_Casefold)."""
    text = unicodedata.normalize("NFD", _IGNORABLE.sub("", text)).casefold()
    text = unicodedata.normalize("NFKC", text).casefold()
    return _IGNORABLE.sub("", unicodedata.normalize("NFKC", text))


def normal(text, form):
    """A text in a normal form: "NFC", "NFD", "NFKC", "NFKD", or "" for as it is."""
    return unicodedata.normalize(form, text) if form else text


def is_space(character):
    """Whether a character is white space."""
    return _SPACE.match(character) is not None


def words(text):
    """(begin, end) of the parts between white space."""
    return [match.span() for match in _WORD.finditer(text)]


def split(text):
    """The parts between white space."""
    return _WORD.findall(text)


def script_runs(text, spaces):
    """(begin, end) of the parts in one script each; white space apart, or left out."""
    spans, begin, before = [], 0, None
    for i, character in enumerate(text):
        now = script(character), is_space(character)
        if before is not None and now != before:
            spans.append((begin, i, before[1]))
            begin = i
        before = now
    if before is not None:
        spans.append((begin, len(text), before[1]))
    return [(a, b) for a, b, space in spans if spaces or not space]
