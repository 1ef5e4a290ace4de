"""Linear and bilinear maps with weights."""

from __future__ import annotations

import math

from compat.core import op

from .._operands import check_dynamic, take
from .._registry import operator
from .._varbase import wrap
from ..dygraph.layers import Layer
from ..dygraph_utils import _append_activation_in_dygraph, _append_bias_in_dygraph
from ..layer_helper import LayerHelper
from .linalg import matmul_op, mul_op
from .reduction import sum_op


def fc(
    input,
    size,
    num_flatten_dims=1,
    param_attr=None,
    bias_attr=None,
    act=None,
    name=None,
):
    """Inputs times new weights, summed, plus a new bias.

    `input` is a variable or a list of variables, whose axes from `num_flatten_dims` on are
    flattened (-1 for all but the last); `size` is the last axis of the result.
    """
    helper = LayerHelper(
        "fc", input=input, param_attr=param_attr, bias_attr=bias_attr, act=act, name=name
    )
    dtype, products = helper.input_dtype(), []
    for each, attr in helper.iter_inputs_and_params():
        if num_flatten_dims == -1:
            num_flatten_dims = len(each.shape) - 1
        rows = math.prod(each.shape[num_flatten_dims:])
        weight = helper.create_parameter(attr, [rows, size], dtype, is_bias=False)
        products.append(mul_op(each, weight, num_flatten_dims, 1))
    total = products[0] if len(products) == 1 else sum_op(products)
    return helper.append_activation(helper.append_bias_op(total, dim_start=num_flatten_dims))


@operator
def bilinear_tensor_product_op(x, y, weight, bias=None, **options):
    """`x W_k y` for every slice of the weight, plus bias."""
    a, b = take(x, "bilinear_tensor_product"), take(y, "bilinear_tensor_product")
    w = take(weight, "bilinear_tensor_product")
    m, n = op.shape_of(w)[1:]
    size, batch = op.shape_of(w)[0], op.shape_of(a)[0]
    flat = op.reshape(op.permute_dims(w, (1, 0, 2)), (m, size * n))
    left = op.reshape(op.matmul(a, flat), (batch, size, n))
    result = op.sum(op.multiply(left, op.reshape(b, (batch, 1, n))), (2,), False)
    return wrap(result if bias is None else op.add(result, bias._value))


def bilinear_tensor_product(x, y, size, act=None, name=None, param_attr=None, bias_attr=None):
    """`x W_k y` for every k below `size`, plus a bias: new weights."""
    helper = LayerHelper(
        "bilinear_tensor_product", param_attr=param_attr, bias_attr=bias_attr, act=act, name=name
    )
    shape = [size, x.shape[1], y.shape[1]]
    weight = helper.create_parameter(helper.param_attr, shape, x.dtype, is_bias=False)
    bias = None
    if helper.bias_attr:
        bias = helper.create_parameter(helper.bias_attr, [1, size], x.dtype, is_bias=True)
    return helper.append_activation(bilinear_tensor_product_op(x, y, weight, bias))


class BilinearTensorProduct(Layer):
    """`x W_k y` for every output."""

    def __init__(
        self,
        input1_dim,
        input2_dim,
        output_dim,
        name=None,
        act=None,
        param_attr=None,
        bias_attr=None,
        dtype="float32",
    ):
        super().__init__()
        self._param_attr, self._bias_attr, self._act = param_attr, bias_attr, act
        self._name, self._dtype = name, dtype
        self._input1_dim, self._input2_dim, self._output_dim = input1_dim, input2_dim, output_dim
        self.weight = self.create_parameter(
            attr=param_attr,
            shape=[output_dim, input1_dim, input2_dim],
            dtype=dtype,
            is_bias=False,
        )
        self.bias = self.create_parameter(
            attr=bias_attr, shape=[1, output_dim], dtype=dtype, is_bias=True
        )

    def forward(self, x, y):
        """The product, activation applied."""
        check_dynamic(x, "BilinearTensorProduct")
        out = bilinear_tensor_product_op(x, y, self.weight, self.bias)
        return _append_activation_in_dygraph(out, act=self._act)


class Linear(Layer):
    """`x W + b`."""

    def __init__(
        self, input_dim, output_dim, param_attr=None, bias_attr=None, act=None, dtype="float32"
    ):
        super().__init__()
        self._act, self._dtype = act, dtype
        self.weight = self.create_parameter(
            shape=[input_dim, output_dim], attr=param_attr, dtype=dtype, is_bias=False
        )
        self.bias = self.create_parameter(
            shape=[output_dim], attr=bias_attr, dtype=dtype, is_bias=True
        )

    def forward(self, input):
        """The product, bias added, activation applied."""
        check_dynamic(input, "Linear", ("float16", "float32", "float64"))
        out = matmul_op(input, self.weight)
        out = _append_bias_in_dygraph(out, self.bias, axis=len(input.shape) - 1)
        return _append_activation_in_dygraph(out, self._act)
