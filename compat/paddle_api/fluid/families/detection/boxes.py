"""Boxes: overlaps, codes relative to priors, priors and anchors of feature maps."""

from __future__ import annotations

import numpy as np

from compat.core import op

from ..._operands import f32, mask, raw, take
from ..._registry import operator
from ..._varbase import VarBase, from_numpy, wrap

# Defaults, which are lists in Paddle's signatures.
_SQUARE, _VARIANCE, _AS_THE_IMAGE = [1.0], [0.1, 0.1, 0.2, 0.2], [0.0, 0.0]


def _sides(boxes, normalized):
    """Widths and heights of corners (..., 4); pixels count both ends."""
    extra = 0 if normalized else 1
    return boxes[..., 2] - boxes[..., 0] + extra, boxes[..., 3] - boxes[..., 1] + extra


@operator
def iou_similarity_op(x, y, box_normalized=True, **options):
    """(N, M): intersection over union of boxes (N, 4) and (M, 4)."""
    a = op.to_numpy(raw(take(x, "iou_similarity")))[:, None]
    b = op.to_numpy(raw(take(y, "iou_similarity", slot="Y")))[None]
    common = np.concatenate(
        [np.maximum(a[..., :2], b[..., :2]), np.minimum(a[..., 2:], b[..., 2:])], -1
    )
    width, height = (np.maximum(side, 0) for side in _sides(common, box_normalized))
    inside = width * height
    areas = [np.multiply(*_sides(boxes, box_normalized)) for boxes in (a, b)]
    return wrap(from_numpy((inside / (areas[0] + areas[1] - inside)).astype(a.dtype)))


def iou_similarity(x, y, box_normalized=True, name=None):
    """(N, M): intersection over union of boxes (N, 4) and (M, 4)."""
    return iou_similarity_op(x, y, box_normalized)


@operator(inputs=("PriorBox", "PriorBoxVar", "TargetBox"), outputs=("OutputBox",))
def box_coder_op(
    prior_box,
    prior_box_var,
    target_box,
    code_type="encode_center_size",
    box_normalized=True,
    axis=0,
    variance=(),
    **options,
):
    """Boxes as shifts and logarithms of sizes relative to priors, or back."""
    prior = op.to_numpy(raw(take(prior_box, "box_coder", slot="PriorBox")))
    target = op.to_numpy(raw(take(target_box, "box_coder", slot="TargetBox")))
    spread = np.array(variance, prior.dtype) if len(variance) else np.ones(4, prior.dtype)
    if prior_box_var is not None:
        spread = op.to_numpy(raw(prior_box_var._value))
    if code_type == "encode_center_size":
        found = _encoded(prior, target, box_normalized) / spread
    else:
        along = (slice(None), None) if axis == 1 else (None,)
        spread = spread[along] if spread.ndim == 2 else spread
        found = _decoded(prior[along], target * spread, box_normalized)
    return wrap(from_numpy(found.astype(prior.dtype)))


def _encoded(prior, target, normalized):
    """(targets, priors, 4)."""
    width, height = _sides(prior, normalized)
    x, y = prior[:, 0] + width / 2, prior[:, 1] + height / 2
    wide, high = (side[:, None] for side in _sides(target, normalized))
    middle = ((target[:, :2] + target[:, 2:]) / 2)[:, None]
    parts = [(middle[..., 0] - x) / width, (middle[..., 1] - y) / height]
    parts += [np.log(np.abs(wide / width)), np.log(np.abs(high / height))]
    return np.stack(parts, -1)


def _decoded(prior, code, normalized):
    """Corners from codes (N, M, 4)."""
    width, height = _sides(prior, normalized)
    x = code[..., 0] * width + prior[..., 0] + width / 2
    y = code[..., 1] * height + prior[..., 1] + height / 2
    wide, high = np.exp(code[..., 2]) * width / 2, np.exp(code[..., 3]) * height / 2
    less = 0 if normalized else 1
    return np.stack([x - wide, y - high, x + wide - less, y + high - less], -1)


def box_coder(
    prior_box,
    prior_box_var,
    target_box,
    code_type="encode_center_size",
    box_normalized=True,
    name=None,
    axis=0,
):
    """Boxes as shifts and logarithms of sizes relative to priors, or back; without gradient."""
    if isinstance(prior_box_var, VarBase):
        operands = prior_box, prior_box_var, target_box
        return box_coder_op(*operands, code_type, box_normalized, axis)
    if not isinstance(prior_box_var, list):
        raise TypeError("Input variance of box_coder must be Variable or lisz")
    operands = prior_box, None, target_box
    return box_coder_op(*operands, code_type, box_normalized, axis, prior_box_var)


def _over_map(sizes, shape, steps, shifts, dtype):
    """Corners (H, W, priors, 4) of boxes of the given sizes around the cells of a feature map."""
    height, width = shape
    x = (np.arange(width) * steps[0] + shifts[0]).reshape(1, width, 1)
    y = (np.arange(height) * steps[1] + shifts[1]).reshape(height, 1, 1)
    wide, high = (np.array(side).reshape(1, 1, -1) for side in zip(*sizes, strict=True))
    x, y, wide, high = np.broadcast_arrays(x, y, wide / 2, high / 2)
    return np.stack([x - wide, y - high, x + wide, y + high], -1).astype(dtype)


