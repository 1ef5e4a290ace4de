"""Files of graphs: MindRecord files, and pickled tables of scenes, read without running them."""

from __future__ import annotations

import pickle

import numpy as np

from ... import mindrecord
from .graph_store import GraphStore

# What a table of numbers, texts, arrays and dicts is made of.
_ALLOWED = {
    "builtins": {"slice", "set", "frozenset", "complex", "bytearray", "range"},
    "collections": {"OrderedDict", "defaultdict"},
    "numpy": {"ndarray", "dtype"},
    "numpy.core.multiarray": {"_reconstruct", "scalar"},
    "numpy._core.multiarray": {"_reconstruct", "scalar"},
    "numpy.core.numeric": {"_frombuffer"},
    "numpy._core.numeric": {"_frombuffer"},
    "pandas.core.frame": {"DataFrame"},
    "pandas.core.internals.managers": {"BlockManager"},
    "pandas.core.internals.blocks": {"new_block"},
    "pandas._libs.internals": {"_unpickle_block"},
    "pandas.core.indexes.base": {"_new_Index", "Index"},
    "pandas.core.indexes.range": {"RangeIndex"},
    "pandas.core.indexes.numeric": {"Int64Index", "Float64Index"},
}


class _Tables(pickle.Unpickler):
    def find_class(self, module, name):
        if name not in _ALLOWED.get(module, ()):
            raise pickle.UnpicklingError(f"{module}.{name} does not belong into a table")
        return super().find_class(module, name)


def read_table(path):
    """The table of a file.

    Raises:
        ImportError: pandas is not installed.
        RuntimeError: the file holds something else.
    """
    try:
        import pandas
    except ImportError:
        raise ImportError("Import pandas failed, recommend to install pandas with pip.") from None
    try:
        with open(path, "rb") as file:
            table = _Tables(file).load()
    except (pickle.UnpicklingError, EOFError, AttributeError, ValueError) as error:
        raise RuntimeError(f"{path} does not hold a table: {error}") from error
    if not isinstance(table, pandas.DataFrame):
        raise RuntimeError(f"{path} does not hold a table but {type(table)}")
    return table


def graph_of(name):
    """The graph of a MindRecord file: rows with attribute "n" are nodes, "e" are edges."""
    nodes, edges = [], []
    reader = mindrecord.FileReader(name, 1)
    for row in reader.get_next():
        number, kind = int(row["first_id"]), int(row["type"])
        if row["attribute"] == "n":
            nodes.append((number, kind, _row_features(row, "node")))
        elif row["attribute"] == "e":
            weight = float(row.get("weight", 1))
            source, target = int(row["second_id"]), int(row["third_id"])
            edges.append((number, kind, weight, source, target, _row_features(row, "edge")))
    reader.close()
    return GraphStore(nodes, edges)


def _row_features(row, kind):
    """{feature type: array} of a row, which lists the types it has."""
    present = np.asarray(row.get(f"{kind}_feature_index", ())).ravel().tolist()
    return {i: np.ravel(row[f"{kind}_feature_{i}"]) for i in present if i >= 0}


def scene_of(data):
    """(features, targets, polyline of each feature, edges within each polyline) of a file."""
    table = data["POLYLINE_FEATURES"].values[0]
    lanes_from = data["TARJ_LEN"].values[0]
    parts = [slice(*mask[:2]) for mask in data["TRAJ_ID_TO_MASK"].values[0].values()]
    parts += [
        slice(mask[0] + lanes_from, mask[1] + lanes_from)
        for mask in data["LANE_ID_TO_MASK"].values[0].values()
    ]
    rows, edges, start = [table[part] for part in parts], [], 0
    for row in rows:
        n = len(row)
        source, target = np.divmod(np.arange(n * n), n)
        apart = source != target
        edges.append(np.stack([source[apart], target[apart]]) + start)
        start += n
    cluster = table[:, -1].reshape(-1).astype(np.int32)
    y = data["GT"].values[0].reshape(-1).astype(np.float32)
    return np.vstack(rows), y, cluster, np.hstack(edges)
