"""Recurrent layers: a handful of NumPy calls for every step, the rest for all steps at once.

Steps keep units first and the batch last, (4H, N): every gate is one block of memory. A sigmoid is
`tanh(z / 2) / 2 + 1 / 2`; the halves stand in the weights (exact, as they are powers of two), so
that one call of `tanh` serves all gates.
"""

from __future__ import annotations

import numpy as np

from compat.core.contract import implements

from .dtypes import FLOAT16, FLOAT32
from .quiet import quietly


def _widened(xs):
    return [x.astype(FLOAT32) if x.dtype == FLOAT16 else x for x in xs]


def _narrowed(xs, dtype):
    return tuple(np.asarray(x).astype(dtype, copy=False) for x in xs)


def _turned(x):
    """x (T, K, N) as a new array (T, N, K), and back."""
    return np.ascontiguousarray(x.transpose(0, 2, 1))


def _fed(x, w, b):
    """`x @ w.T + b` for x (T, N, I), as (T, K, N), not contiguous."""
    rows = np.matmul(x.reshape(-1, x.shape[2]), w.T)
    return np.add(rows, b, out=rows).reshape(*x.shape[:2], -1).transpose(0, 2, 1)


def _before(h, y):
    """The states every step began with, as rows (T * N, H)."""
    return np.concatenate((h[None], y[:-1])).reshape(-1, h.shape[1])


def _of_weights(rows, x):
    """Cotangents of weight and bias for those of the sums, as rows."""
    return np.matmul(rows.T, x), np.add.reduce(rows, 0)


# -- long short-term memory; the reserve (T, 6, H, N): gates i, f, o, g, cell, its tanh -----------


def _halves(*blocks):
    """Gates (4H, ...) in the order i, f, o, g, the sigmoids' halved."""
    for b in blocks:
        i, f, g, o = np.split(b, 4)
        mixed = np.concatenate((i, f, o, g))
        mixed[: 3 * len(i)] *= 0.5
        yield mixed


def _lstm(x, h, c, wi, wh, b):
    steps, n, _ = x.shape
    width = h.shape[1]
    wi, wh, b = _halves(wi, wh, b)
    reserve = np.empty((steps, 6 * width, n), x.dtype)
    reserve[:, : 4 * width] = _fed(x, wi, b)
    states = np.empty((steps, width, n), x.dtype)
    h, c = np.ascontiguousarray(h.T), np.ascontiguousarray(c.T)
    back, scratch = np.empty((4 * width, n), x.dtype), np.empty_like(c)
    matmul, add, multiply, tanh = np.matmul, np.add, np.multiply, np.tanh
    cuts = [slice(k * width, (k + 1) * width) for k in range(6)]
    gates, sigmoids = slice(0, 4 * width), slice(0, 3 * width)
    at_i, at_f, at_o, at_g, at_c, at_after = cuts
    for step, state in zip(reserve, states, strict=True):
        z, s, cell, after = step[gates], step[sigmoids], step[at_c], step[at_after]
        add(z, matmul(wh, h, back), z)
        tanh(z, z)
        multiply(s, 0.5, s)
        add(s, 0.5, s)
        multiply(step[at_f], c, cell)
        add(cell, multiply(step[at_i], step[at_g], scratch), cell)
        tanh(cell, after)
        multiply(step[at_o], after, state)
        h, c = state, cell
    return _turned(states), h.T.copy(), c.T.copy(), reserve.reshape(steps, 6, width, n)


def _lstm_slopes(c, reserve):
    """What multiplies the cotangents: of the sums i, f, g (by that of c), o (by that of h)."""
    i, f, o, g, cell, after = (reserve[:, k] for k in range(6))
    found = np.empty((len(reserve), 4, *c.shape), c.dtype)
    sigmoids = reserve[:, :3]
    slopes = np.multiply(sigmoids, np.subtract(1, sigmoids))
    np.multiply(slopes[:, 0], g, out=found[:, 0])
    np.multiply(slopes[0, 1], c, out=found[0, 1])
    np.multiply(slopes[1:, 1], cell[:-1], out=found[1:, 1])
    np.multiply(g, g, out=found[:, 2])
    np.subtract(1, found[:, 2], out=found[:, 2])
    np.multiply(found[:, 2], i, out=found[:, 2])
    np.multiply(slopes[:, 2], after, out=found[:, 3])
    of_c = np.multiply(after, after)
    np.subtract(1, of_c, out=of_c)
    return found, np.multiply(of_c, o, out=of_c), f


