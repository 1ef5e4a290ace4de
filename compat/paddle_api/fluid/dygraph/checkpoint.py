"""State dicts in files."""

from __future__ import annotations

import os
from pathlib import Path

from compat.core.serialize import pickle_safe, whole

from .._varbase import VarBase
from ..framework import ParamBase, dygraph_only

__all__ = ["save_dygraph", "load_dygraph"]
_TABLE = "StructuredToParameterName@@"


@dygraph_only
def save_dygraph(state_dict, model_path):
    """Write a state dict to `model_path` with .pdparams or .pdopt behind; whole or not at all."""
    assert os.path.basename(model_path) != "", (
        "The input model_path MUST be format of dirname/filename [dirname\\filename in Windows "
        "system], but received filename is empty string."
    )
    assert len(state_dict) > 0, "state_dict is empty, no need to save"
    first = next(iter(state_dict.values()))
    suffix = ".pdparams" if isinstance(first, ParamBase) else ".pdopt"
    values = {k: v.numpy() if isinstance(v, VarBase) else v for k, v in state_dict.items()}
    values[_TABLE] = {k: v.name for k, v in state_dict.items() if isinstance(v, VarBase)}
    path = Path(model_path + suffix)
    path.parent.mkdir(parents=True, exist_ok=True)
    whole.write_whole(str(path), pickle_safe.chunks(values))


@dygraph_only
def load_dygraph(model_path, keep_name_table=False):
    """(parameters, optimizer state or None) from the files that `save_dygraph` wrote."""
    prefix = without_suffix(model_path)
    path = prefix + ".pdparams"
    if not os.path.exists(path):
        raise RuntimeError(f"Parameter file [ {path} ] not exists")
    parameters = pickle_safe.load_dict(path)
    if not keep_name_table:
        parameters.pop(_TABLE, None)
    path = prefix + ".pdopt"
    return parameters, pickle_safe.load_dict(path) if os.path.exists(path) else None


def without_suffix(model_path, suffixes=(".pdparams", ".pdopt")):
    """The path less one of the suffixes."""
    for suffix in suffixes:
        if model_path.endswith(suffix):
            return model_path[: -len(suffix)]
    return model_path
