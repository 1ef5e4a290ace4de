"""What the operations on texts and the tokenizers share."""

from __future__ import annotations

import numpy as np

from ..transforms.failure import fail
from ..transforms.operation import Implementation
from ..transforms.transforms import TensorOperation
from .enumerations import NormalizeForm


class TextTensorOperation(TensorOperation):
    """Base of the operations on texts."""

    implementation = Implementation.C
    parallel = False

    def __init__(self):
        super().__init__()


def texts(column, refused=""):
    """A column of texts as it is; others fail with `refused`."""
    if column.dtype.kind != "U":
        fail(refused)
    return column


def form_name(form):
    """The name of a normal form for Python, "" for none."""
    return "" if form == NormalizeForm.NONE else form.name


class Tokenizer(TextTensorOperation):
    """A subclass gives `spans(text)`, (text, [(begin, end)]), or `words(text)`."""

    def spans(self, text):
        """The text and where the words in it begin and end."""
        raise NotImplementedError(f"{type(self).__name__}.spans")

    def words(self, text):
        """[(word, begin, end)], places in bytes."""
        text, spans = self.spans(text)
        return [
            (text[a:b], *place) for (a, b), place in zip(spans, _places(text, spans), strict=True)
        ]

    def plain(self, text):
        """The words alone."""
        return [word for word, _, _ in self.words(text)]

    def compute(self, column):
        """The operation on an array."""
        name = type(self).__name__
        if column.ndim or column.dtype.kind != "U":
            self._refuse(name, column)
        if not self.with_offsets:
            return np.array(self.plain(column.item()) or [""])
        return token_columns(self.words(column.item()), True)

    def compute_list(self, values):
        """The words of every text, as lists."""
        if self.with_offsets or any(v.ndim or v.dtype.kind != "U" for v in values):
            return super().compute_list(values)
        return [self.plain(value.item()) or [""] for value in values]

    def _refuse(self, name, column):
        fail(f"{name}: the input shape should be scalar and the input datatype should be string.")


def _places(text, spans):
    """Places of characters as places of bytes."""
    if text.isascii():
        return spans
    before, found, size = 0, [], 0
    for begin, end in spans:
        size += len(text[before:begin].encode("utf-8", "surrogateescape"))
        width = len(text[begin:end].encode("utf-8", "surrogateescape"))
        found.append((size, size + width))
        size, before = size + width, end
    return found


def token_columns(found, with_offsets):
    """Words, and with `with_offsets` their places, as columns."""
    found = found or [("", 0, 0)]
    words = np.array([word for word, _, _ in found])
    if not with_offsets:
        return words
    places = np.array([place for _, *place in found], np.uint32)
    return words, places[:, 0].copy(), places[:, 1].copy()
