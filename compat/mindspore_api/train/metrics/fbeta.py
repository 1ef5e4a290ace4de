"""Weighted harmonic mean of precision and recall, for each class."""

from __future__ import annotations

import sys

import numpy as np

from ... import _checkparam as validator
from .metric import Metric, check_inputs, check_samples, is_one_hot, rearrange_inputs


class Fbeta(Metric):
    """Recall counts `beta` times as much as precision."""

    def __init__(self, beta):
        super().__init__()
        self.eps = sys.float_info.min
        if not beta > 0:
            raise ValueError(
                f"For 'Fbeta', the argument 'beta' must be greater than 0, but got {beta}."
            )
        self.beta = beta
        self.clear()

    def clear(self):
        """Forget everything."""
        self._true_positives = 0
        self._actual_positives = 0
        self._positives = 0
        self._class_num = 0

    @rearrange_inputs
    def update(self, *inputs):
        """Predicted scores, true classes."""
        check_inputs("Fbeta", inputs, stop=".")
        y_pred, y = self._convert_data(inputs[0]), self._convert_data(inputs[1])
        if y_pred.ndim == y.ndim and is_one_hot(y):
            y = y.argmax(axis=1)
        if self._class_num == 0:
            self._class_num = y_pred.shape[1]
        elif y_pred.shape[1] != self._class_num:
            raise ValueError(
                "For 'Fbeta.update', class number not match, last input predicted data contain "
                f"{self._class_num} classes, but current predicted data contain {y_pred.shape[1]} "
                "classes, please check your predicted value(inputs[0])."
            )
        classes = self._class_num
        if y.max() + 1 > classes:
            raise ValueError(
                "For 'Fbeta.update', predicted value(inputs[0]) and true value(inputs[1]) should "
                f"contain same classes, but got predicted value contains {classes} classes and "
                f"true value contains {y.max() + 1} classes."
            )
        one_hot = np.eye(classes)
        y, y_pred = one_hot[y.reshape(-1)], one_hot[y_pred.argmax(axis=1).reshape(-1)]
        self._true_positives = self._true_positives + (y * y_pred).sum(axis=0)
        self._positives = self._positives + y_pred.sum(axis=0)
        self._actual_positives = self._actual_positives + y.sum(axis=0)

    def eval(self, average=False):
        """The values, or their mean."""
        validator.check_value_type("average", average, [bool], self.__class__.__name__)
        check_samples("Fbeta", self._class_num)
        square = self.beta**2
        total = square * self._actual_positives + self._positives + self.eps
        fbeta = (1.0 + square) * self._true_positives / total
        return fbeta.mean() if average else fbeta


class F1(Fbeta):
    """Precision and recall count the same."""

    def __init__(self):
        super().__init__(1.0)
