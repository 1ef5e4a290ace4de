"""Losses of classes and probabilities."""

from __future__ import annotations

import math

from .....core import autodiff, compose, dtypes, op
from ....common.tensor import wrap
from ...arguments import operand, shown
from ...primitive import Primitive, prim_attr_register
from .regression import check_reduction, loss_operands, reduced


def kl_div(logits, labels, reduction="mean"):
    """labels * (log(labels) - logits)."""
    if reduction not in ("none", "mean", "batchmean", "sum"):
        raise ValueError(
            "For 'kl_div', the 'reduction' must be str and must be in '['none', 'mean', "
            f"'batchmean', 'sum']', but got '{reduction}'."
        )
    a, b = loss_operands("KLDivLoss", logits, labels)
    b = autodiff.engine().detach(b)  # MindSpore gives labels no gradient
    positive = op.greater(b, 0.0)
    safe = op.where(positive, b, compose.ones_like(b))
    loss = op.where(positive, op.multiply(b, op.subtract(op.log(safe), a)), compose.zeros_like(b))
    if reduction == "batchmean":
        return wrap(op.divide(reduced(loss, "sum", "kl_div"), float(logits.shape[0])))
    return wrap(reduced(loss, reduction, "kl_div"))


def binary_cross_entropy(logits, labels, weight=None, reduction="mean"):
    """Cross entropy of probabilities."""
    a, b = loss_operands("BinaryCrossEntropy", logits, labels)
    b = autodiff.engine().detach(b)  # MindSpore gives labels no gradient
    eps = 1e-12
    loss = op.add(
        op.multiply(b, op.log(op.maximum(a, eps))),
        op.multiply(op.subtract(1.0, b), op.log(op.maximum(op.subtract(1.0, a), eps))),
    )
    loss = op.negative(loss)
    if weight is not None:
        given = operand("BinaryCrossEntropy", "weight", weight)
        loss = op.multiply(loss, autodiff.engine().detach(given))
    return wrap(reduced(loss, reduction, "BinaryCrossEntropy"))


def binary_cross_entropy_with_logits(logits, label, weight, pos_weight, reduction="mean"):
    """Cross entropy of sigmoid(logits), with a weight for the positive class."""
    x, y = loss_operands("BCEWithLogitsLoss", logits, label)
    w = operand("BCEWithLogitsLoss", "weight", weight)
    p = operand("BCEWithLogitsLoss", "pos_weight", pos_weight)
    w, p = (autodiff.engine().detach(v) for v in (w, p))  # MindSpore gives weights no gradient
    # (1 - y) x + (1 + (p - 1) y) log(1 + exp(-x))
    factor = op.add(op.multiply(op.subtract(p, 1.0), y), 1.0)
    loss = op.add(
        op.multiply(op.subtract(1.0, y), x), op.multiply(factor, op.softplus(op.negative(x)))
    )
    return wrap(reduced(op.multiply(loss, w), reduction, "BCEWithLogitsLoss"))


def sigmoid_cross_entropy(logits, label):
    """Cross entropy of sigmoid(logits), element by element."""
    x, y = loss_operands("SigmoidCrossEntropyWithLogits", logits, label)
    if logits.shape != label.shape:
        raise ValueError(
            "For SigmoidCrossEntropyWithLogits, evaluator arg 'label' shape must be consistent "
            f"with 'logits' shape, but got 'label' shape: {shown(label.shape)}, 'logits' shape: "
            f"{shown(logits.shape)}."
        )
    y = autodiff.engine().detach(y)  # MindSpore gives labels no gradient
    loss = op.subtract(op.maximum(x, 0.0), op.multiply(x, y))
    return wrap(op.add(loss, op.log1p(op.exp(op.negative(op.abs(x))))))


def softmax_cross_entropy(logits, labels):
    """(cross entropy of each row, its gradient for the logits)."""
    x, y = loss_operands("SoftmaxCrossEntropyWithLogits", logits, labels)
    if logits.shape != labels.shape or logits.ndim != 2:
        raise ValueError(
            "For 'SoftmaxCrossEntropyWithLogits', the shapes of logits and labels must be the same "
            f"of rank 2, but got {logits.shape} and {labels.shape}."
        )
    engine = autodiff.engine()
    fixed = engine.detach(y)  # MindSpore gives labels no gradient
    gradient = op.subtract(op.softmax(engine.detach(x), 1), fixed)
    loss = _row_losses
    if engine.is_tracked(x):
        loss = engine.custom(_row_losses, _pull_row_losses)
    return wrap(loss(x, fixed)), wrap(gradient)


def _row_losses(x, y):
    return op.negative(op.sum(op.multiply(y, op.log_softmax(x, 1)), (1,), False))


