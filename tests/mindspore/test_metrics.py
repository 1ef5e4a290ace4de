"""Metrics, against what MindSpore 2.0.0 answers to the same inputs."""

import numpy as np
import pytest

from compat.mindspore_api import Tensor, train

SCORES = np.array([[0.2, 0.5], [0.3, 0.1], [0.9, 0.6]], np.float32)
LABELS = np.array([[0, 1], [1, 0], [0, 1]], np.float32)
PROBABILITIES = np.array([[0.7, 0.2, 0.1], [0.1, 0.6, 0.3], [0.25, 0.25, 0.5]], np.float32)
CLASSES = np.array([0, 2, 2], np.int32)
CANDIDATES = [["i", "have", "a", "pen", "on", "my", "desk"], ["a", "cat", "sat"]]
REFERENCES = [
    [["i", "have", "a", "pen", "in", "my", "desk"], ["there", "is", "a", "pen"]],
    [["a", "cat", "sat", "down"]],
]


def value(metric, *inputs):
    metric.update(*inputs)
    return metric.eval()


def results():
    pair = (Tensor(SCORES), Tensor(LABELS))
    classes = (Tensor(PROBABILITIES), Tensor(CLASSES))
    binary = (Tensor(SCORES.ravel()), Tensor(LABELS.ravel()))
    return {
        "dice": value(train.Dice(), *pair),
        "cosine": value(train.CosineSimilarity(), pair[0]),
        "dot sum": value(train.CosineSimilarity("dot", "sum", False), pair[0]),
        "perplexity": value(train.Perplexity(), *classes),
        "perplexity ignoring": value(train.Perplexity(0), *classes),
        "confusion": value(train.ConfusionMatrix(3), *classes),
        "confusion target": value(train.ConfusionMatrix(3, "target"), *classes),
        "confusion prediction": value(train.ConfusionMatrix(3, "prediction"), *classes),
        "roc": value(train.ROC(), *binary),
        "roc classes": value(train.ROC(3), Tensor(PROBABILITIES), Tensor(np.arange(3))),
        "auc": train.auc(np.array([0, 0.3, 0.5, 1.0]), np.array([0, 0.2, 0.9, 1.0])),
        "bleu": value(train.BleuScore(), CANDIDATES, REFERENCES),
        "bleu smooth": value(train.BleuScore(2, True), CANDIDATES, REFERENCES),
        "mae": value(train.MAE(), *pair),
        "mse": value(train.MSE(), *pair),
    }


EXPECTED = {
    "dice": 0.20467793,
    "cosine": [
        [0.0, 0.64594233, 0.824041963],
        [0.64594233, 0.0, 0.964763761],
        [0.824041963, 0.964763761, 0.0],
    ],
    "dot sum": [0.879999995, 0.540000021, 1.98000002],
    "perplexity": 2.11967965,
    "perplexity ignoring": 2.58198892,
    "confusion": [[1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 1.0, 1.0]],
    "confusion target": [[1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.5, 0.5]],
    "confusion prediction": [[1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 1.0, 1.0]],
    "roc": [
        [0.0, 0.333333333, 0.333333333, 0.333333333, 0.333333333, 0.666666667, 1.0],
        [0.0, 0.0, 0.333333333, 0.666666667, 1.0, 1.0, 1.0],
        [1.89999998, 0.899999976, 0.600000024, 0.5, 0.300000012, 0.200000003, 0.100000001],
    ],
    "roc classes": [
        [[0.0, 0.0, 0.5, 1.0], [0.0, 0.0, 0.5, 1.0], [0.0, 0.0, 0.5, 1.0]],
        [[0.0, 1.0, 1.0, 1.0], [0.0, 1.0, 1.0, 1.0], [0.0, 1.0, 1.0, 1.0]],
        [
            [1.70000005, 0.699999988, 0.25, 0.100000001],
            [1.60000002, 0.600000024, 0.25, 0.200000003],
            [1.5, 0.5, 0.300000012, 0.100000001],
        ],
    ],
    "auc": 0.615,
    "bleu": 0.487667707,
    "bleu smooth": 0.760855132,
    "mae": 0.933333397,
    "mse": 0.586666624,
}


@pytest.mark.parametrize("name", EXPECTED)
def test_values_are_those_of_the_original(name):
    found, want = results()[name], EXPECTED[name]
    for a, b in zip(_flat(found), _flat(want), strict=True):
        assert a == pytest.approx(b, rel=1e-6)


def _flat(x):
    if isinstance(x, (list, tuple)):
        return [i for part in x for i in _flat(part)]
    return np.asarray(x, np.float64).ravel().tolist()


def test_sums_are_kept_in_double_precision():
    for name in ("mae", "mse", "dice"):
        assert np.asarray(results()[name]).dtype == np.float64


@pytest.mark.parametrize(
    ("call", "error", "text"),
    [
        (lambda: train.ConfusionMatrix(2, "x"), ValueError, "the argument 'normalize' must be in"),
        (lambda: train.BleuScore(5), ValueError, "should range from 1 to 4, but got 5"),
        (lambda: train.ROC().eval(), RuntimeError, "call the 'update' method before"),
        (lambda: train.Dice().eval(), RuntimeError, "the number of samples is 0"),
        (lambda: train.auc([1], [2]), TypeError, "must all be np.ndarray"),
        (lambda: value(train.ROC(), SCORES[0], 0 * LABELS[0]), ValueError, "no positive samples"),
    ],
)
def test_wrong_inputs(call, error, text):
    with pytest.raises(error, match=text):
        call()
