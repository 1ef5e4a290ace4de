"""Cross entropies of classes and probabilities."""

from __future__ import annotations

import math

from compat.core import op

from ..._dtypes import CPP, VARTYPES
from ..._errors import enforce_not_met, wrong_type
from ..._operands import (
    INDICES,
    axis_of,
    constant,
    derived,
    f32,
    invalid,
    like,
    mask,
    raw,
    same_dtype,
    take,
)
from ..._registry import operator
from ..._varbase import VarBase, wrap
from ...dygraph.layers import Layer
from ..activation import far_apart, held_apart, softmax_of
from ..elementwise.binary import elementwise_mul
from .distance import reduced_loss


def _flat_labels(label, shape, axis, name):
    """Labels without the axis of classes."""
    labels = raw(take(label, name, INDICES, "Label"))
    rest = shape[:axis] + shape[axis + 1 :]
    if len(op.shape_of(labels)) != len(shape):
        raise invalid(
            f"Input(X) and Input(Label) shall have the same rank. But received: the rank of "
            f"Input(X) "
            f"is [{len(shape)}], the rank of Input(Label) is [{len(op.shape_of(labels))}].",
            name,
        )
    return op.reshape(labels, rest)


def _check_labels(labels, classes, ignore_index, message):
    if op.device_of(labels) != "cpu" or 0 in op.shape_of(labels):
        return
    array = op.to_numpy(labels)
    wrong = array[((array < 0) | (array >= classes)) & (array != ignore_index)]
    if wrong.size:
        raise message(int(wrong.reshape(-1)[0]))


@operator(inputs=("X", "Label"), outputs=("Y",))
def cross_entropy2_op(x, label, ignore_index=-100, **options):
    """-log of the probability of the label; x holds probabilities."""
    name = "cross_entropy2"
    value = take(x, name)
    shape = op.shape_of(value)
    axis = len(shape) - 1
    labels = raw(take(label, name, INDICES, "Label"))
    if len(op.shape_of(labels)) == len(shape):
        labels = op.reshape(labels, shape[:-1])
    _check_labels(
        labels,
        shape[-1],
        ignore_index,
        lambda wrong: enforce_not_met(
            f"Error: Variable value (label) of OP(fluid.layers.cross_entropy) expected >= 0 and < "
            f"{shape[-1]}, but got {wrong}. Please check label value.",
            name,
        ),
    )
    kept, safe = _masked(labels, ignore_index)
    picked = op.take_along_axis(value, op.reshape(safe, (*shape[:-1], 1)), axis)
    loss = op.negative(_tolerable_log(picked))
    if kept is not None:
        loss = op.multiply(loss, mask(op.reshape(kept, (*shape[:-1], 1)), loss))
    return wrap(loss), None, None


def _cut_log(x):
    found = op.log(x)
    found = op.where(op.less(found, -1e20), like(x, -1e20), found)
    return op.where(op.greater(found, 1e20), like(x, 1e20), found)


# Cut at 1e20 in size, as the kernel's is; the derivative knows nothing of that.
_tolerable_log = derived(_cut_log, lambda g, x: (op.divide(g, x),))


def _masked(labels, ignore_index):
    """Which labels count, and labels that are valid everywhere; (None, labels) if all count."""
    kept = op.not_equal(labels, ignore_index)
    if ignore_index < 0 and not _has(labels, ignore_index):
        return None, labels
    return kept, op.where(kept, labels, like(labels, 0))


def _has(labels, value):
    """True unless it is certain that no label has that value."""
    if op.device_of(labels) != "cpu":
        return True
    return bool((op.to_numpy(labels) == value).any())


@operator(inputs=("X", "Label"), outputs=("Y",))
def cross_entropy_op(x, label, soft_label=False, ignore_index=-100, **options):
    """Cross entropy of probabilities with classes or with other probabilities."""
    if not soft_label:
        return cross_entropy2_op(x, label, ignore_index)[0]
    value, target = take(x, "cross_entropy"), raw(take(label, "cross_entropy", slot="Label"))
    same_dtype(value, target, "cross_entropy")
    axis = len(op.shape_of(value)) - 1
    terms = op.multiply(target, _tolerable_log(value))
    return wrap(op.negative(op.sum(terms, (axis,), True)))


