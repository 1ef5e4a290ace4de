"""Diagonals, triangles and bands of matrices."""

from __future__ import annotations

import math
from builtins import range as _range

from .....core import compose, op, state
from .... import _checkparam as validator
from ....common import dtype as mstype
from ....common.forwarding import tensor_method, tensor_methods
from ....common.tensor import Tensor, wrap
from ...arguments import axis_of, dtype_name, operand
from ...primitive import Primitive, prim_attr_register
from ..shape.view import reshape


def tril(input, diagonal=0):
    """Zeros above a diagonal."""
    return wrap(compose.tril(operand("Tril", "x", input), diagonal))


def triu(input, diagonal=0):
    """Zeros below a diagonal."""
    return wrap(compose.triu(operand("Triu", "x", input), diagonal))


def diagonal(input, offset=0, dim1=0, dim2=1):
    """A diagonal of two axes, as the last axis."""
    x = operand("diagonal", "input", input)
    first = axis_of("diagonal", "dim1", dim1, input.ndim)
    return wrap(compose.diagonal(x, offset, first, axis_of("diagonal", "dim2", dim2, input.ndim)))


def diag_embed(input, offset=0, dim1=-2, dim2=-1):
    """Matrices with the last axis as their diagonal."""
    x = operand("diag_embed", "input", input)
    found = compose.diagonal_matrix(x, offset)
    rank = input.ndim + 1
    first, second = dim1 % rank, dim2 % rank
    order = [i for i in _range(rank - 2)]
    for place, axis in sorted(((first, rank - 2), (second, rank - 1))):
        order.insert(place, axis)
    return wrap(op.permute_dims(found, tuple(order)))


def diag(input):
    """A tensor of twice the rank with the elements on its diagonal."""
    x = operand("Diag", "input_x", input)
    flat = compose.diagonal_matrix(op.reshape(x, (input.size,)), 0)
    return wrap(op.reshape(flat, input.shape * 2))


def diagflat(input, offset=0):
    """Matrix with the flattened elements on a diagonal."""
    x = op.reshape(operand("diagflat", "input", input), (input.size,))
    return wrap(compose.diagonal_matrix(x, offset))


def block_diag(*inputs):
    """Matrices along the diagonal of a larger one."""
    blocks = [x if x.ndim == 2 else reshape(x, (1, -1)) for x in inputs]
    width = sum(b.shape[1] for b in blocks)
    rows, left = [], 0
    for b in blocks:
        right = width - left - b.shape[1]
        rows.append(op.pad(b._value, ((0, 0), (left, right)), "constant", 0))
        left += b.shape[1]
    return wrap(op.concat(rows, 0))


def tril_indices(row, col, offset=0, *, dtype=mstype.int64):
    """Positions of the lower triangle."""
    return _triangle(row, col, offset, dtype, True)


def triu_indices(row, col, offset=0, *, dtype=mstype.int64):
    """Positions of the upper triangle."""
    return _triangle(row, col, offset, dtype, False)


def _triangle(row, col, offset, dtype, lower):
    operator = "TrilIndices" if lower else "TriuIndices"
    for argument, extent in (("row", row), ("col", col)):
        if extent < 0:
            raise ValueError(
                f"For '{operator}', the '{argument}' must be int and must >= 0, but got '{extent}'."
            )
    if dtype_name(dtype) not in ("int32", "int64"):
        raise TypeError(
            f"For '{operator}', the 'dtype' should be one of [mindspore.int32, mindspore.int64], "
            f"but got '{dtype}'."
        )
    pairs = [
        (i, j)
        for i in _range(row)
        for j in _range(col)
        if (j - i <= offset if lower else j - i >= offset)
    ]
    data = [[i for i, _ in pairs], [j for _, j in pairs]]
    return wrap(op.asarray(data, dtype_name(dtype), state.device()))


def _whole(x):
    return int(op.to_numpy(x._value).reshape(-1)[0]) if isinstance(x, Tensor) else int(x)


def _bounds(name, k):
    """(lowest, highest) diagonal."""
    found = op.to_numpy(k._value).reshape(-1).tolist() if isinstance(k, Tensor) else k
    found = [found] if isinstance(found, int) else list(found)
    low, high = found[0], found[-1]
    if low > high:
        raise ValueError(f"For '{name}', k[0] must not be above k[1], but got {found}.")
    return int(low), int(high)


def _number(x):
    return op.to_numpy(x._value).reshape(-1)[0].item() if isinstance(x, Tensor) else x


