"""Steps of recurrent units."""

from __future__ import annotations

from compat.core import op

from ..._operands import check_dynamic, constant, f32, part, raw, take
from ..._registry import operator
from ..._varbase import wrap
from ...dygraph.layers import Layer
from ...layer_helper import LayerHelper
from ...param_attr import ParamAttr
from ..join import concat_op
from ..linear import fc

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
    if bias is not None:
        x = op.add(x, op.reshape(bias._value, (1, op.shape_of(w)[1])))
    if (activation, gate_activation) == (2, 1):
        result, gates, kept = op.gru_unit(x, h, w, bool(origin_mode))
    else:
        result, gates, kept = _gru_step(x, h, w, activation, gate_activation, origin_mode)
    # Paddle's kernel takes no cotangents of the gates and of the reset state.
    return wrap(raw(gates)), wrap(raw(kept)), wrap(result)


def _gru_step(x, h, w, activation, gate_activation, origin_mode):
    """(hidden, gates, reset hidden) with any activations."""
    size = op.shape_of(h)[1]
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
    return result, op.concat([raw(both), raw(candidate)], 1), kept


_NUMBERS = {"identity": 0, "sigmoid": 1, "tanh": 2, "relu": 3}


def gru_unit(
    input,
    hidden,
    size,
    param_attr=None,
    bias_attr=None,
    activation="tanh",
    gate_activation="sigmoid",
    origin_mode=False,
):
    """(hidden, reset hidden, gates) of one step of a gated recurrent unit with new weights.

    As in Paddle the activations are tanh and sigmoid, whatever is asked for.
    """
    _NUMBERS[activation], _NUMBERS[gate_activation]  # a KeyError for others, as in Paddle
    helper = LayerHelper("gru_unit", param_attr=param_attr, bias_attr=bias_attr)
    size, dtype, bias = size // 3, input.dtype, None
    weight = helper.create_parameter(helper.param_attr, [size, 3 * size], dtype)
    if helper.bias_attr:
        bias = helper.create_parameter(helper.bias_attr, [1, 3 * size], dtype, is_bias=True)
    gate, reset, updated = gru_unit_op(input, hidden, weight, bias, 2, 1, origin_mode)
    return updated, reset, gate


class GRUUnit(Layer):
    """Layer: one step of a gated recurrent unit (Cho et al., arXiv:1406.1078).

    Args:
        size (int): three times the number of hidden units.
        param_attr (ParamAttr, Initializer, str or None, default None): name, initial values,
            regularizer and rate of the weight.
        bias_attr (ParamAttr, Initializer, str, False or None, default None): the same of the bias;
            False leaves it out.
        activation (str, default 'tanh'): of the candidate.
        gate_activation (str, default 'sigmoid'): of the gates.
        origin_mode (bool, default False): no effect, as in Paddle.
        dtype (str, default 'float32'): dtype of the parameters.

    Inputs:
        input (Variable): (N, size).
        hidden (Variable): (N, size / 3).

    Outputs:
        tuple of three Variables: new hidden state, hidden state times reset gate, gates and
        candidate.

    Raises:
        EnforceNotMet: the shapes do not fit.

    Example:
        >>> layer = dygraph.GRUUnit(6)
        >>> x, hidden = np.ones((1, 6), "float32"), np.ones((1, 2), "float32")
        >>> layer(to_variable(x), to_variable(hidden))[0].shape
        [1, 2]
    """

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
        self.activation = _NUMBERS[activation]
        self.gate_activation = _NUMBERS[gate_activation]
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


def lstm_unit(
    x_t, hidden_t_prev, cell_t_prev, forget_bias=0.0, param_attr=None, bias_attr=None, name=None
):
    """(hidden, cell) of one step of a long short-term memory with new weights."""
    LayerHelper("lstm_unit", name=name)
    for var, called in (
        (x_t, "x_t"),
        (hidden_t_prev, "hidden_t_prev"),
        (cell_t_prev, "cell_t_prev"),
    ):
        if len(var.shape) != 2:
            raise ValueError(f"Rank of {called} must be 2.")
    if not x_t.shape[0] == hidden_t_prev.shape[0] == cell_t_prev.shape[0]:
        raise ValueError(
            "The 1st dimensions of x_t, hidden_t_prev and cell_t_prev must be the same."
        )
    if hidden_t_prev.shape[1] != cell_t_prev.shape[1]:
        raise ValueError("The 2nd dimensions of hidden_t_prev and cell_t_prev must be the same.")
    gates = fc(
        concat_op([x_t, hidden_t_prev], 1),
        4 * cell_t_prev.shape[1],
        param_attr=param_attr,
        bias_attr=ParamAttr() if bias_attr is None else bias_attr,
    )
    cell, hidden = lstm_unit_op(gates, cell_t_prev, forget_bias)
    return hidden, cell
