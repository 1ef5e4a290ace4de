"""Share of the true positives that are found, for each class."""

from __future__ import annotations

from .precision import ByClass


class Recall(ByClass):
    """Right positives over true positives."""

    @staticmethod
    def _counted(y_pred, y):
        return y
