"""Boxes and images."""

from . import _boxes
from ._gather_up import take

take(
    globals(),
    """
    bounding_box_decode bounding_box_encode check_valid crop_and_resize
    """,
    _boxes,
)