def cross_entropy(input, label, soft_label=False, ignore_index=-100):
    """Cross entropy of probabilities with classes or with probabilities; of logits:
    `softmax_with_cross_entropy`.

        -log(input[label]), or -sum(label * log(input)) for `soft_label`

    Args:
        input (Variable): probabilities (N, C), floats.
        label (Variable): (N, 1) int64: classes, or (N, C) probabilities for `soft_label`.
        soft_label (bool, default False): the labels are probabilities.
        ignore_index (int, default -100): a class that costs nothing.

    Returns:
        Variable (N, 1).

    Raises:
        EnforceNotMet: the shapes or dtypes do not fit.

    Example:
        >>> x = to_variable(np.array([[0.5, 0.5]], "float32"))
        >>> print(layers.cross_entropy(x, to_variable(np.array([[1]]))).numpy())
        [[0.6931472]]
    """
    return cross_entropy_op(input, label, soft_label, ignore_index)


@operator(inputs=("Logits", "Label"), outputs=("Softmax", "Loss"))
def softmax_with_cross_entropy_op(
    logits, label, soft_label=False, ignore_index=-100, numeric_stable_mode=True, axis=-1, **options
):
    """(softmax, loss) of logits."""
    name = "softmax_with_cross_entropy"
    value = take(logits, name, slot="Logits")
    shape = op.shape_of(value)
    axis = axis_of(axis, len(shape))
    if soft_label:
        target = raw(take(label, name, slot="Label"))
        same_dtype(value, target, name)
        loss = _soft_label_loss(target, axis)(value)
        return wrap(softmax_of(raw(value), axis)), wrap(loss)
    take(label, name, INDICES, "Label")
    if label.dtype != VARTYPES["int64"]:
        raise wrong_type(name, CPP["int32"], CPP["int64"])
    labels = _flat_labels(label, shape, axis, name)
    _check_labels(
        labels,
        shape[axis],
        ignore_index,
        lambda wrong: enforce_not_met(
            "OutOfRangeError: label value should less than the shape of axis dimension when label "
            f"value({wrong}) not equal to ignore_index({ignore_index}), But received label "
            f"value as "
            f"{wrong} and shape of axis dimension is {shape[axis]}",
            name,
        ),
    )
    kept, safe = _masked(labels, ignore_index)
    if kept is None and not far_apart(value, axis):
        loss = op.cross_entropy(value, safe, axis)
    else:
        loss = _class_loss(labels, kept, safe, axis)(value)
    form = (*shape[:axis], 1, *shape[axis + 1 :])
    return _Lazy(lambda: wrap(softmax_of(value, axis))), wrap(op.reshape(loss, form))


def softmax_with_cross_entropy(
    logits,
    label,
    soft_label=False,
    ignore_index=-100,
    numeric_stable_mode=True,
    return_softmax=False,
    axis=-1,
):
    """Cross entropy of the softmax of logits with classes or with probabilities, computed without
    overflow.

    Args:
        logits (Variable): floats; the classes along `axis`.
        label (Variable): int64: classes, 1 along `axis`, or probabilities for `soft_label`.
        soft_label (bool, default False): the labels are probabilities.
        ignore_index (int, default -100): a class that costs nothing.
        numeric_stable_mode (bool, default True): no effect here, always in the stable way.
        return_softmax (bool, default False): give the softmax, too.
        axis (int, default -1): the axis of the classes.

    Returns:
        Variable: the losses, 1 along `axis`; or a tuple of them and the softmax.

    Raises:
        EnforceNotMet: the shapes or dtypes do not fit.

    Example:
        >>> x = to_variable(np.array([[0.0, 0.0]], "float32"))
        >>> print(layers.softmax_with_cross_entropy(x, to_variable(np.array([[1]]))).numpy())
        [[0.6931472]]
    """
    softmax, loss = softmax_with_cross_entropy_op(
        logits, label, soft_label, ignore_index, numeric_stable_mode, axis
    )
    if not return_softmax:
        return loss
    return loss, softmax.get() if hasattr(softmax, "get") else softmax


def _log_softmax(x, axis):
    """Logarithm of `softmax_of`."""
    if not far_apart(x, axis):
        return op.log_softmax(x, axis)
    held = held_apart(x, axis)
    return op.subtract(held, op.log(op.sum(op.exp(held), (axis,), True)))


