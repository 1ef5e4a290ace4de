"""Linear algebra with SciPy's names. `overwrite_...` and `check_finite` change no result here."""

from compat.core import compose, op

from .. import numpy as mnp
from .. import ops as functions
from ..common.tensor import wrap
from ..ops.operations.linalg_ops import Eigh
from ._checks import (
    ANY,
    REAL,
    check_fit,
    check_flags,
    check_square,
    check_tensor,
    check_type,
)
from .ops import LU, SolveTriangular

__all__ = ["block_diag", "inv", "cho_factor", "cholesky", "cho_solve", "eigh", "lu_factor", "lu"]


def _wide(a):
    """Integers as float64."""
    return wrap(op.astype(a._value, "float64"), "float64") if a._name.startswith("int") else a


def _matrix(function, a, overwrite_a, check_finite):
    check_flags(function, overwrite_a=overwrite_a, check_finite=check_finite)
    check_tensor(function, a, "a", REAL)
    check_square(function, a, "a")
    return _wide(a)


def block_diag(*arrs):
    """Matrices along the diagonal of a larger one."""
    if not arrs:
        return mnp.zeros((1, 0))
    if any(a.ndim > 2 for a in arrs):
        raise ValueError(
            "Arguments to mindspore.scipy.linalg.block_diag must have at most 2 dimensions."
        )
    found = mnp.atleast_2d(arrs[0])
    for a in arrs[1:]:
        a = mnp.atleast_2d(a)
        width = found.shape[1]
        below = wrap(op.pad(a._value, ((0, 0), (width, 0)), "constant", 0), a._name)
        above = op.pad(found._value, ((0, 0), (0, a.shape[1])), "constant", 0)
        found = mnp.concatenate([wrap(above, found._name), below], 0)
    return found


def inv(a, overwrite_a=False, check_finite=True):
    """Inverse matrix."""
    a = _matrix("inv", a, overwrite_a, check_finite)
    return wrap(op.inv(a._value), a._name)


def _cholesky(function, a, lower, overwrite_a, check_finite):
    check_flags(function, lower=lower)
    a = _matrix(function, a, overwrite_a, check_finite)
    found = op.cholesky(a._value)
    return wrap(found if lower else compose.swapaxes(found, 0, 1), a._name)


def cho_factor(a, lower=False, overwrite_a=False, check_finite=True):
    """Triangular factor, and whether it is the lower one."""
    return _cholesky("cho_factor", a, lower, overwrite_a, check_finite), lower


def cholesky(a, lower=False, overwrite_a=False, check_finite=True):
    """Triangular factor."""
    return _cholesky("cholesky", a, lower, overwrite_a, check_finite)


def cho_solve(c_and_lower, b, overwrite_b=False, check_finite=True):
    """Solution of equations whose matrix was factored by `cho_factor`."""
    c, lower = c_and_lower
    check_flags("cho_solve", overwrite_b=overwrite_b, check_finite=check_finite, lower=lower)
    check_tensor("cho_solve", c, "c", REAL)
    check_tensor("cho_solve", b, "b", REAL)
    check_fit("cho_solve", c, b, "c", "b")
    c, b = _wide(c), _wide(b)
    for trans in ("N", "T") if lower else ("T", "N"):
        b = SolveTriangular(lower=lower, unit_diagonal=False, trans=trans)(c, b)
    return b


def eigh(
    a,
    b=None,
    lower=True,
    eigvals_only=False,
    overwrite_a=False,
    overwrite_b=False,
    turbo=True,
    eigvals=None,
    type=1,
    check_finite=True,
):
    """Eigenvalues and eigenvectors of a symmetric matrix; `b` and `eigvals` only None."""
    check_flags(
        "eigh",
        lower=lower,
        eigvals_only=eigvals_only,
        overwrite_a=overwrite_a,
        overwrite_b=overwrite_b,
        turbo=turbo,
        check_finite=check_finite,
    )
    check_type("eigh", type, int, "type")
    check_tensor("eigh", a, "a", ANY)
    check_square("eigh", a, "a")
    for name, value in (("b", b), ("eigvals", eigvals)):
        if value is not None:
            raise ValueError(
                f"For 'eigh', currently only case {name}=None of 'eigh' is implemented."
            )
    return Eigh(not eigvals_only, lower=lower)(_wide(a))


