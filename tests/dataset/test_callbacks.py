"""When callbacks of `map` are called, as recorded from MindSpore 2.0.0."""

import pytest

from compat.mindspore_api import dataset as ds


def calls_of(before, after, step_size=1):
    """{method: [(epoch, step in the epoch, step), ...]} of two epochs over two rows."""
    seen = {}

    def recorder(name):
        def call(self, where):
            seen.setdefault(name, []).append(
                (where.cur_epoch_num, where.cur_step_num_in_epoch, where.cur_step_num)
            )

        return call

    names = ("begin", "epoch_begin", "epoch_end", "step_begin", "step_end")
    callback = type("Watch", (ds.DSCallback,), {f"ds_{n}": recorder(n) for n in names})(step_size)
    rows = ds.NumpySlicesDataset([1, 2], shuffle=False).repeat(before)
    rows = rows.map(lambda a: a, ["column_0"], callbacks=[callback], num_parallel_workers=1)
    iterator = rows.repeat(after).create_tuple_iterator(num_epochs=2, output_numpy=True)
    for _ in range(2):
        list(iterator)
    return seen


def test_epochs_and_steps():
    steps = [(1, 1, 1), (1, 2, 2), (2, 1, 3), (2, 2, 4)]
    assert calls_of(1, 1) == {
        "begin": [(0, 0, 0)],
        "epoch_begin": [(1, 0, 0), (2, 0, 2)],
        "epoch_end": [(1, 2, 2), (2, 2, 4)],
        "step_begin": steps,
        "step_end": steps,
    }


@pytest.mark.parametrize(("before", "after"), [(2, 1), (1, 2)])
def test_repeats_belong_to_an_epoch(before, after):
    """Those behind the `map` as well."""
    seen = calls_of(before, after)
    assert seen["epoch_begin"] == [(1, 0, 0), (2, 0, 4)]
    assert seen["epoch_end"] == [(1, 4, 4), (2, 4, 8)]
    assert seen["step_end"] == [(1 + k // 4, 1 + k % 4, 1 + k) for k in range(8)]


def test_a_size_of_steps():
    assert calls_of(1, 1, 2)["step_end"] == [(1, 1, 1), (2, 1, 3)]


def test_no_epochs_are_refused():
    with pytest.raises(RuntimeError, match="num_epochs should be either -1 or positive integer"):
        ds.NumpySlicesDataset([1]).create_tuple_iterator(num_epochs=0)
