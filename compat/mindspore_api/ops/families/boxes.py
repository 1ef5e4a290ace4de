"""Boxes in images: overlaps, encodings, suppression, regions."""

from __future__ import annotations

import math

from ....core import autodiff, compose, op
from ... import _checkparam as validator
from ...common.tensor import wrap
from ..arguments import ints_of, operand
from ..primitive import Primitive, prim_attr_register


def _columns(x):
    return [compose.select(x, 1, i) for i in range(op.shape_of(x)[1])]


def _need_matrix(name, argument, x, columns):
    operand(name, argument, x)
    if x.ndim != 2:
        raise ValueError(
            f"For primitive[{name}], the {argument} rank must be equal to 2, but got {x.ndim}."
        )
    if x.shape[1] != columns:
        raise ValueError(
            f"For primitive[{name}], the {argument} must have {columns} columns, but got "
            f"{x.shape[1]}."
        )
    return x._value


def iou(anchor_boxes, gt_boxes, mode="iou"):
    """(boxes of the second, boxes of the first) overlaps; extents count both ends."""
    if mode not in {"iou", "iof"}:
        raise KeyError(f"For 'IOU', only 'iou' or 'iof' are supported, but got 'mode': {mode}.")
    if anchor_boxes.ndim != 2 or gt_boxes.ndim != 2:
        raise ValueError(
            "For 'IOU', input x, y must have the same dimension size and must be 2. But got x size "
            f"= {anchor_boxes.ndim}, y size = {gt_boxes.ndim}."
        )
    boxes = (autodiff.engine().detach(x._value) for x in (gt_boxes, anchor_boxes))
    return wrap(overlaps(*boxes, 1.0, mode == "iof"))


def overlaps(first, second, end, of_first=False):
    """Overlap of every pair, relative to the union or to the first box."""
    a = [compose.expand_dims(c, 1) for c in _columns(first)]
    b = [compose.expand_dims(c, 0) for c in _columns(second)]
    width = op.subtract(op.minimum(a[2], b[2]), op.maximum(a[0], b[0]))
    height = op.subtract(op.minimum(a[3], b[3]), op.maximum(a[1], b[1]))
    inside = op.multiply(op.maximum(op.add(width, end), 0.0), op.maximum(op.add(height, end), 0.0))
    areas = [
        op.multiply(op.add(op.subtract(c[2], c[0]), end), op.add(op.subtract(c[3], c[1]), end))
        for c in (a, b)
    ]
    whole = areas[0] if of_first else op.subtract(op.add(areas[0], areas[1]), inside)
    return op.divide(inside, whole)


def check_valid(bboxes, img_metas):
    """bool: boxes inside the image (height, width, ratio)."""
    boxes, metas = (
        operand("CheckValid", "bboxes", bboxes),
        operand("CheckValid", "img_metas", img_metas),
    )
    height, width, ratio = (compose.select(metas, 0, i) for i in range(3))
    x1, y1, x2, y2 = _columns(boxes)
    right = op.subtract(op.multiply(width, ratio), 1.0)
    bottom = op.subtract(op.multiply(height, ratio), 1.0)
    inside = [
        op.greater_equal(x1, 0.0),
        op.greater_equal(y1, 0.0),
        op.less_equal(x2, right),
        op.less_equal(y2, bottom),
    ]
    found = inside[0]
    for test in inside[1:]:
        found = op.logical_and(found, test)
    return wrap(found, "bool")


def _centres(boxes):
    x1, y1, x2, y2 = _columns(boxes)
    width, height = op.add(op.subtract(x2, x1), 1.0), op.add(op.subtract(y2, y1), 1.0)
    middle = op.multiply(op.add(x1, x2), 0.5), op.multiply(op.add(y1, y2), 0.5)
    return (*middle, width, height)


