"""What registering a hook of a Cell returns."""

import weakref


class HookHandle:
    """Takes the hook out again with `remove()`."""

    def __init__(self, hook_cell=None, hook_key=-1, hook_type=""):
        self._hook_cell = None if hook_cell is None else weakref.ref(hook_cell)
        self._hook_key = hook_key
        self._hook_type = hook_type

    def remove(self):
        """Take the hook out; nothing happens the second time."""
        cell = self._hook_cell() if self._hook_cell is not None else None
        if cell is not None:
            getattr(cell, self._hook_type, {}).pop(self._hook_key, None)
