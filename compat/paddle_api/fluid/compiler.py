"""Compiled programs: their options as data."""

from __future__ import annotations

from ._mode import refuse_static
from .core_avx import BuildStrategy, ExecutionStrategy

__all__ = ["BuildStrategy", "CompiledProgram", "ExecutionStrategy"]


class CompiledProgram:
    """A static program with options; running it is not provided."""

    def __init__(self, program_or_graph, build_strategy=None):
        self._program, self._build_strategy = program_or_graph, build_strategy
        self._is_data_parallel = False

    def with_data_parallel(
        self,
        loss_name=None,
        build_strategy=None,
        exec_strategy=None,
        share_vars_from=None,
        places=None,
    ):
        """The program itself, its options noted."""
        self._is_data_parallel, self._loss_name = True, loss_name
        self._build_strategy = build_strategy or self._build_strategy
        self._exec_strategy, self._places = exec_strategy, places
        return self

    def _compile(self, scope, place):
        refuse_static("paddle.fluid.CompiledProgram")
