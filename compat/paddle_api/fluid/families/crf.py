"""Linear-chain conditional random fields."""

from __future__ import annotations

from compat.core import op

from .._lod import levels
from .._operands import invalid, like, mask, part, raw, take
from .._registry import operator
from .._varbase import wrap
from ..layer_helper import LayerHelper
from .sequence import one_after_another, side_by_side


def _lengths(length, n, steps, device):
    if length is None:
        return op.full((n,), steps, "int64", device)
    value = raw(getattr(length, "_value", length))
    return op.reshape(op.astype(value, "int64"), (n,))


def _column(x, t):
    """x (N, T, ...) at one time step."""
    shape = op.shape_of(x)
    return op.reshape(part(x, 1, t, t + 1), shape[:1] + shape[2:])


@operator(
    inputs=("Emission", "Transition", "Label", "Length"),
    outputs=("Alpha", "EmissionExps", "TransitionExps", "LogLikelihood"),
)
def linear_chain_crf_op(emission, transition, label=None, length=None, **options):
    """(alpha, exponentials, exponentials, minus log-likelihood (N, 1)); emission (N, T, C).

    With levels of detail instead of lengths emission and label are (R, C) and (R, 1).

    The transition holds start weights, end weights, then the matrix from row to column.
    """
    x, w = take(emission, "linear_chain_crf"), take(transition, "linear_chain_crf")
    labels, lod = raw(label._value), levels(emission)
    if lod and length is None:
        x, length = side_by_side(x, lod[-1])
        labels = side_by_side(labels, lod[-1])[0]
    if op.rank_of(x) != 3:
        raise invalid("Without sequences of their own, emissions are (N, T, C)", "linear_chain_crf")
    n, steps, classes = op.shape_of(x)
    labels = op.reshape(labels, (n, steps))
    start, stop = part(w, 0, 0, 1), part(w, 0, 1, 2)
    matrix = part(w, 0, 2, classes + 2)
    lengths = _lengths(length, n, steps, op.device_of(x))
    first = _column(x, 0)
    alpha = op.add(first, start)
    now = _column(labels, 0)
    score = op.add(_pick(first, now), _pick(op.broadcast_to(start, (n, classes)), now))
    last = now
    for t in range(1, steps):
        alive = op.less(like(lengths, t), lengths)
        step = _column(x, t)
        grown = op.add(_joined(alpha, matrix), step)
        alpha = op.where(op.reshape(alive, (n, 1)), grown, alpha)
        now = _column(labels, t)
        gain = op.add(_pick(step, now), _pick(op.take(matrix, last, 0), now))
        score = op.add(score, op.multiply(gain, mask(alive, raw(gain))))
        last = op.where(alive, now, last)
    score = op.add(score, _pick(op.broadcast_to(stop, (n, classes)), last))
    total = op.logsumexp(op.add(alpha, stop), (1,), False)
    loss = op.reshape(op.subtract(total, score), (n, 1))
    return wrap(raw(alpha)), wrap(op.exp(raw(x))), wrap(op.exp(raw(w))), wrap(loss)


def _pick(rows, index):
    """rows (N, C) at index (N,)."""
    n = op.shape_of(rows)[0]
    return op.reshape(op.take_along_axis(rows, op.reshape(index, (n, 1)), 1), (n,))


def _joined(alpha, matrix):
    """log of sums over the class before: (N, C)."""
    n, classes = op.shape_of(alpha)
    wide = op.add(op.reshape(alpha, (n, classes, 1)), op.reshape(matrix, (1, classes, classes)))
    return op.logsumexp(wide, (1,), False)


@operator(inputs=("Emission", "Transition", "Label", "Length"), outputs=("ViterbiPath",))
def crf_decoding_op(emission, transition, label=None, length=None, **options):
    """int64 (N, T): the most likely classes, or with labels whether they agree; 0 behind the
    end."""
    x, w = raw(take(emission, "crf_decoding")), raw(take(transition, "crf_decoding"))
    labels, lod = None if label is None else raw(label._value), levels(emission)
    lod = lod if length is None else []
    if lod:
        x, length = side_by_side(x, lod[-1])
        labels = None if labels is None else side_by_side(labels, lod[-1])[0]
    n, steps, classes = op.shape_of(x)
    start, stop = part(w, 0, 0, 1), part(w, 0, 1, 2)
    matrix = op.reshape(part(w, 0, 2, classes + 2), (1, classes, classes))
    lengths = _lengths(length, n, steps, op.device_of(x))
    best, back = op.add(_column(x, 0), start), []
    for t in range(1, steps):
        wide = op.add(op.reshape(best, (n, classes, 1)), matrix)
        origin = op.argmax(wide, 1)
        grown = op.add(op.max(wide, (1,), False), _column(x, t))
        alive = op.reshape(op.less(like(lengths, t), lengths), (n, 1))
        stay = op.broadcast_to(op.arange(0, classes, 1, "int64", op.device_of(x)), (n, classes))
        back.append(op.where(alive, origin, stay))
        best = op.where(alive, grown, best)
    place = op.argmax(op.add(best, stop), 1)
    path = [place]
    for origin in reversed(back):
        place = _pick(origin, place)
        path.append(place)
    found = op.stack(path[::-1], 1)
    if labels is not None:
        same = op.equal(found, op.reshape(op.astype(labels, "int64"), (n, steps)))
        found = op.astype(same, "int64")
    if lod:
        return wrap(one_after_another(op.reshape(found, (n, steps, 1)), lod[-1]))
    times = op.reshape(op.arange(0, steps, 1, "int64", op.device_of(x)), (1, steps))
    inside = op.less(times, op.reshape(lengths, (n, 1)))
    return wrap(op.where(inside, found, like(found, 0)))


def linear_chain_crf(input, label, param_attr=None, length=None):
    """Minus the log-likelihood (N, 1) of labels, with new transitions.

    `input` (N, T, C) needs the lengths (N, 1); as in Paddle's dygraph mode they are taken for a
    condition, so that only a batch of one can have them.
    """
    helper = LayerHelper("linear_chain_crf", param_attr=param_attr)
    size = input.shape[2] if length else input.shape[1]
    transition = helper.create_parameter(helper.param_attr, [size + 2, size], input.dtype)
    return linear_chain_crf_op(input, transition, label, length)[3]


def crf_decoding(input, param_attr, label=None, length=None):
    """The most likely classes, by the transitions of the static parameter `param_attr.name`."""
    helper = LayerHelper("crf_decoding")
    transition = helper.get_parameter(param_attr.name)
    return crf_decoding_op(input, transition, label, length)
