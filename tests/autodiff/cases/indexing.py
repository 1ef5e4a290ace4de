"""Cases of reading and writing at indices and slices."""

from __future__ import annotations

from compat.core import op

from .case import add, apart, index, normal


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


_indexing()
_uses_of_slices()
