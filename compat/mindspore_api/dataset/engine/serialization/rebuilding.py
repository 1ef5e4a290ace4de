"""The pipeline that a dict of `describing` tells of."""

from __future__ import annotations

import inspect
import json

from ...transforms.transforms import PyTensorOperation
from ...transforms.written import operation_of
from .. import datasets_audio, datasets_standard_format, datasets_text, datasets_vision, samplers
from .. import operations as nodes
from ..dataset import Dataset
from ..errors import pipeline_error
from ..schema import Schema
from ..source import Shuffle
from . import operation_forms

_SHUFFLES = {0: False, 1: Shuffle.FILES, 2: Shuffle.GLOBAL, 3: Shuffle.INFILE}


class DeserializedDataset(Dataset):
    """A pipeline that is made of its dict, or of a file with it, when it is first used.

    Args:
        input_obj (dict or str): the dict, or the name of the file.

    Raises:
        RuntimeError: no such file, or something missing or unknown in it; at the first use.
    """

    def __init__(self, input_obj):
        self._rebuilt = self.input_obj = None
        super().__init__()
        self.input_obj = input_obj

    @property
    def children(self):
        """The pipeline."""
        if self.input_obj is None:
            return []
        if self._rebuilt is None:
            given = isinstance(self.input_obj, dict)
            self._rebuilt = rebuilt(self.input_obj if given else read(self.input_obj))
        return [self._rebuilt]

    @children.setter
    def children(self, datasets):
        """Nothing: the dict tells."""

    def _stage(self, run, child):
        return child


def rebuilt(content):
    """The pipeline of a dict.

    Raises:
        RuntimeError: something is missing, or of a kind that MindSpore does not read.
    """
    content = content.get("tree", content)  # what the autotuner of MindSpore writes
    children = [rebuilt(child) for child in _value(content, "children")]
    name = _value(content, "op_type")
    if not children and name in _SOURCES:
        return _source(content, name)
    if len(children) == 1 and name in _NODES:
        return _NODES[name](children[0], lambda key: _value(content, key, name))
    if len(children) > 1 and name == "Zip":
        return nodes.combining.ZipDataset(tuple(children))
    if len(children) > 1 and name == "Concat":
        return _concat(children, content)
    raise pipeline_error(f"Invalid data, unsupported operation type: {name}")


def read(path):
    """The dict of a file.

    Raises:
        RuntimeError: there is no such file, or it holds no dict.
    """
    try:
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
    except OSError as error:
        raise pipeline_error(f"Invalid file, failed to open json file: {path}") from error
    except (ValueError, RecursionError) as error:
        raise pipeline_error(
            f"Invalid file, failed to parse json file: {path}, error message: {error}"
        ) from error
    if not isinstance(content, dict):
        raise pipeline_error(f"Invalid file, failed to parse json file: {path}, it holds no dict")
    return content


def _value(content, key, name=None):
    if key in content:
        return content[key]
    if name is None:
        raise pipeline_error(f"Failed to find {key}")
    raise pipeline_error(f"Failed to find key '{key}' in {name}' JSON file or input dict")


# -- operations on rows --------------------------------------------------------------------------


def _batch(child, value):
    return child.batch(value("batch_size"), value("drop_remainder"), value("num_parallel_workers"))


def _map(child, value):
    return nodes.mapping.MapDataset(
        child, [_operation(row) for row in value("operations")], value("input_columns"),
        value("output_columns"), value("num_parallel_workers"),
    )  # fmt: skip


def _operation(row):
    if "python_module" in row:
        _value(row, "tensor_op_params", "PyFuncOp")
        try:
            return operation_of(row, PyTensorOperation)
        except RuntimeError as error:
            raise pipeline_error(str(error)) from error
    name = _value(row, "tensor_op_name")
    _value(row, "tensor_op_params")
    try:
        return operation_forms.made(row)
    except KeyError as error:
        if error.args[0] != name:
            raise pipeline_error(f"Failed to find {error.args[0]}") from error
        raise pipeline_error(f"Invalid data, unsupported operation: {name}") from error


