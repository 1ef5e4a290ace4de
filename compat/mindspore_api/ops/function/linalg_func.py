"""Linear algebra."""

from . import _matrix
from ._gather_up import take

take(
    globals(),
    """
    pinv qr svd
    """,
    _matrix,
)
