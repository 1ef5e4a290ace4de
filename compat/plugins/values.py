"""What plugins say about the operands of a call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..core.contract import PRIMITIVES
from ..core.contract.marker import Primitive


class RawSlots:
    """Shape, dtype, finiteness of raw arrays, asked of the backend directly and so unseen by
    plugins.
    """

    def __init__(self, registry: Any) -> None:
        self._registry = registry

    def __getattr__(self, name: str) -> Any:
        implementations = getattr(self._registry.hook, name).get_hookimpls()
        own = [i for i in implementations if not (i.wrapper or i.hookwrapper)]
        function = own[-1].function
        setattr(self, name, function)
        return function


def operands(p: Primitive, arguments: Mapping[str, Any]) -> Iterator[Any]:
    """The arrays among the arguments of a call; Python scalars left out."""
    for name in p.operands:
        value = arguments[name]
        for x in value if p.sequence else (value,):
            if not isinstance(x, (bool, int, float, complex)):
                yield x


def results(p: Primitive, value: Any) -> tuple[Any, ...]:
    """The arrays a call returned."""
    if p.results == 0:
        return ()
    return (value,) if p.results == 1 else tuple(value)


def primitive(name: str) -> Primitive:
    """The contract's entry of a hook."""
    return PRIMITIVES[name]
