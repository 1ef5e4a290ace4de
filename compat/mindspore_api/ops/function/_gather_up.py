"""Which private module each public one takes its functions from."""

from __future__ import annotations

from types import FunctionType


def take(namespace, names, *sources):
    """Put functions of `sources` into a public module and let them belong to it."""
    for name in names.split():
        for source in sources:
            value = vars(source).get(name)
            if isinstance(value, FunctionType):
                break
        else:
            raise ImportError(f"{namespace['__name__']}: no function {name!r} to take")
        if value.__module__.rpartition(".")[2].startswith("_"):
            value.__module__ = namespace["__name__"]
        namespace[name] = value
    namespace["__all__"] = [*namespace.get("__all__", ()), *names.split()]
