"""Rows for which an operation of `map` fails: raised, left out, replaced."""

import numpy as np
import pytest

from compat.mindspore_api import dataset as ds

MODE = ds.config.ErrorSamplesMode


@pytest.fixture
def mode():
    yield ds.config.set_error_samples_mode
    ds.config.set_error_samples_mode(MODE.RETURN)


def numbers(count, bad, workers=2, processes=False):
    """0, 1, 2, ... mapped by a function that refuses some of them."""

    def checked(x):
        if bad(int(x)):
            raise ValueError("refused")
        return x

    rows = [np.array(i) for i in range(count)]
    return ds.GeneratorDataset(rows, ["a"], shuffle=False).map(
        checked, ["a"], num_parallel_workers=workers, python_multiprocessing=processes
    )


def epochs(dataset, count=1):
    rows = dataset.create_tuple_iterator(num_epochs=count, output_numpy=True)
    return [[int(row[0]) for row in rows] for _ in range(count)]


def test_errors_are_raised_where_nothing_is_set():
    with pytest.raises(RuntimeError, match="refused"):
        epochs(numbers(12, lambda i: i == 5))


def test_replacements_go_on_through_epochs(mode):
    """Recorded from MindSpore 2.0.0, as what follows: rows wait as replacements, 16 at most."""
    mode(MODE.REPLACE)
    assert epochs(numbers(12, lambda i: i % 5 == 1), 2) == [
        [0, 2, 3, 4, 5, 7, 8, 9, 10, 0, 2, 3],
        [0, 2, 3, 4, 5, 7, 8, 9, 10, 4, 5, 7],
    ]


@pytest.mark.parametrize("processes", [False, True])
def test_replacements_come_at_once_when_sixteen_rows_wait(mode, processes):
    mode(MODE.REPLACE)
    assert epochs(numbers(45, lambda i: i % 7 in (0, 3), processes=processes)) == [[
        1, 2, 4, 5, 6, 8, 9, 11, 12, 13, 15, 16, 18, 19, 20, 22, 1, 23, 2, 25, 4, 26, 5, 27, 6, 29,
        8, 30, 9, 32, 11, 33, 12, 34, 13, 36, 15, 37, 16, 39, 40, 41, 18, 43, 44,
    ]]  # fmt: skip


def test_erroneous_rows_are_left_out(mode):
    mode(MODE.SKIP)
    expected = [0, 2, 3, 4, 5, 7, 8, 9, 10]
    assert epochs(numbers(12, lambda i: i % 5 == 1), 2) == [expected, expected]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (MODE.REPLACE, [0, 4, 6, 8, 10, 14, 16, 18, 20, 0, 4, 6]),
        (MODE.SKIP, [0, 4, 6, 8, 10, 14, 16, 18, 20]),
    ],
)
def test_operations_behind_see_healthy_rows_only(mode, how, expected):
    mode(how)
    rows = numbers(12, lambda i: i % 5 == 1).map(lambda a: (a, a * 2), ["a"], ["a", "b"])
    assert epochs(rows.project(["b"])) == [expected]


def test_nothing_replaces_rows_that_all_fail(mode):
    mode(MODE.REPLACE)
    with pytest.raises(RuntimeError, match=r"All data is garbage and cannot be replaced\."):
        epochs(numbers(3, lambda i: True))
