"""`MindDataset`: rows of MindRecord files."""

from __future__ import annotations

import json

import numpy as np

from ...mindrecord._records import Records
from ..core.validator_helpers import check_padding_options
from ..engine import samplers
from ..engine.errors import pipeline_error
from ..engine.node import FileRow
from ..engine.source import MappableDataset, Shuffle, UnionBaseDataset, shuffle_to_bool
from ..transforms.failure import SYNTAX
from .arguments import check_file, check_options, check_types, documented, replace_none
from .mind_order import Layout, MindOrder

_SUPPORTED = (
    samplers.SubsetRandomSampler, samplers.SubsetSampler, samplers.PKSampler,
    samplers.DistributedSampler, samplers.RandomSampler, samplers.SequentialSampler,
)  # fmt: skip
_INTS = {"int32": np.int32, "int64": np.int64}
_FLOATS = {"float32": np.float32, "float64": np.float64}
_MOST_FILES = 4096


class _Source:
    """Rows of the files and behind them those that pad."""

    num_classes = class_indexing = None

    def __init__(self, files, columns, padded, sample):
        self.records = Records(files, columns or None)
        self._schema = self.records.header.schema
        self.columns = list(columns) or sorted(self._schema)
        self._blobs = set(self.records.header.blob_fields)
        self._padded, self._sample = padded, sample
        self._own = len(self.records)
        kinds = {field["type"] for name, field in self._schema.items() if name in self.columns}
        if kinds & {"bytes", "string"}:
            self.block = None  # rows of unequal length
        self.records.open()

    def __len__(self):
        return self._own + self._padded

    def classes(self, column):
        """{class: rows} of an index field."""
        if column not in self.records.header.index_fields:
            raise pipeline_error(
                f"Invalid data, 'class_column': {column} can not found in fields of mindrecord "
                "files. Please check 'class_column' in PKSampler."
            )
        found, number = {}, 0
        for texts in self.records.index_texts(column):
            for text in texts:
                found.setdefault(str(text), []).append(number)
                number += 1
        return found

    def row(self, i):
        """The values of row `i`."""
        if i < self._own:
            raw, blobs = self.records.row(i)
            file = self.records.place(i)[0].path
        else:
            raw = blobs = self._sample
            file = self.records.place(0)[0].path
        try:
            row = [
                self._blob(c, blobs[c]) if c in self._blobs else self._scalar(c, raw[c])
                for c in self.columns
            ]
        except (KeyError, ValueError) as error:
            where = "the padded sample"
            if i < self._own:
                file, row = self.records.place(i)
                where = f"row {row} of mindrecord file: {file.path}"
            text = f"field {error} is missing" if isinstance(error, KeyError) else error
            raise pipeline_error(f"Invalid data, failed to read {where}, {text}.") from error
        return FileRow.of(row, (file,))

    def files(self, i):
        """The file of row `i`."""
        return (self.records.place(i if i < self._own else 0)[0].path,)

    def block(self, numbers):
        """The values of many rows, None where they are not of one shape."""
        if numbers.max() >= self._own:
            return None
        rows = [self.records.stored(i) for i in numbers.tolist()]
        arrays = []
        for column in self.columns:
            if column in self._blobs:
                joined = self.records.joined(column, [blobs[column] for _, blobs in rows])
                if joined is None:
                    return None
                arrays.append(joined.reshape(len(rows), *self._schema[column]["shape"]))
            else:
                arrays.append(np.array([self._scalar(column, raw[column]) for raw, _ in rows]))
        return tuple(arrays)

    def _kind(self, column):
        return self._schema[column]["type"]

    def _blob(self, column, data):
        field = self._schema[column]
        if field["type"] == "bytes":
            if not isinstance(data, bytes):
                raise pipeline_error(
                    "Invalid padded_sample, failed to retrieve blob data from padding sample, "
                    "check 'padded_sample'."
                )
            return np.frombuffer(data, np.uint8)
        if isinstance(data, bytes):
            data = np.frombuffer(data, field["type"])
        elif not isinstance(data, np.ndarray):
            raise ValueError(f"field {column} is no array")
        return data.reshape(field["shape"] if data.size else ())

    def _scalar(self, column, value):
        kind = self._schema[column]["type"]
        if not isinstance(value, (str, int, float)):
            raise pipeline_error(
                f"[Internal ERROR] the value of column: {column} should be string or number but "
                f"got: {json.dumps(value, default=str)}"
            )
        if kind in _INTS:
            return _integer(value, _INTS[kind])
        if kind in _FLOATS:
            if isinstance(value, str):
                raise pipeline_error(
                    f"[Internal ERROR] Failed to convert column value:{json.dumps(value)} to type "
                    "float"
                )
            return np.array(value, _FLOATS[kind])
        return np.array(value if isinstance(value, str) else json.dumps(value))


