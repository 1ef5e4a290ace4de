"""Derivatives of linear algebra and Fourier transforms.

Symmetric inputs receive the symmetric part of the cotangent: a change of one half of the matrix is
a change of both.
"""

from __future__ import annotations

import math
from typing import Any

from ...compose import diagonal_matrix, expand_dims, eye, narrow, transposed, tril, triu
from ...table import op
from . import Like, vjp
from .broadcast import adjoint, conj, is_complex, unbroadcast, zeros

Ints = tuple[int, ...]


# -- products --------------------------------------------------------------------------------------


@vjp("matmul", "x1")
def _(g: Any, x2: Any, shape: Ints) -> Any:
    return unbroadcast(op.matmul(g, adjoint(x2)), shape)


@vjp("matmul", "x2")
def _(g: Any, x1: Any, shape: Ints) -> Any:
    given = op.shape_of(x1)
    if len(shape) == 2 and len(given) > 2:  # one product instead of a batch of them and a sum
        rows = math.prod(given[:-1])
        x1, g = op.reshape(x1, (rows, given[-1])), op.reshape(g, (rows, shape[-1]))
    return unbroadcast(op.matmul(adjoint(x1), g), shape)


@vjp("einsum", "xs")
def _(g: Any, xs: list[Any], equation: str, wanted: list[bool]) -> list[Any]:
    left, _, target = equation.replace(" ", "").partition("->")
    terms = left.split(",")
    return [
        _einsum_of(g, xs, terms, target, i) if asked else None for i, asked in enumerate(wanted)
    ]


def _einsum_of(g: Any, xs: list[Any], terms: list[str], target: str, i: int) -> Any:
    """The cotangent of operand `i`: `g` times the others, repeated where it was summed."""
    others = [j for j in range(len(xs)) if j != i]
    labels = [target, *(terms[j] for j in others)]
    known = "".join(c for c in terms[i] if any(c in one for one in labels))
    found = op.einsum([g, *(conj(xs[j]) for j in others)], f"{','.join(labels)}->{known}")
    if known == terms[i]:
        return found
    sizes = op.shape_of(xs[i])
    low = tuple(n if c in known else 1 for c, n in zip(terms[i], sizes, strict=True))
    return op.broadcast_to(op.reshape(found, low), sizes)


# -- systems of equations --------------------------------------------------------------------------


@vjp("solve", "a", "b")
def _(g: Any, a: Any, result: Any, shape: list[Ints], wanted: list[bool]) -> list[Any]:
    back = op.solve(adjoint(a), g)
    of_a = None
    if wanted[0]:
        of_a = unbroadcast(op.negative(op.matmul(back, adjoint(result))), shape[0])
    return [of_a, unbroadcast(back, shape[1])]


@vjp("triangular_solve", "a", "b")
def _(
    g: Any,
    a: Any,
    result: Any,
    shape: list[Ints],
    lower: bool,
    transpose: bool,
    unit_diagonal: bool,
    wanted: list[bool],
) -> list[Any]:
    back = op.triangular_solve(conj(a), g, lower, not transpose, unit_diagonal)
    of_a = None
    if wanted[0]:
        outer = op.matmul(back, adjoint(result))
        outer = op.negative(transposed(outer) if transpose else outer)
        inside = int(unit_diagonal)
        outer = tril(outer, -inside) if lower else triu(outer, inside)
        of_a = unbroadcast(outer, shape[0])
    return [of_a, unbroadcast(back, shape[1])]


@vjp("inv", "x")
def _(g: Any, result: Any) -> Any:
    turned = adjoint(result)
    return op.negative(op.matmul(op.matmul(turned, g), turned))


@vjp("slogdet", "x")
def _(g: Any, x: Any) -> Any:
    size = g[1]
    if is_complex(x):
        size = op.astype(size, op.dtype_of(x))
    rank = len(op.shape_of(size))
    return op.multiply(expand_dims(expand_dims(size, rank), rank + 1), adjoint(op.inv(x)))


# -- factorisations --------------------------------------------------------------------------------


def _symmetric(x: Any) -> Any:
    return op.multiply(op.add(x, adjoint(x)), 0.5)


@vjp("cholesky", "x")
def _(g: Any, result: Any) -> Any:
    inner = op.matmul(adjoint(result), g)
    half = op.subtract(tril(inner), op.multiply(_diagonal_part(inner), 0.5))
    left = op.triangular_solve(conj(result), half, True, True, False)
    both = transposed(op.triangular_solve(result, transposed(left), True, True, False))
    return _symmetric(both)


def _diagonal_part(x: Any) -> Any:
    return tril(triu(x))


@vjp("qr", "x")
def _(g: Any, result: Any, mode: str) -> Any:
    q, r = result
    rows, inner, columns = op.shape_of(q)[-2], op.shape_of(r)[-2], op.shape_of(r)[-1]
    if op.shape_of(q)[-1] != min(rows, columns):
        raise NotImplementedError("qr with mode 'complete' has no derivative for tall matrices")
    last = len(op.shape_of(q)) - 1
    gq = zeros(g[1], op.shape_of(q)) if g[0] is None else g[0]
    gr = zeros(g[0], op.shape_of(r)) if g[1] is None else g[1]
    if columns <= inner:
        return _of_tall_qr(q, r, gq, gr)
    # The columns behind the square part are q @ (their part of r).
    head, tail = narrow(r, last, 0, inner), narrow(r, last, inner, columns)
    g_tail = narrow(gr, last, inner, columns)
    behind = op.matmul(q, g_tail)
    gq = op.add(gq, op.matmul(op.matmul(q, tail), adjoint(g_tail)))
    return op.concat([_of_tall_qr(q, head, gq, narrow(gr, last, 0, inner)), behind], last)


