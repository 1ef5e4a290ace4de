"""Convolutions."""

from __future__ import annotations

from functools import lru_cache

from compat.core import op

from .attributes import flag, ints
from .base import VarBase, enforce_not_met, invalid, take, wrap
from .conv import _values, not_a_variable


def _check(name, sx, sw, groups):
    if len(sx) not in (4, 5):
        raise invalid(
            "The input of Op(Conv) should be a 4-D or 5-D Tensor. But received: input's "
            "dimension is "
            f"{len(sx)}, input's shape is {list(sx)}.",
            name,
            "Expected in_dims.size() == 4 || in_dims.size() == 5 == true, but received "
            "in_dims.size() == 4 || in_dims.size() == 5:0 != true:1.",
        )
    if len(sx) != len(sw):
        raise invalid(
            "The input's dimension and filter's dimension of Op(Conv) should be equal. But "
            "received: "
            f"the input's shape is {list(sx)}, the input's dimension is {len(sx)}; the "
            f"filter's shape "
            f"is {list(sw)},  the filter's dimension is {len(sw)}.",
            name,
            f"Expected in_dims.size() == filter_dims.size(), but received in_dims.size():{len(sx)} "
            f"!= filter_dims.size():{len(sw)}.",
        )
    if sx[1] != sw[1] * groups:
        layout = "NCHW" if len(sx) == 4 else "NCDHW"
        raise invalid(
            "The number of input's channels should be equal to filter's channels * groups for "
            f"Op(Conv). But received: the input's channels is {sx[1]}, the input's shape is "
            f"{list(sx)}; the filter's channels is {sw[1]}, the filter's shape is {list(sw)}; the "
            f"groups is {groups}, the data_format is {layout}. The error may come from wrong "
            "data_format setting.",
            name,
            "Expected input_channels == filter_dims[1] * groups, but received "
            f"input_channels:{sx[1]} != filter_dims[1] * groups:{sw[1] * groups}.",
        )
    if sw[0] % groups:
        raise invalid(
            "The number of output's channels (filter's first dimension) of Op(Conv) should be "
            "divided "
            f"by groups. But received: the output channels is {sw[0]}, the filter's shape is "
            f"{list(sw)}, the groups is {groups}.",
            name,
            f"Expected filter_dims[0] % groups == 0, but received filter_dims[0] % groups:"
            f"{sw[0] % groups} != 0:0.",
        )


def _checked_extents(name, sx, sw, strides, pads, dilations):
    """Pairs of padding with which there are as many results as the original has.

    Its division truncates, so there is one where the kernel just does not fit.
    """
    pairs = []
    for n, k, s, (low, high), d in zip(sx[2:], sw[2:], strides, pads, dilations, strict=True):
        size = int((n + low + high - (d * (k - 1) + 1)) / s) + 1
        if size <= 0:
            raise invalid(
                f"The output's size is expected to be greater than 0. But recieved: output's "
                f"size is "
                f"{size}. The output's size is computed by ((input_size + padding_1 + padding_2 - "
                f"(dilation * (filter_size - 1) + 1)) / stride + 1), where input_size is {n}, "
                f"padding "
                f"is ({low}, {high}), filter_size is {k}, dilation is {d}, stride is {s}.",
                name,
                f"Expected output_size > 0, but received output_size:{size} <= 0:0.",
            )
        need = (size - 1) * s + d * (k - 1) + 1 - n - low
        pairs.append((low, max(need, high)))
    return tuple(pairs)


