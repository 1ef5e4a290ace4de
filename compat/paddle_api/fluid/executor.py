"""What runs static programs, as far as programs of dygraph mode name it."""

from __future__ import annotations

from contextlib import contextmanager

from compat._absent import absent_names

from .core import Scope

__all__ = ["global_scope", "scope_guard"]
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


__getattr__ = absent_names("paddle.fluid.executor", __name__)
