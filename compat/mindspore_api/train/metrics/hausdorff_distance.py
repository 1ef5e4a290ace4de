"""Hausdorff distance."""

from __future__ import annotations

import numpy as np

from ... import _checkparam as validator
from ._surfaces import check_distance, check_images, edges, surface_distance
from .metric import Metric, check_updated, rearrange_inputs


class HausdorffDistance(Metric):
    """Greatest distance of a point of one surface to the nearest point of the other.

    Args:
        distance_metric (str): "euclidean", "chessboard" or "taxicab". Default: "euclidean".
        percentile (float): this percentile in place of the greatest, 0 to 100. Default: None.
        directed (bool): only from the predicted to the true surface. Default: False.
        crop (bool): look only at the box around both images. Default: True.

    Raises:
        TypeError: an argument of another type.
        ValueError: an unknown distance; a percentile outside 0 to 100, at `eval`.

    Examples:
        >>> import numpy as np
        >>> from mindspore.train import HausdorffDistance
        >>> metric = HausdorffDistance()
        >>> metric.update(np.array([[3, 0], [1, 3]]), np.array([[0, 2], [1, 2]]), 0)
        >>> float(metric.eval())
        1.0
    """

    def __init__(self, distance_metric="euclidean", percentile=None, directed=False, crop=True):
        super().__init__()
        self.distance_metric = check_distance(distance_metric)
        self.percentile = _checked("percentile", percentile, float)
        self.directed = _checked("directed", directed, bool)
        self.crop = _checked("crop", crop, bool)
        self.clear()

    def clear(self):
        """Forget everything."""
        self.y_pred_edges = 0
        self.y_edges = 0
        self._is_update = False

    @rearrange_inputs
    def update(self, *inputs):
        """Predicted image, true image and the label whose surfaces are compared."""
        self._is_update = True
        y_pred, y, label = check_images("HausdorffDistance", inputs, self._convert_data, ValueError)
        masks = (y_pred == label, y == label)
        if self.crop and np.any(masks[0] | masks[1]):
            masks = _cropped(*masks)
        self.y_pred_edges, self.y_edges = map(edges, masks)

    def eval(self):
        """The distance; infinite when a surface is empty."""
        check_updated(self._is_update)
        there = self._directed(self.y_pred_edges, self.y_edges)
        return (
            there if self.directed else max(there, self._directed(self.y_edges, self.y_pred_edges))
        )

    def _directed(self, first, second):
        distances = surface_distance(first, second, self.distance_metric)
        if distances.shape == (0,):
            return np.inf
        if not self.percentile:
            return distances.max()
        if 0 <= self.percentile <= 100:
            return np.percentile(distances, self.percentile)
        raise ValueError(
            "For 'HausdorffDistance', the value of the argument 'percentile' must be [0, 100], "
            f"but got {self.percentile}."
        )


def _checked(name, value, kind):
    return value if value is None else validator.check_value_type(name, value, [kind])


def _cropped(first, second):
    """Both images within the box around their union, without axes of length 1."""
    box = tuple(slice(i.min(), i.max() + 1) for i in np.nonzero(first | second))
    return np.squeeze(first[box]), np.squeeze(second[box])