def _pads(paddings, algorithm, sx, sw, strides, rank):
    """Pairs (before, after), and dilations forced to 1 for "SAME"."""
    if algorithm == "VALID":
        return ((0, 0),) * rank
    if algorithm == "SAME":
        pairs = []
        for n, k, s in zip(sx[2:], sw[2:], strides, strict=True):
            total = max((-(-n // s) - 1) * s + k - n, 0)
            pairs.append((total // 2, total - total // 2))
        return tuple(pairs)
    if len(paddings) == 2 * rank:
        return tuple(zip(paddings[0::2], paddings[1::2], strict=True))
    return tuple((p, p) for p in paddings)


@lru_cache(1024)
def _geometry(name, sx, sw, strides, paddings, dilations, groups, algorithm):
    """Pairs of padding, everything about the shapes checked."""
    _check(name, sx, sw, groups)
    pads = _pads(paddings, algorithm, sx, sw, strides, len(sw) - 2)
    return _checked_extents(name, sx, sw, strides, pads, dilations)


def _conv(name, input, weight, strides, paddings, dilations, groups, options):
    dilations, strides = ints("dilations", list(dilations)), ints("strides", list(strides))
    paddings = ints("paddings", list(paddings))
    flag("use_cudnn", options.get("use_cudnn", True))
    if hasattr(input, "_value") and hasattr(weight, "_value"):
        _check_dtypes(name, input._value, weight._value)
    x, w = _values(name, input, weight)
    last = options.get("data_format", "AnyLayout") in ("NHWC", "NDHWC")
    rank = len(op.shape_of(w)) - 2
    if last and len(op.shape_of(x)) == rank + 2:
        x = op.permute_dims(x, (0, rank + 1, *range(1, rank + 1)))
    algorithm = options.get("padding_algorithm", "EXPLICIT")
    if algorithm == "SAME":
        dilations = [1] * rank
    strides, dilations, groups = tuple(strides), tuple(dilations), int(groups)
    given = (strides, tuple(paddings), dilations, groups, algorithm)
    pads = _geometry(name, op.shape_of(x), op.shape_of(w), *given)
    result = op.conv(x, w, strides, pads, dilations, groups)
    return wrap(op.permute_dims(result, (0, *range(2, rank + 2), 1)) if last else result)


_NUMBER = {"bool": 0, "int16": 1, "int32": 2, "int64": 3, "float16": 4, "float32": 5, "float64": 6}


def _check_dtypes(name, x, w):
    dx, dw = op.dtype_of(x), op.dtype_of(w)
    if dx != dw and dx not in ("int8", "uint8"):
        raise invalid(
            "input and filter data type should be consistent",
            name,
            f"Expected input_data_type == filter_data_type, but received input_data_type:"
            f"{_NUMBER.get(dx)} != filter_data_type:{_NUMBER.get(dw)}.",
        )
    if dx == "float16":
        raise invalid("float16 can only be used when CUDNN is used", name)


def conv2d(input, weight, strides=(1, 1), paddings=(0, 0), dilations=(1, 1), groups=1, **options):
    """Convolution of planes."""
    return _conv("conv2d", input, weight, strides, paddings, dilations, groups, options)


def depthwise_conv2d(
    input, weight, strides=(1, 1), paddings=(0, 0), dilations=(1, 1), groups=1, **options
):
    """Convolution of planes with filters of one channel."""
    return _conv("depthwise_conv2d", input, weight, strides, paddings, dilations, groups, options)


def conv3d(
    input, weight, strides=(1, 1, 1), paddings=(0, 0, 0), dilations=(1, 1, 1), groups=1, **options
):
    """Convolution of volumes."""
    if input is None or (isinstance(input, (tuple, list)) and not input):
        raise enforce_not_met("FatalError: Operator conv3d raises an std::out_of_range exception.")
    if isinstance(input, (tuple, list)):
        input = input[0]
    if not isinstance(input, VarBase):
        raise not_a_variable()
    return _conv("conv3d", input, weight, strides, paddings, dilations, groups, options)


def row_conv(x, filter, **options):
    """Sum over the next time steps, weighted for each feature: x (N, T, D)."""
    value, w = take(x, "row_conv"), take(filter, "row_conv")
    steps, time = op.shape_of(w)[0], op.shape_of(value)[1]
    padded = op.pad(value, ((0, 0), (0, steps - 1), (0, 0)), "constant", 0.0)
    total = None
    for i in range(steps):
        shape = op.shape_of(padded)
        window = op.strided_slice(padded, (0, i, 0), (shape[0], i + time, shape[2]), (1, 1, 1))
        row = op.strided_slice(w, (i, 0), (i + 1, shape[2]), (1, 1))
        term = op.multiply(window, row)
        total = term if total is None else op.add(total, term)
    return wrap(total)
