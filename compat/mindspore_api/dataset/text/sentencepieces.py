"""Pieces of sentences, through the package `sentencepiece`."""

from __future__ import annotations

import io
import os

from ..engine.errors import pipeline_error

_OWN = ("input", "vocab_size", "model_prefix", "character_coverage", "model_type")


def _package():
    try:
        import sentencepiece
    except ImportError as error:
        raise ImportError(
            "SentencePiece needs the package sentencepiece: pip install 'compat[text]'"
        ) from error
    return sentencepiece


class SentencePieces:
    """A model, and what applies it once it is asked for.

    Args:
        model (bytes): The serialized model.
    """

    def __init__(self, model):
        self.model, self._processor = model, None

    @classmethod
    def trained(cls, vocab_size, coverage, kind, params, files=None, sentences=None):
        """A model trained on files or on sentences."""
        options = {key: value for key, value in params.items() if key not in _OWN}
        options |= {"vocab_size": vocab_size, "character_coverage": coverage}
        options |= {"model_type": kind.lower(), "minloglevel": 1}
        options |= {"input": files} if sentences is None else {"sentence_iterator": sentences}
        out = io.BytesIO()
        try:
            _package().SentencePieceTrainer.train(model_writer=out, **options)
        except (OSError, RuntimeError, ValueError) as error:
            raise pipeline_error(f"SentencePieceVocab: {error}") from error
        return cls(out.getvalue())

    @classmethod
    def loaded(cls, path):
        """The model in a file."""
        with open(path, "rb") as file:
            return cls(file.read())

    def save(self, path):
        """Write the model into a file for its owner."""
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(self.model)

    def encoded(self, text, numbers):
        """The pieces of a text, or their numbers."""
        if self._processor is None:
            self._processor = _package().SentencePieceProcessor(model_proto=self.model)
        return self._processor.encode(text, out_type=int if numbers else str)

    def __getstate__(self):
        return {"model": self.model, "_processor": None}
