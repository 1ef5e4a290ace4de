"""Losses."""

from __future__ import annotations

from compat._absent import absent_names

from .._ops import losses as _losses
from .nn_math import elementwise_sub, reduce_mean, reduce_sum
from .ops import square

__all__ = [
    "bpr_loss",
    "cross_entropy",
    "huber_loss",
    "kldiv_loss",
    "margin_rank_loss",
    "mse_loss",
    "npair_loss",
    "rank_loss",
    "sigmoid_cross_entropy_with_logits",
    "softmax_with_cross_entropy",
    "square_error_cost",
]


def bpr_loss(input, label, name=None):
    """Bayesian personalised ranking loss."""
    return _losses.bpr_loss(input, label)


def cross_entropy(input, label, soft_label=False, ignore_index=-100):
    """Cross entropy of probabilities with classes or with other probabilities."""
    return _losses.cross_entropy(input, label, soft_label, ignore_index)


def square_error_cost(input, label):
    """`(input - label) ** 2`."""
    return square(elementwise_sub(input, label))


def mse_loss(input, label):
    """(1,): mean of `(input - label) ** 2`."""
    return reduce_mean(square_error_cost(input, label))


def softmax_with_cross_entropy(
    logits,
    label,
    soft_label=False,
    ignore_index=-100,
    numeric_stable_mode=True,
    return_softmax=False,
    axis=-1,
):
    """Cross entropy of logits, always computed in the stable way; and their softmax if wanted."""
    softmax, loss = _losses.softmax_with_cross_entropy(
        logits, label, soft_label, ignore_index, numeric_stable_mode, axis
    )
    if not return_softmax:
        return loss
    return loss, softmax.get() if hasattr(softmax, "get") else softmax


def sigmoid_cross_entropy_with_logits(x, label, ignore_index=-100, name=None, normalize=False):
    """Cross entropy of logits with probabilities, element by element."""
    return _losses.sigmoid_cross_entropy_with_logits(x, label, ignore_index, normalize)


def kldiv_loss(x, target, reduction="mean", name=None):
    """Kullback-Leibler divergence; `x` holds logarithms."""
    return _losses.kldiv_loss(x, target, reduction)


def huber_loss(input, label, delta):
    """Quadratic up to `delta`, then linear."""
    return _losses.huber_loss(input, label, delta)[1]


def rank_loss(label, left, right, name=None):
    """RankNet's loss."""
    return _losses.rank_loss(label, left, right)


def margin_rank_loss(label, left, right, margin=0.1, name=None):
    """`max(0, margin - label * (left - right))`."""
    return _losses.margin_rank_loss(label, left, right, margin)[0]


def npair_loss(anchor, positive, labels, l2_reg=0.002):
    """N-pair metric learning loss."""
    from .nn_math import matmul
    from .nn_shape import expand, reshape, transpose
    from .tensor import cast

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


__getattr__ = absent_names("paddle.fluid.layers.loss", __name__)
