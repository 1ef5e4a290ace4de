"""Convolutions as functions, padding, and rearrangements between channels and space."""

from __future__ import annotations

from ....core import compose, op
from ...common.tensor import Tensor, wrap
from .._operands import ints_of, operand


def _entries(value, n):
    return (value,) * n if isinstance(value, int) else tuple(value)


def _both_sides(padding, n):
    sides = _entries(padding, n)
    return tuple(p for side in sides for p in (side, side)) if len(sides) == n else sides


def _convolved(operator, input, weight, bias, stride, pad_mode, padding, dilation, groups, n):
    from ..operations import nn_ops

    kernel = weight.shape[2:]
    pad = _both_sides(padding, n) if pad_mode == "pad" else 0
    if pad_mode != "pad" and any(_entries(padding, n)):
        raise ValueError(
            "For 'conv', the 'padding' must be zero when 'pad_mode' is not 'pad', but got "
            f"{padding}."
        )
    conv = getattr(nn_ops, operator)(
        weight.shape[0],
        kernel,
        1,
        pad_mode,
        pad,
        stride if isinstance(stride, int) else tuple(stride),
        dilation if isinstance(dilation, int) else tuple(dilation),
        groups,
    )
    result = conv(input, weight)
    if bias is None:
        return result
    if not isinstance(bias, Tensor):
        raise TypeError(f"For 'conv', the 'bias' must be a Tensor, but got {type(bias)}.")
    if bias.shape != (weight.shape[0],):
        raise ValueError(
            f"For 'conv', the shape of 'bias' must be ({weight.shape[0]},), but got {bias.shape}."
        )
    return wrap(op.add(result._value, op.reshape(bias._value, (1, bias.shape[0]) + (1,) * n)))


def conv2d(input, weight, bias=None, stride=1, pad_mode="valid", padding=0, dilation=1, groups=1):
    """2-D convolution."""
    return _convolved("Conv2D", input, weight, bias, stride, pad_mode, padding, dilation, groups, 2)


def conv3d(input, weight, bias=None, stride=1, pad_mode="valid", padding=0, dilation=1, groups=1):
    """3-D convolution."""
    return _convolved("Conv3D", input, weight, bias, stride, pad_mode, padding, dilation, groups, 3)


def conv1d(input, weight, bias=None, stride=1, pad_mode="valid", padding=0, dilation=1, groups=1):
    """1-D convolution."""
    x = wrap(compose.expand_dims(operand("conv1d", "input", input), 2))
    w = wrap(compose.expand_dims(operand("conv1d", "weight", weight), 2))
    step, spread = _entries(stride, 1)[0], _entries(dilation, 1)[0]
    sides = _both_sides(padding, 1)
    pad = (0, 0, *sides) if pad_mode == "pad" else 0
    result = _convolved("Conv2D", x, w, bias, (1, step), pad_mode, pad, (1, spread), groups, 2)
    return wrap(compose.squeeze(result._value, (2,)))


def conv3d_transpose(
    inputs,
    weight,
    pad_mode="valid",
    padding=0,
    stride=1,
    dilation=1,
    group=1,
    output_padding=0,
):
    """3-D transposed convolution."""
    from ..operations import nn_ops

    if not isinstance(weight, Tensor) or weight.ndim != 5:
        raise ValueError("For 'conv3d_transpose', the 'weight' must be a Tensor of rank 5.")
    transposed = nn_ops.Conv3DTranspose(
        weight.shape[0],
        weight.shape[1] * group,
        weight.shape[2:],
        1,
        pad_mode,
        padding,
        stride,
        dilation,
        group,
        output_padding,
    )
    return transposed(inputs, weight)


def dense(input, weight, bias=None):
    """`input @ weight.T + bias`."""
    x, w = operand("dense", "input", input), operand("dense", "weight", weight)
    shape = op.shape_of(x)
    flat = op.reshape(x, (_product(shape[:-1]), shape[-1]))
    result = op.matmul(flat, op.permute_dims(w, (1, 0)))
    result = op.reshape(result, (*shape[:-1], weight.shape[0]))
    return wrap(result if bias is None else op.add(result, bias._value))


def _product(extents):
    total = 1
    for n in extents:
        total *= n
    return total


# -- padding -----------------------------------------------------------------------------------

_MODES = {"constant": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}


