"""What functions with parameters use to make them, and operators by name."""

from __future__ import annotations

import copy

from . import unique_name
from ._mode import in_dygraph_mode, refuse_static
from .dygraph_utils import _append_bias_in_dygraph
from .layer_helper_base import LayerHelperBase
from .param_attr import ParamAttr
from .static import Parameter


class LayerHelper(LayerHelperBase):
    """What functions with parameters use to make them, and operators by name.

    Args:
        layer_type (str): front of the names.
        **kwargs (any): the arguments of the function, such as `param_attr` and `act`.

    Raises:
        ValueError: inputs are of several dtypes.

    Example:
        >>> from paddle.fluid.layer_helper import LayerHelper
        >>> helper = LayerHelper("net")
        >>> helper.create_parameter(fluid.ParamAttr(), [2, 3], "float32").shape
        [2, 3]
    """

    def __init__(self, layer_type, **kwargs):
        self.kwargs = kwargs
        if kwargs.get("name") is None:
            kwargs["name"] = unique_name.generate(layer_type)
        super().__init__(kwargs["name"], layer_type=layer_type)

    def multiple_input(self, input_param_name="input"):
        """The inputs, as a list of variables."""
        if not in_dygraph_mode():
            refuse_static(f"paddle.fluid.layers.{self.layer_type}")
        inputs = self.kwargs.get(input_param_name, [])
        inputs = inputs if isinstance(inputs, (list, tuple)) else [inputs]
        return [self.to_variable(i) for i in inputs]

    def input(self, input_param_name="input"):
        """The only input."""
        inputs = self.multiple_input(input_param_name)
        if len(inputs) != 1:
            raise TypeError(f"{self.layer_type} layer only takes one input")
        return inputs[0]

    @property
    def param_attr(self):
        """The attributes of the weight."""
        return ParamAttr._to_attr(self.kwargs.get("param_attr"))

    @property
    def bias_attr(self):
        """The attributes of the bias."""
        return ParamAttr._to_attr(self.kwargs.get("bias_attr"))

    def multiple_param_attr(self, length):
        """The attributes of the weights of `length` inputs: one for all of them, or one each."""
        given = self.param_attr
        attrs = given if isinstance(given, list) else [given]
        if len(attrs) not in (1, length):
            raise ValueError("parameter number mismatch")
        return [copy.deepcopy(attrs[0]) for _ in range(length)] if len(attrs) == 1 else attrs

    def iter_inputs_and_params(self, input_param_name="input"):
        """Pairs of input and attributes of its weight."""
        inputs = self.multiple_input(input_param_name)
        yield from zip(inputs, self.multiple_param_attr(len(inputs)), strict=True)

    def get_parameter(self, name):
        """The static parameter of that name."""
        found = self.main_program.global_block().var(name)
        if not isinstance(found, Parameter):
            raise ValueError(f"no Parameter name {name} found")
        return found

    def is_instance(self, param_name, cls):
        """Raise unless the argument of that name is an instance of `cls`."""
        given = self.kwargs.get(param_name)
        if not isinstance(given, cls):
            raise TypeError(
                "The input {0} parameter of method {1} must be {2}",
                param_name,
                self.layer_type,
                cls.__name__,
            )

    def input_dtype(self, input_param_name="input"):
        """The common dtype of the inputs."""
        dtype = None
        for each in self.multiple_input(input_param_name):
            if dtype is None:
                dtype = each.dtype
            elif dtype != each.dtype:
                raise ValueError(f"Data Type mismatch: {int(dtype)} to {int(each.dtype)}")
        return dtype

    def append_bias_op(self, input_var, dim_start=1, dim_end=None):
        """`input_var` with a new bias added from axis `dim_start` on."""
        size = list(input_var.shape[dim_start:dim_end])
        attr = self.bias_attr
        if not attr:
            return input_var
        bias = self.create_parameter(attr=attr, shape=size, dtype=input_var.dtype, is_bias=True)
        return _append_bias_in_dygraph(input_var, bias, dim_start)

    def append_activation(self, input_var, act=None, use_cudnn=None, use_mkl_dnn=None):
        """`input_var` behind the activation the function was called with."""
        act = self.kwargs.get("act") if act is None else act
        return super().append_activation(input_var, act)
