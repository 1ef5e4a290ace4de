"""Decorators of readers."""

import multiprocessing
import threading
import time

import numpy as np
import paddle
import pytest
from paddle.reader import (
    ComposeNotAligned,
    buffered,
    cache,
    chain,
    compose,
    firstn,
    map_readers,
    multiprocess_reader,
    shuffle,
    xmap_readers,
)


def numbers(n):
    return lambda: iter(range(n))


def test_readers_are_put_together():
    assert list(chain(numbers(2), numbers(3))()) == [0, 1, 0, 1, 2]
    assert list(firstn(numbers(9), 3)()) == [0, 1, 2]
    assert list(map_readers(lambda a, b: a + b, numbers(3), numbers(3))()) == [0, 2, 4]
    pairs = compose(numbers(2), lambda: iter([(5, 6), (7, 8)]))
    assert list(pairs()) == [(0, 5, 6), (1, 7, 8)]
    assert len(list(compose(numbers(2), numbers(3), check_alignment=False)())) == 2
    with pytest.raises(ComposeNotAligned, match="not aligned"):
        list(compose(numbers(2), numbers(3))())
    assert sorted(shuffle(numbers(9), 4)()) == list(range(9))


def test_a_cache_reads_once():
    calls = []

    def reader():
        calls.append(1)
        yield from range(3)

    cached = cache(reader)
    assert list(cached()) == list(cached()) == [0, 1, 2]
    assert calls == [1]


def test_a_buffer_reads_ahead_and_ends_with_its_reader():
    before = threading.active_count()
    reader = buffered(numbers(1000), 5)()
    assert [next(reader) for _ in range(3)] == [0, 1, 2]
    reader.close()
    assert threading.active_count() == before

    def broken():
        yield 1
        raise OSError("row 2")

    reader = buffered(broken, 5)()
    assert next(reader) == 1
    with pytest.raises(OSError, match="row 2"):
        next(reader)


@pytest.mark.parametrize("order", [False, True])
def test_a_mapper_runs_in_threads_and_in_order(order):
    def mapper(i):
        time.sleep(0.001 * (i % 3))
        return i * i

    reader = xmap_readers(mapper, numbers(50), 4, 8, order)
    assert list(reader()) == [i * i for i in range(50)]


def test_a_mapper_that_fails_raises():
    reader = xmap_readers(lambda i: 1 // (i - 3), numbers(9), 2, 4)
    with pytest.raises(ZeroDivisionError):
        list(reader())


def test_a_mapper_of_an_endless_reader_gives_samples_at_once():
    def endless():
        i = 0
        while True:
            yield i
            i += 1

    reader = xmap_readers(lambda i: i, endless, 2, 1000)()
    assert [next(reader) for _ in range(3)] == [0, 1, 2]
    reader.close()


@pytest.mark.parametrize("use_pipe", [True, False])
def test_readers_run_in_processes(use_pipe):
    def rows(start):
        return lambda: ((start + i, [i]) for i in range(3))

    found = list(multiprocess_reader([rows(0), rows(10)], use_pipe)())
    kind = list if use_pipe else tuple  # through JSON tuples become lists
    expected = [(0, [0]), (10, [0]), (1, [1]), (11, [1]), (2, [2]), (12, [2])]
    assert found == [kind(sample) for sample in expected]
    assert multiprocessing.active_children() == []


def test_arrays_come_from_processes():
    reader = multiprocess_reader([lambda: iter([np.ones((200, 200))] * 3)], use_pipe=False)
    assert [a.sum() for a in reader()] == [40000.0] * 3


def test_what_a_reader_raises_in_a_process_is_a_value_error():
    def broken():
        yield 1
        raise OSError("row 2")

    def none():
        yield None

    with pytest.raises(ValueError, match="multiprocess reader raises an exception: row 2"):
        list(multiprocess_reader([broken])())
    with pytest.raises(ValueError, match="sample has None"):
        list(multiprocess_reader([none])())
    with pytest.raises(AssertionError):
        multiprocess_reader([])
    assert multiprocessing.active_children() == []


def test_batches_of_samples():
    assert list(paddle.batch(numbers(5), 2)()) == [[0, 1], [2, 3], [4]]
    assert list(paddle.batch(numbers(5), 2, drop_last=True)()) == [[0, 1], [2, 3]]
    with pytest.raises(ValueError, match="positive integeral value, but got batch_size=0"):
        paddle.batch(numbers(5), 0)
