"""Measuring a program: calls and time of every primitive, written as a table."""

import os
import time

from compat.core import registry

from .. import log as logger

_OPTIONS = (
    "output_path", "op_time", "profile_communication", "profile_memory", "parallel_strategy",
    "start_profile", "aicore_metrics", "l2_cache", "sync_enable", "data_process", "timeline_limit",
    "profile_framework", "rank_id", "env_enable",
)  # fmt: skip
_BOOLS = (
    "op_time", "profile_communication", "profile_memory", "parallel_strategy", "start_profile",
    "l2_cache", "sync_enable", "data_process",
)  # fmt: skip


class Profiler:
    """Counts and times the primitives of the backend from `start` to `stop`.

    `analyse` writes `op_time.csv` into `output_path`. Options for memory, communication and
    hardware counters are checked; these are not measured.

    Args:
        **kwargs (any): `output_path` (str, default "./data"), `start_profile` (bool, default True)
            and others of MindSpore.

    Raises:
        TypeError: an option is of another kind.
        RuntimeError: another one is running.

    Example:
        >>> profiler = ms.Profiler(output_path="profile")
        >>> print(ops.add(Tensor([1.0]), Tensor([2.0])))
        [3.]
        >>> profiler.analyse()
    """

    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            if name not in _OPTIONS:
                logger.warning(f"{name} is an invalid param.")
            elif name in _BOOLS and not isinstance(value, bool):
                raise TypeError(
                    f"For '{type(self).__name__}', the parameter {name} must be bool, "
                    f"but got type {type(value)}"
                )
        self._path = os.path.realpath(kwargs.get("output_path") or "data")
        self._totals = {}
        self._began = []
        self._undo = None
        self._finished = False
        if kwargs.get("start_profile", True):
            self.start()

    def _before(self, name, implementations, arguments):
        self._began.append(time.perf_counter())

    def _after(self, outcome, name, implementations, arguments):
        spent = time.perf_counter() - self._began.pop()
        row = self._totals.setdefault(name, [0, 0.0])
        row[0] += 1
        row[1] += spent

    def start(self):
        """Begin measuring."""
        if self._finished:
            raise RuntimeError(
                "MindSpore Profiling has finished, repeated start and stop actions are not "
                "supported."
            )
        if self._undo is not None:
            raise RuntimeError(
                "The profiler has already started. Use profiler.start() only when start_profile "
                "value is set to False."
            )
        registry.ensure()
        self._undo = registry.add_hookcall_monitoring(self._before, self._after)

    def stop(self):
        """End measuring."""
        if self._undo is None:
            raise RuntimeError(
                "The profiler has not started, so can not stop. Please call the start() method "
                "before calling the stop() method."
            )
        self._undo()
        self._undo, self._finished = None, True

    def analyse(self):
        """Write the table; ends measuring."""
        if self._undo is not None:
            self.stop()
        os.makedirs(self._path, exist_ok=True)
        rows = sorted(self._totals.items(), key=lambda row: -row[1][1])
        with open(os.path.join(self._path, "op_time.csv"), "w", encoding="utf-8") as file:
            file.write("op,calls,milliseconds\n")
            file.writelines(f"{n},{calls},{spent * 1e3:.3f}\n" for n, (calls, spent) in rows)

    def op_analyse(self, op_name, device_id=None):
        """Not supported."""
        raise NotImplementedError(
            "mindspore.Profiler.op_analyse reads files of the original's profiler, which are not "
            "written; read op_time.csv after analyse()."
        )
