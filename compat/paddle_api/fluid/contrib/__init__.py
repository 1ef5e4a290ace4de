"""Contributed parts."""

from __future__ import annotations

from ..._publish import publish_all
from . import layers, mixed_precision, reader

publish_all(__name__, layers, mixed_precision, reader)
