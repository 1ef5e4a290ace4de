"""How long operators take."""

from __future__ import annotations

import cProfile
import pstats
from contextlib import contextmanager

__all__ = ["cuda_profiler", "profiler", "reset_profiler", "start_profiler", "stop_profiler"]

_profile = None
_KEYS = {"calls": 1, "total": 2, "max": 2, "min": 2, "ave": 3}


@contextmanager
def cuda_profiler(output_file, output_mode=None, config=None):
    """Paddle hands this to NVIDIA's nvprof, which is not there."""
    if output_mode not in (None, "kvp", "csv"):
        raise ValueError("The output mode must be 'kvp' or 'csv'.")
    raise NotImplementedError(
        "paddle.fluid.profiler.cuda_profiler needs NVIDIA's nvprof; use fluid.profiler.profiler, "
        "or the profiler of the backend (torch.profiler)"
    )
    yield


def reset_profiler():
    """Forget what has been measured."""
    global _profile
    if _profile is not None:
        _profile.disable()
        _profile = cProfile.Profile()
        _profile.enable()


def start_profiler(state, tracer_option="Default"):
    """Measure operators from now on; nothing if that is done already."""
    global _profile
    if _profile is not None:
        return
    if state not in ("CPU", "GPU", "All"):
        raise ValueError("The state must be 'CPU' or 'GPU' or 'All'.")
    if tracer_option not in ("Default", "OpDetail", "AllOpDetail"):
        raise ValueError("tracer option must be 'Default', 'OpDetail', 'AllOpDetail'.")
    _profile = cProfile.Profile()
    _profile.enable()


def stop_profiler(sorted_key=None, profile_path="/tmp/profile"):
    """Print the time of each operator, and write Python's profile to `profile_path`.

    The times are those of the host: a GPU may still be at work. Read the file with `pstats`.
    """
    global _profile
    if _profile is None:
        return
    if sorted_key not in (None, "default", *_KEYS):
        raise ValueError(
            "The sorted_key must be None or in 'calls', 'total', 'max', 'min' and 'ave'"
        )
    profile, _profile = _profile, None
    profile.disable()
    stats = pstats.Stats(profile)
    print(_report(stats.stats, sorted_key))
    stats.dump_stats(profile_path)


@contextmanager
def profiler(state, sorted_key=None, profile_path="/tmp/profile", tracer_option="Default"):
    """A context whose operators are measured, with a report at its end."""
    start_profiler(state, tracer_option)
    try:
        yield
    finally:
        stop_profiler(sorted_key, profile_path)


def _report(stats, sorted_key):
    """A table of operators: calls, milliseconds in all and on average."""
    rows = []
    for (file, _, name), (_, calls, _, total, _) in stats.items():
        if name.endswith("_op") and "families" in file:
            rows.append((name[:-3], calls, total * 1e3, total * 1e3 / calls))
    if sorted_key in _KEYS:
        rows.sort(key=lambda row: -row[_KEYS[sorted_key]])
    lines = [f"{'Event':<32}{'Calls':>8}{'Total (ms)':>14}{'Ave (ms)':>14}"]
    lines += [
        f"{name:<32}{calls:>8}{total:>14.3f}{each:>14.4f}" for name, calls, total, each in rows
    ]
    return "\n".join(lines)
