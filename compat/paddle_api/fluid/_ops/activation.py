"""Functions of one operand. Constants are float32 numbers, as the original's attributes are."""

from __future__ import annotations

import math

from compat.core import op

from .base import (
    FLOATS,
    NUMBERS,
    axis_of,
    constant,
    derived,
    f32,
    flat,
    like,
    mask,
    raw,
    required,
    take,
    wrap,
    zeros,
)


def _plain(name, function, accepted=FLOATS):
    """The operator that is one primitive."""

    def kernel(x, **options):
        return wrap(function(take(x, name, accepted)))

    kernel.__name__ = kernel.__qualname__ = name
    kernel.__doc__ = f"`{name}` of every element."
    return kernel


def _where(condition, x, other):
    return op.where(condition, x, op.broadcast_to(other, op.shape_of(x)))


def _sign(x):
    """-1, 0 or 1; 0 for NaN."""
    return op.subtract(mask(op.greater(x, 0), x), mask(op.less(x, 0), x))


exp = _plain("exp", lambda x: op.exp(x))
tanh = _plain("tanh", lambda x: op.tanh(x))
atan = _plain("atan", lambda x: op.atan(x))
acos = _plain("acos", lambda x: op.acos(x))
asin = _plain("asin", lambda x: op.asin(x))
cos = _plain("cos", lambda x: op.cos(x))
sin = _plain("sin", lambda x: op.sin(x))
log = _plain("log", lambda x: op.log(x))
log1p = _plain("log1p", lambda x: op.log1p(x))
sigmoid = _plain("sigmoid", lambda x: op.sigmoid(x))
relu = _plain("relu", lambda x: op.relu(x))
sqrt = _plain("sqrt", lambda x: op.sqrt(x))
rsqrt = _plain("rsqrt", lambda x: op.rsqrt(x))
erf = _plain("erf", lambda x: op.erf(x))
square = _plain("square", lambda x: op.multiply(x, x), NUMBERS)
abs = _plain(
    "abs",
    derived(lambda x: op.abs(x), lambda g, x: (op.multiply(g, _sign(x)),)),
    NUMBERS,
)
reciprocal = _plain("reciprocal", lambda x: op.divide(constant(x, 1), x))
ceil = _plain("ceil", flat(lambda x: op.ceil(x)))
floor = _plain("floor", flat(lambda x: op.floor(x)))
sign = _plain("sign", flat(lambda x: _sign(x)))
round = _plain("round", flat(lambda x: op.multiply(op.sign(x), op.floor(op.add(op.abs(x), 0.5)))))
tanh_shrink = _plain("tanh_shrink", lambda x: op.subtract(x, op.tanh(x)))
softsign = _plain("softsign", lambda x: op.divide(x, op.add(op.abs(x), 1)))
softplus = _plain("softplus", lambda x: op.softplus(x))
logsigmoid = _plain("logsigmoid", lambda x: op.negative(op.softplus(op.negative(x))))


def leaky_relu(x, alpha=0.02, **options):
    """`x` where positive, else `alpha * x`."""
    slope = f32(alpha)
    return wrap(op.leaky_relu(take(x, "leaky_relu"), slope, slope))


def _clamped(x, low, high):
    """`x` between the bounds; no gradient on them or outside."""
    inside = _where(op.greater(x, low), x, constant(x, low))
    return _where(op.less(x, high), inside, constant(x, high))


def relu6(x, threshold=6.0, **options):
    """`x` between 0 and `threshold`."""
    return wrap(_clamped(take(x, "relu6"), 0.0, f32(threshold)))


def brelu(x, t_min=0.0, t_max=24.0, **options):
    """`x` between `t_min` and `t_max`."""
    return wrap(_clamped(take(x, "brelu"), f32(t_min), f32(t_max)))


def clip(x, min=None, max=None, **options):
    """`x` between `min` and `max`."""
    for name, bound in (("min", min), ("max", max)):
        if bound is None:
            raise required(name)
    v = take(x, "clip")
    low, high = float(min), float(max)
    return wrap(_clamped(v, f32(low), f32(high)))