def _shuffle(child, value):
    made = child.shuffle(value("buffer_size"))
    made.reshuffle_each_epoch = value("reset_each_epoch")
    return made


def _concat(children, content):
    made = nodes.combining.ConcatDataset(children)
    sampler = _sampler(_value(content, "sampler"))
    if isinstance(sampler, samplers.DistributedSampler):
        made.use_sampler(sampler)
    return made


def _transfer(child, value):
    made = child.device_que(value("send_epoch_end"), value("create_data_info_queue"))
    made.queue_name = value("queue_name")
    return made


_NODES = {
    "Batch": _batch,
    "Map": _map,
    "Project": lambda child, value: child.project(value("columns")),
    "Rename": lambda child, value: child.rename(value("input_columns"), value("output_columns")),
    "Repeat": lambda child, value: child.repeat(value("count")),
    "Shuffle": _shuffle,
    "Skip": lambda child, value: child.skip(value("count")),
    "Take": lambda child, value: child.take(value("count")),
    "Transfer": _transfer,
}


# -- sources -------------------------------------------------------------------------------------

# The sources that MindSpore reads, with the names that differ: argument -> key.
_SOURCES = {
    "CLUEDataset": {"dataset_files": "dataset_dir"},
    "CSVDataset": {},
    "CelebADataset": {},
    "Cifar100Dataset": {},
    "Cifar10Dataset": {},
    "CocoDataset": {},
    "FlickrDataset": {},
    "ImageFolderDataset": {},
    "ManifestDataset": {},
    "MnistDataset": {},
    "TFRecordDataset": {},
    "TextFileDataset": {},
    "VOCDataset": {},
}

_NOT_WRITTEN = {"self", "cache", "column_defaults", "decrypt", "padding_column", "padded_sample"}


# The modules that have the sources.
_DEFINING = (datasets_vision, datasets_text, datasets_audio, datasets_standard_format)


def _source(content, name):
    kind, given = next(vars(module)[name] for module in _DEFINING if name in vars(module)), {}
    for argument in inspect.signature(kind.__init__).parameters:
        key = _SOURCES[name].get(argument, argument)
        if argument == "sampler":
            given[argument] = _sampler(_value(content, "sampler", name))
        elif argument == "schema":
            given[argument] = _schema(content)
        elif argument in ("num_samples", "num_shards", "shard_id", "shuffle"):
            given |= _order(content, argument)
        elif argument not in _NOT_WRITTEN:
            value = _value(content, key, name)
            given[argument] = value if value not in ([], {}, "") else None
    return kind(**{k: v for k, v in given.items() if v is not None})


def _order(content, argument):
    """Which rows of a source without sampler, in which order."""
    if "sampler" in content:
        return {}
    value = _value(content, argument)
    if argument == "shuffle":
        return {argument: _SHUFFLES[value]}
    if argument == "num_samples":
        return {argument: value or None}
    return {argument: value} if content["num_shards"] > 1 else {}


def _schema(content):
    if "schema_json_string" not in content:
        return _value(content, "schema_file_path") or None
    made = Schema()
    made.from_json(content["schema_json_string"])
    return made


# -- samplers ------------------------------------------------------------------------------------

# Name -> arguments beside `num_samples`.
_SAMPLERS = {
    "DistributedSampler": ("num_shards", "shard_id", "shuffle", "offset"),
    "PKSampler": ("num_val", "shuffle"),
    "RandomSampler": ("replacement",),
    "SequentialSampler": ("start_index",),
    "SubsetRandomSampler": ("indices",),
    "SubsetSampler": ("indices",),
    "WeightedRandomSampler": ("weights", "replacement"),
}


def _sampler(content):
    count, name = _value(content, "num_samples"), _value(content, "sampler_name")
    if name not in _SAMPLERS:
        raise pipeline_error(f"Invalid data, unsupported sampler type: {name}")
    given = {key: _value(content, key) for key in _SAMPLERS[name]}
    made = getattr(samplers, name)(**given, num_samples=count or None)
    if name == "RandomSampler":
        made.reshuffle_each_epoch = _value(content, "reshuffle_each_epoch")
    for child in content.get("child_sampler", ()):
        made.add_child(_sampler(child))
    return made
