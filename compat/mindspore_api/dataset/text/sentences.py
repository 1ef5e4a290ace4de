"""Vocabularies of pieces of sentences."""

from __future__ import annotations

import os

from ..core.validator_helpers import type_check
from ..engine.errors import pipeline_error
from ..transforms.failure import SYNTAX
from . import vocabulary_checks as check
from .enumerations import SentencePieceModel
from .sentencepieces import SentencePieces


class SentencePieceVocab:
    """A vocabulary of pieces of sentences; it needs the package `sentencepiece`.

    Examples:
        >>> import mindspore.dataset.text as text
        >>> vocab = text.SentencePieceVocab.from_file(
        ...     ["text.txt"], 5000, 0.9995, text.SentencePieceModel.UNIGRAM, {}
        ... )  # doctest: +SKIP
    """

    def __init__(self):
        self.c_sentence_piece_vocab = None

    @classmethod
    def from_dataset(cls, dataset, col_names, vocab_size, character_coverage, model_type, params):
        """Train on a column of a dataset.

        Args:
            dataset (Dataset): Gives the sentences.
            col_names (list): The column; None is "text".
            vocab_size (int): Number of pieces.
            character_coverage (float): Share of the characters to cover, 0.98 to 1.0.
            model_type (SentencePieceModel): The model.
            params (dict): More parameters of SentencePiece.

        Returns:
            SentencePieceVocab.
        """
        check.check_sentence_pieces(
            col_names, "col_names", vocab_size, character_coverage, model_type, params, needed=True
        )
        if not isinstance(model_type, SentencePieceModel):
            raise TypeError(
                f"Argument model_type with value {model_type} is not of type SentencePieceModel, "
                f"but got {type(model_type)}."
            )
        _check_training(vocab_size, character_coverage)
        vocab = cls()
        vocab.c_sentence_piece_vocab = SentencePieces.trained(
            vocab_size, character_coverage, model_type.name, params,
            sentences=_sentences(dataset, col_names),
        )  # fmt: skip
        return vocab

    @classmethod
    def from_file(cls, file_path, vocab_size, character_coverage, model_type, params):
        """Train on text files.

        Args:
            file_path (list): Paths of the files.
            vocab_size (int): Number of pieces.
            character_coverage (float): Share of the characters to cover, 0.98 to 1.0.
            model_type (SentencePieceModel): The model.
            params (dict): More parameters of SentencePiece.

        Returns:
            SentencePieceVocab.
        """
        check.check_sentence_pieces(
            file_path, "file_path", vocab_size, character_coverage, model_type, params
        )
        vocab = cls()
        kind = SentencePieceModel(model_type).name
        vocab.c_sentence_piece_vocab = SentencePieces.trained(
            vocab_size, character_coverage, kind, params, files=file_path
        )
        return vocab

    @classmethod
    def save_model(cls, vocab, path, filename):
        """Write the model into a file.

        Args:
            vocab (SentencePieceVocab): The vocabulary.
            path (str): Folder of the file.
            filename (str): Its name.
        """
        _check_save_model(vocab, path, filename)
        if not os.path.isdir(path):
            raise pipeline_error(f"Get real path failed, path={path}")
        vocab.c_sentence_piece_vocab.save(os.path.join(path, filename))


def _check_training(vocab_size, coverage):
    if vocab_size <= 0:
        raise pipeline_error(
            f"BuildSentenceVocabNode: vocab_size should be positive, but got: {vocab_size}", SYNTAX
        )
    if not 0.98 <= coverage <= 1.0:
        raise pipeline_error(
            "BuildSentenceVocabNode: character_coverage should to be between 0.98 and 1.0, but got "
            f"{coverage:f}",
            SYNTAX,
        )


def _sentences(dataset, names):
    columns = dataset.get_col_names()
    name = names[0] if names else "text"
    if name not in columns:
        raise pipeline_error(
            f"Invalid column, column name: {name} does not exist, check existed column with "
            "dataset API 'get_col_names'"
            if names
            else "Invalid data, 'text' column does not exist."
        )
    for row in dataset.create_dict_iterator(num_epochs=1, output_numpy=True):
        if row[name].dtype.kind not in "US" or row[name].ndim > 1:
            raise pipeline_error(
                "Invalid data, build_sentence_piece_vocab only supports string data with rank "
                f"equal to 1, but got type: {row[name].dtype}, rank: {row[name].ndim}"
            )
        yield str(row[name].ravel()[0])


def _check_save_model(vocab, path, filename):
    """Of SentencePieceVocab.save_model."""
    for value, kind, name in (
        (vocab, SentencePieceVocab, "vocab"), (path, str, "path"), (filename, str, "filename")
    ):  # fmt: skip
        if value is not None:
            type_check(value, (kind,), name)
