"""Recurrent layers and their gradients, step by step."""

from __future__ import annotations

from typing import Any

from ..compose import narrow, split, transposed, unstack
from ..contract import default
from ..table import op


def _linear(x: Any, w: Any, b: Any) -> Any:
    """`x @ w.T + b` for x (T, N, I), as one matrix product."""
    steps, n, size = op.shape_of(x)
    rows = op.matmul(op.reshape(x, (steps * n, size)), transposed(w))
    return op.reshape(op.add(rows, b), (steps, n, op.shape_of(w)[0]))


def _rows(x: Any) -> Any:
    """x (T, N, K) as (T * N, K)."""
    steps, n, size = op.shape_of(x)
    return op.reshape(x, (steps * n, size))


def _reserve(x: Any) -> Any:
    """An empty one: the gradients below start from the operands."""
    return op.full((0,), 0, op.dtype_of(x), op.device_of(x))


def _sigmoid_slope(s: Any) -> Any:
    return op.multiply(s, op.subtract(1, s))


def _tanh_slope(t: Any) -> Any:
    return op.subtract(1, op.multiply(t, t))


def _input_part(g: Any, x: Any, w: Any) -> tuple[Any, Any, Any]:
    """Cotangents of x, w and b of `_linear` for `g` (T, N, K)."""
    rows = _rows(g)
    of_x = op.reshape(op.matmul(rows, w), op.shape_of(x))
    return of_x, op.matmul(transposed(rows), _rows(x)), op.sum(rows, (0,), False)


def _before(h: Any, outputs: list[Any]) -> Any:
    """The states every step began with, (T, N, H)."""
    return op.stack([h, *outputs[:-1]], 0)


# -- long short-term memory ----------------------------------------------------------------------


def _lstm_steps(x: Any, h: Any, c: Any, wi: Any, wh: Any, b: Any) -> list[tuple[Any, ...]]:
    """(h, c, input, forget, cell, output gate, tanh c) of every step."""
    width = op.shape_of(h)[1]
    turned = transposed(wh)
    found = []
    for fed in unstack(_linear(x, wi, b), 0):
        gates = op.add(fed, op.matmul(h, turned))
        i, f, g, o = split(gates, (width,) * 4, 1)
        i, f, g, o = op.sigmoid(i), op.sigmoid(f), op.tanh(g), op.sigmoid(o)
        c = op.add(op.multiply(f, c), op.multiply(i, g))
        after = op.tanh(c)
        h = op.multiply(o, after)
        found.append((h, c, i, f, g, o, after))
    return found


@default
def lstm(x: Any, h: Any, c: Any, wi: Any, wh: Any, b: Any) -> Any:
    return tuple(op.lstm_training(x, h, c, wi, wh, b))[:3]


@default
def lstm_training(x: Any, h: Any, c: Any, wi: Any, wh: Any, b: Any) -> Any:
    steps = _lstm_steps(x, h, c, wi, wh, b)
    last_h, last_c = steps[-1][:2]
    return op.stack([step[0] for step in steps], 0), last_h, last_c, _reserve(x)


@default
def lstm_grad(
    gy: Any,
    gh: Any,
    gc: Any,
    x: Any,
    h: Any,
    c: Any,
    wi: Any,
    wh: Any,
    b: Any,
    y: Any,
    reserve: Any,
) -> Any:
    steps = _lstm_steps(x, h, c, wi, wh, b)
    cells = [c, *(step[1] for step in steps[:-1])]
    sums: list[Any] = []
    for g_out, step, cell in reversed(list(zip(unstack(gy, 0), steps, cells, strict=True))):
        _, _, i, f, g, o, after = step
        gh = op.add(gh, g_out)
        gc = op.add(gc, op.multiply(op.multiply(gh, o), _tanh_slope(after)))
        of_gates = (
            op.multiply(op.multiply(gc, g), _sigmoid_slope(i)),
            op.multiply(op.multiply(gc, cell), _sigmoid_slope(f)),
            op.multiply(op.multiply(gc, i), _tanh_slope(g)),
            op.multiply(op.multiply(gh, after), _sigmoid_slope(o)),
        )
        sums.append(op.concat(of_gates, 1))
        gc = op.multiply(gc, f)
        gh = op.matmul(sums[-1], wh)
    gates = op.stack(sums[::-1], 0)
    of_x, of_wi, of_b = _input_part(gates, x, wi)
    before = _before(h, [step[0] for step in steps])
    return of_x, gh, gc, of_wi, op.matmul(transposed(_rows(gates)), _rows(before)), of_b


# -- gated recurrent unit ------------------------------------------------------------------------


def _gru_steps(x: Any, h: Any, wi: Any, wh: Any, bi: Any, bh: Any) -> list[tuple[Any, ...]]:
    """(h, reset, update, new, the hidden part of new) of every step."""
    width = op.shape_of(h)[1]
    turned = transposed(wh)
    found = []
    for fed in unstack(_linear(x, wi, bi), 0):
        back = op.add(op.matmul(h, turned), bh)
        reset_x, update_x, new_x = split(fed, (width,) * 3, 1)
        reset_h, update_h, new_h = split(back, (width,) * 3, 1)
        reset = op.sigmoid(op.add(reset_x, reset_h))
        update = op.sigmoid(op.add(update_x, update_h))
        new = op.tanh(op.add(new_x, op.multiply(reset, new_h)))
        h = op.add(new, op.multiply(update, op.subtract(h, new)))
        found.append((h, reset, update, new, new_h))
    return found


