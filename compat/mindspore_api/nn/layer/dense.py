"""A dense layer of two inputs."""

from __future__ import annotations

import math

from ... import _checkparam as validator
from ...common import dtype as mstype
from ...common.initializer import Uniform, initializer
from ...common.parameter import Parameter
from ...common.tensor import Tensor
from ...ops import operations as P
from ...ops.arguments import kind_of
from ..cell import Cell

__all__ = ["BiDense"]


class BiDense(Cell):
    """`x1 @ weight @ x2 + bias` for every output channel."""

    def __init__(
        self, in1_channels, in2_channels, out_channels, weight_init=None, bias_init=None,
        has_bias=True,
    ):  # fmt: skip
        super().__init__()
        name = self.cls_name
        self.in1_channels = validator.check_positive_int(in1_channels, "in1_channels", name)
        self.in2_channels = validator.check_positive_int(in2_channels, "in2_channels", name)
        self.in_channels = in2_channels
        self.out_channels = validator.check_positive_int(out_channels, "out_channels", name)
        self.has_bias = validator.check_bool(has_bias, "has_bias", name)
        bound = 1 / math.sqrt(in1_channels)
        shape = (out_channels, in1_channels, in2_channels)
        if isinstance(weight_init, Tensor) and weight_init.shape != shape:
            raise ValueError(
                f"For '{name}', weight init shape error. The ndim of 'weight_init' must be equal "
                "to 3, the first dim must be equal to 'out_channels', the second dim must be "
                "equal to 'in1_channels', and the third dim must be equal to 'in2_channels'. But "
                f"got 'weight_init': {weight_init}, 'out_channels': {out_channels}, 'in_channels': "
                f"{in1_channels}, 'in2_channels': {in2_channels}"
            )
        weight_init = Uniform(bound) if weight_init is None else weight_init
        self.weight = Parameter(initializer(weight_init, shape), "weight")
        if self.has_bias:
            if isinstance(bias_init, Tensor) and bias_init.shape != (out_channels,):
                raise ValueError(
                    f"For '{name}', bias init shape error. The ndim of 'bias_init' should be equal "
                    "to 1, and the first dim must be equal to 'out_channels'. But got "
                    f"'bias_init': {bias_init}, 'out_channels': {out_channels}."
                )
            bias_init = Uniform(bound) if bias_init is None else bias_init
            self.bias = Parameter(initializer(bias_init, [out_channels]), name="bias")
            self.bias_add = P.BiasAdd()
        self.matmul = P.MatMul()

    def construct(self, input1, input2):
        """Along the last axis of both."""
        self._check(input1, input2)
        lead = input1.shape[:-1]
        x1 = input1.reshape((-1, self.in1_channels))
        x2 = input2.reshape((-1, self.in2_channels))
        flat = self.weight.transpose(1, 2, 0).reshape((self.in1_channels, -1))
        out = self.matmul(x1, flat).reshape((-1, self.in2_channels, self.out_channels))
        out = (out * x2.expand_dims(2)).sum(1)
        if self.has_bias:
            out = self.bias_add(out, self.bias)
        return out if len(lead) == 1 else out.reshape((*lead, -1))

    def _check(self, input1, input2):
        name = self.cls_name
        for argument, x in (("input1", input1), ("input2", input2)):
            if not isinstance(x, Tensor):
                raise TypeError(
                    f"For '{name}', the '{argument}' must be '{mstype.TensorType}', "
                    f"but got '{kind_of(x)}'"
                )
        wanted = {"1": self.in1_channels, "2": self.in2_channels}
        for number, x in (("1", input1), ("2", input2)):
            if x.shape[-1] != wanted[number]:
                raise ValueError(
                    f"For '{name}', the last dimension of 'input{number}' must be same as "
                    f"'in{number}_channels', but got {x.shape[-1]} of 'input{number}' and "
                    f"{wanted[number]} of 'in{number}_channels'"
                )
        if input1.shape[:-1] != input2.shape[:-1]:
            raise ValueError(
                f"For '{name}', the dimensions except the last of 'input1' must be same as "
                f"'input2', but got {input1.shape} of 'input1' and {input2.shape} of 'input2'"
            )

    def extend_repr(self):
        """The arguments that matter."""
        text = (
            f"in1_channels={self.in1_channels}, in2_channels={self.in2_channels}, "
            f"output_channels={self.out_channels}"
        )
        return text + (f", has_bias={self.has_bias}" if self.has_bias else "")
