"""The loss of label sequences, by the forward recursion over states."""

from __future__ import annotations

from typing import Any

from ..compose import cast, narrow, select, widened, zeros_like
from ..contract import default
from ..table import op

# log(0), kept finite so that the difference of two is 0 and not NaN.
LOG_ZERO = -1e30


@default
def ctc_loss(logits: Any, labels: Any, input_lengths: Any, label_lengths: Any, blank: int) -> Any:
    wide = widened(logits)
    labels, input_lengths, label_lengths = (
        cast(i, "int64") for i in (labels, input_lengths, label_lengths)
    )
    states = _with_blanks(labels, label_lengths, blank)
    n, count = op.shape_of(states)
    scores = op.take_along_axis(wide, op.reshape(states, (1, n, count)), 2)
    skip = _may_skip(states, blank)
    alpha = _first(select(scores, 0, 0))
    for t in range(1, op.shape_of(wide)[0]):
        moved = op.add(_arrivals(alpha, skip), select(scores, 0, t))
        running = op.reshape(op.less(t, input_lengths), (n, 1))
        alpha = op.where(running, moved, alpha)
    loss = _finish(alpha, label_lengths)
    return cast(loss, op.dtype_of(logits))


def _with_blanks(labels: Any, lengths: Any, blank: int) -> Any:
    """(N, 2L + 1): labels with blanks between and around; blanks behind the end."""
    n, size = op.shape_of(labels)
    places = op.arange(0, size, 1, "int64", op.device_of(labels))
    used = op.less(places, op.reshape(lengths, (n, 1)))
    labels = op.where(used, labels, blank)
    blanks = op.add(zeros_like(labels), blank)
    pairs = op.reshape(op.stack([blanks, labels], 2), (n, 2 * size))
    return op.pad(pairs, ((0, 0), (0, 1)), "constant", blank)


def _may_skip(states: Any, blank: int) -> Any:
    """bool: the state may follow the one two before it (a label unlike the last one)."""
    count = op.shape_of(states)[1]
    before = narrow(op.pad(states, ((0, 0), (2, 0)), "constant", blank), 1, 0, count)
    return op.logical_and(op.not_equal(states, blank), op.not_equal(states, before))


def _first(scores: Any) -> Any:
    """At the first step only the first two states are possible."""
    places = op.arange(0, op.shape_of(scores)[1], 1, "int64", op.device_of(scores))
    return op.where(op.less(places, 2), scores, LOG_ZERO)


def _arrivals(alpha: Any, skip: Any) -> Any:
    """Log-probability of coming to every state from itself, the one before or the second before."""
    count = op.shape_of(alpha)[1]
    padded = op.pad(alpha, ((0, 0), (2, 0)), "constant", LOG_ZERO)
    near = narrow(padded, 1, 1, count + 1)
    far = op.where(skip, narrow(padded, 1, 0, count), LOG_ZERO)
    return op.logsumexp(op.stack([alpha, near, far], 0), (0,), False)


def _finish(alpha: Any, lengths: Any) -> Any:
    """Minus the log-probability of ending in the last label or the blank behind it; inf if none."""
    n = op.shape_of(lengths)[0]
    last = op.reshape(op.multiply(lengths, 2), (n, 1))
    before = op.maximum(op.subtract(last, 1), 0)
    ends = op.take_along_axis(alpha, op.concat([last, before], 1), 1)
    single = op.concat([op.less(last, 0), op.equal(last, 0)], 1)
    loss = op.negative(op.logsumexp(op.where(single, LOG_ZERO, ends), (1,), False))
    return op.where(op.greater(loss, -LOG_ZERO / 10), float("inf"), loss)
