"""A learning rate changed while training."""

from __future__ import annotations

import math

from ...common import dtype as mstype
from ...common.tensor import Tensor
from ._callback import Callback


class LearningRateScheduler(Callback):
    """Callback: sets the learning rate in every step by a function.

    Args:
        learning_rate_function (function): gets the rate and the number of the step, gives the rate.

    Raises:
        TypeError: raised in the run for another kind.

    Example:
        >>> def halved(rate, step):
        ...     return rate * 0.5 if step == 100 else rate
        >>> callback = ms.LearningRateScheduler(halved)
    """

    def __init__(self, learning_rate_function):
        super().__init__()
        self.learning_rate_function = learning_rate_function

    def step_end(self, run_context):
        """Change the rate where it differs."""
        params = run_context.original_args()
        parameter = params.optimizer.learning_rate
        # The shortest text of the float32 number, as the original hands it on.
        rate = float(str(parameter.asnumpy()))
        new = self.learning_rate_function(rate, params.cur_step_num)
        if not math.isclose(rate, new, rel_tol=1e-10):
            parameter.set_data(Tensor(new, mstype.float32))
