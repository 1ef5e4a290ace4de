"""`Layer`, the base of everything that has parameters."""

from __future__ import annotations

import collections
import copy
import re
import warnings
import weakref

from compat.notebook import network_html

from .. import core, framework, unique_name
from .._dtypes import VarType
from . import parallel_helper
from .layer_object_helper import LayerObjectHelper

__all__ = ["Layer"]


def _convert_camel_to_snake(name):
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


class HookRemoveHelper:
    """What registering a hook returns: `remove()` takes it away again."""

    next_hook_id = 0

    def __init__(self, hooks):
        self._hooks_ref = weakref.ref(hooks)
        self._hook_id = HookRemoveHelper.next_hook_id
        HookRemoveHelper.next_hook_id += 1

    def remove(self):
        """Take the hook away."""
        hooks = self._hooks_ref()
        if hooks is not None and self._hook_id in hooks:
            del hooks[self._hook_id]


class Layer(core.Layer):
    """Building block of networks: holds parameters and layers below, computes in `forward`.

    A network is a subclass: `__init__` calls `super().__init__()` and sets layers and parameters as
    attributes; `forward` computes. Calling a layer runs `forward`.

    Args:
        name_scope (str or None, default None): front of the names of parameters; None takes that of
            the class.
        dtype (str or VarType, default VarType.FP32): dtype of parameters made without one.

    Inputs:
        inputs: those of `forward`.

    Outputs:
        what `forward` returns.

    Raises:
        NotImplementedError: `forward` is not written.

    Example:
        >>> class Net(dygraph.Layer):
        ...     def __init__(self):
        ...         super().__init__()
        ...         self.linear = dygraph.Linear(2, 1)
        ...     def forward(self, x):
        ...         return layers.relu(self.linear(x))
        >>> net = Net()
        >>> net(to_variable(np.ones((4, 2), "float32"))).shape
        [4, 1]
        >>> [p.shape for p in net.parameters()]
        [[2, 1], [1]]
    """

    def __init__(self, name_scope=None, dtype=VarType.FP32):
        self.training = True
        if name_scope is None:
            name_scope = _convert_camel_to_snake(self.__class__.__name__)
        self._full_name = unique_name.generate(name_scope)
        self._helper = LayerObjectHelper(self._full_name)
        self._built = False
        self._dtype = dtype
        self._parameters = collections.OrderedDict()
        self._sub_layers = collections.OrderedDict()
        self._loaddict_holder = collections.OrderedDict()
        self._forward_pre_hooks = collections.OrderedDict()
        self._forward_post_hooks = collections.OrderedDict()

    def train(self):
        """Training mode for this layer and those below; recording of gradients for all layers.

        Returns:
            None.

        Example:
            >>> layer = dygraph.Linear(2, 1)
            >>> layer.train()
            >>> layer.training
            True
        """
        framework._dygraph_tracer().train_mode()
        self.training = True
        for layer in self.sublayers():
            layer.train()

    def eval(self):
        """Evaluation mode for this layer and those below; no recording of gradients for any layer.

        Returns:
            None.

        Example:
            >>> layer = dygraph.Linear(2, 1)
            >>> layer.eval()
            >>> layer.training
            False
            >>> layer.train()
        """
        framework._dygraph_tracer().eval_mode()
        self.training = False
        for layer in self.sublayers():
            layer.eval()

    def full_name(self):
        """The name of the layer with its number.

        Returns:
            str.

        Example:
            >>> dygraph.Layer("net").full_name().startswith("net")
            True
        """
        return self._full_name

    def register_forward_post_hook(self, hook):
        """`hook(layer, inputs, outputs)` runs after `forward` and may return other outputs."""
        helper = HookRemoveHelper(self._forward_post_hooks)
        self._forward_post_hooks[helper._hook_id] = hook
        return helper

    def register_forward_pre_hook(self, hook):
        """`hook(layer, inputs)` runs before `forward` and may return other inputs."""
        helper = HookRemoveHelper(self._forward_pre_hooks)
        self._forward_pre_hooks[helper._hook_id] = hook
        return helper

    def create_parameter(
        self, shape, attr=None, dtype="float32", is_bias=False, default_initializer=None
    ):
        """A parameter that is named after this layer.

        Args:
            shape (list of ints): the shape.
            attr (ParamAttr, False or None, default None): name, initial values, regularizer and
                rate; False gives None.
            dtype (str, default 'float32'): the dtype.
            is_bias (bool, default False): starts with zeros by default.
            default_initializer (Initializer or None, default None): None draws by Xavier.

        Returns:
            Parameter.

        Raises:
            TypeError: `attr` is of another kind.

        Example:
            >>> dygraph.Layer().create_parameter([2, 3]).shape
            [2, 3]
        """
        attr = copy.deepcopy(attr)
        if isinstance(attr, str) and attr == "":
            attr = None
        return self._helper.create_parameter(attr, shape, dtype, is_bias, default_initializer)

    def create_variable(self, name=None, persistable=None, dtype=None, type=VarType.LOD_TENSOR):
        """A variable that belongs to this layer by name."""
        if name is not None:
            name = ".".join([self._full_name, name])
        else:
            name = unique_name.generate(".".join([self._full_name, "_generated_var"]))
        return self._helper.main_program.current_block().create_var(
            name=name, persistable=persistable, dtype=dtype, type=type
        )

    def parameters(self, include_sublayers=True):
        """All parameters.

        Args:
            include_sublayers (bool, default True): those of the layers below, too.

        Returns:
            list of Parameter.

        Example:
            >>> layer = dygraph.Linear(2, 1)
            >>> [p.shape for p in layer.parameters()]
            [[2, 1], [1]]
        """
        return [p for _, p in self.named_parameters(include_sublayers=include_sublayers)]

    def sublayers(self, include_sublayers=True):
        """All layers below.

        Args:
            include_sublayers (bool, default True): those below them, too.

        Returns:
            list of Layer.

        Example:
            >>> len(dygraph.Sequential(dygraph.Linear(2, 1)).sublayers())
            1
        """
        return [s for _, s in self.named_sublayers(include_sublayers=include_sublayers)]

    def named_parameters(self, prefix="", include_sublayers=True):
        """Pairs of name and parameter, each parameter once."""
        seen = set()
        layers = self.named_sublayers(
            prefix=prefix, include_sublayers=include_sublayers, include_self=True
        )
        for layer_prefix, layer in layers:
            for key, parameter in layer._parameters.items():
                if parameter is None or parameter in seen:
                    continue
                seen.add(parameter)
                yield layer_prefix + ("." if layer_prefix else "") + key, parameter

    def named_sublayers(
        self, prefix="", include_sublayers=True, include_self=False, layers_set=None
    ):
        """Pairs of name and layer, each layer once."""
        if layers_set is None:
            layers_set = set()
        if include_self and self not in layers_set:
            layers_set.add(self)
            yield prefix, self
        if include_sublayers:
            for key, layer in self._sub_layers.items():
                if layer is None:
                    continue
                yield from layer.named_sublayers(
                    prefix=prefix + ("." if prefix else "") + key,
                    include_sublayers=include_sublayers,
                    include_self=True,
                    layers_set=layers_set,
                )

    def clear_gradients(self):
        """Makes the gradients of the trainable parameters zero.

        Returns:
            None.

        Example:
            >>> layer = dygraph.Linear(2, 1)
            >>> layer.clear_gradients()
        """
        for p in self.parameters():
            if p.trainable:
                p.clear_gradient()

    def _build_once(self, *args, **kwargs):
        pass

    def __call__(self, *inputs, **kwargs):
        if self._forward_pre_hooks:
            inputs = self._before(inputs)
        if not self._built:
            self._build_once(*inputs, **kwargs)
            if parallel_helper._is_data_parallel_mode():
                parallel_helper._broadcast_parameters(self._parameters.values())
            self._built = True
        outputs = self.forward(*inputs, **kwargs)
        for hook in self._forward_post_hooks.values():
            result = hook(self, inputs, outputs)
            if result is not None:
                outputs = result
        return outputs

    def _repr_html_(self):
        return network_html(self)

    def _before(self, inputs):
        for hook in self._forward_pre_hooks.values():
            result = hook(self, inputs)
            if result is not None:
                inputs = result if isinstance(result, tuple) else (result,)
        return inputs

    def forward(self, *inputs, **kwargs):
        """What the layer computes; subclasses write it, calling the layer runs it.

        Args:
            *inputs (any): the inputs.
            **kwargs (any): the same by name.

        Returns:
            the result.

        Raises:
            NotImplementedError: it is not written.

        Example:
            >>> class Double(dygraph.Layer):
            ...     def forward(self, x):
            ...         return x + x
            >>> print(Double()(to_variable(np.ones(2, "float32"))).numpy())
            [2. 2.]
        """
        raise NotImplementedError

    def backward(self, *inputs):
        """Refused: gradients come from the operators.

        Args:
            *inputs (any): ignored.

        Returns:
            nothing.

        Raises:
            ValueError: always.

        Example:
            >>> layer = dygraph.Linear(2, 1)
        """
        raise ValueError("Layer shouldn't implement backward")

    def add_sublayer(self, name, sublayer):
        """Puts a layer below this one.

        Args:
            name (str): under which it is kept.
            sublayer (Layer): the layer.

        Returns:
            the layer that was put.

        Raises:
            AssertionError: `sublayer` is no Layer.

        Example:
            >>> net = dygraph.Layer()
            >>> linear = net.add_sublayer("linear", dygraph.Linear(2, 1))
            >>> len(net.parameters())
            2
        """
        assert isinstance(sublayer, core.Layer)
        self._sub_layers[name] = sublayer
        return sublayer

    def add_parameter(self, name, parameter):
        """Puts a parameter into the layer.

        Args:
            name (str): under which it is kept.
            parameter (Parameter or None): the parameter.

        Returns:
            the parameter.

        Raises:
            TypeError: it is none.

        Example:
            >>> net = dygraph.Layer()
            >>> weight = net.add_parameter("weight", net.create_parameter([2]))
            >>> net.weight.shape
            [2]
        """
        if parameter is None:
            self._parameters[name] = None
        elif not isinstance(parameter, framework.Parameter):
            raise TypeError(
                "parameter assignment requires Parameter or None, but got "
                f"'{type(parameter).__name__}'"
            )
        if len(self._loaddict_holder) > 0:
            self._load_held(parameter)
        self._parameters[name] = parameter
        return parameter

    def _load_held(self, parameter):
        assert parameter.name in self._loaddict_holder, (
            f"Parameter not found, Can't not find [ {parameter.name} ] in stat_dict"
        )
        parameter.set_value(self._loaddict_holder[parameter.name])

    def __getattr__(self, name):
        d = self.__dict__
        if name in d.get("_parameters", ()):
            return d["_parameters"][name]
        if name in d.get("_sub_layers", ()):
            return d["_sub_layers"][name]
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        if isinstance(getattr(type(self), name, None), property):
            object.__setattr__(self, name, value)
        params = self.__dict__.get("_parameters")
        if isinstance(value, framework.Parameter):
            if params is None:
                raise ValueError("super(YourLayer, self).__init__() should be called first")
            if len(self._loaddict_holder) > 0:
                self._load_held(value)
            _remove(name, self.__dict__, self._sub_layers)
            params[name] = value
        elif params is not None and name in params:
            if value is not None:
                raise TypeError(
                    f"assignment to parameter '{name}' should be of type Parameter or None, "
                    f"but got "
                    f"'{type(value).__name__}'"
                )
            params[name] = None
        else:
            self._set_layer_or_plain(name, value)

    def _set_layer_or_plain(self, name, value):
        layers = self.__dict__.get("_sub_layers")
        if isinstance(value, core.Layer):
            if layers is None:
                raise ValueError("super(YourLayer, self).__init__() should be called first")
            _remove(name, self.__dict__, self._parameters)
            layers[name] = value
        elif layers is not None and name in layers:
            if value is not None:
                raise TypeError(
                    f"assignment to sublayer '{name}' should be of type Layer or None, but got "
                    f"'{type(value).__name__}'"
                )
            layers[name] = None
        else:
            object.__setattr__(self, name, value)

    def __delattr__(self, name):
        if name in self._parameters:
            del self._parameters[name]
        elif name in self._sub_layers:
            del self._sub_layers[name]
        else:
            object.__delattr__(self, name)

    def state_dict(self, destination=None, include_sublayers=True, structured_name_prefix=""):
        """Parameters by their place in the tree of layers.

        Args:
            destination (dict or None, default None): takes them.
            include_sublayers (bool, default True): those of the layers below, too.
            structured_name_prefix (str, default ''): front of the names.

        Returns:
            OrderedDict of name and Parameter.

        Example:
            >>> layer = dygraph.Linear(2, 1)
            >>> sorted(layer.state_dict())
            ['bias', 'weight']
        """
        found = collections.OrderedDict() if destination is None else destination
        for name, parameter in self._parameters.items():
            if parameter is not None:
                found[structured_name_prefix + name] = parameter
        if include_sublayers:
            for name, layer in self._sub_layers.items():
                if layer is not None:
                    below = found.copy()
                    prefix = structured_name_prefix + name + "."
                    below.update(layer.state_dict(below, include_sublayers, prefix))
                    found = below
        return found

    def set_dict(self, stat_dict, include_sublayers=True, use_structured_name=True):
        """Gives the parameters the values of a state dict.

        Args:
            stat_dict (dict): what `state_dict` gives.
            include_sublayers (bool, default True): layers below, too.
            use_structured_name (bool, default True): the keys are places in the tree, otherwise
                names of parameters.

        Returns:
            None.

        Raises:
            KeyError: a parameter is missing in it.
            AssertionError: shapes or dtypes differ.

        Example:
            >>> layer = dygraph.Linear(2, 1)
            >>> layer.set_dict(dygraph.Linear(2, 1).state_dict())
        """
        self.load_dict(
            stat_dict,
            include_sublayers=include_sublayers,
            use_structured_name=use_structured_name,
        )

    def load_dict(self, stat_dict, include_sublayers=True, use_structured_name=True):
        """Gives the parameters the values of a state dict, as `set_dict` does.

        Args:
            stat_dict (dict): what `state_dict` gives.
            include_sublayers (bool, default True): layers below, too.
            use_structured_name (bool, default True): the keys are places in the tree, otherwise
                names of parameters.

        Returns:
            None.

        Raises:
            KeyError: a parameter is missing in it.
            AssertionError: shapes or dtypes differ.

        Example:
            >>> layer = dygraph.Linear(2, 1)
            >>> layer.load_dict(dygraph.Linear(2, 1).state_dict())
        """
        own, found = self.state_dict(), []
        for name, parameter in own.items():
            key = name if use_structured_name else parameter.name
            if key not in stat_dict:
                raise RuntimeError(
                    f"Parameter not found, Can't not find [ {key} ] in stat_dict"
                    f"use_structured_name is set to [{use_structured_name}]"
                )
            found.append((parameter, parameter._fitting(stat_dict[key])))
        for parameter, value in found:
            parameter.set_value(value)
        unused = [k for k in stat_dict if k not in own]
        if unused:
            warnings.warn(
                f"Varibale [ {' '.join(unused)} ] are not used, because not included in layers "
                "state_dict",
                stacklevel=3,
            )


def _remove(name, *dicts):
    for d in dicts:
        d.pop(name, None)