def _cells(rows, columns, low, high, align):
    """{(row, column): (diagonal from the top, place in it)} and the longest length."""
    upper, lower = align.split("_")
    lengths = {d: min(rows + min(d, 0), columns - max(d, 0)) for d in range(low, high + 1)}
    longest = max(lengths.values())
    cells = {}
    for d, length in lengths.items():
        side = upper if d >= 0 else lower
        shift = longest - length if side == "RIGHT" else 0
        for i in range(length):
            cells[i + max(-d, 0), i + max(d, 0)] = (high - d, i + shift)
    return cells, longest


def _picked(flat, table, fallback):
    """Elements of the last axis by number, `fallback` where the number is -1."""
    device = op.device_of(flat)
    rows = [n for row in table for n in row]
    index = op.asarray([max(n, 0) for n in rows], "int64", device)
    used = op.asarray([n >= 0 for n in rows], "bool", device)
    axis = len(op.shape_of(flat)) - 1
    found = op.where(used, op.take(flat, index, axis), fallback)
    return op.reshape(found, (*op.shape_of(flat)[:-1], len(table), len(table[0])))


def matrix_diag_part(x, k=0, padding_value=0, align="RIGHT_LEFT"):
    """Diagonals of the last two axes."""
    value = operand("MatrixDiagPartV3", "x", x)
    low, high = _bounds("matrix_diag_part", k)
    rows, columns = x.shape[-2:]
    cells, longest = _cells(rows, columns, low, high, align)
    table = [[-1] * longest for _ in range(high - low + 1)]
    for (i, j), (d, place) in cells.items():
        table[d][place] = i * columns + j
    flat = op.reshape(value, (*x.shape[:-2], rows * columns))
    padding = op.full((), _number(padding_value), x._name, op.device_of(value))
    found = _picked(flat, table, padding)
    return wrap(op.reshape(found, (*x.shape[:-2], longest)) if low == high else found)


def _numbers(shape, size, low, high, align):
    """For every cell of a matrix the number of its diagonal element, or -1."""
    rows, columns = size
    cells, longest = _cells(rows, columns, low, high, align)
    table = [[-1] * columns for _ in range(rows)]
    for (i, j), (d, place) in cells.items():
        table[i][j] = d * longest + place
    return table


def matrix_diag(x, k=0, num_rows=-1, num_cols=-1, padding_value=0, align="RIGHT_LEFT"):
    """Matrices with given diagonals."""
    value = operand("MatrixDiagV3", "x", x)
    low, high = _bounds("matrix_diag", k)
    lead = x.shape[:-1] if low == high else x.shape[:-2]
    longest = x.shape[-1]
    rows, columns = _whole(num_rows), _whole(num_cols)
    least = longest - min(high, 0), longest + max(low, 0)
    if rows == -1 and columns == -1:
        rows = columns = max(least)
    rows = least[0] if rows == -1 else rows
    columns = least[1] if columns == -1 else columns
    table = _numbers(x.shape, (rows, columns), low, high, align)
    flat = op.reshape(value, (*lead, (high - low + 1) * longest))
    padding = op.full((), _number(padding_value), x._name, op.device_of(value))
    return wrap(_picked(flat, table, padding))


def matrix_set_diag(x, diagonal, k=0, align="RIGHT_LEFT"):
    """Diagonals of the last two axes replaced."""
    value = operand("MatrixSetDiagV3", "x", x)
    given = operand("MatrixSetDiagV3", "diagonal", diagonal)
    low, high = _bounds("matrix_set_diag", k)
    rows, columns = x.shape[-2:]
    table = _numbers(x.shape, (rows, columns), low, high, align)
    flat = op.reshape(given, (*x.shape[:-2], (high - low + 1) * diagonal.shape[-1]))
    old = op.reshape(value, (*x.shape[:-2], rows * columns))
    return wrap(_picked(flat, table, old))


def matrix_band_part(x, lower, upper):
    """Zeros outside a band around the diagonal; a negative bound keeps everything on its side."""
    value = operand("MatrixBandPart", "x", x)
    low, high = _whole(lower), _whole(upper)
    value = value if low < 0 else compose.triu(value, -low)
    return wrap(value if high < 0 else compose.tril(value, high))


def trace(input):
    """Sum of the main diagonal of a matrix."""
    x = operand("Trace", "x", input)
    return wrap(op.sum(compose.diagonal(x, 0, 0, 1), (0,), False))


