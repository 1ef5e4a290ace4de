"""Compiling decorators and executors. Functions and networks run eagerly, with the same numbers."""

import inspect
from functools import wraps

from compat.core import op, state

from .. import _compiled_modes
from .. import log as logger
from ._jit_arguments import run_compiled

__all__ = ["ms_function", "ms_memory_recycle", "ms_class", "jit", "jit_class"]

cells_compile_cache = {}
ms_compile_cache = set()


def jit(fn=None, input_signature=None, hash_args=None, jit_config=None):
    """Decorator of functions that MindSpore compiles; here they run as they are.

    Args:
        fn (function or None, default None): the function; None makes a decorator.
        input_signature (Tensor or tuple of Tensor or None, default None): of the compiler; no
            effect here.
        hash_args (any, default None): of the compiler; no effect here.
        jit_config (JitConfig or None, default None): of the compiler; no effect here.

    Returns:
        function.

    Raises:
        TypeError: `fn` is no function.

    Example:
        >>> @ms.jit
        ... def double(x):
        ...     return x + x
        >>> print(double(Tensor([1.0])))
        [2.]
    """

    def decorate(func):
        modes = {}

        @wraps(func)
        def staging_specialize(*args, **kwargs):
            def run():
                return _compiled_modes.run_function(modes, func, func, args, kwargs)

            return run_compiled(func, args, kwargs, run)

        return staging_specialize

    return decorate if fn is None else decorate(fn)


def ms_function(fn=None, input_signature=None, hash_args=None, jit_config=None):
    """The former name of `jit`."""
    logger.warning(
        "'mindspore.ms_function' will be deprecated and removed in a future version. "
        "Please use 'mindspore.jit' instead."
    )
    return jit(fn=fn, input_signature=input_signature, hash_args=hash_args, jit_config=jit_config)


def _mark_class(decorator, cls):
    if not inspect.isclass(cls):
        raise TypeError(f"Decorator {decorator} can only be used for class type, but got {cls}.")
    if getattr(cls, "_is_cell", False):
        raise TypeError(
            f"Decorator {decorator} is used for user-defined classes and cannot be used for "
            f"nn.Cell: {cls}."
        )
    cls.__ms_class__ = True
    return cls


def jit_class(cls):
    """Mark a class for use inside compiled functions."""
    return _mark_class("jit_class", cls)


def ms_class(cls):
    """The former name of `jit_class`."""
    logger.warning(
        "'mindspore.ms_class' will be deprecated and removed in a future version. "
        "Please use 'mindspore.jit_class' instead."
    )
    return _mark_class("ms_class", cls)


def ms_memory_recycle():
    """Forget compiled networks, of which there are none; arrays go with their last reference."""
    cells_compile_cache.clear()
    ms_compile_cache.clear()


def _add_flags(fn=None, **flags):
    """Note flags on a function."""

    def decorate(function):
        function._func_graph_flags = {**getattr(function, "_func_graph_flags", {}), **flags}
        return function

    return decorate if fn is None else decorate(fn)


def _core(fn=None, **flags):
    """Note flags on a function of the framework."""
    return _add_flags(fn, core=True, **flags)


def _no_recursive(callable_obj):
    """Note that a function is not compiled on its own."""
    return _add_flags(callable_obj, no_recursive=True)


class _CellGraphExecutor:
    """Stands for the compiler of networks."""

    def compile(self, obj, *args, **kwargs):
        """Run the network once, which is what shows its mistakes here."""
        kwargs.pop("do_convert", None)
        kwargs.pop("phase", None)
        obj(*args, **kwargs)
        return getattr(obj, "phase", ""), True

    def __call__(self, obj, *args, phase=""):
        return obj(*args)

    def del_net_res(self, obj, net_id):
        """Nothing is kept for networks."""


class _PyNativeExecutor:
    """Stands for the eager executor."""

    def sync(self):
        """Wait until everything has been computed."""
        op.synchronize(state.device())


_cell_graph_executor = _CellGraphExecutor()
_pynative_executor = _PyNativeExecutor()
