"""Probability distributions."""

from __future__ import annotations

from ..._publish import publish
from ..families import distributions

publish(
    __name__,
    [
        distributions.Categorical,
        distributions.MultivariateNormalDiag,
        distributions.Normal,
        distributions.Uniform,
    ],
    unlisted={"Distribution": distributions.Distribution},
)
