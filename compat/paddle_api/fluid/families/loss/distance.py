"""Losses that measure a distance."""

from __future__ import annotations

from compat.core import op

from ..._operands import constant, f32, invalid, like, raw, take
from ..._registry import operator
from ..._varbase import wrap
from ...dygraph.layers import Layer
from ..elementwise.binary import elementwise_sub
from ..elementwise.unary import square
from ..indexing import one_hot
from ..reduction import reduce_mean, reduce_sum


@operator(inputs=("X", "Target"), outputs=("Loss",))
def kldiv_loss_op(x, target, reduction="mean", **options):
    """`target * (log(target) - x)`, 0 where the target is not positive."""
    value, t = take(x, "kldiv_loss"), raw(take(target, "kldiv_loss"))
    if op.shape_of(value) != op.shape_of(t):
        raise invalid(
            f"Input(X) and Input(Target) should have the same shape, but received "
            f"{list(op.shape_of(value))} and {list(op.shape_of(t))}.",
            "kldiv_loss",
        )
    positive = op.greater(raw(t), 0)
    safe = op.where(positive, t, like(raw(t), 1))
    terms = op.multiply(t, op.subtract(op.log(safe), value))
    loss = op.where(positive, terms, like(raw(terms), 0))
    axes = tuple(range(len(op.shape_of(loss))))
    if reduction == "none":
        return wrap(loss)
    total = op.sum(loss, axes, False)
    if reduction == "mean":
        count = 1
        for n in op.shape_of(loss):
            count *= n
        total = op.divide(total, constant(total, count))
    if reduction == "batchmean":
        total = op.divide(total, constant(total, op.shape_of(loss)[0]))
    return wrap(op.reshape(total, (1,)))


def kldiv_loss(x, target, reduction="mean", name=None):
    """Kullback-Leibler divergence; `x` holds logarithms."""
    return kldiv_loss_op(x, target, reduction)


@operator
def smooth_l1_loss_op(x, y, inside_weight=None, outside_weight=None, sigma=1.0, **options):
    """(difference, loss (N, 1)): quadratic near 0, then linear."""
    name = "smooth_l1_loss"
    value = op.subtract(take(x, name), take(y, name, slot="Y"))
    if inside_weight is not None and outside_weight is None:
        raise invalid(
            "If weights are provided, must specify both inside and outside weights.",
            "smooth_l1_loss",
        )
    if inside_weight is not None:
        value = op.multiply(value, inside_weight._value)
    square = f32(sigma) ** 2
    size = op.abs(value)
    inner = op.multiply(op.multiply(value, value), 0.5 * square)
    terms = op.where(op.less(raw(size), 1.0 / square), inner, op.subtract(size, 0.5 / square))
    if outside_weight is not None:
        terms = op.multiply(terms, outside_weight._value)
    n = op.shape_of(terms)[0]
    rows = op.reshape(terms, (n, _width(terms)))
    return wrap(value), wrap(op.sum(rows, (1,), True))


def _width(x):
    width = 1
    for n in op.shape_of(x)[1:]:
        width *= n
    return width


@operator
def huber_loss_op(x, y, delta=1.0, **options):
    """(residual, loss): quadratic up to `delta`, then linear."""
    residual = op.subtract(take(y, "huber_loss"), take(x, "huber_loss"))
    d = f32(delta)
    size = op.abs(residual)
    inner = op.multiply(op.multiply(residual, residual), 0.5)
    outer = op.multiply(op.subtract(size, 0.5 * d), d)
    return wrap(residual), wrap(op.where(op.less_equal(raw(size), d), inner, outer))


def huber_loss(input, label, delta):
    """Quadratic up to `delta`, then linear."""
    return huber_loss_op(input, label, delta)[1]


def square_error_cost(input, label):
    """`(input - label) ** 2`, element by element.

    Args:
        input (Variable): float32.
        label (Variable): of the same shape.

    Returns:
        Variable.

    Raises:
        TypeError: an argument is not a Variable.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> print(layers.square_error_cost(x, x + 1.0).numpy())
        [[1. 1.]
         [1. 1.]]
    """
    return square(elementwise_sub(input, label))


def mse_loss(input, label):
    """(1,): mean of `(input - label) ** 2`."""
    return reduce_mean(square_error_cost(input, label))


class MSELoss(Layer):
    """`(input - label) ** 2`."""

    def __init__(self, reduction="mean"):
        super().__init__()
        if reduction not in ["sum", "mean", "none"]:
            raise ValueError(
                "'reduction' in 'MSELoss' should be 'sum', 'mean' or 'none', but received "
                f"{reduction}."
            )
        self.reduction = reduction

    def forward(self, input, label):
        """The loss."""
        return reduced_loss(square(elementwise_sub(input, label)), self.reduction)


def smooth_l1(x, y, inside_weight=None, outside_weight=None, sigma=None):
    """(N, 1): quadratic near 0, then linear."""
    return smooth_l1_loss_op(x, y, inside_weight, outside_weight, 1.0 if sigma is None else sigma)[
        1
    ]


def dice_loss(input, label, epsilon=1e-5, name=None):
    """(1,): one minus the overlap of probabilities with one-hot labels."""

    label = one_hot(label, depth=input.shape[-1])
    axes = list(range(1, len(input.shape)))
    inside = reduce_sum(input * label, dim=axes)
    total = reduce_sum(input, dim=axes) + reduce_sum(label, dim=axes)
    return reduce_mean(1 - inside * 2 / (total + epsilon))


def reduced_loss(loss, reduction):
    if reduction == "sum":
        return reduce_sum(loss)
    return reduce_mean(loss) if reduction == "mean" else loss


class L1Loss(Layer):
    """`abs(input - label)`."""

    def __init__(self, reduction="mean"):
        if reduction not in ["sum", "mean", "none"]:
            raise ValueError(
                "The value of 'reduction' in L1Loss should be 'sum', 'mean' or 'none', but "
                f"received {reduction}, which is not allowed."
            )
        super().__init__()
        self.reduction = reduction

    def forward(self, input, label):
        """The loss."""
        return reduced_loss(elementwise_sub(input, label, act="abs"), self.reduction)
