"""SciPy's functions on tensors."""

from compat import _public
from compat._absent import absent_names

from . import linalg

__all__ = ["linalg"]

# Programs import this package on its own, after the frontend took over its public names.
_public.adopt(__name__, "mindspore.scipy")
__getattr__ = absent_names("mindspore.scipy", __name__)
