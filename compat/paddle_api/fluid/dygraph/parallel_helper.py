"""Whether several processes train together: they do not."""

from __future__ import annotations


def _is_data_parallel_mode():
    return False


def _broadcast_parameters(parameters):
    """Parameters are the same on the only process."""
