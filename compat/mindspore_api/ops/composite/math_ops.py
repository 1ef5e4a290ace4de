"""Functions of the composite module."""

from ..function import _matrix, _reduction
from ..function._gather_up import take

take(globals(), "batch_dot count_nonzero dot mm tensor_dot", _matrix, _reduction)
