"""Whether several processes train together, and what they must share."""

from __future__ import annotations

from ....core import processes


def _is_data_parallel_mode():
    return processes.world().size > 1


def _broadcast_parameters(parameters):
    """Parameters that are trained take the values they have in the first process."""
    for parameter in parameters:
        if parameter.trainable:
            parameter._set(processes.broadcast(parameter._value, 0))
