"""Proposals of regions: from anchors, over the levels of a pyramid, within images."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from compat.core import op

from ..._lod import one_level, with_levels
from ..._operands import FLOATS, f32, raw, take
from ..._registry import operator
from ..._varbase import from_numpy, wrap
from .nms import kept_boxes

_LARGEST = np.log(1000.0 / 16.0)  # of a size's logarithm
_FLOAT32 = frozenset(("float32",))


def host(x, name, slot, accepted=FLOATS):
    """The values of an operand as an array on the host."""
    return op.to_numpy(raw(take(x, name, accepted, slot)))


def moved(boxes, shifts, largest=None):
    """Corners of boxes in pixels after shifts of centres and logarithms of sizes."""
    size = boxes[..., 2:] - boxes[..., :2] + 1
    centre = boxes[..., :2] + size / 2 + shifts[..., :2] * size
    logs = shifts[..., 2:] if largest is None else np.minimum(shifts[..., 2:], largest)
    half = np.exp(logs) * size / 2
    return np.concatenate([centre - half, centre + half - 1], -1).astype(boxes.dtype)


def _of_one_image(scores, shifts, image, anchors, variances, limits):
    """(boxes, scores) of one image, best first."""
    first, last, threshold, least, eta = limits
    order = np.argsort(-scores, kind="stable")
    order = order[:first] if 0 < first < len(order) else order
    boxes = moved(anchors[order], shifts[order] * variances[order], _LARGEST)
    high, wide, scale = image[:3]
    boxes = np.clip(boxes, 0, np.array([wide, high, wide, high], boxes.dtype) - 1)
    size = boxes[:, 2:] - boxes[:, :2]
    centre = boxes[:, :2] + (size + 1) / 2
    enough = (size / scale + 1 >= max(least, 1.0)).all(1)
    inside = (centre <= np.array([wide, high])).all(1)
    boxes, scores = boxes[enough & inside], scores[order][enough & inside]
    if threshold <= 0:
        return boxes, scores
    kept = kept_boxes(boxes.tolist(), scores.tolist(), threshold, eta)
    kept = kept[:last] if last > 0 else kept
    return boxes[kept], scores[kept]


@operator(
    inputs=("Scores", "BboxDeltas", "ImInfo", "Anchors", "Variances"),
    outputs=("RpnRois", "RpnRoiProbs", "RpnRoisLod"),
)
def generate_proposals_op(
    scores,
    deltas,
    info,
    anchors,
    variances,
    pre_nms_topN=6000,
    post_nms_topN=1000,
    nms_thresh=0.5,
    min_size=0.1,
    eta=1.0,
    **options,
):
    """(boxes (R, 4), scores (R, 1), their number up to each image); levels of detail by image."""
    name = "generate_proposals"
    marks, shifts = host(scores, name, "Scores"), host(deltas, name, "BboxDeltas")
    boxes = host(anchors, name, "Anchors", _FLOAT32).reshape(-1, 4)
    spread = host(variances, name, "Variances").reshape(-1, 4)
    images = host(info, name, "ImInfo")
    limits = pre_nms_topN, post_nms_topN, f32(nms_thresh), f32(min_size), f32(eta)
    found = []
    for n in range(len(marks)):
        own = shifts[n].transpose(1, 2, 0).reshape(-1, 4)
        ranks = marks[n].transpose(1, 2, 0).reshape(-1)
        found.append(_of_one_image(ranks, own, images[n], boxes, spread, limits))
    ends = np.cumsum([len(b) for b, _ in found])
    lod = [0, *ends.tolist()]
    chosen = (np.concatenate([pair[i] for pair in found]) for i in range(2))
    regions, probabilities = (wrap(from_numpy(v.reshape(lod[-1], -1))) for v in chosen)
    counts = wrap(from_numpy(ends.astype("int64")))
    return with_levels(regions, lod), with_levels(probabilities, lod), counts


def generate_proposals(
    scores,
    bbox_deltas,
    im_info,
    anchors,
    variances,
    pre_nms_top_n=6000,
    post_nms_top_n=1000,
    nms_thresh=0.5,
    min_size=0.1,
    eta=1.0,
    name=None,
    return_rois_num=False,
):
    """(boxes (R, 4), scores (R, 1)) that anchors moved by `bbox_deltas` propose, best first.

    scores: (N, A, H, W). bbox_deltas: (N, 4 A, H, W). im_info: (N, 3), height, width, scale.
    anchors, variances: (H, W, A, 4). return_rois_num (bool, default False): also the numbers of
    boxes up to each image.
    """
    operands = scores, bbox_deltas, im_info, anchors, variances
    limits = pre_nms_top_n, post_nms_top_n, nms_thresh, min_size, eta
    found = generate_proposals_op(*operands, *limits)
    return found if return_rois_num else found[:2]


def distribute_fpn_proposals(fpn_rois, min_level, max_level, refer_level, refer_scale, name=None):
    """([boxes of each level], places (R, 1) of the boxes in the levels one behind the other).

    fpn_rois: (R, 4) with one level of detail. A box of `refer_scale` pixels across is of
    `refer_level`; one twice as large of the next.
    """
    name = "distribute_fpn_proposals"
    boxes, offsets = host(fpn_rois, name, "FpnRois"), one_level(fpn_rois, name, "fpn_rois")
    size = boxes[:, 2:] - boxes[:, :2]
    area = np.where((size < 0).any(1), 0, (size + 1).prod(1))
    with np.errstate(divide="ignore"):
        level = np.floor(np.log2(np.sqrt(area) / refer_scale + boxes.dtype.type(1e-6)))
    level = np.clip(level + refer_level, min_level, max_level).astype(int)
    found, order = [], []
    for wanted in range(min_level, max_level + 1):
        own = np.flatnonzero(level == wanted)
        order.append(own)
        found.append(
            with_levels(wrap(from_numpy(boxes[own])), np.searchsorted(own, offsets).tolist())
        )
    restore = np.empty((len(boxes), 1), "int32")
    restore[np.concatenate(order), 0] = np.arange(len(boxes))
    return found, wrap(from_numpy(restore))


def box_clip(input, im_info, name=None):
    """Boxes (..., 4) cut to images (N, 3) of height, width and scale; one level of detail."""
    boxes, images = host(input, "box_clip", "Input"), host(im_info, "box_clip", "ImInfo")
    offsets, found = one_level(input, "box_clip", "Input"), boxes.copy()
    for (a, b), (high, wide, scale) in zip(pairwise(offsets), images, strict=False):
        size = np.floor(np.array([wide, high]) / scale + 0.5)
        found[a:b] = np.clip(boxes[a:b], 0, np.tile(size - 1, 2))
    return wrap(from_numpy(found))
