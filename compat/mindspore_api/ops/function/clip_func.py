"""Clipping."""

from . import _assign
from ._gather_up import take

take(
    globals(),
    """
    clamp clip clip_by_global_norm clip_by_value
    """,
    _assign,
)
