"""Regular expressions in the language of ICU, which MindSpore uses, through Python's `re`."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache, lru_cache

from . import scripts
from .unicode import WHITE_SPACE

_LINE_ENDS = "\\n\\r\\x85\u2028\u2029"
_SCRIPTS = {
    "arabic": "\u0628", "armenian": "\u0531", "bengali": "\u0985", "common": "1", "cyrillic": "Б",
    "devanagari": "\u0905", "greek": "Ω", "hangul": "\uac00", "han": "中", "hebrew": "\u05d0",
    "hiragana": "あ", "katakana": "ア", "latin": "A", "tamil": "\u0b85", "thai": "\u0e01",
}  # fmt: skip
_LONG = {
    "letter": "L", "mark": "M", "number": "N", "punctuation": "P", "symbol": "S", "separator": "Z",
    "other": "C", "uppercaseletter": "Lu", "lowercaseletter": "Ll", "uppercase": "Lu",
    "lowercase": "Ll", "nonspacingmark": "Mn", "decimalnumber": "Nd", "control": "Cc",
    "format": "Cf", "spaceseparator": "Zs", "alphabetic": "L",
}  # fmt: skip
_POSIX = {
    "alpha": "L", "punct": "P", "digit": "Nd", "upper": "Lu", "lower": "Ll", "cntrl": "Cc",
}  # fmt: skip
_KNOWN = re.compile("C[cfnos]?|L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?")
_WORD = ("L", "Nl", "M", "Nd", "Pc")
_JOINERS = (0x200C, 0x200D)


class PatternFault(ValueError):
    """A pattern is wrong, or says what Python's `re` cannot."""


@cache
def _categories():
    """General category -> [(first, last)] of its code points."""
    found, begin, before = {}, 0, "Cc"
    for point in range(sys.maxunicode + 2):
        now = unicodedata.category(chr(point)) if point <= sys.maxunicode else ""
        if now != before:
            found.setdefault(before, []).append((begin, point - 1))
            begin, before = point, now
    return found


def _of_property(name):
    """[(first, last)] of the code points with a property."""
    key = name.partition("=")[2] or name
    key = key.strip().replace(" ", "").replace("_", "").lower()
    if key.removeprefix("is") in _SCRIPTS:
        return scripts.ranges(_SCRIPTS[key.removeprefix("is")])
    if key in ("whitespace", "space"):
        return [(ord(m[0]), ord(m[-1])) for m in re.findall("[^-]-[^-]|[^-]", WHITE_SPACE)]
    if key == "word":
        return [(j, j) for j in _JOINERS] + [r for name in _WORD for r in _of_property(name)]
    if key == "any":
        return [(0, sys.maxunicode)]
    wanted = _LONG.get(key, key[:1].upper() + key[1:])
    if not _KNOWN.fullmatch(wanted):
        raise PatternFault(f"unknown property {name}")
    return [r for c, rows in _categories().items() if c.startswith(wanted) for r in rows]


def _complement(ranges):
    """The code points outside of ranges."""
    place, found = 0, []
    for first, last in sorted(ranges):
        if first > place:
            found.append((place, first - 1))
        place = max(place, last + 1)
    if place <= sys.maxunicode:
        found.append((place, sys.maxunicode))
    return found


@lru_cache(64)
def _set(name, negated):
    """The code points with (without) a property, as the inside of a set of `re`."""
    ranges = _of_property(name)
    if negated:
        ranges = _complement(ranges)
    return "".join(f"\\U{a:08x}-\\U{b:08x}" for a, b in ranges)


