"""Cells around a network."""

from compat._absent import absent_names

from ..layer.timedistributed import TimeDistributed
from .cell_wrapper import (
    ForwardValueAndGrad,
    MicroBatchInterleaved,
    ParameterUpdate,
    PipelineCell,
    TrainOneStepCell,
    WithEvalCell,
    WithGradCell,
    WithLossCell,
)
from .grad_reducer import DistributedGradReducer
from .loss_scale import (
    DynamicLossScaleUpdateCell,
    FixedLossScaleUpdateCell,
    TrainOneStepWithLossScaleCell,
)

__all__ = [
    "TimeDistributed", "ForwardValueAndGrad", "TrainOneStepCell", "WithLossCell", "WithGradCell",
    "WithEvalCell", "GetNextSingleOp", "TrainOneStepWithLossScaleCell", "DistributedGradReducer",
    "ParameterUpdate", "DynamicLossScaleUpdateCell", "FixedLossScaleUpdateCell",
    "VirtualDatasetCellTriple", "MicroBatchInterleaved", "PipelineCell",
]  # fmt: skip

__getattr__ = absent_names("mindspore.nn.wrap", __name__)