def _of_tall_qr(q: Any, r: Any, gq: Any, gr: Any) -> Any:
    inner = op.subtract(op.matmul(r, adjoint(gr)), op.matmul(adjoint(gq), q))
    below = tril(inner, -1)
    mirrored = op.add(op.add(below, adjoint(below)), _symmetric(_diagonal_part(inner)))
    total = op.add(gq, op.matmul(q, mirrored))
    return adjoint(op.triangular_solve(r, adjoint(total), False, False, False))


def _gaps(values: Any) -> Any:
    """`values[j] - values[i]` at (i, j), 1 on the diagonal."""
    rank = len(op.shape_of(values))
    gaps = op.subtract(expand_dims(values, rank - 1), expand_dims(values, rank))
    n = op.shape_of(values)[-1]
    return op.add(gaps, eye(n, n, 0, op.dtype_of(values), op.device_of(values)))


def _as(x: Any, other: Any) -> Any:
    """Real `x` in the dtype of `other`."""
    return op.astype(x, op.dtype_of(other)) if is_complex(other) else x


@vjp("eigh", "x")
def _(g: Any, result: Any) -> Any:
    values, vectors = result
    turned = adjoint(vectors)
    inner = None
    if g[1] is not None:
        product = op.matmul(turned, g[1])
        off = op.subtract(product, _diagonal_part(product))
        inner = op.divide(off, _as(_gaps(values), vectors))
    if g[0] is not None:
        straight = _as(diagonal_matrix(g[0]), vectors)
        inner = straight if inner is None else op.add(inner, straight)
    return _symmetric(op.matmul(op.matmul(vectors, inner), turned))


@vjp("svd", "x")
def _(g: Any, x: Any, result: Any) -> Any:
    u, s, vh = result
    gu, gs, gvh = g
    rows, columns, k = op.shape_of(u)[-2], op.shape_of(vh)[-1], op.shape_of(s)[-1]
    if op.shape_of(u)[-1] != k or op.shape_of(vh)[-2] != k:
        if gu is not None or gvh is not None:
            raise NotImplementedError("svd with full_matrices has no derivative for its vectors")
        u, s, vh = op.svd(x, False)
    core = _svd_core(u, s, vh, gu, gs, gvh)
    found = op.matmul(op.matmul(u, core), vh)
    s_row = _as(expand_dims(s, len(op.shape_of(s)) - 1), u)
    if gu is not None and rows > k:
        rest = op.subtract(gu, op.matmul(u, op.matmul(adjoint(u), gu)))
        found = op.add(found, op.matmul(op.divide(rest, s_row), vh))
    if gvh is not None and columns > k:
        rest = op.subtract(gvh, op.matmul(op.matmul(gvh, adjoint(vh)), vh))
        found = op.add(found, op.matmul(op.divide(u, s_row), rest))
    return found


def _svd_core(u: Any, s: Any, vh: Any, gu: Any, gs: Any, gvh: Any) -> Any:
    """The cotangent between the singular vectors."""
    rank = len(op.shape_of(s))
    across, down = _as(expand_dims(s, rank - 1), u), _as(expand_dims(s, rank), u)
    gaps = _as(_gaps(op.multiply(s, s)), u)
    core = _as(
        zeros(s, (*op.shape_of(s), op.shape_of(s)[-1])) if gs is None else diagonal_matrix(gs), u
    )
    turn = None
    if gu is not None:
        turn = _skew(op.matmul(adjoint(u), gu))
        core = op.add(core, op.divide(op.multiply(turn, across), gaps))
        if is_complex(u):
            phase = op.divide(_diagonal_part(turn), op.multiply(down, 2))
            core = op.add(core, op.subtract(phase, op.multiply(_diagonal_part(turn), across)))
    if gvh is not None:
        twist = _skew(op.matmul(vh, adjoint(gvh)))
        off = op.subtract(twist, _diagonal_part(twist)) if is_complex(u) else twist
        core = op.add(core, op.divide(op.multiply(down, off), gaps))
    return core


def _skew(x: Any) -> Any:
    return op.subtract(x, adjoint(x))


# -- Fourier transforms ----------------------------------------------------------------------------


def _fitted(x: Any, axis: int, size: int) -> Any:
    """`x` cut or continued with zeros to `size` along `axis`."""
    shape = op.shape_of(x)
    n = shape[axis]
    if size == n:
        return x
    if size < n:
        return narrow(x, axis, 0, size)
    widths = tuple((0, size - n) if i == axis else (0, 0) for i in range(len(shape)))
    return op.pad(x, widths, "constant", 0)


@vjp("fft", "x")
def _(g: Any, shape: Ints, n: int, axis: int) -> Any:
    return _fitted(op.multiply(op.ifft(g, n, axis), n), axis, shape[axis])


@vjp("ifft", "x")
def _(g: Any, shape: Ints, n: int, axis: int) -> Any:
    return _fitted(op.divide(op.fft(g, n, axis), n), axis, shape[axis])


@vjp("rfft", "x")
def _(g: Any, shape: Ints, n: int, axis: int) -> Any:
    return _fitted(op.multiply(op.real(op.ifft(g, n, axis)), n), axis, shape[axis])


@vjp("irfft", "x")
def _(g: Any, like: Like, n: int, axis: int) -> Any:
    """Every frequency but the first and, of an even length, the last stands for two."""
    half = op.rfft(op.divide(g, n), n, axis)
    count = n // 2 + 1
    twice = [1.0 if i == 0 or 2 * i == n else 2.0 for i in range(count)]
    weights = op.asarray(twice, like.dtype, like.device)
    weights = op.reshape(weights, (count, *(1 for _ in like.shape[axis + 1 :])))
    return _fitted(op.multiply(half, weights), axis, like.shape[axis])
