"""Losses of distances between examples."""

from __future__ import annotations

from ... import _checkparam as validator
from ... import ops
from ...ops import operations as P
from ._base import LossBase
from ._checks import (
    check_is_tensor,
)


class MarginRankingLoss(LossBase):
    """`max(0, -target * (input1 - input2) + margin)`."""

    def __init__(self, margin=0.0, reduction="mean"):
        super().__init__(reduction)
        self.reduction = reduction
        self.margin = margin

    def construct(self, input1, input2, target):
        """Reduced."""
        return ops.margin_ranking_loss(input1, input2, target, self.margin, self.reduction)


class SoftMarginLoss(LossBase):
    """`log(1 + exp(-labels * logits))`."""

    def __init__(self, reduction="mean"):
        super().__init__()
        self.soft_margin_loss = P.SoftMarginLoss(reduction)

    def construct(self, logits, labels):
        """Reduced."""
        return self.soft_margin_loss(logits, labels)


class CosineEmbeddingLoss(LossBase):
    """One minus the cosine of like vectors, the cosine of unlike ones above a margin."""

    def __init__(self, margin=0.0, reduction="mean"):
        super().__init__(reduction)
        validator.check_value_type("margin", margin, [float], self.cls_name)
        self.margin = validator.check_float_range(
            margin, -1.0, 1.0, validator.INC_BOTH, "margin", self.cls_name
        )

    def construct(self, logits_x1, logits_x2, labels):
        """Reduced."""
        for name, x in (("logits_x1", logits_x1), ("logits_x2", logits_x2), ("labels", labels)):
            check_is_tensor(name, x, self.cls_name)
        if logits_x1.shape != logits_x2.shape:
            raise ValueError(
                f"For '{self.cls_name}', the shape of 'logits_x1' and 'logits_x2' must be the "
                f"same, but got {logits_x1.shape} and {logits_x2.shape}."
            )
        validator.check_reduce_shape(
            logits_x1.shape, labels.shape, (1,), self.cls_name, "logits_x1", "labels"
        )
        product = self.reduce_sum(logits_x1 * logits_x2, (1,))
        norm1 = ops.sqrt(self.reduce_sum(ops.square(logits_x1), (1,)))
        norm2 = ops.sqrt(self.reduce_sum(ops.square(logits_x2), (1,)))
        cosine = product / (norm1 * norm2)
        zeros = ops.zeros_like(cosine)
        like = ops.select(labels == 1, 1.0 - cosine, zeros)
        unlike = ops.select(labels == -1, ops.maximum(cosine - self.margin, 0.0), zeros)
        return self.get_loss(like + unlike)


class TripletMarginLoss(LossBase):
    """Distance to a like example against that to an unlike one."""

    def __init__(self, p=2, swap=False, eps=1e-06, reduction="mean", margin=1.0):
        super().__init__()
        self.p = p
        self.swap = swap
        self.eps = eps
        self.reduction = reduction
        self.margin = margin

    def construct(self, x, positive, negative, margin=1.0):
        """Reduced."""
        margin = self.margin if self.margin != 1.0 else margin
        return ops.triplet_margin_loss(
            x, positive, negative, margin=margin, p=self.p, eps=self.eps, swap=self.swap,
            reduction=self.reduction,
        )  # fmt: skip


class HingeEmbeddingLoss(LossBase):
    """The value where the label is 1, the margin minus the value where it is -1."""

    def __init__(self, margin=1.0, reduction="mean"):
        super().__init__()
        validator.check_value_type("margin", margin, [float], self.cls_name)
        validator.check_string(reduction, ["none", "sum", "mean"], "reduction", self.cls_name)
        self.margin = margin
        self.reduction = reduction

    def construct(self, logits, labels):
        """Reduced."""
        return ops.hinge_embedding_loss(logits, labels, self.margin, self.reduction)