def _soft_label_loss(target, axis):
    """Cross entropy with probabilities, whose derivative takes their sum for 1, as in Paddle."""

    def forward(x):
        terms = op.multiply(target, _log_softmax(x, axis))
        return op.negative(op.sum(terms, (axis,), True))

    def backward(g, x):
        return (op.multiply(op.subtract(softmax_of(x, axis), target), g),)

    return derived(forward, backward)


def _class_loss(labels, kept, safe, axis):
    """Cross entropy with ignored labels: no loss, but as in Paddle a gradient all the same."""

    def forward(x):
        if far_apart(x, axis):
            shape = op.shape_of(x)
            index = op.reshape(safe, (*shape[:axis], 1, *shape[axis + 1 :]))
            picked = op.take_along_axis(_log_softmax(x, axis), index, axis)
            loss = op.reshape(op.negative(picked), op.shape_of(safe))
        else:
            loss = op.cross_entropy(x, safe, axis)
        return loss if kept is None else op.multiply(loss, mask(kept, loss))

    def backward(g, x):
        shape = op.shape_of(x)
        form = (*shape[:axis], 1, *shape[axis + 1 :])
        line = (1,) * axis + (shape[axis],) + (1,) * (len(shape) - axis - 1)
        classes = op.reshape(
            op.arange(0, shape[axis], 1, op.dtype_of(labels), op.device_of(labels)), line
        )
        hit = mask(op.equal(op.reshape(labels, form), classes), x)
        return (op.multiply(op.subtract(softmax_of(x, axis), hit), op.reshape(g, form)),)

    return derived(forward, backward)


class _Lazy:
    """A second result made only when it is asked for."""

    def __init__(self, make):
        self._make = make

    def get(self):
        """The variable."""
        return self._make()


def _all_above(x, value):
    """True if every element is known to be above `value`; to look would wait for a GPU."""
    shape = op.shape_of(x)
    if 0 in shape or op.device_of(x) != "cpu":
        return False
    return bool(op.to_numpy(op.min(x, tuple(range(len(shape))), False)) > value)


@operator(inputs=("X", "Label"))
def sigmoid_cross_entropy_with_logits_op(x, label, ignore_index=-100, normalize=False, **options):
    """Cross entropy of logits with probabilities, element by element."""
    name = "sigmoid_cross_entropy_with_logits"
    value, target = take(x, name), raw(take(label, name, slot="Label"))
    same_dtype(value, target, name)
    _check_same_form(op.shape_of(value), op.shape_of(target), name)
    loss = op.subtract(op.softplus(value), op.multiply(value, target))
    if not normalize and _all_above(target, ignore_index + 1.0):
        return wrap(loss)
    # Labels are compared without their fraction, but counted with it; 0 of them divide by 0.
    loss = op.where(op.not_equal(op.trunc(target), float(ignore_index)), loss, 0)
    if normalize:
        counted = mask(op.not_equal(target, float(ignore_index)), raw(loss))
        count = op.sum(counted, tuple(range(len(op.shape_of(loss)))), False)
        loss = op.divide(loss, count)
    return wrap(loss)


def _check_same_form(x, label, name):
    if len(x) != len(label):
        raise invalid(
            "Input(X) and Input(Label) shall have the same rank.But received: the rank of Input(X) "
            f"is [{len(x)}], the rank of Input(Label) is [{len(label)}]",
            name,
        )
    if x != label:
        raise invalid(
            "Input(X) and Input(Label) shall have the same shape except the last dimension. But "
            f"received: {list(x)} and {list(label)}",
            name,
        )


def sigmoid_cross_entropy_with_logits(x, label, ignore_index=-100, name=None, normalize=False):
    """Cross entropy of the sigmoid of logits with probabilities, element by element.

        max(x, 0) - x * label + log(1 + exp(-|x|))

    Args:
        x (Variable): logits (N, C), floats.
        label (Variable): probabilities of the same shape and dtype.
        ignore_index (int, default -100): a label that costs nothing.
        normalize (bool, default False): divide by the number of labels that count.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable (N, C).

    Raises:
        TypeError: `x` is not a Variable.

    Example:
        >>> x, label = np.array([[0.0, 2.0]], "float32"), np.array([[1.0, 1.0]], "float32")
        >>> loss = layers.sigmoid_cross_entropy_with_logits(to_variable(x), to_variable(label))
        >>> print(loss.numpy())
        [[0.6931472  0.12692809]]
    """
    return sigmoid_cross_entropy_with_logits_op(x, label, ignore_index, normalize)


