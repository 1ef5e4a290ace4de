"""Checks of the arguments of `Dataset`'s methods, and of the sources of Python rows."""

from __future__ import annotations

import inspect
import itertools

import numpy as np

from ...nn import Cell
from ...ops import Primitive
from ..callback import DSCallback
from ..core.validator_helpers import (
    INT32_MAX,
    check_columns,
    check_dataset_num_shards_shard_id,
    check_num_parallel_workers,
    check_pos_int32,
    check_value,
    is_iterable,
    type_check,
    type_check_list,
    validate_dataset_param_value,
)
from .cache_client import DatasetCache
from .samplers import BuiltinSampler, PKSampler
from .schema import Schema

_COLUMN_ORDER = (
    "The parameter 'column_order' had been deleted in map operation. Please use '.project' "
    "operation instead.\n"
    ">> # Usage of old api:\n"
    ">> dataset = dataset.map(operations=PyFunc,\n"
    '>>                       input_columns=["column_a"],\n'
    '>>                       output_columns=["column_b", "column_c"],\n'
    '>>                       column_order=["column_b", "column_c"])\n'
    ">> # Usage of new api:\n"
    ">> dataset = dataset.map(operations=PyFunc,\n"
    '>>                       input_columns=["column_a"],\n'
    '>>                       output_columns=["column_b", "column_c"])\n'
    '>> dataset = dataset.project(["column_b", "column_c"])'
)


def dict_iterator(num_epochs, output_numpy):
    """Arguments of an iterator."""
    if output_numpy is not None:
        type_check(output_numpy, (bool,), "output_numpy")
    if num_epochs is not None:
        type_check(num_epochs, (int,), "num_epochs")
        check_value(num_epochs, [-1, INT32_MAX], "num_epochs")


def repeat(count):
    """Argument of `repeat`."""
    type_check(count, (int, type(None)), "repeat")
    if count is not None and ((count <= 0 and count != -1) or count > INT32_MAX):
        raise ValueError("count should be either -1 or positive integer, range[1, INT32_MAX].")


def take(count):
    """Argument of `take`."""
    type_check(count, (int,), "count")
    if (count <= 0 and count != -1) or count > INT32_MAX:
        raise ValueError(
            "count should be either -1 or within the required interval of "
            f"(0, {INT32_MAX}], got {count}."
        )


def filtering(predicate, input_columns, num_parallel_workers):
    """Arguments of `filter`."""
    if not callable(predicate):
        raise TypeError("Predicate should be a Python function or a callable Python object.")
    _workers_and_columns(num_parallel_workers, input_columns=input_columns)


def _workers_and_columns(num_parallel_workers, **columns):
    if num_parallel_workers is not None:
        check_num_parallel_workers(num_parallel_workers)
    for name, value in columns.items():
        if value is not None:
            check_columns(value, name)


def split(sizes, randomize):
    """Arguments of `split`."""
    type_check(sizes, (list,), "sizes")
    type_check(randomize, (bool,), "randomize")
    if not sizes:
        raise ValueError("sizes cannot be empty.")
    if all(isinstance(size, int) for size in sizes):
        if min(sizes) <= 0:
            raise ValueError(
                "sizes is a list of int, but there should be no negative or zero numbers."
            )
    elif all(isinstance(size, float) for size in sizes):
        if not all(0 < size <= 1 for size in sizes):
            raise ValueError(
                "sizes is a list of float, but there should be no numbers outside the range (0, 1]."
            )
        if abs(sum(sizes) - 1) >= 1e-5:
            raise ValueError("sizes is a list of float, but the percentages do not sum up to 1.")
    else:
        raise ValueError("sizes should be list of int or list of float.")


def mapping(
    operations, input_columns, output_columns, column_order, num_parallel_workers,
    python_multiprocessing=False, max_rowsize=16, cache=None, callbacks=None, offload=None,
    **unknown,
):  # fmt: skip
    """Arguments of `map`."""
    if column_order is not None:
        raise ValueError(_COLUMN_ORDER)
    _refuse_networks(operations if isinstance(operations, list) else [operations])
    if num_parallel_workers is not None:
        check_num_parallel_workers(num_parallel_workers)
    type_check(python_multiprocessing, (bool,), "python_multiprocessing")
    cache_option(cache)
    check_pos_int32(max_rowsize, "max_rowsize")
    if offload is not None:
        type_check(offload, (bool,), "offload")
    if isinstance(callbacks, (list, tuple)):
        type_check_list(callbacks, (DSCallback,), "callbacks")
    elif callbacks is not None:
        type_check(callbacks, (DSCallback,), "callbacks")
    _workers_and_columns(None, input_columns=input_columns, output_columns=output_columns)
    if callbacks is not None:
        type_check(callbacks, (list, DSCallback), "callbacks")