def hard_sigmoid(x, slope=0.2, offset=0.5, **options):
    """`slope * x + offset` between 0 and 1."""
    v = take(x, "hard_sigmoid")
    return wrap(_clamped(op.add(op.multiply(v, f32(slope)), f32(offset)), 0.0, 1.0))


def _hard_swish_backward(threshold, scale, offset):
    def backward(g, x):
        shifted = op.add(x, offset)
        inner = mask(op.less(shifted, threshold), x)
        slope = op.multiply(op.add(op.multiply(x, 2), offset), 1 / scale)
        slope = op.multiply(op.multiply(mask(op.greater(shifted, 0), x), slope), inner)
        return (op.multiply(g, op.add(slope, op.subtract(constant(x, 1), inner))),)

    return backward


def hard_swish(x, threshold=6.0, scale=6.0, offset=3.0, **options):
    """`x * min(max(x + offset, 0), threshold) / scale`."""
    threshold, scale, offset = f32(threshold), f32(scale), f32(offset)

    def forward(v):
        gate = op.minimum(op.maximum(op.add(v, offset), 0), threshold)
        return op.divide(op.multiply(v, gate), constant(v, scale))

    backward = _hard_swish_backward(threshold, scale, offset)
    return wrap(derived(forward, backward)(take(x, "hard_swish")))


def hard_shrink(x, threshold=0.5, **options):
    """`x` where its size exceeds `threshold`, else 0."""
    v = take(x, "hard_shrink")
    return wrap(op.multiply(v, mask(op.greater(op.abs(raw(v)), f32(threshold)), v)))


def softshrink(x, **options):
    """`x` drawn towards 0 by lambda (0.5), 0 in between."""
    v = take(x, "softshrink")
    width = f32(options.get("lambda", 0.5))
    # Products as in the original, where infinities become NaN.
    high = op.multiply(op.subtract(v, width), mask(op.greater(raw(v), width), v))
    low = op.multiply(op.add(v, width), mask(op.less(raw(v), -width), v))
    return wrap(op.add(high, low))


def thresholded_relu(x, threshold=1.0, **options):
    """`x` where above `threshold`, else 0."""
    v = take(x, "thresholded_relu")
    return wrap(op.multiply(v, mask(op.greater(raw(v), f32(threshold)), v)))


def soft_relu(x, threshold=40.0, **options):
    """`log(1 + exp(x))` with `x` cut at both sides of `threshold`."""
    limit = f32(threshold)
    return wrap(op.log(op.add(op.exp(_clamped(take(x, "soft_relu"), -limit, limit)), 1)))


def elu(x, alpha=1.0, **options):
    """`x` where positive, else `alpha * (exp(x) - 1)`."""
    v, a = take(x, "elu"), f32(alpha)
    below = op.multiply(op.subtract(op.exp(op.minimum(v, 0)), 1), a)

    def backward(g, v):
        slope = op.where(op.greater(v, 0), like(v, 1), op.multiply(op.exp(v), a))
        return (op.multiply(g, slope),)

    return wrap(derived(lambda v: op.where(op.greater(v, 0), v, raw(below)), backward)(v))


def selu(x, scale=1.0507009873554805, alpha=1.6732632423543772, **options):
    """`scale` times `elu` with `alpha`."""
    v, s, a = take(x, "selu"), f32(scale), f32(alpha)

    def forward(v):
        below = op.subtract(op.multiply(op.exp(v), a), a)
        return op.multiply(op.where(op.greater(v, 0), v, below), s)

    def backward(g, v):
        # The original adds the product of both constants to the result, all in float32.
        below = op.add(op.multiply(op.subtract(op.multiply(op.exp(v), a), a), s), f32(a * s))
        below = op.astype(op.astype(below, "float32"), op.dtype_of(v))
        return (op.multiply(g, op.where(op.greater(v, 0), like(v, s), below)),)

    return wrap(derived(forward, backward)(v))


