"""Reduction of gradients over processes."""

from __future__ import annotations

from ..cell import Cell

__all__ = ["DistributedGradReducer"]


class DistributedGradReducer(Cell):
    """In a world of one process the gradients are those of all."""

    def __init__(self, parameters, mean=None, degree=None, fusion_type=1, group="hccl_world_group"):
        super().__init__(auto_prefix=False)
        if degree not in (None, 1):
            raise NotImplementedError(
                "mindspore.nn.DistributedGradReducer with a 'degree' above 1 needs several "
                "processes; run in one, without this cell or with degree=1"
            )
        self.degree = 1
        self.mean = bool(mean)
        self.fusion_type = fusion_type
        self.group = group

    def construct(self, grads):
        """The gradients."""
        return grads
