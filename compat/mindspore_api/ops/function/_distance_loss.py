"""Losses of distance, ranking and sequences."""

from __future__ import annotations

import math

from ....core import autodiff, compose, op
from ...common.tensor import Tensor, wrap
from .._operands import operand, tensor_kind
from . import _ctc_labels
from ._loss import _pair, reduced


def _hinge(x):
    return op.maximum(x, 0.0)


def margin_ranking_loss(input1, input2, target, margin=0.0, reduction="mean"):
    """max(0, -target * (input1 - input2) + margin)."""
    a, b = _pair("margin_ranking_loss", input1, input2)
    y = op.astype(target._value, op.dtype_of(a))
    loss = _hinge(op.add(op.negative(op.multiply(y, op.subtract(a, b))), float(margin)))
    return wrap(reduced(loss, reduction, "margin_ranking_loss"))


def cosine_embedding_loss(input1, input2, target, margin=0.0, reduction="mean"):
    """1 - cos for pairs that belong together, max(0, cos - margin) for others."""
    a, b = _pair("cosine_embedding_loss", input1, input2)
    axes = (1,) if len(op.shape_of(a)) > 1 else (0,)
    eps = 1e-12
    product = op.sum(op.multiply(a, b), axes, False)
    squares = [op.add(op.sum(compose.square(v), axes, False), eps) for v in (a, b)]
    cosine = op.divide(product, op.sqrt(op.multiply(squares[0], squares[1])))
    together = op.equal(target._value, 1)
    apart = op.equal(target._value, -1)
    zero = compose.zeros_like(cosine)
    far = op.where(apart, _hinge(op.subtract(cosine, float(margin))), zero)
    loss = op.where(together, op.subtract(1.0, cosine), far)
    return wrap(reduced(loss, reduction, "cosine_embedding_loss"))


def hinge_embedding_loss(inputs, targets, margin=1.0, reduction="mean"):
    """inputs where the target is 1, max(0, margin - inputs) where it is -1."""
    x, y = operand("hinge_embedding_loss", "inputs", inputs), targets._value
    zero = compose.zeros_like(x)
    far = op.where(op.equal(y, -1), _hinge(op.subtract(float(margin), x)), zero)
    return wrap(reduced(op.where(op.equal(y, 1), x, far), reduction, "hinge_embedding_loss"))


def triplet_margin_loss(
    anchor, positive, negative, margin=1.0, p=2, eps=1e-06, swap=False, reduction="mean"
):
    """max(0, d(anchor, positive) - d(anchor, negative) + margin)."""

    def distance(x, y):
        apart = op.abs(op.add(op.subtract(x, y), float(eps)))
        powered = op.pow(apart, compose.full_like(apart, float(p)))
        total = op.sum(powered, (len(op.shape_of(apart)) - 1,), False)
        return op.pow(total, compose.full_like(total, 1.0 / p))

    a, b, c = (operand("TripletMarginLoss", "x", x) for x in (anchor, positive, negative))
    near, far = distance(a, b), distance(a, c)
    far = op.minimum(far, distance(b, c)) if swap else far
    limit = margin._value if isinstance(margin, Tensor) else float(margin)
    loss = _hinge(op.add(op.subtract(near, far), limit))
    return wrap(reduced(loss, reduction, "TripletMarginLoss"))


def gaussian_nll_loss(x, target, var, full=False, eps=1e-06, reduction="mean"):
    """Negative log-likelihood of a normal distribution."""
    a, b = _pair("gaussian_nll_loss", x, target)
    spread = op.maximum(operand("gaussian_nll_loss", "var", var), float(eps))
    loss = op.multiply(
        op.add(op.log(spread), op.divide(compose.square(op.subtract(a, b)), spread)), 0.5
    )
    if full:
        loss = op.add(loss, 0.5 * math.log(2 * math.pi))
    return wrap(reduced(loss, reduction, "gaussian_nll_loss"))


def soft_margin_loss(x, target, reduction):
    """log(1 + exp(-target * x))."""
    a, b = _pair("SoftMarginLoss", x, target)
    return wrap(reduced(op.softplus(op.negative(op.multiply(a, b))), reduction, "SoftMarginLoss"))


def multilabel_soft_margin_loss(input, target, weight=None, reduction="mean"):
    """Mean over classes of the cross entropy of sigmoid(input)."""
    x, y = _pair("multilabel_soft_margin_loss", input, target)
    loss = op.add(
        op.multiply(y, op.softplus(op.negative(x))),
        op.multiply(op.subtract(1.0, y), op.softplus(x)),
    )
    if weight is not None:
        loss = op.multiply(loss, weight._value)
    loss = op.mean(loss, (len(op.shape_of(loss)) - 1,), False)
    return wrap(reduced(loss, reduction, "multilabel_soft_margin_loss"))


