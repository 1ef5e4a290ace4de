"""Numbers of samples for one of several processes."""

from __future__ import annotations

import numpy as np

from ...fluid.dataloader.batch_sampler import (
    BatchSampler,
    check_batch_size,
    count_batches,
    in_batches,
)
from ...fluid.dygraph.parallel import ParallelEnv

__all__ = ["DistributedBatchSampler"]


class DistributedBatchSampler(BatchSampler):
    """Lists of numbers of samples, others for each process.

    dataset (Dataset, or anything with a length). batch_size (int). shuffle (bool, default False):
    in an order drawn from the number of the epoch, equal in all processes. drop_last (bool, default
    False): leave a last, smaller batch out. Numbers at the start are repeated so that all processes
    have as many. Raises AssertionError for arguments of other kinds.
    """

    def __init__(self, dataset, batch_size, shuffle=False, drop_last=False):
        self.dataset = dataset
        check_batch_size(batch_size)
        assert isinstance(shuffle, bool), "shuffle should be a boolean value"
        assert isinstance(drop_last, bool), "drop_last should be a boolean number"
        self.batch_size, self.shuffle, self.drop_last = batch_size, shuffle, drop_last
        environment = ParallelEnv()
        self.nranks, self.local_rank = environment.nranks, environment.local_rank
        self.epoch = 0
        self.num_samples = -(-len(dataset) // self.nranks)
        self.total_size = self.num_samples * self.nranks

    def __iter__(self):
        indices = np.arange(len(self.dataset)).tolist()
        indices += indices[: self.total_size - len(indices)]
        assert len(indices) == self.total_size
        if self.shuffle:
            np.random.RandomState(self.epoch).shuffle(indices)
            self.epoch += 1
        if self.nranks > 1:
            indices = self._own(indices)
        assert len(indices) == self.num_samples
        yield from in_batches(indices, self.batch_size, self.drop_last)

    def _own(self, indices):
        """Every `nranks`-th batch, and a share of what is left behind the last full round."""
        last = self.total_size % (self.batch_size * self.nranks)
        share, full = last // self.nranks, len(indices) - last
        step = self.batch_size * self.nranks
        found = []
        for i in range(self.local_rank * self.batch_size, full, step):
            found.extend(indices[i : i + self.batch_size])
        start = full + self.local_rank * share
        return found + indices[start : start + share]

    def __len__(self):
        return count_batches(self.num_samples, self.batch_size, self.drop_last)

    def set_epoch(self, epoch):
        """Draw the next order from this number."""
        self.epoch = epoch
