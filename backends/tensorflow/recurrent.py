"""Recurrent layers as loops of a graph: eager calls cost more than the steps' arithmetic.

One trace serves all lengths and batches of a dtype. float16 and bfloat16 are computed in float32.
"""

from compat.core.contract import implements

from .library import BFLOAT16, FLOAT16, FLOAT32, cast, tf

_graph = tf.function(reduce_retracing=True, autograph=False)


def _widened(xs):
    half = xs[0].dtype in (FLOAT16, BFLOAT16)
    return [cast(x, FLOAT32) for x in xs] if half else xs


def _narrowed(xs, dtype):
    return [x if x.dtype == dtype else cast(x, dtype) for x in xs]


def _fed(x, w, b):
    """`x @ w.T + b` for x (T, N, I), as one product."""
    steps, n, size = tf.unstack(tf.shape(x))
    rows = tf.matmul(tf.reshape(x, (steps * n, size)), w, transpose_b=True) + b
    return tf.reshape(rows, (steps, n, tf.shape(w)[0]))


def _rows(x):
    return tf.reshape(x, (-1, tf.shape(x)[-1]))


def _of_weights(sums, x):
    """Cotangents of weight and bias for those of the sums (T, N, K)."""
    return tf.matmul(_rows(sums), _rows(x), transpose_a=True), tf.reduce_sum(sums, (0, 1))


def _before(h, y):
    """The states every step began with."""
    return tf.concat((h[None], y[:-1]), 0)


def _loop(steps, body, state, writes, dtype):
    """`body(t, *state)` -> (new state, values to keep) for t = 0, ...; what was kept, stacked."""
    kept = [tf.TensorArray(dtype, steps) for _ in range(writes)]

    def step(t, state, kept):
        following, values = body(t, *state)
        for x, before in zip(following, state, strict=True):
            x.set_shape(before.shape)  # of sizes that are known only at run time 1 might be another
        return t + 1, following, [a.write(t, v) for a, v in zip(kept, values, strict=True)]

    _, state, kept = tf.while_loop(lambda t, *_: t < steps, step, (0, state, kept))
    return state, [a.stack() for a in kept]


# -- long short-term memory; the reserve (T, N, 6H): gates i, f, g, o, cell, its tanh -------------


@_graph
def _lstm(x, h, c, wi, wh, b):
    fed, size = _fed(x, wi, b), tf.shape(h)[1]

    def step(t, h, c):
        z = fed[t] + tf.matmul(h, wh, transpose_b=True)
        i, f, o = tf.sigmoid(z[:, :size]), tf.sigmoid(z[:, size : 2 * size]), z[:, 3 * size :]
        g, o = tf.tanh(z[:, 2 * size : 3 * size]), tf.sigmoid(o)
        c = f * c + i * g
        after = tf.tanh(c)
        h = o * after
        return [h, c], [h, tf.concat((i, f, g, o, c, after), 1)]

    (h, c), (y, reserve) = _loop(tf.shape(x)[0], step, [h, c], 2, x.dtype)
    return y, h, c, reserve


@_graph
def _lstm_grad(gy, gh, gc, x, h, c, wi, wh, y, reserve):
    steps = tf.shape(y)[0]
    i, f, g, o, cell, after = tf.split(reserve, 6, 2)
    # What multiplies the cotangents: of the sums i, f, g by that of c, o by that of h.
    by_c = (i * (1 - i) * g, f * (1 - f) * _before(c, cell), (1 - g * g) * i)
    slopes = tf.concat((*by_c, o * (1 - o) * after), 2)
    of_c = o * (1 - after * after)

    def step(k, gh, gc):
        t = steps - 1 - k
        gh = gh + gy[t]
        gc = gc + gh * of_c[t]
        sums = tf.concat((gc, gc, gc, gh), 1) * slopes[t]
        return [tf.matmul(sums, wh), gc * f[t]], [sums]

    (gh, gc), (sums,) = _loop(steps, step, [gh, gc], 1, y.dtype)
    sums = tf.reverse(sums, (0,))
    of_wi, of_b = _of_weights(sums, x)
    of_wh, _ = _of_weights(sums, _before(h, y))
    return tf.reshape(tf.matmul(_rows(sums), wi), tf.shape(x)), gh, gc, of_wi, of_wh, of_b


@implements
def lstm_training(x, h, c, wi, wh, b):
    *found, reserve = _lstm(*_widened((x, h, c, wi, wh, b)))
    return (*_narrowed(found, x.dtype), reserve)


@implements
def lstm_grad(gy, gh, gc, x, h, c, wi, wh, b, y, reserve):
    given = _widened((gy, gh, gc, x, h, c, wi, wh, y))
    return tuple(_narrowed(_lstm_grad(*given, reserve), x.dtype))


# -- gated recurrent unit; the reserve (T, N, 4H): reset, update, new, its hidden part -------------


@_graph
def _gru(x, h, wi, wh, bi, bh):
    fed, size = _fed(x, wi, bi), tf.shape(h)[1]

    def step(t, h):
        back = tf.matmul(h, wh, transpose_b=True) + bh
        both = tf.sigmoid(fed[t, :, : 2 * size] + back[:, : 2 * size])
        reset, update, hidden = both[:, :size], both[:, size:], back[:, 2 * size :]
        new = tf.tanh(fed[t, :, 2 * size :] + reset * hidden)
        h = new + update * (h - new)
        return [h], [h, tf.concat((both, new, hidden), 1)]

    (h,), (y, reserve) = _loop(tf.shape(x)[0], step, [h], 2, x.dtype)
    return y, h, reserve


@_graph
def _gru_grad(gy, gh, x, h, wi, wh, y, reserve):
    steps, before = tf.shape(y)[0], _before(h, y)
    reset, update, new, hidden = tf.split(reserve, 4, 2)
    of_new = (1 - update) * (1 - new * new)
    # By the cotangent of h: the sums of reset, update and new, and the hidden part of new.
    slopes = tf.concat(
        (
            of_new * hidden * reset * (1 - reset),
            (before - new) * update * (1 - update),
            of_new,
            of_new * reset,
        ),
        2,
    )
    size = tf.shape(h)[1]

    def step(k, gh):
        t = steps - 1 - k
        gh = gh + gy[t]
        sums = tf.tile(gh, (1, 4)) * slopes[t]
        back = tf.concat((sums[:, : 2 * size], sums[:, 3 * size :]), 1)
        return [gh * update[t] + tf.matmul(back, wh)], [sums]

    (gh,), (sums,) = _loop(steps, step, [gh], 1, y.dtype)
    sums = tf.reverse(sums, (0,))
    fed = sums[:, :, : 3 * size]
    of_wi, of_bi = _of_weights(fed, x)
    back = tf.concat((sums[:, :, : 2 * size], sums[:, :, 3 * size :]), 2)
    of_wh, of_bh = _of_weights(back, before)
    of_x = tf.reshape(tf.matmul(_rows(fed), wi), tf.shape(x))
    return of_x, gh, of_wi, of_wh, of_bi, of_bh


@implements
def gru_training(x, h, wi, wh, bi, bh):
    *found, reserve = _gru(*_widened((x, h, wi, wh, bi, bh)))
    return (*_narrowed(found, x.dtype), reserve)


@implements
def gru_grad(gy, gh, x, h, wi, wh, bi, bh, y, reserve):
    given = _widened((gy, gh, x, h, wi, wh, y))
    return tuple(_narrowed(_gru_grad(*given, reserve), x.dtype))
