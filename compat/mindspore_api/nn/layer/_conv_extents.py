"""What the convolution layers check and compute before they call an operator."""

from __future__ import annotations

from compat.core import op

from ... import _checkparam as validator
from ..._checkparam import _check_3d_int_or_tuple
from ...common.initializer import initializer
from ...common.parameter import Parameter
from ...common.tensor import Tensor, value_of, wrap
from ...ops import operations as P

PAD_MODES = ["valid", "same", "pad"]


def check_rank(x, rank, name):
    """Raise ValueError unless `x` has that many dimensions."""
    found = len(P.Shape()(x))
    if found != rank:
        raise ValueError(f"For '{name}', the dimension of input must be {rank}d, but got {found}.")


def checked_1d(name, kernel_size, stride, padding, dilation, weight_init):
    """Height-one forms of the arguments of the one-dimensional layers."""
    given = {"kernel_size": kernel_size, "stride": stride, "padding": padding, "dilation": dilation}
    for argument, value in given.items():
        validator.check_value_type(argument, value, [int], name)
    validator.check_int(kernel_size, 1, validator.GE, "kernel_size", name)
    validator.check_int(stride, 1, validator.GE, "stride", name)
    validator.check_non_negative_int(padding, "padding", name)
    validator.check_int(dilation, 1, validator.GE, "dilation", name)
    if isinstance(weight_init, Tensor):
        shape = weight_init.shape
        validator.check_equal_int(len(shape), 3, "weight_init_shape", name)
        weight_init = wrap(op.reshape(value_of(weight_init), (*shape[:2], 1, shape[2])))
    return (1, kernel_size), (1, stride), (1, dilation), weight_init


def add_height(x):
    """(N, C, L) as (N, C, 1, L)."""
    value = value_of(x)
    n, c, w = op.shape_of(value)
    return wrap(op.reshape(value, (n, c, 1, w)))


def drop_height(x):
    """(N, C, 1, L) as (N, C, L)."""
    value = value_of(x)
    n, c, _, w = op.shape_of(value)
    return wrap(op.reshape(value, (n, c, w)))


def checked_3d(name, kernel_size, stride, dilation, padding):
    """Triples of the arguments of the three-dimensional layers."""
    kernel_size = _check_3d_int_or_tuple("kernel_size", kernel_size, name)
    stride = _check_3d_int_or_tuple("stride", stride, name)
    dilation = _check_3d_int_or_tuple("dilation", dilation, name)
    validator.check_value_type("padding", padding, (int, tuple), name)
    if isinstance(padding, tuple):
        validator.check_equal_int(len(padding), 6, "padding size", name)
    return kernel_size, stride, dilation


def set_modes(layer, has_bias, bias_init):
    """Attributes of the transposed layers that tell the padding mode."""
    validator.check_string(layer.pad_mode, PAD_MODES, "pad_mode", layer.cls_name)
    layer.is_valid = layer.pad_mode == "valid"
    layer.is_same = layer.pad_mode == "same"
    layer.is_pad = layer.pad_mode == "pad"
    if has_bias and bias_init is not None:
        # The original draws the bias a second time, which moves the random stream.
        layer.bias = Parameter(initializer(bias_init, [layer.out_channels]), name="bias")


def output_length(layer, extent, axis, padding):
    """Extent of a transposed convolution's result along `axis`."""
    stride = layer.stride[axis]
    effective = (layer.kernel_size[axis] - 1) * layer.dilation[axis] + 1
    if layer.is_valid:
        return extent * stride + max(effective - stride, 0)
    if layer.is_same:
        return extent * stride
    return (extent - 1) * stride + effective - padding


def refuse_length(shape):
    """Raise MindSpore's error for a negative size; -1 and -2 have a meaning to it."""
    text = "([const vector]" + "[" + ", ".join(map(str, shape)) + "])"
    if shape[-1] < -2:
        raise ValueError(f"Shape should not have values less than -2 but got {text}.")
    if shape[-1] == -2:
        raise ValueError(f"Shape should have only one -2 or no -2 at all but got {text}.")
    raise RuntimeError("The pointer[primitive_] is null.")
