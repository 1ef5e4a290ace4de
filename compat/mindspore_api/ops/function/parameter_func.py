"""Assignment to parameters."""

from . import _assign
from ._gather_up import take

take(
    globals(),
    """
    assign assign_add assign_sub index_add
    """,
    _assign,
)
