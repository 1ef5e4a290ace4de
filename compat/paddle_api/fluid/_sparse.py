"""Gradients of tables that were looked up with `is_sparse=True`: rows and their values.

Paddle keeps such a gradient as `SelectedRows`. What a program sees of it is `gradient()`, which
gives (values, rows), and a different arithmetic of some optimizers.
"""

from __future__ import annotations

import numpy as np

from compat.core import autodiff, op
from compat.core.contexts import PerContext, with_value

from ._dtypes import VarType
from ._varbase import VarBase, numbers_in_use


class SelectedRows(VarBase):
    """A gradient that is zero outside `rows`; `values` are in the order of the lookups."""

    __slots__ = ("rows", "values")

    @classmethod
    def of(cls, dense, rows, values=None):
        """A gradient with the array `dense`."""
        self = cls.__new__(cls)
        self._value, self._name = dense, numbers_in_use.value()
        self._grad = self._tag = None
        self._stop, self._kind, self.persistable = True, 0, False
        self.rows, self.values = rows, values
        return self

    @property
    def type(self):
        """The kind of variable."""
        return VarType.SELECTED_ROWS

    def pair(self):
        """(values, rows) as ndarrays."""
        return np.array(op.to_numpy(self.values)), np.array(self.rows)


class _Lookups:
    """What lookups of tables note while `backward` runs."""

    def __init__(self):
        self._of = {}

    def note(self, table, rows, values):
        """Cotangents of the rows of a table."""
        self._of.setdefault(id(table), (table, []))[1].append((rows, values))

    def joined(self, pairs):
        """Pairs of variable and gradient, those of the tables among them."""
        if not self._of:
            return pairs
        dense = {id(v): g for v, g in pairs}
        others = [(v, g) for v, g in pairs if id(v) not in self._of]
        tables = self._of.values()
        return others + [(table, _joined(each, table, dense)) for table, each in tables]


_lookups = PerContext("compat_paddle_lookups", None)


def collected(found_gradients):
    """The pairs that `found_gradients()` returns and those of the sparse tables it came through."""
    lookups = _Lookups()
    return lookups.joined(with_value(_lookups, lookups, found_gradients))


def rows_of(table, index):
    """The array of the rows `index` of a variable, whose gradient will be sparse."""

    def backward(gs, xs, results):
        shape = op.shape_of(xs[0])
        rows = op.reshape(index, (-1,))
        values = op.reshape(gs[0], (op.shape_of(rows)[0], *shape[1:]))
        if _lookups.value is None:
            return (_spread(shape, rows, values),)
        _lookups.value.note(table, rows, autodiff.engine().detach(values))
        return (None,)

    return autodiff.engine().custom(lambda x: op.take(x, index, 0), backward)(table._value)


def _spread(shape, rows, values):
    """Zeros with `values` added at `rows`."""
    zeros = op.full(shape, 0, op.dtype_of(values), op.device_of(values))
    return op.scatter_nd(zeros, op.reshape(rows, (op.shape_of(rows)[0], 1)), values, "add")


def _joined(lookups, table, dense):
    """All lookups of a table as one gradient: sparse if nothing else used the table."""
    rows = op.concat([r for r, _ in lookups], 0)
    spread = _spread(op.shape_of(table._value), rows, op.concat([v for _, v in lookups], 0))
    if id(table) in dense:
        return op.add(dense[id(table)], spread)
    host = op.to_numpy(rows).astype("int64")
    if len(lookups) == 1:
        return SelectedRows.of(spread, host, lookups[0][1])
    # Several lookups are merged: every row once, in order.
    unique = np.unique(host)
    index = op.asarray(unique, "int64", op.device_of(spread))
    return SelectedRows.of(spread, unique, op.take(spread, index, 0))


def say_of_sparse_mode():
    """Print what Paddle prints where a layer could be sparse; outputs are compared by word."""
    print("With sparse mode, if your models has only small parameter prefetch may cause speed down")
