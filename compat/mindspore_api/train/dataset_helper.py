"""Batches of a dataset for a training loop."""

from __future__ import annotations

from .. import _checkparam as validator

__all__ = ["DatasetHelper", "connect_network_with_dataset"]


class DatasetHelper:
    """Iterates over the batches of one epoch, as tuples of tensors."""

    def __init__(self, dataset, dataset_sink_mode=True, sink_size=-1, epoch_num=1):
        dataset_sink_mode = validator.check_bool(dataset_sink_mode)
        validator.check_is_int(sink_size)
        if sink_size < -1 or sink_size == 0:
            raise ValueError(
                f"The 'sink_size' must be -1 or positive, but got sink_size {sink_size}."
            )
        self._dataset = dataset
        self._size = sink_size if sink_size > 0 else dataset.get_dataset_size()
        self._sink = dataset_sink_mode
        self._iterator = dataset.create_tuple_iterator(num_epochs=epoch_num)

    def __iter__(self):
        return iter(self._iterator)

    def sink_size(self):
        """Batches of an epoch."""
        return self._size

    def types_shapes(self):
        """Dtypes and shapes of a batch."""
        return self._dataset.output_types(), self._dataset.output_shapes()

    def stop_send(self):
        """Nothing is sent ahead."""

    def continue_send(self):
        """Nothing is sent ahead."""

    def release(self):
        """Nothing is held."""


def connect_network_with_dataset(network, dataset_helper):
    """The network; batches are handed to it one by one."""
    return network
