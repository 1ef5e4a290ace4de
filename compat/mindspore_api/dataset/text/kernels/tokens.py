"""Tokens: BERT's basic tokens, pieces of words, n-grams, Wikipedia's markup."""

from __future__ import annotations

import re
from functools import cache

from . import patterns
from .unicode import fold, normal

_SINGLE = (
    r"[!-/]|[:-@]|[\[-`]|[{-~]|[\p{P}]|[\x{4E00}-\x{9FFF}]|[\x{3400}-\x{4DBF}]|[\x{20000}-\x{2A6DF}]"
    r"|[\x{2A700}-\x{2B73F}]|[\x{2B740}-\x{2B81F}]|[\x{2B820}-\x{2CEAF}]|[\x{F900}-\x{FAFF}]"
    r"|[\x{2F800}-\x{2FA1F}]"
)
_UNUSED = r"\[CLS\]|\[SEP\]|\[UNK\]|\[PAD\]|\[MASK\]|\[unused\d+\]|"
_KEPT_CASE = re.compile(r"\[(?:CLS|SEP|UNK|PAD|MASK)\]")
_ACCENTS, _CONTROLS = r"\p{Mn}", r"\p{Cc}|\p{Cf}"


def basic(text, lower, spaces, form, unused):
    """(text made plain, (begin, end) of the tokens in it): words, signs and ideographs.

    `lower` without case and accents, `spaces` keeps white space, `unused` the special tokens.
    """
    if lower:
        text = _lowered(text) if unused else fold(text)
        text = patterns.replaced(_ACCENTS, normal(text, "NFD"), "")
    else:
        text = normal(text, form)
    text = patterns.replaced(_CONTROLS, text, " ")
    delimiter = r"\s+|" + _SINGLE
    kept = delimiter if spaces else _SINGLE
    before = _UNUSED if unused else ""
    return text, patterns.pieces(text, before + delimiter, before + kept)


def _lowered(text):
    out, at = [], 0
    for match in _KEPT_CASE.finditer(text):
        out += [fold(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*out, fold(text[at:])])


def pieces_of_word(word, known, mark, longest, unknown):
    """[(piece, begin, end)] of a word, in bytes: the longest known pieces one after the other."""
    data = word.encode("utf-8", "surrogateescape")
    if len(data) > longest:
        return [(unknown, 0, len(unknown.encode()))] if unknown else [(word, 0, len(data))]
    found, begin, place = [], 0, 0
    while begin < len(word):
        for end in range(len(word), begin, -1):
            piece = (mark if begin else "") + word[begin:end]
            if piece in known:
                break
        else:
            return [(unknown or word, 0, len(data))]
        size = len(word[begin:end].encode("utf-8", "surrogateescape"))
        found.append((piece, place, place + size))
        begin, place = end, place + size
    return found


def ngrams(words, sizes, left, right, separator):
    """All n-grams of some words; `left` and `right` are (text, how often at most)."""
    found = []
    for n in sizes:
        row = [left[0]] * min(left[1], n - 1) + words + [right[0]] * min(right[1], n - 1)
        grams = [separator.join(row[i : i + n]) for i in range(len(row) - n + 1)]
        found += grams or [""]
    return found


_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MARKUP = {
    "<.*>": "", "&amp;": "&", "&lt;": "<", "&gt;": ">", r"<ef[^<]*<\/ef>": "", "<[^>]*>": "",
    r"\[http:[^] ]*": "[", r"\|thumb": "", r"\|left": "", r"\|right": "", r"\|\d+px": "",
    r"\[\[image:[^\[\]]*\|": "", r"\[\[category:([^|\]]*)[^]]*\]\]": "[[$1]]",
    r"\[\[[a-z\-]*:[^\]]*\]\]": "", r"\[\[[^\|\]]*\|": "[[", r"\{\{[^\}]*\}\}": "",
    r"\{[^\}]*\}": "", r"\[": "", r"\]": "", "&[^;]*;": " ", r"[^a-z\n]+": " ", r"\n ": "",
    r"\s+": " ", r"\n\s*\n": r"\n",
}  # fmt: skip


@cache
def _steps():
    """The replacements in the order in which MindSpore makes them: that of their patterns.

    The letter R is left out, as there.
    """
    steps = dict(_MARKUP)
    for i in range(ord("A"), ord("Z") + 1):
        steps[chr(i)] = "" if chr(i) == "R" else chr(i).lower()
    steps |= {str(i): f" {name} " for i, name in enumerate(_NUMBERS)}
    return sorted(steps.items())


def without_markup(text):
    """A page of Wikipedia as words."""
    if "#redirect" in text or "#REDIRECT" in text:
        return ""
    for pattern, replacement in _steps():
        text = patterns.replaced(pattern, text, replacement).strip()
    return text
