"""Chinese words, by cppjieba's files."""

from __future__ import annotations

import os
import re

from ..core.validated import validated
from ..transforms.failure import SYNTAX, fail
from . import validators as check
from .base import Tokenizer
from .enumerations import JiebaMode
from .kernels import jieba

_ENTRY = re.compile(r"^\s*([^\s*]+?)\s*([0-9]+)?\s*$")


class JiebaTokenizer(Tokenizer):
    """Chinese words, by cppjieba's files.

    Args:
        hmm_path (str): File of the model of words.
        mp_path (str): File of the dictionary.
        mode (JiebaMode): MP by the dictionary, HMM by the model, MIX by both. Default: MIX.
        with_offsets (bool): Give places, too. Default: False.

    Examples:
        >>> import mindspore.dataset.text as text
        >>> tokenizer = text.JiebaTokenizer(
        ...     "hmm_model.utf8", "jieba.dict.utf8"
        ... )  # doctest: +SKIP
    """

    _model = _dictionary = None

    @validated(check.check_jieba_init)
    def __init__(self, hmm_path, mp_path, mode=JiebaMode.MIX, with_offsets=False):
        super().__init__()
        if not isinstance(mode, JiebaMode):
            raise TypeError("Wrong input type for mode, should be JiebaMode.")
        for path in (hmm_path, mp_path):
            if not os.path.exists(os.path.realpath(path)):
                raise ValueError(f" jieba mode file {path} is not exist.")
        self.mode, self.hmm_path, self.mp_path = mode, hmm_path, mp_path
        self.with_offsets, self.words_list = with_offsets, []

    @validated(check.check_jieba_add_word)
    def add_word(self, word, freq=None):
        """Add a word.

        Args:
            word (str): The word.
            freq (int): How often it occurs; larger numbers keep it whole. Default: None.
        """
        self.words_list.append((word, freq or 0))
        self._dictionary = None

    def add_dict(self, user_dict):
        """Add words.

        Args:
            user_dict (Union[str, dict]): word -> number of occurrences, or the path of a file with
                a word and perhaps its number in each line.
        """
        if isinstance(user_dict, str):
            self._add_file(user_dict)
        elif isinstance(user_dict, dict):
            for word, freq in user_dict.items():
                self.add_word(word, freq)
        else:
            raise TypeError("The type of user_dict must str or dict.")

    def _add_file(self, path):
        if not os.path.exists(path):
            raise ValueError(f"user dict file {path} is not exist.")
        with open(path, encoding="utf-8-sig") as file:
            for line in file:
                match = _ENTRY.match(line.strip())
                if match:
                    self.add_word(match[1], int(match[2] or 0))

    def _load(self):
        try:
            self._model = self._model or jieba.Model(self.hmm_path)
            dictionary = jieba.Dictionary(self.mp_path)
        except (OSError, ValueError) as error:
            fail(f"JiebaTokenizer: {error}", SYNTAX)
        for word, freq in self.words_list:
            dictionary.add(word, freq)
        self._dictionary = dictionary

    def parse(self):
        """Load the files."""
        if self._dictionary is None:
            self._load()
        return self

    def spans(self, text):
        """Where the words are."""
        self.parse()
        cut = {
            JiebaMode.MP: self._dictionary.cut,
            JiebaMode.HMM: self._model.cut,
            JiebaMode.MIX: lambda part: jieba.mixed(self._dictionary, self._model, part),
        }[self.mode]
        spans, at = [], 0
        for part in jieba.parts(text):
            for word in cut(part):
                spans.append((at, at + len(word)))
                at += len(word)
        return text, spans
