"""Targets of anchors: which are objects, which are background, and where the objects lie."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ..._lod import offsets_of, one_level, with_levels
from ..._operands import INDICES, f32
from ..._varbase import from_numpy, wrap
from ..indexing import gather
from ..shape.view import reshape
from .proposals import host

_NEAR = 1e-5  # overlaps that differ by less are equal


class _Rules(NamedTuple):
    """When an anchor is an object, and how many are taken of one image."""

    positive: float
    negative: float
    batch: int = -1
    share: float = -1.0
    random: bool = False


def _overlaps(anchors, truths):
    """(A, T): intersection over union of boxes in pixels."""
    a, b = anchors[:, None], truths[None]
    size = np.minimum(a[..., 2:], b[..., 2:]) - np.maximum(a[..., :2], b[..., :2]) + 1
    inside = np.maximum(size, 0).prod(-1)
    areas = [(x[..., 2:] - x[..., :2] + 1).prod(-1) for x in (a, b)]
    return np.where(inside == 0, 0, inside / (areas[0] + areas[1] - inside)).astype(anchors.dtype)


def _reduced(numbers, count, random):
    """At most `count` of the numbers: the first ones, or ones drawn at random."""
    if len(numbers) <= count:
        return numbers
    return np.random.default_rng().permutation(numbers)[:count] if random else numbers[:count]


def _sorted_out(overlaps, rules):
    """(anchors whose place is learned, objects, background, weights of places).

    Anchors that are objects and background at once count as background; the first object stands in
    for their place, with weight 0.
    """
    best, limited = overlaps.max(1), rules.share > 0 and rules.batch > 0
    nearest = (np.abs(overlaps - overlaps.max(0)) < _NEAR).any(1)
    objects = np.flatnonzero(nearest | (best >= f32(rules.positive)))
    background = np.flatnonzero(best < f32(rules.negative))
    if limited:
        objects = _reduced(objects, int(f32(rules.share) * rules.batch), rules.random)
        background = _reduced(background, rules.batch - len(objects), rules.random)
    both = np.isin(background, objects).sum()
    kept = np.setdiff1d(objects, background)
    places = np.concatenate([np.repeat(objects[:1], both), kept])
    weights = np.repeat([0.0, 1.0], [both, len(objects) - both])
    return places, kept, np.sort(background), np.tile(weights[:, None], 4)


def _shifts(anchors, truths):
    """Shifts of centres and logarithms of sizes that lead from anchors to truths."""
    size, wanted = (x[:, 2:] - x[:, :2] + 1 for x in (anchors, truths))
    moves = (truths[:, :2] + wanted / 2 - anchors[:, :2] - size / 2) / size
    return np.concatenate([moves, np.log(wanted / size)], 1)


def _inside(anchors, image, straddle):
    """Numbers of the anchors within the image and `straddle` pixels around it; all if below 0."""
    if straddle < 0:
        return np.arange(len(anchors))
    high, wide = image[:2]
    within = (anchors[:, :2] >= -straddle).all(1)
    return np.flatnonzero(within & (anchors[:, 2:] < np.array([wide, high]) + straddle).all(1))


class _Targets:
    """What the images of a batch ask of the anchors, image by image."""

    def __init__(self, name, anchors, truths, crowds, info, labels=None):
        self.anchors = host(anchors, name, "Anchor")
        self.info = host(info, name, "ImInfo")
        self.truths, self.ends = host(truths, name, "GtBoxes"), one_level(truths, name, "gt_boxes")
        self.crowd = host(crowds, name, "IsCrowd", INDICES).reshape(-1)
        one_level(crowds, name, "is_crowd")
        self.labels = None
        if labels is not None:
            self.labels = host(labels, name, "GtLabels", INDICES).reshape(-1)
            one_level(labels, name, "gt_labels")

    def found(self, rules, straddle):
        """For each image: places, scores, labels, boxes and weights."""
        for n, (a, b) in enumerate(pairwise(self.ends)):
            single = np.flatnonzero(self.crowd[a:b] == 0) + a
            truths = self.truths[single] * self.info[n, 2]
            inside = _inside(self.anchors, self.info[n], straddle)
            overlaps = _overlaps(self.anchors[inside], truths)
            places, objects, background, weights = _sorted_out(overlaps, rules)
            nearest = overlaps.argmax(1)
            wanted = _shifts(self.anchors[inside[places]], truths[nearest[places]])
            classes = np.ones(len(objects)) if self.labels is None else 0
            if self.labels is not None:
                classes = self.labels[single[nearest[objects]]]
            labels = np.concatenate([classes, np.zeros(len(background))])
            first = n * len(self.anchors)
            scores = inside[np.concatenate([objects, background])] + first
            yield inside[places] + first, scores, labels, wanted, weights


def _joined(parts, dtype, width=None):
    """The parts of the images as one variable with a level of detail."""
    whole = np.concatenate(parts).astype(dtype)
    whole = whole if width is None else whole.reshape(-1, width)
    return with_levels(wrap(from_numpy(whole)), offsets_of(len(p) for p in parts))


def _chosen(targets, rules, straddle, boxes, logits, width):
    """The predictions that are learned, and what they should be."""
    places, scores, labels, wanted, weights = zip(*targets.found(rules, straddle), strict=True)
    dtype = targets.anchors.dtype
    flat = reshape(logits, (-1, width)), reshape(boxes, (-1, 4))
    learned = gather(flat[0], _joined(scores, "int32")), gather(flat[1], _joined(places, "int32"))
    truths = _joined(labels, "int32", 1), _joined(wanted, dtype), _joined(weights, dtype)
    return (*learned, *truths), places


def rpn_target_assign(
    bbox_pred,
    cls_logits,
    anchor_box,
    anchor_var,
    gt_boxes,
    is_crowd,
    im_info,
    rpn_batch_size_per_im=256,
    rpn_straddle_thresh=0.0,
    rpn_fg_fraction=0.5,
    rpn_positive_overlap=0.7,
    rpn_negative_overlap=0.3,
    use_random=True,
):
    """(scores, places, labels, targets of places, weights) that a proposal network learns from.

    bbox_pred: (N, A, 4). cls_logits: (N, A, 1). anchor_box: (A, 4). gt_boxes: (T, 4) and
    is_crowd: (T,), each with one level of detail. im_info: (N, 3), height, width, scale.
    use_random (bool, default True): which anchors are taken is drawn, else the first ones are.
    """
    name = "rpn_target_assign"
    targets = _Targets(name, anchor_box, gt_boxes, is_crowd, im_info)
    overlaps = rpn_positive_overlap, rpn_negative_overlap
    rules = _Rules(*overlaps, rpn_batch_size_per_im, rpn_fg_fraction, use_random)
    return _chosen(targets, rules, f32(rpn_straddle_thresh), bbox_pred, cls_logits, 1)[0]


def retinanet_target_assign(
    bbox_pred,
    cls_logits,
    anchor_box,
    anchor_var,
    gt_boxes,
    gt_labels,
    is_crowd,
    im_info,
    num_classes=1,
    positive_overlap=0.5,
    negative_overlap=0.4,
):
    """(scores, places, labels, targets of places, weights, numbers of objects (N, 1)).

    bbox_pred: (N, A, 4). cls_logits: (N, A, num_classes). anchor_box: (A, 4). gt_boxes: (T, 4),
    gt_labels: (T, 1) and is_crowd: (T,), each with one level of detail. im_info: (N, 3). An image's
    number of objects is one more than it has.
    """
    name = "retinanet_target_assign"
    targets = _Targets(name, anchor_box, gt_boxes, is_crowd, im_info, gt_labels)
    rules = _Rules(positive_overlap, negative_overlap)
    found, places = _chosen(targets, rules, -1, bbox_pred, cls_logits, num_classes)
    counts = [[len(p) + 1] for p in places]
    return (*found, _joined(counts, "int32", 1))
