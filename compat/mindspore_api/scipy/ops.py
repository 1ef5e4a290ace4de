"""Operators behind `mindspore.scipy.linalg`."""

from compat.core import compose, op, state

from .. import _checkparam as validator
from ..common.tensor import wrap
from ..ops.primitive import Primitive, prim_attr_register


class SolveTriangular(Primitive):
    """Solution of equations with a triangular matrix; `trans` "T" or "C" takes its transpose."""

    _io = ("a b", "output")

    @prim_attr_register
    def __init__(self, lower=False, unit_diagonal=False, trans="N"):
        validator.check_value_type("lower", lower, [bool], self.name)
        validator.check_value_type("unit_diagonal", unit_diagonal, [bool], self.name)
        validator.check_value_type("trans", trans, [str], self.name)

    def _compute(self, a, b):
        vector = b.ndim == a.ndim - 1
        right = compose.expand_dims(b._value, b.ndim) if vector else b._value
        matrix = op.conj(a._value) if self.trans == "C" else a._value
        transpose = self.trans in ("T", "C")
        found = op.triangular_solve(matrix, right, self.lower, transpose, self.unit_diagonal)
        return wrap(op.reshape(found, b.shape), b._name)


class LU(Primitive):
    """Triangular factors in one matrix, pivots, permutation matrix (no gradient)."""

    _io = ("x", "lu pivots permutation")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x):
        rows, columns = x.shape[-2:]
        lead = x.shape[:-2]
        matrices = op.reshape(x._value, (_count(lead), rows, columns))
        parts = [_factored(m, rows, columns) for m in compose.unstack(matrices, 0)]
        factors, pivots, orders = (
            op.reshape(op.stack(list(p), 0), (*lead, *op.shape_of(p[0])))
            for p in zip(*parts, strict=True)
        )
        return wrap(factors), wrap(pivots), wrap(orders)


def _count(shape):
    size = 1
    for extent in shape:
        size *= extent
    return size


def _factored(a, rows, columns):
    """Gauss elimination with the largest pivot of every column."""
    order = list(range(rows))
    pivots = []
    for i in range(min(rows, columns)):
        column = compose.narrow(compose.select(a, 1, i), 0, i, rows)
        best = i + int(op.to_numpy(op.argmax(op.abs(column), 0)))
        pivots.append(best)
        order[i], order[best] = order[best], order[i]
        swap = list(range(rows))
        swap[i], swap[best] = best, i
        a = op.take(a, _ints(swap, "int64"), 0)
        a = _eliminated(a, i, rows, columns)
    matrix = compose.one_hot(_ints(order, "int64"), rows, 1, "int32")
    return a, _ints(pivots, "int32"), op.permute_dims(matrix, (1, 0))


def _eliminated(a, i, rows, columns):
    """Row `i` taken out of those below; the factors stay in its column."""
    if i + 1 >= rows:
        return a
    pivot = op.strided_slice(a, (i, i), (i + 1, i + 1), (1, 1))
    below = op.divide(op.strided_slice(a, (i + 1, i), (rows, i + 1), (1, 1)), pivot)
    a = op.strided_update(a, below, (i + 1, i), (rows, i + 1), (1, 1))
    if i + 1 >= columns:
        return a
    row = op.strided_slice(a, (i, i + 1), (i + 1, columns), (1, 1))
    rest = op.strided_slice(a, (i + 1, i + 1), (rows, columns), (1, 1))
    rest = op.subtract(rest, op.multiply(below, row))
    return op.strided_update(a, rest, (i + 1, i + 1), (rows, columns), (1, 1))


def _ints(values, name):
    return op.asarray(values, name, state.device())
