"""The settings of parallel training as an object."""

from .. import _parallel_context as settings

_FUNCTION = "For 'set_auto_parallel_context().set_all_reduce_fusion_split_indices', "


class _AutoParallelContext:
    """`get_<setting>()`, `set_<setting>(value)` for every setting; how gradients are fused."""

    def __init__(self):
        self._splits = {}

    def __getattr__(self, name):
        verb, _, key = name.partition("_")
        if verb == "get" and key in settings._settings:
            return lambda: settings.get_auto_parallel_context(key)
        if verb == "set" and key in settings._settings:
            return lambda value: settings.set_auto_parallel_context(**{key: value})
        raise AttributeError(f"auto_parallel_context() has no attribute {name!r}")

    def set_all_reduce_fusion_split_indices(self, indices, group=""):
        """Where the gradients to be reduced are cut into groups; told, without effect alone."""
        if not indices:
            raise ValueError(f"{_FUNCTION}the argument 'indices' can not be empty")
        if not isinstance(indices, list):
            raise TypeError(
                f"{_FUNCTION}the argument 'indices' must be list, "
                f"but got the type : {type(indices)} ."
            )
        for index in indices:
            if not isinstance(index, int) or isinstance(index, bool):
                raise TypeError(
                    f"{_FUNCTION}the argument 'index' must be int, "
                    f"but got the type : {type(index)} ."
                )
        if len(set(indices)) != len(indices):
            raise ValueError("The indices has duplicate elements")
        if sorted(indices) != indices:
            raise ValueError(
                f"{_FUNCTION}the elements in argument 'indices' must be sorted in ascending order"
            )
        self._splits[group] = indices

    def get_all_reduce_fusion_split_indices(self, group=""):
        """What was set for a group."""
        return self._splits.get(group, [])

    def reset(self):
        """Back to the defaults."""
        self._splits.clear()
        settings.reset_auto_parallel_context()


_context = _AutoParallelContext()


def auto_parallel_context():
    """The object that holds the settings of parallel training.

    Returns:
        object with a getter and a setter for each.

    Example:
        >>> ms.parallel._auto_parallel_context.auto_parallel_context().get_parallel_mode()
        'stand_alone'
    """
    return _context
