"""Checks of arguments; like the original's they are skipped in dygraph mode."""

from __future__ import annotations

import os
import warnings

import numpy as np

import compat._absent

from ._dtypes import CANONICAL, VarType
from ._mode import in_dygraph_mode
from ._places import CUDAPlace, gpu_count
from ._varbase import VarBase
from .core_avx import LoDTensor
from .static import Variable, default_main_program

__all__ = ["DataFeeder"]

_NAMES = ("bool", "float16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8")


def convert_dtype(dtype):
    """The name of a dtype given as `VarType`, NumPy class or name."""
    if isinstance(dtype, VarType):
        if dtype in CANONICAL:
            return CANONICAL[dtype]
    elif isinstance(dtype, type):
        if dtype in (bool, np.bool_):
            return "bool"
        if issubclass(dtype, np.generic) and dtype.__name__ in _NAMES:
            return dtype.__name__
    elif dtype in _NAMES:
        return str(dtype)
    raise ValueError(
        "dtype must be any of [bool, float16, float32, float64, int8, int16, int32, int64, uint8]"
    )


def check_variable_and_dtype(input, input_name, expected_dtype, op_name, extra_message=""):
    """A variable of one of the expected dtypes; not checked in dygraph mode."""
    check_type(input, input_name, (Variable, VarBase), op_name, extra_message)
    check_dtype(input.dtype, input_name, expected_dtype, op_name, extra_message)


def check_type(input, input_name, expected_type, op_name, extra_message=""):
    """An instance of one of the expected types; not checked in dygraph mode."""
    if in_dygraph_mode():
        return
    if not isinstance(input, expected_type):
        raise TypeError(
            f"The type of '{input_name}' in {op_name} must be {expected_type}, but received "
            f"{type(input)}. {extra_message}"
        )


def check_dtype(input_dtype, input_name, expected_dtype, op_name, extra_message=""):
    """One of the expected dtypes; not checked in dygraph mode."""
    if in_dygraph_mode():
        return
    name = convert_dtype(input_dtype)
    if name == "float16":
        warnings.warn(
            f"The data type of '{input_name}' in {op_name} only support float16 in GPU now. "
            f"{extra_message}",
            stacklevel=3,
        )
    if name not in expected_dtype:
        raise TypeError(
            f"The data type of '{input_name}' in {op_name} must be {expected_dtype}, but received "
            f"{name}. {extra_message}"
        )


class _Column:
    """One field of the samples, gathered to a tensor with levels of detail."""

    def __init__(self, place, lod_level, shape, dtype):
        self._place, self._dtype = place, convert_dtype(dtype)
        # More than one open extent says nothing about the others.
        self._shape = None if sum(n < 0 for n in shape) > 1 else shape
        self._rows, self._lengths = [], [[] for _ in range(lod_level)]

    def feed(self, data, level=0):
        """Take the field of one sample, a list in a list for each level."""
        if level == len(self._lengths):
            self._rows.append(data)
            return
        self._lengths[level].append(len(data))
        for part in data:
            self.feed(part, level + 1)

    def done(self):
        """The tensor of all samples."""
        array = np.array(self._rows, dtype=self._dtype)
        if self._shape and array.ndim != len(self._shape):
            try:
                array = array.reshape(self._shape)
            except ValueError as error:
                raise ValueError(
                    f"Reshape error. What is defined in data layer is {self._shape}, but receive "
                    f"{array.shape}"
                ) from error
        tensor = LoDTensor()
        tensor.set(array, self._place)
        if self._lengths:
            tensor.set_recursive_sequence_lengths(self._lengths)
        return tensor


class DataFeeder:
    """Turns samples into tensors by the name of the static variable they are for.

    feed_list (list of Variable or str): the variables, in the order of a sample's fields.
    place (CPUPlace or CUDAPlace): where the tensors lie.
    program (Program, default the main one): where names are looked up. Raises ValueError for a
    name it does not have, TypeError for what is neither variable nor name.
    """

    def __init__(self, feed_list, place, program=None):
        block = (program or default_main_program()).global_block()
        found = [block.var(v) if isinstance(v, str) else v for v in feed_list]
        for each in found:
            if not isinstance(each, Variable):
                raise TypeError("Feed list should contain a list of variable")
        self.place = place
        self.feed_names = [v.name for v in found]
        self.feed_dtypes = [v.dtype for v in found]
        self.feed_shapes = [v.shape for v in found]
        self.feed_lod_level = [v.lod_level for v in found]

    def feed(self, iterable):
        """The samples as a dict of tensors by name. Raises AssertionError for other fields."""
        kinds = zip(self.feed_lod_level, self.feed_shapes, self.feed_dtypes, strict=True)
        columns = [_Column(self.place, *kind) for kind in kinds]
        for sample in iterable:
            assert len(sample) == len(columns), (
                f"The number of fields in data ({len(sample)}) does not match len(feed_list) "
                f"({len(columns)})"
            )
            for column, field in zip(columns, sample, strict=True):
                column.feed(field)
        return {n: c.done() for n, c in zip(self.feed_names, columns, strict=True)}

    def feed_parallel(self, iterable, num_places=None):
        """A dict for each of the lists of samples, one for each device."""
        count = self._count_places(num_places)
        if len(iterable) != count:
            raise ValueError(
                "feed_parallel takes multiple mini-batches. Each mini-batch will be feed on each "
                f"device. The number of devices and number of mini-batches must be same: {count} "
                f"devices, {len(iterable)} mini-batches."
            )
        yield from map(self.feed, iterable)

    def _count_places(self, num_places):
        if num_places is not None:
            return int(num_places)
        if isinstance(self.place, CUDAPlace):
            return gpu_count()
        return int(os.environ.get("CPU_NUM", 1))

    def decorate_reader(self, reader, multi_devices, num_places=None, drop_last=True):
        """A reader of dicts, or of tuples of them with one for each device."""

        def single():
            yield from map(self.feed, reader())

        def several():
            count, waiting = self._count_places(num_places), []
            for item in reader():
                waiting.append(item)
                if len(waiting) == count:
                    yield tuple(self.feed_parallel(waiting, count))
                    waiting = []
            if waiting and not drop_last:
                raise ValueError(
                    "The data batch which cannot fit for devices will be dropped is not "
                    "implementation. Other strategies are not implemented"
                )

        return several if multi_devices else single


__getattr__ = compat._absent.absent_names("paddle.fluid.data_feeder", __name__)
