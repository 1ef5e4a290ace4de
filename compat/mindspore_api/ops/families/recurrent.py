"""Recurrent networks as operators."""

from __future__ import annotations

from ....core import compose, op
from ... import _checkparam as validator
from ...common.tensor import wrap
from ..primitive import Primitive, prim_attr_register


class BasicLSTMCell(Primitive):
    """MindSpore has withdrawn its kernel as well."""

    def __init__(self, keep_prob=1.0, forget_bias=1.0, state_is_tuple=True, activation="tanh"):
        raise NotImplementedError(
            "mindspore.ops.BasicLSTMCell has no kernel in 2.0; use mindspore.nn.LSTMCell."
        )


class LSTM(Primitive):
    """Stacked long short-term memory; all weights in one tensor."""

    @prim_attr_register
    def __init__(self, input_size, hidden_size, num_layers, has_bias, bidirectional, dropout):
        name = self.name
        validator.check_positive_int(input_size, "input_size", name)
        validator.check_positive_int(hidden_size, "hidden_size", name)
        validator.check_positive_int(num_layers, "num_layers", name)
        validator.check_value_type("has_bias", has_bias, (bool,), name)
        validator.check_value_type("bidirectional", bidirectional, (bool,), name)
        validator.check_value_type("dropout", dropout, [float], name)
        validator.check_float_range(dropout, 0, 1, validator.INC_BOTH, "dropout", name)
        self.num_directions = 2 if bidirectional else 1
        if dropout:
            raise NotImplementedError(
                "mindspore.ops.LSTM with dropout > 0 is not supported; use mindspore.nn.LSTM."
            )

    def _compute(self, x, h, c, w):
        weights = self._cut(op.reshape(w._value, (w.size,)))
        value, hidden, cells = x._value, [], []
        for layer in range(self.num_layers):
            ys = []
            for direction in range(self.num_directions):
                i = layer * self.num_directions + direction
                wi, wh, b = weights[i]
                steps = op.flip(value, (0,)) if direction else value
                y, last_h, last_c = op.lstm(
                    steps, compose.select(h._value, 0, i), compose.select(c._value, 0, i), wi, wh, b
                )
                ys.append(op.flip(y, (0,)) if direction else y)
                hidden.append(last_h)
                cells.append(last_c)
            value = op.concat(ys, 2) if len(ys) > 1 else ys[0]
        reserve = wrap(op.full((1, 1), 0, x._name, op.device_of(x._value)))
        return wrap(value), wrap(op.stack(hidden, 0)), wrap(op.stack(cells, 0)), reserve, reserve

    def _cut(self, flat):
        """(wi, wh, b) of every layer and direction: all weights first, then all biases."""
        h, found, at = self.hidden_size, [], 0
        sizes = []
        for layer in range(self.num_layers):
            width = self.input_size if layer == 0 else h * self.num_directions
            sizes += [width] * self.num_directions
        for width in sizes:
            wi = op.reshape(compose.narrow(flat, 0, at, at + 4 * h * width), (4 * h, width))
            at += 4 * h * width
            wh = op.reshape(compose.narrow(flat, 0, at, at + 4 * h * h), (4 * h, h))
            at += 4 * h * h
            found.append([wi, wh])
        for pair in found:
            if self.has_bias:
                # MindSpore's CPU kernel adds the first half of the biases only.
                pair.append(compose.narrow(flat, 0, at, at + 4 * h))
                at += 8 * h
            else:
                pair.append(op.full((4 * h,), 0, op.dtype_of(flat), op.device_of(flat)))
        return found


