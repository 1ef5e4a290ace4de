"""Functions that fit no other family."""

from __future__ import annotations

import secrets

from compat.core import op

from .._ops import activation as _act
from .._ops import normalization as _norm
from .._ops import shaping as _shaping
from .._ops.base import raw, take
from .._varbase import wrap
from ..initializer import Constant
from ..layer_helper import LayerHelper


def _into(result, output):
    if output is None:
        return result
    output._take(result)
    return output


def clamp(input, min=None, max=None, output=None, name=None):
    """`input` between bounds, each of which may be missing."""
    assert min is not None or max is not None, "either min or max should be defined."
    limits = {"float32": 3.4028234663852886e38, "float64": 3.4028234663852886e38}
    most = limits.get(op.dtype_of(input._value), 2147483647)
    low = -most if min is None else float(min)
    high = most if max is None else float(max)
    return _into(_act.clip(input, low, high), output)


def cross(input, other, dim=None):
    """The cross product along an axis of extent 3."""
    a, b = take(input, "cross"), take(other, "cross")
    shape = op.shape_of(a)
    axis = (
        next((i for i, n in enumerate(shape) if n == 3), None) if dim is None else dim % len(shape)
    )
    if axis is None or shape[axis] != 3:
        raise ValueError("cross needs an axis of extent 3")
    x = [_shaping.part(a, axis, i, i + 1) for i in range(3)]
    y = [_shaping.part(b, axis, i, i + 1) for i in range(3)]
    parts = []
    for i in range(3):
        j, k = (i + 1) % 3, (i + 2) % 3
        parts.append(op.subtract(op.multiply(x[j], y[k]), op.multiply(x[k], y[j])))
    return wrap(op.concat(parts, axis))


def meshgrid(input, name=None):
    """Vectors spread over a common grid."""
    values = [take(x, "meshgrid", ("float32", "float64", "int32", "int64")) for x in input]
    extents = tuple(op.shape_of(v)[0] for v in values)
    found = []
    for i, v in enumerate(values):
        form = tuple(n if i == j else 1 for j, n in enumerate(extents))
        found.append(wrap(op.broadcast_to(op.reshape(v, form), extents)))
    return found


def instance_norm(input, epsilon=1e-05, param_attr=None, bias_attr=None, name=None):
    """Every plane of every sample normalised, with new weights."""
    assert bias_attr is not False, "bias_attr should not be False in instance_norm."
    helper = LayerHelper("instance_norm", param_attr=param_attr, bias_attr=bias_attr, name=name)
    size = [input.shape[1]]
    scale = helper.create_parameter(
        helper.param_attr, size, input.dtype, default_initializer=Constant(1.0)
    )
    bias = helper.create_parameter(
        helper.bias_attr, size, input.dtype, True, default_initializer=Constant(0.0)
    )
    return _norm.instance_norm(input, scale, bias, epsilon)[0]


def sampling_id(x, min=0.0, max=1.0, seed=0, dtype="float32"):
    """int64 (N,): a class for each row of probabilities."""
    value = raw(take(x, "sampling_id"))
    key = (seed, 0) if seed else (secrets.randbits(63), secrets.randbits(63))
    logits = op.log(op.maximum(value, 1e-30))
    return wrap(op.reshape(op.random_categorical(logits, key, ()), op.shape_of(value)[:1]))


def gather_tree(ids, parents):
    """Sequences of a beam search (T, N, K), followed back from the last step."""
    steps, parent = raw(ids._value), raw(parents._value)
    time = op.shape_of(steps)[0]
    rest = op.shape_of(steps)[1:]
    found = [op.reshape(_shaping.part(steps, 0, time - 1, time), rest)]
    beam = op.reshape(_shaping.part(parent, 0, time - 1, time), rest)
    for t in range(time - 2, -1, -1):
        now = op.reshape(_shaping.part(steps, 0, t, t + 1), rest)
        before = op.reshape(_shaping.part(parent, 0, t, t + 1), rest)
        found.append(op.take_along_axis(now, beam, 1))
        beam = op.take_along_axis(before, beam, 1)
    return wrap(op.stack(found[::-1], 0))


