"""Accuracy among the best scores."""

from __future__ import annotations

import numpy as np

from .metric import Metric, check_inputs, check_samples, is_one_hot, rearrange_inputs


class TopKCategoricalAccuracy(Metric):
    """Share of examples whose class is among the `k` best scores."""

    def __init__(self, k):
        super().__init__()
        if not isinstance(k, int):
            raise TypeError(
                "For 'TopKCategoricalAccuracy', the type of the argument 'k' should be int, but "
                f"got 'k' type: {type(k)}."
            )
        if k < 1:
            raise ValueError(
                "For 'TopKCategoricalAccuracy', the argument 'k' must be at least 1, but got 'k' "
                f"value: {k}."
            )
        self.k = k
        self.clear()

    def clear(self):
        """Forget everything."""
        self._correct_num = 0
        self._samples_num = 0

    @rearrange_inputs
    def update(self, *inputs):
        """Predicted scores, true classes."""
        check_inputs("TopKCategoricalAccuracy", inputs, stop=".", label="'inputs' size: ")
        y_pred, y = self._convert_data(inputs[0]), self._convert_data(inputs[1])
        if y_pred.ndim == y.ndim and is_one_hot(y):
            y = y.argmax(axis=1)
        best = np.argsort(-y_pred, axis=1)[:, : self.k]
        if best.shape[1] < self.k:
            raise ValueError(
                f"operands could not be broadcast together with shapes {best.shape} "
                f"{(len(best), self.k)}: there are fewer classes than k = {self.k}"
            )
        self._correct_num += np.equal(best, y.reshape(-1, 1)).sum()
        self._samples_num += y.size

    def eval(self):
        """The share."""
        inputs = "inputs (predicted value, true value)"
        check_samples("TopKCategoricalAccuracy", self._samples_num, inputs)
        return self._correct_num / self._samples_num


class Top1CategoricalAccuracy(TopKCategoricalAccuracy):
    """Metric: share of the examples whose class has the highest score.

    Inputs:
        y_pred (Tensor, list or numpy.ndarray): (N, C) scores.
        y (Tensor, list or numpy.ndarray): (N,) classes or (N, C) of 0 and 1.

    Outputs:
        float, from `eval`.

    Raises:
        ValueError: the number of inputs is not 2.
        RuntimeError: `eval` comes before `update`.

    Example:
        >>> metric = ms.train.Top1CategoricalAccuracy()
        >>> metric.update(Tensor([[0.2, 0.8], [0.9, 0.1]]), Tensor([1, 1]))
        >>> float(metric.eval())
        0.5
    """

    def __init__(self):
        super().__init__(1)


class Top5CategoricalAccuracy(TopKCategoricalAccuracy):
    """Metric: share of the examples whose class is among the five highest scores.

    Inputs:
        y_pred (Tensor, list or numpy.ndarray): (N, C) scores.
        y (Tensor, list or numpy.ndarray): (N,) classes or (N, C) of 0 and 1.

    Outputs:
        float, from `eval`.

    Raises:
        ValueError: the number of inputs is not 2.
        RuntimeError: `eval` comes before `update`.

    Example:
        >>> metric = ms.train.Top5CategoricalAccuracy()
        >>> metric.update(Tensor([[0.1, 0.2, 0.3, 0.1, 0.1, 0.2]]), Tensor([0]))
        >>> float(metric.eval())
        1.0
    """

    def __init__(self):
        super().__init__(5)
