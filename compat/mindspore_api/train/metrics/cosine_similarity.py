"""Similarity of the rows of a matrix."""

from __future__ import annotations

import numpy as np

from ... import _checkparam as validator
from .metric import Metric, check_updated, rearrange_inputs


class CosineSimilarity(Metric):
    """Products of all pairs of rows, of unit length unless `similarity` is "dot"."""

    def __init__(self, similarity="cosine", reduction="none", zero_diagonal=True):
        super().__init__()
        similarity = validator.check_value_type("similarity", similarity, [str])
        self.similarity = validator.check_string(similarity, ["dot", "cosine"], "similarity")
        reduction = validator.check_value_type("reduction", reduction, [str])
        self.reduction = validator.check_string(reduction, ["none", "sum", "mean"], "reduction")
        self.zero_diagonal = validator.check_value_type("zero_diagonal", zero_diagonal, [bool])
        self.clear()

    def clear(self):
        """Forget everything."""
        self.sqr_mtx_res = 0
        self._is_update = False

    @rearrange_inputs
    def update(self, inputs):
        """A matrix, instead of the one before."""
        rows = self._convert_data(inputs)
        if self.similarity == "cosine":
            rows = rows / np.expand_dims(np.linalg.norm(rows, ord=2, axis=1), 1)
        self.sqr_mtx_res = np.dot(rows, rows.transpose(1, 0))
        self._is_update = True

    def eval(self):
        """The products or, for each row, their mean or sum."""
        check_updated(self._is_update)
        if self.zero_diagonal:
            np.fill_diagonal(self.sqr_mtx_res, 0)
        if self.reduction == "mean":
            self.sqr_mtx_res = np.mean(self.sqr_mtx_res, axis=-1)
        if self.reduction == "sum":
            self.sqr_mtx_res = np.sum(self.sqr_mtx_res, axis=-1)
        return self.sqr_mtx_res
