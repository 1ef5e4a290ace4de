"""Normalisations and dropout."""

from __future__ import annotations

import math
import secrets

from compat.core import minstd, op

from .base import NUMBERS, constant, derived, f32, invalid, like, mask, raw, take, wrap


def _channels_first(value, layout):
    if layout != "NHWC":
        return value
    rank = op.rank_of(value)
    if rank > 2:
        return op.permute_dims(value, (0, rank - 1, *range(1, rank - 1)))
    return value


def _channels_back(value, layout):
    if layout != "NHWC":
        return value
    rank = op.rank_of(value)
    if rank > 2:
        return op.permute_dims(value, (0, *range(2, rank), 1))
    return value


def batch_norm(
    x,
    scale,
    bias,
    mean,
    variance,
    mean_out=None,
    variance_out=None,
    momentum=0.9,
    epsilon=1e-5,
    is_test=False,
    data_layout="NCHW",
    use_global_stats=False,
    trainable_statistics=False,
    **options,
):
    """Normalised by the batch's or the running statistics, which training brings up to date."""
    value = take(x, "batch_norm")
    first = _channels_first(value, data_layout)
    shape, eps = op.shape_of(first), f32(epsilon)
    weight, shift = scale._value, bias._value
    if op.shape_of(weight)[0] != shape[1] or op.shape_of(shift)[0] != shape[1]:
        _check_channels(shape[1], scale, bias)
    if use_global_stats or (is_test and not trainable_statistics):
        running = raw(mean._value), raw(variance._value)
        result = op.batch_norm_infer(first, weight, shift, *running, eps)
        return wrap(_channels_back(result, data_layout)), mean_out, variance_out, mean, variance
    if math.prod(shape) == shape[1]:
        return wrap(_single(first, weight, shift)), mean_out, variance_out, mean, variance
    result, m, v = op.batch_norm_train(first, weight, shift, eps)
    keep = f32(momentum)
    for target, batch in ((mean_out, raw(m)), (variance_out, raw(v))):
        target._set(op.blend_update(raw(target._value), batch, keep, f32(1.0 - keep)))
    return wrap(_channels_back(result, data_layout)), mean_out, variance_out, wrap(m), wrap(v)


def _single(first, weight, shift):
    """The input itself, as the original leaves it with one element a channel; gradients of zero."""
    none = op.multiply(op.add(weight, shift), 0)
    shape = (1, op.shape_of(first)[1]) + (1,) * (len(op.shape_of(first)) - 2)
    return op.add(first, op.reshape(none, shape))


def _check_channels(count, scale, bias):
    for name, var in (("scale", scale), ("bias", bias)):
        have = op.shape_of(var._value)[0]
        if have != count:
            raise invalid(
                f"ShapeError: the shape of {name} must equal to [{count}]But received: the "
                f"shape of "
                f"{name} is [{have}]",
                "batch_norm",
            )


def layer_norm(x, scale=None, bias=None, epsilon=1e-5, begin_norm_axis=1, **options):
    """Normalised over the trailing axes."""
    value = take(x, "layer_norm")
    shape = op.shape_of(value)
    rows, width = math.prod(shape[:begin_norm_axis]), math.prod(shape[begin_norm_axis:])
    flat = op.reshape(value, (rows, width))
    weight = like(raw(flat), 1, (width,)) if scale is None else scale._value
    shift = like(raw(flat), 0, (width,)) if bias is None else bias._value
    weight, shift = op.reshape(weight, (width,)), op.reshape(shift, (width,))
    result = op.layer_norm(flat, weight, shift, (1,), f32(epsilon))
    return wrap(op.reshape(result, shape)), None, None


def _per_channel(value, scale, bias):
    """`value * scale + bias` for every channel of (N, C, ...)."""
    shape = op.shape_of(value)
    form = (1, shape[1]) + (1,) * (len(shape) - 2)
    if scale is not None:
        value = op.multiply(value, op.reshape(scale._value, form))
    return value if bias is None else op.add(value, op.reshape(bias._value, form))


def _normalized_rows(flat, eps):
    width = op.shape_of(flat)[1]
    ones, none = like(raw(flat), 1, (width,)), like(raw(flat), 0, (width,))
    return op.layer_norm(flat, ones, none, (1,), eps)


def _rows_without_scale(flat, eps):
    """Normalised rows; the original's gradient lacks the mean of the cotangent without a scale."""

    def backward(g, x):
        width = op.shape_of(x)[1]
        middle = op.subtract(x, op.mean(x, (1,), True))
        spread = op.sqrt(op.add(op.mean(op.multiply(middle, middle), (1,), True), eps))
        unit = op.divide(middle, spread)
        slope = op.divide(op.sum(op.multiply(g, unit), (1,), True), constant(x, width))
        return (op.divide(op.subtract(g, op.multiply(unit, slope)), spread),)

    return derived(lambda x: _normalized_rows(x, eps), backward)(flat)


