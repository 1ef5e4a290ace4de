"""Reduction of gradients over processes."""

from __future__ import annotations

from ....core import op, processes
from ...common.tensor import Tensor, wrap
from ...communication._comm_helper import GlobalComm, check_inited, core_group, group_ranks
from ...context import get_auto_parallel_context
from ..cell import Cell

__all__ = ["DistributedGradReducer"]


class DistributedGradReducer(Cell):
    """Cell: sums or averages gradients over the processes of a group.

    Args:
        parameters (list of Parameter): those of the gradients.
        mean (bool or None, default None): divide by the number of processes; None takes the setting
            `gradients_mean`.
        degree (int or None, default None): number of processes; None takes that of the group.
        fusion_type (int, default 1): which gradients MindSpore sends together; no effect here.
        group (str, default 'hccl_world_group'): name of the group.

    Inputs:
        grads (tuple of Tensor): the gradients of this process.

    Outputs:
        tuple of Tensor.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: `degree` is not positive.
        RuntimeError: `mindspore.communication.init` was not called, another process died, or called
            something else.

    Example:
        >>> import mindspore.communication as comm
        >>> comm.init()
        >>> reducer = nn.DistributedGradReducer([], mean=True)
        >>> print(reducer((Tensor([2.0]),))[0])
        [2.]
    """

    def __init__(
        self, parameters, mean=None, degree=None, fusion_type=1, group=GlobalComm.WORLD_COMM_GROUP
    ):
        super().__init__(auto_prefix=False)
        self.mean = get_auto_parallel_context("gradients_mean") if mean is None else mean
        if degree is None:
            degree = len(group_ranks(group))
        elif not isinstance(degree, int) or degree <= 0:
            raise ValueError(
                "For 'DistributedGradReducer', parameter 'degree' in DistributedGradReducer should "
                f"large than 0 and be int, degree: {degree}."
            )
        for parameter in parameters:
            if not isinstance(parameter, Tensor):
                raise AttributeError(
                    f"'{type(parameter).__name__}' object has no attribute 'layerwise_parallel'"
                )
        check_inited()
        self.degree = degree
        self.fusion_type = fusion_type
        self.group = group

    def averages(self):
        """Whether the result is a plain sum or mean over the group, as the engine can take it."""
        return not self.mean or self.degree == len(group_ranks(self.group))

    def construct(self, grads):
        """The reduced gradients, in the dtypes they came in."""
        single = isinstance(grads, Tensor)
        values = [g._value for g in ([grads] if single else grads)]
        dtypes = [op.dtype_of(v) for v in values]
        average = self.mean and self.averages()  # the backend divides in its messages
        sums = processes.all_reduce_many(
            [_as(v, d, "float32") for v, d in zip(values, dtypes, strict=True)],
            "mean" if average else "sum",
            core_group(self.group),
        )
        if self.mean and not average:
            sums = [op.multiply(v, 1.0 / self.degree) for v in sums]
        results = [wrap(_as(v, "float32", d)) for v, d in zip(sums, dtypes, strict=True)]
        return results[0] if single else tuple(results)


def _as(value, dtype, wanted):
    return value if dtype == wanted else op.astype(value, wanted)
