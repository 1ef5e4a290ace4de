"""Functions with a derivative to check: each primitive, each operand, the awkward parameters.

Inputs stay away from kinks; those have tests by name in test_conventions.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from compat.core import op, state


class Case(NamedTuple):
    primitive: str
    label: str
    function: Callable[..., Any]
    xs: tuple[np.ndarray, ...]
    order: int = 2
    tolerance: float = 1e-7


BINARY = (
    *("add", "subtract", "multiply", "divide", "atan2"),
    *("maximum", "minimum", "remainder", "fmod"),
)
CASES: list[Case] = []


def add(primitive, label, function, *xs, order=2, tolerance=1e-7):
    CASES.append(Case(primitive, label, function, xs, order, tolerance))


def to_values(xs, dtype=None):
    """NumPy arrays as arrays of the backend under test."""
    return [op.asarray(x, dtype or str(x.dtype), state.device()) for x in xs]


def normal(*shape, seed=0):
    return np.random.default_rng([seed, *shape]).standard_normal(shape)


def within(low, high, *shape, seed=0):
    return np.random.default_rng([seed, *shape]).uniform(low, high, shape)


def apart(*shape, seed=0):
    """Distinct values at least 0.5 apart, none within 0.2 of 0."""
    n = int(np.prod(shape))
    values = (np.arange(n) - n // 2) * 0.5 + 0.22
    return np.random.default_rng([seed, n]).permutation(values).reshape(shape)


def waves(*shape, seed=0):
    return normal(*shape, seed=seed) + 1j * normal(*shape, seed=seed + 1)


def index(values):
    return op.asarray(np.asarray(values), "int64", state.device())


def _unary():
    anywhere = "exp expm1 sin cos atan sinh cosh tanh asinh sigmoid erf erfc negative copy"
    for name in anywhere.split():
        add(name, "", lambda x, name=name: getattr(op, name)(x), normal(2, 3))
    for name in ["sqrt", "rsqrt", "log", "log2", "log10", "log1p", "lgamma"]:
        add(name, "", lambda x, name=name: getattr(op, name)(x), within(0.5, 3, 2, 3))
    for name in ["asin", "acos", "atanh", "erfinv", "tan"]:
        add(name, "", lambda x, name=name: getattr(op, name)(x), within(-0.7, 0.7, 2, 3))
    add("acosh", "", lambda x: op.acosh(x), within(1.5, 3, 5))
    add("abs", "", lambda x: op.abs(x), apart(2, 3))
    add("real", "of real", lambda x: op.real(x), normal(3))
    add("imag", "of real", lambda x: op.imag(x), normal(3))
    add("conj", "of real", lambda x: op.conj(x), normal(3))
    for n in (0, 1, 2):
        add("polygamma", f"{n}", lambda x, n=n: op.polygamma(x, n), within(0.8, 3, 4), order=1)
    add("lgamma", "negative", lambda x: op.lgamma(x), within(-0.7, -0.3, 4))


def _unary_complex():
    entire = "exp sin cos sinh cosh tanh negative conj real imag abs sqrt log tan"
    for name in entire.split():
        add(name, "complex", lambda x, name=name: getattr(op, name)(x), waves(2, 3) + 0.3)


def _binary():
    for name in [
        "add",
        "subtract",
        "multiply",
        "divide",
        "atan2",
        "maximum",
        "minimum",
        "remainder",
        "fmod",
    ]:
        for left, right in (((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 1, 3), (4, 1)), ((), (2,))):
            x1, x2 = apart(*left) * 1.1, apart(*right, seed=1) + 0.61
            if name in ("remainder", "fmod"):
                x1 = within(1.5, 1.9, *left)  # quotients between 1.1 and 1.9, away from the jumps
                x2 = np.sign(x2) * within(1.0, 1.3, *right)
            label = f"{left}{right}"
            add(name, label, lambda a, b, n=name: getattr(op, n)(a, b), x1, x2)
        for value in (2.0, -1.3):
            if name == "atan2":
                continue
            x = within(1.5, 2.2, 2, 3) if name in ("remainder", "fmod") else apart(2, 3) + 0.13
            add(name, f"x,{value}", lambda a, n=name, v=value: getattr(op, n)(a, v), x)
            add(name, f"{value},x", lambda a, n=name, v=value: getattr(op, n)(v, a), x)
    add("multiply", "by itself", lambda x: op.multiply(x, x), normal(3))
    add("pow", "", lambda a, b: op.pow(a, b), within(0.5, 2, 2, 3), normal(3))
    for value in (0, 1, 2, 3.0, -1.5, 0.5):
        add("pow", f"x,{value}", lambda a, v=value: op.pow(a, v), within(0.5, 2, 2, 3))
    add("pow", "2,x", lambda a: op.pow(2.0, a), normal(2, 3))
    add("pow", "negative base", lambda a: op.pow(a, 3.0), -within(0.5, 2, 3))
    for name in ("add", "subtract", "multiply", "divide"):
        x1, x2 = waves(2, 3), waves(3, seed=5) + 0.5
        add(name, "complex", lambda a, b, n=name: getattr(op, n)(a, b), x1, x2)
    add("multiply", "complex scalar", lambda a: op.multiply(a, 1.5), waves(3))
    add("pow", "complex", lambda a: op.pow(a, 2.0), waves(3) + 0.4)
    add("complex", "", lambda a, b: op.complex(a, b), normal(2, 3), normal(3))
    held = np.array([[True, False, True]])
    add("where", "", lambda a, b: op.where(_bool(held), a, b), normal(2, 3), normal(2, 1))
    add("where", "x,0", lambda a: op.where(_bool(held), a, 0.0), normal(3))


def _bool(x):
    return op.asarray(x, "bool", state.device())


def _conversion():
    add("astype", "complex", lambda x: op.astype(x, "complex128"), normal(3))
    add("astype", "same", lambda x: op.astype(x, "float64"), normal(3))
    add("to_device", "", lambda x: op.to_device(x, state.device()), normal(3))


def _reduction():
    for axis in ((0,), (1, 2), (0, 1, 2), ()):
        for keep in (False, True):
            for name in ["sum", "mean", "max", "min", "logsumexp", "prod"]:
                add(
                    name,
                    f"{axis}{keep}",
                    lambda x, n=name, a=axis, k=keep: getattr(op, n)(x, a, k),
                    apart(2, 3, 2) * 0.4,
                    tolerance=1e-6 if name == "prod" else 1e-7,
                )
    add("sum", "complex", lambda x: op.sum(x, (1,), False), waves(2, 3))
    add("prod", "complex", lambda x: op.prod(x, (1,), False), waves(2, 3))
    for axis in (0, 1):
        for name in ("cumulative_sum", "cumulative_prod"):
            add(name, f"{axis}", lambda x, n=name, a=axis: getattr(op, n)(x, a), normal(5, 3))
        add("cumulative_max", f"{axis}", lambda x, a=axis: op.cumulative_max(x, a)[0], apart(3, 4))
    add("cumulative_prod", "third", lambda x: op.cumulative_prod(x, 0), normal(3), order=3)


def _shape():
    x = normal(2, 3, 4)
    add("reshape", "", lambda x: op.reshape(x, (4, 6)), x)
    add("permute_dims", "", lambda x: op.permute_dims(x, (2, 0, 1)), x)
    add("broadcast_to", "", lambda x: op.broadcast_to(x, (5, 2, 3)), normal(2, 1))
    add("broadcast_to", "scalar", lambda x: op.broadcast_to(x, (2, 3)), normal())
    add("concat", "", lambda a, b: op.concat([a, b], 1), normal(2, 3), normal(2, 2))
    add("concat", "repeated", lambda a: op.concat([a, a], 0), normal(2, 3))
    add("stack", "", lambda a, b: op.stack([a, b], 1), normal(2, 3), normal(2, 3, seed=2))
    add("flip", "", lambda x: op.flip(x, (0, 2)), x)
    add("tile", "", lambda x: op.tile(x, (2, 1, 3)), x)
    add("pad", "constant", lambda x: op.pad(x, ((1, 2), (0, 3)), "constant", 1.5), normal(2, 3))
    widths = ((1, 0), (2, 1), (0, 0))
    for mode in ("reflect", "symmetric", "edge", "wrap"):
        add("pad", mode, lambda x, m=mode: op.pad(x, widths, m, None), normal(2, 3, 2))
    cut = ((0, 3, 1), (2, -1, 4), (1, -2, 2))
    add("strided_slice", "", lambda x: op.strided_slice(x, *cut), normal(2, 4, 5))
    add(
        "strided_update",
        "",
        lambda x, u: op.strided_update(x, u, *cut),
        normal(2, 4, 5),
        normal(2, 2, 2),
    )


def _indexing():
    x = normal(3, 4, 2)
    places = [[0, 1], [1, 1]]
    for axis in (0, 1, 2):
        add("take", f"{axis}", lambda x, a=axis: op.take(x, index(places), a), x)
    add("take", "scalar index", lambda x: op.take(x, index(1), 1), x)
    along = [[[0, 1]], [[2, 2]]]
    add("take_along_axis", "", lambda x: op.take_along_axis(x, index([[[0, 3], [1, 3]]] * 3), 1), x)
    add("take_along_axis", "broadcast", lambda x: op.take_along_axis(x, index(along), 0), x)
    add(
        "take_along_axis",
        "operand broadcast",
        lambda x: op.take_along_axis(x, index([[0, 2], [1, 1]]), 1),
        normal(1, 3),
    )
    single = [[2, 0], [1, 2]]
    for reduce in ("set", "add"):
        add(
            "put_along_axis",
            reduce,
            lambda x, u, r=reduce: op.put_along_axis(x, index(single), u, 0, r),
            normal(3, 3),
            normal(2, 2),
        )
    add(
        "put_along_axis",
        "repeated",
        lambda x, u: op.put_along_axis(x, index([[0, 0, 1]]), u, 1, "add"),
        normal(2, 3),
        normal(1, 3),
    )
    add("gather_nd", "", lambda x: op.gather_nd(x, index([[0, 1], [0, 1], [2, 3]])), x)
    add("gather_nd", "full", lambda x: op.gather_nd(x, index([[[0, 1, 1]], [[2, 0, 0]]])), x)
    for reduce, rows in (("set", [[0], [2]]), ("add", [[1], [1]]), ("subtract", [[1], [1]])):
        add(
            "scatter_nd",
            reduce,
            lambda x, u, r=reduce, i=rows: op.scatter_nd(x, index(i), u, r),
            normal(3, 2),
            normal(2, 2),
        )
    for descending in (False, True):
        add("sort", f"{descending}", lambda x, d=descending: op.sort(x, 1, d, True), apart(3, 4))
        add("top_k", f"{descending}", lambda x, d=descending: op.top_k(x, 2, 0, d)[0], apart(4, 3))


_unary()
_unary_complex()
_binary()
_conversion()
_reduction()
_shape()
_indexing()


def _sliced(*runs):
    """Sums slices of the rows of (6, 4), each weighted with its number."""

    def function(x):
        parts = [
            op.sum(op.multiply(op.strided_slice(x, *run), float(i + 1)), (0, 1), False)
            for i, run in enumerate(runs)
        ]
        total = parts[0]
        for part in parts[1:]:
            total = op.add(total, op.multiply(part, part))
        return total

    return function


def _rows(begin, end):
    return (begin, 0), (end, 4), (1, 1)


def _uses_of_slices():
    """Cotangents of several slices of one value meet in many ways."""
    column = ((0, 1), (6, 2), (1, 1))
    for label, runs in {
        "behind one another": (_rows(0, 2), _rows(2, 3), _rows(3, 6)),
        "with gaps": (_rows(4, 5), _rows(1, 2)),
        "overlapping": (_rows(0, 3), _rows(1, 4), _rows(2, 5), _rows(3, 6)),
        "the same": (_rows(2, 4), _rows(2, 4)),
        "of several axes": (_rows(0, 2), column, _rows(2, 6), ((5, 3), (0, -1), (-2, -1))),
        "whole": (_rows(0, 6), _rows(0, 1), _rows(1, 2)),
    }.items():
        add("strided_slice", label, _sliced(*runs), normal(6, 4))
        add("strided_slice", f"{label} and more", _and_more(_sliced(*runs)), normal(6, 4))


def _and_more(function):
    return lambda x: op.add(op.sum(op.multiply(x, x), (0, 1), False), function(op.tanh(x)))


_uses_of_slices()
