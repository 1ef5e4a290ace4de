"""Convolutions whose taps are moved by offsets that a network gives."""

from __future__ import annotations

from compat.core import op

from ..._errors import enforce_not_met
from ..._operands import FLOATS, constant, invalid, mask, part, raw, same_dtype, take
from ..._registry import find, operator
from ..._structure import convert_to_list
from ..._varbase import VarBase, wrap
from ...layer_helper import LayerHelper
from .forward import _fan_out_normal

_OPERANDS = ("Input", "Offset", "Mask", "Filter")


def _places(offsets, taps, strides, paddings, dilations):
    """Rows and columns (N, groups, taps, positions) that the taps read, offsets included."""
    n, channels, height, width = op.shape_of(offsets)
    count = taps[0] * taps[1]
    dtype, device = op.dtype_of(offsets), op.device_of(offsets)
    moved = op.reshape(offsets, (n, channels // (2 * count), count, 2, height * width))
    found = []
    for axis, size in enumerate((height, width)):
        start = op.arange(0, size, 1, dtype, device)
        start = op.subtract(op.multiply(start, strides[axis]), paddings[axis])
        tap = op.multiply(op.arange(0, taps[axis], 1, dtype, device), dilations[axis])
        start = op.reshape(start, (1, 1, size, 1) if axis == 0 else (1, 1, 1, size))
        tap = op.reshape(tap, (taps[0], 1, 1, 1) if axis == 0 else (1, taps[1], 1, 1))
        whole = op.broadcast_to(op.add(tap, start), (*taps, height, width))
        grid = op.reshape(whole, (1, 1, count, height * width))
        own = part(moved, 3, axis, axis + 1)
        own = op.reshape(own, op.shape_of(own)[:3] + op.shape_of(own)[4:])
        found.append(op.add(own, grid))
    return found


def sampled(planes, rows, columns, upward=False):
    """(N, G, C / G, K): bilinear values of planes (N, C, H, W) at places (N, G, K); 0 outside.

    Gradients for planes and places; at whole numbers that of the next interval, or with `upward`
    none, as the place is its own upper neighbour.
    """
    n, channels, height, width = op.shape_of(planes)
    groups, count = op.shape_of(rows)[1:]
    flat = op.reshape(planes, (n, groups, channels // groups, height * width))
    within = op.logical_and(_inside(rows, height), _inside(columns, width))
    total = None
    for row, high in _neighbours(rows, upward):
        for column, wide in _neighbours(columns, upward):
            there = op.logical_and(_on(row, height), _on(column, width))
            weight = op.multiply(high, wide)
            weight = op.multiply(weight, mask(op.logical_and(within, there), weight))
            place = op.add(op.multiply(_clipped(row, height), width), _clipped(column, width))
            place = op.reshape(op.astype(place, "int64"), (n, groups, 1, count))
            place = op.broadcast_to(place, (n, groups, channels // groups, count))
            value = op.take_along_axis(flat, place, 3)
            value = op.multiply(value, op.reshape(weight, (n, groups, 1, count)))
            total = value if total is None else op.add(total, value)
    return total


def _neighbours(places, upward):
    """The rows or columns before and behind each place, with their shares."""
    before = raw(op.floor(raw(places)))
    behind = op.subtract(places, before)
    return (
        (before, op.subtract(constant(behind, 1), behind)),
        (op.ceil(raw(places)) if upward else op.add(before, 1), behind),
    )


def _inside(places, size):
    return op.logical_and(op.greater(raw(places), -1), op.less(raw(places), size))


def _on(places, size):
    return op.logical_and(op.greater_equal(places, 0), op.less(places, size))


def _clipped(places, size):
    return op.minimum(op.maximum(places, 0), size - 1)


def _checked(name, x, w, offsets, masks, strides, paddings, dilations, groups, deformable):
    """Sizes of the result after Paddle's checks."""
    sx, sw, so = op.shape_of(x), op.shape_of(w), op.shape_of(offsets)
    if len(sx) != 4 or len(sx) != len(sw):
        raise invalid(f"Conv input should be 4-D tensor, get {len(sx)}", name)
    if sx[1] != sw[1] * groups or sw[0] % groups or sw[0] % deformable:
        raise invalid(
            f"The number of input channels should be equal to filter channels * groups. The "
            f"difference is [{sx[1]}]: [{sw[1] * groups}]",
            name,
        )
    sizes = tuple(
        (sx[2 + i] + 2 * paddings[i] - (dilations[i] * (sw[2 + i] - 1) + 1)) // strides[i] + 1
        for i in range(2)
    )
    count = sw[2] * sw[3] * deformable
    wanted = {"offset": (sx[0], 2 * count, *sizes)}
    found = {"offset": so}
    if masks is not None:
        wanted["mask"], found["mask"] = (sx[0], count, *sizes), op.shape_of(masks)
    for which, shape in wanted.items():
        if found[which] != shape:
            raise invalid(f"The {which} map must be {shape}, but is {found[which]}.", name)
    return sizes


def _convolved(name, operands, strides, paddings, dilations, groups, deformable, step):
    x, w = take(operands[0], name, FLOATS, "Input"), take(operands[3], name, FLOATS, "Filter")
    offsets = take(operands[1], name, FLOATS, "Offset")
    masks = None if operands[2] is None else take(operands[2], name, FLOATS, "Mask")
    n, channels = op.shape_of(x)[:2]
    step = min(n, step)
    for other in (offsets, w):
        same_dtype(x, other, name)
    geometry = strides, paddings, dilations
    sizes = _checked(name, x, w, offsets, masks, *geometry, groups, deformable)
    if n % step:
        raise invalid(
            "Input batchsize must be smaller than or divide im2col_step. But received Input "
            f"batchsize:[{n}], im2col_step:[{step}]",
            name,
        )
    filters, _, *taps = op.shape_of(w)
    count, area = taps[0] * taps[1], sizes[0] * sizes[1]
    rows, columns = _places(offsets, taps, *geometry)
    places = (op.reshape(at, (n, deformable, count * area)) for at in (rows, columns))
    read = sampled(x, *places)
    if masks is not None:
        read = op.multiply(read, op.reshape(masks, (n, deformable, 1, count * area)))
    read = op.reshape(read, (n, groups, channels // groups * count, area))
    w = op.reshape(w, (groups, filters // groups, channels // groups * count))
    out = op.matmul(w, read)
    if step > 1:
        # Paddle's kernel writes the images of a step side by side, one filter after the other, and
        # reads the result as if the images came one after the other.
        out = op.permute_dims(op.reshape(out, (n // step, step, filters, area)), (0, 2, 1, 3))
    return wrap(op.reshape(out, (n, filters, *sizes)))


@operator(inputs=_OPERANDS, outputs=("Output",))
def deformable_conv_op(
    input,
    offset,
    mask,
    weight,
    strides=(1, 1),
    paddings=(0, 0),
    dilations=(1, 1),
    groups=1,
    deformable_groups=1,
    im2col_step=64,
    **options,
):
    """Convolution of planes read at moved places, each tap times its mask."""
    operands = input, offset, mask, weight
    geometry = strides, paddings, dilations, groups, deformable_groups, im2col_step
    return _convolved("deformable_conv", operands, *geometry)


@operator(inputs=("Input", "Offset", "Filter"), outputs=("Output",))
def deformable_conv_v1_op(
    input,
    offset,
    weight,
    strides=(1, 1),
    paddings=(0, 0),
    dilations=(1, 1),
    groups=1,
    deformable_groups=1,
    im2col_step=64,
    **options,
):
    """Convolution of planes read at moved places."""
    operands = input, offset, None, weight
    geometry = strides, paddings, dilations, groups, deformable_groups, im2col_step
    return _convolved("deformable_conv_v1", operands, *geometry)


def deformable_conv(
    input,
    offset,
    mask,
    num_filters,
    filter_size,
    stride=1,
    padding=0,
    dilation=1,
    groups=None,
    deformable_groups=None,
    im2col_step=None,
    param_attr=None,
    bias_attr=None,
    modulated=True,
    name=None,
):
    """Convolution with a new filter and bias whose taps read where `offset` moves them.

    input: (N, C, H, W). offset: (N, 2 * deformable_groups * taps, H', W'), rows before columns.
    mask: (N, deformable_groups * taps, H', W'), None where `modulated` is False. groups,
    deformable_groups, im2col_step (int): must be given in dygraph mode. Raises EnforceNotMet where
    they are None, or shapes do not fit.
    """
    channels = input.shape[1]
    assert param_attr is not False, "param_attr should not be False here."
    for operand, word in ((input, "Input"), (offset, "Input Offset")):
        if not isinstance(operand, VarBase):
            raise TypeError(f"{word} of deformable_conv must be Variable")
    if groups is not None and channels % groups:
        raise ValueError("num_channels must be divisible by groups.")
    sizes = (filter_size, "filter_size"), (stride, "stride"), (padding, "padding")
    taps, *geometry = (convert_to_list(v, 2, word) for v, word in (*sizes, (dilation, "dilation")))
    helper = LayerHelper("deformable_conv", param_attr=param_attr, bias_attr=bias_attr, name=name)
    weight = helper.create_parameter(
        helper.param_attr,
        [num_filters, channels // (groups or 1), *taps],
        input.dtype,
        default_initializer=_fan_out_normal(taps, channels),
    )
    counts = {
        "groups": groups,
        "deformable_groups": deformable_groups,
        "im2col_step": im2col_step,
    }
    _check_counts(counts)
    kind = "deformable_conv" if modulated else "deformable_conv_v1"
    operands = (input, offset, mask, weight) if modulated else (input, offset, weight)
    out = find(kind)(*operands, *geometry, **counts)
    return helper.append_bias_op(out, 1, 2)


def _check_counts(counts):
    for name, count in counts.items():
        if count is None:
            raise enforce_not_met(
                f"Error: Cannot get attribute {name} by type int, its type is bool"
            )