def multi_margin_loss(input, target, p=1, margin=1, weight=None, reduction="mean"):
    """Mean over the other classes of max(0, margin - x[y] + x[j]) ** p."""
    x, y = operand("MultiMarginLoss", "x", input), operand("MultiMarginLoss", "target", target)
    classes = input.shape[1]
    picked = op.take_along_axis(x, compose.expand_dims(y, 1), 1)
    gap = _hinge(op.add(op.subtract(x, picked), float(margin)))
    gap = compose.square(gap) if p == 2 else gap
    if weight is not None:
        gap = op.multiply(gap, compose.expand_dims(op.take(weight._value, y, 0), 1))
    other = op.equal(compose.one_hot(y, classes, 1, input._name), 0.0)
    gap = op.where(other, gap, compose.zeros_like(gap))
    loss = op.divide(op.sum(gap, (1,), False), float(classes))
    return wrap(reduced(loss, reduction, "MultiMarginLoss"))


def ctc_loss(
    log_probs,
    targets,
    input_lengths,
    target_lengths,
    blank=0,
    reduction="mean",
    zero_infinity=False,
):
    """Connectionist temporal classification: (loss, gradient of it for the log-probabilities)."""
    x = operand("CTCLossV2", "log_probs", log_probs)
    engine = autodiff.engine()
    found = op.ctc_loss(x, targets._value, input_lengths._value, target_lengths._value, int(blank))
    if zero_infinity:
        found = op.where(op.isfinite(found), found, compose.zeros_like(found))
    inside = engine.leaf(engine.detach(x))
    total = op.ctc_loss(
        inside, targets._value, input_lengths._value, target_lengths._value, int(blank)
    )
    gradient = engine.gradients([total], [None], [inside], False, False)[0]
    if reduction == "mean":
        lengths = op.maximum(op.astype(target_lengths._value, log_probs._name), 1.0)
        found = op.mean(op.divide(found, lengths), (0,), False)
    elif reduction == "sum":
        found = op.sum(found, (0,), False)
    return wrap(found), wrap(gradient)


def ctc_of_sparse_labels(
    x, labels_indices, labels_values, sequence_length, collapse, ignore_longer
):
    """The operator CTCLoss: logits (T, N, C), the last class is blank."""
    value = operand("CTCLoss", "x", x)
    time, batch, classes = x.shape
    rows, found = op.to_numpy(labels_indices._value), op.to_numpy(labels_values._value)
    if len(rows) != len(found):
        raise ValueError(
            "For 'CTCLoss', the first dim of 'label_indices' and 'label_value' must be same, but "
            f"got 'label_indices':{len(rows)}, 'label_value': {len(found)}."
        )
    table = _ctc_labels.sequences(rows, found, batch, classes - 1, collapse)
    lengths = op.to_numpy(sequence_length._value)
    _ctc_labels.check_steps(lengths, table, time, ignore_longer)
    device = op.device_of(value)
    labels = op.asarray(_ctc_labels.padded(table), "int64", device)
    counts = op.asarray([len(sample) for sample in table], "int64", device)
    steps = op.astype(sequence_length._value, "int64")
    engine = autodiff.engine()

    def loss_of(logits):
        return op.ctc_loss(op.log_softmax(logits, 2), labels, steps, counts, classes - 1)

    inside = engine.leaf(engine.detach(value))
    total = loss_of(inside)
    gradient = engine.gradients([total], [None], [inside], False, False)[0]
    return wrap(loss_of(value)), wrap(gradient)


def _check_top(x1, x2):
    for label, x, names in (
        ("x1", x1, ("float16", "float32")),
        ("x2", x2, ("int32", "int64")),
    ):
        if x._name not in names:
            known = ", ".join(tensor_kind(n) for n in names)
            raise TypeError(
                f"For primitive[InTopK], the input argument[{label}] must be a type of "
                f"{{{known}}}, but got {tensor_kind(x._name)}."
            )
    for label, x, rank in (("x1", x1, 2), ("x2", x2, 1)):
        if x.ndim != rank:
            raise ValueError(
                f"For primitive[InTopK], the input {label} rank must be equal to {rank}, but got "
                f"{x.ndim}."
            )
    if x1.shape[0] != x2.shape[0]:
        raise ValueError(
            "For 'InTopK', the size of x2 should be equal to x1's first diemnsion, but got x1 "
            f"shape: [const vector]{list(x1.shape)}, x2 shape: [const vector]{list(x2.shape)}"
        )


def intopk(x1, x2, k):
    """bool: whether the class x2 of a row of x1 is among its k largest."""
    x, y = operand("InTopK", "x1", x1), operand("InTopK", "x2", x2)
    _check_top(x1, x2)
    picked = op.take_along_axis(x, compose.expand_dims(y, 1), 1)
    above = op.sum(op.astype(op.greater(x, picked), "int64"), (1,), False)
    return wrap(
        op.logical_and(op.less(above, k), op.isfinite(compose.squeeze(picked, (1,)))), "bool"
    )
