"""Settings of the framework."""

__all__ = [
    "GRAPH_MODE", "PYNATIVE_MODE", "set_context", "get_context", "set_auto_parallel_context",
    "get_auto_parallel_context", "reset_auto_parallel_context", "ParallelMode", "set_ps_context",
    "get_ps_context", "reset_ps_context",
]  # fmt: skip

GRAPH_MODE = 0
PYNATIVE_MODE = 1

_context = {"mode": GRAPH_MODE, "device_target": "CPU", "device_id": 0}


def set_context(**kwargs):
    """Set the given settings."""
    _context.update(kwargs)


def get_context(attr_key):
    """The value of a setting."""
    return _context.get(attr_key)


class ParallelMode:
    """Names of the parallel modes."""

    STAND_ALONE = "stand_alone"
    DATA_PARALLEL = "data_parallel"
    HYBRID_PARALLEL = "hybrid_parallel"
    SEMI_AUTO_PARALLEL = "semi_auto_parallel"
    AUTO_PARALLEL = "auto_parallel"
    MODE_LIST = [STAND_ALONE, DATA_PARALLEL, HYBRID_PARALLEL, SEMI_AUTO_PARALLEL, AUTO_PARALLEL]
