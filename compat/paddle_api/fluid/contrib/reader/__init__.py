"""Readers for several processes."""

from __future__ import annotations

import os

__all__ = ["distributed_batch_reader"]


def distributed_batch_reader(batch_reader):
    """The batches of this process, of as many as the launcher's variables say take part.

    Args:
        batch_reader (function): gives an iterator of batches.

    Returns:
        function: gives an iterator of batches.

    Raises:
        AssertionError: there are fewer batches than processes.

    Example:
        >>> reader = fluid.contrib.distributed_batch_reader(lambda: iter([[1], [2]]))
        >>> list(reader())
        [[1], [2]]
    """
    count = int(os.getenv("PADDLE_TRAINERS_NUM", "1"))
    number = int(os.getenv("PADDLE_TRAINER_ID", "0"))
    assert number < count

    def decorate_for_multi_process():
        mine = None
        for i, data in enumerate(batch_reader()):
            if i % count == number:
                mine = data
            if i % count == count - 1:
                assert mine is not None
                yield mine
                mine = None

    return decorate_for_multi_process
