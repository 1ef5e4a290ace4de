"""Metrics over many batches, in NumPy."""

from __future__ import annotations

import copy

import numpy as np

from compat._absent import absent_names

__all__ = ["MetricBase", "CompositeMetric", "Precision", "Recall", "Accuracy", "Auc"]


def _is_array(var):
    return isinstance(var, (np.ndarray, np.generic))


def _is_number(var):
    return isinstance(var, (int, float)) or (_is_array(var) and np.shape(var) == (1,))


class MetricBase:
    """Base: `update` with a batch, `eval` for the result, `reset` for a new start."""

    def __init__(self, name):
        self._name = str(name) if name is not None else self.__class__.__name__

    def __str__(self):
        return self._name

    def reset(self):
        """Set all public attributes to zero."""
        for attr, value in self.__dict__.items():
            if attr.startswith("_"):
                continue
            if isinstance(value, int):
                setattr(self, attr, 0)
            elif isinstance(value, float):
                setattr(self, attr, 0.0)
            elif _is_array(value):
                setattr(self, attr, np.zeros_like(value))
            else:
                setattr(self, attr, None)

    def get_config(self):
        """The public attributes."""
        states = {k: v for k, v in self.__dict__.items() if not k.startswith("_")}
        return {"name": self._name, "states": copy.deepcopy(states)}

    def update(self, preds, labels):
        """Take a batch."""
        raise NotImplementedError(f"Should not use it directly, please extend it: {self}")

    def eval(self):
        """The result."""
        raise NotImplementedError(f"Should not use it directly, please extend it: {self}")


class CompositeMetric(MetricBase):
    """Several metrics of the same batches."""

    def __init__(self, name=None):
        super().__init__(name)
        self._metrics = []

    def add_metric(self, metric):
        """Add a metric."""
        if not isinstance(metric, MetricBase):
            raise ValueError("SubMetric should be inherit from MetricBase.")
        self._metrics.append(metric)

    def update(self, preds, labels):
        """Take a batch."""
        for m in self._metrics:
            m.update(preds, labels)

    def eval(self):
        """The results, as a list."""
        return [m.eval() for m in self._metrics]


def _pairs(preds, labels):
    if not _is_array(preds):
        raise ValueError("The 'preds' must be a numpy ndarray.")
    if not _is_array(labels):
        raise ValueError("The 'labels' must be a numpy ndarray.")
    return np.rint(preds).astype("int32").reshape(-1), labels.reshape(-1)


class Precision(MetricBase):
    """Share of true ones among predicted ones."""

    def __init__(self, name=None):
        super().__init__(name)
        self.tp = 0
        self.fp = 0

    def update(self, preds, labels):
        """Take a batch."""
        preds, labels = _pairs(preds, labels)
        ones = preds == 1
        self.tp += int(np.sum(ones & (labels == 1)))
        self.fp += int(np.sum(ones & (labels != 1)))

    def eval(self):
        """The precision."""
        total = self.tp + self.fp
        return float(self.tp) / total if total else 0.0


class Recall(MetricBase):
    """Share of predicted ones among true ones."""

    def __init__(self, name=None):
        super().__init__(name)
        self.tp = 0
        self.fn = 0

    def update(self, preds, labels):
        """Take a batch."""
        preds, labels = _pairs(preds, labels)
        true = labels == 1
        self.tp += int(np.sum(true & (preds == 1)))
        self.fn += int(np.sum(true & (preds != 1)))

    def eval(self):
        """The recall."""
        total = self.tp + self.fn
        return float(self.tp) / total if total else 0.0


class Accuracy(MetricBase):
    """Weighted mean of the accuracies of batches."""

    def __init__(self, name=None):
        super().__init__(name)
        self.value = 0.0
        self.weight = 0.0

    def update(self, value, weight):
        """Take the accuracy of a batch and its size."""
        if not (_is_number(value) or _is_array(value)):
            raise ValueError("The 'value' must be a number(int, float) or a numpy ndarray.")
        if not _is_number(weight):
            raise ValueError("The 'weight' must be a number(int, float).")
        if _is_number(weight) and weight < 0:
            raise ValueError("The 'weight' can not be negative")
        self.value += value * weight
        self.weight += weight

    def eval(self):
        """The accuracy."""
        if self.weight == 0:
            raise ValueError(
                "There is no data in Accuracy Metrics. Please check layers.accuracy output has "
                "added to "
                "Accuracy."
            )
        return self.value / self.weight


class Auc(MetricBase):
    """Area below the ROC curve, from a histogram of scores."""

    def __init__(self, name, curve="ROC", num_thresholds=4095):
        super().__init__(name=name)
        self._curve = curve
        self._num_thresholds = num_thresholds
        self._stat_pos = [0] * (num_thresholds + 1)
        self._stat_neg = [0] * (num_thresholds + 1)

    def update(self, preds, labels):
        """Take a batch: scores (N, 2), labels (N, 1)."""
        if not _is_array(labels):
            raise ValueError("The 'labels' must be a numpy ndarray.")
        if not _is_array(preds):
            raise ValueError("The 'predictions' must be a numpy ndarray.")
        for i, label in enumerate(labels):
            place = int(preds[i, 1] * self._num_thresholds)
            assert place <= self._num_thresholds
            (self._stat_pos if label else self._stat_neg)[place] += 1.0

    def eval(self):
        """The area."""
        pos = neg = area = 0.0
        for i in range(self._num_thresholds, -1, -1):
            old_pos, old_neg = pos, neg
            pos += self._stat_pos[i]
            neg += self._stat_neg[i]
            area += abs(neg - old_neg) * (pos + old_pos) / 2.0
        return area / pos / neg if pos > 0.0 and neg > 0.0 else 0.0


__getattr__ = absent_names("paddle.fluid.metrics", __name__)
