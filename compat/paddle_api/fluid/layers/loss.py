"""Losses."""

from __future__ import annotations

from ..._publish import publish
from ..families import ctc, linear, sampled
from ..families.loss import cross_entropy, distance, ranking

publish(
    __name__,
    [
        cross_entropy.cross_entropy,
        cross_entropy.sigmoid_cross_entropy_with_logits,
        cross_entropy.softmax_with_cross_entropy,
        cross_entropy.teacher_student_sigmoid_loss,
        ctc.edit_distance,
        ctc.warpctc,
        distance.huber_loss,
        distance.kldiv_loss,
        distance.mse_loss,
        distance.square_error_cost,
        linear.hsigmoid,
        ranking.bpr_loss,
        ranking.margin_rank_loss,
        ranking.npair_loss,
        ranking.rank_loss,
        sampled.nce,
        sampled.sampled_softmax_with_cross_entropy,
    ],
)
