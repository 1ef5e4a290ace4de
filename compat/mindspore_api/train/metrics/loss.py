"""Mean of the losses."""

from __future__ import annotations

import numpy as np

from .metric import Metric, check_inputs, rearrange_inputs


class Loss(Metric):
    """Metric: mean of the losses.

    Inputs:
        loss (Tensor, list or numpy.ndarray): the loss of a batch, a scalar or (1,).

    Outputs:
        float, from `eval`.

    Raises:
        ValueError: there is not one input, or it is no scalar.
        RuntimeError: `eval` comes before `update`.

    Example:
        >>> metric = ms.train.Loss()
        >>> metric.update(Tensor(1.0))
        >>> metric.update(Tensor(3.0))
        >>> float(metric.eval())
        2.0
    """

    def __init__(self):
        super().__init__()
        self.clear()

    def clear(self):
        """Forget everything."""
        self._sum_loss = 0
        self._total_num = 0

    @rearrange_inputs
    def update(self, *inputs):
        """A loss, or a vector of losses."""
        check_inputs("Loss", inputs, 1, "loss")
        loss = self._convert_data(inputs[0])
        if loss.ndim == 0:
            loss = loss.reshape(1)
        if loss.ndim != 1:
            raise ValueError(
                "For 'Loss.update', the dimension of your input (loss) must be 1, "
                f"but got {loss.ndim}."
            )
        self._sum_loss += np.float64(loss.mean(-1))
        self._total_num += 1

    def eval(self):
        """The mean."""
        if self._total_num == 0:
            raise RuntimeError(
                "The 'Loss' can not be calculated, because the number of samples is 0, please "
                "check whether has called update method before calling eval method."
            )
        return self._sum_loss / self._total_num
