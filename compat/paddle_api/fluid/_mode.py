"""The tracer, place and flags in force, which the whole frontend asks for.

Threads and tasks have modes of their own; Paddle's are those of the process.
"""

from __future__ import annotations

from compat.core.contexts import PerContext

current_tracer = PerContext("compat_paddle_tracer", None)
current_place = PerContext("compat_paddle_place", None)

flags = {
    "FLAGS_eager_delete_tensor_gb": 0.0,
    "FLAGS_check_nan_inf": False,
    "FLAGS_cudnn_deterministic": False,
    "FLAGS_sort_sum_gradient": False,
    "FLAGS_fraction_of_gpu_memory_to_use": 0.92,
    "FLAGS_use_mkldnn": False,
    "FLAGS_benchmark": False,
    "FLAGS_use_system_allocator": False,
}


def in_dygraph_mode():
    """True inside `dygraph.guard` and after `enable_dygraph`."""
    return current_tracer.value is not None


def _dygraph_tracer():
    return current_tracer.value


def _current_expected_place():
    return current_place.value


def refuse_static(what):
    """Raise for an operator applied outside dygraph mode."""
    raise NotImplementedError(
        f"{what} outside dygraph mode would build a static graph, which compat does not provide; "
        "run it inside fluid.dygraph.guard() or after fluid.enable_dygraph()"
    )
