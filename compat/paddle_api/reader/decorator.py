"""Readers made from readers."""

from __future__ import annotations

import itertools
import random

from compat._absent import absent_names
from compat.core.data.workers import Prefetch, ThreadLanes, in_order

from ._processes import samples_of

__all__ = [
    "cache",
    "map_readers",
    "buffered",
    "compose",
    "chain",
    "shuffle",
    "ComposeNotAligned",
    "firstn",
    "xmap_readers",
    "multiprocess_reader",
]


def cache(reader):
    """The samples of `reader`, kept in memory."""
    kept = tuple(reader())

    def cached():
        yield from kept

    return cached


def map_readers(func, *readers):
    """`func` of the samples of several readers."""

    def reader():
        yield from map(func, *(r() for r in readers))

    return reader


def shuffle(reader, buf_size):
    """The samples in an order that is random within buffers."""

    def shuffled():
        buffer = []
        for sample in reader():
            buffer.append(sample)
            if len(buffer) >= buf_size:
                random.shuffle(buffer)
                yield from buffer
                buffer = []
        random.shuffle(buffer)
        yield from buffer

    return shuffled


def chain(*readers):
    """The samples of the readers one behind the other."""

    def reader():
        yield from itertools.chain(*(r() for r in readers))

    return reader


class ComposeNotAligned(ValueError):
    """Readers that should have equal lengths have not."""


def compose(*readers, **kwargs):
    """Tuples of the samples of several readers."""
    check_alignment = kwargs.pop("check_alignment", True)
    end = object()

    def flat(x):
        return x if isinstance(x, tuple) else (x,)

    def reader():
        iterators = [r() for r in readers]
        if not check_alignment:
            for outputs in zip(*iterators, strict=False):
                yield sum(map(flat, outputs), ())
            return
        for outputs in itertools.zip_longest(*iterators, fillvalue=end):
            if any(o is end for o in outputs):
                raise ComposeNotAligned("outputs of readers are not aligned.")
            yield sum(map(flat, outputs), ())

    return reader


def buffered(reader, size):
    """The samples, read ahead by a thread, at most `size` of them; what it raises is raised."""

    def data_reader():
        ahead = Prefetch(iter(reader()), max(size, 1), "buffered-reader")
        try:
            while True:
                try:
                    sample = ahead.get()
                except StopIteration:
                    return
                yield sample
        finally:
            ahead.close()

    return data_reader


def firstn(reader, n):
    """The first `n` samples."""

    def firstn_reader():
        yield from itertools.islice(reader(), n)

    return firstn_reader


def xmap_readers(mapper, reader, process_num, buffer_size, order=False):
    """A reader whose samples go through a function in several threads.

    Args:
        mapper (function): gets a sample.
        reader (function): gives an iterator of samples.
        process_num (int): threads.
        buffer_size (int): samples that wait.
        order (bool, default False): keep the order; it is always kept here.

    Returns:
        function: gives an iterator of samples.

    Raises:
        Exception: what `mapper` or `reader` raise.

    Example:
        >>> numbers = lambda: iter([1, 2, 3])
        >>> reader = paddle.reader.xmap_readers(lambda x: x * x, numbers, 2, 4, order=True)
        >>> list(reader())
        [1, 4, 9]
    """

    def mapped():
        lanes = ThreadLanes([mapper] * process_num, max(buffer_size, process_num))
        try:
            yield from in_order(lanes, ((i % process_num, s) for i, s in enumerate(reader())))
        finally:
            lanes.close()

    return mapped


def multiprocess_reader(readers, use_pipe=True, queue_size=1000):
    """The samples of several readers, each in a process of its own; one of each in turn.

    use_pipe (bool, default True): samples come through JSON in Paddle, which makes lists of
    tuples; they do here, too. queue_size (int): without effect, processes read ahead a little.
    Raises ValueError for what a reader raises, and for a sample that is None.
    """
    assert type(readers) is list
    assert len(readers) > 0

    def reader():
        try:
            for sample in samples_of(readers):
                if sample is None:
                    raise ValueError("sample has None")
                yield _listed(sample) if use_pipe else sample
        except Exception as error:
            raise ValueError(f"multiprocess reader raises an exception: {error}") from error

    return reader


def _listed(sample):
    if isinstance(sample, (list, tuple)):
        return [_listed(part) for part in sample]
    return sample


__getattr__ = absent_names("paddle.reader.decorator", __name__)
