"""Mean distance between surfaces."""

from __future__ import annotations

import numpy as np

from ... import _checkparam as validator
from ._surfaces import check_distance, check_images, edges, surface_distance
from .metric import Metric, check_updated, rearrange_inputs


class MeanSurfaceDistance(Metric):
    """Mean distance of the predicted surface to the true one.

    Args:
        symmetric (bool): take the distances from true to predicted surface as well. Default: False.
        distance_metric (str): "euclidean", "chessboard" or "taxicab". Default: "euclidean".

    Raises:
        TypeError: `symmetric` is no bool or `distance_metric` no str.
        ValueError: an unknown distance.

    Examples:
        >>> import numpy as np
        >>> from mindspore.train import MeanSurfaceDistance
        >>> metric = MeanSurfaceDistance()
        >>> metric.update(np.array([[1, 0], [0, 0]]), np.array([[0, 1], [0, 0]]), 1)
        >>> float(metric.eval())
        1.0
    """

    def __init__(self, symmetric=False, distance_metric="euclidean"):
        super().__init__()
        self.distance_metric_list = ["euclidean", "chessboard", "taxicab"]
        self.distance_metric = check_distance(distance_metric)
        self.symmetric = validator.check_value_type("symmetric", symmetric, [bool])
        self.clear()

    def clear(self):
        """Forget everything."""
        self._y_pred_edges = 0
        self._y_edges = 0
        self._is_update = False

    @rearrange_inputs
    def update(self, *inputs):
        """Predicted image, true image and the label whose surfaces are compared."""
        y_pred, y, label = check_images(
            "MeanSurfaceDistance", inputs, self._convert_data, ValueError
        )
        masks = [image if image.dtype == bool else image == label for image in (y_pred, y)]
        self._y_pred_edges, self._y_edges = map(edges, masks)
        self._is_update = True

    def eval(self):
        """The distance; infinite when a surface is empty."""
        check_updated(self._is_update)
        there = surface_distance(self._y_pred_edges, self._y_edges, self.distance_metric)
        if there.shape == (0,):
            return np.inf
        mean = there.mean()
        if not self.symmetric:
            return mean
        back = surface_distance(self._y_edges, self._y_pred_edges, self.distance_metric)
        if back.shape == (0,):
            return np.inf
        return np.mean((mean, back.mean()))
