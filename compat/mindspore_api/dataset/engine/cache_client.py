"""`DatasetCache`: rows kept in the memory of the process."""

from __future__ import annotations

import copy

from ..core.validator_helpers import (
    check_pos_int32,
    check_pos_uint32,
    check_positive,
    check_uint64,
    check_value,
    type_check,
)

_MEGABYTE = 2**20


class CacheStatistics:
    """How many rows a cache holds, and their mean size in bytes."""

    def __init__(self, rows, size):
        self.num_mem_cached, self.num_disk_cached = rows, 0
        self.avg_cache_sz = size // rows if rows else 0


class DatasetCache:
    """Keeps the rows of a dataset, or of a `map`, from the first epoch on.

    There is no server: the rows stay in the process, and no host or port is connected to.

    Args:
        session_id (int): a number for the cache.
        size (int): most megabytes to keep. Default: 0, all.
        spilling (bool): no effect, nothing is written to disk. Default: False.
        hostname (str, optional): no effect. Default: None.
        port (int, optional): no effect. Default: None.
        num_connections (int, optional): no effect. Default: None.
        prefetch_size (int, optional): no effect. Default: None.

    Raises:
        ValueError: `session_id` or a number is out of range.

    Example:
        >>> cache = ds.DatasetCache(session_id=1)
    """

    def __init__(
        self, session_id, size=0, spilling=False, hostname=None, port=None, num_connections=None,
        prefetch_size=None,
    ):  # fmt: skip
        check_pos_uint32(session_id, "session_id")
        type_check(size, (int,), "size")
        if size != 0:
            check_positive(size, "size")
            check_uint64(size, "size")
        type_check(spilling, (bool,), "spilling")
        if hostname is not None:
            type_check(hostname, (str,), "hostname")
        if port is not None:
            type_check(port, (int,), "port")
            check_value(port, (1025, 65535), "port")
        if num_connections is not None:
            check_pos_int32(num_connections, "num_connections")
        if prefetch_size is not None:
            check_pos_int32(prefetch_size, "prefetch_size")
        self.session_id, self.size, self.spilling = session_id, size, spilling
        self.hostname, self.port = hostname, port
        self.num_connections, self.prefetch_size = num_connections, prefetch_size
        self._rows, self._bytes = {}, 0

    def __deepcopy__(self, memo):
        return self

    def get_stat(self):
        """What the cache holds.

        Returns:
            CacheStatistics, with num_mem_cached, num_disk_cached and avg_cache_sz.
        """
        return CacheStatistics(len(self._rows), self._bytes)

    def find(self, key):
        """A copy of the row kept under a key, or None."""
        row = self._rows.get(key)
        return None if row is None else _copied(row)

    def keep(self, key, row):
        """Keep a copy of a row, as long as there is room."""
        size = sum(getattr(value, "nbytes", 0) for value in row)
        if key in self._rows or (self.size and self._bytes + size > self.size * _MEGABYTE):
            return
        self._bytes += size
        self._rows[key] = _copied(row)

    def holds(self, count):
        """Whether the rows 0 to `count` - 1 are all kept."""
        return all(k in self._rows for k in range(count))


def _copied(row):
    return tuple(copy.deepcopy(value) for value in row)
