"""Share of right predictions."""

from __future__ import annotations

import numpy as np

from .metric import EvaluationBase, check_inputs, check_samples, is_one_hot, rearrange_inputs


class Accuracy(EvaluationBase):
    """Metric: share of the examples whose class was found.

    Args:
        eval_type (str, default 'classification'): "classification", or "multilabel" for several
            classes of an example.

    Inputs:
        y_pred (Tensor, list or numpy.ndarray): (N, C) scores, or 0 and 1 for "multilabel".
        y (Tensor, list or numpy.ndarray): (N,) classes or (N, C) of 0 and 1.

    Outputs:
        float, from `eval`.

    Raises:
        ValueError: the shapes do not fit, or the number of inputs is not 2.
        RuntimeError: `eval` comes before `update`.

    Example:
        >>> metric = ms.train.Accuracy()
        >>> metric.update(Tensor([[0.2, 0.8], [0.9, 0.1]]), Tensor([1, 1]))
        >>> float(metric.eval())
        0.5
    """

    def __init__(self, eval_type="classification"):
        super().__init__(eval_type)
        self.clear()

    def clear(self):
        """Forget everything."""
        self._correct_num = 0
        self._total_num = 0
        self._class_num = 0

    @rearrange_inputs
    def update(self, *inputs):
        """Predicted scores or labels, true classes or labels."""
        check_inputs("Accuracy", inputs)
        y_pred, y = self._convert_data(inputs[0]), self._convert_data(inputs[1])
        if self._type == "classification" and y_pred.ndim == y.ndim and is_one_hot(y):
            y = y.argmax(axis=1)
        self._check_shape(y_pred, y)
        self._check_value(y_pred, y)
        self._check_classes(y_pred)
        if self._type == "classification":
            right = np.equal(y_pred.argmax(axis=1), y).reshape(-1)
        else:
            last = y_pred.ndim - 1
            y_pred = y_pred.swapaxes(1, last).reshape(-1, self._class_num)
            y = y.swapaxes(1, last).reshape(-1, self._class_num)
            right = np.equal(y_pred, y).all(axis=1)
        self._correct_num += right.sum()
        self._total_num += right.shape[0]

    def eval(self):
        """The share."""
        check_samples("Accuracy", self._total_num)
        return self._correct_num / self._total_num
