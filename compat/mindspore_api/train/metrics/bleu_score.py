"""BLEU."""

from __future__ import annotations

from collections import Counter

import numpy as np

from ... import _checkparam as validator
from .metric import Metric, check_inputs, check_updated, rearrange_inputs


class BleuScore(Metric):
    """Agreement of n-grams of translations with references."""

    def __init__(self, n_gram=4, smooth=False):
        super().__init__()
        self.n_gram = validator.check_value_type("n_gram", n_gram, [int])
        if not 1 <= n_gram <= 4:
            raise ValueError(
                "For 'BleuScore', the argument 'n_gram' should range from 1 to 4, but got "
                f"{n_gram}."
            )
        self.smooth = validator.check_value_type("smooth", smooth, [bool])
        self.clear()

    def clear(self):
        """Forget everything."""
        self._numerator = np.zeros(self.n_gram)
        self._denominator = np.zeros(self.n_gram)
        self._c = 0.0
        self._r = 0.0
        self._is_update = False

    @rearrange_inputs
    def update(self, *inputs):
        """Translations, and for each of them the references."""
        check_inputs("BleuScore", inputs, what="candidate_corpus, reference_corpus", stop=".")
        candidates, references = inputs
        if len(candidates) != len(references):
            raise ValueError(
                "For 'BleuScore.update', 'translate_corpus' (inputs[0]) and 'reference_corpus' "
                f"(inputs[1]) should be equal in length, but got {len(candidates)}, "
                f"{len(references)}"
            )
        for candidate, known in zip(candidates, references, strict=True):
            length = len(candidate)
            self._c += length
            self._r += min((len(k) for k in known), key=lambda n, length=length: abs(length - n))
            found = self._ngrams(candidate)
            wanted = Counter()
            for reference in known:
                wanted |= self._ngrams(reference)
            for words, count in (found & wanted).items():
                self._numerator[len(words) - 1] += count
            for words, count in found.items():
                self._denominator[len(words) - 1] += count
        self._is_update = True

    def _ngrams(self, words):
        return Counter(
            tuple(words[j : j + n])
            for n in range(1, self.n_gram + 1)
            for j in range(len(words) - n + 1)
        )

    def eval(self):
        """The score."""
        check_updated(self._is_update)
        if min(self._numerator) == 0.0:
            return np.array(0.0)
        extra = 1.0 if self.smooth else 0.0
        precision = (self._numerator + extra) / (self._denominator + extra)
        mean = np.exp(np.sum(np.array([1.0 / self.n_gram] * self.n_gram) * np.log(precision)))
        short = np.array(1.0) if self._c > self._r else np.exp(1 - self._r / np.array(self._c))
        return short * mean
