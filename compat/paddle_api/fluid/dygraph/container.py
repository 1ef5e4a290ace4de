"""Layers that hold others."""

from __future__ import annotations

from collections import OrderedDict

from ..framework import Parameter
from .layers import Layer

__all__ = ["Sequential", "ParameterList", "LayerList"]


class Sequential(Layer):
    """Layer: layers called one after the other.

    Args:
        *layers (Layer or tuple of name and Layer): the layers.

    Inputs:
        input (Variable): is given to the first layer.

    Outputs:
        the result of the last layer.

    Raises:
        AssertionError: an argument is no Layer.

    Example:
        >>> net = dygraph.Sequential(dygraph.Linear(2, 3), dygraph.Linear(3, 1))
        >>> net(to_variable(np.ones((4, 2), "float32"))).shape
        [4, 1]
    """

    def __init__(self, *layers):
        super().__init__()
        if layers and isinstance(layers[0], tuple):
            for name, layer in layers:
                self.add_sublayer(name, layer)
        else:
            for i, layer in enumerate(layers):
                self.add_sublayer(str(i), layer)

    def __getitem__(self, name):
        return self._sub_layers[str(name)]

    def __setitem__(self, name, layer):
        assert isinstance(layer, Layer)
        setattr(self, str(name), layer)

    def __delitem__(self, name):
        name = str(name)
        assert name in self._sub_layers
        del self._sub_layers[name]

    def __len__(self):
        return len(self._sub_layers)

    def forward(self, input):
        """The input through all layers."""
        for layer in self._sub_layers.values():
            input = layer(input)
        return input


class ParameterList(Layer):
    """Parameters by number."""

    def __init__(self, parameters=None):
        super().__init__()
        for i, parameter in enumerate(parameters or ()):
            assert isinstance(parameter, Parameter)
            self.add_parameter(str(i), parameter)

    def __getitem__(self, idx):
        return self._parameters[str(idx)]

    def __setitem__(self, idx, param):
        assert isinstance(param, Parameter)
        setattr(self, str(idx), param)

    def __len__(self):
        return len(self._parameters)

    def __iter__(self):
        return iter(self._parameters.values())

    def append(self, parameter):
        """Put a parameter at the end."""
        self.add_parameter(str(len(self._parameters)), parameter)
        return self


class LayerList(Layer):
    """Layer: layers in a list, whose parameters belong to the network; whoever holds it calls them.

    Args:
        sublayers (iterable of Layer or None, default None): the layers.

    Raises:
        AssertionError: an entry is no Layer.

    Example:
        >>> layers_ = dygraph.LayerList([dygraph.Linear(2, 3)])
        >>> added = layers_.append(dygraph.Linear(3, 1))
        >>> len(layers_)
        2
    """

    def __init__(self, sublayers=None):
        super().__init__()
        for i, layer in enumerate(sublayers or ()):
            self.add_sublayer(str(i), layer)

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            return self.__class__(list(self._sub_layers.values())[idx])
        return self._sub_layers[str(idx)]

    def __setitem__(self, idx, sublayer):
        return setattr(self, str(idx), sublayer)

    def __delitem__(self, idx):
        places = range(len(self._sub_layers))[idx] if isinstance(idx, slice) else [idx]
        for i in places:
            delattr(self, str(i))
        rest = list(self._sub_layers.values())
        self._sub_layers = OrderedDict((str(i), layer) for i, layer in enumerate(rest))

    def __len__(self):
        return len(self._sub_layers)

    def __iter__(self):
        return iter(self._sub_layers.values())

    def append(self, sublayer):
        """Put a layer at the end."""
        self.add_sublayer(str(len(self)), sublayer)
        return self

    def insert(self, index, sublayer):
        """Put a layer in front of number `index`."""
        assert isinstance(index, int) and 0 <= index < len(self._sub_layers), (  # noqa: PT018
            "index should be an integer in range [0, len(self))"
        )
        for i in range(len(self._sub_layers), index, -1):
            self._sub_layers[str(i)] = self._sub_layers[str(i - 1)]
        self._sub_layers[str(index)] = sublayer

    def extend(self, sublayers):
        """Put layers at the end."""
        for layer in sublayers:
            self.add_sublayer(str(len(self)), layer)
        return self
