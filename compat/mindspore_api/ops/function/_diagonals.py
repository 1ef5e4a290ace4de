"""Diagonals of matrices, one or a band of them, padded to one length."""

from __future__ import annotations

from ....core import compose, op
from ...common.tensor import Tensor, wrap
from .._operands import operand


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
