"""Pictures with boxes, labels and masks drawn on them."""

from __future__ import annotations

import os
import sys

import numpy as np

from ... import log as logger


def imshow_det_bbox(
    image, bboxes, labels, segm=None, class_names=None, score_threshold=0,
    bbox_color=(0, 255, 0), text_color=(203, 192, 255), mask_color=(128, 0, 128), thickness=2,
    font_size=0.8, show=True, win_name="win", wait_time=2000, out_file=None,
):  # fmt: skip
    """Draw boxes, labels and masks on a picture, show it or write it to a file.

    Args:
        image (numpy.ndarray): (height, width, 3) or (3, height, width), RGB.
        bboxes (numpy.ndarray): (n, 4) or with scores (n, 5): x, y, width, height.
        labels (numpy.ndarray): (n, 1).
        segm (numpy.ndarray, optional): masks (m, height, width). Default: None.
        class_names (list, tuple or dict, optional): names of the labels. Default: None.
        score_threshold (float): boxes below it are left out. Default: 0.
        bbox_color, text_color, mask_color (tuple of int): blue, green, red.
        thickness (int): of lines. Default: 2.
        font_size (float): Default: 0.8.
        show (bool): in a window. Default: True.
        win_name (str): its name. Default: "win".
        wait_time (int): milliseconds it stays. Default: 2000.
        out_file (str, optional): file to write. Default: None.

    Returns:
        numpy.ndarray, the picture.

    Raises:
        ImportError: OpenCV is not installed.
        AssertionError: arguments of another shape or type.
    """
    try:
        import cv2
    except ModuleNotFoundError:
        raise ImportError(
            "Importing cv2 failed, try to install it by running `pip install opencv-python`."
        ) from None
    _check_picture(image, bboxes, labels, segm)
    _check_options(
        bboxes, class_names, score_threshold, bbox_color, text_color, mask_color, thickness,
        font_size, show, win_name, wait_time, out_file,
    )  # fmt: skip
    image = image.transpose((1, 2, 0)) if image.shape[0] == 3 else image
    drawn = cv2.cvtColor(image, cv2.COLOR_RGB2BGR)
    tint = np.array(mask_color) * 0.5
    for i, box in enumerate(() if bboxes is None else bboxes):
        if len(box) > 4 and box[4] < score_threshold:
            continue
        x1, y1, x2, y2 = (int(v) for v in (box[0], box[1], box[0] + box[2], box[1] + box[3]))
        cv2.rectangle(drawn, (x1, y1), (x2, y2), bbox_color, thickness)
        text = _label_text(class_names, labels[i][0], box)
        cv2.putText(
            drawn, text, (x1, y2), cv2.FONT_HERSHEY_SIMPLEX, font_size, text_color, thickness
        )
        if segm is not None:
            mask = segm[i].astype(bool)
            drawn[mask] = drawn[mask] * 0.5 + tint
    if bboxes is None and segm is not None:
        for mask in segm.astype(bool):
            drawn[mask] = drawn[mask] * 0.5 + tint
    if show:
        cv2.imshow(win_name, drawn)
        if cv2.waitKey(wait_time) == 27:
            sys.exit()
    if out_file:
        logger.info(f"Saving image file with name: {out_file}...")
        cv2.imwrite(out_file, drawn)
        os.chmod(out_file, 0o600)
    return drawn


def _label_text(class_names, label, box):
    try:
        text = f"class {label}" if class_names is None else str(class_names[label])
    except (IndexError, KeyError):
        text = f"class {label}"
    return text + (f"|{box[-1]:.02f}" if len(box) > 4 else "")


def _require(holds, message):
    if not holds:
        raise AssertionError(message)


def _is_array(x, rank):
    return isinstance(x, np.ndarray) and x.ndim == rank


def _check_picture(image, bboxes, labels, segm):
    _require(
        _is_array(image, 3) and 3 in (image.shape[0], image.shape[2]),
        "image must be a ndarray in (H, W, C) or (C, H, W) format.",
    )
    if bboxes is not None:
        _require(
            _is_array(bboxes, 2) and bboxes.shape[1] in (4, 5),
            "bboxes must be a ndarray in (N, 4) or (N, 5) format.",
        )
        _require(
            _is_array(labels, 2) and labels.shape == (len(bboxes), 1),
            "labels must be a ndarray in (N, 1) format and has same N with bboxes.",
        )
    if segm is not None:
        _require(_is_array(segm, 3), "segm must be a ndarray in (M, H, W) format.")
        size = image.shape[:2] if image.shape[2] == 3 else image.shape[1:]
        _require(segm.shape[1:] == size, "segm must has same height and width with image.")
        _require(
            bboxes is None or len(bboxes) <= len(segm),
            "number of segm masks must not be less than the number of bboxes.",
        )


def _check_options(
    bboxes, class_names, score_threshold, bbox_color, text_color, mask_color, thickness, font_size,
    show, win_name, wait_time, out_file,
):  # fmt: skip
    _require(
        isinstance(class_names, (tuple, list, dict)), "class_names must be a list, tuple or dict."
    )
    for name, color in (("bbox", bbox_color), ("text", text_color), ("mask", mask_color)):
        _require(
            isinstance(color, tuple) and len(color) == 3,
            f"{name}_color must be a three tuple, formatted (B, G, R).",
        )
    _require(isinstance(thickness, int), "thickness must be an int.")
    _require(thickness >= 0, "thickness must be larger than or equal to zero.")
    _require(isinstance(font_size, (int, float)), "font_size must be an int or float.")
    _require(font_size >= 0, "font_size must be larger than or equal to zero.")
    _require(isinstance(show, bool), "show must be a bool.")
    _require(isinstance(win_name, str), "win_name must be a str.")
    _require(isinstance(wait_time, int), "wait_time must be an int.")
    _require(wait_time >= 0, "wait_time must be larger than or equal to zero.")
    _require(out_file is None or isinstance(out_file, str), "out_file must be a str.")
    _require(score_threshold <= 0 or bboxes.shape[1] == 5, "a threshold needs boxes with scores.")
    _require(show or out_file is not None, "a picture that is not shown needs an out_file.")
