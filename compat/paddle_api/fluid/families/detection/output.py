"""Detections from what heads of networks give: decoded, suppressed, the best of each image."""

from __future__ import annotations

import numpy as np

from compat.core import op

from ..._lod import offsets_of, with_levels
from ..._operands import FLOATS, f32, raw, take
from ..._registry import operator
from ..._varbase import from_numpy, wrap
from ..activation import softmax
from ..shape.view import transpose
from .boxes import box_coder
from .nms import kept_boxes, matrix_kept, merged, multiclass_nms2_op, multiclass_nms_op
from .proposals import host, moved


def detection_output(
    loc,
    scores,
    prior_box,
    prior_box_var,
    background_label=0,
    nms_threshold=0.3,
    nms_top_k=400,
    keep_top_k=200,
    score_threshold=0.01,
    nms_eta=1.0,
    return_index=False,
):
    """Rows of label, score and corners from codes (N, M, 4) and scores (N, M, C) of SSD.

    As in Paddle, label 0 is the background and the threshold does not shrink, whatever
    `background_label` and `nms_eta` say. return_index (bool, default False): also the numbers of
    the boxes.
    """
    boxes = box_coder(prior_box, prior_box_var, loc, "decode_center_size")
    marks = transpose(softmax(scores), [0, 2, 1])
    kernel = multiclass_nms2_op if return_index else multiclass_nms_op
    limits = score_threshold, nms_top_k, nms_threshold, 1.0, keep_top_k
    return kernel(boxes, marks, 0, *limits)


def _rows(found, counts, dtype, width):
    """Rows of detections with the images as levels of detail."""
    table = np.array(found, dtype).reshape(-1, width)
    return with_levels(wrap(from_numpy(table)), offsets_of(counts))


# -- matrix suppression ------------------------------------------------------------------------


@operator(inputs=("BBoxes", "Scores"), outputs=("Out", "Index"))
def matrix_nms_op(
    bboxes,
    scores,
    background_label=0,
    score_threshold=0.0,
    post_threshold=0.0,
    nms_top_k=-1,
    gaussian_sigma=2.0,
    use_gaussian=False,
    keep_top_k=-1,
    normalized=True,
    **options,
):
    """(rows of label, score and corners, numbers of the boxes (R, 1))."""
    boxes, marks = host(bboxes, "matrix_nms", "BBoxes"), host(scores, "matrix_nms", "Scores")
    sigma = f32(gaussian_sigma) if use_gaussian else None
    limits = f32(score_threshold), f32(post_threshold), nms_top_k
    rows, numbers, counts = [], [], []
    for n, classes in enumerate(marks):
        found = []
        for label, values in enumerate(classes):
            if label != background_label:
                kept = matrix_kept(boxes[n], values, *limits, sigma, normalized)
                found += [(label, score, i) for i, score in kept]
        found.sort(key=lambda f: -f[1])
        found = found[:keep_top_k] if keep_top_k > -1 else found
        rows += [[label, score, *boxes[n, i]] for label, score, i in found]
        numbers += [n * boxes.shape[1] + i for _, _, i in found]
        counts.append(len(found))
    table = _rows(rows, counts, boxes.dtype, boxes.shape[2] + 2)
    return table, _rows(numbers, counts, "int32", 1)


def matrix_nms(
    bboxes,
    scores,
    score_threshold,
    post_threshold,
    nms_top_k,
    keep_top_k,
    use_gaussian=False,
    gaussian_sigma=2.0,
    background_label=0,
    normalized=True,
    return_index=False,
    name=None,
):
    """Rows of label, score and corners; scores of boxes (N, M, 4) decay by their overlaps.

    scores: (N, C, M). return_index (bool, default False): also the numbers of the boxes (R, 1).
    """
    limits = score_threshold, post_threshold, nms_top_k, gaussian_sigma, use_gaussian, keep_top_k
    found = matrix_nms_op(bboxes, scores, background_label, *limits, normalized)
    return found if return_index else found[0]


# -- merging of neighbours ---------------------------------------------------------------------