@operator(inputs=("Predicted", "Labels"), outputs=("Loss",))
def log_loss_op(predicted, label, epsilon=1e-4, **options):
    """Binary cross entropy of probabilities."""
    p, y = take(predicted, "log_loss"), raw(take(label, "log_loss"))
    shape = op.shape_of(p)
    if len(shape) != 2 or shape[1] != 1 or op.shape_of(y) != shape:
        raise invalid(
            "The dimensions of Input(Predicted) and Input(Labels) must be [N, 1], but received "
            f"{list(shape)} and {list(op.shape_of(y))}",
            "log_loss",
        )
    eps = f32(epsilon)
    one = constant(p, 1)
    hit = op.multiply(y, op.log(op.add(p, eps)))
    miss = op.multiply(op.subtract(one, y), op.log(op.add(op.subtract(one, p), eps)))
    return wrap(op.negative(op.add(hit, miss)))


def log_loss(input, label, epsilon=1e-4, name=None):
    """Binary cross entropy of probabilities.

        -label * log(input + epsilon) - (1 - label) * log(1 - input + epsilon)

    Args:
        input (Variable): probabilities (N, 1), float32.
        label (Variable): (N, 1), 0 or 1.
        epsilon (float, default 0.0001): keeps from the logarithm of zero.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable (N, 1).

    Raises:
        TypeError: `input` is not a Variable.

    Example:
        >>> x, label = np.array([[0.5]], "float32"), np.array([[1.0]], "float32")
        >>> print(layers.log_loss(to_variable(x), to_variable(label)).numpy())
        [[0.69294715]]
    """
    return log_loss_op(input, label, epsilon)


@operator
def label_smooth_op(x, prior=None, epsilon=0.1, **options):
    """Labels mixed with a prior distribution, the uniform one by default."""
    value, eps = take(x, "label_smooth"), f32(epsilon)
    kept = op.multiply(value, f32(1.0 - eps))
    if prior is not None:
        classes, given = op.shape_of(value)[-1], math.prod(prior.shape)
        if classes != given:
            raise invalid(
                "The number of elements in input 'PriorDist' must be equal to the dimension of "
                f"each label. But received each label's dimension=[{classes}], number of elements "
                f"in input 'PriorDist' is [{given}]",
                "label_smooth",
            )
        return wrap(op.add(kept, op.multiply(prior._value, eps)))
    return wrap(op.add(kept, f32(eps / op.shape_of(value)[-1])))


def label_smooth(label, prior_dist=None, epsilon=0.1, dtype="float32", name=None):
    """Labels mixed with a distribution, `(1 - epsilon) * label + epsilon * prior`.

    Args:
        label (Variable): one-hot rows, floats.
        prior_dist (Variable or None, default None): (1, C); None: uniform.
        epsilon (float, default 0.1): the share, in [0, 1].
        dtype (str, default 'float32'): no effect in dygraph mode.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable of the dtype of `label`.

    Raises:
        ValueError: `epsilon` is out of range.

    Example:
        >>> label = to_variable(np.array([[0.0, 1.0]], "float32"))
        >>> print(layers.label_smooth(label, epsilon=0.2).numpy())
        [[0.1        0.90000004]]
    """
    if epsilon > 1.0 or epsilon < 0.0:
        raise ValueError("The value of epsilon must be between 0 and 1.")
    return label_smooth_op(label, prior_dist, float(epsilon))


@operator
def bce_loss_op(x, label, **options):
    """Binary cross entropy, logarithms cut at -100."""
    p, y = take(x, "bce_loss"), raw(take(label, "bce_loss"))
    one, least = constant(p, 1), constant(p, -100)
    hit = op.multiply(y, op.maximum(op.log(p), least))
    miss = op.multiply(op.subtract(one, y), op.maximum(op.log(op.subtract(one, p)), least))
    return wrap(op.negative(op.add(hit, miss)))


