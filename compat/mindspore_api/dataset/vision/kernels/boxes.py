"""Bounding boxes: rows (left, top, width, height, ...) in float32."""

from __future__ import annotations

import numpy as np

from ...transforms.failure import BOX, fail


def check_boxes(columns: tuple[np.ndarray, ...]) -> tuple[np.ndarray, np.ndarray]:
    """The image and the boxes (a copy); refuses boxes outside the image."""
    if len(columns) != 2:
        fail(
            "BoundingBox: invalid input, size of input data should be 2 (including image and "
            f"bounding box), but got: {len(columns)}",
            BOX,
        )
    image, boxes = columns
    if boxes.ndim < 2:
        fail(
            "BoundingBox: bounding boxes should have to be two-dimensional matrix at least, "
            f"but got {boxes.ndim} dimension.",
            BOX,
        )
    if image.ndim < 2:
        fail("Invalid data, input image hasn't been decoded, you may need to perform Decode first.")
    if boxes.shape[1] < 4:
        fail(
            "BoundingBox: bounding boxes should be have at least 4 features, "
            f"but got: {boxes.shape[1]}",
            BOX,
        )
    if boxes.dtype != np.float32:
        fail("Template type and Tensor type are not compatible.")
    height, width = image.shape[:2]
    for box in boxes:
        _check_inside(box, height, width)
    return image, boxes.copy()


def _check_inside(box: np.ndarray, height: int, width: int) -> None:
    right, bottom = box[0] + box[2], box[1] + box[3]
    if int(right) > width or int(bottom) > height:
        fail(
            f"BoundingBox: bounding boxes is out of bounds of the image, as image width: {width}, "
            f"bbox width coordinate: {right:.6f}, and image height: {height}, "
            f"bbox height coordinate: {bottom:.6f}",
            BOX,
        )
    if int(box[0]) < 0 or int(box[1]) < 0:
        fail(
            "BoundingBox: the coordinates of the bounding boxes has negative value, got: "
            f"({box[0]:.6f},{box[1]:.6f}).",
            BOX,
        )


def padded(boxes: np.ndarray, top: int, left: int) -> np.ndarray:
    """Boxes moved by the borders added to the image."""
    boxes[:, 0] += np.float32(left)
    boxes[:, 1] += np.float32(top)
    return boxes


def cropped(boxes: np.ndarray, left: int, top: int, right: int, bottom: int) -> np.ndarray:
    """Boxes cut at a rectangle and counted from its corner; those outside are left out."""
    ends = boxes[:, :2] + boxes[:, 2:4]
    low, high = np.float32([left, top]), np.float32([right, bottom])
    outside = (boxes[:, :2] > high).any(axis=1) | (ends < low).any(axis=1)
    boxes, ends = boxes[~outside], ends[~outside]
    starts = np.maximum(boxes[:, :2] - np.minimum(0, boxes[:, :2] - low) - low, 0)
    ends = ends - np.maximum(0, ends - high) - low
    ends = np.minimum(ends, high - low)
    boxes[:, :2] = starts
    boxes[:, 2:4] = ends - starts
    return boxes


def resized(boxes: np.ndarray, size: tuple[int, int], old: tuple[int, int]) -> np.ndarray:
    """Boxes of an image resized from `old` to `size`, both (height, width)."""
    tall, wide = np.float32(size[0] / old[0]), np.float32(size[1] / old[1])
    boxes[:, 0:4:2] *= wide
    boxes[:, 1:4:2] *= tall
    return boxes


def flipped_horizontally(boxes: np.ndarray, width: int) -> np.ndarray:
    """Boxes of a mirrored image."""
    center = np.float32(width / 2.0)
    boxes[:, 0] = (center - boxes[:, 0] + center) - boxes[:, 2]
    return boxes


def flipped_vertically(boxes: np.ndarray, height: int) -> np.ndarray:
    """Boxes of an image upside down."""
    bottom = (boxes[:, 1] + boxes[:, 3]).astype(np.float64)
    boxes[:, 1] = (height - 1.0) - (bottom - 1.0)
    return boxes
