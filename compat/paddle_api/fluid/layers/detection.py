"""Detection of objects."""

from __future__ import annotations

from ..._publish import publish
from ..families.detection import (
    anchors,
    boxes,
    matching,
    nms,
    output,
    proposals,
    yolo,
)

publish(
    __name__,
    [
        anchors.retinanet_target_assign,
        anchors.rpn_target_assign,
        boxes.anchor_generator,
        boxes.box_coder,
        boxes.box_decoder_and_assign,
        boxes.density_prior_box,
        boxes.iou_similarity,
        boxes.polygon_box_transform,
        boxes.prior_box,
        boxes.sigmoid_focal_loss,
        matching.bipartite_match,
        matching.target_assign,
        nms.multiclass_nms,
        output.detection_output,
        output.locality_aware_nms,
        output.matrix_nms,
        output.retinanet_detection_output,
        proposals.box_clip,
        proposals.distribute_fpn_proposals,
        proposals.generate_proposals,
        yolo.yolo_box,
        yolo.yolov3_loss,
    ],
)
