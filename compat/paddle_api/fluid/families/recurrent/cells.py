"""Cells of recurrent networks, and networks that run a cell over time."""

from __future__ import annotations

import copy

from ... import unique_name
from ..._structure import assert_same_structure, flatten, map_structure
from ...dygraph.layer_object_helper import LayerObjectHelper
from ...dygraph.layers import Layer
from ..activation import sigmoid, tanh
from ..creation import fill_constant, fill_constant_batch_size_like
from ..elementwise.binary import elementwise_add, elementwise_mul
from ..join import concat, split, stack
from ..linalg import matmul
from ..sequence import sequence_mask
from ..shape.view import reverse, transpose


class RNNCell:
    """Base of cells: `call(inputs, states)` gives (outputs, new states)."""

    def call(self, inputs, states, **kwargs):
        """Subclasses compute one step."""
        raise NotImplementedError("RNNCell must implent the call function.")

    def __call__(self, inputs, states, **kwargs):
        return self.call(inputs, states, **kwargs)

    def get_initial_states(
        self, batch_ref, shape=None, dtype="float32", init_value=0, batch_dim_idx=0
    ):
        """States of one value with the batch size of `batch_ref`.

        `shape` is one shape without the batch axis, or a structure of such shapes; by default the
        cell's `state_shape`.
        """
        batch = flatten(batch_ref)[0]
        if dtype is None:
            try:
                dtype = self.state_dtype
            except NotImplementedError:
                dtype = "float32"

        def made(size):
            size = list(size) if size and size[0] == -1 else [-1, *size]
            return fill_constant_batch_size_like(
                batch, size, flatten(dtype)[0], init_value, batch_dim_idx
            )

        return _for_each_shape(self.state_shape if shape is None else shape, made)

    @property
    def state_shape(self):
        """Shapes of the states, without the batch axis."""
        raise NotImplementedError("Please add implementaion for `state_shape` in the used cell.")

    @property
    def state_dtype(self):
        """Dtypes of the states."""
        raise NotImplementedError("Please add implementaion for `state_dtype` in the used cell.")


def _for_each_shape(shapes, function):
    """`function` of every shape in a structure, whose leaves are lists of ints."""
    if isinstance(shapes, dict):
        return {key: _for_each_shape(value, function) for key, value in shapes.items()}
    if all(isinstance(n, int) for n in shapes):
        return function(shapes)
    return type(shapes)(_for_each_shape(value, function) for value in shapes)


class GRUCell(RNNCell):
    """A `BasicGRUUnit` as a cell; its state is the output."""

    def __init__(
        self,
        hidden_size,
        param_attr=None,
        bias_attr=None,
        gate_activation=None,
        activation=None,
        dtype="float32",
        name="GRUCell",
    ):
        self.hidden_size = hidden_size
        self.gru_unit = BasicGRUUnit(
            name, hidden_size, param_attr, bias_attr, gate_activation, activation, dtype
        )

    def call(self, inputs, states):
        """(hidden, hidden) of one step."""
        hidden = self.gru_unit(inputs, states)
        return hidden, hidden

    @property
    def state_shape(self):
        """The size of the hidden state."""
        return [self.hidden_size]


class LSTMCell(RNNCell):
    """A `BasicLSTMUnit` as a cell; its states are [hidden, cell]."""

    def __init__(
        self,
        hidden_size,
        param_attr=None,
        bias_attr=None,
        gate_activation=None,
        activation=None,
        forget_bias=1.0,
        dtype="float32",
        name="LSTMCell",
    ):
        self.hidden_size = hidden_size
        self.lstm_unit = BasicLSTMUnit(
            *(name, hidden_size, param_attr, bias_attr, gate_activation, activation),
            forget_bias,
            dtype,
        )

    def call(self, inputs, states):
        """(hidden, [hidden, cell]) of one step."""
        hidden, cell = self.lstm_unit(inputs, *states)
        return hidden, [hidden, cell]

    @property
    def state_shape(self):
        """The sizes of the hidden state and of the cell."""
        return [[self.hidden_size], [self.hidden_size]]


class _BasicUnit(Layer):
    def __init__(self, name_scope, hidden_size, attrs, activations, dtype):
        super().__init__(name_scope, dtype)
        self._full_name = unique_name.generate(name_scope + "/" + self.__class__.__name__)
        self._helper = LayerObjectHelper(self._full_name)
        self._name, self._hiden_size, self._dtype = name_scope, hidden_size, dtype
        self._param_attr, self._bias_attr = attrs
        self._gate_activation = activations[0] or sigmoid
        self._activation = activations[1] or tanh

    def _weight_of(self, input, columns, attr):
        self._input_size = input.shape[-1]
        assert self._input_size > 0
        shape = [self._input_size + self._hiden_size, columns]
        return self.create_parameter(attr=attr, shape=shape, dtype=self._dtype)

    def _bias_of(self, columns, attr):
        return self.create_parameter(attr=attr, shape=[columns], dtype=self._dtype, is_bias=True)


