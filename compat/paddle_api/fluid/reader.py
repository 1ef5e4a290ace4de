"""Loaders of batches for dygraph mode."""

from __future__ import annotations

import logging
import sys
from functools import partial

import numpy as np

from compat._absent import absent_names, refuse

from ..batch import batch
from ..reader._processes import samples_of
from ._mode import in_dygraph_mode, refuse_static
from .core import LoDTensor
from .dataloader.batch_sampler import BatchSampler
from .dataloader.dataloader_iter import (
    PATIENCE,
    SLOT,
    ProcessPass,
    ThreadPass,
    ahead,
    checked,
    default_collate_fn,
    killed,
    variables,
)
from .dataloader.dataset import Dataset

__all__ = ["PyReader", "DataLoader", "default_collate_fn"]
_PROCESSES = sys.platform not in ("darwin", "win32")  # they cannot fork safely, or at all


class DataLoader:
    """Batches of a data set, as lists of variables.

    Args:
        dataset (Dataset): the samples, each a tuple of arrays or one array.
        feed_list (list of Variable or None, default None): variables of static programs; no effect
            in dygraph mode.
        places (Place, list of one Place or None, default None): where the batches shall be; must be
            given.
        return_list (bool, default False): batches are lists in dygraph mode, whatever this says.
        batch_sampler (BatchSampler or None, default None): gives lists of numbers of samples; None
            makes one of the next three.
        batch_size (int, default 1): samples of a batch.
        shuffle (bool, default False): another order in every pass.
        drop_last (bool, default False): leave out a last batch that is smaller.
        collate_fn (callable or None, default None): makes a list of fields of a list of samples;
            None stacks each field.
        num_workers (int, default 0): processes that read; with 0 a thread does.
        use_buffer_reader (bool, default True): read ahead.
        use_shared_memory (bool, default True): batches of workers come through shared memory.
        timeout (float, default 0): seconds after which a warning names workers that have given
            nothing, 60 for 0.
        worker_init_fn (callable or None, default None): called in each worker with its number.

    Outputs:
        an iterator over the batches of one pass, from `iter(loader)` or `loader()`.

    Raises:
        AssertionError: an argument is of another kind, or contradicts another one.
        EnforceNotMet: raised by a pass for what data set or worker raise, naming it.

    Example:
        >>> class Squares(fluid.io.Dataset):
        ...     def __getitem__(self, index):
        ...         return np.array([index], "float32"), np.array([index**2], "float32")
        ...
        ...     def __len__(self):
        ...         return 4
        >>> loader = fluid.io.DataLoader(Squares(), places=fluid.CPUPlace(), batch_size=2)
        >>> for x, y in loader():
        ...     print(y.numpy().tolist())
        [[0.0], [1.0]]
        [[4.0], [9.0]]
    """

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
        assert isinstance(dataset, Dataset), (
            "dataset should be subclass instance of paddle.io.Dataset"
        )
        if not in_dygraph_mode():
            assert return_list or feed_list is not None, (
                "feed_list should be set when return_list=False"
            )
        assert places is not None, "places cannot be None"
        self.places = list(places) if isinstance(places, (list, tuple)) else [places]
        if in_dygraph_mode():
            assert len(self.places) == 1, "Number of places must be 1 in dygraph mode"
        assert num_workers >= 0, "num_workers should be a non-negative value"
        if num_workers > 0 and not _PROCESSES:
            logging.warning(
                "multi-process mode not support MacOs and Windows currently. use signle-process "
                "with num_workers = 0 instead"
            )
            num_workers = 0
        assert timeout >= 0, "timeout should be a non-negative value"
        self.dataset, self.feed_list, self.return_list = dataset, feed_list, return_list
        self.collate_fn, self.worker_init_fn = collate_fn, worker_init_fn
        self.num_workers, self.timeout = num_workers, timeout
        self.use_buffer_reader = use_buffer_reader
        self.use_shared_memory = use_shared_memory and num_workers > 0
        self.batch_sampler = _sampler(dataset, batch_sampler, batch_size, shuffle, drop_last)

    def __len__(self):
        return len(self.batch_sampler)

    def __iter__(self):
        if not in_dygraph_mode():
            refuse_static("paddle.fluid.io.DataLoader")
        return ThreadPass(self) if self.num_workers == 0 else ProcessPass(self)

    def __call__(self):
        return self.__iter__()

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
        """A loader of what a generator gives; a source is set by one of its methods.

        Args:
            feed_list (list of Variable or None, default None): variables of static programs; no
                effect in dygraph mode.
            capacity (int or None, default None): batches that wait; needed.
            use_double_buffer (bool, default True): no effect here.
            iterable (bool, default True): always so in dygraph mode.
            return_list (bool, default False): always so in dygraph mode.
            use_multiprocess (bool, default False): a process reads.
            drop_last (bool, default True): leave out a last batch that is smaller.

        Returns:
            GeneratorLoader, with `set_sample_generator`, `set_sample_list_generator` and
            `set_batch_generator`.

        Raises:
            ValueError: `capacity` is None.

        Example:
            >>> loader = fluid.io.DataLoader.from_generator(capacity=2, return_list=True)
            >>> batches = [np.ones((2, 1), "float32")]
            >>> loader = loader.set_batch_generator(lambda: iter(batches), places=fluid.CPUPlace())
            >>> for (x,) in loader():
            ...     print(x.shape)
            [2, 1]
        """
        if not in_dygraph_mode():
            refuse_static("paddle.fluid.io.DataLoader.from_generator")
        return DygraphGeneratorLoader(
            feed_list, capacity, use_double_buffer, iterable, return_list, use_multiprocess
        )

    @staticmethod
    def from_dataset(dataset, places, drop_last=True):
        """Datasets of static graphs are out of scope."""
        refuse("paddle.fluid.io.DataLoader.from_dataset")


