"""Statistics, bands and diagonals of matrices, combinations."""

from __future__ import annotations

import itertools
import math

from ....core import compose, op
from ...common.tensor import Tensor, wrap
from .._operands import axis_of, operand
from ._reduction import _vector_norm


def cov(input, *, correction=1, fweights=None, aweights=None):
    """Covariance of the rows."""
    x = operand("cov", "input", input)
    x = compose.expand_dims(x, 0) if input.ndim == 1 else x
    count = op.shape_of(x)[1]
    weights = None
    for given in (fweights, aweights):
        if given is not None:
            w = op.astype(given._value, op.dtype_of(x))
            weights = w if weights is None else op.multiply(weights, w)
    if weights is None:
        centred = op.subtract(x, op.mean(x, (1,), True))
        norm = float(max(count - correction, 0))
        return _squeezed(
            op.divide(op.matmul(centred, op.permute_dims(centred, (1, 0))), norm), input
        )
    total = op.sum(weights, (0,), False)
    mean = op.divide(op.sum(op.multiply(x, weights), (1,), True), total)
    centred = op.subtract(x, mean)
    if aweights is None:
        norm = op.subtract(total, float(correction))
    else:
        a = op.astype(aweights._value, op.dtype_of(x))
        part = op.sum(op.multiply(weights, a), (0,), False)
        norm = op.subtract(total, op.divide(op.multiply(part, float(correction)), total))
    product = op.matmul(op.multiply(centred, weights), op.permute_dims(centred, (1, 0)))
    return _squeezed(op.divide(product, norm), input)


def _squeezed(found, x):
    return wrap(op.reshape(found, ()) if x.ndim == 1 else found)


def pdist(input, p=2.0):
    """p-norms of the differences of all pairs of rows, each pair once."""
    x = operand("Pdist", "x", input)
    count = input.shape[-2]
    pairs = list(itertools.combinations(range(count), 2))
    device = op.device_of(x)
    axis = input.ndim - 2
    first = op.take(x, op.asarray([i for i, _ in pairs], "int64", device), axis)
    second = op.take(x, op.asarray([j for _, j in pairs], "int64", device), axis)
    return wrap(_vector_norm(op.subtract(first, second), p, (input.ndim - 1,), False))


def combinations(x, r=2, with_replacement=False):
    """Rows of r elements in all combinations."""
    value = operand("combinations", "x", x)
    chosen = itertools.combinations_with_replacement if with_replacement else itertools.combinations
    rows = [list(c) for c in chosen(range(x.shape[0]), r)]
    return wrap(op.take(value, op.asarray(rows, "int64", op.device_of(value)), 0))


def cartesian_prod(*inputs):
    """Rows of one element of every vector, in all combinations."""
    if len(inputs) == 1:
        return inputs[0]
    grids = compose.meshgrid([operand("cartesian_prod", "inputs", x) for x in inputs], "ij")
    flat = [op.reshape(g, (math.prod(op.shape_of(g)),)) for g in grids]
    return wrap(op.stack(flat, 1))


def renorm(input, p, axis, maxnorm):
    """Slices along an axis scaled down to a p-norm of at most `maxnorm`."""
    x = operand("Renorm", "x", input)
    axis = axis_of("Renorm", "axis", axis, input.ndim)
    rest = tuple(i for i in range(input.ndim) if i != axis)
    length = _vector_norm(x, p, rest, True)
    over = op.greater(length, float(maxnorm))
    scale = op.divide(float(maxnorm), op.add(length, 1e-7))
    return wrap(op.multiply(x, op.where(over, scale, compose.ones_like(length))))


def quantile(input, q, axis=None, keepdims=False):
    """Quantiles, linear between the neighbours in order."""
    return _quantile(input, q, axis, keepdims)


def _quantile(x, q, axis, keepdims):
    value = operand("Quantile", "input", x)
    if axis is None:
        value = op.reshape(value, (x.size,))
    at = 0 if axis is None else axis_of("Quantile", "axis", axis, x.ndim)
    ordered = op.sort(value, at, False, False)
    extent = op.shape_of(ordered)[at]
    several = isinstance(q, Tensor) and q.ndim == 1
    levels = op.to_numpy(q._value).reshape(-1).tolist() if isinstance(q, Tensor) else [q]
    found = []
    for level in levels:
        place = level * (extent - 1)
        low = math.floor(place)
        parts = [compose.narrow(ordered, at, i, i + 1) for i in (low, min(low + 1, extent - 1))]
        mixed = op.add(op.multiply(parts[0], 1 - (place - low)), op.multiply(parts[1], place - low))
        found.append(mixed if keepdims and axis is not None else compose.squeeze(mixed, (at,)))
    if keepdims and axis is None:
        found = [op.reshape(f, (1,) * x.ndim) for f in found]
    return wrap(op.stack(found, 0) if several else found[0])


