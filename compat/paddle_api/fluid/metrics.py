"""Metrics over many batches, in NumPy."""

from __future__ import annotations

import copy

import numpy as np

from compat._absent import absent_names

__all__ = [
    "MetricBase",
    "CompositeMetric",
    "Precision",
    "Recall",
    "Accuracy",
    "ChunkEvaluator",
    "EditDistance",
    "Auc",
]


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


class ChunkEvaluator(MetricBase):
    """Precision, recall and F1 of chunks, from the counts of `layers.chunk_eval`."""

    def __init__(self, name=None):
        super().__init__(name)
        self.num_infer_chunks = self.num_label_chunks = self.num_correct_chunks = 0

    def update(self, num_infer_chunks, num_label_chunks, num_correct_chunks):
        """Take the counts of a batch."""
        given = {
            "num_infer_chunks": (num_infer_chunks, "int"),
            "num_label_chunks": (num_label_chunks, "int, float"),
            "num_correct_chunks": (num_correct_chunks, "int, float"),
        }
        for name, (value, kinds) in given.items():
            if not (_is_number(value) or _is_array(value)):
                raise ValueError(f"The '{name}' must be a number({kinds}) or a numpy ndarray.")
        self.num_infer_chunks += num_infer_chunks
        self.num_label_chunks += num_label_chunks
        self.num_correct_chunks += num_correct_chunks

    def eval(self):
        """(precision, recall, F1)."""
        right = _float(self.num_correct_chunks)
        precision = right / self.num_infer_chunks if self.num_infer_chunks else 0
        recall = right / self.num_label_chunks if self.num_label_chunks else 0
        f1 = _float(2 * precision * recall) / (precision + recall) if right else 0
        return precision, recall, f1


def _float(value):
    """A number, or the only element of an array, as a float."""
    return float(np.asarray(value).reshape(-1)[0]) if np.size(value) == 1 else float(value)


class EditDistance(MetricBase):
    """Mean distance of sequences and share of those that differ at all."""

    def __init__(self, name):
        super().__init__(name)
        self.total_distance = 0.0
        self.seq_num = self.instance_error = 0

    def update(self, distances, seq_num):
        """Take the distances of a batch and the number of its sequences."""
        if not _is_array(distances):
            raise ValueError("The 'distances' must be a numpy ndarray.")
        if not _is_number(seq_num):
            raise ValueError("The 'seq_num' must be a number(int, float).")
        self.seq_num += seq_num
        self.instance_error += seq_num - np.sum(distances == 0)
        self.total_distance += np.sum(distances)

    def eval(self):
        """(mean distance, share of sequences with errors)."""
        if self.seq_num == 0:
            raise ValueError(
                "There is no data in EditDistance Metric. Please check layers.edit_distance output "
                "has been added to EditDistance."
            )
        return self.total_distance / self.seq_num, self.instance_error / _float(self.seq_num)


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