def bounding_box_encode(
    anchor_box, groundtruth_box, means=(0.0, 0.0, 0.0, 0.0), stds=(1.0, 1.0, 1.0, 1.0)
):
    """Offsets from anchors to boxes."""
    anchors = _need_matrix("BoundingBoxEncode", "anchor box", anchor_box, 4)
    boxes = _need_matrix("BoundingBoxEncode", "groundtruth box", groundtruth_box, 4)
    px, py, pw, ph = _centres(anchors)
    gx, gy, gw, gh = _centres(boxes)
    offsets = (
        op.divide(op.subtract(gx, px), pw),
        op.divide(op.subtract(gy, py), ph),
        op.log(op.divide(gw, pw)),
        op.log(op.divide(gh, ph)),
    )
    scaled = [
        op.divide(op.subtract(o, float(m)), float(s))
        for o, m, s in zip(offsets, means, stds, strict=True)
    ]
    return wrap(op.stack(scaled, 1))


def bounding_box_decode(
    anchor_box,
    deltas,
    max_shape,
    means=(0.0, 0.0, 0.0, 0.0),
    stds=(1.0, 1.0, 1.0, 1.0),
    wh_ratio_clip=0.016,
):
    """Boxes from anchors and offsets, inside the image (height, width)."""
    anchors = _need_matrix("BoundingBoxDecode", "anchor box", anchor_box, 4)
    given = _columns(_need_matrix("BoundingBoxDecode", "deltas", deltas, 4))
    dx, dy, dw, dh = (
        op.add(op.multiply(d, float(s)), float(m))
        for d, m, s in zip(given, means, stds, strict=True)
    )
    limit = abs(math.log(wh_ratio_clip))
    px, py, pw, ph = _centres(anchors)
    width = op.multiply(pw, op.exp(compose.clip(dw, -limit, limit)))
    height = op.multiply(ph, op.exp(compose.clip(dh, -limit, limit)))
    x, y = op.add(px, op.multiply(pw, dx)), op.add(py, op.multiply(ph, dy))
    edges = []
    for centre, extent, largest in ((x, width, max_shape[1]), (y, height, max_shape[0])):
        half = op.subtract(op.multiply(extent, 0.5), 0.5)
        pair = op.subtract(centre, half), op.add(centre, half)
        edges.append([compose.clip(edge, 0.0, float(largest)) for edge in pair])
    return wrap(op.stack([edges[0][0], edges[1][0], edges[0][1], edges[1][1]], 1))


def suppress(bboxes, threshold):
    """(boxes by falling score, their numbers, bool: boxes without a better one that overlaps)."""
    boxes = _need_matrix("NMSWithMask", "bboxes", bboxes, 5)
    order = op.argsort(compose.select(boxes, 1, 4), 0, True, True)
    ranked = op.take(boxes, order, 0)
    table = op.to_numpy(op.greater(overlaps(ranked, ranked, 0.0), float(threshold))).tolist()
    count = len(table)
    kept = [True] * count
    for i in range(count):
        if kept[i]:
            for j in range(i + 1, count):
                kept[j] = kept[j] and not table[i][j]
    device = op.device_of(boxes)
    numbers = op.arange(0, count, 1, "int32", device)
    return wrap(ranked), wrap(numbers), wrap(op.asarray(kept, "bool", device))


def _pixels(x, rows, ys, xs):
    """(..., C) of the images `rows` of x (N, C, H, W) at integer positions."""
    index = op.stack([rows, op.astype(ys, "int64"), op.astype(xs, "int64")], len(op.shape_of(ys)))
    return op.gather_nd(op.permute_dims(x, (0, 2, 3, 1)), index)