def _lstm_grad(gy, gh, gc, x, h, c, wi, wh, y, reserve):
    steps, n, width = y.shape
    sums, slopes, forget = _lstm_slopes(np.ascontiguousarray(c.T), reserve)
    gy, gh, gc = _turned(gy), gh.T.copy(), gc.T.copy()
    scratch, turned = np.empty_like(gc), np.ascontiguousarray(wh.T)
    matmul, add, multiply = np.matmul, np.add, np.multiply
    for t in range(steps - 1, -1, -1):
        add(gh, gy[t], gh)
        add(gc, multiply(gh, slopes[t], scratch), gc)
        step = sums[t]
        by_c, by_h = step[:3], step[3]
        multiply(by_c, gc, by_c)
        multiply(by_h, gh, by_h)
        multiply(gc, forget[t], gc)
        matmul(turned, step.reshape(4 * width, n), gh)
    rows = _turned(sums.reshape(steps, 4 * width, n)).reshape(-1, 4 * width)
    of_wi, of_b = _of_weights(rows, x.reshape(-1, x.shape[2]))
    of_wh = np.matmul(rows.T, _before(h, y))
    return np.matmul(rows, wi).reshape(x.shape), gh.T.copy(), gc.T.copy(), of_wi, of_wh, of_b


@implements
def lstm_training(x, h, c, wi, wh, b):
    *found, reserve = quietly(_lstm, *_widened((x, h, c, wi, wh, b)))
    return (*_narrowed(found, x.dtype), reserve)


@implements
def lstm_grad(gy, gh, gc, x, h, c, wi, wh, b, y, reserve):
    given = _widened((gy, gh, gc, x, h, c, wi, wh, y))
    return _narrowed(quietly(_lstm_grad, *given, reserve), x.dtype)


# -- gated recurrent unit; the reserve (T, 4, H, N): reset, update, new, its hidden part ----------


def _gru(x, h, wi, wh, bi, bh):
    steps, n, _ = x.shape
    width = h.shape[1]
    scale = np.full(3 * width, 0.5, x.dtype)
    scale[2 * width :] = 1
    fed_bias = bi.copy()
    fed_bias[: 2 * width] += bh[: 2 * width]
    bias, wh = bh[2 * width :, None], wh * scale[:, None]
    reserve = np.empty((steps, 4 * width, n), x.dtype)
    reserve[:, : 3 * width] = _fed(x, wi * scale[:, None], fed_bias * scale)
    states = np.empty((steps, width, n), x.dtype)
    h = np.ascontiguousarray(h.T)
    back, scratch = np.empty((3 * width, n), x.dtype), np.empty_like(h)
    back_gates, back_new = back[: 2 * width], back[2 * width :]
    matmul, add, multiply, tanh, subtract = np.matmul, np.add, np.multiply, np.tanh, np.subtract
    both = slice(0, 2 * width)
    at_reset, at_update, at_new, at_hidden = (slice(k * width, (k + 1) * width) for k in range(4))
    for step, state in zip(reserve, states, strict=True):
        z, new, hidden = step[both], step[at_new], step[at_hidden]
        matmul(wh, h, back)
        add(z, back_gates, z)
        tanh(z, z)
        multiply(z, 0.5, z)
        add(z, 0.5, z)
        add(back_new, bias, hidden)
        add(new, multiply(step[at_reset], hidden, scratch), new)
        tanh(new, new)
        subtract(h, new, state)
        multiply(state, step[at_update], state)
        add(state, new, state)
        h = state
    return _turned(states), h.T.copy(), reserve.reshape(steps, 4, width, n)


def _gru_slopes(h, y, reserve):
    """What multiplies the cotangent of the state: sums of reset, update, hidden part, new."""
    reset, update, new, hidden = (reserve[:, k] for k in range(4))
    found = np.empty_like(reserve)
    of_reset, of_update, of_hidden, of_new = (found[:, k] for k in range(4))
    gates = reserve[:, :2]
    slopes = np.multiply(gates, np.subtract(1, gates))
    np.multiply(new, new, out=of_new)
    np.subtract(1, of_new, out=of_new)
    np.multiply(of_new, np.subtract(1, update), out=of_new)
    np.multiply(of_new, reset, out=of_hidden)
    np.multiply(of_new, hidden, out=of_reset)
    np.multiply(of_reset, slopes[:, 0], out=of_reset)
    np.subtract(h.T, new[0], out=of_update[0])
    np.subtract(y[:-1].transpose(0, 2, 1), new[1:], out=of_update[1:])
    np.multiply(of_update, slopes[:, 1], out=of_update)
    return found, update


