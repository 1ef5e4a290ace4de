"""What Paddle's compiled core offers."""

from __future__ import annotations

from .._publish import publish_from
from . import core_avx

publish_from(__name__, core_avx)
