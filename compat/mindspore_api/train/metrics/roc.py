"""Receiver operating characteristic."""

from __future__ import annotations

import numpy as np

from ... import _checkparam as validator
from .metric import Metric, check_inputs, check_updated, rearrange_inputs


class ROC(Metric):
    """Rates of false and of true positives at every threshold."""

    def __init__(self, class_num=None, pos_label=None):
        super().__init__()
        for name, value in (("class_num", class_num), ("pos_label", pos_label)):
            if value is not None:
                validator.check_value_type(name, value, [int])
        self.class_num = class_num
        self.pos_label = pos_label
        self.clear()

    def clear(self):
        """Forget everything."""
        self.y_pred = 0
        self.y = 0
        self.sample_weights = None
        self._is_update = False

    @rearrange_inputs
    def update(self, *inputs):
        """Predicted scores and true classes, instead of those before."""
        check_inputs("ROC", inputs)
        y_pred, y = self._convert_data(inputs[0]), self._convert_data(inputs[1])
        prepared = _prepared(y_pred, y, self.class_num, self.pos_label)
        self.y_pred, self.y, self.class_num, self.pos_label = prepared
        self._is_update = True

    def eval(self):
        """Rates of false positives, of true positives, thresholds; lists for several classes."""
        check_updated(self._is_update)
        y_pred, y = np.squeeze(self.y_pred), np.squeeze(self.y)
        if self.class_num == 1:
            return _curve(y_pred, y, self.pos_label)
        curves = [_curve(*_prepared(y_pred[:, c], y, 1, c)[:2], c) for c in range(self.class_num)]
        return tuple(list(part) for part in zip(*curves, strict=True))


def _prepared(y_pred, y, class_num, pos_label):
    if y_pred.ndim == y.ndim:
        if class_num not in (None, 1):
            raise ValueError(
                "For 'ROC', when predicted value (input[0]) and true value (input[1]) have the "
                f"same shape, the 'class_num' must be 1, but got {class_num}."
            )
        return y_pred.flatten(), y.flatten(), 1, 1 if pos_label is None else pos_label
    if y_pred.ndim != y.ndim + 1:
        raise ValueError(
            "For 'ROC', predicted value (input[0]) and true value (input[1]) must have same "
            "dimensions, or the dimension of predicted value equal the dimension of true value "
            f"add 1, but got predicted value ndim: {y_pred.ndim}, true value ndim: {y.ndim}."
        )
    if pos_label is not None:
        raise ValueError(
            "For 'ROC', when the dimension of predicted value (input[0]) equals the dimension of "
            f"true value (input[1]) add 1, the 'pos_label' must be None, but got {pos_label}."
        )
    if class_num != y_pred.shape[1]:
        raise ValueError(
            "For 'ROC', the 'class_num' must equal the number of classes from predicted value "
            f"(input[0]), but got 'class_num' {class_num}, the number of classes from predicted "
            f"value {y_pred.shape[1]}."
        )
    y_pred = y_pred.transpose(0, 1).reshape(class_num, -1).transpose(0, 1)
    return y_pred, y.flatten(), class_num, pos_label


def _curve(y_pred, y, pos_label):
    if y_pred.ndim > y.ndim:
        y_pred = y_pred[:, 0]
    order = np.argsort(-y_pred)
    y_pred = y_pred[order]
    right = (y[order] == pos_label).astype(np.int64)
    last = np.append(np.nonzero(np.diff(y_pred))[0], right.shape[0] - 1)
    true = np.cumsum(right)[last]
    false = 1 + last - true
    thresholds = y_pred[last]
    true, false = np.insert(true, 0, 0), np.insert(false, 0, 0)
    thresholds = np.hstack([thresholds[0] + 1, thresholds])
    for count, kind in ((false, "negative"), (true, "positive")):
        if count[-1] <= 0:
            outcome = "false" if kind == "negative" else "true"
            raise ValueError(
                f"For 'ROC.eval', there is no {kind} samples in true value, {outcome} positive "
                "value is meaningless."
            )
    return false / false[-1], true / true[-1], thresholds