def mean_iou(input, label, num_classes):
    """(mean intersection over union (1,), wrong predictions and right ones by class, both
    int32)."""
    p, t = raw(input._value), op.astype(raw(label._value), op.dtype_of(input._value))
    device = op.device_of(p)
    kinds = op.reshape(op.arange(0, num_classes, 1, op.dtype_of(p), device), (num_classes, 1))
    guess = op.equal(op.reshape(p, (1, _count(p))), kinds)
    truth = op.equal(op.reshape(t, (1, _count(t))), kinds)
    both = _sum(op.logical_and(guess, truth))
    either = _sum(op.logical_or(guess, truth))
    wrong = op.subtract(either, both)
    seen = op.greater(either, 0)
    parts = op.divide(op.astype(both, "float32"), op.astype(op.maximum(either, 1), "float32"))
    count = op.sum(op.astype(seen, "float32"), (0,), True)
    return wrap(op.divide(op.sum(parts, (0,), True), count)), wrap(wrong), wrap(both)


def _count(x):
    total = 1
    for n in op.shape_of(x):
        total *= n
    return total


def _sum(flags):
    return op.sum(op.astype(flags, "int32"), (1,), False)


def roll(input, shifts, dims=None):
    """Elements moved around along axes."""
    value = take(input, "roll", ("float32", "float64", "int32", "int64"))
    shape = op.shape_of(value)
    shifts = [shifts] if isinstance(shifts, int) else list(shifts)
    if dims is None:
        value, dims = op.reshape(value, (_count(value),)), [0]
    for shift, dim in zip(shifts, [dims] if isinstance(dims, int) else dims, strict=True):
        axis = dim % len(op.shape_of(value))
        n = op.shape_of(value)[axis]
        cut = (n - shift) % n
        parts = [_shaping.part(value, axis, cut, n), _shaping.part(value, axis, 0, cut)]
        value = op.concat(parts, axis) if cut else value
    return wrap(op.reshape(value, shape))


def t(input, name=None):
    """The transposed matrix."""
    rank = len(input.shape)
    if rank > 2:
        raise ValueError(
            f"Input(input) only support N-D (N<=2) tensor, but received length of Input(input) "
            f"is {rank}. "
            "Perhaps you can use paddle.tensor.transpose() instead."
        )
    return input if rank < 2 else _shaping.transpose2(input, [1, 0])


def addmm(input, x, y, alpha=1.0, beta=1.0, name=None):
    """`beta * input + alpha * (x @ y)`."""
    product = op.matmul(take(x, "addmm"), take(y, "addmm"))
    return wrap(op.add(op.multiply(take(input, "addmm"), beta), op.multiply(product, alpha)))


def addcmul(input, tensor1, tensor2, value=1.0, out=None, name=None):
    """`input + value * tensor1 * tensor2`."""
    product = op.multiply(take(tensor1, "addcmul"), take(tensor2, "addcmul"))
    return _into(wrap(op.add(take(input, "addcmul"), op.multiply(product, value))), out)


def dist(x, y, p=2):
    """(1,): the p-norm of the difference."""
    value = op.abs(op.subtract(take(x, "dist"), take(y, "dist")))
    axes = tuple(range(len(op.shape_of(value))))
    if p == 0:
        total = op.sum(op.astype(op.not_equal(raw(value), 0), op.dtype_of(value)), axes, False)
    elif p == float("inf"):
        total = op.max(value, axes, False)
    elif p == float("-inf"):
        total = op.min(value, axes, False)
    else:
        total = op.pow(op.sum(op.pow(value, float(p)), axes, False), 1.0 / p)
    return wrap(op.reshape(total, (1,)))


def nonzero(input, as_tuple=False):
    """Positions of elements that are not 0."""
    found = op.nonzero(raw(input._value))
    if not as_tuple:
        return wrap(found)
    return tuple(wrap(_shaping.part(found, 1, i, i + 1)) for i in range(op.shape_of(found)[1]))