def _gru_grad(gy, gh, x, h, wi, wh, y, reserve):
    steps, n, width = y.shape
    sums, update = _gru_slopes(h, y, reserve)
    gy, gh = _turned(gy), gh.T.copy()
    scratch, turned = np.empty_like(gh), np.ascontiguousarray(wh.T)
    for t in range(steps - 1, -1, -1):
        np.add(gh, gy[t], gh)
        step = sums[t]
        np.multiply(step, gh, step)
        np.multiply(gh, update[t], gh)
        np.add(gh, np.matmul(turned, step[:3].reshape(3 * width, n), scratch), gh)
    rows = _turned(sums.reshape(steps, 4 * width, n)).reshape(-1, 4 * width)
    back = rows[:, : 3 * width]
    fed = np.concatenate((rows[:, : 2 * width], rows[:, 3 * width :]), 1)
    of_wi, of_bi = _of_weights(fed, x.reshape(-1, x.shape[2]))
    of_wh, of_bh = _of_weights(back, _before(h, y))
    return np.matmul(fed, wi).reshape(x.shape), gh.T.copy(), of_wi, of_wh, of_bi, of_bh


@implements
def gru_training(x, h, wi, wh, bi, bh):
    *found, reserve = quietly(_gru, *_widened((x, h, wi, wh, bi, bh)))
    return (*_narrowed(found, x.dtype), reserve)


@implements
def gru_grad(gy, gh, x, h, wi, wh, bi, bh, y, reserve):
    given = _widened((gy, gh, x, h, wi, wh, y))
    return _narrowed(quietly(_gru_grad, *given, reserve), x.dtype)


# -- the unit that resets before its product -----------------------------------------------------


def _unit_weights(w):
    size = len(w)
    flat = w.reshape(-1)
    cut = 2 * size * size
    return flat[:cut].reshape(size, 2 * size), flat[cut:].reshape(size, size)


def _gru_unit(x, h, w, origin):
    size = h.shape[1]
    of_gates, of_candidate = _unit_weights(w)
    gates = x.copy()
    both, candidate = gates[:, : 2 * size], gates[:, 2 * size :]
    both += np.matmul(h, of_gates)
    both *= 0.5
    np.tanh(both, both)
    both *= 0.5
    both += 0.5
    kept = both[:, size:] * h
    candidate += np.matmul(kept, of_candidate)
    np.tanh(candidate, candidate)
    old, new = (h, candidate) if origin else (candidate, h)
    result = old - new
    result *= both[:, :size]
    result += new
    return result, gates, kept


def _gru_unit_grad(g, h, w, gates, kept, origin):
    size = h.shape[1]
    of_gates, of_candidate = _unit_weights(w)
    found, of_w = np.empty_like(gates), np.empty_like(w)
    both, candidate = gates[:, : 2 * size], gates[:, 2 * size :]
    g_both, g_candidate = found[:, : 2 * size], found[:, 2 * size :]
    through = g * both[:, :size]
    rest = g - through
    of_new, of_h = (rest, through) if origin else (through, rest)
    np.multiply(candidate, candidate, g_candidate)
    np.subtract(1, g_candidate, g_candidate)
    g_candidate *= of_new
    g_kept = np.matmul(g_candidate, of_candidate.T)
    np.subtract(1, both, g_both)
    g_both *= both
    change = np.subtract(h, candidate) if origin else np.subtract(candidate, h)
    change *= g
    g_both[:, :size] *= change
    g_both[:, size:] *= np.multiply(g_kept, h, change)
    g_kept *= both[:, size:]
    of_h += g_kept
    of_h += np.matmul(g_both, of_gates.T)
    for_gates, for_candidate = _unit_weights(of_w)
    np.matmul(h.T, g_both, for_gates)
    np.matmul(kept.T, g_candidate, for_candidate)
    return found, of_h, of_w


@implements
def gru_unit(x, h, w, origin):
    found = quietly(_gru_unit, *_widened((x, h, w)), origin)
    return found if x.dtype != FLOAT16 else _narrowed(found, x.dtype)


@implements
def gru_unit_grad(g, x, h, w, gates, kept, origin):
    found = quietly(_gru_unit_grad, *_widened((g, h, w, gates, kept)), origin)
    return found if x.dtype != FLOAT16 else _narrowed(found, x.dtype)
