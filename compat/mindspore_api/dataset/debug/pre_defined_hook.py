"""Hooks that log what they see."""

from __future__ import annotations

from ... import log as logger
from .debug_hook import DebugHook


class PrintMetaDataHook(DebugHook):
    """Logs type and shape of every column."""

    def __init__(self):
        super().__init__()

    def compute(self, *args):
        """Log."""
        for i, column in enumerate(*args):
            text = f"Column {i}. The type is [{type(column)}]."
            if hasattr(column, "shape"):
                text += f" The shape is [{column.shape}]."
            elif hasattr(column, "size"):
                text += f" The shape is [{column.size}]."
            elif hasattr(column, "__len__"):
                text += f" The size is [{len(column)}]."
            logger.info(text)
        return args


class PrintDataHook(DebugHook):
    """Logs the values of every column."""

    def __init__(self):
        super().__init__()

    def compute(self, *args):
        """Log."""
        for i, column in enumerate(*args):
            logger.info(f"Column {i}. The data is [{column}].")
        return args
