"""Label sequences of CTCLoss: padding, order, lengths. Answers recorded from MindSpore 2.0.0."""

import numpy as np
import pytest

from compat.mindspore_api import Tensor, ops

LOGITS = np.random.RandomState(0).randn(12, 3, 5).astype(np.float32)
PLACES = np.array([[n, i] for n in range(3) for i in range(4)], np.int64)


APART = {"ctc_merge_repeated": False}


def loss(values, steps=(12, 12, 12), **settings):
    values, steps = np.array(values, np.int32), np.array(steps, np.int32)
    return ops.CTCLoss(**settings)(Tensor(LOGITS), Tensor(PLACES), Tensor(values), Tensor(steps))[
        0
    ].asnumpy()


@pytest.mark.parametrize(
    ("values", "settings", "wanted"),
    [
        ([0, 1, 4, 4, 1, 1, 4, 4, 2, 4, 4, 4], {}, [13.9002, 12.7462, 19.6689]),
        ([0, 1, 2, 5] * 3, {}, [13.7491, 12.1595, 12.1024]),
        ([0] * 12, {"preprocess_collapse_repeated": True}, [16.6172, 16.2607, 16.0648]),
        ([0, 1, 4, 4, 1, 1, 4, 4, 2, 4, 4, 4], APART, [17.2274, 14.9854, 22.1396]),
        ([0] * 12, APART, [14.6328, 13.324, 15.7879]),
        ([0] * 12, {"preprocess_collapse_repeated": True, **APART}, [19.6438, 17.2405, 21.6072]),
    ],
)
def test_labels_end_at_the_first_blank(values, settings, wanted):
    np.testing.assert_allclose(loss(values, **settings), wanted, atol=2e-4)


def test_a_label_behind_a_blank_is_refused():
    with pytest.raises(RuntimeError, match=r"labels_values\[2\] must be in the range .* got 1"):
        loss([0, 4, 1, 4] * 3)


def test_fewer_steps_than_labels_are_refused_or_infinite():
    with pytest.raises(RuntimeError, match="sequence length: 3 and label length: 4"):
        loss([0, 1, 2, 3] * 3, (3, 4, 12))
    found = loss([0, 1, 2, 3] * 3, (3, 4, 12), ignore_longer_outputs_than_inputs=True)
    np.testing.assert_allclose(found, [np.inf, 8.366, 12.4957], atol=2e-4)
    found = loss([0, 1, 2, 3] * 3, (3, 4, 12), ignore_longer_outputs_than_inputs=True, **APART)
    np.testing.assert_allclose(found, [np.inf, 8.366, 16.8844], atol=2e-4)


@pytest.mark.parametrize(("steps", "text"), [(0, "greater than 0"), (13, "'max_time'")])
def test_impossible_numbers_of_steps_are_refused(steps, text):
    with pytest.raises(RuntimeError, match=text):
        loss([0, 1, 2, 3] * 3, (steps, 12, 12))
