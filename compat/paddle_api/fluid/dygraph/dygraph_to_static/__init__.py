"""Functions turned into static programs: here they run as they are."""

from __future__ import annotations

from ...._publish import publish_all
from . import program_translator

publish_all(__name__, program_translator)