@operator(inputs=("BBoxes", "Scores"))
def locality_aware_nms_op(
    bboxes,
    scores,
    background_label=-1,
    score_threshold=0.0,
    nms_top_k=-1,
    nms_threshold=0.3,
    nms_eta=1.0,
    keep_top_k=-1,
    normalized=True,
    **options,
):
    """Rows of label, score and corners after boxes that follow each other are merged."""
    name = "locality_aware_nms"
    boxes, marks = host(bboxes, name, "BBoxes"), host(scores, name, "Scores")
    if boxes.shape[2] != 4:
        raise NotImplementedError(
            "paddle.fluid.layers.locality_aware_nms of polygons is not provided by compat; give "
            "boxes of four corners"
        )
    rows, counts = [], []
    for places, classes in zip(boxes, marks, strict=True):
        found, limits = [], (f32(score_threshold), nms_top_k, f32(nms_threshold), nms_eta)
        for label, values in enumerate(classes):
            if label != background_label:
                found += [(label, *box) for box in merged(places, values, *limits, normalized)]
        if -1 < keep_top_k < len(found):
            found = sorted(found, key=lambda f: -f[1])[:keep_top_k]
            found.sort(key=lambda f: f[0])
        rows += found
        counts.append(len(found))
    if not rows:
        return _rows([-1], [1], boxes.dtype, 1)
    return _rows(rows, counts, boxes.dtype, 6)


def locality_aware_nms(
    bboxes,
    scores,
    score_threshold,
    nms_top_k,
    keep_top_k,
    nms_threshold=0.3,
    normalized=True,
    nms_eta=1.0,
    background_label=-1,
    name=None,
):
    """Rows of label, score and corners; boxes (N, M, 4) that follow each other are merged first.

    scores: (N, 1, M). Boxes of more than four numbers, polygons, are not provided.
    """
    shape = scores.shape
    assert len(shape) == 3, "dim size of scores must be 3"
    assert shape[1] == 1, (
        "locality_aware_nms only support one class, Tensor score shape must be [N, 1, M]"
    )
    limits = score_threshold, nms_top_k, nms_threshold, nms_eta, keep_top_k
    return locality_aware_nms_op(bboxes, scores, background_label, *limits, normalized)


# -- RetinaNet ---------------------------------------------------------------------------------


def _predicted(boxes, marks, anchors, image, least, top):
    """Rows of label, score and corners of one level, best first."""
    flat = marks.reshape(-1)
    order = np.argsort(-flat, kind="stable")
    order = order[flat[order] > least]
    order = order[:top] if top > -1 else order
    places, labels = np.divmod(order, marks.shape[1])
    high, wide, scale = image
    size = np.floor(np.array([wide, high]) / scale + 0.5)
    corners = moved(anchors[places], boxes[places]) / scale
    corners = np.clip(corners, 0, np.tile(size - 1, 2))
    return [(int(c), s, *b) for c, s, b in zip(labels, flat[order], corners, strict=True)]


def _best_of_classes(found, threshold, keep):
    """The rows that stay of each class, the best of all first."""
    chosen = []
    for label in sorted({row[0] for row in found}):
        rows = [row for row in found if row[0] == label]
        kept = kept_boxes([row[2:] for row in rows], [row[1] for row in rows], threshold)
        chosen += [rows[i] for i in kept]
    chosen.sort(key=lambda row: -row[1])
    return chosen[:keep]


@operator(inputs=("BBoxes", "Scores", "Anchors", "ImInfo"), list_input=True)
def retinanet_detection_output_op(
    bboxes,
    scores,
    anchors,
    info,
    score_threshold=0.05,
    nms_top_k=1000,
    nms_threshold=0.3,
    keep_top_k=100,
    **options,
):
    """Rows of label, score and corners from the levels of a pyramid."""
    name = "retinanet_detection_output"
    levels = [[op.to_numpy(raw(take(x, name, FLOATS))) for x in xs] for xs in (bboxes, scores)]
    priors = [host(x, name, "Anchors") for x in anchors]
    images = host(info[0] if isinstance(info, list) else info, name, "ImInfo")
    rows, counts = [], []
    for n, image in enumerate(images):
        found = []
        for level, (boxes, marks, prior) in enumerate(zip(*levels, priors, strict=True)):
            # Paddle takes every box of the last level.
            least = f32(score_threshold) if level < len(priors) - 1 else 0.0
            found += _predicted(boxes[n], marks[n], prior, image, least, nms_top_k)
        best = _best_of_classes(found, f32(nms_threshold), keep_top_k)
        rows += [[row[0] + 1, *row[1:]] for row in best]
        counts.append(len(best))
    return _rows(rows, counts, levels[1][0].dtype, 6)


def retinanet_detection_output(
    bboxes,
    scores,
    anchors,
    im_info,
    score_threshold=0.05,
    nms_top_k=1000,
    keep_top_k=100,
    nms_threshold=0.3,
    nms_eta=1.0,
):
    """Rows of label, score and corners from codes, scores and anchors of the levels of a pyramid.

    bboxes, scores, anchors: lists of (N, M, 4), (N, M, C) and (M, 4). im_info: (N, 3). As in
    Paddle, the threshold does not shrink, whatever `nms_eta` says.
    """
    limits = score_threshold, nms_top_k, nms_threshold, keep_top_k
    return retinanet_detection_output_op(bboxes, scores, anchors, im_info, *limits)
