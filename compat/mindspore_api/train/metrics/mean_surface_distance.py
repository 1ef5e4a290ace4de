"""Mean distance between surfaces."""

from __future__ import annotations

import numpy as np

from ._surfaces import SurfaceDistance


class MeanSurfaceDistance(SurfaceDistance):
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

    _label_error = ValueError

    def _joined(self, distances):
        return np.mean([d.mean() for d in distances])
