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
    """Writes the state of a layer or optimizer into a file.

    Args:
        state_dict (dict): what `state_dict()` gives.
        model_path (str): front of the file, without ".pdparams" (layers) or ".pdopt" (optimizers).

    Returns:
        None.

    Raises:
        AssertionError: `model_path` ends in a slash, or the state is empty.

    Example:
        >>> layer = dygraph.Linear(2, 1)
        >>> dygraph.save_dygraph(layer.state_dict(), "linear")
        >>> sorted(dygraph.load_dygraph("linear")[0])
        ['bias', 'weight']
    """
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
    """Reads what `save_dygraph` wrote.

    Args:
        model_path (str): front of the files.
        keep_name_table (bool, default False): keep the table of the parameters' names.

    Returns:
        tuple of two dicts: of the layer and of the optimizer, None for a missing one.

    Raises:
        RuntimeError: there is no file.

    Example:
        >>> layer = dygraph.Linear(2, 1)
        >>> dygraph.save_dygraph(layer.state_dict(), "linear")
        >>> state, optimizer_state = dygraph.load_dygraph("linear")
        >>> layer.set_dict(state)
    """
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
