"""Base of the hooks of `config.set_debug_mode`."""

from __future__ import annotations

from abc import ABC, abstractmethod

from ... import log as logger


class DebugHook(ABC):
    """Sees the columns between two operations; `compute` is the program's.

    Args:
        prev_op_name (str, optional): the operation before. Default: None.
    """

    def __init__(self, prev_op_name=None):
        self.prev_op_name = prev_op_name

    def __call__(self, *args):
        if self.prev_op_name:
            logger.info(f"Debugging the output of the operation [{self.prev_op_name}].")
        else:
            logger.info("Debugging the input of the first operation.")
        self.compute(args)
        return args

    @abstractmethod
    def compute(self, *args):
        """Look at the columns, which come as one tuple."""
        raise RuntimeError("compute() is not overridden in subclass of class DebugHook.")

    def set_previous_op_name(self, prev_op_name):
        """Name the operation before."""
        self.prev_op_name = prev_op_name