class BasicGRUUnit(_BasicUnit):
    """One step of a gated recurrent unit made of matrix products; weights at the first call."""

    def __init__(
        self,
        name_scope,
        hidden_size,
        param_attr=None,
        bias_attr=None,
        gate_activation=None,
        activation=None,
        dtype="float32",
    ):
        activations = gate_activation, activation
        super().__init__(name_scope, hidden_size, (param_attr, bias_attr), activations, dtype)

    def _build_once(self, input, pre_hidden):
        size = self._hiden_size
        gate, candidate = _named_apart(self._param_attr)
        self._gate_weight = self._weight_of(input, 2 * size, gate)
        self._candidate_weight = self._weight_of(input, size, candidate)
        gate, candidate = _named_apart(self._bias_attr)
        self._gate_bias = self._bias_of(2 * size, gate)
        self._candidate_bias = self._bias_of(size, candidate)

    def forward(self, input, pre_hidden):
        """The new hidden state."""
        gates = matmul(concat([input, pre_hidden], 1), self._gate_weight)
        gates = self._gate_activation(elementwise_add(gates, self._gate_bias))
        reset, update = split(gates, num_or_sections=2, dim=1)
        candidate = matmul(concat([input, reset * pre_hidden], 1), self._candidate_weight)
        candidate = self._activation(elementwise_add(candidate, self._candidate_bias))
        return update * pre_hidden + (1 - update) * candidate


def _named_apart(attr):
    """Attributes for gates and candidate, whose names differ where one is given."""
    if attr is None or attr.name is None:
        return attr, attr
    found = [copy.deepcopy(attr) for _ in range(2)]
    for each, ending in zip(found, ("_gate", "_candidate"), strict=True):
        each.name += ending
    return found


class BasicLSTMUnit(_BasicUnit):
    """One step of a long short-term memory made of matrix products; weights at the first call."""

    def __init__(
        self,
        name_scope,
        hidden_size,
        param_attr=None,
        bias_attr=None,
        gate_activation=None,
        activation=None,
        forget_bias=1.0,
        dtype="float32",
    ):
        activations = gate_activation, activation
        super().__init__(name_scope, hidden_size, (param_attr, bias_attr), activations, dtype)
        self._forget_bias = fill_constant([1], dtype=dtype, value=forget_bias)
        self._forget_bias.stop_gradient = False

    def _build_once(self, input, pre_hidden, pre_cell):
        self._weight = self._weight_of(input, 4 * self._hiden_size, self._param_attr)
        self._bias = self._bias_of(4 * self._hiden_size, self._bias_attr)

    def forward(self, input, pre_hidden, pre_cell):
        """(hidden, cell); as in Paddle gates are sigmoids whatever is asked for."""
        gates = matmul(concat([input, pre_hidden], 1), self._weight)
        gates = elementwise_add(gates, self._bias)
        i, j, f, o = split(gates, num_or_sections=4, dim=-1)
        kept = elementwise_mul(pre_cell, sigmoid(elementwise_add(f, self._forget_bias)))
        cell = elementwise_add(kept, elementwise_mul(sigmoid(i), tanh(j)))
        return tanh(cell) * sigmoid(o), cell


def rnn(
    cell,
    inputs,
    initial_states=None,
    sequence_length=None,
    time_major=False,
    is_reverse=False,
    **kwargs,
):
    """(outputs, final states) of a cell run over the time axis of `inputs` (N, T, ...).

    Steps beyond `sequence_length` keep the states. In Paddle 1.8.5 this builds static graphs only.
    """
    if initial_states is None:
        initial_states = cell.get_initial_states(inputs, batch_dim_idx=1 if time_major else 0)
    steps = inputs if time_major else map_structure(_time_first, inputs)
    if is_reverse:
        steps = map_structure(_reversed_time, steps)
    count = flatten(steps)[0].shape[0]
    mask = None
    if sequence_length is not None:
        dtype = flatten(initial_states)[0].dtype
        mask = transpose(sequence_mask(sequence_length, maxlen=count, dtype=dtype), [1, 0])
        mask = _reversed_time(mask) if is_reverse else mask
    states, outputs = initial_states, []
    for t in range(count):
        out, new = cell.call(_at(steps, t), states, **kwargs)
        assert_same_structure(states, new)
        if mask is not None:
            new = _masked(new, states, mask[t])
        outputs.append(out)
        states = new
    found = _stacked(outputs)
    if is_reverse:
        found = map_structure(_reversed_time, found)
    return (found if time_major else map_structure(_time_first, found)), states


def _time_first(x):
    return transpose(x, [1, 0, *range(2, len(x.shape))])


def _reversed_time(x):
    return reverse(x, axis=[0])


def _at(structure, t):
    return map_structure(lambda x: x[t], structure)


def _stacked(outputs):
    """A structure of variables from a list of structures, time first."""
    return map_structure(lambda *xs: stack(list(xs), 0), *outputs)


def _masked(new, old, mask):
    """New states where the mask is 1, old ones where it is 0."""

    def one(new, old):
        return elementwise_mul(new, mask, axis=0) - elementwise_mul(old, mask - 1, axis=0)

    return map_structure(one, new, old)