def bilinear(x, rows, ys, xs):
    """(..., C): linear between the four neighbours; positions lie inside the image."""
    _, _, height, width = op.shape_of(x)
    top, left = op.floor(ys), op.floor(xs)
    bottom = op.minimum(op.add(top, 1.0), float(height - 1))
    right = op.minimum(op.add(left, 1.0), float(width - 1))
    dy, dx = op.subtract(ys, top), op.subtract(xs, left)
    total = None
    for row, wy in ((top, op.subtract(1.0, dy)), (bottom, dy)):
        for column, wx in ((left, op.subtract(1.0, dx)), (right, dx)):
            weight = compose.expand_dims(op.multiply(wy, wx), len(op.shape_of(wy)))
            part = op.multiply(_pixels(x, rows, row, column), op.astype(weight, op.dtype_of(x)))
            total = part if total is None else op.add(total, part)
    return total


def roi_align(features, rois, size, scale, samples, end):
    """(rois, C, *size): means of samples inside the cells of a region."""
    x = operand("ROIAlign", "features", features)
    regions = _need_matrix("ROIAlign", "rois shape", rois, 5)
    batch, x1, y1, x2, y2 = _columns(op.astype(regions, "float32"))
    count = rois.shape[0]
    height, width = size
    x1, y1 = op.multiply(x1, scale), op.multiply(y1, scale)
    x2, y2 = (op.multiply(op.add(edge, float(end)), scale) for edge in (x2, y2))
    tall, wide = (op.maximum(op.subtract(b, a), 1.0) for a, b in ((y1, y2), (x1, x2)))
    cells = op.divide(tall, float(height)), op.divide(wide, float(width))
    if samples > 0:
        ny = nx = samples
        return wrap(_aligned(x, batch, (y1, x1), cells, size, (ny, nx)))
    found = []
    for i in range(count):  # as many samples as the region needs
        one = [op.reshape(compose.select(v, 0, i), (1,)) for v in (batch, y1, x1, *cells)]
        ny, nx = (max(math.ceil(float(op.to_numpy(c)[0])), 1) for c in one[3:])
        found.append(_aligned(x, one[0], one[1:3], one[3:], size, (ny, nx)))
    return wrap(op.concat(found, 0))


def _steps(start, cell, extent, samples):
    """(rois, extent * samples) positions of the samples along one axis."""
    device = op.device_of(start)
    numbers = op.arange(0, extent * samples, 1, "float32", device)
    offsets = op.divide(op.add(numbers, 0.5), float(samples))
    return op.add(compose.expand_dims(start, 1), op.multiply(compose.expand_dims(cell, 1), offsets))


def _aligned(x, batch, start, cells, size, samples):
    _, channels, height, width = op.shape_of(x)
    ys = _steps(start[0], cells[0], size[0], samples[0])
    xs = _steps(start[1], cells[1], size[1], samples[1])
    count = op.shape_of(ys)[0]
    shape = (count, size[0] * samples[0], size[1] * samples[1])
    ys = op.broadcast_to(compose.expand_dims(ys, 2), shape)
    xs = op.broadcast_to(compose.expand_dims(xs, 1), shape)
    inside = op.logical_and(
        op.logical_and(op.greater_equal(ys, -1.0), op.less_equal(ys, float(height))),
        op.logical_and(op.greater_equal(xs, -1.0), op.less_equal(xs, float(width))),
    )
    ys, xs = compose.clip(ys, 0.0, float(height - 1)), compose.clip(xs, 0.0, float(width - 1))
    rows = op.broadcast_to(op.reshape(op.astype(batch, "int64"), (count, 1, 1)), shape)
    values = bilinear(x, rows, ys, xs)
    mask = compose.expand_dims(op.astype(inside, op.dtype_of(x)), 3)
    values = op.multiply(values, mask)
    split = op.reshape(values, (count, size[0], samples[0], size[1], samples[1], channels))
    return op.permute_dims(op.mean(split, (2, 4), False), (0, 3, 1, 2))