def _with_variance(boxes, variance):
    spread = np.broadcast_to(np.array(variance, boxes.dtype), boxes.shape).copy()
    return wrap(from_numpy(boxes)), wrap(from_numpy(spread))


def _listed(value):
    return list(value) if isinstance(value, (list, tuple)) else [value]


def prior_box(
    input,
    image,
    min_sizes,
    max_sizes=None,
    aspect_ratios=_SQUARE,
    variance=_VARIANCE,
    flip=False,
    clip=False,
    steps=_AS_THE_IMAGE,
    offset=0.5,
    name=None,
    min_max_aspect_ratios_order=False,
):
    """(boxes, variances) (H, W, priors, 4) of SSD for a feature map, relative to the image."""
    if not (isinstance(steps, (list, tuple)) and len(steps) == 2):
        expected = "with length 2, (step_width, step_height)."
        raise ValueError("steps should be a list or tuple ", expected)
    sizes = []
    ratios = _expanded([float(r) for r in _listed(aspect_ratios)], flip)
    large = _listed(max_sizes) if max_sizes else []
    large = large if large and large[0] > 0 else []
    for i, small in enumerate(_listed(min_sizes)):
        shaped = [(small * r**0.5, small / r**0.5) for r in ratios]
        square = [((small * large[i]) ** 0.5,) * 2] if large else []
        first = 1 if min_max_aspect_ratios_order else len(shaped)
        sizes += shaped[:first] + square + shaped[first:]
    height, width = input.shape[2:]
    whole = image.shape[3], image.shape[2]
    step = [s or n / m for s, n, m in zip(steps, whole, (width, height), strict=True)]
    boxes = _over_map(sizes, (height, width), step, [offset * s for s in step], "float64")
    boxes = (boxes / np.array([*whole, *whole])).astype(input.numpy().dtype)
    return _with_variance(np.clip(boxes, 0, 1) if clip else boxes, variance)


def _expanded(ratios, flip):
    """1 and the ratios that differ, each followed by its inverse where these are wanted."""
    found = [1.0]
    for ratio in ratios:
        if all(abs(ratio - known) >= 1e-6 for known in found):
            found += [ratio, 1.0 / ratio] if flip else [ratio]
    return found


def anchor_generator(
    input,
    anchor_sizes=None,
    aspect_ratios=None,
    variance=_VARIANCE,
    stride=None,
    offset=0.5,
    name=None,
):
    """(anchors, variances) (H, W, anchors, 4) of Faster R-CNN for a feature map, in pixels."""
    if not (isinstance(stride, (list, tuple)) and len(stride) == 2):
        expected = "with length 2, (stride_width, stride_height)."
        raise ValueError("stride should be a list or tuple ", expected)
    sizes = []
    for ratio in _listed(aspect_ratios):
        base = _rounded((stride[0] * stride[1] / ratio) ** 0.5)
        for size in _listed(anchor_sizes):
            sides = size / stride[0] * base, size / stride[1] * _rounded(base * ratio)
            sizes.append((sides[0] - 1, sides[1] - 1))
    shifts = [offset * (s - 1) for s in stride]
    boxes = _over_map(sizes, input.shape[2:], stride, shifts, input.numpy().dtype)
    return _with_variance(boxes, variance)


def density_prior_box(
    input,
    image,
    densities=None,
    fixed_sizes=None,
    fixed_ratios=None,
    variance=_VARIANCE,
    clip=False,
    steps=_AS_THE_IMAGE,
    offset=0.5,
    flatten_to_2d=False,
    name=None,
):
    """(boxes, variances) (H, W, priors, 4): squares of `density` boxes a side in every cell.

    With `flatten_to_2d` (H * W * priors, 4).
    """
    if len(densities) != len(fixed_sizes):
        raise ValueError("densities and fixed_sizes length should be euqal.")
    if not (isinstance(steps, (list, tuple)) and len(steps) == 2):
        expected = "with length 2, (step_width, step_height)."
        raise ValueError("steps should be a list or tuple ", expected)
    (height, width), whole = input.shape[2:], (image.shape[3], image.shape[2])
    step = [n / m for n, m in zip(whole, (width, height), strict=True)]
    step = [float(s) for s in steps] if all(steps) else step
    average = int((step[0] + step[1]) * 0.5)
    sizes, shifts = [], []
    for density, size in zip(map(int, densities), fixed_sizes, strict=True):
        apart = average // density
        for ratio in fixed_ratios:
            places = -average / 2 + apart / 2 + np.arange(density) * apart
            shifts += [(x, y) for y in places for x in places]
            sizes += [(size * ratio**0.5, size / ratio**0.5)] * density**2
    x = ((np.arange(width) + offset) * step[0])[None, :, None] + np.array(shifts)[:, 0]
    y = ((np.arange(height) + offset) * step[1])[:, None, None] + np.array(shifts)[:, 1]
    x, y = np.broadcast_arrays(x, y)
    half = np.array(sizes) / 2
    sides = [x - half[:, 0], y - half[:, 1], x + half[:, 0], y + half[:, 1]]
    boxes = (np.stack(sides, -1) / np.array([*whole, *whole])).astype(input.numpy().dtype)
    limits = [(0, None), (0, None), (None, 1), (None, 1)]
    for i, (low, high) in enumerate([(0, 1)] * 4 if clip else limits):
        boxes[..., i] = np.clip(boxes[..., i], low, high)
    return _with_variance(boxes.reshape(-1, 4) if flatten_to_2d else boxes, variance)


