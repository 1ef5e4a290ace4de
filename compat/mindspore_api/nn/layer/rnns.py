"""Recurrent networks over whole sequences."""

from __future__ import annotations

import math

import numpy as np

from compat.core import op

from ... import _checkparam as validator
from ... import log as logger
from ...common import dtype as mstype
from ...common.parameter import Parameter, ParameterTuple
from ...common.tensor import Tensor, value_of, wrap
from ...ops.arguments import kind_of
from ..cell import Cell
from ._recurrent import reversed_in_time, run
from .basic import Dropout

__all__ = ["LSTM", "GRU", "RNN"]

_GATES = {"LSTM": 4, "GRU": 3, "RNN_TANH": 1, "RNN_RELU": 1}


def _check_is_tensor(argument, value, name):
    if not isinstance(value, Tensor):
        raise TypeError(
            f"For '{name}', the '{argument}' must be '{mstype.TensorType}', but got "
            f"'{kind_of(value)}'"
        )


class _Direction(Cell):
    """One layer in one direction."""

    _mode = None

    def construct(self, x, state, lengths, weights):
        """(outputs, last states), all of them core values."""
        return run(self._mode, x, state, lengths, weights)


class _DynamicRNNRelu(_Direction):
    """With relu."""

    _mode = "RNN_RELU"


class _DynamicRNNTanh(_Direction):
    """With tanh."""

    _mode = "RNN_TANH"


class _DynamicGRUCPUGPU(_Direction):
    """Gated recurrent unit."""

    _mode = "GRU"


class _DynamicLSTMCPUGPU(_Direction):
    """Long short-term memory."""

    _mode = "LSTM"


_DIRECTIONS = (_DynamicRNNRelu, _DynamicRNNTanh, _DynamicGRUCPUGPU, _DynamicLSTMCPUGPU)


class _RNNBase(Cell):
    """Layers of one kind of cell, forwards or in both directions."""

    def __init__(
        self, mode, input_size, hidden_size, num_layers=1, has_bias=True, batch_first=False,
        dropout=0.0, bidirectional=False,
    ):  # fmt: skip
        super().__init__()
        name = self.cls_name
        validator.check_positive_int(hidden_size, "hidden_size", name)
        validator.check_positive_int(input_size, "input_size", name)
        validator.check_positive_int(num_layers, "num_layers", name)
        validator.check_is_float(dropout, "dropout", name)
        validator.check_value_type("has_bias", has_bias, [bool], name)
        validator.check_value_type("batch_first", batch_first, [bool], name)
        validator.check_value_type("bidirectional", bidirectional, [bool], name)
        if not 0 <= dropout < 1:
            raise ValueError(
                f"For '{name}', the 'dropout' must be a number in range [0, 1) representing the "
                f"probability of an element being zeroed, but got {dropout}."
            )
        if dropout > 0 and num_layers == 1:
            logger.warning(
                "dropout option adds dropout after all but last recurrent layer, so non-zero "
                f"dropout expects num_layers greater than 1, but got dropout={dropout} and "
                f"num_layers={num_layers}"
            )
        self._mode = mode
        self.rnn = {d._mode: d for d in _DIRECTIONS}[mode]()
        self.hidden_size = hidden_size
        self.batch_first = batch_first
        self.num_layers = num_layers
        self.dropout = dropout
        self.dropout_op = Dropout(p=float(dropout))
        self.bidirectional = bidirectional
        self.has_bias = has_bias
        self.is_lstm = mode == "LSTM"
        self._draw_weights(input_size)

    def _draw_weights(self, input_size):
        rows, directions = _GATES[self._mode] * self.hidden_size, 2 if self.bidirectional else 1
        bound = 1 / math.sqrt(self.hidden_size)
        lists = {"weight_ih": [], "weight_hh": [], "bias_ih": [], "bias_hh": []}
        for layer in range(self.num_layers):
            width = input_size if layer == 0 else self.hidden_size * directions
            for direction in range(directions):
                suffix = f"_l{layer}" + ("_reverse" if direction else "")
                shapes = {"weight_ih": (rows, width), "weight_hh": (rows, self.hidden_size)}
                if self.has_bias:
                    shapes.update(bias_ih=(rows,), bias_hh=(rows,))
                for kind, shape in shapes.items():
                    drawn = np.random.uniform(-bound, bound, shape).astype(np.float32)
                    lists[kind].append(Parameter(Tensor(drawn), name=kind + suffix))
        self.w_ih_list = ParameterTuple(lists["weight_ih"])
        self.w_hh_list = ParameterTuple(lists["weight_hh"])
        self.b_ih_list = ParameterTuple(lists["bias_ih"])
        self.b_hh_list = ParameterTuple(lists["bias_hh"])

    def construct(self, x, hx=None, seq_length=None):
        """(outputs, last states); states are (layers * directions, N, H)."""
        _check_is_tensor("x", x, self.cls_name)
        batch = x.shape[0] if self.batch_first else x.shape[1]
        kind = str(x.dtype).lower()
        states = self._states(x, hx, batch)
        lengths = None
        if seq_length is not None:
            kinds = [mstype.int32, mstype.int64]
            validator.check_type_name("seq_length", seq_length.dtype, kinds, self.cls_name)
            if batch != seq_length.shape[0]:
                raise ValueError(
                    f"For '{self.cls_name}' batch size of x and seq_length must be equal, but got "
                    f"{batch} of x and {seq_length.shape[0]} of seq_length."
                )
            lengths = value_of(seq_length)
        value = value_of(x)
        if self.batch_first:
            value = op.permute_dims(value, (1, 0, 2))
        output, last = self._layers(value, states, lengths)
        if self.batch_first:
            output = op.permute_dims(output, (1, 0, 2))
        output, last = wrap(op.astype(output, kind)), [wrap(op.astype(s, kind)) for s in last]
        return output, (tuple(last) if self.is_lstm else last[0])

    def _states(self, x, hx, batch):
        name, floats = self.cls_name, [mstype.float32, mstype.float16]
        if hx is None:
            rows = self.num_layers * (2 if self.bidirectional else 1)
            shape, kind = (rows, batch, self.hidden_size), str(x.dtype).lower()
            zeros = op.full(shape, 0.0, kind, op.device_of(value_of(x)))
            return (zeros, zeros) if self.is_lstm else (zeros,)
        if not self.is_lstm:
            _check_is_tensor("h", hx, name)
            given = {"x": x.dtype, "hx": hx.dtype}
            hx = (hx,)
        else:
            if not isinstance(hx, tuple):
                raise TypeError(
                    f"For '{name}', the 'hx' must be '{mstype.Tuple}', but got '{kind_of(hx)}'"
                )
            if len(hx) != 2:
                raise TypeError(
                    f"For '{name}', the length of 'hx' must be '2', but got '{len(hx)}'"
                )
            for i, state in enumerate(hx):
                _check_is_tensor(f"hx[{i}]", state, name)
            given = {"x": x.dtype, "hx[0]": hx[0].dtype, "hx[1]": hx[1].dtype}
        validator.check_types_same_and_valid(given, floats, name)
        return tuple(value_of(s) for s in hx)

    def _layers(self, x, states, lengths):
        directions = 2 if self.bidirectional else 1
        last = []
        for layer in range(self.num_layers):
            outputs = []
            for direction in range(directions):
                place = layer * directions + direction
                given = reversed_in_time(x, lengths) if direction else x
                state = tuple(_row(s, place) for s in states)
                weights = self._weights(place, op.dtype_of(x))
                output, new = self.rnn(given, state, lengths, weights)
                outputs.append(reversed_in_time(output, lengths) if direction else output)
                last.append(new)
            output = op.concat(outputs, 2) if directions == 2 else outputs[0]
            x = output
            if self.dropout != 0 and layer < self.num_layers - 1:
                x = value_of(self.dropout_op(wrap(output)))
        return output, [op.stack([new[i] for new in last], 0) for i in range(len(states))]

    def _weights(self, place, kind):
        found = [self.w_ih_list[place], self.w_hh_list[place]]
        if self.has_bias:
            found += [self.b_ih_list[place], self.b_hh_list[place]]
        values = [value_of(w) for w in found]
        values = [v if op.dtype_of(v) == kind else op.astype(v, kind) for v in values]
        return values if self.has_bias else [*values, None, None]


