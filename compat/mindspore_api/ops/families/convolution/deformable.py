"""Convolution with sampling positions that are data."""

from __future__ import annotations

from .....core import compose, op
from ....common.tensor import wrap
from ...arguments import operand


def deformable_conv2d(
    x,
    weight,
    offsets,
    kernel_size,
    strides,
    padding,
    bias=None,
    dilations=(1, 1, 1, 1),
    groups=1,
    deformable_groups=1,
    modulated=True,
):
    """Convolution that reads at positions moved by offsets, and weighs them when modulated."""
    value, w, moved = (
        operand("deformable_conv2d", n, t)
        for n, t in (("x", x), ("weight", weight), ("offsets", offsets))
    )
    columns = _moved_windows(
        value, moved, kernel_size, strides, padding, dilations, deformable_groups, modulated
    )
    n, channels, _, h, wd = op.shape_of(columns)
    wide = op.reshape(
        op.permute_dims(
            op.reshape(columns, (n, channels, *kernel_size, h, wd)), (0, 1, 4, 2, 5, 3)
        ),
        (n, channels, h * kernel_size[0], wd * kernel_size[1]),
    )
    result = op.conv(wide, w, tuple(kernel_size), ((0, 0), (0, 0)), (1, 1), groups)
    if bias is not None:
        result = op.add(result, op.reshape(bias._value, (1, bias.shape[0], 1, 1)))
    return wrap(result)


def _moved_windows(x, offsets, kernel, strides, padding, dilations, parts, modulated):
    """(N, C, taps, h, w): x read at the taps of every window, each moved by its offset."""
    n, channels = op.shape_of(x)[:2]
    h, w = op.shape_of(offsets)[2:]
    taps = kernel[0] * kernel[1]
    kinds = 3 if modulated else 2
    split = op.reshape(offsets, (n, kinds, parts, taps, h, w))
    device = op.device_of(x)

    def base(count, step, pad, extent, spread):
        line = op.arange(0, count, 1, "float32", device)
        taps_line = op.arange(0, extent, 1, "float32", device)
        return op.subtract(op.multiply(line, float(step)), float(pad)), op.multiply(
            taps_line, float(spread)
        )

    ys, ky = base(h, strides[2], padding[0], kernel[0], dilations[2])
    xs, kx = base(w, strides[3], padding[2], kernel[1], dilations[3])
    grid_y = op.add(op.reshape(ky, (kernel[0], 1, 1, 1)), op.reshape(ys, (1, 1, h, 1)))
    grid_x = op.add(op.reshape(kx, (1, kernel[1], 1, 1)), op.reshape(xs, (1, 1, 1, w)))
    shape = (kernel[0], kernel[1], h, w)
    grid_y = op.reshape(op.broadcast_to(grid_y, shape), (1, 1, taps, h, w))
    grid_x = op.reshape(op.broadcast_to(grid_x, shape), (1, 1, taps, h, w))
    # MindSpore keeps the horizontal offsets in front of the vertical ones.
    py = op.add(compose.select(split, 1, 1), grid_y)
    px = op.add(compose.select(split, 1, 0), grid_x)
    found = _read_outside_zero(x, py, px, parts)
    if modulated:
        mask = compose.select(split, 1, 2)
        mask = op.reshape(mask, (n, parts, 1, taps, h, w))
        found = op.multiply(op.reshape(found, (n, parts, channels // parts, taps, h, w)), mask)
    return op.reshape(found, (n, channels, taps, h, w))


def _read_outside_zero(x, py, px, parts):
    """Linear between neighbours, those outside the image counting as 0."""
    n, channels, height, width = op.shape_of(x)
    each = channels // parts
    rows = op.reshape(op.arange(0, n * parts, 1, "int64", op.device_of(x)), (n, parts, 1, 1, 1))
    rows = op.broadcast_to(rows, op.shape_of(py))
    images = op.permute_dims(op.reshape(x, (n * parts, each, height, width)), (0, 2, 3, 1))
    top, left = op.floor(py), op.floor(px)
    total = None
    for dy in (0, 1):
        for dx in (0, 1):
            y, c = op.add(top, float(dy)), op.add(left, float(dx))
            inside = op.logical_and(
                op.logical_and(op.greater_equal(y, 0.0), op.less(y, float(height))),
                op.logical_and(op.greater_equal(c, 0.0), op.less(c, float(width))),
            )
            wy = op.subtract(1.0, op.abs(op.subtract(py, y)))
            wx = op.subtract(1.0, op.abs(op.subtract(px, c)))
            weight = op.multiply(op.multiply(wy, wx), op.astype(inside, op.dtype_of(x)))
            iy = op.astype(compose.clip(y, 0.0, float(height - 1)), "int64")
            ix = op.astype(compose.clip(c, 0.0, float(width - 1)), "int64")
            picked = op.gather_nd(images, op.stack([rows, iy, ix], 5))
            part = op.multiply(picked, compose.expand_dims(weight, 5))
            total = part if total is None else op.add(total, part)
    # (n, parts, taps, h, w, each) -> (n, parts * each, taps, h, w)
    moved = op.permute_dims(total, (0, 1, 5, 2, 3, 4))
    shape = op.shape_of(moved)
    return op.reshape(moved, (n, channels, *shape[3:]))
