"""Share of the positive predictions that are right, for each class."""

from __future__ import annotations

import sys

import numpy as np

from ... import _checkparam as validator
from .metric import EvaluationBase, check_inputs, check_samples, is_one_hot, rearrange_inputs


class ByClass(EvaluationBase):
    """Right positives over a count, for each class; `_counted` tells which."""

    def __init__(self, eval_type="classification"):
        super().__init__(eval_type)
        self.eps = sys.float_info.min
        self.clear()

    def clear(self):
        """Forget everything."""
        self._class_num = 0
        several = self._type == "multilabel"
        self._right = np.empty(0) if several else 0
        self._count = np.empty(0) if several else 0
        self._right_average = 0
        self._count_average = 0

    @rearrange_inputs
    def update(self, *inputs):
        """Predicted scores or labels, true classes or labels."""
        check_inputs(type(self).__name__, inputs, stop=".")
        y_pred, y = self._convert_data(inputs[0]), self._convert_data(inputs[1])
        if self._type == "classification" and y_pred.ndim == y.ndim and is_one_hot(y):
            y = y.argmax(axis=1)
        self._check_shape(y_pred, y)
        self._check_value(y_pred, y)
        self._check_classes(y_pred)
        y_pred, y = self._as_labels(y_pred, y)
        right, count = (y * y_pred).sum(axis=0), self._counted(y_pred, y).sum(axis=0)
        if self._type == "multilabel":
            self._right_average += np.sum(right / (count + self.eps))
            self._count_average += len(count)
            self._right = np.concatenate((self._right, right), axis=0)
            self._count = np.concatenate((self._count, count), axis=0)
        else:
            self._right = self._right + right
            self._count = self._count + count

    def _as_labels(self, y_pred, y):
        classes = self._class_num
        if self._type == "multilabel":
            return (x.swapaxes(1, 0).reshape(classes, -1) for x in (y_pred, y))
        if y.max() + 1 > classes:
            raise ValueError(
                f"For '{type(self).__name__}.update', predicted value (input[0]) should have the "
                "same classes number as true value (input[1]), but got predicted value classes "
                f"{classes}, true value classes {y.max() + 1}."
            )
        one_hot = np.eye(classes)
        return one_hot[y_pred.argmax(axis=1).reshape(-1)], one_hot[y.reshape(-1)]

    def eval(self, average=False):
        """The shares, or their mean."""
        name = type(self).__name__
        check_samples(name, self._class_num, "inputs (predicted value, true value)")
        validator.check_value_type("average", average, [bool], name)
        result = self._right / (self._count + self.eps)
        if not average:
            return result
        if self._type == "multilabel":
            return self._right_average / (self._count_average + self.eps)
        return result.mean()


class Precision(ByClass):
    """Right positives over predicted positives."""

    @staticmethod
    def _counted(y_pred, y):
        return y_pred
