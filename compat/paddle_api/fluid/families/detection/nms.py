"""Non-maximum suppression."""

from __future__ import annotations

import math

from compat.core import op, state

from ..._operands import raw, take
from ..._registry import operator
from ..._varbase import wrap


def _overlap(a, b, unit):
    """Intersection over union of corner boxes; `unit` is 1 for boxes that include their last
    pixel."""
    if b[0] > a[2] or b[2] < a[0] or b[1] > a[3] or b[3] < a[1]:
        return 0.0
    w = min(a[2], b[2]) - max(a[0], b[0]) + unit
    h = min(a[3], b[3]) - max(a[1], b[1]) + unit
    union = _area(a, unit) + _area(b, unit) - w * h
    # Two empty boxes: not a number, which no threshold lets pass.
    return w * h / union if union else math.nan


def _area(a, unit):
    if a[2] < a[0] or a[3] < a[1]:
        return 0.0
    return (a[2] - a[0] + unit) * (a[3] - a[1] + unit)


def _kept(boxes, scores, least, top, threshold, eta, unit):
    """Positions that stay, best first."""
    order = [i for i, s in enumerate(scores) if s > least]
    order.sort(key=lambda i: -scores[i])
    kept = []
    for i in order[:top] if top > -1 else order:
        if all(_overlap(boxes[i], boxes[j], unit) <= threshold for j in kept):
            kept.append(i)
            if eta < 1 and threshold > 0.5:
                threshold *= eta
    return kept


@operator
def multiclass_nms_op(
    bboxes,
    scores,
    background_label=0,
    score_threshold=0.0,
    nms_top_k=-1,
    nms_threshold=0.3,
    nms_eta=1.0,
    keep_top_k=-1,
    normalized=True,
    **options,
):
    """Rows of label, score and corners; one row of -1 where nothing is found."""
    boxes = op.to_numpy(raw(take(bboxes, "multiclass_nms", slot="BBoxes"))).tolist()
    marks = op.to_numpy(raw(take(scores, "multiclass_nms", slot="Scores"))).tolist()
    rows, unit = [], 0.0 if normalized else 1.0
    for places, classes in zip(boxes, marks, strict=True):
        found = []
        for label, values in enumerate(classes):
            if label != background_label:
                kept = _kept(
                    places, values, score_threshold, nms_top_k, nms_threshold, nms_eta, unit
                )
                found += [(label, values[i], places[i]) for i in kept]
        if -1 < keep_top_k < len(found):
            found = sorted(found, key=lambda f: -f[1])[:keep_top_k]
            found.sort(key=lambda f: f[0])
        rows += [[float(label), score, *place] for label, score, place in found]
    return wrap(op.asarray(rows or [[-1.0]], "float32", state.device()))


def multiclass_nms(
    bboxes,
    scores,
    score_threshold,
    nms_top_k,
    keep_top_k,
    nms_threshold=0.3,
    normalized=True,
    nms_eta=1.0,
    background_label=0,
    name=None,
):
    """Rows of label, score and corners of the boxes that stay."""
    return multiclass_nms_op(
        bboxes,
        scores,
        background_label,
        score_threshold,
        nms_top_k,
        nms_threshold,
        nms_eta,
        keep_top_k,
        normalized,
    )
