"""Derivatives of functions of arrays, over the engine's protocol. They nest.

Functions take and return values (raw arrays or tracked ones); results of an outermost transform
are raw. There are no forward-mode rules: `jvp` differentiates a `vjp`, linear in its cotangent.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import Any

from ..contexts import with_value
from ..table import op
from .engine import engine

Function = Callable[..., Any]
_depth: ContextVar[int] = ContextVar("compat_transform_depth", default=0)


def _inside(function: Function, xs: Sequence[Any]) -> Any:
    """Its results; transforms called within know that theirs will be derived again."""
    return with_value(_depth, _depth.get() + 1, function, *xs)


def _nested(xs: Sequence[Any]) -> bool:
    e = engine()
    return _depth.get() > 0 or any(e.is_tracked(x) for x in xs)


def _several(results: Any) -> tuple[Any, ...]:
    return tuple(results) if isinstance(results, (tuple, list)) else (results,)


def _traced(function: Function, xs: Sequence[Any]) -> tuple[list[Any], Any]:
    """New leaves equal to `xs`, and the results of `function` for them."""
    leaves = [engine().leaf(x) for x in xs]
    return leaves, _inside(function, leaves)


def _released(results: Any, nested: bool) -> Any:
    """Results as the caller may keep them: without history unless it is derived again."""
    if nested:
        return results
    detach = engine().detach
    if isinstance(results, (tuple, list)):
        return tuple(detach(r) for r in results)
    return detach(results)


def value_and_grad(function: Function, positions: Sequence[int] = (0,)) -> Function:
    """A function that returns what `function` does and the gradients for those arguments.

    Several or non-scalar results count with their sum.
    """

    def call(*xs: Any) -> tuple[Any, list[Any]]:
        nested, args = _nested(xs), list(xs)
        for i in positions:
            args[i] = engine().leaf(xs[i])
        results = _inside(function, args)
        ys = _several(results)
        leaves = [args[i] for i in positions]
        found = engine().gradients(ys, [None] * len(ys), leaves, nested, False)
        return _released(results, nested), found

    return call


def grad(function: Function, positions: Sequence[int] = (0,)) -> Function:
    """A function that returns the gradients of `function` for those arguments."""
    both = value_and_grad(function, positions)
    return lambda *xs: both(*xs)[1]


def vjp(function: Function, *xs: Any) -> tuple[Any, Function]:
    """The results for `xs`, and the map from cotangents of them to those of `xs`."""
    nested = _nested(xs)
    leaves, results = _traced(function, xs)
    ys = _several(results)

    def pullback(*cotangents: Any) -> list[Any]:
        again = nested or _nested(cotangents)
        return engine().gradients(ys, cotangents, leaves, again, False)

    return _released(results, nested), pullback


def jvp(function: Function, xs: Sequence[Any], tangents: Sequence[Any]) -> tuple[Any, Any]:
    """The results for `xs`, and how they change when `xs` move along `tangents`."""
    nested = _nested([*xs, *tangents])
    leaves, results = _traced(function, xs)
    ys = _several(results)
    cotangents = [engine().leaf(_full(y, 0)) for y in ys]
    pulled = engine().gradients(ys, cotangents, leaves, True, False)
    pushed = engine().gradients(pulled, tangents, cotangents, nested, False)
    single = not isinstance(results, (tuple, list))
    return _released(results, nested), pushed[0] if single else tuple(pushed)


def jacobian(function: Function, x: Any) -> Any:
    """Derivatives of the one result of `function`: its shape followed by that of `x`."""
    nested = _nested([x])
    (leaf,), y = _traced(function, [x])
    sizes = op.shape_of(y)
    rows = [
        engine().gradients([y], [_unit(y, i)], [leaf], nested, False)[0]
        for i in range(math.prod(sizes))
    ]
    if not rows:
        return op.full((*sizes, *op.shape_of(x)), 0, op.dtype_of(x), op.device_of(x))
    return op.reshape(op.stack(rows, 0), (*sizes, *op.shape_of(x)))


def hvp(function: Function, xs: Sequence[Any], vectors: Sequence[Any]) -> list[Any]:
    """Product of the Hessian of the scalar `function` with `vectors`."""
    nested = _nested([*xs, *vectors])
    leaves, y = _traced(function, xs)
    slopes = engine().gradients([y], [None], leaves, True, False)
    return engine().gradients(slopes, vectors, leaves, nested, False)


def _full(x: Any, value: int) -> Any:
    return op.full(op.shape_of(x), value, op.dtype_of(x), op.device_of(x))


def _unit(y: Any, i: int) -> Any:
    """Zeros like `y` with a 1 at flat position `i`."""
    n = math.prod(op.shape_of(y))
    places = op.arange(0, n, 1, "int64", op.device_of(y))
    return op.reshape(op.astype(op.equal(places, i), op.dtype_of(y)), op.shape_of(y))