def _refuse_networks(operations):
    for operation in operations:
        if isinstance(operation, (Cell, Primitive)):
            raise ValueError(
                "Input operations should not contain network computing operator like in "
                "mindspore.nn or mindspore.ops, got operation: ",
                str(operation),
            )


def cache_option(cache):
    """A cache, or None."""
    if cache is not None:
        type_check(cache, (DatasetCache,), "cache")


def rename(input_columns, output_columns):
    """Arguments of `rename`."""
    check_columns(input_columns, "input_columns")
    check_columns(output_columns, "output_columns")
    sizes = [len(c) if isinstance(c, list) else 1 for c in (input_columns, output_columns)]
    if sizes[0] != sizes[1]:
        raise ValueError("Number of column in input_columns and output_columns is not equal.")


def _batch_size(batch_size, drop_remainder, num_parallel_workers):
    if callable(batch_size):
        if len(inspect.signature(batch_size).parameters) != 1:
            raise ValueError("callable batch_size should take one parameter (BatchInfo).")
    elif isinstance(batch_size, int):
        check_pos_int32(int(batch_size), "batch_size")
    else:
        raise TypeError("batch_size should either be an int or a callable.")
    if num_parallel_workers is not None:
        check_num_parallel_workers(num_parallel_workers)
    type_check(drop_remainder, (bool,), "drop_remainder")


def batch(
    batch_size, drop_remainder, num_parallel_workers, per_batch_map=None, input_columns=None,
    output_columns=None, python_multiprocessing=False, max_rowsize=16, **unknown,
):  # fmt: skip
    """Arguments of `batch`."""
    _batch_size(batch_size, drop_remainder, num_parallel_workers)
    check_pos_int32(max_rowsize, "max_rowsize")
    if input_columns is not None:
        if per_batch_map is None:
            raise ValueError("input_columns can be specified only when per_batch_map is set.")
        check_columns(input_columns, "input_columns")
        if len(input_columns) != len(inspect.signature(per_batch_map).parameters) - 1:
            raise ValueError("The signature of per_batch_map should match with input columns.")
    if output_columns is not None:
        check_columns(output_columns, "output_columns")
    if python_multiprocessing is not None:
        type_check(python_multiprocessing, (bool,), "python_multiprocessing")


def _pad_info(pad_info):
    if pad_info is None:
        return
    type_check(pad_info, (dict,), "pad_info")
    for key, value in pad_info.items():
        type_check(key, (str,), "key in pad_info")
        if value is None:
            continue
        if len(value) != 2:
            raise ValueError("value of pad_info should be a tuple of size 2.")
        type_check(value, (tuple,), "value in pad_info")
        if value[0] is not None:
            type_check(value[0], (list,), "shape in pad_info")
            for size in value[0]:
                if size is not None:
                    check_pos_int32(size, "dim of shape in pad_info")
        if value[1] is not None:
            type_check(value[1], (int, float, str, bytes), "pad_value")


def padded_batch(batch_size, drop_remainder, num_parallel_workers, pad_info):
    """Arguments of `padded_batch`."""
    _batch_size(batch_size, drop_remainder, num_parallel_workers)
    _pad_info(pad_info)


def bucket_batch(
    column_names, boundaries, sizes, length_function, pad_info, pad_to_boundary, drop_remainder
):
    """Arguments of `bucket_batch_by_length`."""
    names = ["column_names", "bucket_boundaries", "bucket_batch_sizes"]
    type_check_list([column_names, boundaries, sizes], (list,), names)
    flags = ["pad_to_bucket_boundary", "drop_remainder"]
    type_check_list([pad_to_boundary, drop_remainder], (bool,), flags)
    check_columns(column_names, "column_names")
    if length_function is None and len(column_names) != 1:
        raise ValueError(
            "If element_length_function is not specified, exactly one column name should be passed."
        )
    if length_function is not None and not callable(length_function):
        raise TypeError("element_length_function object is not callable.")
    _boundaries(boundaries)
    if len(sizes) != len(boundaries) + 1:
        raise ValueError("bucket_batch_sizes must contain one element more than bucket_boundaries.")
    if not all(isinstance(size, int) for size in sizes):
        raise TypeError("bucket_batch_sizes should be a list of int.")
    if not all(size > 0 for size in sizes):
        raise ValueError("bucket_batch_sizes should be a list of positive numbers.")
    _pad_info(pad_info)


