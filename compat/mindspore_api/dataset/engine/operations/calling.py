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

    def end_epoch(self, epoch, step_in_epoch, step):
        """An epoch has ended."""
        self._call("epoch_end", epoch, step_in_epoch, step)

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


class Progress:
    """Where a running `map` stands, and what it calls there.

    Args:
        hooks (list of Hooks): what is called.
        repeats (int or inf): how often the rows of the `map` pass in an epoch of the pipeline.
    """

    def __init__(self, hooks, repeats):
        self.hooks, self._repeats = hooks, repeats
        self._passes = self._epoch = self._step_in_epoch = self._step = 0

    def begin_pass(self):
        """The rows start to pass; all but the first pass of an epoch go on with it."""
        if self._passes == 0:
            for hook in self.hooks:
                hook.begin()
        if self._passes % self._repeats == 0:
            self._epoch, self._step_in_epoch = self._epoch + 1, 0
            for hook in self.hooks:
                hook.begin_epoch(self._epoch, self._step)

    def end_pass(self):
        """All rows have passed."""
        self._passes += 1
        if self._passes % self._repeats == 0:
            for hook in self.hooks:
                hook.end_epoch(self._epoch, self._step_in_epoch, self._step)

    def begin_row(self):
        """A row comes."""
        self._step_in_epoch, self._step = self._step_in_epoch + 1, self._step + 1
        for hook in self.hooks:
            hook.begin_step(self._epoch, self._step_in_epoch, self._step)

    def end_row(self):
        """A row was handed on."""
        for hook in self.hooks:
            hook.end_step(self._epoch, self._step_in_epoch, self._step)
