"""Detection of objects."""

from __future__ import annotations

from ..._publish import publish
from ..families.detection import nms, yolo

publish(
    __name__,
    [
        nms.multiclass_nms,
        yolo.yolo_box,
        yolo.yolov3_loss,
    ],
)
