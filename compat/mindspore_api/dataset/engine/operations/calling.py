"""Callbacks of a `map`: who is called when."""

from __future__ import annotations

from ..errors import user_error


class RunContext:
    """Where a pipeline stands, for its callbacks."""

    def __init__(self, epoch, step_in_epoch, step):
        self.cur_epoch_num, self.cur_step_num_in_epoch, self.cur_step_num = (
            epoch, step_in_epoch, step,
        )  # fmt: skip


class Hooks:
    """What a running `map` calls: the methods that a callback has overridden.

    Args:
        step_size (int): rows from one call of a step to the next.
        functions (dict): {"begin", "epoch_begin", ...: function of a RunContext}.
    """

    def __init__(self, step_size, functions):
        self._step_size, self._functions = step_size, functions

    def begin(self):
        """A pipeline starts."""
        self._call("begin", 0, 0, 0)

    def begin_epoch(self, epoch, step):
        """An epoch starts."""
        self._call("epoch_begin", epoch, 0, step)

    def end_epoch(self, epoch, step):
        """An epoch has ended."""
        self._call("epoch_end", epoch, 0, step)

    def begin_step(self, epoch, step_in_epoch, step):
        """A row comes."""
        if (step_in_epoch - 1) % self._step_size == 0:
            self._call("step_begin", epoch, step_in_epoch, step)

    def end_step(self, epoch, step_in_epoch, step):
        """A row was handed on."""
        if (step_in_epoch - 1) % self._step_size == 0:
            self._call("step_end", epoch, step_in_epoch, step)

    def _call(self, name, *where):
        function = self._functions.get(name)
        if function is None:
            return
        try:
            function(RunContext(*where))
        except Exception as error:
            raise user_error(error) from error