def _pull_row_losses(cotangents, xs, results):
    """softmax(x) - y, as MindSpore has it, whatever the labels of a row add up to."""
    g = compose.expand_dims(cotangents[0], 1)
    return [op.multiply(g, op.subtract(op.softmax(xs[0], 1), xs[1])), None]


def sparse_softmax_cross_entropy(logits, labels, is_grad):
    """Mean cross entropy of rows and class numbers, or its gradient for the logits."""
    x, y = operand("SparseSoftmaxCrossEntropyWithLogits", "logits", logits), labels._value
    if is_grad:
        marks = compose.one_hot(y, logits.shape[1], 1, logits._name)
        return wrap(op.divide(op.subtract(op.softmax(x, 1), marks), float(logits.shape[0])))
    try:
        return wrap(op.mean(op.cross_entropy(x, y, 1), (0,), False))
    except IndexError as error:
        raise RuntimeError(
            "For 'SparseSoftmaxCrossEntropyWithLogits' got error label! label[index] must be below "
            f"the number of classes, {logits.shape[1]}."
        ) from error


def _class_last(x):
    rank = len(op.shape_of(x))
    return x if rank == 1 else compose.moveaxis(x, 1, rank - 1)


def _class_weights(weight, classes, like):
    if weight is None:
        return op.full((classes,), 1, op.dtype_of(like), op.device_of(like))
    return (
        op.astype(weight._value, op.dtype_of(like))
        if weight._name != op.dtype_of(like)
        else weight._value
    )


def _nll(log_p, target, weight, ignore_index, reduction, label_smoothing):
    """Negative log-likelihood over the last axis; `target` has the leading axes."""
    classes = op.shape_of(log_p)[-1]
    w = _class_weights(weight, classes, log_p)
    ignored = op.equal(target, ignore_index)
    safe = op.where(ignored, compose.zeros_like(target), target)
    last = len(op.shape_of(log_p)) - 1
    picked = op.take_along_axis(log_p, compose.expand_dims(safe, last), last)
    picked = op.negative(compose.squeeze(picked, (last,)))
    row = op.take(w, safe, 0)
    zero = compose.zeros_like(row)
    row = op.where(ignored, zero, row)
    loss = op.multiply(picked, row)
    if label_smoothing == 0:
        return reduced(loss, reduction, "nll_loss", row)
    smooth = op.negative(op.sum(op.multiply(log_p, w), (last,), False))
    smooth = op.where(ignored, zero, smooth)
    smooth = reduced(smooth, reduction, "nll_loss", row if reduction == "mean" else None)
    loss = reduced(loss, reduction, "nll_loss", row)
    eps = label_smoothing / classes
    return op.add(op.multiply(loss, 1.0 - label_smoothing), op.multiply(smooth, eps))


