"""Losses of margins and distances."""

from __future__ import annotations

import math

from .....core import compose, op
from .... import _checkparam as validator
from ....common.tensor import Tensor, wrap
from ...arguments import operand
from ...primitive import Primitive, prim_attr_register
from .regression import check_reduction, loss_operands, reduced


def _hinge(x):
    return op.maximum(x, 0.0)


def margin_ranking_loss(input1, input2, target, margin=0.0, reduction="mean"):
    """max(0, -target * (input1 - input2) + margin)."""
    a, b = loss_operands("margin_ranking_loss", input1, input2)
    y = op.astype(target._value, op.dtype_of(a))
    loss = _hinge(op.add(op.negative(op.multiply(y, op.subtract(a, b))), float(margin)))
    return wrap(reduced(loss, reduction, "margin_ranking_loss"))


def cosine_embedding_loss(input1, input2, target, margin=0.0, reduction="mean"):
    """1 - cos for pairs that belong together, max(0, cos - margin) for others."""
    a, b = loss_operands("cosine_embedding_loss", input1, input2)
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
    """inputs where the target is above 0, max(0, margin - inputs) where it is below."""
    x, y = operand("hinge_embedding_loss", "inputs", inputs), targets._value
    zero = compose.zeros_like(x)
    far = op.where(op.less(y, 0), _hinge(op.subtract(float(margin), x)), zero)
    return wrap(reduced(op.where(op.greater(y, 0), x, far), reduction, "hinge_embedding_loss"))


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
    a, b = loss_operands("gaussian_nll_loss", x, target)
    spread = op.maximum(operand("gaussian_nll_loss", "var", var), float(eps))
    loss = op.multiply(
        op.add(op.log(spread), op.divide(compose.square(op.subtract(a, b)), spread)), 0.5
    )
    if full:
        loss = op.add(loss, 0.5 * math.log(2 * math.pi))
    return wrap(reduced(loss, reduction, "gaussian_nll_loss"))


def soft_margin_loss(x, target, reduction):
    """log(1 + exp(-target * x))."""
    a, b = loss_operands("SoftMarginLoss", x, target)
    return wrap(reduced(op.softplus(op.negative(op.multiply(a, b))), reduction, "SoftMarginLoss"))


def multilabel_soft_margin_loss(input, target, weight=None, reduction="mean"):
    """Mean over classes of the cross entropy of sigmoid(input)."""
    x, y = loss_operands("multilabel_soft_margin_loss", input, target)
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


class SoftMarginLoss(Primitive, of=soft_margin_loss, inputs="predict label", outputs="loss"):
    """log(1 + exp(-target * x))."""

    @prim_attr_register
    def __init__(self, reduction="mean"):
        check_reduction(self, reduction)


class MultiMarginLoss(Primitive, inputs="x target weight", outputs="y"):
    """Mean over the other classes of max(0, margin - x[y] + x[j]) ** p."""

    @prim_attr_register
    def __init__(self, p=1, margin=1.0, reduction="mean"):
        validator.check_value_type("p", p, [int], self.name)
        check_reduction(self, reduction)

    def _compute(self, x, target, weight=None):
        return multi_margin_loss(x, target, self.p, self.margin, weight, self.reduction)


class TripletMarginLoss(Primitive, inputs="x positive negative margin", outputs="y"):
    """max(0, d(anchor, positive) - d(anchor, negative) + margin)."""

    @prim_attr_register
    def __init__(self, p=2, swap=False, eps=1e-06, reduction="mean"):
        check_reduction(self, reduction)

    def _compute(self, x, positive, negative, margin):
        return triplet_margin_loss(
            x, positive, negative, margin, self.p, self.eps, self.swap, self.reduction
        )