def _boundaries(boundaries):
    if not boundaries:
        raise ValueError("bucket_boundaries cannot be empty.")
    if not all(isinstance(limit, int) for limit in boundaries):
        raise TypeError("bucket_boundaries should be a list of int.")
    if not all(limit > 0 for limit in boundaries):
        raise ValueError("bucket_boundaries must only contain positive numbers.")
    if any(b <= a for a, b in itertools.pairwise(boundaries)):
        raise ValueError("bucket_boundaries should be strictly increasing.")


def save(file_name, num_files, file_type):
    """Arguments of `save`."""
    type_check(num_files, (int,), "num_files")
    if not 0 < num_files <= 1000:
        raise ValueError("num_files should between 0 and 1000.")
    type_check(file_name, (str,), "file_name")
    type_check(file_type, (str,), "file_type")
    if file_type != "mindrecord":
        raise ValueError(f"{file_type} dataset format is not supported.")


def generator(source, column_names, schema, sampler, num_shards, shard_id, **values):
    """Arguments of `GeneratorDataset`."""
    if not callable(source) and not is_iterable(source):
        raise TypeError(
            "Input `source` function of GeneratorDataset should be callable, iterable or random "
            "accessible, commonly it should implement one of the method like yield, __getitem__ or "
            "__next__(__iter__)."
        )
    if column_names is not None:
        check_columns(column_names, "column_names")
    if column_names is None and schema is None:
        raise ValueError("Neither columns_names nor schema are provided.")
    if schema is not None and not isinstance(schema, (Schema, str)):
        raise ValueError("schema should be a path to schema file or a schema object.")
    values |= {"num_shards": num_shards, "shard_id": shard_id}
    ints = ["max_rowsize", "num_samples", "num_parallel_workers", "num_shards", "shard_id"]
    validate_dataset_param_value(ints, values, int)
    validate_dataset_param_value(["column_types"], values, list)
    validate_dataset_param_value(["shuffle", "python_multiprocessing"], values, bool)
    check_pos_int32(values["max_rowsize"], "max_rowsize")
    check_dataset_num_shards_shard_id(num_shards, shard_id)
    if isinstance(sampler, PKSampler):
        raise ValueError("GeneratorDataset doesn't support PKSampler.")
    if sampler is not None and not isinstance(sampler, BuiltinSampler) and not is_iterable(sampler):
        raise TypeError("sampler should be either iterable or from mindspore.dataset.samplers.")
    for name, value in (("sampler", sampler), ("num_shards", num_shards)):
        if value is not None and not hasattr(source, "__getitem__"):
            raise ValueError(
                f"{name} is not supported if source does not have attribute '__getitem__'."
            )


def numpy_slices(data, column_names):
    """Arguments of `NumpySlicesDataset`."""
    type_check(data, (list, tuple, dict, np.ndarray), "data")
    if len(data) == 0:
        raise ValueError("Argument data cannot be empty")
    if isinstance(data, tuple):
        type_check(data[0], (list, np.ndarray), "data[0]")
    if column_names is None:
        return
    check_columns(column_names, "column_names")
    given = 1 if isinstance(column_names, str) else len(column_names)
    if isinstance(data, (dict, tuple)):
        if given != len(data):
            raise ValueError(f"Num of input column names is {given}, but required is {len(data)}.")
    elif given != 1:
        raise ValueError(
            f"Num of input column names is {given}, but required is 1 as data is list."
        )


def padded(padded_samples):
    """Argument of `PaddedDataset`."""
    if not padded_samples:
        raise ValueError("padded_samples cannot be empty.")
    type_check(padded_samples, (list,), "padded_samples")
    type_check(padded_samples[0], (dict,), "padded_element")
