"""Detection of objects."""

from __future__ import annotations

from compat._absent import absent_names

from .._ops import suppression as _suppression
from .._ops import yolo as _yolo

__all__ = ["yolo_box", "yolov3_loss", "multiclass_nms"]


def _check(anchors, class_num, name):
    if not isinstance(anchors, (list, tuple)):
        raise TypeError(f"Attr anchors of {name} must be list or tuple")
    if not isinstance(class_num, int):
        raise TypeError(f"Attr class_num of {name} must be an integer")


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
    _check(anchors, class_num, "yolo_box")
    if not isinstance(conf_thresh, float):
        raise TypeError("Attr ignore_thresh of yolo_box must be a float number")
    return _yolo.yolo_box(
        x, img_size, anchors, class_num, conf_thresh, downsample_ratio, clip_bbox, scale_x_y
    )


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
    _check(anchors, class_num, "yolov3_loss")
    if not isinstance(anchor_mask, (list, tuple)):
        raise TypeError("Attr anchor_mask of yolov3_loss must be list or tuple")
    if not isinstance(ignore_thresh, float):
        raise TypeError("Attr ignore_thresh of yolov3_loss must be a float number")
    if not isinstance(use_label_smooth, bool):
        raise TypeError("Attr use_label_smooth of yolov3_loss must be a bool value")
    return _yolo.yolov3_loss(
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
    return _suppression.multiclass_nms(
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


__getattr__ = absent_names("paddle.fluid.layers.detection", __name__)
