"""Decorators that keep the signature of what they wrap."""

from __future__ import annotations

import contextlib
from functools import wraps

__all__ = ["wrap_decorator", "signature_safe_contextmanager"]


def wrap_decorator(decorator_func):
    """The decorator with the signature of the decorated function kept."""

    def decorate(func):
        @wraps(func)
        def call(*args, **kwargs):
            return decorator_func(func)(*args, **kwargs)

        return call

    return decorate


signature_safe_contextmanager = wrap_decorator(contextlib.contextmanager)
