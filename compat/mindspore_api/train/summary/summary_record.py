"""`SummaryRecord`: event files as MindSpore writes them, for MindInsight."""

from __future__ import annotations

import atexit
import os
import platform
import re
import time
from collections import defaultdict

import numpy as np

from ... import _checkparam as validator
from ... import _summary_values, context
from ... import log as logger
from ...common.tensor import Tensor
from ...nn.cell import Cell
from .. import _graph_file
from . import _messages

__all__ = ["SummaryRecord"]

_LINEAGE = {"train_lineage": 6, "eval_lineage": 7, "dataset_graph": 9, "custom_lineage_data": 10}
_ENCODERS = {
    "scalar": _messages.scalar,
    "tensor": _messages.tensor,
    "image": _messages.image,
    "histogram": _messages.histogram,
}
_EXPORT = {"tensor_format": {"npy", None}}


class _File:
    """An event file that is made when the first event comes."""

    def __init__(self, path, limit):
        self.path, self.limit, self._file, self._size = path, limit, None, 0

    def write(self, *events):
        """Append events; none any more once the file has reached its limit."""
        if self._file is None:
            self._file = open(self.path, "ab")  # noqa: SIM115  closed by `close`
            os.chmod(self.path, 0o400)
        for event in events:
            data = _messages.record(event)
            if self.limit is not None and self._size + len(data) > self.limit:
                logger.warning(f"{self.path} has reached max_file_size, later events are dropped.")
                return
            self._size += self._file.write(data)

    def flush(self):
        """Hand everything to the system."""
        if self._file is not None:
            self._file.flush()

    def close(self):
        """Finish the file."""
        if self._file is not None:
            self._file.close()
            self._file = None


class SummaryRecord:
    """Writes values of a run into event files; one instance at a time.

    Args:
        log_dir (str): where the file goes,
            `<prefix>.out.events.summary.<seconds>.<device>.<host><suffix>`.
        file_prefix (str, default 'events'): front of its name.
        file_suffix (str, default '_MS'): end of its name.
        network (Cell or None, default None): is recorded as a graph in GRAPH_MODE.
        max_file_size (int or None, default None): bytes; None without limit.
        raise_exception (bool, default False): raise OSError when writing fails, rather than log it.
        export_options (dict or None, default None): {"tensor_format": "npy"} writes tensors as npy
            files as well.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range, or an option unknown.
        RuntimeError: another one is open.

    Example:
        >>> with ms.SummaryRecord("logs") as record:
        ...     record.add_value("scalar", "loss", Tensor(1.0))
        ...     record.record(1)
        True
    """

    count = 0

    def __init__(
        self, log_dir, file_prefix="events", file_suffix="_MS", network=None, max_file_size=None,
        raise_exception=False, export_options=None,
    ):  # fmt: skip
        if SummaryRecord.count > 0:
            raise RuntimeError(
                f"For '{type(self).__name__}', only one instance is supported in a training "
                "process, you are trying to create a new one when the existing instance number is "
                f"{SummaryRecord.count}. Please check your scripts."
            )
        _check_names(type(self).__name__, file_prefix, file_suffix, max_file_size)
        validator.check_value_type("raise_exception", raise_exception, bool)
        self._export = checked_export_options(export_options)
        self._directory = made_directory(log_dir, "log_dir")
        self._seconds = str(int(time.time()))
        limit = max_file_size if max_file_size is None or max_file_size >= 0 else None
        self._path = self._file_path(file_prefix, file_suffix)
        self._files = {
            "summary": _File(self._path, limit),
            "lineage": _File(self._file_path(file_prefix, "_lineage"), limit),
        }
        self._mode, self._pool, self._started = "train", defaultdict(list), set()
        self._closed, self._has_graph = False, False
        self.network, self.raise_exception = network, raise_exception
        SummaryRecord.count += 1
        _summary_values.open_recorder(self)
        atexit.register(self.close)

    def _file_path(self, prefix, suffix):
        device = context.get_context("device_id")
        mark = f"{prefix}.out.events.summary.{self._seconds}.{device}.{platform.node()}{suffix}"
        return os.path.join(self._directory, mark)

    def __enter__(self):
        if self._closed:
            raise ValueError(
                f'For "{type(self).__name__}", SummaryRecord has been closed, please check if '
                "close() method is called"
            )
        return self

    def __exit__(self, *err):
        self.close()

    def set_mode(self, mode):
        """ "train" or "eval": in the latter values of summary operators are not recorded."""
        if mode not in ("train", "eval"):
            raise ValueError(
                f'For "{type(self).__name__}.set_mode", {mode!r} is not a recognized mode, expect '
                'the parameter "mode" is "train" or "eval"'
            )
        self._mode = mode

    def add_value(self, plugin, name, value):
        """Keep a value for the next `record`.

        plugin (str): "scalar", "image" (N, C, H, W), "tensor", "histogram" for a Tensor; "graph",
        "train_lineage", "eval_lineage", "dataset_graph", "custom_lineage_data" for messages.
        Raises ValueError for another plugin or no name, TypeError for a value of another type.
        """
        owner = type(self).__name__
        if plugin in _ENCODERS:
            if not name or not isinstance(name, str):
                raise ValueError(
                    f'For "{owner}", the parameter "name" type should be str, but got {type(name)}.'
                )
            if not isinstance(value, Tensor):
                raise TypeError(
                    f'For "{owner}", the parameter "value" expect to be Tensor, but got '
                    f"{type(value).__name__}"
                )
            array = _summary_values.checked_array("SummaryRecord", plugin, value)
            self._pool[plugin].append((name, array))
        elif plugin in _LINEAGE or plugin == "graph":
            self._pool[plugin].append((name, _bytes_of(plugin, value)))
        else:
            raise ValueError(
                f'For "{owner}.add_value", no such "plugin" of {plugin!r} , expect value is one of '
                "[tensor, scalar, image, histogram, train_lineage, eval_lineage, dataset_graph, "
                "custom_lineage_data, graph, landscape]"
            )

    def record(self, step, train_network=None, plugin_filter=None):
        """Write what was added, and what summary operators gave, as of `step`; True when it was.

        plugin_filter (callable): which plugins to write, by name.
        """
        validator.check_value_type("step", step, int)
        validator.check_value_type("train_network", train_network, [Cell, type(None)])
        if self._closed:
            logger.error(
                f"For '{type(self).__name__}', The record writer is closed, please check if "
                "close() method is called"
            )
            return False
        self._add_graph(train_network)
        if self._mode == "train":
            for (kind, tag), value in _summary_values.take().items():
                self.add_value(kind, tag, value)
        pool, self._pool = self._pool, defaultdict(list)
        chosen = {p: v for p, v in pool.items() if plugin_filter is None or plugin_filter(p)}
        try:
            self._write(chosen, step)
        except OSError as error:
            if self.raise_exception:
                raise
            logger.error(f"Failed to write {self._path}: {error}")
        return True

    def _add_graph(self, train_network):
        network = self.network or train_network
        wanted = self.network is not None and not self._has_graph
        if wanted and context.get_context("mode") == context.GRAPH_MODE:
            self.add_value("graph", "train_network", _graph_file.graph(network))
            self._has_graph = True

    def _write(self, pool, step):
        for plugin, number in _LINEAGE.items():
            for _, message in pool.get(plugin, ()):
                self._files["lineage"].write(_messages.lineage_event(number, message))
        events = [_messages.graph_event(graph) for _, graph in pool.get("graph", ())]
        values = []
        for plugin in filter(_ENCODERS.get, pool):
            found = [_ENCODERS[plugin](name, array) for name, array in pool[plugin]]
            values += [v for v in found if v is not None]
        if values:
            events.append(_messages.summary_event(values, step))
        if events:
            if "summary" not in self._started:
                self._started.add("summary")
                events.insert(0, _messages.version_event())
            self._files["summary"].write(*events)
        if self._export.get("tensor_format") == "npy":
            self._export_tensors(pool.get("tensor", ()), step)

    def _export_tensors(self, tensors, step):
        folder = os.path.join(self._directory, f"export_{self._seconds}", "tensor")
        os.makedirs(folder, mode=0o700, exist_ok=True)
        for name, array in tensors:
            safe = re.sub(r"[^\w.-]", "_", name)
            np.save(os.path.join(folder, f"{safe}_{step}.npy"), array)

    @property
    def log_dir(self):
        """Path of the event file."""
        return self._path

    def flush(self):
        """Hand everything to the system."""
        if self._closed:
            logger.error(
                f"For '{type(self).__name__}', The record writer is closed and can not flush."
            )
            return
        for file in self._files.values():
            file.flush()

    def close(self):
        """Finish the files."""
        if self._closed:
            return
        self._closed = True
        SummaryRecord.count -= 1
        _summary_values.close_recorder(self)
        atexit.unregister(self.close)
        for file in self._files.values():
            file.close()