def instance_norm(x, scale=None, bias=None, epsilon=1e-5, **options):
    """Every plane of every sample normalised."""
    value = take(x, "instance_norm")
    shape = op.shape_of(value)
    flat = op.reshape(value, (shape[0] * shape[1], math.prod(shape[2:])))
    result = op.reshape(_normalized_rows(flat, f32(epsilon)), shape)
    return wrap(_per_channel(result, scale, bias)), None, None


def group_norm(x, scale=None, bias=None, epsilon=1e-5, groups=1, data_layout="NCHW", **options):
    """Groups of channels of every sample normalised."""
    value = _channels_first(take(x, "group_norm"), data_layout)
    shape = op.shape_of(value)
    if shape[1] % groups:
        raise invalid(
            f"The groups number should divide the channels, but received groups = {groups} and "
            f"channels = {shape[1]}.",
            "group_norm",
        )
    flat = op.reshape(value, (shape[0] * groups, math.prod(shape[1:]) // groups))
    rows = _normalized_rows if scale is not None else _rows_without_scale
    result = op.reshape(rows(flat, f32(epsilon)), shape)
    return wrap(_channels_back(_per_channel(result, scale, bias), data_layout)), None, None


def lrn(x, n=5, k=2.0, alpha=1e-4, beta=0.75, **options):
    """Divided by a power of the squares of neighbouring channels."""
    value = take(x, "lrn")
    shape = op.shape_of(value)
    half = (n - 1) // 2
    padded = op.pad(
        op.multiply(value, value), ((0, 0), (half, n - 1 - half), (0, 0), (0, 0)), "constant", 0.0
    )
    total = None
    for i in range(n):
        end = (shape[0], i + shape[1], shape[2], shape[3])
        window = op.strided_slice(padded, (0, i, 0, 0), end, (1, 1, 1, 1))
        total = window if total is None else op.add(total, window)
    middle = op.add(op.multiply(total, f32(alpha)), f32(k))
    return wrap(op.multiply(value, op.pow(middle, -f32(beta)))), wrap(middle)


def l2_normalize(x, axis, epsilon):
    """`x` divided by its length along `axis`."""
    from .reduce import norm

    return norm(x, axis, epsilon)


l2_normalize.__module__ = "not an operator"


def dropout(
    x,
    dropout_prob=0.5,
    is_test=False,
    fix_seed=False,
    seed=0,
    dropout_implementation="downgrade_in_infer",
    **options,
):
    """Elements dropped at random while training."""
    value = take(x, "dropout", NUMBERS)
    p = f32(dropout_prob)
    if not 0.0 <= p <= 1.0:
        raise invalid("'dropout_prob' must be between 0.0 and 1.0.", "dropout")
    upscale = dropout_implementation == "upscale_in_train"
    if is_test:
        return wrap(value if upscale else op.multiply(value, f32(1.0 - p))), None
    if p == 1.0:
        return wrap(op.multiply(value, constant(value, 0))), None
    kept = _kept(value, p, seed if fix_seed else 0)
    if upscale:
        kept = op.divide(kept, constant(kept, f32(1.0 - p)))
    return wrap(op.multiply(value, kept)), wrap(raw(kept))


def _kept(value, p, seed):
    """1 where an element stays; with a seed the same elements as in the original."""
    shape, device = op.shape_of(value), op.device_of(value)
    if seed:
        drawn = minstd.paddle_uniform(seed, math.prod(shape), 0.0, 1.0, "float32").reshape(shape)
        return mask(op.greater_equal(op.asarray(drawn, "float32", device), p), value)
    key = secrets.randbits(63), secrets.randbits(63)
    drawn = op.random_uniform(key, shape, "float32", device)
    return mask(op.greater_equal(drawn, p), value)


def spectral_norm(weight, u, v, dim=0, power_iters=1, eps=1e-12, **options):
    """The weight divided by its largest singular value, found by power iteration."""
    w = take(weight, "spectral_norm")
    rank = len(op.shape_of(w))
    order = (dim, *(i for i in range(rank) if i != dim))
    moved = op.permute_dims(w, order)
    shape = op.shape_of(moved)
    matrix = op.reshape(moved, (shape[0], math.prod(shape[1:])))
    flat = raw(matrix)
    left = op.reshape(raw(u._value), (shape[0], 1))
    right = op.reshape(raw(v._value), (math.prod(shape[1:]), 1))
    for _ in range(power_iters):
        right = _unit(op.matmul(op.permute_dims(flat, (1, 0)), left), eps)
        left = _unit(op.matmul(flat, right), eps)
    sigma = op.matmul(op.matmul(op.permute_dims(left, (1, 0)), matrix), right)
    scaled = op.reshape(op.divide(matrix, sigma), shape)
    back = tuple(order.index(i) for i in range(rank))
    return wrap(op.permute_dims(scaled, back))


def _unit(x, eps):
    length = op.sqrt(op.sum(op.multiply(x, x), (0, 1), True))
    return op.divide(x, op.add(length, f32(eps)))
