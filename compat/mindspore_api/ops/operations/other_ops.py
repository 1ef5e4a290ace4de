"""Operators of assignment, order and types."""

from __future__ import annotations

from ....core import op
from ... import _checkparam as validator
from ...common.tensor import Tensor, wrap
from ..function import _assign
from ..primitive import Primitive, prim_attr_register


class Assign(Primitive):
    """Write a value into a parameter."""

    _io = ("ref value", "output")

    @prim_attr_register
    def __init__(self):
        self.add_prim_attr("side_effect_mem", True)

    def _compute(self, variable, value):
        return _assign.assign(variable, value)


class Load(Primitive):
    """The value of a parameter."""

    _io = ("ref u", "output")

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, variable, u=None):
        return wrap(variable._value)


class Depend(Primitive):
    """The first argument; the second has been computed before."""

    @prim_attr_register
    def __init__(self):
        self.add_prim_attr("side_effect_propagate", 1)

    def __call__(self, value, expr):
        return value


class UpdateState(Primitive):
    """The first argument; marks an order in the original's compiler."""

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, *args):
        return args[0] if args else None


class StopGradient(Primitive):
    """The argument, through which no gradient flows."""

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x):
        from ..function.grad.grad_func import stop_gradient

        return stop_gradient(x)


class Partial(Primitive):
    """A function with its first arguments given."""

    @prim_attr_register
    def __init__(self):
        self.add_prim_attr("side_effect_propagate", 1)

    def __call__(self, *args):
        func, given = args[0], args[1:]

        def partial_func(*rest):
            return func(*given, *rest)

        return partial_func


class MixedPrecisionCast(Primitive):
    """Conversion of float tensors, through tuples and dicts."""

    _io = ("dst_dtype input_x", "output")

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, dst_dtype, x):
        if isinstance(x, Tensor):
            if x._name not in ("float16", "float32", "float64"):
                return x
            return wrap(op.astype(x._value, dst_dtype._name))
        if isinstance(x, (tuple, list)):
            return tuple(self(dst_dtype, i) for i in x)
        if isinstance(x, dict):
            return {k: self(dst_dtype, v) for k, v in x.items()}
        return x


class CheckValid(Primitive):
    """bool: boxes inside their image."""

    _io = ("bboxes img_metas", "output")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, bboxes, img_metas):
        from ..function import image_func

        return image_func.check_valid(bboxes, img_metas)


class IOU(Primitive):
    """Overlap of boxes relative to their union, or to the first box."""

    _io = ("anchor_boxes gt_boxes", "overlap")

    @prim_attr_register
    def __init__(self, mode="iou"):
        if mode not in {"iou", "iof"}:
            raise KeyError(
                f"For '{self.name}', only 'iou' or 'iof' are supported, but got 'mode': {mode}."
            )

    def _compute(self, anchor_boxes, gt_boxes):
        from ..function import math_func

        return math_func.iou(anchor_boxes, gt_boxes, self.mode)


class BoundingBoxEncode(Primitive):
    """Offsets from anchors to boxes."""

    @prim_attr_register
    def __init__(self, means=(0.0, 0.0, 0.0, 0.0), stds=(1.0, 1.0, 1.0, 1.0)):
        _check_four(self, means, stds)

    def _compute(self, anchor_box, groundtruth_box):
        from ..function import image_func

        return image_func.bounding_box_encode(anchor_box, groundtruth_box, self.means, self.stds)


class BoundingBoxDecode(Primitive):
    """Boxes from anchors and offsets."""

    @prim_attr_register
    def __init__(
        self, max_shape, means=(0.0, 0.0, 0.0, 0.0), stds=(1.0, 1.0, 1.0, 1.0), wh_ratio_clip=0.016
    ):
        _check_four(self, means, stds)
        validator.check_value_type("wh_ratio_clip", wh_ratio_clip, [float], self.name)
        validator.check_value_type("max_shape", max_shape, tuple, self.name)
        validator.check_equal_int(len(max_shape), 2, "max_shape len", self.name)

    def _compute(self, anchor_box, deltas):
        from ..function import image_func

        return image_func.bounding_box_decode(
            anchor_box, deltas, self.max_shape, self.means, self.stds, self.wh_ratio_clip
        )


def _check_four(prim, means, stds):
    validator.check_value_type("means", means, (tuple), prim.name)
    validator.check_value_type("stds", stds, (tuple), prim.name)
    for name, values in (("means", means), ("stds", stds)):
        for i, value in enumerate(values):
            validator.check_value_type(f"{name} index {i}", value, [float], prim.name)
        validator.check_equal_int(len(values), 4, f"{name} len", prim.name)


class identity(Primitive):
    """The argument."""

    @prim_attr_register
    def __init__(self):
        self.add_prim_attr("side_effect_propagate", 1)

    def __call__(self, x):
        return x


class NMSWithMask(Primitive):
    """(boxes by falling score, their numbers, bool: boxes without a better one that overlaps)."""

    _io = ("bboxes", "selected_boxes selected_idx selected_mask")

    @prim_attr_register
    def __init__(self, iou_threshold=0.5):
        validator.check_value_type("iou_threshold", iou_threshold, [float], self.name)
        self.is_ge = False

    def _compute(self, bboxes):
        from ..function import _boxes

        return _boxes.suppress(bboxes, self.iou_threshold)


class ROIAlign(Primitive):
    """Means of samples inside the cells of regions."""

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
        from ..function import _boxes

        size = (self.pooled_height, self.pooled_width)
        return _boxes.roi_align(
            features, rois, size, self.spatial_scale, self.sample_num, self.roi_end_mode
        )
