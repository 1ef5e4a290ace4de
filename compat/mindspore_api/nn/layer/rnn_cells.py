"""One step of recurrent networks."""

from __future__ import annotations

import functools
import math

import numpy as np

from ... import _checkparam as validator
from ... import log as logger
from ...common import dtype as mstype
from ...common.initializer import Uniform, initializer
from ...common.parameter import Parameter
from ...common.tensor import Tensor, value_of, wrap
from ...ops.arguments import kind_of
from ..cell import Cell
from ._recurrent import step

__all__ = ["LSTMCell", "GRUCell", "RNNCell"]

_FLOATS = [mstype.float32, mstype.float16]


def _check_state(x, states, name):
    for argument, value in (("x", x), *states.items()):
        if not isinstance(value, Tensor):
            raise TypeError(
                f"For '{name}', the '{argument}' must be '{mstype.TensorType}', "
                f"but got '{kind_of(value)}'"
            )
    for argument, value in (("x", x), *states.items()):
        validator.check_type_name(argument, value.dtype, _FLOATS, name)
    for value in states.values():
        if x.shape[0] != value.shape[0]:
            raise ValueError(
                f"For '{name}' batch size of x and hx must be equal, but got {x.shape[0]} of x and "
                f"{value.shape[0]} of hx."
            )


class RNNCellBase(Cell):
    """Weights of the gates, drawn as the original draws them."""

    def __init__(self, input_size, hidden_size, has_bias, num_chunks):
        super().__init__()
        validator.check_value_type("has_bias", has_bias, [bool], self.cls_name)
        validator.check_positive_int(hidden_size, "hidden_size", self.cls_name)
        validator.check_positive_int(input_size, "input_size", self.cls_name)
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.has_bias = has_bias
        rows = num_chunks * hidden_size
        self.weight_ih = _drawn(rows, input_size)
        self.weight_hh = _drawn(rows, hidden_size)
        self.bias_ih = _drawn(rows) if has_bias else None
        self.bias_hh = _drawn(rows) if has_bias else None
        self.reset_parameters()

    def reset_parameters(self):
        """Draw all weights from a uniform distribution."""
        bound = 1 / math.sqrt(self.hidden_size)
        for weight in self.get_parameters():
            weight.set_data(initializer(Uniform(bound), weight.shape))

    def _weights(self):
        found = (self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)
        return tuple(w if w is None else value_of(w) for w in found)


def _drawn(*shape):
    """The original draws these values only to replace them, which moves NumPy's stream."""
    return Parameter(Tensor(np.random.randn(*shape).astype(np.float32)))


class RNNCell(RNNCellBase):
    """One step of a plain recurrent network."""

    _non_linearity = ["tanh", "relu"]

    def __init__(self, input_size, hidden_size, has_bias=True, nonlinearity="tanh"):
        super().__init__(input_size, hidden_size, has_bias, num_chunks=1)
        validator.check_value_type("nonlinearity", nonlinearity, [str], self.cls_name)
        validator.check_string(nonlinearity, self._non_linearity, "nonlinearity", self.cls_name)
        self.nonlinearity = nonlinearity

    def construct(self, x, hx):
        """The next state."""
        _check_state(x, {"hx": hx}, self.cls_name)
        mode = "RNN_TANH" if self.nonlinearity == "tanh" else "RNN_RELU"
        return wrap(step(mode, value_of(x), (value_of(hx),), *self._weights())[0])


def _warned(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        logger.warning(
            "LSTMCell has been changed from 'single LSTM layer' to 'single LSTM cell', if you "
            "still need use single LSTM layer, please use `nn.LSTM` instead."
        )
        if len(args) > 4 or set(kwargs) & {"batch_size", "dropout", "bidirectional"}:
            raise ValueError(
                "The arguments of `nn.LSTMCell` from old MindSpore version(<1.6) are detected, if "
                "you still need use single LSTM layer, please use `nn.LSTM` instead."
            )
        return function(*args, **kwargs)

    return wrapper


class LSTMCell(RNNCellBase):
    """One step of a long short-term memory."""

    @_warned
    def __init__(self, input_size, hidden_size, has_bias=True):
        super().__init__(input_size, hidden_size, has_bias, num_chunks=4)
        self.support_non_tensor_inputs = True

    def construct(self, x, hx):
        """The next states (h, c)."""
        if not isinstance(hx, tuple):
            raise TypeError(
                f"For '{self.cls_name}', the 'hx' must be '{mstype.Tuple}', but got '{kind_of(hx)}'"
            )
        if len(hx) != 2:
            raise TypeError(
                f"For '{self.cls_name}', the length of 'hx' must be '2', but got '{len(hx)}'"
            )
        _check_state(x, {"hx[0]": hx[0], "hx[1]": hx[1]}, self.cls_name)
        state = (value_of(hx[0]), value_of(hx[1]))
        return tuple(wrap(s) for s in step("LSTM", value_of(x), state, *self._weights()))


class GRUCell(RNNCellBase):
    """One step of a gated recurrent unit."""

    def __init__(self, input_size, hidden_size, has_bias=True):
        super().__init__(input_size, hidden_size, has_bias, num_chunks=3)

    def construct(self, x, hx):
        """The next state."""
        _check_state(x, {"hx": hx}, self.cls_name)
        return wrap(step("GRU", value_of(x), (value_of(hx),), *self._weights())[0])
