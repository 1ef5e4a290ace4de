"""What runs static programs, as far as programs of dygraph mode name it."""

from __future__ import annotations

from contextlib import contextmanager

from compat._absent import absent_names

from .core import CPUPlace, CUDAPlace, Scope, is_compiled_with_cuda
from .static import refuse_static

__all__ = ["Executor", "global_scope", "scope_guard"]
_scope = Scope()


def global_scope():
    """The scope in use; dygraph mode keeps nothing in it."""
    return _scope


@contextmanager
def _scoped(scope):
    global _scope
    before, _scope = _scope, scope
    yield
    _scope = before


def scope_guard(scope):
    """A context in which another scope is the global one."""
    return _scoped(scope)


class Executor:
    """What runs static programs; here only empty ones, others raise NotImplementedError.

    Args:
        place (Place or None, default None): where.

    Example:
        >>> executor = fluid.Executor(fluid.CPUPlace())
        >>> executor.close()
    """

    def __init__(self, place=None):
        if place is None:
            place = CUDAPlace(0) if is_compiled_with_cuda() else CPUPlace()
        self.place = place

    def run(
        self,
        program=None,
        feed=None,
        fetch_list=None,
        feed_var_name="feed",
        fetch_var_name="fetch",
        scope=None,
        return_numpy=True,
        use_program_cache=False,
        return_merged=True,
        use_prune=False,
    ):
        """An empty list for a program without operators; raises NotImplementedError for others."""
        if fetch_list or feed:
            refuse_static("paddle.fluid.Executor.run")
        return []

    def close(self):
        """Nothing is held."""

    def infer_from_dataset(
        self,
        program=None,
        dataset=None,
        scope=None,
        thread=0,
        debug=False,
        fetch_list=None,
        fetch_info=None,
        print_period=100,
        fetch_handler=None,
    ):
        """Static programs are not run here."""
        refuse_static("paddle.fluid.Executor.infer_from_dataset")

    def train_from_dataset(
        self,
        program=None,
        dataset=None,
        scope=None,
        thread=0,
        debug=False,
        fetch_list=None,
        fetch_info=None,
        print_period=100,
        fetch_handler=None,
    ):
        """Static programs are not run here."""
        refuse_static("paddle.fluid.Executor.train_from_dataset")


__getattr__ = absent_names("paddle.fluid.executor", __name__)