def crop_and_resize(
    image, boxes, box_indices, crop_size, method="bilinear", extrapolation_value=0.0
):
    """(boxes, *crop_size, C): crops of (N, H, W, C) in relative coordinates (y1, x1, y2, x2)."""
    if method not in ("bilinear", "nearest", "bilinear_v2"):
        raise ValueError(
            "For 'CropAndResize', the 'method' must be str and must be in '['bilinear', 'nearest', "
            f"'bilinear_v2']', but got '{method}'."
        )
    if method == "bilinear_v2":
        raise NotImplementedError(
            "mindspore.ops.crop_and_resize(method='bilinear_v2') is not supported; use 'bilinear'."
        )
    x = op.astype(operand("CropAndResize", "x", image), "float32")
    x = op.permute_dims(x, (0, 3, 1, 2))
    corners = _columns(_need_matrix("CropAndResize", "[boxes]", boxes, 4))
    rows = op.astype(operand("CropAndResize", "box_index", box_indices), "int64")
    sizes = ints_of("CropAndResize", "crop_size", crop_size)
    extents = op.shape_of(x)[2:]
    lines = [_line(corners[i], corners[i + 2], sizes[i], extents[i]) for i in range(2)]
    shape = (boxes.shape[0], *sizes)
    ys = op.broadcast_to(compose.expand_dims(lines[0], 2), shape)
    xs = op.broadcast_to(compose.expand_dims(lines[1], 1), shape)
    inside = None
    for positions, extent in ((ys, extents[0]), (xs, extents[1])):
        test = op.logical_and(
            op.greater_equal(positions, 0.0), op.less_equal(positions, float(extent - 1))
        )
        inside = test if inside is None else op.logical_and(inside, test)
    ys, xs = (compose.clip(p, 0.0, float(n - 1)) for p, n in ((ys, extents[0]), (xs, extents[1])))
    rows = op.broadcast_to(op.reshape(rows, (boxes.shape[0], 1, 1)), shape)
    if method == "nearest":
        values = _pixels(x, rows, op.floor(op.add(ys, 0.5)), op.floor(op.add(xs, 0.5)))
    else:
        values = bilinear(x, rows, ys, xs)
    fill = compose.full_like(values, float(extrapolation_value))
    return wrap(op.where(compose.expand_dims(inside, 3), values, fill))


def _line(first, last, count, extent):
    """(boxes, count) positions between two relative ones."""
    scale = float(extent - 1)
    if count == 1:
        return compose.expand_dims(op.multiply(op.add(first, last), 0.5 * scale), 1)
    steps = op.arange(0, count, 1, "float32", op.device_of(first))
    step = op.multiply(op.subtract(last, first), scale / (count - 1))
    start = op.multiply(first, scale)
    return op.add(compose.expand_dims(start, 1), op.multiply(compose.expand_dims(step, 1), steps))


class CropAndResize(
    Primitive, of=crop_and_resize, inputs="x boxes box_index crop_size", outputs="y"
):
    """Crops of (N, H, W, C), resampled."""

    @prim_attr_register
    def __init__(self, method="bilinear", extrapolation_value=0.0):
        validator.check_value_type("method", method, [str], self.name)
        validator.check_string(method, ["bilinear", "nearest", "bilinear_v2"], "method", self.name)
        validator.check_value_type("extrapolation_value", extrapolation_value, [float], self.name)


class CheckValid(Primitive, of=check_valid, inputs="bboxes img_metas"):
    """Whether boxes lie inside an image.

    Inputs:
        bboxes (Tensor): (N, 4), corners x0, y0, x1, y1.
        img_metas (Tensor): (3,), height, width and ratio; the border is height * ratio, width *
            ratio.

    Outputs:
        Tensor (N,) of bool.

    Raises:
        TypeError: an operand is not a Tensor, or dtypes differ.

    Example:
        >>> boxes = Tensor([[0.0, 0.0, 5.0, 5.0], [0.0, 0.0, 50.0, 5.0]])
        >>> print(ops.CheckValid()(boxes, Tensor([10.0, 10.0, 1.0])))
        [ True False]
    """


