"""Readers made from readers."""

from __future__ import annotations

import itertools
import queue
import random
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

from compat._absent import absent_names

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
    """The samples, read ahead by a thread."""

    def data_reader():
        ahead = queue.Queue(maxsize=size)
        end = object()
        failures = []

        def work():
            try:
                for sample in reader():
                    ahead.put(sample)
            except Exception as error:  # handed over to the reading thread
                failures.append(error)
            ahead.put(end)

        Thread(target=work, daemon=True).start()
        sample = ahead.get()
        while sample is not end:
            yield sample
            sample = ahead.get()
        if failures:
            raise failures[0]

    return data_reader


def firstn(reader, n):
    """The first `n` samples."""

    def firstn_reader():
        yield from itertools.islice(reader(), n)

    return firstn_reader


def xmap_readers(mapper, reader, process_num, buffer_size, order=False):
    """`mapper` of the samples by several threads; always in order here."""

    def mapped():
        with ThreadPoolExecutor(process_num) as pool:
            pending = []
            for sample in reader():
                pending.append(pool.submit(mapper, sample))
                if len(pending) >= buffer_size:
                    yield pending.pop(0).result()
            for task in pending:
                yield task.result()

    return mapped


def multiprocess_reader(readers, use_pipe=True, queue_size=1000):
    """The samples of several readers in turn; read in this process, whatever the arguments say."""
    assert isinstance(readers, (list, tuple)), "The type of readers should be list or tuple."
    assert len(readers) > 0, "`readers` must be list or tuple"

    def reader():
        iterators = [iter(r()) for r in readers]
        while iterators:
            for iterator in list(iterators):
                try:
                    sample = next(iterator)
                except StopIteration:
                    iterators.remove(iterator)
                    continue
                if sample is None:
                    raise ValueError("sample has None")
                yield sample

    return reader


__getattr__ = absent_names("paddle.reader.decorator", __name__)
