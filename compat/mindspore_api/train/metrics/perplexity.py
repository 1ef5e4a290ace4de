"""Perplexity."""

from __future__ import annotations

import math

import numpy as np

from ... import _checkparam as validator
from .metric import Metric, check_inputs, rearrange_inputs


class Perplexity(Metric):
    """Exponential of the mean negative logarithm of the probability of the label."""

    def __init__(self, ignore_label=None):
        super().__init__()
        if ignore_label is not None:
            validator.check_value_type("ignore_label", ignore_label, [int])
        self.ignore_label = ignore_label
        self.clear()

    def clear(self):
        """Forget everything."""
        self._sum_metric = 0.0
        self._num_inst = 0

    @rearrange_inputs
    def update(self, *inputs):
        """Probabilities and labels."""
        check_inputs("Perplexity", inputs, what="predicted value, label", stop=".")
        pred, label = self._convert_data(inputs[0]), self._convert_data(inputs[1])
        if label.size != pred.size / pred.shape[-1]:
            raise RuntimeError(
                "For 'Perplexity.update', predicted value (input[0]) and label (input[1]) should "
                f"have the same shape, but got predicted value shape {pred.shape}, label shape "
                f"{label.shape}."
            )
        label = label.reshape((label.size,))
        column = np.expand_dims(label.astype(int), axis=1)
        chosen = np.squeeze(pred[np.arange(column.shape[0])[:, None], column])
        if self.ignore_label is not None:
            ignored = (label == self.ignore_label).astype(chosen.dtype)
            self._num_inst -= float(np.sum(ignored))
            chosen = chosen * (1 - ignored) + ignored
        self._sum_metric -= float(np.sum(np.log(np.maximum(1e-10, chosen))))
        self._num_inst += chosen.size

    def eval(self):
        """The perplexity."""
        if self._num_inst == 0:
            raise RuntimeError(
                "The 'Perplexity' can not be calculated, because the number of samples is 0, "
                "please check whether has called update method before calling eval method."
            )
        return math.exp(self._sum_metric / self._num_inst)
