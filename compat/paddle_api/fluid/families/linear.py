"""Linear and bilinear maps with weights."""

from __future__ import annotations

import math

import numpy as np

from compat.core import op

from .._operands import check_dynamic, invalid, take
from .._registry import operator
from .._sparse import say_of_sparse_mode
from .._varbase import wrap
from ..dygraph.layers import Layer
from ..dygraph_utils import _append_activation_in_dygraph, _append_bias_in_dygraph
from ..layer_helper import LayerHelper
from .elementwise.unary import clamped
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
    for slot, given in (("X", x), ("Y", y)):
        if len(given.shape) != 2:
            raise invalid(f"The input({slot}) must be a 2D Tensor.", "bilinear_tensor_product")
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
    """Layer: `x @ weight + bias`, then an activation.

    Args:
        input_dim (int): last extent of the input.
        output_dim (int): last extent of the result.
        param_attr (ParamAttr, Initializer, str or None, default None): name, initial values,
            regularizer and rate of the weight; False is refused.
        bias_attr (ParamAttr, Initializer, str, False or None, default None): the same of the bias;
            False leaves it out.
        act (str or None, default None): activation of the result, such as "relu".
        dtype (str, default 'float32'): dtype of the parameters.

    Inputs:
        input (Variable): (..., input_dim).

    Outputs:
        Variable (..., output_dim).

    Raises:
        TypeError: an extent is not an int.
        EnforceNotMet: the last extent of the input is another one.

    Example:
        >>> ones = fluid.ParamAttr(initializer=fluid.initializer.Constant(1.0))
        >>> layer = dygraph.Linear(2, 1, param_attr=ones)
        >>> print(layer(to_variable(np.array([[1.0, 2.0]], "float32"))).numpy())
        [[3.]]
    """

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


@operator(inputs=("X", "Label", "W", "Bias"), outputs=("Out",))
def hierarchical_sigmoid_op(
    x, label, w, bias=None, path_table=None, path_code=None, num_classes=2, **options
):
    """(N, 1): loss along the path from the root of a binary tree to the class.

    As in Paddle the default tree's paths are all as long as the longest one: a step beyond the end
    of a path adds log(2).
    """
    value, weight = take(x, "hierarchical_sigmoid"), take(w, "hierarchical_sigmoid", slot="W")
    if path_table is None:
        rows, bits = _complete_tree(label.numpy().reshape(-1), num_classes)
    else:
        labels = label.numpy().reshape(-1)
        rows, bits = path_table.numpy(), path_code.numpy()
        if len(rows) != len(labels):
            rows, bits = rows[labels], bits[labels]
    device, dtype = op.device_of(value), op.dtype_of(value)
    used = op.asarray((rows >= 0).astype(dtype), dtype, device)
    index = op.asarray(np.maximum(rows, 0), "int64", device)
    n, steps = rows.shape
    chosen = op.take(weight, index, 0)
    scores = op.sum(
        op.multiply(chosen, op.reshape(value, (n, 1, op.shape_of(value)[1]))), (2,), False
    )
    if bias is not None:
        scores = op.add(scores, op.reshape(op.take(bias._value, index, 0), (n, steps)))
    scores = op.multiply(clamped(scores, -40.0, 40.0), used)
    targets = op.asarray((bits * (rows >= 0)).astype(dtype), dtype, device)
    terms = op.subtract(op.softplus(scores), op.multiply(scores, targets))
    return wrap(op.sum(terms, (1,), True))


def _complete_tree(labels, count):
    """Inner nodes and turns on the way to each class, -1 behind the end."""
    longest = (count - 1).bit_length()
    rows, bits = np.full((len(labels), longest), -1), np.zeros((len(labels), longest), "int64")
    for i, label in enumerate(labels.tolist()):
        code = label + count
        for j in range(code.bit_length() - 1):
            rows[i, j], bits[i, j] = (code >> (j + 1)) - 1, code >> j & 1
    return rows, bits


def hsigmoid(
    input,
    label,
    num_classes,
    param_attr=None,
    bias_attr=None,
    name=None,
    path_table=None,
    path_code=None,
    is_custom=False,
    is_sparse=False,
):
    """(N, 1): hierarchical sigmoid loss with new weights; gradients are dense."""
    _check_tree(num_classes, path_table, path_code, is_custom)
    say_of_sparse_mode()
    helper = LayerHelper(
        "hierarchical_sigmoid", param_attr=param_attr, bias_attr=bias_attr, name=name
    )
    nodes = num_classes if is_custom else num_classes - 1
    shape, bias = [nodes, input.shape[1]], None
    weight = helper.create_parameter(helper.param_attr, shape, input.dtype, is_bias=False)
    if helper.bias_attr:
        bias = helper.create_parameter(helper.bias_attr, [nodes, 1], input.dtype, is_bias=True)
    paths = path_table, path_code
    return hierarchical_sigmoid_op(input, label, weight, bias, *paths, num_classes)


def _check_tree(num_classes, path_table, path_code, is_custom):
    if not is_custom and (num_classes is None or num_classes < 2):
        raise ValueError("num_classes must not be less than 2 with default tree")
    if not is_custom and (path_table is not None or path_code is not None):
        raise ValueError("only num_classes should be passed without custom tree")
    if is_custom and path_code is None:
        raise ValueError("path_code should not be None with custom tree")
    if is_custom and path_table is None:
        raise ValueError("path_table should not be None with custom tree")
    if is_custom and num_classes is None:
        raise ValueError("num_classes should not be None with custom tree")
