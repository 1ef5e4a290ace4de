"""Attention as two products and a softmax."""

from __future__ import annotations

from typing import Any

from ..compose import transposed
from ..contract import default
from ..table import op


@default
def attention(q: Any, k: Any, v: Any, mask: Any, scale: float) -> Any:
    scores = op.add(op.multiply(op.matmul(q, transposed(k)), scale), mask)
    return op.matmul(op.softmax(scores, len(op.shape_of(scores)) - 1), v)
