"""Functions of neural networks."""

from . import _arranging
from ._gather_up import take

take(
    globals(),
    """
    flip fliplr flipud msort
    """,
    _arranging,
)
