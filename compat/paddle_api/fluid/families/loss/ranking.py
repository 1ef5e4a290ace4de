"""Losses of ranked scores."""

from __future__ import annotations

import math

from compat.core import op

from ..._operands import INDICES, constant, f32, invalid, mask, part, raw, take
from ..._registry import operator
from ..._varbase import wrap
from ..elementwise.unary import cast, square
from ..linalg import matmul
from ..reduction import reduce_mean, reduce_sum
from ..shape.view import expand, reshape, transpose
from .cross_entropy import softmax_with_cross_entropy


@operator
def bpr_loss_op(x, label, **options):
    """(N, 1): mean of -log sigmoid of the differences to the label's score."""
    value = take(x, "bpr_loss")
    *lead, classes = op.shape_of(value)
    value = op.reshape(value, (math.prod(lead), classes))
    labels = raw(take(label, "bpr_loss", INDICES, "Label"))
    _check_bpr(op.shape_of(labels), (*lead, classes))
    # As in Paddle a label for each row, from the front; more of them are not looked at.
    count = math.prod(lead)
    labels = part(op.reshape(labels, (math.prod(op.shape_of(labels)),)), 0, 0, count)
    labels = op.reshape(labels, (count, 1))
    own = op.take_along_axis(value, labels, 1)
    terms = op.softplus(op.negative(op.subtract(own, value)))
    total = op.subtract(op.sum(terms, (1,), True), op.softplus(op.subtract(own, own)))
    return wrap(op.reshape(op.divide(total, constant(total, classes - 1)), (*lead, 1)))


def _check_bpr(labels, scores):
    if len(labels) != len(scores):
        raise invalid("Input(X) and Input(Label) shall have the same rank.", "bpr_loss")
    if labels[:-1] != scores[:-1]:
        raise invalid(
            f"Input(X) and Input(Label) shall have the same shape except the last dimension, but "
            f"received {list(scores)} and {list(labels)}.",
            "bpr_loss",
        )


def bpr_loss(input, label, name=None):
    """Bayesian personalised ranking loss."""
    return bpr_loss_op(input, label)


@operator
def margin_rank_loss_op(label, left, right, margin=0.1, **options):
    """`max(0, margin - label * (left - right))` and whether it is positive."""
    y, a, b = raw(take(label, "margin_rank_loss")), left._value, right._value
    value = op.add(op.negative(op.multiply(y, op.subtract(a, b))), f32(margin))
    return wrap(op.relu(value)), wrap(mask(op.greater(raw(value), 0), value))


def margin_rank_loss(label, left, right, margin=0.1, name=None):
    """`max(0, margin - label * (left - right))`."""
    return margin_rank_loss_op(label, left, right, margin)[0]


@operator
def rank_loss_op(label, left, right, **options):
    """Cross entropy of the difference of two scores."""
    y, a, b = raw(take(label, "rank_loss")), left._value, right._value
    difference = op.subtract(a, b)
    return wrap(op.subtract(op.softplus(difference), op.multiply(y, difference)))


def rank_loss(label, left, right, name=None):
    """RankNet's loss."""
    return rank_loss_op(label, left, right)


def npair_loss(anchor, positive, labels, l2_reg=0.002):
    """N-pair metric learning loss."""

    n = labels.shape[0]
    labels = expand(reshape(labels, shape=[n, 1]), expand_times=[1, n])
    same = cast(labels == transpose(labels, perm=[1, 0]), "float32")
    target = same / reduce_sum(same, dim=1, keep_dim=True)
    lengths = reduce_mean(reduce_sum(square(anchor), 1)) + reduce_mean(
        reduce_sum(square(positive), 1)
    )
    similarity = matmul(anchor, positive, transpose_x=False, transpose_y=True)
    entropy = softmax_with_cross_entropy(similarity, target, soft_label=True)
    return lengths * (0.25 * l2_reg) + reduce_mean(reduce_sum(target * entropy, 0))