class IOU(Primitive, of=iou, inputs="anchor_boxes gt_boxes", outputs="overlap"):
    """Overlap of every box with every other one: the shared area divided by that of both together.

    Args:
        mode (str, default 'iou'): "iou", or "iof" to divide by the area of the second box.

    Inputs:
        anchor_boxes (Tensor): (N, 4), corners x0, y0, x1, y1; float16 or float32.
        gt_boxes (Tensor): (M, 4) of the same dtype.

    Outputs:
        Tensor (M, N).

    Raises:
        KeyError: `mode` is another word.
        TypeError: an operand is not a Tensor of these dtypes.

    Example:
        >>> a, b = Tensor([[0.0, 0.0, 9.0, 9.0]]), Tensor([[0.0, 0.0, 9.0, 4.0]])
        >>> print(ops.IOU()(a, b))
        [[0.5]]
    """

    @prim_attr_register
    def __init__(self, mode="iou"):
        if mode not in {"iou", "iof"}:
            raise KeyError(
                f"For '{self.name}', only 'iou' or 'iof' are supported, but got 'mode': {mode}."
            )


class BoundingBoxEncode(Primitive, of=bounding_box_encode):
    """What a detector has to say about anchors to get the true boxes.

    Args:
        means (tuple of 4 floats, default (0.0, 0.0, 0.0, 0.0)): are taken off the deltas.
        stds (tuple of 4 floats, default (1.0, 1.0, 1.0, 1.0)): the deltas are divided by them.

    Inputs:
        anchor_box (Tensor): (N, 4), corners x0, y0, x1, y1.
        groundtruth_box (Tensor): (N, 4).

    Outputs:
        Tensor (N, 4): shift of the center in units of the size, logarithms of the size.

    Raises:
        TypeError: an attribute is of another kind, or an operand not a Tensor.

    Example:
        >>> anchors, boxes = Tensor([[0.0, 0.0, 9.0, 9.0]]), Tensor([[1.0, 0.0, 10.0, 9.0]])
        >>> print(ops.BoundingBoxEncode()(anchors, boxes))
        [[0.1 0.  0.  0. ]]
    """

    @prim_attr_register
    def __init__(self, means=(0.0, 0.0, 0.0, 0.0), stds=(1.0, 1.0, 1.0, 1.0)):
        _check_four(self, means, stds)


class BoundingBoxDecode(Primitive, of=bounding_box_decode):
    """Boxes from anchors and what a detector says about their place and size.

    Args:
        max_shape (tuple of 2 ints): height and width that boxes are cut to.
        means (tuple of 4 floats, default (0.0, 0.0, 0.0, 0.0)): are added to the scaled deltas.
        stds (tuple of 4 floats, default (1.0, 1.0, 1.0, 1.0)): scale the deltas.
        wh_ratio_clip (float, default 0.016): bound of the change of size.

    Inputs:
        anchor_box (Tensor): (N, 4), corners x0, y0, x1, y1.
        deltas (Tensor): (N, 4): shift of the center in units of the size, logarithms of the size.

    Outputs:
        Tensor (N, 4).

    Raises:
        TypeError: an attribute is of another kind, or an operand not a Tensor.
        ValueError: `max_shape` has not two entries.

    Example:
        >>> anchors, deltas = Tensor([[0.0, 0.0, 9.0, 9.0]]), Tensor([[0.1, 0.0, 0.0, 0.0]])
        >>> print(ops.BoundingBoxDecode(max_shape=(20, 20))(anchors, deltas))
        [[ 1.  0. 10.  9.]]
    """

    @prim_attr_register
    def __init__(
        self, max_shape, means=(0.0, 0.0, 0.0, 0.0), stds=(1.0, 1.0, 1.0, 1.0), wh_ratio_clip=0.016
    ):
        _check_four(self, means, stds)
        validator.check_value_type("wh_ratio_clip", wh_ratio_clip, [float], self.name)
        validator.check_value_type("max_shape", max_shape, tuple, self.name)
        validator.check_equal_int(len(max_shape), 2, "max_shape len", self.name)