def nll_loss(inputs, target, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Negative log-likelihood of log-probabilities (N, C, ...) for class numbers (N, ...)."""
    x, y = operand("nll_loss", "inputs", inputs), operand("nll_loss", "target", target)
    try:
        found = _nll(_class_last(x), y, weight, ignore_index, reduction, label_smoothing)
    except IndexError as error:
        raise RuntimeError(
            "For 'GatherD', the value of 'index' must be one of the classes, but got a label out "
            f"of range for inputs of shape {inputs.shape}."
        ) from error
    return wrap(found)


def nll_operator(logits, labels, weight, reduction):
    """The operator NLLLoss: (loss, total weight) of rows."""
    x, y = operand("NLLLoss", "logits", logits), operand("NLLLoss", "labels", labels)
    w = operand("NLLLoss", "weight", weight)
    row = op.take(w, y, 0)
    picked = compose.squeeze(op.take_along_axis(x, compose.expand_dims(y, 1), 1), (1,))
    loss = op.negative(op.multiply(picked, row))
    return wrap(reduced(loss, reduction, "NLLLoss", row)), wrap(op.sum(row, (0,), False))


def cross_entropy(
    input,
    target,
    weight=None,
    ignore_index=-100,
    reduction="mean",
    label_smoothing=0.0,
):
    """Cross entropy of logits (N, C, ...) for class numbers or class probabilities."""
    x, y = operand("cross_entropy", "input", input), operand("cross_entropy", "target", target)
    if not isinstance(label_smoothing, float) or not 0.0 <= label_smoothing <= 1.0:
        raise ValueError(
            "For 'cross_entropy', the 'label_smoothing' must be a float in [0.0, 1.0], but got "
            f"{label_smoothing}."
        )
    log_p = _class_last(x)
    log_p = op.log_softmax(log_p, len(op.shape_of(log_p)) - 1)
    if target._name in dtypes.FLOATS:
        return wrap(_probabilities(log_p, _class_last(y), weight, reduction, label_smoothing))
    return wrap(_nll(log_p, y, weight, ignore_index, reduction, label_smoothing))


def _probabilities(log_p, target, weight, reduction, label_smoothing):
    shape = op.shape_of(log_p)
    classes, last = shape[-1], len(shape) - 1
    w = _class_weights(weight, classes, log_p)
    if label_smoothing:
        target = op.add(op.multiply(target, 1.0 - label_smoothing), label_smoothing / classes)
    loss = op.negative(op.sum(op.multiply(op.multiply(log_p, target), w), (last,), False))
    if reduction == "mean":
        return op.divide(op.sum(loss, tuple(range(last)), False), float(math.prod(shape[:-1])))
    return reduced(loss, reduction, "cross_entropy")


class SigmoidCrossEntropyWithLogits(
    Primitive, of=sigmoid_cross_entropy, inputs="predict target", outputs="loss"
):
    """Cross entropy of the sigmoid of logits with probabilities, element by element.

        loss = max(x, 0) - x * label + log(1 + exp(-|x|))

    Inputs:
        logits (Tensor): any shape.
        label (Tensor): probabilities, of the shape and dtype of `logits`.

    Outputs:
        Tensor of that shape and dtype.

    Raises:
        TypeError: an operand is not a Tensor, or dtypes differ.

    Example:
        >>> print(ops.SigmoidCrossEntropyWithLogits()(Tensor([0.0, 2.0]), Tensor([1.0, 1.0])))
        [0.6931472 0.126928 ]
    """


class SoftmaxCrossEntropyWithLogits(Primitive, of=softmax_cross_entropy):
    """Cross entropy of the softmax of logits with probabilities, and its gradient.

    Inputs:
        logits (Tensor): (N, C), float16 or float32.
        labels (Tensor): (N, C), probabilities of the same dtype.

    Outputs:
        tuple of two tensors: the losses (N,) and the gradient for the logits (N, C).

    Raises:
        TypeError: an operand is not a Tensor, or dtypes differ.
        ValueError: the shapes differ.

    Example:
        >>> cross_entropy = ops.SoftmaxCrossEntropyWithLogits()
        >>> loss, gradient = cross_entropy(Tensor([[0.0, 0.0]]), Tensor([[1.0, 0.0]]))
        >>> print(loss, gradient)
        [0.6931472] [[-0.5  0.5]]
    """


class SparseSoftmaxCrossEntropyWithLogits(
    Primitive, of=sparse_softmax_cross_entropy, inputs="features labels"
):
    """Mean cross entropy of rows and class numbers, or its gradient."""

    @prim_attr_register
    def __init__(self, is_grad=False):
        self.add_prim_attr("sens", 1.0)


class BCEWithLogitsLoss(Primitive, of=binary_cross_entropy_with_logits):
    """Cross entropy of sigmoid(logits), weighted."""

    @prim_attr_register
    def __init__(self, reduction="mean"):
        self.reduction = check_reduction(self, reduction)
        self.attrs.pop("reduction")


class BinaryCrossEntropy(Primitive):
    """Cross entropy of probabilities with probabilities.

        loss = -weight * (label * log(x) + (1 - label) * log(1 - x))

    Args:
        reduction (str, default 'mean'): "none", "mean" or "sum".

    Inputs:
        logits (Tensor): probabilities in (0, 1), float16 or float32.
        labels (Tensor): probabilities, of the same shape and dtype.
        weight (Tensor or None): factors that broadcast.

    Outputs:
        Tensor: of the shape of `logits` for "none", otherwise a scalar.

    Raises:
        TypeError: an operand is not a Tensor, or dtypes differ.
        ValueError: `reduction` is another word, or shapes differ.

    Example:
        >>> x, label = Tensor([0.5, 0.9]), Tensor([1.0, 0.0])
        >>> print(ops.BinaryCrossEntropy()(x, label, ops.ones_like(x)))
        1.497866
    """

    @prim_attr_register
    def __init__(self, reduction="mean"):
        check_reduction(self, reduction)

    def _compute(self, logits, labels, weight=None):
        return binary_cross_entropy(logits, labels, weight, self.reduction)


class KLDivLoss(Primitive, of=kl_div):
    """labels * (log(labels) - logits)."""

    @prim_attr_register
    def __init__(self, reduction="mean"):
        check_reduction(self, reduction, ("none", "mean", "batchmean", "sum"))


class NLLLoss(Primitive, of=nll_operator, inputs="x target weight", outputs="loss total_weight"):
    """(negative log-likelihood of rows, total weight)."""

    @prim_attr_register
    def __init__(self, reduction="mean"):
        check_reduction(self, reduction)
