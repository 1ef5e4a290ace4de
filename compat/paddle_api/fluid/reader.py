"""Loaders of batches for dygraph mode."""

from __future__ import annotations

import numpy as np

from compat._absent import absent_names, refuse

from ..batch import batch
from ..reader.decorator import buffered
from ._mode import refuse_static
from ._varbase import VarBase
from .dygraph.base import to_variable
from .framework import in_dygraph_mode

__all__ = ["PyReader", "DataLoader"]


class DataLoader:
    """Home of `from_generator`."""

    def __init__(
        self,
        dataset,
        feed_list=None,
        places=None,
        return_list=False,
        batch_sampler=None,
        batch_size=1,
        shuffle=False,
        drop_last=False,
        collate_fn=None,
        num_workers=0,
        use_buffer_reader=True,
        use_shared_memory=True,
        timeout=0,
        worker_init_fn=None,
    ):
        refuse("paddle.fluid.io.DataLoader")

    @staticmethod
    def from_generator(
        feed_list=None,
        capacity=None,
        use_double_buffer=True,
        iterable=True,
        return_list=False,
        use_multiprocess=False,
        drop_last=True,
    ):
        """A loader fed by a generator; a thread reads ahead in place of processes."""
        if not in_dygraph_mode():
            refuse_static("paddle.fluid.io.DataLoader.from_generator")
        return DygraphGeneratorLoader(feed_list, capacity, use_double_buffer, iterable, True)

    @staticmethod
    def from_dataset(dataset, places, drop_last=True):
        """Datasets of static graphs are out of scope."""
        refuse("paddle.fluid.io.DataLoader.from_dataset")


class DygraphGeneratorLoader:
    """Yields lists of variables."""

    def __init__(
        self,
        feed_list=None,
        capacity=None,
        use_double_buffer=True,
        iterable=True,
        return_list=True,
        use_multiprocess=False,
    ):
        if capacity is None or capacity <= 0:
            raise ValueError("Please give value to capacity.")
        self._capacity = capacity
        self._reader = None

    def set_sample_generator(self, reader, batch_size, drop_last=True, places=None):
        """Take samples, a tuple of arrays each."""
        assert batch_size > 0, "batch_size must be larger than 0"
        self.set_sample_list_generator(batch(reader, batch_size, drop_last), places)
        return self

    def set_sample_list_generator(self, reader, places=None):
        """Take lists of samples."""

        def batches():
            for samples in reader():
                yield [np.array(column) for column in zip(*samples, strict=True)]

        self.set_batch_generator(batches, places)
        return self

    def set_batch_generator(self, reader, places=None):
        """Take batches, one array for each variable."""
        self._reader = reader
        return self

    def __call__(self):
        return iter(self)

    def __iter__(self):
        assert self._reader is not None, "Data source of DataLoader has not set yet"
        for found in buffered(self._reader, self._capacity)():
            found = found if isinstance(found, (list, tuple)) else [found]
            yield [_variable(x) for x in found]


def _variable(x):
    if isinstance(x, VarBase):
        return x
    return to_variable(np.ascontiguousarray(x))


class PyReader(DygraphGeneratorLoader):
    """The older name of the loader."""

    def __init__(
        self,
        feed_list=None,
        capacity=None,
        use_double_buffer=True,
        iterable=True,
        return_list=False,
    ):
        if not in_dygraph_mode():
            refuse_static("paddle.fluid.io.PyReader")
        super().__init__(feed_list, capacity, use_double_buffer, iterable, return_list)

    def decorate_sample_generator(self, sample_generator, batch_size, drop_last=True, places=None):
        """Take samples."""
        self.set_sample_generator(sample_generator, batch_size, drop_last, places)

    def decorate_sample_list_generator(self, reader, places=None):
        """Take lists of samples."""
        self.set_sample_list_generator(reader, places)

    def decorate_batch_generator(self, reader, places=None):
        """Take batches."""
        self.set_batch_generator(reader, places)


__getattr__ = absent_names("paddle.fluid.reader", __name__)
