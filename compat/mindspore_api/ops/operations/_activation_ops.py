"""Activation operators."""

from __future__ import annotations

from ....core import op
from ... import _checkparam as validator
from ...common.tensor import wrap
from .._families import plain_operators
from ..function import _activation, nn_func
from ..primitive import Primitive, prim_attr_register

# operator, inputs, outputs, function
_PLAIN = """
ReLU x output relu
ReLU6 x output relu6
Sigmoid x output sigmoid
Tanh x y tanh
Softsign x output softsign
Mish x output mish
SeLU input_x output selu
HSwish x output hardswish
HSigmoid input_x output hardsigmoid
GeLU x output gelu_by_tanh
Gelu x output gelu_by_tanh
FastGeLU x output fast_gelu
FastGelu x output fast_gelu
Softplus x output softplus
PReLU x,weight output prelu
"""


def _rows():
    from ..function import math_func

    for row in _PLAIN.strip().split("\n"):
        operator, inputs, outputs, name = row.split()
        function = getattr(_activation, name, None) or getattr(math_func, name)
        yield operator, inputs.replace(",", " "), outputs, function


globals().update(plain_operators(__name__, _rows()))
__all__ = [
    *(row.split()[0] for row in _PLAIN.strip().split("\n")),
    "CeLU", "Elu", "GLU", "HShrink", "LogSoftmax", "ReLUV2", "SoftShrink", "Softmax",
]  # fmt: skip


class ReLUV2(Primitive):
    """(max(x, 0), mask of the positive elements)."""

    _io = ("x", "output mask")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x):
        positive = op.astype(op.greater(x._value, 0.0), "uint8")
        return nn_func.relu(x), wrap(positive)


class Softmax(Primitive):
    """exp(x) / sum(exp(x)) along an axis."""

    _io = ("x", "output")

    @prim_attr_register
    def __init__(self, axis=-1):
        validator.check_value_type("axis", axis, [int, tuple], self.name)
        if isinstance(axis, int):
            self.add_prim_attr("axis", (axis,))
        for item in self.axis:
            validator.check_value_type("item of axis", item, [int], self.name)

    def _compute(self, x):
        if len(self.axis) != 1:
            raise ValueError(
                f"For 'Softmax', the length of 'axis' must be 1 on CPU, but got {len(self.axis)}."
            )
        return nn_func.softmax(x, self.axis[0])


class LogSoftmax(Primitive):
    """Logarithm of softmax along an axis."""

    @prim_attr_register
    def __init__(self, axis=-1):
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, logits):
        return nn_func.log_softmax(logits, self.axis)


class Elu(Primitive):
    """x above 0, exp(x) - 1 below."""

    _io = ("x", "output mask")

    @prim_attr_register
    def __init__(self, alpha=1.0):
        validator.check_value_type("alpha", alpha, [float], self.name)
        validator.check_number("alpha", alpha, 1.0, validator.EQ, self.name)

    def _compute(self, input_x):
        return nn_func.elu(input_x, self.alpha)


class CeLU(Primitive):
    """x above 0, alpha * (exp(x / alpha) - 1) below."""

    @prim_attr_register
    def __init__(self, alpha=1.0):
        validator.check_value_type("alpha", alpha, [float], self.name)
        if alpha == 0:
            raise ValueError("For 'CeLU', the 'alpha' must not be 0.")

    def _compute(self, input_x):
        return nn_func.celu(input_x, self.alpha)


class GLU(Primitive):
    """First half times the sigmoid of the second half of an axis."""

    @prim_attr_register
    def __init__(self, axis=-1):
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, x):
        return nn_func.glu(x, self.axis)


class HShrink(Primitive):
    """x where |x| > lambd, else 0."""

    @prim_attr_register
    def __init__(self, lambd=0.5):
        validator.check_value_type("lambd", lambd, [float], self.name)
        if lambd < 0.0:
            self.lambd = 0.0
            self.add_prim_attr("lambd", self.lambd)

    def _compute(self, input_x):
        return nn_func.hardshrink(input_x, self.lambd)


class SoftShrink(Primitive):
    """x moved towards 0 by lambd, 0 within."""

    @prim_attr_register
    def __init__(self, lambd=0.5):
        validator.check_value_type("lambd", lambd, [float], self.name)
        validator.check_number("lambd", lambd, 0, validator.GE, self.name)

    def _compute(self, input_x):
        return nn_func.softshrink(input_x, self.lambd)