def _bytes_of(plugin, message):
    if isinstance(message, bytes):
        return message
    if hasattr(message, "SerializeToString"):
        return message.SerializeToString()
    raise TypeError(f"Plugin {plugin!r} expects a message, but got {type(message).__name__}.")


def _check_names(owner, prefix, suffix, limit):
    if not isinstance(limit, (int, type(None))):
        raise TypeError(
            f"For '{owner}', the 'max_file_size' should be int type, but got type {type(limit)}"
        )
    if not isinstance(prefix, str) or not isinstance(suffix, str):
        raise TypeError(
            f"For '{owner}', `file_prefix` and `file_suffix`  should be str, but got type "
            f"{type(prefix)}"
        )
    validator.check_str_by_regular(prefix)
    validator.check_str_by_regular(suffix)


def made_directory(path, argument):
    """The directory, made when it is not there, readable by its owner only."""
    if not isinstance(path, str) or not path.strip():
        raise TypeError(f"For '{argument}', it must be a path, but got {path!r}.")
    path = os.path.realpath(path)
    os.makedirs(path, mode=0o700, exist_ok=True)
    return path


def checked_export_options(options):
    """The options as a dict."""
    if options is None:
        return {}
    validator.check_value_type("export_options", options, [dict, type(None)])
    unknown = set(options) - set(_EXPORT)
    if unknown:
        raise ValueError(
            f'For "SummaryRecord", the keys {unknown} of "export_options" are unsupported, expect '
            f"the follow keys: {list(_EXPORT)}"
        )
    for name, value in options.items():
        if value not in _EXPORT[name]:
            raise ValueError(
                f'For "SummaryRecord", the export_format {{{value!r}}} of "export_options" are '
                f"unsupported for {name}, expect the follow values: {list(_EXPORT[name])}"
            )
    return options
