"""Losses that the original keeps among the layers."""

from __future__ import annotations

from .._ops import losses as _losses


def log_loss(input, label, epsilon=1e-4, name=None):
    """Binary cross entropy of probabilities."""
    return _losses.log_loss(input, label, epsilon)


def smooth_l1(x, y, inside_weight=None, outside_weight=None, sigma=None):
    """(N, 1): quadratic near 0, then linear."""
    return _losses.smooth_l1_loss(
        x, y, inside_weight, outside_weight, 1.0 if sigma is None else sigma
    )[1]


def label_smooth(label, prior_dist=None, epsilon=0.1, dtype="float32", name=None):
    """Labels mixed with a prior distribution; the result has the labels' dtype."""
    if epsilon > 1.0 or epsilon < 0.0:
        raise ValueError("The value of epsilon must be between 0 and 1.")
    return _losses.label_smooth(label, prior_dist, float(epsilon))


def dice_loss(input, label, epsilon=1e-5, name=None):
    """(1,): one minus the overlap of probabilities with one-hot labels."""
    from .nn_index import one_hot
    from .nn_math import reduce_mean, reduce_sum

    label = one_hot(label, depth=input.shape[-1])
    axes = list(range(1, len(input.shape)))
    inside = reduce_sum(input * label, dim=axes)
    total = reduce_sum(input, dim=axes) + reduce_sum(label, dim=axes)
    return reduce_mean(1 - inside * 2 / (total + epsilon))
