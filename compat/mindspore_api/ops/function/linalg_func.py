"""Linear algebra."""

from . import _linear
from ._gather_up import take

take(
    globals(),
    """
    pinv qr svd
    """,
    _linear,
)
