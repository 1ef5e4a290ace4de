"""Convolutions and transposed convolutions."""

from __future__ import annotations

from functools import lru_cache

from compat.core import op

from .._errors import empty_input
from .._negative import NegativeVar, check_numel
from .._second_order import refuse_second
from .attributes import flag, ints
from .base import (
    CPP,
    FLOATS,
    VarBase,
    enforce_not_met,
    incompatible,
    invalid,
    no_kernel,
    wrap,
    wrong_type,
)


def _values(name, input, weight):
    """Both arrays, after the checks that choose a kernel."""
    if input is not None and not isinstance(input, VarBase):
        raise incompatible(name, (input, weight), 2)
    if not isinstance(weight, VarBase):
        raise incompatible(name, (input, weight), 2)
    if input is None:
        raise empty_input(name, "Input")
    x, w = input._value, weight._value
    dtype = op.dtype_of(x)
    if dtype not in FLOATS:
        raise no_kernel(name, CPP[dtype])
    return x, w


def not_a_variable():
    """The exception of the tracer for an operand that is no variable."""
    return enforce_not_met(
        "InvalidArgumentError: Python object is not type of "
        "St10shared_ptrIN6paddle10imperative7VarBaseEE"
    )


def _same(name, x, w):
    dx, dw = op.dtype_of(x), op.dtype_of(w)
    if dx != dw:
        raise wrong_type(name, CPP[dw], CPP[dx])


def _check_transposed(name, sx, sw):
    if len(sx) not in (4, 5):
        raise invalid(
            f"Input of Op(conv_transpose) should be 4-D or 5-D Tensor. But received: {len(sx)}-D "
            f"Tensor, the shape of input is {list(sx)}",
            name,
            "Expected in_dims.size() == 4 || in_dims.size() == 5 == true, but received "
            "in_dims.size() == 4 || in_dims.size() == 5:0 != true:1.",
        )
    if len(sx) != len(sw):
        raise invalid(
            "The input's dimension size and filter's dimension size of Op (conv_transpose) "
            "should be "
            f"equal. But received: the shape of input is {list(sx)}, the dimension size of "
            f"input is "
            f"[{len(sx)}], the shape of filter is {list(sw)},  the dimension size of filter is "
            f"[{len(sw)}]. ",
            name,
            f"Expected in_dims.size() == filter_dims.size(), but received in_dims.size():{len(sx)} "
            f"!= filter_dims.size():{len(sw)}.",
        )
    if sx[1] != sw[0]:
        raise invalid(
            "The number of input channels should be equal to filter channels for "
            "Op(conv_transpose). "
            f"But received: the input's channels is [{sx[1]}], the shape of input is "
            f"{list(sx)}, the "
            f"filter's channels is [{sw[0]}], the shape of filter is {list(sw)}. The "
            f"data_format is "
            "NCHW.The error may come from wrong data_format setting.",
            name,
            f"Expected C == filter_dims[0], but received C:{sx[1]} != filter_dims[0]:{sw[0]}.",
        )


def _extents(name, sx, sw, output_size, strides, paddings, dilations):
    """Spatial extents of a transposed convolution, `output_size` checked against them."""
    found = []
    for i, (n, k) in enumerate(zip(sx[2:], sw[2:], strict=True)):
        base = (n - 1) * strides[i] - 2 * paddings[i] + dilations[i] * (k - 1) + 1
        if not output_size:
            found.append(base)
            continue
        wanted = output_size[i]
        if wanted < base:
            raise invalid(
                "output_size of Op(ConvTransposeOp) should not be less than the infered output "
                "size. "
                f"But received output_size = {list(output_size)}, whose dim {i} is less than the "
                f"infered output size [{base}]",
                name,
                "Expected output_size[i] >= infer_shape, but received "
                f"output_size[i]:{wanted} < infer_shape:{base}.",
            )
        if wanted >= base + strides[i]:
            raise invalid(
                "output_size of Op(ConvTransposeOp) should be less than infered size + stride. But "
                f"received output_size = {list(output_size)}, whose dim {i} is not less than the "
                f"infered output size ({base}) + stride ({strides[i]}) = {base + strides[i]}",
                name,
                "Expected output_size[i] < infer_shape + strides[i], but received "
                f"output_size[i]:{wanted} >= infer_shape + strides[i]:{base + strides[i]}.",
            )
        found.append(wanted)
    return tuple(found)


def _positive_dilation(w, lead, dilations):
    """The same taps with positive dilations: none coincide, none extends to the left."""
    if min(dilations, default=1) > 0:
        return w, lead, dilations
    lead, dilations = list(lead), list(dilations)
    for i, d in enumerate(dilations):
        k = op.shape_of(w)[2 + i]
        if d == 0:
            w, dilations[i] = op.sum(w, (2 + i,), True), 1
        elif d < 0:
            w, dilations[i] = op.flip(w, (2 + i,)), -d
            lead[i] += -d * (k - 1)
    return w, tuple(lead), tuple(dilations)


