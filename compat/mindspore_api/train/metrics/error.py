"""Mean errors."""

from __future__ import annotations

import numpy as np

from .metric import Metric, check_inputs, check_samples, rearrange_inputs


class _Error(Metric):
    """Mean of a function of the differences."""

    def __init__(self):
        super().__init__()
        self.clear()

    def clear(self):
        """Forget everything."""
        self._sum = 0
        self._samples_num = 0

    @rearrange_inputs
    def update(self, *inputs):
        """Predicted and true values."""
        check_inputs(type(self).__name__, inputs, stop=".")
        y_pred, y = self._convert_data(inputs[0]), self._convert_data(inputs[1])
        self._sum += np.float64(self._size(y.reshape(y_pred.shape) - y_pred).sum())
        self._samples_num += y.shape[0]

    def eval(self):
        """The mean over the examples."""
        check_samples(type(self).__name__, self._samples_num)
        return self._sum / self._samples_num


class MAE(_Error):
    """Mean absolute error."""

    @staticmethod
    def _size(difference):
        return np.abs(difference)


class MSE(_Error):
    """Mean squared error."""

    @staticmethod
    def _size(difference):
        return np.power(difference, 2)