class BCELoss(Layer):
    """Binary cross entropy of probabilities."""

    def __init__(self, weight=None, reduction="mean"):
        if reduction not in ["sum", "mean", "none"]:
            raise ValueError(
                "The value of 'reduction' in bce_loss should be 'sum', 'mean' or 'none', but "
                f"received {reduction}, which is not allowed."
            )
        super().__init__()
        self.weight = weight
        self.reduction = reduction

    def forward(self, input, label):
        """The loss."""
        out = bce_loss_op(input, label)
        if self.weight is not None:
            if not isinstance(self.weight, VarBase):
                raise ValueError("The weight is not a Variable, please convert to Variable.")
            out = elementwise_mul(out, self.weight, axis=-1)
        return reduced_loss(out, self.reduction)


@operator
def nll_loss_op(x, label, weight=None, ignore_index=-100, reduction="mean", **options):
    """Minus the log-probability of the label, weighted by class; x (N, C, ...)."""
    value = take(x, "nll_loss")
    shape = op.shape_of(value)
    labels = raw(take(label, "nll_loss", INDICES, "Label"))
    kept = op.not_equal(labels, ignore_index)
    safe = op.where(kept, labels, like(labels, 0))
    index = op.reshape(safe, (shape[0], 1, *shape[2:]))
    picked = op.reshape(op.take_along_axis(value, index, 1), (shape[0], *shape[2:]))
    share = mask(kept, raw(picked))
    if weight is not None:
        if len(weight.shape) != 1:
            raise invalid("Input(Weight) should be a 1D tensor.", "nll_loss")
        share = op.multiply(share, op.take(raw(weight._value), safe, 0))
    loss = op.negative(op.multiply(picked, share))
    if reduction == "none":
        return wrap(loss)
    axes = tuple(range(len(op.shape_of(loss))))
    total = op.sum(loss, axes, False)
    if reduction == "mean":
        total = op.divide(total, op.sum(share, axes, False))
    return wrap(op.reshape(total, (1,)))


class NLLLoss(Layer):
    """Minus the log-probability of the label, weighted by class."""

    def __init__(self, weight=None, reduction="mean", ignore_index=-100):
        super().__init__()
        self.weight, self.reduction, self.ignore_index = weight, reduction, ignore_index

    def forward(self, input, label):
        """The loss."""
        if self.reduction not in ["sum", "mean", "none"]:
            raise ValueError(
                "The value of 'reduction' in nll_loss should be 'sum', 'mean' or 'none', but "
                f"received {self.reduction}, which is not allowed."
            )
        if len(input.shape) < 2:
            raise ValueError(f"Expected 2 or more dimensions (got {len(input.shape)})")
        return nll_loss_op(input, label, self.weight, self.ignore_index, self.reduction)


@operator(inputs=("X", "Label"), outputs=("Y",))
def teacher_student_sigmoid_loss_op(
    x, label, soft_max_up_bound=15.0, soft_max_lower_bound=-15.0, **options
):
    """Cross entropy of clicks and of a teacher's scores, both written into one label.

    Labels below -1: no click; below 0: a click; below 1: no click, with that score; else: a click,
    with the score less 1. The derivative vanishes outside the bounds.
    """
    name = "teacher_student_sigmoid_loss"
    value, y = take(x, name), raw(take(label, name, slot="Label"))
    low, high = f32(soft_max_lower_bound), f32(soft_max_up_bound)
    clicked = op.logical_or(
        op.logical_and(op.greater_equal(y, -1), op.less(y, 0)), op.greater_equal(y, 1)
    )
    taught = op.greater_equal(y, 0)
    score = op.subtract(y, mask(op.greater_equal(y, 1), y))
    weight = op.add(constant(y, 1), mask(taught, y))
    goal = op.add(mask(clicked, y), op.multiply(mask(taught, y), score))

    def backward(g, x):
        slope = op.subtract(op.multiply(op.sigmoid(x), weight), goal)
        inside = op.logical_and(op.less(x, high), op.greater(x, low))
        return (op.multiply(g, op.multiply(slope, mask(inside, x))),)

    def forward(x):
        return op.subtract(op.multiply(op.softplus(x), weight), op.multiply(x, goal))

    return wrap(derived(forward, backward)(value))


def teacher_student_sigmoid_loss(input, label, soft_max_up_bound=15.0, soft_max_lower_bound=-15.0):
    """(N, 1): cross entropy of clicks and of a teacher's scores, see the operator."""
    bounds = float(soft_max_up_bound), float(soft_max_lower_bound)
    return teacher_student_sigmoid_loss_op(input, label, *bounds)
