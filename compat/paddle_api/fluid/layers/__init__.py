"""Functions of variables."""

from __future__ import annotations

from ..._publish import publish_all
from . import (
    control_flow,
    detection,
    distributions,
    io,
    learning_rate_scheduler,
    loss,
    metric_op,
    nn,
    ops,
    rnn,
    sequence_lod,
    tensor,
    utils,
)

publish_all(
    __name__,
    *(io, nn, tensor, ops, control_flow, detection, metric_op, loss, sequence_lod, rnn),
    learning_rate_scheduler,
    distributions,
)