def _sampler(dataset, batch_sampler, batch_size, shuffle, drop_last):
    if batch_sampler is None:
        assert batch_size is not None, (
            "batch_size should be a positive value when batch_sampler is not given"
        )
        assert batch_size > 0, (
            "batch_size should be a positive value when batch_sampler is not given"
        )
        return BatchSampler(
            dataset=dataset, batch_size=batch_size, shuffle=shuffle, drop_last=drop_last
        )
    assert isinstance(batch_sampler, BatchSampler), (
        "batch_sampler should be None or subclass instance of paddle.io.BatchSampler"
    )
    own = (batch_size, bool(shuffle), bool(drop_last))
    assert own == (1, False, False), (
        "batch_size/shuffle/drop_last should not be set when batch_sampler is given"
    )
    return batch_sampler


class DygraphGeneratorLoader:
    """Yields lists of variables; see `DataLoader.from_generator`."""

    _thread = None

    def __init__(
        self,
        feed_list=None,
        capacity=None,
        use_double_buffer=True,
        iterable=True,
        return_list=True,
        use_multiprocess=False,
    ):
        if not capacity:
            raise ValueError("Please give value to capacity.")
        for wanted, word in ((iterable, "iterable mode"), (return_list, "return as list")):
            if not wanted:
                logging.warning(
                    "Please NOTE: imperative mode can support %s only. Change to %s.", word, word
                )
        if use_multiprocess and not _PROCESSES:
            logging.warning(
                "NOTE: The multiprocess mode does not currently support MacOs and Windows."
            )
        self._depth = capacity + bool(use_double_buffer)
        self._use_multiprocess = use_multiprocess and _PROCESSES
        self._reader = None

    @property
    def iterable(self):
        """True."""
        return True

    @property
    def queue(self):
        """What reads ahead, None before the first pass."""
        return self._thread

    def set_sample_generator(self, reader, batch_size, drop_last=True, places=None):
        """Take samples, a tuple of arrays each; returns the loader."""
        assert batch_size > 0, "batch_size must be larger than 0"
        self.set_sample_list_generator(batch(reader, batch_size, drop_last), places)
        return self

    def set_sample_list_generator(self, reader, places=None):
        """Take lists of samples; returns the loader."""

        def batches():
            for samples in reader():
                yield list(zip(*samples, strict=True))

        return self.set_batch_generator(batches, places)

    def set_batch_generator(self, reader, places=None):
        """Take batches, one array for each variable; returns the loader."""
        count = len(places) if isinstance(places, (list, tuple)) else 1
        assert count == 1, "Number of places must be 1 in imperative mode"
        self._reader = reader
        return self

    def __call__(self):
        return self

    def __iter__(self):
        assert self._reader is not None, "Data source of DataLoader has not set yet"
        self.close()
        batches = partial(_batches, self._reader)
        source = batches()
        if self._use_multiprocess:
            source = samples_of([batches], SLOT, PATIENCE, together=1)
        self._thread = ahead(source, self._depth)
        return self

    def __next__(self):
        if self._thread is None:
            raise StopIteration
        try:
            return variables(self._thread.get())
        except Exception as error:
            self.close()
            if isinstance(error, StopIteration):
                raise
            raise killed(error) from error
        except BaseException:
            self.close()
            raise

    next = __next__

    def _reader_process_loop(self):
        """Put every batch into `_data_queue`, then None; of programs that run it by themselves."""
        try:
            for found in _batches(self._reader):
                self._data_queue.put([_tensor(field) for field in found])
        except TypeError as error:
            raise killed(error) from error
        self._data_queue.put(None)

    def close(self):
        """End what reads ahead."""
        if self._thread is not None:
            self._thread.close()
            self._thread = None

    def __del__(self):
        self.close()


def _batches(reader):
    """The arrays of each batch. Holds no loader: one that nobody holds must end."""
    for found in reader():
        fields = found if isinstance(found, (list, tuple)) else [found]
        yield [checked(f) for f in fields]


def _tensor(field):
    tensor = LoDTensor()
    tensor.set(np.asarray(field))
    return tensor


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

    def start(self):
        """Only loaders of static programs are started."""
        refuse_static("paddle.fluid.io.PyReader.start")

    def reset(self):
        """Only loaders of static programs are reset."""
        refuse_static("paddle.fluid.io.PyReader.reset")


__getattr__ = absent_names("paddle.fluid.reader", __name__)
