"""Compiling decorators. Functions run eagerly here, with the same numbers."""

from functools import wraps

__all__ = ["ms_function", "ms_memory_recycle", "ms_class", "jit", "jit_class"]


def jit(fn=None, input_signature=None, hash_args=None, jit_config=None):
    """Decorator that compiles in the original; the function runs as it is here."""

    def decorate(func):
        @wraps(func)
        def staging_specialize(*args, **kwargs):
            return func(*args, **kwargs)

        return staging_specialize

    return decorate if fn is None else decorate(fn)


def ms_function(fn=None, input_signature=None, hash_args=None, jit_config=None):
    """The former name of `jit`."""
    return jit(fn, input_signature, hash_args, jit_config)


def jit_class(cls):
    """Mark a class for use inside compiled functions."""
    if not isinstance(cls, type):
        raise TypeError(f"Decorator jit_class can only be used for class type, but got {cls}.")
    cls.__ms_class__ = True
    return cls


ms_class = jit_class


def ms_memory_recycle():
    """Free what nothing refers to; arrays here go with their last reference."""
