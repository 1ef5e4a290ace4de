"""Recurrent networks on core values: one step, a whole sequence, sequences of several lengths."""

from __future__ import annotations

from compat.core import op


def step(mode, x, state, wi, wh, bi, bh):
    """The states after one step of x (N, I)."""
    gates = _affine(x, wi, bi)
    inner = _affine(state[0], wh, bh)
    if mode == "RNN_TANH":
        return (op.tanh(op.add(gates, inner)),)
    if mode == "RNN_RELU":
        return (op.relu(op.add(gates, inner)),)
    if mode == "GRU":
        return (_gru(gates, inner, state[0]),)
    return _lstm(op.add(gates, inner), state[1])


def _affine(x, w, b):
    y = op.matmul(x, op.permute_dims(w, (1, 0)))
    return y if b is None else op.add(y, b)


def _parts(x, count):
    n, width = op.shape_of(x)
    size = width // count
    return [op.strided_slice(x, (0, i * size), (n, (i + 1) * size), (1, 1)) for i in range(count)]


def _lstm(gates, c):
    i, f, g, o = _parts(gates, 4)
    c = op.add(op.multiply(op.sigmoid(f), c), op.multiply(op.sigmoid(i), op.tanh(g)))
    return op.multiply(op.sigmoid(o), op.tanh(c)), c


def _gru(gates, inner, h):
    (ir, iz, inew), (hr, hz, hnew) = _parts(gates, 3), _parts(inner, 3)
    reset, keep = op.sigmoid(op.add(ir, hr)), op.sigmoid(op.add(iz, hz))
    new = op.tanh(op.add(inew, op.multiply(reset, hnew)))
    return op.add(new, op.multiply(keep, op.subtract(h, new)))


def run(mode, x, state, lengths, weights):
    """(outputs (T, N, H), last states) of x (T, N, I); `lengths` (N,) or None."""
    if mode not in ("LSTM", "GRU"):
        return _plain(mode, x, state, lengths, weights)
    if lengths is None:
        return _fused(mode, x, state, *weights)
    return _fused_within(lengths, mode, x, state, *weights)


def _plain(mode, x, state, lengths, weights):
    """A network without gates: one product for the inputs of all steps, then step by step."""
    wi, wh, bi, bh = weights
    act = op.tanh if mode == "RNN_TANH" else op.relu
    steps, n, size = op.shape_of(x)
    fed = _affine(op.reshape(x, (steps * n, size)), wi, bi)
    fed = op.reshape(fed, (steps, n, op.shape_of(wi)[0]))
    (h,), outputs = state, []
    for t in range(steps):
        output = new = act(op.add(_at(fed, t), _affine(h, wh, bh)))
        if lengths is not None:
            live = op.reshape(op.greater(lengths, t), (n, 1))
            new = op.where(live, new, h)
            output = op.multiply(output, op.astype(live, op.dtype_of(output)))
        h = new
        outputs.append(output)
    return op.stack(outputs, 0), (h,)


def _fused(mode, x, state, wi, wh, bi, bh):
    rows = op.shape_of(wi)[0]
    if bi is None:
        bi = bh = op.full((rows,), 0.0, op.dtype_of(wi), op.device_of(wi))
    if mode == "GRU":
        outputs, h = op.gru(x, state[0], wi, wh, bi, bh)
        return outputs, (h,)
    outputs, h, c = op.lstm(x, *state, wi, wh, op.add(bi, bh))
    return outputs, (h, c)


# Behind the end of a sequence the input gate is shut and the forget gate open: this much more in
# their sums makes the sigmoids 0 and 1 in every type.
_SHUT = 1e4


def _fused_within(lengths, mode, x, state, wi, wh, bi, bh):
    """`_fused` for sequences that end earlier, whose states stay from there on."""
    steps, n, _ = op.shape_of(x)
    places = op.arange(0, steps, 1, op.dtype_of(lengths), op.device_of(x))
    live = op.less(op.reshape(places, (steps, 1, 1)), op.reshape(lengths, (1, n, 1)))
    x = op.where(live, x, 0)
    if mode == "LSTM":
        x, wi = _shutting(x, op.astype(op.logical_not(live), op.dtype_of(x)), wi)
    outputs, (last, *cell) = _fused(mode, x, state, wi, wh, bi, bh)
    size = op.shape_of(last)[1]
    index = op.minimum(op.maximum(op.subtract(lengths, 1), 0), steps - 1)
    index = op.broadcast_to(op.reshape(index, (1, n, 1)), (1, n, size))
    last = op.reshape(op.take_along_axis(outputs, index, 0), (n, size))
    last = op.where(op.reshape(op.greater(lengths, 0), (n, 1)), last, state[0])
    return op.where(live, outputs, 0), (last, *cell)


def _shutting(x, over, wi):
    """x and the weights of the gates with one column more, which keeps the cell where it is 1."""
    size = op.shape_of(wi)[0] // 4
    kind, device = op.dtype_of(wi), op.device_of(wi)
    parts = [op.full((size, 1), value, kind, device) for value in (-_SHUT, _SHUT, 0.0, 0.0)]
    return op.concat([x, over], 2), op.concat([wi, op.concat(parts, 0)], 1)


def _at(x, t):
    _, n, width = op.shape_of(x)
    return op.reshape(op.strided_slice(x, (t, 0, 0), (t + 1, n, width), (1, 1, 1)), (n, width))


def reversed_in_time(x, lengths):
    """`x` backwards; with `lengths` every sequence within its own length."""
    if lengths is None:
        return op.flip(x, (0,))
    steps, n, width = op.shape_of(x)
    device = op.device_of(x)
    kind = op.dtype_of(lengths)
    places = op.reshape(op.arange(0, steps, 1, kind, device), (steps, 1))
    last = op.subtract(op.reshape(lengths, (1, n)), 1)
    back = op.subtract(last, places)
    index = op.where(op.less(back, 0), op.broadcast_to(places, (steps, n)), back)
    index = op.broadcast_to(op.reshape(index, (steps, n, 1)), (steps, n, width))
    return op.take_along_axis(x, index, 0)
