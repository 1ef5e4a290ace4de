"""Operators of sparse tensors."""

from .._families import claim_all
from ._rare_ops import SparseTensorDenseMatmul, SparseToDense  # noqa: F401  taken over

claim_all(globals())
