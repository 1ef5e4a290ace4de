"""Cross entropy by `log_softmax`."""

from __future__ import annotations

from typing import Any

from ..compose import expand_dims, squeeze
from ..contract import default
from ..table import op


@default
def cross_entropy(logits: Any, labels: Any, axis: int) -> Any:
    found = op.take_along_axis(op.log_softmax(logits, axis), expand_dims(labels, axis), axis)
    return op.negative(squeeze(found, (axis,)))
