"""Readers, loaders and files."""

from __future__ import annotations

from compat._absent import absent_names

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
from ._program_state import (
    ALL,
    get_program_parameter,
    get_program_persistable_vars,
    load,
    load_params,
    load_persistables,
    load_program_state,
    load_vars,
    save,
    save_params,
    save_persistables,
    save_vars,
    set_program_state,
)
from ._program_state import get_parameter_value as get_parameter_value
from ._program_state import get_parameter_value_by_name as get_parameter_value_by_name
from ._program_state import is_belong_to_optimizer as is_belong_to_optimizer
from ._program_state import is_parameter as is_parameter
from ._program_state import is_persistable as is_persistable
from .dataloader import BatchSampler, Dataset
from .reader import DataLoader, PyReader, default_collate_fn

__all__ = [
    "BatchSampler",
    "ComposeNotAligned",
    "DataLoader",
    "Dataset",
    "PyReader",
    "batch",
    "buffered",
    "cache",
    "chain",
    "compose",
    "default_collate_fn",
    "firstn",
    "get_program_parameter",
    "get_program_persistable_vars",
    "load",
    "load_params",
    "load_persistables",
    "load_program_state",
    "load_vars",
    "map_readers",
    "multiprocess_reader",
    "save",
    "save_params",
    "save_persistables",
    "save_vars",
    "set_program_state",
    "shuffle",
    "xmap_readers",
]


for _function in ALL:
    _function.__module__ = __name__
__getattr__ = absent_names("paddle.fluid.io", __name__)
