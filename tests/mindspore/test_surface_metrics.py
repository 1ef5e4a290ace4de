"""Metrics of surfaces, against what MindSpore 2.0.0 answers to the same images."""

import numpy as np
import pytest

from compat.mindspore_api.train import (
    HausdorffDistance,
    MeanSurfaceDistance,
    RootMeanSquareDistance,
)

PREDICTED = np.zeros((6, 5), int)
PREDICTED[1:4, 1:4] = PREDICTED[5, 4] = 1
TRUE = np.zeros((6, 5), int)
TRUE[:2, :2] = TRUE[1, 2:4] = TRUE[2, 1:4] = TRUE[4, 2:4] = 1
METRICS = (HausdorffDistance, MeanSurfaceDistance, RootMeanSquareDistance)

# Hausdorff; its directed 90th percentile without crop; mean and root mean square, directed and
# symmetric.
ANSWERS = {
    "euclidean": [1.414214, 1.082843, 0.601579, 0.6215, 0.666667, 0.82664],
    "chessboard": [1.0, 1.0, 0.555556, 0.577778, 0.555556, 0.760117],
    "taxicab": [2.0, 1.2, 0.666667, 0.683333, 0.888889, 0.945751],
}


def value(metric, *inputs):
    metric.update(*inputs)
    return metric.eval()


@pytest.mark.parametrize("distance", ANSWERS)
def test_distances(distance):
    metrics = [
        HausdorffDistance(distance), HausdorffDistance(distance, 90.0, True, False),
        MeanSurfaceDistance(False, distance), MeanSurfaceDistance(True, distance),
        RootMeanSquareDistance(False, distance), RootMeanSquareDistance(True, distance),
    ]  # fmt: skip
    found = [value(metric, PREDICTED, TRUE, 1) for metric in metrics]
    np.testing.assert_allclose(found, ANSWERS[distance], atol=1e-6)


@pytest.mark.parametrize("metric", METRICS)
def test_an_empty_surface_is_infinitely_far(metric):
    assert value(metric(), PREDICTED, 0 * TRUE, 1) == np.inf
    assert value(metric(), 0 * PREDICTED, TRUE, 1) == np.inf


@pytest.mark.parametrize("metric", METRICS)
def test_wrong_inputs(metric):
    with pytest.raises(TypeError if metric is RootMeanSquareDistance else ValueError):
        metric().update(PREDICTED, TRUE, "1")
    for inputs in ((PREDICTED, TRUE), (PREDICTED, TRUE, 7), (PREDICTED, TRUE[:3], 1)):
        with pytest.raises(ValueError):
            metric().update(*inputs)
    with pytest.raises(RuntimeError, match="update"):
        metric().eval()
