"""Measures of predictions."""

from __future__ import annotations

from ..._publish import publish
from ..families import metric

publish(
    __name__,
    [
        metric.accuracy,
        metric.auc,
    ],
)
