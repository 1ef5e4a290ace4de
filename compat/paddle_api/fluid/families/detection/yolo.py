"""YOLO: boxes from predictions, and the loss of training."""

from __future__ import annotations

from compat.core import op

from ..._operands import constant, f32, like, mask, part, raw, take
from ..._registry import operator
from ..._varbase import wrap


def _cells(input, anchors, classes):
    """The input as (N, A, H, W, 5 + classes)."""
    n, _, h, w = op.shape_of(input)
    split = op.reshape(input, (n, anchors, 5 + classes, h, w))
    return op.permute_dims(split, (0, 1, 3, 4, 2))


def _channel(cells, i):
    shape = op.shape_of(cells)
    return op.reshape(part(cells, 4, i, i + 1), shape[:4])


def _grid(x, axis, rank):
    """0, 1, 2 ... along one axis of cells."""
    n = op.shape_of(x)[axis]
    form = tuple(n if i == axis else 1 for i in range(rank))
    return op.reshape(op.arange(0, n, 1, op.dtype_of(x), op.device_of(x)), form)


def _sizes(x, anchors, offset):
    """Widths (offset 0) or heights (1) of the anchors, along axis 1 of cells."""
    values = [float(v) for v in anchors[offset::2]]
    array = op.asarray(values, op.dtype_of(x), op.device_of(x))
    return op.reshape(array, (1, len(values), 1, 1))


def _centers(cells, scale):
    """Centers of the boxes, in cells."""
    bias = -0.5 * (scale - 1.0)
    shifted = (op.add(op.multiply(op.sigmoid(_channel(cells, i)), scale), bias) for i in (0, 1))
    across, down = shifted
    return op.add(across, _grid(across, 3, 4)), op.add(down, _grid(down, 2, 4))


def _wide_sigmoid(x):
    """Sigmoid through float64, as the original's constants make it: it decides ties near 1."""
    return op.astype(op.sigmoid(op.astype(x, "float64")), op.dtype_of(x))


