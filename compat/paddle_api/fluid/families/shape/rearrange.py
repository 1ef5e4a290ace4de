"""Elements rearranged between channels, planes and time steps."""

from __future__ import annotations

from compat.core import op

from ..._operands import invalid, part, required, take
from ..._registry import operator
from ..._structure import convert_to_list
from ..._varbase import wrap


@operator
def temporal_shift_op(x, seg_num=1, shift_ratio=0.25, **options):
    """Parts of the channels moved one time step back or forth."""
    value = take(x, "temporal_shift")
    if not 0.0 < shift_ratio < 0.5:
        raise invalid(
            f"Attr(shift_ratio) should be between 0 and 0.5, but received {shift_ratio}",
            "temporal_shift",
        )
    nt, c, h, w = op.shape_of(value)
    n, first, second = nt // seg_num, int(c * shift_ratio), int(c * 2 * shift_ratio)
    frames = op.reshape(value, (n, seg_num, c, h, w))
    padded = op.pad(frames, ((0, 0), (1, 1), (0, 0), (0, 0), (0, 0)), "constant", 0.0)
    back = part(part(padded, 2, 0, first), 1, 0, seg_num)
    ahead = part(part(padded, 2, first, second), 1, 2, seg_num + 2)
    rest = part(frames, 2, second, c)
    return wrap(op.reshape(op.concat([back, ahead, rest], 2), (nt, c, h, w)))


def temporal_shift(x, seg_num, shift_ratio=0.25, name=None):
    """Parts of the channels moved one time step."""
    return temporal_shift_op(x, seg_num, shift_ratio)


@operator
def pixel_shuffle_op(x, upscale_factor=1, **options):
    """Channels rearranged into larger planes."""
    value = take(x, "pixel_shuffle")
    n, c, h, w = op.shape_of(value)
    r = upscale_factor
    split = op.reshape(value, (n, c // (r * r), r, r, h, w))
    moved = op.permute_dims(split, (0, 1, 4, 2, 5, 3))
    return wrap(op.reshape(moved, (n, c // (r * r), h * r, w * r)))


def pixel_shuffle(x, upscale_factor):
    """Channels rearranged into larger planes."""
    if not isinstance(upscale_factor, int):
        raise TypeError("upscale factor must be int type")
    return pixel_shuffle_op(x, upscale_factor)


@operator
def shuffle_channel_op(x, group=1, **options):
    """Channels of the groups interleaved."""
    value = take(x, "shuffle_channel")
    n, c, h, w = op.shape_of(value)
    split = op.permute_dims(op.reshape(value, (n, group, c // group, h, w)), (0, 2, 1, 3, 4))
    return wrap(op.reshape(split, (n, c, h, w)))


def shuffle_channel(x, group, name=None):
    """Channels of the groups interleaved."""
    if not isinstance(group, int):
        raise TypeError("group must be int type")
    return shuffle_channel_op(x, group)


@operator
def space_to_depth_op(x, blocksize=1, **options):
    """Blocks of planes rearranged into channels."""
    value = take(x, "space_to_depth")
    n, c, h, w = op.shape_of(value)
    b = blocksize
    # Paddle moves the elements as depth_to_space does and gives the result the other shape.
    split = op.reshape(value, (n, b, b, c // (b * b), h, w))
    moved = op.permute_dims(split, (0, 3, 4, 1, 5, 2))
    return wrap(op.reshape(moved, (n, c * b * b, h // b, w // b)))


def space_to_depth(x, blocksize, name=None):
    """Blocks of planes rearranged into channels."""
    if not isinstance(blocksize, int):
        raise ValueError("blocksize must be a python Int")
    return space_to_depth_op(x, blocksize)


@operator
def unfold_op(x, kernel_sizes=None, strides=(1, 1), paddings=(0, 0), dilations=(1, 1), **options):
    """Windows of planes as columns: (N, C * kh * kw, positions)."""
    if kernel_sizes is None:
        raise required("kernel_sizes")
    value = take(x, "unfold")
    if len(paddings) == 2:
        paddings = [paddings[0], paddings[1], paddings[0], paddings[1]]
    top, left, bottom, right = paddings
    value = op.pad(value, ((0, 0), (0, 0), (top, bottom), (left, right)), "constant", 0.0)
    n, c, h, w = op.shape_of(value)
    (kh, kw), (sh, sw), (dh, dw) = kernel_sizes, strides, dilations
    oh, ow = (h - dh * (kh - 1) - 1) // sh + 1, (w - dw * (kw - 1) - 1) // sw + 1
    columns = []
    for i in range(kh):
        for j in range(kw):
            y, x0 = i * dh, j * dw
            end = (n, c, y + (oh - 1) * sh + 1, x0 + (ow - 1) * sw + 1)
            piece = op.strided_slice(value, (0, 0, y, x0), end, (1, 1, sh, sw))
            columns.append(op.reshape(piece, (n, c, oh * ow)))
    return wrap(op.reshape(op.stack(columns, 2), (n, c * kh * kw, oh * ow)))


def unfold(x, kernel_sizes, strides=1, paddings=0, dilations=1, name=None):
    """Windows of planes as columns."""
    assert len(x.shape) == 4, "input should be the format of [N, C, H, W]"
    if not isinstance(paddings, (int, list)) or (
        isinstance(paddings, list) and len(paddings) not in (2, 4)
    ):
        raise ValueError(
            "Unexpected type of paddings, it should be either an integer or a list of 2 or "
            "4 integers"
        )
    pads = [paddings] * 4 if isinstance(paddings, int) else list(paddings)
    if len(pads) == 2:
        pads = pads * 2
    return unfold_op(
        x,
        convert_to_list(kernel_sizes, 2, "kernel_sizes"),
        convert_to_list(strides, 2, "strides"),
        pads,
        convert_to_list(dilations, 2, "dilations"),
    )
