"""Chinese words: the most probable words of a dictionary, the rest by a hidden Markov model.

Files and results are those of cppjieba, which MindSpore uses.
"""

from __future__ import annotations

import math

_NEVER = -3.14e100
_LONGEST = 512
_SEPARATORS = " \t\n\uff0c\u3002"
_BEGIN, _END, _MIDDLE, _SINGLE = range(4)


class Dictionary:
    """Words and the logarithms of their shares, from a file with a word and its count in a line."""

    def __init__(self, path):
        counts = dict(_counts(path))
        self._total = sum(counts.values())
        if not self._total:
            raise ValueError(f"{path} holds no words")
        self._weights = {word: self._weight(count) for word, count in counts.items()}
        row = sorted(self._weights.values())
        self.least, self._median = row[0], row[len(row) // 2]
        self._begins = {word[:i] for word in counts for i in range(1, len(word))}

    def _weight(self, count):
        return math.log(count / self._total) if count else _NEVER

    def add(self, word, count):
        """Add a word; without a count it is as frequent as others."""
        self._weights[word] = self._weight(count) if count else self._median
        self._begins.update(word[:i] for i in range(1, len(word)))

    def _words_at(self, text, begin):
        """[(end, weight)] of the words that begin at a place; the character itself comes first."""
        found = [(begin + 1, self._weights.get(text[begin]))]
        for end in range(begin + 2, min(len(text), begin + _LONGEST) + 1):
            if text[begin : end - 1] not in self._begins:
                break
            weight = self._weights.get(text[begin:end])
            if weight is not None:
                found.append((end, weight))
        return found

    def cut(self, text):
        """The most probable words of a text."""
        best, ends = [0.0] * (len(text) + 1), [0] * len(text)
        for begin in range(len(text) - 1, -1, -1):
            best[begin] = _NEVER
            for end, weight in self._words_at(text, begin):
                value = best[end] + (self.least if weight is None else weight)
                if value > best[begin]:
                    best[begin], ends[begin] = value, end
        words, at = [], 0
        while at < len(text):
            end = ends[at] or at + 1
            words.append(text[at:end])
            at = end
        return words


def _counts(path):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            fields = line.split()
            if not fields:
                continue
            try:
                yield fields[0], int(float(fields[1]))
            except (IndexError, ValueError) as error:
                raise ValueError(f"{path}, line {number}: no word with its count") from error


class Model:
    """Where words begin and end, from a file of probabilities."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            rows = [line.strip() for line in file if line.strip() and not line.startswith("#")]
        try:
            self._start = _row(rows[0])
            self._follow = [_row(line) for line in rows[1:5]]
            self._emit = [_emissions(line) for line in rows[5:9]]
        except (IndexError, ValueError) as error:
            raise ValueError(f"{path} is no model of words: {error}") from error
        if len(self._emit) != 4:
            raise ValueError(f"{path} is no model of words: it ends early")

    def cut(self, text):
        """Words of a text; letters and digits of ASCII by rules of their own."""
        words, begin, at = [], 0, 0
        while at < len(text):
            if ord(text[at]) >= 0x80:
                at += 1
                continue
            words += self._cut(text[begin:at])
            end = _ascii_word(text, at)
            words.append(text[at:end])
            begin = at = end
        return words + self._cut(text[begin:])

    def _cut(self, text):
        words, begin = [], 0
        for i, state in enumerate(self._states(text)):
            if state in (_END, _SINGLE):
                words.append(text[begin : i + 1])
                begin = i + 1
        return words

    def _states(self, text):
        """The most probable states of the characters (Viterbi)."""
        if not text:
            return []
        weights = [self._start[y] + self._emit[y].get(text[0], _NEVER) for y in range(4)]
        paths = []
        for character in text[1:]:
            made, path = [], []
            for y in range(4):
                emit = self._emit[y].get(character, _NEVER)
                weight, before = _NEVER, _END
                for x in range(4):
                    value = weights[x] + self._follow[x][y] + emit
                    if value > weight:
                        weight, before = value, x
                made.append(weight)
                path.append(before)
            weights = made
            paths.append(path)
        states = [_END if weights[_END] >= weights[_SINGLE] else _SINGLE]
        for path in reversed(paths):
            states.append(path[states[-1]])
        return states[::-1]


def _row(line):
    values = [float(word) for word in line.split()]
    if len(values) != 4:
        raise ValueError("a row has not 4 numbers")
    return values


def _emissions(line):
    found = {}
    for entry in line.split(","):
        character, _, value = entry.rpartition(":")
        found[character] = float(value)
    return found


def _letter(character):
    return "a" <= character <= "z" or "A" <= character <= "Z"


def _ascii_word(text, at):
    """The end of letters with digits, of a number, or of one character."""
    end, first = at + 1, text[at]
    if _letter(first):
        while end < len(text) and (_letter(text[end]) or "0" <= text[end] <= "9"):
            end += 1
    elif "0" <= first <= "9":
        while end < len(text) and ("0" <= text[end] <= "9" or text[end] == "."):
            end += 1
    return end


def parts(text):
    """A text divided at separators, which are parts of their own."""
    begin = 0
    for i, character in enumerate(text):
        if character in _SEPARATORS:
            if i > begin:
                yield text[begin:i]
            yield character
            begin = i + 1
    if begin < len(text):
        yield text[begin:]


def mixed(dictionary, model, text):
    """Words of the dictionary; characters left alone in a row go through the model."""
    words, alone = [], []
    for word in [*dictionary.cut(text), ""]:
        if len(word) == 1:
            alone.append(word)
            continue
        words += model.cut("".join(alone))
        alone = []
        words += [word] if word else []
    return words
