"""Which side does what in the operations of one `map`."""

from __future__ import annotations

import copy

from .failure import OperationError
from .operation import Implementation, Operation
from .transforms import Compose


def settle(operations):
    """The operations of a `map` in one list, each with its side chosen.

    Operations that have two sides follow the one before them: Pillow's behind an operation of the
    Python side, the C++ side's otherwise. Raises RuntimeError for a mixture of old and unified
    operations, and for arguments that only the C++ side refuses.
    """
    flat = Compose.decompose(operations)
    ours = [op for op in flat if isinstance(op, Operation)]
    if len({getattr(op, "legacy", False) for op in ours}) > 1:
        raise RuntimeError(
            "Mixing old legacy c/py_transforms and new unified transforms is not allowed."
        )
    settled, previous = [], Implementation.C
    for op in flat:
        if getattr(op, "implementation", Implementation.C) is None:
            op = copy.copy(op)
            op.implementation = previous
        previous = getattr(op, "implementation", Implementation.C)
        if previous == Implementation.C and hasattr(op, "parse"):
            try:
                op.parse()
            except OperationError as error:
                raise RuntimeError(str(error)) from error
        settled.append(op)
    return settled
