"""Numbers of samples, batch by batch."""

from __future__ import annotations

import numpy as np

from .dataset import Dataset

__all__ = ["BatchSampler"]


class BatchSampler:
    """Lists of numbers of samples.

    dataset (Dataset, default None): numbers are those of its samples. indices (list or tuple,
    default None): numbers given in its place. shuffle (bool, default False): in an order that
    NumPy's global generator draws for each pass; the list is shuffled in place. batch_size (int,
    default 1). drop_last (bool, default False): leave a last, smaller batch out. Raises
    AssertionError for arguments of other kinds.
    """

    def __init__(self, dataset=None, indices=None, shuffle=False, batch_size=1, drop_last=False):
        if dataset is None:
            assert indices is not None, "either dataset or indices should be set"
            assert isinstance(indices, (list, tuple)), (
                f"indices should be a list or tuple, but got {type(indices)}"
            )
            self.indices = indices
        else:
            assert isinstance(dataset, Dataset), (
                "dataset should be an instance of paddle.io.Dataset"
            )
            assert indices is None, "should not set both dataset and indices"
            self.indices = list(range(len(dataset)))
        check_batch_size(batch_size)
        assert isinstance(shuffle, bool), (
            f"shuffle should be a boolean value, but got {type(shuffle)}"
        )
        assert isinstance(drop_last, bool), (
            f"drop_last should be a boolean value, but got {type(drop_last)}"
        )
        self.batch_size, self.shuffle, self.drop_last = batch_size, shuffle, drop_last

    def __iter__(self):
        if self.shuffle:
            np.random.shuffle(self.indices)
        yield from in_batches(self.indices, self.batch_size, self.drop_last)

    def __len__(self):
        return count_batches(len(self.indices), self.batch_size, self.drop_last)


def check_batch_size(batch_size):
    """Raises AssertionError for anything but a positive integer."""
    text = f"batch_size should be a positive integer, but got {batch_size}"
    assert isinstance(batch_size, int), text
    assert batch_size > 0, text


def in_batches(numbers, batch_size, drop_last):
    """Lists of `batch_size` numbers."""
    found = []
    for number in numbers:
        found.append(number)
        if len(found) == batch_size:
            yield found
            found = []
    if found and not drop_last:
        yield found


def count_batches(count, batch_size, drop_last):
    """How many lists `in_batches` gives."""
    return count // batch_size if drop_last else -(-count // batch_size)
