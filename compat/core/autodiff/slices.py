"""Cotangents of values of which only slices were used.

A loop over `x[t]` gives `x` as many cotangents as it has steps. Enlarged with zeros and added one
by one they cost the square of the length; kept apart and joined at the end they cost the length.
"""

from __future__ import annotations

from typing import Any

from ..table import op

Ints = tuple[int, ...]
Item = tuple[Any, Ints, Ints, Ints]


class _Row:
    """Pieces that lie behind one another, and how far they reach."""

    __slots__ = ("filled", "pieces")

    def __init__(self) -> None:
        self.filled = 0
        self.pieces: list[Any] = []


class Slices:
    """Cotangents of slices of a value of `shape`, and what else has arrived for that value."""

    __slots__ = ("items", "rest", "shape")

    def __init__(self, g: Any, shape: Ints, begin: Ints, end: Ints, step: Ints) -> None:
        self.shape = shape
        self.items: list[Item] = [(g, begin, end, step)]
        self.rest: Any = None

    def plus(self, other: Any) -> Slices:
        """The sum with slices of the same value or with a whole cotangent; takes `self` over."""
        if type(other) is Slices:
            self.items += other.items
            other = other.rest
        if other is not None:
            self.rest = other if self.rest is None else op.add(self.rest, other)
        return self

    def joined(self) -> Any:
        """The whole cotangent."""
        groups: dict[int | None, list[Item]] = {}
        for item in self.items:
            groups.setdefault(self._axis(item), []).append(item)
        total = self.rest
        for axis, items in groups.items():
            if axis is None or len(items) == 1:
                wholes = [self._enlarged(item) for item in items]
            else:
                wholes = self._rows(items, axis)
            for whole in wholes:
                total = whole if total is None else op.add(total, whole)
        return total

    def _axis(self, item: Item) -> int | None:
        """The only axis that the slice cuts, if there is one and it takes a run of it."""
        _, begin, end, step = item
        cut = [i for i, n in enumerate(self.shape) if (begin[i], end[i], step[i]) != (0, n, 1)]
        return cut[0] if len(cut) == 1 and step[cut[0]] == 1 else None

    def _enlarged(self, item: Item) -> Any:
        g, begin, end, step = item
        return op.strided_update(self._zeros(g, self.shape), g, begin, end, step)

    def _rows(self, items: list[Item], axis: int) -> list[Any]:
        """Slices of one axis put side by side: as many wholes as slices overlap."""
        rows: list[_Row] = []
        for g, begin, end, _ in sorted(items, key=lambda item: item[1][axis]):
            row = next((r for r in rows if r.filled <= begin[axis]), None)
            if row is None:
                row = _Row()
                rows.append(row)
            self._fill(row, g, axis, begin[axis])
            row.pieces.append(g)
            row.filled = end[axis]
        for row in rows:
            self._fill(row, row.pieces[0], axis, self.shape[axis])
        return [op.concat(r.pieces, axis) if len(r.pieces) > 1 else r.pieces[0] for r in rows]

    def _fill(self, row: _Row, g: Any, axis: int, until: int) -> None:
        """Zeros like `g` up to position `until`."""
        if until > row.filled:
            gap = (*self.shape[:axis], until - row.filled, *self.shape[axis + 1 :])
            row.pieces.append(self._zeros(g, gap))

    @staticmethod
    def _zeros(g: Any, shape: Ints) -> Any:
        return op.full(shape, 0, op.dtype_of(g), op.device_of(g))