def population_count(input_x):
    """uint8 number of ones in the bits of each element."""
    x = operand("PopulationCount", "input", input_x)
    bits = 8 if "8" in input_x._name else 16
    total = None
    for place in range(bits):
        shift = op.full((), place, input_x._name, op.device_of(x))
        bit = op.bitwise_and(
            op.bitwise_right_shift(x, shift), op.full((), 1, input_x._name, op.device_of(x))
        )
        bit = op.astype(op.not_equal(bit, 0), "uint8")
        total = bit if total is None else op.add(total, bit)
    return wrap(total)


def mvlgamma(input, p):
    """Logarithm of the multivariate gamma function."""
    x = operand("Mvlgamma", "x", input)
    total = op.full(input.shape, p * (p - 1) / 4 * math.log(math.pi), input._name, op.device_of(x))
    for i in range(p):
        total = op.add(total, op.lgamma(op.subtract(x, i / 2)))
    return wrap(total)


def lstsq(input, A):
    """Least squares solution by the normal equations' triangular form."""
    x, b = operand("Lstsq", "x", input), operand("Lstsq", "a", A)
    b = compose.expand_dims(b, 1) if A.ndim == 1 else b
    q, r = op.qr(x, "reduced")
    found = op.triangular_solve(r, op.matmul(op.permute_dims(q, (1, 0)), b), False, False, False)
    return wrap(found)


# -- segments ----------------------------------------------------------------------------------


def segment(name, x, segment_ids):
    """Reductions of consecutive rows; segments without rows give 0 (1 for the product)."""
    value, ids = operand(name, "input_x", x), operand(name, "segment_ids", segment_ids)
    count = int(op.to_numpy(op.max(ids, (0,), False))) + 1
    rows = compose.expand_dims(ids, 1)
    device, shape = op.device_of(value), (count, *x.shape[1:])
    zeros = op.full(shape, 0, x._name, device)
    if name in ("SegmentSum", "SegmentMean"):
        total = op.scatter_nd(zeros, rows, value, "add")
        if name == "SegmentSum":
            return wrap(total)
        ones = op.full(segment_ids.shape, 1, x._name, device)
        sizes = op.scatter_nd(op.full((count,), 0, x._name, device), rows, ones, "add")
        sizes = op.reshape(op.maximum(sizes, 1), (count,) + (1,) * (x.ndim - 1))
        return wrap(op.divide(total, sizes))
    if name == "SegmentProd":
        return wrap(op.scatter_nd(op.full(shape, 1, x._name, device), rows, value, "multiply"))
    from ._scattering import unsorted_segment_max, unsorted_segment_min

    function = unsorted_segment_max if name == "SegmentMax" else unsorted_segment_min
    found = function(x, segment_ids, count)._value
    used = op.scatter_nd(
        op.full((count,), 0, "int32", device),
        rows,
        op.full(segment_ids.shape, 1, "int32", device),
        "add",
    )
    used = op.reshape(op.greater(used, 0), (count,) + (1,) * (x.ndim - 1))
    return wrap(op.where(used, found, compose.zeros_like(found)))


def ctc_greedy_decoder(inputs, sequence_length, merge_repeated=True):
    """(positions, labels, (batch, longest), minus the sums of the best logits) of the best path."""
    x = operand("CTCGreedyDecoder", "inputs", inputs)
    best = op.to_numpy(op.argmax(x, 2)).tolist()
    top = op.to_numpy(op.max(x, (2,), False)).tolist()
    lengths = op.to_numpy(sequence_length._value).reshape(-1).tolist()
    blank = inputs.shape[2] - 1
    places, labels, scores = [], [], []
    longest = 0
    for n, length in enumerate(lengths):
        previous, at = -1, 0
        for step in range(length):
            label = best[step][n]
            if label != blank and not (merge_repeated and label == previous):
                places.append([n, at])
                labels.append(label)
                at += 1
            previous = label
        longest = max(longest, at)
        scores.append([-sum(top[step][n] for step in range(length))])
    device = op.device_of(x)
    return (
        wrap(op.asarray(places or [[0, 0]], "int64", device)),
        wrap(op.asarray(labels or [0], "int64", device)),
        wrap(op.asarray([len(lengths), longest], "int64", device)),
        wrap(op.asarray(scores, inputs._name, device)),
    )


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
    # The original keeps the horizontal offsets in front of the vertical ones.
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