def polygon_box_transform(input, name=None):
    """Corners in pixels from shifts (N, 8, H, W) of a map that is a quarter of the image."""
    shifts = op.to_numpy(raw(take(input, "polygon_box_transform", slot="Input")))
    height, width = shifts.shape[2:]
    first = np.arange(shifts.shape[0] * shifts.shape[1]).reshape(*shifts.shape[:2], 1, 1) % 2 == 0
    places = np.where(first, np.arange(width), np.arange(height)[:, None]) * 4
    return wrap(from_numpy((places - shifts).astype(shifts.dtype)))


@operator(
    inputs=("PriorBox", "PriorBoxVar", "TargetBox", "BoxScore"),
    outputs=("DecodeBox", "OutputAssignBox"),
)
def box_decoder_and_assign_op(prior, variance, codes, scores, box_clip=4.135, **options):
    """(corners (R, 4 C) for every class, corners (R, 4) of the best class)."""
    name = "box_decoder_and_assign"
    boxes = op.to_numpy(raw(take(prior, name, slot="PriorBox")))[:, None]
    spread = op.to_numpy(raw(take(variance, name, slot="PriorBoxVar"))).reshape(-1)[:4]
    marks = op.to_numpy(raw(take(scores, name, slot="BoxScore")))
    values = op.to_numpy(raw(take(codes, name, slot="TargetBox")))
    moves = values.reshape(*marks.shape, 4) * spread
    moves[..., 2:] = np.minimum(moves[..., 2:], f32(box_clip))
    found = _decoded(boxes, moves, False).astype(values.dtype)
    best = marks[:, 1:].argmax(1) + 1 if marks.shape[1] > 1 else np.zeros(len(marks), int)
    chosen = found[np.arange(len(found)), best]
    chosen = np.where((marks[:, 1:] > -1).any(1)[:, None], chosen, boxes[:, 0])
    return wrap(from_numpy(found.reshape(len(found), -1))), wrap(from_numpy(chosen))


def box_decoder_and_assign(prior_box, prior_box_var, target_box, box_score, box_clip, name=None):
    """(corners (R, 4 C) for every class, corners (R, 4) of the class with the best score).

    prior_box: (R, 4). prior_box_var: (4,). target_box: (R, 4 C). box_score: (R, C), class 0 the
    background. box_clip (float): the largest logarithm of a size.
    """
    operands = prior_box, prior_box_var, target_box, box_score
    return box_decoder_and_assign_op(*operands, box_clip)


def _rounded(x):
    """The nearest integer, halves away from 0."""
    return float(np.floor(x + 0.5))


@operator(inputs=("X", "Label", "FgNum"))
def sigmoid_focal_loss_op(x, label, fg_num, gamma=2.0, alpha=0.25, **options):
    """(N, C): focal loss of logits for labels (N, 1); 0 is the background, -1 does not count."""
    value = take(x, "sigmoid_focal_loss")
    n, classes = op.shape_of(value)
    dtype, device = op.dtype_of(value), op.device_of(value)
    labels = op.reshape(op.astype(raw(label._value), "int64"), (n, 1))
    numbers = op.reshape(op.arange(1, classes + 1, 1, "int64", device), (1, classes))
    own = op.equal(labels, numbers)
    other = op.logical_and(op.not_equal(labels, numbers), op.not_equal(labels, -1))
    count = float(max(int(fg_num.numpy().reshape(-1)[0]), 1))
    p = op.sigmoid(value)
    one = op.full((), 1, dtype, device)
    least = 1.1754944e-38
    right = op.multiply(op.pow(op.subtract(one, p), f32(gamma)), op.log(op.maximum(p, least)))
    wrong = op.multiply(op.pow(p, f32(gamma)), op.negative(op.softplus(value)))
    shares = f32(alpha) / count, (1 - f32(alpha)) / count
    terms = op.add(
        op.multiply(op.multiply(right, mask(own, value)), shares[0]),
        op.multiply(op.multiply(wrong, mask(other, value)), shares[1]),
    )
    return wrap(op.negative(terms))


def sigmoid_focal_loss(x, label, fg_num, gamma=2.0, alpha=0.25):
    """(N, C): focal loss of logits for labels (N, 1), divided by the number of foreground ones."""
    return sigmoid_focal_loss_op(x, label, fg_num, gamma, alpha)
