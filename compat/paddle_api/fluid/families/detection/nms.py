"""Non-maximum suppression."""

from __future__ import annotations

import math

import numpy as np

from compat.core import op, state

from ..._lod import offsets_of, with_levels
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


def kept_boxes(boxes, scores, threshold, eta=1.0):
    """Positions of boxes in pixels that stay, best first."""
    return _kept(boxes, scores, -math.inf, -1, threshold, eta, 1.0)


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
    limits = score_threshold, nms_top_k, nms_threshold, nms_eta, keep_top_k
    found, counts = _of_classes(bboxes, scores, background_label, *limits, normalized)
    return _detections([row[1:] for row in found], counts)


def _of_classes(bboxes, scores, background, least, top, threshold, eta, keep, normalized):
    """Rows of number, label, score and corners, and how many each image has."""
    boxes = op.to_numpy(raw(take(bboxes, "multiclass_nms", slot="BBoxes"))).tolist()
    marks = op.to_numpy(raw(take(scores, "multiclass_nms", slot="Scores"))).tolist()
    rows, unit, counts = [], 0.0 if normalized else 1.0, []
    for n, (places, classes) in enumerate(zip(boxes, marks, strict=True)):
        found = []
        for label, values in enumerate(classes):
            if label != background:
                kept = _kept(places, values, least, top, threshold, eta, unit)
                found += [(label, values[i], i) for i in kept]
        if -1 < keep < len(found):
            found = sorted(found, key=lambda f: -f[1])[:keep]
            found.sort(key=lambda f: f[0])
        counts.append(len(found))
        first = n * len(places)
        rows += [[first + i, float(label), score, *places[i]] for label, score, i in found]
    return rows, counts


def _detections(rows, counts):
    """Rows of label, score and corners with the images as levels of detail."""
    if not rows:
        return with_levels(wrap(op.asarray([[-1.0]], "float32", state.device())), [0, 1])
    return with_levels(wrap(op.asarray(rows, "float32", state.device())), offsets_of(counts))


@operator(inputs=("BBoxes", "Scores"), outputs=("Out", "Index"))
def multiclass_nms2_op(
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
    """(rows of label, score and corners, numbers of the boxes (R, 1))."""
    limits = score_threshold, nms_top_k, nms_threshold, nms_eta, keep_top_k
    found, counts = _of_classes(bboxes, scores, background_label, *limits, normalized)
    rows = [row[1:] for row in found]
    numbers = with_levels(
        wrap(op.reshape(op.asarray([row[0] for row in found], "int32", state.device()), (-1, 1))),
        offsets_of(counts),
    )
    return _detections(rows, counts), numbers


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


def matrix_kept(boxes, scores, least, post, top, sigma, normalized):
    """Pairs of position and score of the boxes whose score, decayed by overlaps, is above `post`.

    sigma: of the Gaussian decay; None for the linear one.
    """
    order = np.argsort(-scores, kind="stable")
    order = order[scores[order] > least]
    order = order[:top] if top > -1 else order
    unit = 0.0 if normalized else 1.0
    corners = boxes[order].tolist()
    found, largest = [], []
    for i, position in enumerate(order):
        overlaps = [_overlap(corners[i], other, unit) for other in corners[:i]]
        decays = [_decay(a, b, sigma) for a, b in zip(overlaps, largest, strict=True)]
        largest.append(max([0.0, *overlaps]))
        score = min([1.0, *decays]) * float(scores[position])
        if score > post:
            found.append((int(position), score))
    return found


def _decay(overlap, largest, sigma):
    """How much of a score is left beside a better box whose own largest overlap is `largest`."""
    if sigma is not None:
        return math.exp((largest**2 - overlap**2) * sigma)
    return (1 - overlap) / (1 - largest) if largest != 1 else math.inf


def merged(boxes, scores, least, top, threshold, eta, normalized):
    """Rows of score and corners that stay after neighbours in the list are merged."""
    unit, groups = 0.0 if normalized else 1.0, []
    for box, score in zip(boxes.astype(float).tolist(), scores.tolist(), strict=True):
        if groups and _overlap(box, groups[-1][1:], unit) > threshold:
            weight = groups[-1][0]
            pairs = zip(box, groups[-1][1:], strict=True)
            middle = [(a * score + b * weight) / (score + weight) for a, b in pairs]
            groups[-1] = [score + weight, *middle]
        else:
            groups.append([score, *box])
    corners, marks = [g[1:] for g in groups], [g[0] for g in groups]
    kept = _kept(corners, marks, least, top, threshold, eta, unit)
    return [groups[i] for i in kept]
