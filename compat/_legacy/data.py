"""What PyYAML, pandas and h5py have lost."""

from __future__ import annotations

import functools
from typing import Any

from .offer import Old, restore_method, warn_once


def yaml(module: Any) -> None:
    """`yaml.load` and `load_all` without a loader: PyYAML 5 took the one that reads plain data."""
    module.load = _with_loader(module, "load")
    module.load_all = _with_loader(module, "load_all")


def _with_loader(module: Any, name: str) -> Any:
    original = getattr(module, name)

    @functools.wraps(original)
    def load(stream: Any, Loader: Any = None) -> Any:  # noqa: N803
        if Loader is None:
            warn_once(f"yaml.{name} without a loader", "PyYAML 6.0", "yaml.safe_load")
            Loader = module.FullLoader  # noqa: N806
        return original(stream, Loader=Loader)

    return load


def _datetime(pd: Any) -> Any:
    import datetime

    return datetime.datetime


def _numpy(pd: Any) -> Any:
    import numpy

    return numpy


PANDAS = (
    Old("datetime", "pandas 2.0", "datetime.datetime", _datetime),
    Old("np", "pandas 2.0", "import numpy", _numpy),
)


def pandas(pd: Any) -> None:
    """Methods of frames and series."""

    def append(self: Any, other: Any, ignore_index: bool = False, **k: Any) -> Any:
        if isinstance(other, (dict, pd.Series)):
            other = pd.DataFrame([other])
        others = other if isinstance(other, list) else [other]
        return pd.concat([self, *others], ignore_index=ignore_index, **k)

    def append_series(self: Any, to_append: Any, ignore_index: bool = False, **k: Any) -> Any:
        others = to_append if isinstance(to_append, list) else [to_append]
        return pd.concat([self, *others], ignore_index=ignore_index, **k)

    def as_matrix(self: Any, columns: Any = None) -> Any:
        return (self if columns is None else self[columns]).to_numpy()

    frame, series = pd.DataFrame, pd.Series
    restore_method(frame, "append", "pandas 2.0", "pandas.concat", append)
    restore_method(series, "append", "pandas 2.0", "pandas.concat", append_series)
    for cls in (frame, series):
        restore_method(cls, "iteritems", "pandas 2.0", "items()", cls.items)
        restore_method(cls, "as_matrix", "pandas 1.0", "to_numpy()", as_matrix)
        restore_method(cls, "get_values", "pandas 1.0", "to_numpy()", cls.to_numpy)


def h5py(module: Any) -> None:
    """`Dataset.value`."""

    def all_of_it(dataset: Any) -> Any:
        warn_once("h5py.Dataset.value", "h5py 3.0", "dataset[()]")
        return dataset[()]

    if not hasattr(module.Dataset, "value"):
        module.Dataset.value = property(all_of_it)
