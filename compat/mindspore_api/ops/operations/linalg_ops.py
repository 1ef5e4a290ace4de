"""Operators of linear algebra."""

from .._families import claim_all
from ._further_ops import Qr, Svd

claim_all(globals())
