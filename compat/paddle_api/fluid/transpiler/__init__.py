"""Static programs split between servers: their options as data, and what is deprecated."""

from __future__ import annotations

from ..._publish import publish_all
from . import distribute_transpiler, memory_optimization_transpiler, ps_dispatcher

publish_all(__name__, distribute_transpiler, memory_optimization_transpiler, ps_dispatcher)
