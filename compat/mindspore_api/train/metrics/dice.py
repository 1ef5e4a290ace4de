"""Overlap of sets."""

from __future__ import annotations

import numpy as np

from ... import _checkparam as validator
from .metric import Metric, check_inputs, rearrange_inputs


class Dice(Metric):
    """Twice the overlap over the sum of the sizes."""

    def __init__(self, smooth=1e-5):
        super().__init__()
        self.smooth = validator.check_positive_float(smooth, "smooth")
        self.clear()

    def clear(self):
        """Forget everything."""
        self._dice_coeff_sum = 0
        self._samples_num = 0

    @rearrange_inputs
    def update(self, *inputs):
        """Predicted and true values."""
        check_inputs("Dice", inputs, what="predicted value, true value", stop=".")
        y_pred, y = self._convert_data(inputs[0]), self._convert_data(inputs[1])
        self._samples_num += y.shape[0]
        if y_pred.shape != y.shape:
            raise ValueError(
                "For 'Dice.update', predicted value (input[0]) and true value (input[1]) should "
                f"have same shape, but got predicted value shape: {y_pred.shape}, true value "
                f"shape: {y.shape}."
            )
        a, b = y_pred.flatten(), y.flatten()
        overlap = 2 * float(np.dot(a, b))
        self._dice_coeff_sum += overlap / (float(np.dot(a, a) + np.dot(b, b)) + self.smooth)

    def eval(self):
        """Sum of the coefficients over the number of examples."""
        if self._samples_num == 0:
            raise RuntimeError(
                "The 'Dice coefficient' can not be calculated, because the number of samples is 0, "
                "please check whether your inputs(predicted value, true value) are empty, or has "
                "called update method before calling eval method."
            )
        return self._dice_coeff_sum / float(self._samples_num)
