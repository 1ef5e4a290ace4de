"""Training of static programs in half precision."""

from __future__ import annotations

from ...._publish import publish_all
from . import decorator, fp16_lists

publish_all(__name__, decorator, fp16_lists)
