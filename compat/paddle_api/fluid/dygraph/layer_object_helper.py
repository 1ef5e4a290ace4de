"""What a layer uses to make its parameters, and operators by name."""

from __future__ import annotations

import copy

from ..layer_helper_base import LayerHelperBase
from ..param_attr import ParamAttr
from ..static import Parameter


class LayerObjectHelper(LayerHelperBase):
    """The helper of one layer object; inputs and attributes are given at each call."""

    def __init__(self, name):
        super().__init__(name, layer_type=name)

    def _multiple_input(self, inputs_in):
        inputs = inputs_in if isinstance(inputs_in, (list, tuple)) else [inputs_in]
        return [self.to_variable(i) for i in inputs]

    def _input(self, inputs_in):
        inputs = self._multiple_input(inputs_in)
        if len(inputs) != 1:
            raise TypeError(f"{self.layer_type} layer only takes one input")
        return inputs[0]

    def _multiple_param_attr(self, length, param_attr_in=None):
        attrs = [param_attr_in] if isinstance(param_attr_in, ParamAttr) else param_attr_in
        if len(attrs) not in (1, length):
            raise ValueError(f"parameter number mismatch in {self.name}")
        return [copy.deepcopy(attrs[0]) for _ in range(length)] if len(attrs) == 1 else attrs

    def iter_inputs_and_params(self, inputs_in, param_attr_in=None):
        """Pairs of input and attributes of its weight: one for all inputs, or one each."""
        attrs = ParamAttr._to_attr(param_attr_in)
        if isinstance(attrs, bool):
            raise ValueError(f"Param_attr should not be False in {self.name}")
        inputs = self._multiple_input([] if inputs_in is None else inputs_in)
        yield from zip(inputs, self._multiple_param_attr(len(inputs), attrs), strict=True)

    def input_dtype(self, inputs_in):
        """The common dtype of the inputs."""
        inputs = self._multiple_input([] if inputs_in is None else inputs_in)
        found = [each.dtype for each in inputs]
        for dtype in found:
            if dtype != found[0]:
                raise ValueError(
                    f"Data Type mismatch: {int(found[0])} to {int(dtype)} in {self.name}"
                )
        return found[0] if found else None

    def get_parameter(self, name):
        """The static parameter of that name."""
        found = self.main_program.global_block().var(name)
        if not isinstance(found, Parameter):
            raise ValueError(f"no Parameter name {name} found in {self.name}")
        return found

    def is_instance(self, param, cls):
        """Raise TypeError unless `param` is an instance of `cls`."""
        if not isinstance(param, cls):
            raise TypeError(
                f"The input {param} parameter of method {self.layer_type} must be {cls.__name__}, "
                f"in layer {self.name}"
            )
