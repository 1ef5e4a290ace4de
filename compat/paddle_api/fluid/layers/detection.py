"""Detection of objects."""

from __future__ import annotations

from ..._publish import publish
from ..families.detection import boxes, nms, yolo

publish(
    __name__,
    [
        boxes.anchor_generator,
        boxes.box_coder,
        boxes.iou_similarity,
        boxes.prior_box,
        boxes.sigmoid_focal_loss,
        nms.multiclass_nms,
        yolo.yolo_box,
        yolo.yolov3_loss,
    ],
)