def _integer(value, dtype):
    if isinstance(value, str):
        try:
            value = int(value)
        except ValueError as error:
            raise pipeline_error(
                f"[Internal ERROR] Failed to convert column value:{value} to type int, {error}"
            ) from error
    elif isinstance(value, float):
        raise pipeline_error(
            f"[Internal ERROR] column value should be type string or number but got: {value}"
        )
    limits = np.iinfo(dtype)
    if not limits.min <= value <= limits.max:
        raise pipeline_error(f"[Internal ERROR] column value: {value} is out of range.")
    return np.array(value, dtype)


@documented
class MindDataset(MappableDataset, UnionBaseDataset):
    """Rows of MindRecord files.

    Args:
        dataset_files (Union[str, list[str]]): One file, which stands for all that were written
            together with it, or all the files.
        columns_list (list[str]): Columns to read. Default: None, all.
        shuffle (Union[bool, Shuffle]): Random order, of all rows (True, `Shuffle.GLOBAL`), of the
            files (`Shuffle.FILES`) or within each (`Shuffle.INFILE`). Default: None, all.
        padded_sample (dict): The row that is appended `num_padded` times. Default: None.
        num_padded (int): How often. With it the rows have to divide into `num_shards` equal parts.
            Default: None.
    """

    _may_be_empty = True  # converters leave files without rows when there are few of them

    def __init__(
        self, dataset_files, columns_list=None, num_parallel_workers=None, shuffle=None,
        num_shards=None, shard_id=None, sampler=None, padded_sample=None, num_padded=None,
        num_samples=None, cache=None,
    ):  # fmt: skip
        self._check(locals())
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle_to_bool(shuffle), num_shards,
            shard_id, cache,
        )  # fmt: skip
        if num_samples and shuffle in (Shuffle.FILES, Shuffle.INFILE):
            raise ValueError(
                "'Shuffle.FILES' or 'Shuffle.INFILE' and 'num_samples' cannot be specified at the "
                "same time."
            )
        if sampler is not None and not isinstance(sampler, _SUPPORTED):
            raise ValueError("The sampler is not supported yet.")
        self.dataset_files, self.shuffle_option = dataset_files, shuffle
        self.load_dataset = not isinstance(dataset_files, list)
        self.columns_list = replace_none(columns_list, [])
        self.padded_sample, self.num_padded = padded_sample, replace_none(num_padded, 0)
        self.new_padded_sample = {
            name: value.tobytes() if isinstance(value, np.ndarray) else value
            for name, value in (padded_sample or {}).items()
        }

    @staticmethod
    def _check(given):
        files = given["dataset_files"]
        if isinstance(files, list) and len(files) > _MOST_FILES:
            raise ValueError(
                f"length of dataset_file should be less than or equal to {_MOST_FILES}."
            )
        for file in files if isinstance(files, list) else [files]:
            check_file(file)
        check_types(given, ints=("num_padded",), lists=("columns_list",), dicts=("padded_sample",))
        check_options(given)
        check_padding_options(given)

    def _open(self):
        for i, name in enumerate(self.columns_list):
            if name in self.columns_list[:i]:
                raise pipeline_error(
                    "MindDataset: 'columns_list' : Invalid parameter, duplicate column names are "
                    f"not allowed: {name}.",
                    SYNTAX,
                )
        return _Source(
            self.dataset_files, self.columns_list, self.num_padded, self.new_padded_sample
        )

    def _stage(self, run):
        self._source().records.check_columns()  # the size of a dataset is told without
        return super()._stage(run)

    def _order(self, source, sampler):
        mode = self.shuffle_option if isinstance(self.shuffle_option, Shuffle) else Shuffle.GLOBAL
        layout = Layout(source.records.counts, self.num_padded, mode, source.classes)
        return MindOrder(sampler, layout)


@documented
class OBSMindDataset(MappableDataset, UnionBaseDataset):
    """Rows of MindRecord files in Huawei's object storage; only local files can be read here.

    Args:
        dataset_files (list[str]): Addresses of the files.
        server (str): Address of the storage.
        ak (str): Key for it.
        sk (str): Secret for it.
        sync_obs_path (str): Folder there in which processes wait for each other.
        columns_list (list[str]): Columns to read. Default: None, all.
        shuffle (Shuffle): Random order. Default: `Shuffle.GLOBAL`.
        shard_equal_rows (bool): Shards of equal size. Default: True.
    """

    def __init__(
        self, dataset_files, server, ak, sk, sync_obs_path, columns_list=None,
        shuffle=Shuffle.GLOBAL, num_shards=None, shard_id=None, shard_equal_rows=True,
    ):  # fmt: skip
        raise NotImplementedError(
            "OBSMindDataset reads from Huawei's object storage, which compat does not support; "
            "copy the files and use MindDataset"
        )
