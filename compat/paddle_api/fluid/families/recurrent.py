"""Recurrent units."""

from __future__ import annotations

from compat.core import op

from .._operands import check_dynamic, constant, f32, part, take
from .._registry import operator
from .._varbase import wrap
from ..dygraph.layers import Layer

_ACTIVATIONS = {
    0: lambda x: x,
    1: lambda x: op.sigmoid(x),
    2: lambda x: op.tanh(x),
    3: lambda x: op.relu(x),
}


@operator(
    inputs=("Input", "HiddenPrev", "Weight", "Bias"), outputs=("Gate", "ResetHiddenPrev", "Hidden")
)
def gru_unit_op(
    input,
    hidden_prev,
    weight,
    bias=None,
    activation=2,
    gate_activation=1,
    origin_mode=False,
    **options,
):
    """(gates, reset hidden, hidden): one step of a gated recurrent unit."""
    x, h, w = take(input, "gru_unit"), take(hidden_prev, "gru_unit"), take(weight, "gru_unit")
    size = op.shape_of(h)[1]
    if bias is not None:
        x = op.add(x, op.reshape(bias._value, (1, 3 * size)))
    gate, act = _ACTIVATIONS[gate_activation], _ACTIVATIONS[activation]
    # The weight's memory holds the gates' matrix, then the candidate's, one behind the other.
    flat = op.reshape(w, (3 * size * size,))
    gates_w = op.reshape(part(flat, 0, 0, 2 * size * size), (size, 2 * size))
    state_w = op.reshape(part(flat, 0, 2 * size * size, 3 * size * size), (size, size))
    both = gate(op.add(part(x, 1, 0, 2 * size), op.matmul(h, gates_w)))
    update, reset = part(both, 1, 0, size), part(both, 1, size, 2 * size)
    kept = op.multiply(reset, h)
    candidate = act(op.add(part(x, 1, 2 * size, 3 * size), op.matmul(kept, state_w)))
    rest = op.subtract(constant(update, 1), update)
    old, new = (update, rest) if origin_mode else (rest, update)
    result = op.add(op.multiply(old, h), op.multiply(new, candidate))
    gates = op.concat([both, candidate], 1)
    return wrap(gates), wrap(kept), wrap(result)


class GRUUnit(Layer):
    """One step of a gated recurrent unit; `origin_mode` is ignored, as in the original."""

    def __init__(
        self,
        size,
        param_attr=None,
        bias_attr=None,
        activation="tanh",
        gate_activation="sigmoid",
        origin_mode=False,
        dtype="float32",
    ):
        super().__init__()
        self._bias_attr = bias_attr
        numbers = {"identity": 0, "sigmoid": 1, "tanh": 2, "relu": 3}
        self.activation = numbers[activation]
        self.gate_activation = numbers[gate_activation]
        self._dtype = dtype
        size = size // 3
        self.weight = self.create_parameter(attr=param_attr, shape=[size, 3 * size], dtype=dtype)
        self._bias_size = [1, 3 * size]
        self.bias = self.create_parameter(
            attr=bias_attr, shape=self._bias_size, dtype=dtype, is_bias=True
        )

    def forward(self, input, hidden):
        """(hidden, reset hidden, gates) of the step."""
        check_dynamic(input, "GRUUnit")
        gate, reset, updated = gru_unit_op(
            input, hidden, self.weight, self.bias, self.activation, self.gate_activation
        )
        return updated, reset, gate


@operator
def lstm_unit_op(x, c_prev, forget_bias=0.0, **options):
    """(cell, hidden): one step from the sums of the gates i, f, o, j."""
    v, c = take(x, "lstm_unit"), take(c_prev, "lstm_unit")
    size = op.shape_of(c)[1]
    i, f, o, j = (part(v, 1, k * size, (k + 1) * size) for k in range(4))
    forget = op.sigmoid(op.add(f, f32(forget_bias)))
    cell = op.add(op.multiply(forget, c), op.multiply(op.sigmoid(i), op.tanh(j)))
    return wrap(cell), wrap(op.multiply(op.sigmoid(o), op.tanh(cell)))