class _Translator:
    """One pass over a pattern."""

    def __init__(self, pattern):
        self._pattern, self._at = pattern, 0

    def _take(self, expression):
        """What matches at the present place, passed over; None where it does not."""
        match = re.compile(expression).match(self._pattern, self._at)
        if match is not None:
            self._at = match.end()
        return match

    def all(self):
        """The pattern in the language of `re`."""
        out = []
        while self._at < len(self._pattern):
            out.append(self._part())
        return "".join(out)

    def _part(self):
        if self._take(r"\\Q"):
            match = self._take(r"(?s:(.*?))(?:\\E|\Z)")
            return re.escape(match[1])
        inside = self._escape()
        if inside is not None:
            return f"[{inside}]"
        if self._take(r"\["):
            return self._bracket()
        if self._take(r"\."):
            return f"[^{_LINE_ENDS}]"
        match = self._take(r"\(\?<(\w+)>")
        if match:
            return f"(?P<{match[1]}>"
        return self._take(r"(?s:\\?.)")[0]

    def _escape(self):
        """The inside of a set for an escape that `re` has not; None for others."""
        match = self._take(r"\\([pP])\{(\^?)([^}]+)\}|\\([pP])(\w)()")
        if match:
            letter, name = match[1] or match[4], match[3] or match[5]
            return _set(name, (letter == "P") != bool(match[2]))
        match = self._take(r"\\x\{([0-9a-fA-F]+)\}")
        if match:
            return f"\\U{int(match[1], 16):08x}"
        match = self._take(r"\\([sSwWh])")
        if match:
            if match[1] == "h":
                return " \\t"
            return _set({"s": "whitespace", "w": "word"}[match[1].lower()], match[1].isupper())
        return None

    def _bracket(self):
        negated = "^" if self._take(r"\^") else ""
        inside = ["\\]"] if self._take(r"\]") else []
        while not self._take(r"\]"):
            if self._at >= len(self._pattern):
                raise PatternFault("a set is not closed")
            inside.append(self._member())
        return f"[{negated}{''.join(inside)}]"

    def _member(self):
        found = self._escape()
        if found is not None:
            return found
        match = self._take(r"\[:(\^?)(\w+):\]")
        if match:
            return _set(_POSIX.get(match[2], match[2]), bool(match[1]))
        if self._take(r"&&|--"):
            raise PatternFault("sets are not intersected")
        if self._take(r"\["):
            nested = self._bracket()
            if nested.startswith("[^"):
                raise PatternFault("a negated set stands within another")
            return nested[1:-1]
        found = self._take(r"(?s:\\?.)")[0]
        return "\\" + found if found in "[&~|" else found


@lru_cache(256)
def compiled(pattern):
    """A pattern for `re`. Raises PatternFault."""
    try:
        return re.compile(_Translator(pattern).all())
    except (re.error, OverflowError, TypeError) as error:
        raise PatternFault(str(error)) from error


@lru_cache(256)
def template(text):
    """A replacement as `Match.expand` takes it: `$1` and `${name}` are groups."""
    out, at = [], 0
    part = re.compile(r"(?s)\\(.)|\$(\d+)|\$\{(\w+)\}|(.)")
    while at < len(text):
        match = part.match(text, at)
        if match is None:
            raise PatternFault("a replacement ends in the middle")
        at = match.end()
        if match[2] or match[3]:
            out.append(f"\\g<{match[2] or match[3]}>")
        else:
            if match[4] == "$":
                raise PatternFault("no group behind $")
            out.append((match[1] or match[4]).replace("\\", r"\\"))
    return "".join(out)


def replaced(pattern, text, replacement, everywhere=True):
    """A text with the matches (or the first one) replaced. Raises PatternFault."""
    try:
        made = compiled(pattern)
        return made.sub(lambda m: m.expand(template(replacement)), text, 0 if everywhere else 1)
    except (re.error, IndexError) as error:
        raise PatternFault(str(error)) from error


def pieces(text, delimiter, kept=""):
    """(begin, end) of the parts between delimiters, and of delimiters that match `kept` whole."""
    wanted = compiled(kept) if kept else None
    spans, at = [], 0
    for match in compiled(delimiter).finditer(text):
        begin, end = match.span()
        if begin > at:
            spans.append((at, begin))
        if wanted is not None and end > begin and wanted.fullmatch(match[0]):
            spans.append((begin, end))
        at = end
    if at < len(text):
        spans.append((at, len(text)))
    return spans