def lu_pivots_to_permutation(pivots, permutation_size):
    """The order of rows that swaps one after the other lead to."""
    order = list(range(permutation_size))
    for i, j in enumerate(pivots.asnumpy().tolist()):
        order[i], order[j] = order[j], order[i]
    return mnp.array(order)


def lu_factor(a, overwrite_a=False, check_finite=True):
    """Both triangular factors in one matrix, and the pivots."""
    factors, pivots, _ = LU()(_matrix("lu_factor", a, overwrite_a, check_finite))
    return factors, pivots


def lu(a, permute_l=False, overwrite_a=False, check_finite=True):
    """Permutation and triangular factors; or the permuted lower and the upper one."""
    check_flags("lu", permute_l=permute_l, overwrite_a=overwrite_a, check_finite=check_finite)
    check_tensor("lu", a, "a", REAL)
    if a.ndim != 2:
        raise ValueError(f"For 'lu', the dimension of 'a' should be 2, but got {a.ndim}.")
    rows, columns = a.shape
    if rows > columns:
        raise ValueError(
            "last two dimensions of LU decomposition must be row less or equal to col."
        )
    factors, _, permutation = LU()(_wide(a))
    dtype = factors.dtype
    lower = mnp.tril(factors, -1)[:, :rows] + mnp.eye(rows, rows, dtype=dtype)
    upper = mnp.triu(factors)[:rows, :]
    if permute_l:
        return mnp.dot(permutation.astype(dtype), lower), upper
    return permutation, lower, upper


def lu_solve(lu_and_piv, b, trans=0, overwrite_b=False, check_finite=True):
    """Solution of equations whose matrix was factored by `lu_factor`."""
    matrix, pivots = lu_and_piv
    check_flags("lu_solve", overwrite_b=overwrite_b, check_finite=check_finite)
    check_tensor("lu_solve", matrix, "lu_matrix", REAL)
    check_tensor("lu_solve", b, "b", REAL)
    check_tensor("lu_solve", pivots, "pivot", ("int32",))
    check_fit("lu_solve", matrix, b, "lu_matrix", "b")
    if pivots.ndim != 1 or pivots.shape[0] != matrix.shape[1]:
        raise ValueError(
            "For 'lu_solve', the dimension of 'pivot' should be 1 and its extent that of the "
            f"matrix, but got {pivots.shape}."
        )
    if trans not in (0, 1, 2):
        raise ValueError(
            f"For 'lu_solve', the value of 'trans' should be one of (0, 1, 2), but got {trans}."
        )
    matrix, b = _wide(matrix), _wide(b)
    order = lu_pivots_to_permutation(pivots, pivots.size)
    if trans == 0:
        x = b[order]
        x = SolveTriangular(lower=True, unit_diagonal=True, trans="N")(matrix, x)
        return SolveTriangular(lower=False, unit_diagonal=False, trans="N")(matrix, x)
    x = SolveTriangular(lower=False, unit_diagonal=False, trans="T")(matrix, b)
    x = SolveTriangular(lower=True, unit_diagonal=True, trans="T")(matrix, x)
    back = sorted(range(order.size), key=order.asnumpy().tolist().__getitem__)
    return x[back]


def det(a, overwrite_a=False, check_finite=True):
    """Determinant."""
    check_flags("det", overwrite_a=overwrite_a, check_finite=check_finite)
    check_tensor("det", a, "a", REAL)
    check_square("det", a, "a")
    return functions.det(_wide(a))
