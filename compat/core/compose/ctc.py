"""The loss of label sequences each of whose labels takes one step."""

from __future__ import annotations

from typing import Any

from ..table import op
from .shape import narrow, select

_LOG_ZERO = -1e30  # finite, so that gradients of impossible paths are zeros


def ctc_loss_unmerged(
    logits: Any, labels: Any, input_lengths: Any, label_lengths: Any, blank: int
) -> Any:
    """Minus the log-probability of the labels (N, L) in log-probabilities (T, N, C); inf if none.

    Equal neighbours of a path are two labels, so a path is the labels in their order with blanks
    between: after each step, the number of labels passed is all its state.
    """
    n, size = op.shape_of(labels)
    scores = op.take_along_axis(logits, op.reshape(labels, (1, n, size)), 2)
    blanks = narrow(logits, 2, blank, blank + 1)
    alpha = op.pad(
        op.multiply(select(blanks, 0, 0), 0.0), ((0, 0), (0, size)), "constant", _LOG_ZERO
    )
    for t in range(op.shape_of(logits)[0]):
        stays = op.add(alpha, select(blanks, 0, t))
        moves = op.add(narrow(alpha, 1, 0, size), select(scores, 0, t))
        moves = op.pad(moves, ((0, 0), (1, 0)), "constant", _LOG_ZERO)
        both = op.logsumexp(op.stack([stays, moves], 0), (0,), False)
        alpha = op.where(op.reshape(op.less(t, input_lengths), (n, 1)), both, alpha)
    ends = op.take_along_axis(alpha, op.reshape(label_lengths, (n, 1)), 1)
    loss = op.negative(op.reshape(ends, (n,)))
    return op.where(op.greater(loss, -_LOG_ZERO / 10), float("inf"), loss)
