"""Making parameters and temporary variables for layers."""

from __future__ import annotations

import copy

from . import framework, unique_name
from ._dtypes import VarType
from ._errors import enforce_not_met
from ._mode import in_dygraph_mode, refuse_static
from ._negative import activated
from ._registry import find, run_into
from ._varbase import VarBase
from .dygraph.base import to_variable
from .param_attr import ParamAttr

_FLOATS = (VarType.FP32, VarType.FP64, VarType.FP16)


class LayerHelperBase:
    """Names, programs and parameters of a layer."""

    def __init__(self, name, layer_type):
        self._layer_type = layer_type
        self._name = name

    @property
    def name(self):
        """The name of the layer."""
        return self._name

    @property
    def layer_type(self):
        """The kind of the layer."""
        return self._layer_type

    @property
    def main_program(self):
        """The main program in use."""
        return framework.default_main_program()

    @property
    def startup_program(self):
        """The startup program in use."""
        return framework.default_startup_program()

    def to_variable(self, value, name=None):
        """The variable of an ndarray; a variable itself."""

        return to_variable(value, name, zero_copy=None)

    def create_parameter(
        self,
        attr,
        shape,
        dtype,
        is_bias=False,
        default_initializer=None,
        stop_gradient=False,
        type=VarType.LOD_TENSOR,
    ):
        """A parameter; None where `attr` is False."""
        attr = ParamAttr._to_attr(copy.deepcopy(attr))
        if not attr:
            return None
        assert isinstance(attr, ParamAttr)
        if attr.name is None:
            attr.name = unique_name.generate(".".join([self.name, "b" if is_bias else "w"]))
        if default_initializer is None and attr.initializer is None:
            _check_default_dtype(dtype)
            if is_bias:
                attr._set_default_bias_initializer()
            else:
                attr._set_default_param_initializer()
        else:
            attr._set_default_initializer(default_initializer)
        if in_dygraph_mode() and unique_name.dygraph_parameter_name_checker(attr.name):
            raise ValueError(
                f"parameter name [{attr.name}] have be been used. In dygraph mode, the name of "
                "parameter can't be same.Please check the parameter attr value passed to "
                "self.create_parameter or constructor of dygraph Layers"
            )
        return self.main_program.global_block().create_parameter(
            dtype=dtype,
            shape=shape,
            type=type,
            stop_gradient=stop_gradient,
            **attr._to_kwargs(with_initializer=True),
        )

    def create_variable_for_type_inference(self, dtype, stop_gradient=False):
        """A temporary variable that an operator will fill."""
        return self.main_program.current_block().create_var(
            name=unique_name.generate_with_ignorable_key(".".join([self.name, "tmp"])),
            dtype=dtype,
            type=VarType.LOD_TENSOR,
            persistable=False,
            stop_gradient=stop_gradient,
        )

    def create_variable(self, *args, **kwargs):
        """A variable."""
        return self.main_program.current_block().create_var(*args, **kwargs)

    def create_global_variable(self, persistable=False, *args, **kwargs):
        """A variable of the outermost block."""
        block = self.main_program.global_block()
        return block.create_var(*args, persistable=persistable, **kwargs)

    def set_variable_initializer(self, var, initializer):
        """Give `var` the values of an initialiser."""
        assert isinstance(var, framework.Variable)
        initializer(var, self.main_program.global_block())

    def append_op(self, type=None, inputs=None, outputs=None, attrs=None, stop_gradient=None):
        """Run an operator by name and put its results into the output variables."""
        if not in_dygraph_mode():
            refuse_static(f"operator {type!r}")

        run_into(type, inputs or {}, outputs or {}, attrs or {}, stop_gradient)

    def append_activation(self, input_var, act=None, use_cudnn=None, use_mkl_dnn=None):
        """`input_var` behind the activation named `act`."""
        if act is None:
            return input_var
        if not isinstance(act, str):
            raise TypeError(str(act) + " should be unicode or str in %s ", self.name)

        if find(act) is None:
            raise enforce_not_met(f"Error: Operator {act} has not been registered")
        return activated(find(act), input_var)

    def _input(self, inputs_in):
        if isinstance(inputs_in, (list, tuple)):
            if len(inputs_in) != 1:
                raise TypeError(f"{self.layer_type} layer only takes one input in")
            inputs_in = inputs_in[0]
        return self.to_variable(inputs_in)

    def is_instance(self, param, cls):
        """Raise unless `param` is an instance of `cls`."""
        if not isinstance(param, cls):
            raise TypeError(
                "The input {0} parameter of method {1} must be {2}, in layer {3}",
                param,
                self.layer_type,
                cls.__name__,
                self.name,
            )


def _check_default_dtype(dtype):
    if isinstance(dtype, VarType):
        suitable = dtype in _FLOATS
    else:
        suitable = dtype.startswith("float") or dtype == "double"
    if not suitable:
        raise TypeError(
            "Can not create parameter with default initializer when dtype is not float type. Set "
            "default_initializer to fit the parameter dtype!"
        )


def is_variable(x):
    """True for a variable of either mode."""
    return isinstance(x, (VarBase, framework.Variable))
