"""The list of iterators, and the pipeline that an iterator shows."""

import pytest

from compat.mindspore_api import dataset as ds
from compat.mindspore_api.dataset.engine.iterators import ITERATORS_LIST


def test_iterators_that_are_gone_are_not_listed():
    rows = ds.NumpySlicesDataset([1, 2])
    first, second = rows.create_tuple_iterator(), rows.create_dict_iterator()
    listed = [reference() for reference in ITERATORS_LIST]
    assert first in listed
    assert second in listed
    del listed, first
    listed = [reference() for reference in ITERATORS_LIST]
    assert None not in listed
    assert listed[-1] is second


def test_an_iterator_shows_a_copy_of_its_pipeline():
    rows = ds.NumpySlicesDataset([1, 2])
    batches = rows.batch(2)
    shown = batches.create_tuple_iterator().dataset
    assert type(shown) is type(batches)
    assert shown is not batches
    assert shown.children[0] is not rows
    assert shown.get_dataset_size() == 1


@pytest.mark.parametrize(("fast", "rest"), [(False, []), (True, [0, 1, 2])])
def test_reset_at_the_end_of_an_epoch(fast, rest):
    """With fast recovery the next epoch follows, without it the end of this one, as recorded."""
    before = ds.config.get_fast_recovery()
    ds.config.set_fast_recovery(fast)
    try:
        rows = ds.NumpySlicesDataset([0, 1, 2], shuffle=False)
        iterator = rows.create_tuple_iterator(num_epochs=2, output_numpy=True)
        for _ in range(3):
            next(iterator)
        iterator._reset(3, 1)
        assert [int(row[0]) for row in iterator] == rest
    finally:
        ds.config.set_fast_recovery(before)