@operator
def yolo_box_op(
    x,
    img_size,
    anchors=(),
    class_num=1,
    conf_thresh=0.01,
    downsample_ratio=32,
    clip_bbox=True,
    scale_x_y=1.0,
    **options,
):
    """Boxes (N, A*H*W, 4) in pixels of the image and scores (N, A*H*W, classes)."""
    value = raw(take(x, "yolo_box"))
    cells = _cells(value, len(anchors) // 2, class_num)
    n, count, h, w = op.shape_of(cells)[:4]
    image = op.astype(raw(img_size._value), op.dtype_of(value))
    height = op.reshape(part(image, 1, 0, 1), (n, 1, 1, 1))
    width = op.reshape(part(image, 1, 1, 2), (n, 1, 1, 1))
    across, down = _centers(cells, f32(scale_x_y))
    grid, size = constant(value, h), constant(value, downsample_ratio * h)
    cx, cy = op.divide(op.multiply(across, width), grid), op.divide(op.multiply(down, height), grid)
    bw = op.multiply(op.multiply(op.exp(_channel(cells, 2)), _sizes(value, anchors, 0)), width)
    bh = op.multiply(op.multiply(op.exp(_channel(cells, 3)), _sizes(value, anchors, 1)), height)
    bw, bh = op.divide(bw, size), op.divide(bh, size)
    two = constant(value, 2)
    corners = [op.subtract(cx, op.divide(bw, two)), op.subtract(cy, op.divide(bh, two))]
    corners += [op.add(cx, op.divide(bw, two)), op.add(cy, op.divide(bh, two))]
    if clip_bbox:
        corners[:2] = [op.maximum(c, 0) for c in corners[:2]]
        corners[2] = op.minimum(corners[2], op.subtract(width, 1))
        corners[3] = op.minimum(corners[3], op.subtract(height, 1))
    confidence = _wide_sigmoid(_channel(cells, 4))
    kept = op.reshape(
        mask(op.greater_equal(confidence, f32(conf_thresh)), value), (n, count, h, w, 1)
    )
    boxes = op.multiply(op.stack(corners, 4), kept)
    scores = _wide_sigmoid(part(cells, 4, 5, 5 + class_num))
    scores = op.multiply(op.multiply(scores, op.reshape(confidence, (n, count, h, w, 1))), kept)
    total = count * h * w
    return wrap(op.reshape(boxes, (n, total, 4))), wrap(op.reshape(scores, (n, total, class_num)))


def yolo_box(
    x,
    img_size,
    anchors,
    class_num,
    conf_thresh,
    downsample_ratio,
    clip_bbox=True,
    name=None,
    scale_x_y=1.0,
):
    """Boxes in pixels of the image and their scores."""
    _check_anchors(anchors, class_num, "yolo_box")
    if not isinstance(conf_thresh, float):
        raise TypeError("Attr ignore_thresh of yolo_box must be a float number")
    return yolo_box_op(
        x, img_size, anchors, class_num, conf_thresh, downsample_ratio, clip_bbox, scale_x_y
    )


def _overlap(ax, ay, aw, ah, bx, by, bw, bh):
    """Intersection over union of boxes by center and size."""

    def side(a, aw, b, bw):
        low = op.maximum(op.subtract(a, op.multiply(aw, 0.5)), op.subtract(b, op.multiply(bw, 0.5)))
        high = op.minimum(op.add(a, op.multiply(aw, 0.5)), op.add(b, op.multiply(bw, 0.5)))
        return op.subtract(high, low)

    w, h = side(ax, aw, bx, bw), side(ay, ah, by, bh)
    apart = op.logical_or(op.less(w, 0), op.less(h, 0))
    inner = op.multiply(op.multiply(w, h), op.subtract(constant(w, 1), mask(apart, w)))
    union = op.subtract(op.add(op.multiply(aw, ah), op.multiply(bw, bh)), inner)
    return op.divide(inner, union)


def _entropy(x, label):
    """Cross entropy of a logit with a probability."""
    return op.subtract(op.softplus(x), op.multiply(x, label))


class _Boxes:
    """The true boxes, each entry (N, B)."""

    def __init__(self, boxes):
        n, count = op.shape_of(boxes)[:2]
        self.x, self.y, self.w, self.h = (
            op.reshape(part(boxes, 2, i, i + 1), (n, count)) for i in range(4)
        )
        self.valid = op.logical_and(op.greater(self.w, 1e-6), op.greater(self.h, 1e-6))


def _ignored(cells, true, sizes, extent, scale, threshold):
    """bool (N, A, H, W): the cell's box overlaps some true box by more than the threshold."""
    cells = raw(cells)
    across, down = _centers(cells, scale)
    h = constant(cells, op.shape_of(cells)[2])
    size = constant(cells, extent)
    mine = [op.divide(across, h), op.divide(down, h)]
    for i in (0, 1):
        grown = op.multiply(op.exp(_channel(cells, 2 + i)), sizes[i])
        mine.append(op.divide(grown, size))
    n, count = op.shape_of(true.x)
    mine = [op.reshape(m, (*op.shape_of(m), 1)) for m in mine]
    theirs = [op.reshape(t, (n, 1, 1, 1, count)) for t in (true.x, true.y, true.w, true.h)]
    found = _overlap(*mine, *theirs)
    valid = op.reshape(mask(true.valid, found), (n, 1, 1, 1, count))
    found = op.where(
        op.greater(op.broadcast_to(valid, op.shape_of(found)), 0), found, like(found, 0)
    )
    return op.greater(op.max(found, (4,), False), f32(threshold))


def _best_anchor(true, anchors, extent):
    """int64 (N, B): the anchor that overlaps a true box of the same center most."""
    n, count = op.shape_of(true.w)
    form = (1, 1, len(anchors) // 2)
    device, dtype = op.device_of(true.w), op.dtype_of(true.w)
    size = op.full((), extent, dtype, device)
    widths, heights = (
        op.divide(
            op.reshape(op.asarray([float(a) for a in anchors[i::2]], dtype, device), form), size
        )
        for i in (0, 1)
    )
    w, h = (op.reshape(t, (n, count, 1)) for t in (true.w, true.h))
    origin = op.full((1, 1, 1), 0, dtype, device)
    return op.argmax(_overlap(origin, origin, widths, heights, origin, origin, w, h), 2)


@operator
def yolov3_loss_op(
    x,
    gt_box,
    gt_label,
    gt_score=None,
    anchors=(),
    anchor_mask=(),
    class_num=1,
    ignore_thresh=0.7,
    downsample_ratio=32,
    use_label_smooth=True,
    scale_x_y=1.0,
    **options,
):
    """(N,): losses of place, size, objectness and class."""
    value = take(x, "yolov3_loss")
    count = len(anchor_mask)
    cells = _cells(value, count, class_num)
    h, w = op.shape_of(cells)[2:4]
    extent = downsample_ratio * h
    true = _Boxes(raw(take(gt_box, "yolov3_loss", slot="GTBox")))
    score = like(true.x, 1) if gt_score is None else raw(gt_score._value)
    chosen = [anchors[2 * a + i] for a in anchor_mask for i in (0, 1)]
    sizes = _sizes(value, chosen, 0), _sizes(value, chosen, 1)
    ignored = _ignored(cells, true, sizes, extent, f32(scale_x_y), ignore_thresh)
    best = _best_anchor(true, anchors, extent)
    place = like(best, -1)
    for i, a in enumerate(anchor_mask):
        place = op.where(op.equal(best, a), like(best, i), place)
    matched = op.logical_and(true.valid, op.greater_equal(place, 0))
    column = op.astype(op.floor(op.multiply(true.x, w)), "int64")
    row = op.astype(op.floor(op.multiply(true.y, h)), "int64")
    share = op.multiply(score, mask(matched, score))
    located = _located(cells, true, best, (place, row, column, matched), anchors, extent)
    loss = op.add(_place_loss(located, true, share), 0)
    loss = op.add(loss, _class_loss(located, gt_label, share, class_num, use_label_smooth))
    object_mask = op.multiply(mask(ignored, raw(value)), -1)
    object_mask = _objects(object_mask, (place, row, column, matched), score)
    return wrap(op.add(loss, _object_loss(_channel(cells, 4), object_mask)))


def yolov3_loss(
    x,
    gt_box,
    gt_label,
    anchors,
    anchor_mask,
    class_num,
    ignore_thresh,
    downsample_ratio,
    gt_score=None,
    use_label_smooth=True,
    name=None,
    scale_x_y=1.0,
):
    """(N,): losses of place, size, objectness and class."""
    _check_anchors(anchors, class_num, "yolov3_loss")
    if not isinstance(anchor_mask, (list, tuple)):
        raise TypeError("Attr anchor_mask of yolov3_loss must be list or tuple")
    if not isinstance(ignore_thresh, float):
        raise TypeError("Attr ignore_thresh of yolov3_loss must be a float number")
    if not isinstance(use_label_smooth, bool):
        raise TypeError("Attr use_label_smooth of yolov3_loss must be a bool value")
    return yolov3_loss_op(
        x,
        gt_box,
        gt_label,
        gt_score,
        anchors,
        anchor_mask,
        class_num,
        ignore_thresh,
        downsample_ratio,
        use_label_smooth,
        scale_x_y,
    )


def _located(cells, true, best, where, anchors, extent):
    """Predictions (N, B, 5 + classes) in the cells of the true boxes, and what they should be."""
    place, row, column, matched = where
    n, count = op.shape_of(place)
    zero = like(place, 0)
    samples = op.broadcast_to(
        op.reshape(op.arange(0, n, 1, "int64", op.device_of(place)), (n, 1)), (n, count)
    )
    index = op.stack([samples, *(op.where(matched, i, zero) for i in (place, row, column))], 2)
    predicted = op.gather_nd(cells, index)
    h = op.shape_of(cells)[2]
    dtype = op.dtype_of(true.x)
    tx = op.subtract(op.multiply(true.x, h), op.astype(column, dtype))
    ty = op.subtract(op.multiply(true.y, h), op.astype(row, dtype))
    safe = [op.where(true.valid, t, like(t, 1)) for t in (true.w, true.h)]
    device = op.device_of(true.x)
    tables = (op.asarray([float(a) for a in anchors[i::2]], dtype, device) for i in (0, 1))
    grown = (
        op.log(op.divide(op.multiply(s, extent), op.take(table, best, 0)))
        for s, table in zip(safe, tables, strict=True)
    )
    return predicted, (tx, ty, *grown)


def _place_loss(located, true, share):
    predicted, wanted = located
    weight = op.multiply(op.subtract(constant(true.w, 2), op.multiply(true.w, true.h)), share)
    n, count = op.shape_of(weight)
    total = None
    for i, target in enumerate(wanted):
        p = op.reshape(part(predicted, 2, i, i + 1), (n, count))
        term = _entropy(p, target) if i < 2 else op.abs(op.subtract(p, target))
        term = op.multiply(term, weight)
        total = term if total is None else op.add(total, term)
    return op.sum(total, (1,), False)


def _class_loss(located, gt_label, share, classes, smooth):
    predicted = part(located[0], 2, 5, 5 + classes)
    low = min(1.0 / classes, 1.0 / 40) if smooth else 0.0
    labels = op.astype(raw(gt_label._value), "int64")
    n, count = op.shape_of(labels)
    kinds = op.reshape(op.arange(0, classes, 1, "int64", op.device_of(labels)), (1, 1, classes))
    hit = mask(op.equal(op.reshape(labels, (n, count, 1)), kinds), raw(predicted))
    target = op.add(op.multiply(hit, 1.0 - 2 * low), low)
    terms = op.multiply(_entropy(predicted, target), op.reshape(share, (n, count, 1)))
    return op.sum(terms, (1, 2), False)


def _objects(found, where, score):
    """The mask of objects: the score where a true box lies, later boxes replacing earlier ones."""
    n, count, h, w = op.shape_of(found)
    place, row, column, matched = where
    axes = [
        op.reshape(op.arange(0, k, 1, "int64", op.device_of(found)), form)
        for k, form in ((count, (1, count, 1, 1)), (h, (1, 1, h, 1)), (w, (1, 1, 1, w)))
    ]
    for t in range(op.shape_of(place)[1]):
        here = op.reshape(part(matched, 1, t, t + 1), (n, 1, 1, 1))
        for axis, index in zip(axes, (place, row, column), strict=True):
            spot = op.reshape(part(index, 1, t, t + 1), (n, 1, 1, 1))
            here = op.logical_and(here, op.equal(axis, spot))
        value = op.broadcast_to(
            op.reshape(part(score, 1, t, t + 1), (n, 1, 1, 1)), (n, count, h, w)
        )
        found = op.where(op.broadcast_to(here, (n, count, h, w)), value, found)
    return found


def _object_loss(logits, found):
    positive = mask(op.greater(found, 1e-5), found)
    rest = op.subtract(mask(op.greater(found, -0.5), found), positive)
    hit = op.multiply(op.multiply(_entropy(logits, like(found, 1)), found), positive)
    miss = op.multiply(_entropy(logits, like(found, 0)), rest)
    return op.sum(op.add(hit, miss), (1, 2, 3), False)


def _check_anchors(anchors, class_num, name):
    if not isinstance(anchors, (list, tuple)):
        raise TypeError(f"Attr anchors of {name} must be list or tuple")
    if not isinstance(class_num, int):
        raise TypeError(f"Attr class_num of {name} must be an integer")
