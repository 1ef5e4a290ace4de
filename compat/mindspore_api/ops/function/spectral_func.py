"""Windows of spectra."""

from . import _spectral
from ._gather_up import take

take(
    globals(),
    """
    bartlett_window blackman_window
    """,
    _spectral,
)
