"""Markers of the backend contract: what a primitive is and how a plugin implements one."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar, overload

import pluggy

PROJECT = "compat"
Array = Any
"""An array of the selected backend's library; an operand that a gradient may flow through."""
Arrays = Iterable[Any]
"""A sequence of arrays, each of them an operand."""

F = TypeVar("F", bound=Callable[..., Any])
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@dataclass(frozen=True)
class Primitive:
    """What the core knows of one hook: its parameters and which of them are operands."""

    name: str
    group: str
    parameters: tuple[str, ...]
    operands: tuple[str, ...]
    sequence: bool
    """The first parameter is a sequence of arrays."""
    constant: bool
    """No gradient flows through the result."""
    default: bool
    """Has a composition in `compat.core.defaults`."""
    results: int
    """Number of arrays returned; 0 stands for something other than arrays."""
    differentiable_results: tuple[int, ...]
    """Positions of the results a gradient flows through."""


@overload
def primitive(function: F) -> F: ...


@overload
def primitive(
    *,
    constant: bool = False,
    default: bool = False,
    results: int = 1,
    differentiable_results: tuple[int, ...] = (0,),
) -> Callable[[F], F]: ...


def primitive(
    function: F | None = None,
    *,
    constant: bool = False,
    default: bool = False,
    results: int = 1,
    differentiable_results: tuple[int, ...] = (0,),
) -> Any:
    """Mark a function without body as a hook of the contract.

    constant: the result carries no gradient. default: `compat.core.defaults` has a composition for
    backends without a kernel of their own. results: how many arrays come back; 0 for other values.
    differentiable_results: which of several results a gradient flows through.
    """

    def mark(function: F) -> F:
        parameters = tuple(inspect.signature(function).parameters.values())
        kinds = [str(p.annotation) for p in parameters]
        operands = tuple(
            p.name for p, k in zip(parameters, kinds, strict=True) if k in ("Array", "Arrays")
        )
        names = tuple(p.name for p in parameters)
        if operands != names[: len(operands)]:
            raise TypeError(f"{function.__name__}: array operands come first")
        function.__compat__ = Primitive(  # type: ignore[attr-defined]
            name=function.__name__,
            group=function.__module__.rpartition(".")[2],
            parameters=names,
            operands=operands,
            sequence="Arrays" in kinds,
            constant=constant or not operands or results == 0,
            default=default,
            results=results,
            differentiable_results=differentiable_results,
        )
        return hookspec(firstresult=True)(function)

    return mark if function is None else mark(function)


@overload
def implements(function: F, /) -> F: ...


@overload
def implements(
    *, native: Callable[..., Any] | None = None, fast_binary: Callable[..., Any] | None = None
) -> Callable[[F], F]: ...


def implements(
    function: F | None = None,
    /,
    *,
    native: Callable[..., Any] | None = None,
    fast_binary: Callable[..., Any] | None = None,
) -> Any:
    """Mark a backend's function as its implementation of the hook of the same name.

    A trailing underscore is dropped, so `sum_` implements `sum` and the builtin stays usable.
    native: a callable of the library that does the same. Where nothing wraps the primitive it fills
    the slot of the call table, and a call has no Python in between.
    fast_binary: for a function of two operands, a callable of the library that does the same for
    two arrays, or raises; then the function is called. The tape tries it first.
    """

    def mark(function: F) -> F:
        if native is not None:
            function.__native__ = native  # type: ignore[attr-defined]
        if fast_binary is not None:
            function.__fast_binary__ = fast_binary  # type: ignore[attr-defined]
        return hookimpl(specname=function.__name__.rstrip("_"))(function)

    return mark if function is None else mark(function)


def default(function: F) -> F:
    """Mark a composition over `op` that serves when the backend has nothing of its own."""
    return hookimpl(trylast=True, specname=function.__name__.rstrip("_"))(function)


def primitives_of(module: ModuleType) -> list[Primitive]:
    """The primitives a contract module declares, in the order of their declaration."""
    found = (getattr(value, "__compat__", None) for value in vars(module).values())
    return [p for p in found if isinstance(p, Primitive)]