class DynamicRNN(Primitive):
    """One layer of long short-term memory over time, gates input, cell, forget, output.

    MindSpore has this operator on Ascend chips; here it runs everywhere, with the arguments that
    say so left at their defaults.

    Args:
        cell_type (str, default 'LSTM'): only "LSTM".
        direction (str, default 'UNIDIRECTIONAL'): only "UNIDIRECTIONAL".
        cell_depth (int, default 1): layers; only 1.
        use_peephole (bool, default False): only False.
        keep_prob (float, default 1.0): only 1.0.
        cell_clip (float, default -1.0): only -1.0, no limit.
        num_proj (int, default 0): only 0.
        time_major (bool, default True): only True.
        activation (str, default 'tanh'): only "tanh".
        forget_bias (float, default 0.0): is added to the forget gate.
        is_training (bool, default True): no effect here.

    Inputs:
        x (Tensor): (T, N, I) of float16 or float32.
        w (Tensor): (I + H, 4 * H).
        b (Tensor): (4 * H,).
        seq_length (None): only None.
        init_h (Tensor): (1, N, H).
        init_c (Tensor): (1, N, H).

    Outputs:
        tuple of eight tensors (T, N, H): result, hidden state, cell state, gates i, j, f, o and
        tanh of the cell state.

    Raises:
        TypeError: `forget_bias` or `keep_prob` is not a float.
        ValueError: a word is another one.
        NotImplementedError: a feature is asked for that is said to be absent.

    Example:
        >>> x, w, b = ops.ones((2, 1, 3)), ops.ones((5, 8)), ops.zeros((8,))
        >>> state = ops.zeros((1, 1, 2))
        >>> ops.DynamicRNN()(x, w, b, None, state, state)[0].shape
        (2, 1, 2)
    """

    @prim_attr_register
    def __init__(
        self,
        cell_type="LSTM",
        direction="UNIDIRECTIONAL",
        cell_depth=1,
        use_peephole=False,
        keep_prob=1.0,
        cell_clip=-1.0,
        num_proj=0,
        time_major=True,
        activation="tanh",
        forget_bias=0.0,
        is_training=True,
    ):
        validator.check_value_type("forget_bias", forget_bias, [float], self.name)
        validator.check_value_type("keep_prob", keep_prob, [float], self.name)
        validator.check_string(cell_type, ["LSTM"], "cell_type", self.name)
        validator.check_string(direction, ["UNIDIRECTIONAL"], "direction", self.name)
        validator.check_string(activation, ["tanh"], "activation", self.name)
        if use_peephole or keep_prob != 1.0 or cell_clip != -1.0 or num_proj or not time_major:
            raise NotImplementedError(
                "mindspore.ops.DynamicRNN is supported without peephole, dropout, clipping and "
                "projection, time first; leave these at their defaults."
            )

    def _compute(self, x, w, b, seq_length, init_h, init_c):
        h, c = compose.squeeze(init_h._value, (0,)), compose.squeeze(init_c._value, (0,))
        kept = [[] for _ in range(8)]
        for step in compose.unstack(x._value, 0):
            gates = op.add(op.matmul(op.concat([step, h], 1), w._value), b._value)
            size = op.shape_of(h)[1]
            i, j, f, o = compose.split(gates, (size,) * 4, 1)
            i, j, o = op.sigmoid(i), op.tanh(j), op.sigmoid(o)
            f = op.sigmoid(op.add(f, self.forget_bias))
            c = op.add(op.multiply(f, c), op.multiply(i, j))
            after = op.tanh(c)
            h = op.multiply(o, after)
            for found, value in zip(kept, (h, h, c, i, j, f, o, after), strict=True):
                found.append(value)
        return tuple(wrap(op.stack(found, 0)) for found in kept)


class DynamicGRUV2(
    Primitive,
    inputs="x weight_input weight_hidden bias_input bias_hidden seq_length init_h",
    outputs="y output_h update reset new hidden_new",
):
    """One GRU layer over time; an Ascend operator of MindSpore."""

    @prim_attr_register
    def __init__(
        self,
        direction="UNIDIRECTIONAL",
        cell_depth=1,
        keep_prob=1.0,
        cell_clip=-1.0,
        num_proj=0,
        time_major=True,
        activation="tanh",
        gate_order="rzh",
        reset_after=True,
        is_training=True,
    ):
        validator.check_string(direction, ["UNIDIRECTIONAL"], "direction", self.name)
        validator.check_string(activation, ["tanh"], "activation", self.name)
        validator.check_string(gate_order, ["zrh", "rzh"], "gate_order", self.name)
        if keep_prob != 1.0 or cell_clip != -1.0 or num_proj or not time_major or not reset_after:
            raise NotImplementedError(
                "mindspore.ops.DynamicGRUV2 is supported without dropout, clipping and projection, "
                "time first, reset behind; leave these at their defaults."
            )

    def _compute(self, x, weight_i, weight_h, bias_i, bias_h, seq_length, init_h):
        h = init_h._value
        size = op.shape_of(h)[1]
        kept = [[] for _ in range(6)]
        for step in compose.unstack(x._value, 0):
            gi, gh = op.matmul(step, weight_i._value), op.matmul(h, weight_h._value)
            gi = gi if bias_i is None else op.add(gi, bias_i._value)
            gh = gh if bias_h is None else op.add(gh, bias_h._value)
            a, b, n = compose.split(gi, (size,) * 3, 1)
            ha, hb, hn = compose.split(gh, (size,) * 3, 1)
            first, second = op.sigmoid(op.add(a, ha)), op.sigmoid(op.add(b, hb))
            reset, update = (first, second) if self.gate_order == "rzh" else (second, first)
            new = op.tanh(op.add(n, op.multiply(reset, hn)))
            h = op.add(op.multiply(update, op.subtract(h, new)), new)
            for found, value in zip(kept, (h, h, update, reset, new, hn), strict=True):
                found.append(value)
        return tuple(wrap(op.stack(found, 0)) for found in kept)
