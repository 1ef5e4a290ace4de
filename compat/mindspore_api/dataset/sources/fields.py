"""Records of fields with a delimiter between them, perhaps in quotes."""

from __future__ import annotations

import re

from .streams import text_lines

_END_OF_LINE = re.compile(r"[\r\n]")


class FieldFault(ValueError):
    """A record does not follow the rules of quoting."""


def records(path, delimiter, skip_line=False):
    """Yields the records of a file, lists of texts.

    A field may stand in quotes, with two quotes for one; a quoted field may hold delimiters and
    ends of lines. Empty lines are passed over.

    Raises:
        FieldFault: a quote within a field, or text behind a closing quote.
    """
    lines = _pieces(path, skip_line)
    for line in lines:
        if '"' not in line:
            yield line.split(delimiter)
            continue
        fields, state = [], _Field()
        while not _scan(line, delimiter, fields, state):
            more = next(lines, None)
            if more is None:
                raise FieldFault(
                    f"Invalid csv file, reach the end of file in quote field, check {path}."
                )
            line = more
            state.text.append("\n")
        yield fields


def _pieces(path, skip_line):
    """Lines that are not empty; a carriage return ends a line, too."""
    for number, line in enumerate(text_lines(path, empty=True)):
        if number or not skip_line:
            yield from (piece for piece in _END_OF_LINE.split(line) if piece)


class _Field:
    """A field in the making: nothing yet, plain text, in quotes, or behind the closing quote."""

    def __init__(self):
        self.text, self.place = [], "start"

    def end(self, fields):
        """Close the field."""
        fields.append("".join(self.text))
        self.text, self.place = [], "start"


def _scan(line, delimiter, fields, state):
    """Take in a line; False where a quoted field goes on in the next one."""
    for c in line:
        if state.place == "quoted":
            if c == '"':
                state.place = "closed"
            else:
                state.text.append(c)
        elif c == delimiter:
            state.end(fields)
        elif c == '"':
            if state.place == "plain":
                raise FieldFault("Invalid csv file, unexpected quote in unquote field.")
            if state.place == "closed":
                state.text.append(c)
            state.place = "quoted"
        elif state.place == "closed":
            raise FieldFault("Invalid csv file, receive unquote char in quote field.")
        else:
            state.text.append(c)
            state.place = "plain"
    if state.place == "quoted":
        return False
    state.end(fields)
    return True


def count_records(path, delimiter, skip_line=False):
    """Records of a file, as far as they can be told apart."""
    count = 0
    try:
        for _ in records(path, delimiter, skip_line):
            count += 1
    except FieldFault:
        # Reading says what is wrong; it has to get as far as the faulty record.
        count += 1
    return count