def _row(states, place):
    _, n, width = op.shape_of(states)
    row = op.strided_slice(states, (place, 0, 0), (place + 1, n, width), (1, 1, 1))
    return op.reshape(row, (n, width))


class RNN(_RNNBase):
    """Plain recurrent network with tanh or relu."""

    def __init__(self, *args, **kwargs):
        nonlinearity = kwargs.pop("nonlinearity", "tanh")
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError(
                f"For '{self.cls_name}', the 'nonlinearity' must be in ['tanh', 'relu'], "
                f"but got {nonlinearity}."
            )
        super().__init__("RNN_TANH" if nonlinearity == "tanh" else "RNN_RELU", *args, **kwargs)


class GRU(_RNNBase):
    """Gated recurrent unit."""

    def __init__(self, *args, **kwargs):
        super().__init__("GRU", *args, **kwargs)


class LSTM(_RNNBase):
    """Cell of layers of long short-term memory (Hochreiter and Schmidhuber, 1997).

    Args:
        input_size (int): features of the input, I.
        hidden_size (int): features of the states, H.
        num_layers (int, default 1): layers, each fed with the one before.
        has_bias (bool, default True): biases are learned.
        batch_first (bool, default False): the input is (N, T, I), not (T, N, I).
        dropout (float, default 0.0): probability of zeroing between layers, in [0, 1).
        bidirectional (bool, default False): layers in both directions, D = 2.

    Inputs:
        x (Tensor): (T, N, I), float16 or float32.
        hx (tuple of 2 Tensors or None): first states, each (D * num_layers, N, H); None: zeros.
        seq_length (Tensor or None): int32 (N,): the length of each sequence; None: all T.

    Outputs:
        tuple: the result (T, N, D * H), and the last states, each (D * num_layers, N, H).

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range.

    Example:
        >>> net = nn.LSTM(3, 4)
        >>> state = ops.zeros((1, 2, 4), ms.float32)
        >>> y, (h, c) = net(ops.ones((5, 2, 3), ms.float32), (state, state))
        >>> y.shape, h.shape
        ((5, 2, 4), (1, 2, 4))
    """

    def __init__(self, *args, **kwargs):
        super().__init__("LSTM", *args, **kwargs)
