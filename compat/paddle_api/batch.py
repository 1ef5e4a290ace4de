"""Batches from a reader of samples."""

from __future__ import annotations

__all__ = ["batch"]


def batch(reader, batch_size, drop_last=False):
    """A reader of lists of `batch_size` samples."""

    def batch_reader():
        found = []
        for sample in reader():
            found.append(sample)
            if len(found) == batch_size:
                yield found
                found = []
        if not drop_last and found:
            yield found

    batch_size = int(batch_size)
    if batch_size <= 0:
        raise ValueError(
            f"batch_size should be a positive integeral value, but got batch_size={batch_size}"
        )
    return batch_reader