def mish(x, threshold=20.0, **options):
    """`x` times the hyperbolic tangent of its softplus."""
    v, limit = take(x, "mish"), f32(threshold)

    def smooth(v):
        e = op.exp(op.minimum(v, limit))
        low = op.where(op.less(v, -limit), e, op.log1p(e))
        return op.where(op.greater(v, limit), v, low)

    def forward(v):
        return op.multiply(v, op.tanh(smooth(v)))

    def backward(g, v):
        soft = smooth(v)
        t = op.tanh(soft)
        inner = op.multiply(op.subtract(op.multiply(t, t), 1), op.expm1(op.negative(soft)))
        return (op.multiply(g, op.add(op.multiply(v, inner), t)),)

    return wrap(derived(forward, backward)(v))


def gelu(x, approximate=False, **options):
    """`x` times the normal distribution function."""
    return wrap(op.gelu(take(x, "gelu"), bool(approximate)))


def swish(x, beta=1.0, **options):
    """`x * sigmoid(beta * x)`."""
    v, b = take(x, "swish"), f32(beta)
    return wrap(op.multiply(v, op.sigmoid(v if b == 1 else op.multiply(v, b))))


def stanh(x, scale_a=0.67, scale_b=1.7159, **options):
    """`scale_b * tanh(scale_a * x)`."""
    v = take(x, "stanh")
    return wrap(op.multiply(op.tanh(op.multiply(v, f32(scale_a))), f32(scale_b)))


def _power_of(exponent):
    def backward(g, x):
        return (op.multiply(g, op.multiply(op.pow(x, exponent - 1), exponent)),)

    return derived(lambda x: op.pow(x, exponent), backward)


def pow(x, factor=1.0, **options):
    """`x ** factor`."""
    v = take(x, "pow", NUMBERS)
    exponent = f32(factor)
    if op.dtype_of(v) not in FLOATS:
        powered = op.pow(op.astype(raw(v), "float64"), exponent)
        return wrap(op.astype(powered, op.dtype_of(v)))
    return wrap(_power_of(exponent)(v))


def softmax(x, axis=-1, **options):
    """Softmax along `axis`."""
    v = take(x, "softmax")
    if 0 in op.shape_of(v):
        return wrap(v)
    return wrap(op.softmax(v, axis_of(axis, len(op.shape_of(v)))))


def maxout(x, groups=None, axis=1, **options):
    """The largest of every `groups` neighbouring channels; the first of equal ones gets the
    gradient."""
    v = take(x, "maxout")
    shape = op.shape_of(v)
    axis = axis_of(axis, len(shape))
    split = (*shape[:axis], shape[axis] // groups, groups, *shape[axis + 1 :])
    v = op.reshape(v, split)
    best = op.reshape(op.argmax(raw(v), axis + 1), (*split[: axis + 1], 1, *split[axis + 2 :]))
    picked = op.take_along_axis(v, best, axis + 1)
    return wrap(op.reshape(picked, split[: axis + 1] + split[axis + 2 :]))


def prelu(x, alpha, mode="all", **options):
    """`x` where positive, else `alpha * x`; one alpha in all, for each channel or each element."""
    v, a = take(x, "prelu"), take(alpha, "prelu", slot="Alpha")
    shape = op.shape_of(v)
    if mode == "channel":
        a = op.reshape(a, (1, shape[1]) + (1,) * (len(shape) - 2))
    elif mode == "all":
        a = op.reshape(a, (1,) * len(shape))
    else:
        a = op.reshape(a, (1, *shape[1:]))
    return wrap(op.where(op.greater(v, 0), v, op.multiply(v, a)))


def isfinite(x, **options):
    """bool (1,): all elements are finite."""
    v = raw(take(x, "isfinite", NUMBERS))
    return _whether_all(op.isfinite(v))


def isnan(x, **options):
    """bool (1,): some element is NaN."""
    v = raw(take(x, "isnan", NUMBERS))
    return _whether_any(op.isnan(v))


def isinf(x, **options):
    """bool (1,): some element is infinite."""
    v = raw(take(x, "isinf", NUMBERS))
    return _whether_any(op.equal(op.abs(v), math.inf))


def _whether_all(v):
    return wrap(op.reshape(op.all(v, tuple(range(len(op.shape_of(v)))), False), (1,)))


def _whether_any(v):
    return wrap(op.reshape(op.any(v, tuple(range(len(op.shape_of(v)))), False), (1,)))


def fill_zeros_like(x, **options):
    """Zeros in the form of `x`."""
    return wrap(zeros(raw(x._value)))
