"""What an operation of a pipeline is: eager when called, plain in workers, seeded per worker."""

from __future__ import annotations

import copy
from enum import IntEnum

from compat.core.data.streams import MT32

from ..core.settings import fresh_seed


class Implementation(IntEnum):
    """Where MindSpore implements an operation: in C++ or in Python."""

    C = 0
    PY = 1


class Operation:
    """Base of the operations on columns.

    A subclass implements `execute`, and `check` if MindSpore refuses bad input of an eager call
    with a message of its own. A random one sets `random = True` and draws from `self.stream`. One
    that holds others overrides `seeded` to seed these, too.
    """

    random = False
    parallel = True  # False: all work is Python's, threads of workers do not pay
    pointwise = False  # the same to every value of a picture, but for the order of channels
    python = False  # True: Pillow or NumPy on the Python side; random numbers are Python's
    implementation = Implementation.C
    _stream = None

    def __call__(self, *columns):
        self.check(*columns)
        return self.execute(*columns)

    def check(self, *columns):
        """Refuse the input of an eager call."""

    def execute(self, *columns):
        """One row's columns -> an array, or a tuple of arrays; arguments are not checked.

        Raises `engine.errors.OperationError` for input that MindSpore's C++ refuses.
        """
        raise NotImplementedError(f"{type(self).__name__}.execute")

    @property
    def stream(self):
        """The engine of a random operation; an eager one starts at the seed of its first use."""
        if self._stream is None:
            self._stream = MT32(fresh_seed())
        return self._stream

    def seeded(self, seed):
        """A copy for one worker whose stream starts at `seed`; a deterministic one is shared."""
        if not self.random:
            return self
        made = copy.copy(self)
        made._stream = MT32(seed)
        return made