@default
def gru(x: Any, h: Any, wi: Any, wh: Any, bi: Any, bh: Any) -> Any:
    return tuple(op.gru_training(x, h, wi, wh, bi, bh))[:2]


@default
def gru_training(x: Any, h: Any, wi: Any, wh: Any, bi: Any, bh: Any) -> Any:
    steps = _gru_steps(x, h, wi, wh, bi, bh)
    return op.stack([step[0] for step in steps], 0), steps[-1][0], _reserve(x)


@default
def gru_grad(
    gy: Any, gh: Any, x: Any, h: Any, wi: Any, wh: Any, bi: Any, bh: Any, y: Any, reserve: Any
) -> Any:
    steps = _gru_steps(x, h, wi, wh, bi, bh)
    states = [h, *(step[0] for step in steps[:-1])]
    fed: list[Any] = []
    back: list[Any] = []
    for g_out, step, state in reversed(list(zip(unstack(gy, 0), steps, states, strict=True))):
        _, reset, update, new, new_h = step
        gh = op.add(gh, g_out)
        of_new = op.multiply(op.multiply(gh, op.subtract(1, update)), _tanh_slope(new))
        of_reset = op.multiply(op.multiply(of_new, new_h), _sigmoid_slope(reset))
        of_update = op.multiply(op.multiply(gh, op.subtract(state, new)), _sigmoid_slope(update))
        fed.append(op.concat((of_reset, of_update, of_new), 1))
        back.append(op.concat((of_reset, of_update, op.multiply(of_new, reset)), 1))
        gh = op.add(op.multiply(gh, update), op.matmul(back[-1], wh))
    of_x, of_wi, of_bi = _input_part(op.stack(fed[::-1], 0), x, wi)
    before = _before(h, [step[0] for step in steps])
    _, of_wh, of_bh = _input_part(op.stack(back[::-1], 0), before, wh)
    return of_x, gh, of_wi, of_wh, of_bi, of_bh


# -- the unit that resets before its product -----------------------------------------------------


def _unit_weights(w: Any) -> tuple[Any, Any]:
    """The matrices of the gates (H, 2H) and of the candidate (H, H)."""
    size = op.shape_of(w)[0]
    flat = op.reshape(w, (3 * size * size,))
    gates = op.reshape(narrow(flat, 0, 0, 2 * size * size), (size, 2 * size))
    return gates, op.reshape(narrow(flat, 0, 2 * size * size, 3 * size * size), (size, size))


def _unit(x: Any, h: Any, w: Any) -> tuple[Any, Any, Any, Any]:
    """(update, reset, candidate, reset state)."""
    size = op.shape_of(h)[1]
    of_gates, of_candidate = _unit_weights(w)
    both = op.sigmoid(op.add(narrow(x, 1, 0, 2 * size), op.matmul(h, of_gates)))
    update, reset = split(both, (size, size), 1)
    kept = op.multiply(reset, h)
    candidate = op.add(narrow(x, 1, 2 * size, 3 * size), op.matmul(kept, of_candidate))
    return update, reset, op.tanh(candidate), kept


@default
def gru_unit(x: Any, h: Any, w: Any, origin: bool) -> Any:
    update, reset, candidate, kept = _unit(x, h, w)
    old, new = (h, candidate) if origin else (candidate, h)
    result = op.add(new, op.multiply(update, op.subtract(old, new)))
    return result, op.concat((update, reset, candidate), 1), kept


@default
def gru_unit_grad(g: Any, x: Any, h: Any, w: Any, gates: Any, kept: Any, origin: bool) -> Any:
    size = op.shape_of(h)[1]
    update, reset, candidate, kept = _unit(x, h, w)
    of_gates, of_candidate = _unit_weights(w)
    through, rest = op.multiply(g, update), op.multiply(g, op.subtract(1, update))
    of_new, of_h = (rest, through) if origin else (through, rest)
    change = op.subtract(h, candidate) if origin else op.subtract(candidate, h)
    g_candidate = op.multiply(of_new, _tanh_slope(candidate))
    g_kept = op.matmul(g_candidate, transposed(of_candidate))
    g_update = op.multiply(op.multiply(g, change), _sigmoid_slope(update))
    g_reset = op.multiply(op.multiply(g_kept, h), _sigmoid_slope(reset))
    g_both = op.concat((g_update, g_reset), 1)
    of_h = op.add(of_h, op.multiply(g_kept, reset))
    of_h = op.add(of_h, op.matmul(g_both, transposed(of_gates)))
    for_gates = op.reshape(op.matmul(transposed(h), g_both), (2 * size * size,))
    for_candidate = op.reshape(op.matmul(transposed(kept), g_candidate), (size * size,))
    of_w = op.reshape(op.concat((for_gates, for_candidate), 0), (size, 3 * size))
    return op.concat((g_both, g_candidate), 1), of_h, of_w
