"""Readers, loaders and files."""

from __future__ import annotations

from compat._absent import absent_names, refuse

from ..batch import batch
from ..reader.decorator import (
    ComposeNotAligned,
    buffered,
    cache,
    chain,
    compose,
    firstn,
    map_readers,
    multiprocess_reader,
    shuffle,
    xmap_readers,
)
from .reader import DataLoader, PyReader

__all__ = [
    "ComposeNotAligned",
    "DataLoader",
    "PyReader",
    "batch",
    "buffered",
    "cache",
    "chain",
    "compose",
    "firstn",
    "load",
    "map_readers",
    "multiprocess_reader",
    "save",
    "shuffle",
    "xmap_readers",
]


def is_parameter(var):
    """True for a parameter."""
    from .framework import Parameter

    return isinstance(var, Parameter)


def is_persistable(var):
    """True for a variable that belongs to the model's state."""
    return bool(var.persistable)


def save(program, model_path):
    """Static programs have no files here; dygraph mode has `save_dygraph`."""
    refuse("paddle.fluid.save")


def load(program, model_path, executor=None, var_list=None):
    """Static programs have no files here; dygraph mode has `load_dygraph`."""
    refuse("paddle.fluid.load")


__getattr__ = absent_names("paddle.fluid.io", __name__)