def transpose(x, w, out, strides, paddings, dilations, groups):
    """The transposed convolution of arrays, channels cut to multiples of `groups`."""
    channels = groups * (op.shape_of(x)[1] // groups)
    if channels != op.shape_of(x)[1]:
        x, w = _leading(x, 1, channels), _leading(w, 0, channels)
    shape = (op.shape_of(x)[0], groups * op.shape_of(w)[1], *out)
    if 0 in op.shape_of(x) or 0 in shape:
        # A sum of nothing keeps the operands in the history.
        nothing = op.add(_total(x), op.astype(_total(w), op.dtype_of(x)))
        nothing = op.multiply(nothing, 0)
        return op.add(op.full(shape, 0, op.dtype_of(x), op.device_of(x)), nothing)
    w, lead, dilations = _positive_dilation(w, paddings, dilations)
    return op.conv_input_grad(x, w, shape, tuple(strides), lead, dilations, groups)


def _total(x):
    return op.sum(x, tuple(range(len(op.shape_of(x)))), False)


def _leading(x, axis, count):
    shape = op.shape_of(x)
    end = (*shape[:axis], count, *shape[axis + 1 :])
    return op.strided_slice(x, (0,) * len(shape), end, (1,) * len(shape))


@lru_cache(1024)
def _geometry(name, sx, sw, output_size, strides, paddings, dilations, groups):
    """Spatial extents of the result, everything about the shapes checked."""
    _check_transposed(name, sx, sw)
    out = _extents(name, sx, sw, output_size, strides, paddings, dilations)
    check_numel(name, (sx[0], groups * sw[1], *out))
    if sx[0] and groups > 0 and (sw[1] == 0 or sx[1] // groups == 0):
        raise enforce_not_met(
            "Error: The start row index must be lesser than the end row index.", name
        )
    return out


def _conv_transpose(name, input, weight, output_size, strides, paddings, dilations, groups, cudnn):
    output_size = ints("output_size", output_size)
    dilations, strides = ints("dilations", dilations), ints("strides", strides)
    paddings = ints("paddings", paddings)
    flag("use_cudnn", cudnn)
    x, w = _values(name, input, weight)
    sx, sw, groups = op.shape_of(x), op.shape_of(w), int(groups)
    strides, paddings, dilations = tuple(strides), tuple(paddings), tuple(dilations)
    out = _geometry(name, sx, sw, tuple(output_size), strides, paddings, dilations, groups)
    if sx[0]:
        _same(name, x, w)
    if min(out) < 0:
        shape = (sx[0], groups * sw[1], *out)
        return NegativeVar.of(shape, op.dtype_of(x), input.stop_gradient and weight.stop_gradient)
    return wrap(refuse_second(name, transpose(x, w, out, strides, paddings, dilations, groups)))


def conv2d_transpose(
    input,
    weight,
    output_size=(),
    strides=(1, 1),
    paddings=(0, 0),
    dilations=(1, 1),
    groups=1,
    use_cudnn=True,
    **options,
):
    """Transposed convolution of planes."""
    name = "conv2d_transpose"
    size = list(output_size) if isinstance(output_size, tuple) else output_size
    return _conv_transpose(
        name,
        input,
        weight,
        size,
        _list(strides),
        _list(paddings),
        _list(dilations),
        groups,
        use_cudnn,
    )


def depthwise_conv2d_transpose(
    input,
    weight,
    output_size=(),
    strides=(1, 1),
    paddings=(0, 0),
    dilations=(1, 1),
    groups=1,
    use_cudnn=False,
    **options,
):
    """The same under the name error texts use for one filter a channel."""
    name = "depthwise_conv2d_transpose"
    size = list(output_size) if isinstance(output_size, tuple) else output_size
    return _conv_transpose(
        name,
        input,
        weight,
        size,
        _list(strides),
        _list(paddings),
        _list(dilations),
        groups,
        use_cudnn,
    )


def conv3d_transpose(
    input,
    weight,
    output_size=(),
    strides=(1, 1, 1),
    paddings=(0, 0, 0),
    dilations=(1, 1, 1),
    groups=1,
    use_cudnn=True,
    **options,
):
    """Transposed convolution of volumes."""
    name = "conv3d_transpose"
    if input is not None and not isinstance(input, VarBase):
        raise not_a_variable()
    size = list(output_size) if isinstance(output_size, tuple) else output_size
    return _conv_transpose(
        name,
        input,
        weight,
        size,
        _list(strides),
        _list(paddings),
        _list(dilations),
        groups,
        use_cudnn,
    )


def _list(value):
    return list(value) if isinstance(value, tuple) else value
