"""Rows that wait for the program (`sync_wait`), rows sent to a device (`device_que`)."""

from __future__ import annotations

import threading

from .... import log as logger
from ...core.settings import settings
from ..iterators import TupleIterator
from ..node import Stage
from ..source import UnionBaseDataset


class BlockReleasePair:
    """A gate: rows pass while some are released, `release_func` releases more.

    Args:
        init_release_rows (int): rows that pass at the start of an epoch.
        callback (callable, optional): called with the data of each release. Default: None.

    Raises:
        ValueError: a number that is not positive.
    """

    def __init__(self, init_release_rows, callback=None):
        if isinstance(init_release_rows, int) and init_release_rows <= 0:
            raise ValueError("release_rows need to be greater than 0.")
        self.row_count = -init_release_rows
        self.cv = threading.Condition()
        self.callback = callback
        self.default_rows = init_release_rows
        self.disable = False

    def __deepcopy__(self, memo):
        return self

    def reset(self):
        """Back to the number of the start."""
        with self.cv:
            self.row_count = -self.default_rows
            self.cv.notify_all()

    def update_batched_size(self, batch_size):
        """Count batches of so many rows."""
        if isinstance(batch_size, int) and batch_size <= 0:
            raise ValueError("batch_size need to be greater than 0.")
        self.row_count *= batch_size
        self.default_rows *= batch_size

    def block_func(self):
        """Wait until a row may pass; after the configured time rows pass freely."""
        with self.cv:
            released = self.cv.wait_for(
                lambda: self.row_count < 0 or self.disable, timeout=settings.callback_timeout
            )
            if not released:
                logger.warning(
                    "Timeout happened in sync_wait, maybe dataset.sync_update(condition=...) is "
                    "not added after dataset.create_dict_iterator(...), now disabling lock."
                )
                self.disable = True
            self.row_count += 1
        return True

    def release_func(self, pass_rows=None, data=None):
        """Let rows pass, and tell the callback."""
        with self.cv:
            self.row_count -= self.default_rows if pass_rows is None else pass_rows
            if self.callback is not None:
                self.callback(data)
            self.cv.notify_all()

    def disable_lock(self):
        """Let all rows pass."""
        with self.cv:
            self.disable = True
            self.cv.notify_all()


class SyncWaitDataset(UnionBaseDataset):
    """Rows that wait for `sync_update`.

    Args:
        input_dataset (Dataset): where the rows come from.
        condition_name (str): name of the condition.
        num_batch (int): batches that do not wait at the start.
        callback (callable, optional): called with the data of an update. Default: None.

    Raises:
        RuntimeError: a name in use.
        ValueError: a number that is not positive.
    """

    def __init__(self, input_dataset, condition_name, num_batch, callback=None):
        super().__init__(children=input_dataset)
        self._condition_name = condition_name
        if isinstance(num_batch, int) and num_batch <= 0:
            raise ValueError("num_batch need to be greater than 0.")
        self._pair = BlockReleasePair(num_batch, callback)
        if condition_name in self.children[0].get_sync_notifiers():
            raise RuntimeError("Condition name is already in use.")

    def get_sync_notifiers(self):
        """{condition: function that lets rows go on}."""
        below = self.children[0].get_sync_notifiers()
        return {**below, self._condition_name: self._pair.release_func}

    def is_sync(self):
        """True."""
        return True

    def _waits(self):
        return True

    def update_sync_batch_size(self, batch_size):
        """Count batches of so many rows."""
        if isinstance(batch_size, int) and batch_size <= 0:
            raise ValueError("num_batch need to be greater than 0.")
        self._pair.update_batched_size(batch_size)

    def disable_sync(self):
        """Let rows go on without waiting."""
        self._pair.disable_lock()

    def _stage(self, run, child):
        self._pair.reset()
        return SyncWaitStage(child, self._pair if run.parallel else None)


class SyncWaitStage(Stage):
    """Rows that wait at a gate."""

    def __init__(self, child, gate):
        super().__init__(child.columns, child)
        self._gate = gate

    def rows(self):
        """Yields the rows of the next epoch."""
        for row in self.children[0].rows():
            if self._gate is not None:
                self._gate.block_func()
            yield row


class TransferDataset(UnionBaseDataset):
    """The rows of a dataset on their way to a device; here they wait for `get_data_info`.

    Args:
        input_dataset (Dataset): where the rows come from.
        send_epoch_end (bool): mark the ends of epochs. Default: True.
        create_data_info_queue (bool): also queue shapes and types. Default: False.
    """

    def __init__(self, input_dataset, send_epoch_end=True, create_data_info_queue=False):
        super().__init__(children=input_dataset)
        self.queue_name = f"queue_{id(self):x}"
        self.column_name = input_dataset.get_col_names()
        self._send_epoch_end, self._create_data_info_queue = send_epoch_end, create_data_info_queue
        self._iterator = None

    def _stage(self, run, child):
        return child

    def create_dict_iterator(self, num_epochs=-1, output_numpy=False):
        """Refused, as in MindSpore.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError("TransferDataset is not iterable.")

    def __iter__(self):
        raise RuntimeError("TransferDataset is not iterable.")

    def output_shapes(self):
        """Refused, as in MindSpore.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError("TransferDataset does not support obtaining output_shapes.")

    def output_types(self):
        """Refused, as in MindSpore.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError("TransferDataset does not support obtaining output_types.")

    def send(self, num_epochs=-1):
        """Start the pipeline."""
        self._iterator = TupleIterator(self.children[0], None, num_epochs, True)

    def stop_send(self):
        """Stop the pipeline."""
        if self._iterator is not None:
            self._iterator.stop()

    def continue_send(self):
        """Nothing to do: rows wait until somebody takes them."""

    def get_data_info(self):
        """Types and shapes of a row.

        Returns:
            (list of numpy.dtype, list of lists).
        """
        return self.children[0].output_types(), self.children[0].output_shapes()

    def get_mbuf_queue_size(self):
        """Rows waiting on a device: 0, there is none."""
        return 0

    def get_send_info(self):
        """What was sent: nothing is counted without a device."""
        return []

    def release(self):
        """Stop the pipeline."""
        self.stop_send()