def _check_four(prim, means, stds):
    validator.check_value_type("means", means, (tuple), prim.name)
    validator.check_value_type("stds", stds, (tuple), prim.name)
    for name, values in (("means", means), ("stds", stds)):
        for i, value in enumerate(values):
            validator.check_value_type(f"{name} index {i}", value, [float], prim.name)
        validator.check_equal_int(len(values), 4, f"{name} len", prim.name)


class NMSWithMask(
    Primitive, of=suppress, inputs="bboxes", outputs="selected_boxes selected_idx selected_mask"
):
    """Boxes by falling score, and which of them no better one overlaps.

    Args:
        iou_threshold (float, default 0.5): overlap from which a box gives way to a better one.

    Inputs:
        bboxes (Tensor): (N, 5), corners x0, y0, x1, y1 and score; float16 or float32.

    Outputs:
        tuple of three tensors: the boxes sorted (N, 5), their numbers (N,) int32, and bool (N,):
        kept.

    Raises:
        TypeError: `iou_threshold` is not a float, or the operand no Tensor of these dtypes.
        ValueError: the operand has not five columns.

    Example:
        >>> boxes = Tensor([[0.0, 0.0, 9.0, 9.0, 0.5], [0.0, 0.0, 9.0, 8.0, 0.9]])
        >>> sorted_boxes, numbers, kept = ops.NMSWithMask(0.5)(boxes)
        >>> print(numbers, kept)
        [0 1] [ True False]
    """

    @prim_attr_register
    def __init__(self, iou_threshold=0.5):
        validator.check_value_type("iou_threshold", iou_threshold, [float], self.name)
        self.is_ge = False


class ROIAlign(Primitive):
    """Regions of feature maps pooled to one size, without rounding their borders (He et al.,
    arXiv:1703.06870).

    Args:
        pooled_height (int): height of the result.
        pooled_width (int): width of the result.
        spatial_scale (float): from the coordinates of the regions to those of the features.
        sample_num (int, default 2): samples of each cell along each axis, by bilinear
            interpolation.
        roi_end_mode (int, default 1): 1 counts the last row and column to a region, 0 does not.

    Inputs:
        features (Tensor): (N, C, H, W), float16 or float32.
        rois (Tensor): (M, 5): number of the image, corners x0, y0, x1, y1.

    Outputs:
        Tensor (M, C, pooled_height, pooled_width).

    Raises:
        TypeError: an argument is of another kind.
        ValueError: `roi_end_mode` is neither 0 nor 1.

    Example:
        >>> features = Tensor(np.arange(16).reshape(1, 1, 4, 4), ms.float32)
        >>> rois = Tensor([[0.0, 0.0, 0.0, 3.0, 3.0]])
        >>> print(ops.ROIAlign(2, 2, 1.0)(features, rois))
        [[[[ 5.    6.75]
           [12.   13.75]]]]
    """

    @prim_attr_register
    def __init__(self, pooled_height, pooled_width, spatial_scale, sample_num=2, roi_end_mode=1):
        name = self.name
        validator.check_value_type("pooled_height", pooled_height, [int], name)
        validator.check_value_type("pooled_width", pooled_width, [int], name)
        validator.check_value_type("spatial_scale", spatial_scale, [float], name)
        validator.check_value_type("sample_num", sample_num, [int], name)
        validator.check_value_type("roi_end_mode", roi_end_mode, [int], name)
        validator.check_int_range(roi_end_mode, 0, 1, validator.INC_BOTH, "roi_end_mode", name)

    def _compute(self, features, rois):
        size = (self.pooled_height, self.pooled_width)
        regions = wrap(autodiff.engine().detach(rois._value))  # MindSpore gives them no gradient
        return roi_align(
            features, regions, size, self.spatial_scale, self.sample_num, self.roi_end_mode
        )
