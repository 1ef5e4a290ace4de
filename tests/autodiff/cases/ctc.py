"""Cases of the loss of label sequences."""

from __future__ import annotations

from compat.core import op

from .case import add, index, normal


def _ctc():
    labels, lengths = [[1, 2], [1, 1]], ([5, 4], [2, 2])
    add(
        "ctc_loss",
        "",
        lambda x: op.ctc_loss(
            op.log_softmax(x, 2), index(labels), index(lengths[0]), index(lengths[1]), 0
        ),
        normal(5, 2, 3),
        order=1,
    )


_ctc()