class MatrixBandPart(Primitive, of=matrix_band_part, inputs="x lower upper", outputs="y"):
    """Zeros outside a band around the diagonal; a negative bound keeps everything on its side."""


class FillDiagonal(Primitive, inputs="input_x", outputs="y"):
    """A copy with one number on the diagonal."""

    @prim_attr_register
    def __init__(self, fill_value, wrap=False):
        validator.check_value_type("fill_value", fill_value, [float], self.name)
        validator.check_value_type("wrap", wrap, [bool], self.name)

    def _compute(self, input_x):
        size, places = min(input_x.shape), []
        rows = input_x.shape[0] if self.wrap and input_x.ndim == 2 else size
        for i in range(rows):
            place = i % (size + 1)  # wrapping leaves out one row between two diagonals
            if place < size:
                places.append([i] + [place] * (input_x.ndim - 1))
        index = op.asarray(places, "int64", op.device_of(input_x._value))
        size = len(places)
        number_there = op.full(
            (size,), self.fill_value, input_x._name, op.device_of(input_x._value)
        )
        return wrap(op.scatter_nd(input_x._value, index, number_there, "set"))


class _Diagonals(Primitive):
    """Base of the operators of matrix diagonals."""

    def _take(self, align):
        validator.check_string(
            align, ["LEFT_RIGHT", "RIGHT_LEFT", "LEFT_LEFT", "RIGHT_RIGHT"], "align", self.name
        )


class MatrixDiagV3(_Diagonals, inputs="x k num_rows num_cols padding_value", outputs="y"):
    """Matrices with the last axis as a diagonal."""

    @prim_attr_register
    def __init__(self, align="RIGHT_LEFT"):
        self._take(align)

    def _compute(self, x, k, num_rows, num_cols, padding_value):
        return matrix_diag(x, k, num_rows, num_cols, padding_value, self.align)


class MatrixDiagPartV3(_Diagonals, inputs="x k padding_value", outputs="y"):
    """A diagonal of the last two axes."""

    @prim_attr_register
    def __init__(self, align="RIGHT_LEFT"):
        self._take(align)

    def _compute(self, x, k, padding_value):
        return matrix_diag_part(x, k, padding_value, self.align)


class MatrixSetDiagV3(_Diagonals, inputs="x diagonal k", outputs="y"):
    """A diagonal of the last two axes replaced."""

    @prim_attr_register
    def __init__(self, align="RIGHT_LEFT"):
        self._take(align)

    def _compute(self, x, diagonal, k):
        return matrix_set_diag(x, diagonal, k, self.align)


class Tril(Primitive, of=tril, inputs="x", outputs="y"):
    """Zeros above a diagonal."""

    @prim_attr_register
    def __init__(self, diagonal=0):
        validator.check_value_type("diagonal", diagonal, [int], self.name)


class Triu(Primitive, of=triu, inputs="x", outputs="y"):
    """Zeros below a diagonal."""

    @prim_attr_register
    def __init__(self, diagonal=0):
        validator.check_value_type("diagonal", diagonal, [int], self.name)


class Diag(Primitive, of=diag):
    """A tensor of twice the rank with the elements on its diagonal."""


class DiagPart(Primitive):
    """The diagonal of a tensor of even rank."""

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x):
        half = x.shape[: x.ndim // 2]
        flat = reshape(x, (math.prod(half), -1))
        return reshape(diagonal(flat), half)


class Trace(Primitive, of=trace):
    """Sum of the main diagonal of a matrix."""


class TrilIndices(Primitive, inputs="", outputs="y"):
    """Positions of the lower triangle."""

    @prim_attr_register
    def __init__(self, row, col, offset=0, dtype=mstype.int32):
        validator.check_int(row, 0, validator.GE, "row", self.name)
        validator.check_int(col, 0, validator.GE, "col", self.name)

    def _compute(self):
        return tril_indices(self.row, self.col, self.offset, dtype=self.init_attrs["dtype"])


class TriuIndices(Primitive, inputs="", outputs="y"):
    """Positions of the upper triangle."""

    @prim_attr_register
    def __init__(self, row, col, offset=0, dtype=mstype.int32):
        validator.check_int(row, 0, validator.GE, "row", self.name)
        validator.check_int(col, 0, validator.GE, "col", self.name)

    def _compute(self):
        return triu_indices(self.row, self.col, self.offset, dtype=self.init_attrs["dtype"])


tensor_methods(diag, diagflat, tril, triu)
tensor_method("diagonal", diagonal, lambda offset=0, axis1=0, axis2=1: ...)
