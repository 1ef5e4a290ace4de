"""Helpers of programs: lines of a file by number, pictures with boxes."""

from .browse_dataset import imshow_det_bbox
from .line_reader import LineReader

__all__ = ["LineReader", "imshow_det_bbox"]
