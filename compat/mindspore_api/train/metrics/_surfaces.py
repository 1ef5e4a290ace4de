"""Distances between the surfaces of two binary images."""

from __future__ import annotations

from importlib import import_module

import numpy as np

from ... import _checkparam as validator
from .metric import Metric, check_inputs, check_updated, rearrange_inputs

DISTANCES = ["euclidean", "chessboard", "taxicab"]


def check_distance(distance_metric):
    """The name of a distance."""
    name = validator.check_value_type("distance_metric", distance_metric, [str])
    return validator.check_string(name, DISTANCES, "distance_metric")


def check_images(name, inputs, convert, label_error=TypeError):
    """Predicted and true image as arrays of one shape, and the label to look for."""
    check_inputs(name, inputs, 3, "predicted value, true value, label index", ".")
    y_pred, y, label = convert(inputs[0]), convert(inputs[1]), inputs[2]
    if not isinstance(label, (int, float)):
        raise label_error(
            f"For '{name}.update', the label index (input[2]) must be int or float, "
            f"but got {type(label)}."
        )
    if label not in y_pred and label not in y:
        raise ValueError(
            f"For '{name}.update', the label index (input[2]) must be in predicted value "
            f"(input[0]) or true value (input[1]), but {label} is not."
        )
    if y_pred.size == 0 or y_pred.shape != y.shape:
        raise ValueError(
            f"For '{name}.update', predicted value (input[0]) and true value (input[1]) must have "
            f"the same shape and not be empty, but got {y_pred.shape} and {y.shape}."
        )
    return y_pred, y, label


def edges(image):
    """Where a binary image has a neighbour outside it."""
    ndimage = import_module("scipy.ndimage")
    return ndimage.binary_erosion(image) ^ image


def surface_distance(first, second, distance_metric):
    """Distance of every edge of the first image to the nearest edge of the second."""
    ndimage = import_module("scipy.ndimage")
    if not np.any(first):
        return np.array([])
    if not np.any(second):
        distances = np.full(second.shape, np.inf)
    elif distance_metric == "euclidean":
        distances = ndimage.distance_transform_edt(~second)
    else:
        distances = ndimage.distance_transform_cdt(~second, metric=distance_metric)
    return distances[first]


class SurfaceDistance(Metric):
    """What metrics of the distances between two surfaces share."""

    _label_error = TypeError

    def __init__(self, symmetric=False, distance_metric="euclidean"):
        super().__init__()
        self.distance_metric_list = list(DISTANCES)
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
        name = type(self).__name__
        y_pred, y, label = check_images(name, inputs, self._convert_data, self._label_error)
        masks = [image if image.dtype == bool else image == label for image in (y_pred, y)]
        self._y_pred_edges, self._y_edges = map(edges, masks)
        self._is_update = True

    def eval(self):
        """The distance; infinite when a surface is empty."""
        check_updated(self._is_update)
        pairs = [(self._y_pred_edges, self._y_edges), (self._y_edges, self._y_pred_edges)]
        found = [
            surface_distance(first, second, self.distance_metric)
            for first, second in (pairs if self.symmetric else pairs[:1])
        ]
        return np.inf if any(d.shape == (0,) for d in found) else self._joined(found)
