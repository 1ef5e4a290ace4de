"""Operators of linear algebra."""

from .._families import claim_all
from ._further_math_ops import Qr, Svd  # noqa: F401  taken over

claim_all(globals())