def pad(input_x, padding, mode="constant", value=None):
    """Enlarged at the ends of the last axes; `padding` starts with the last one."""
    x = operand("pad", "input_x", input_x)
    if mode not in _MODES:
        raise ValueError(
            "For 'pad', the 'mode' must be one of 'constant', 'reflect', 'replicate' and "
            "'circular', but "
            f"got '{mode}'."
        )
    if isinstance(padding, Tensor):
        padding = tuple(ints_of("pad", "padding", padding))
    if not isinstance(padding, (tuple, list)):
        raise TypeError(
            "For 'pad', the type of 'padding' must be in [Tensor, tuple, list], but got "
            f"{type(padding)}."
        )
    if not all(isinstance(p, int) for p in padding):
        raise TypeError(
            f"For 'pad', the paddings value must be tuple of int or list of int, but got {padding}"
        )
    if len(padding) % 2 or len(padding) // 2 > input_x.ndim:
        raise ValueError(
            "For 'pad', the length of 'padding' must be even and at most twice the rank of the "
            "input, but "
            f"got {len(padding)}."
        )
    if mode != "constant" and value not in (None, 0):
        raise ValueError(
            f"For 'pad', the padding mode '{mode}' can not set value, but got value {value}."
        )
    widths = [(0, 0)] * input_x.ndim
    for i in range(len(padding) // 2):
        widths[input_x.ndim - 1 - i] = (padding[2 * i], padding[2 * i + 1])
    return wrap(padded(x, widths, _MODES[mode], value))


def padded(x, widths, mode, value):
    """As the primitive, with negative widths cutting."""
    shape = op.shape_of(x)
    if any(w < 0 for pair in widths for w in pair):
        begin = tuple(max(-low, 0) for low, _ in widths)
        end = tuple(n - max(-high, 0) for n, (_, high) in zip(shape, widths, strict=True))
        x = op.strided_slice(x, begin, end, (1,) * len(shape))
        widths = [(max(low, 0), max(high, 0)) for low, high in widths]
    number = None if mode != "constant" else (0 if value is None else value)
    return op.pad(x, tuple(tuple(w) for w in widths), mode, number)


def mirror_pad(input_x, paddings, mode):
    """Enlarged by mirroring, without the edge ("REFLECT") or with it ("SYMMETRIC")."""
    x = operand("MirrorPad", "input_x", input_x)
    table = op.to_numpy(paddings._value).tolist() if isinstance(paddings, Tensor) else paddings
    if mode not in ("REFLECT", "SYMMETRIC"):
        raise ValueError(
            "For 'MirrorPad', the 'mode' must be str and must be in '['REFLECT', 'SYMMETRIC']', "
            "but got "
            f"'{mode}'."
        )
    return wrap(op.pad(x, tuple((int(a), int(b)) for a, b in table), mode.lower(), None))


def padding(x, pad_dim_size=8):
    """The last axis, of extent 1, enlarged by zeros to a size."""
    value = operand("Padding", "x", x)
    widths = [(0, 0)] * (x.ndim - 1) + [(0, pad_dim_size - 1)]
    return wrap(op.pad(value, tuple(widths), "constant", 0))


# -- channels and space ------------------------------------------------------------------------


def pixel_shuffle(input, upscale_factor):
    """(*, C r r, H, W) to (*, C, H r, W r)."""
    x, r = operand("pixel_shuffle", "input", input), upscale_factor
    *lead, channels, h, w = op.shape_of(x)
    if channels % (r * r):
        raise ValueError(
            "For 'pixel_shuffle', the length of third to last dimension is not divisible by the "
            "square of "
            f"`upscale_factor`, but got {channels} and {r}."
        )
    x = op.reshape(x, (_product(lead), channels // (r * r), r, r, h, w))
    x = op.permute_dims(x, (0, 1, 4, 2, 5, 3))
    return wrap(op.reshape(x, (*lead, channels // (r * r), h * r, w * r)))


def pixel_unshuffle(input, downscale_factor):
    """(*, C, H r, W r) to (*, C r r, H, W)."""
    x, r = operand("pixel_unshuffle", "input", input), downscale_factor
    *lead, channels, h, w = op.shape_of(x)
    if h % r or w % r:
        raise ValueError(
            f"For 'pixel_unshuffle', the extents {h} and {w} are not divisible by "
            f"`downscale_factor` {r}."
        )
    x = op.reshape(x, (_product(lead), channels, h // r, r, w // r, r))
    x = op.permute_dims(x, (0, 1, 3, 5, 2, 4))
    return wrap(op.reshape(x, (*lead, channels * r * r, h // r, w // r)))


def depth_to_space(x, block_size):
    """Channels to blocks; the block is the leading part of the channels."""
    value, r = operand("DepthToSpace", "x", x), block_size
    n, channels, h, w = op.shape_of(value)
    value = op.reshape(value, (n, r, r, channels // (r * r), h, w))
    value = op.permute_dims(value, (0, 3, 4, 1, 5, 2))
    return wrap(op.reshape(value, (n, channels // (r * r), h * r, w * r)))


def space_to_depth(x, block_size):
    """Blocks to channels; the block is the leading part of the channels."""
    value, r = operand("SpaceToDepth", "x", x), block_size
    n, channels, h, w = op.shape_of(value)
    value = op.reshape(value, (n, channels, h // r, r, w // r, r))
    value = op.permute_dims(value, (0, 3, 5, 1, 2, 4))
    return wrap(op.reshape(value, (n, channels * r * r, h // r, w // r)))


def channel_shuffle(x, groups):
    """Channels of the groups interleaved."""
    value = operand("ChannelShuffle", "x", x)
    n, channels, *rest = op.shape_of(value)
    value = op.reshape(value, (n, groups, channels // groups, *rest))
    value = compose.swapaxes(value, 1, 2)
    return wrap(op.reshape(value, (n, channels, *rest)))


def batch_to_space_nd(input_x, block_shape, crops):
    """Batches to blocks, cropped."""
    x = operand("BatchToSpaceND", "input_x", input_x)
    blocks = _entries(block_shape, len(crops))
    n, *rest = op.shape_of(x)
    count, spatial = len(blocks), rest[len(rest) - len(blocks) :]
    middle = rest[: len(rest) - count]
    batch = n // _product(blocks)
    x = op.reshape(x, (*blocks, batch, *middle, *spatial))
    order = [count, *range(count + 1, count + 1 + len(middle))]
    for i in range(count):
        order += [count + 1 + len(middle) + i, i]
    x = op.permute_dims(x, tuple(order))
    x = op.reshape(x, (batch, *middle, *[s * b for s, b in zip(spatial, blocks, strict=True)]))
    widths = [(0, 0)] * (1 + len(middle)) + [(-int(a), -int(b)) for a, b in crops]
    return wrap(padded(x, widths, "constant", 0))


def space_to_batch_nd(input_x, block_size, paddings):
    """Padded, then blocks to batches."""
    x = operand("SpaceToBatchND", "input_x", input_x)
    blocks = _entries(block_size, len(paddings))
    count = len(blocks)
    lead = input_x.ndim - count
    widths = [(0, 0)] * lead + [(int(a), int(b)) for a, b in paddings]
    x = op.pad(x, tuple(widths), "constant", 0)
    n, *rest = op.shape_of(x)
    middle, spatial = rest[: lead - 1], rest[lead - 1 :]
    split = [k for s, b in zip(spatial, blocks, strict=True) for k in (s // b, b)]
    x = op.reshape(x, (n, *middle, *split))
    first = 1 + len(middle)
    order = [first + 2 * i + 1 for i in range(count)] + list(range(first))
    order += [first + 2 * i for i in range(count)]
    x = op.permute_dims(x, tuple(order))
    sizes = [s // b for s, b in zip(spatial, blocks, strict=True)]
    return wrap(op.reshape(x, (n * _product(blocks), *middle, *sizes)))


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """(N, C, H, W) to (N, C kh kw, windows)."""
    x = operand("Im2Col", "x", input)
    columns = windows_of(
        x,
        _entries(kernel_size, 2),
        _entries(stride, 2),
        _entries(dilation, 2),
        _both_sides(padding, 2),
    )
    n, count, taps, h, w = op.shape_of(columns)
    return wrap(op.reshape(columns, (n, count * taps, h * w)))


def windows_of(x, window, stride, dilation, sides):
    """(N, C, taps, out h, out w): the elements under every tap of a window."""
    pads = ((0, 0), (0, 0), (sides[0], sides[1]), (sides[2], sides[3]))
    x = op.pad(x, pads, "constant", 0) if any(sides) else x
    n, channels, height, width = op.shape_of(x)
    out = [
        (size - (k - 1) * d - 1) // s + 1
        for size, k, s, d in zip((height, width), window, stride, dilation, strict=True)
    ]
    taps = []
    for i in range(window[0]):
        for j in range(window[1]):
            top, left = i * dilation[0], j * dilation[1]
            end = (top + out[0] * stride[0], left + out[1] * stride[1])
            taps.append(
                op.strided_slice(x, (0, 0, top, left), (n, channels, *end), (1, 1, *stride))
            )
    return op.stack(taps, 2)


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """(N, C kh kw, windows) added up to (N, C, H, W)."""
    x = operand("Col2Im", "x", input)
    size = ints_of("Col2Im", "output_size", output_size)
    window, steps = _entries(kernel_size, 2), _entries(stride, 2)
    spread, sides = _entries(dilation, 2), _entries(padding, 2)
    n = op.shape_of(x)[0]
    taps = window[0] * window[1]
    out = [
        (m + 2 * p - (k - 1) * d - 1) // s + 1
        for m, p, k, d, s in zip(size, sides, window, spread, steps, strict=True)
    ]
    channels = _product(op.shape_of(x)[1:]) // (taps * out[0] * out[1])
    # The transposed convolution with one filter of a single one for every tap.
    g = op.reshape(x, (n * channels, taps, *out))
    w = op.reshape(compose.eye(taps, taps, 0, input._name, op.device_of(x)), (taps, 1, *window))
    found = op.conv_input_grad(g, w, (n * channels, 1, *size), steps, sides, spread, 1)
    return wrap(op.reshape(found, (n, channels, *size)))


def col2im(input_x, output_size, kernel_size, dilation, padding_value, stride):
    """(N, C, taps, windows) added up to (N, C, H, W)."""
    n, channels, taps, count = input_x.shape
    flat = wrap(op.reshape(input_x._value, (n, channels * taps, count)))
    return fold(
        flat, output_size, tuple(kernel_size), tuple(dilation), tuple(padding_value), tuple(stride)
    )
