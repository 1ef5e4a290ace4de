"""Losses."""

from __future__ import annotations

from ... import _checkparam as validator
from ... import log, ops
from ..._publish import publish
from ...common import dtype as mstype
from ...common.parameter import Parameter
from ...common.tensor import Tensor
from ...ops import operations as P
from ..cell import Cell
from ..layer.activation import LogSoftmax, get_activation
from ._base import LossBase, _Loss
from ._checks import (
    check_cross_entropy,
    check_ctc_targets,
    check_focal,
    check_is_tensor,
    check_multi_class,
    check_nll,
)
from ._pairs import (
    CosineEmbeddingLoss,
    HingeEmbeddingLoss,
    MarginRankingLoss,
    SoftMarginLoss,
    TripletMarginLoss,
)
from ._regression import (
    GaussianNLLLoss,
    HuberLoss,
    L1Loss,
    MAELoss,
    MSELoss,
    PoissonNLLLoss,
    RMSELoss,
    SmoothL1Loss,
)

__all__ = [
    "BCELoss", "BCEWithLogitsLoss", "CTCLoss", "CosineEmbeddingLoss", "CrossEntropyLoss",
    "DiceLoss", "FocalLoss", "GaussianNLLLoss", "HingeEmbeddingLoss", "HuberLoss", "KLDivLoss",
    "L1Loss", "LossBase", "MAELoss", "MSELoss", "MarginRankingLoss", "MultiClassDiceLoss",
    "MultiLabelSoftMarginLoss", "MultiMarginLoss", "MultilabelMarginLoss", "NLLLoss",
    "PoissonNLLLoss", "RMSELoss", "SmoothL1Loss", "SoftMarginLoss",
    "SoftmaxCrossEntropyWithLogits", "TripletMarginLoss", "_Loss",
]  # fmt: skip


class SoftmaxCrossEntropyWithLogits(LossBase):
    """Loss: cross entropy of the softmax of logits with classes or with probabilities.

    Args:
        sparse (bool, default False): the labels are numbers of classes, not probabilities.
        reduction (str, default 'none'): "none", "mean" or "sum".

    Inputs:
        logits (Tensor): (N, C), float16 or float32.
        labels (Tensor): (N,) int32 or int64 for `sparse`, otherwise (N, C) of the dtype of
            `logits`.

    Outputs:
        Tensor: of the shape of the inputs for "none", otherwise a scalar.

    Raises:
        TypeError: an argument or an input is of another kind.
        ValueError: `reduction` is another word, or the shapes do not fit.

    Example:
        >>> loss = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
        >>> print(loss(Tensor([[0.0, 0.0]]), Tensor([1], ms.int32)))
        0.6931472
    """

    def __init__(self, sparse=False, reduction="none"):
        super().__init__(reduction)
        self.sparse = validator.check_bool(sparse, "sparse", self.cls_name)
        self.reduction = reduction
        self.softmax_cross_entropy = P.SoftmaxCrossEntropyWithLogits()
        self.one_hot = P.OneHot()
        self.on_value = Tensor(1.0, mstype.float32)
        self.off_value = Tensor(0.0, mstype.float32)
        self.sparse_softmax_cross_entropy = P.SparseSoftmaxCrossEntropyWithLogits()

    def construct(self, logits, labels):
        """Reduced."""
        check_is_tensor("logits", logits, self.cls_name)
        check_is_tensor("labels", labels, self.cls_name)
        if self.sparse:
            if self.reduction == "mean":
                return self.sparse_softmax_cross_entropy(logits, labels)
            labels = self.one_hot(labels, logits.shape[-1], self.on_value, self.off_value)
        return self.get_loss(self.softmax_cross_entropy(logits, labels)[0])


class DiceLoss(LossBase):
    """One minus twice the overlap over the sum of squares."""

    def __init__(self, smooth=1e-5):
        super().__init__()
        self.smooth = validator.check_positive_float(smooth, "smooth")

    def construct(self, logits, label):
        """A scalar."""
        check_is_tensor("logits", logits, self.cls_name)
        check_is_tensor("labels", label, self.cls_name)
        validator.check(
            "logits_shape", logits.shape, "label_shape", label.shape, prim_name=self.cls_name
        )
        for name, x in (("logits", logits), ("labels", label)):
            if x.dtype == mstype.uint8:
                raise TypeError(f"For '{self.cls_name}', the dtype of '{name}' can not be uint8.")
        x, y = logits.reshape(-1), label.reshape(-1)
        squares = self.reduce_sum(x * x) + self.reduce_sum(y * y)
        return 1 - 2 * self.reduce_sum(x * y) / (squares + self.smooth)


class MultiClassDiceLoss(LossBase):
    """Mean of the dice losses of the classes."""

    def __init__(self, weights=None, ignore_indiex=None, activation="softmax"):
        super().__init__()
        known = ["softmax", "logsoftmax", "relu", "relu6", "tanh", "sigmoid"]
        self.binarydiceloss = DiceLoss(smooth=1e-5)
        if weights is not None:
            validator.check_value_type("weights", weights, [Tensor])
            if weights.ndim != 2:
                raise ValueError(
                    f"For '{self.cls_name}', the dimension of 'weights' must be 2, "
                    f"but got {weights.ndim}."
                )
        self.weights = weights
        if ignore_indiex is not None:
            validator.check_value_type("ignore_indiex", ignore_indiex, [int])
        self.ignore_indiex = ignore_indiex
        if isinstance(activation, str) and activation not in known:
            raise ValueError(
                f"For '{self.cls_name}', the 'activation' must be in {known}, but got {activation}."
            )
        self.activation = get_activation(activation) if isinstance(activation, str) else activation
        if self.activation is not None and not isinstance(self.activation, Cell):
            raise TypeError(
                f"For '{self.cls_name}', the 'activation' must be str or Cell, "
                f"but got {type(self.activation)}."
            )

    def construct(self, logits, label):
        """A scalar."""
        check_multi_class(logits, label, self.weights, self.cls_name)
        if self.activation is not None:
            logits = self.activation(logits)
        total = 0
        for i in range(label.shape[1]):
            if i != self.ignore_indiex:
                loss = self.binarydiceloss(logits[:, i], label[:, i])
                total += loss if self.weights is None else loss * self.weights[i]
        return total / label.shape[1]


class MultiLabelSoftMarginLoss(LossBase):
    """Soft margin loss over several labels."""

    def __init__(self, weight=None, reduction="mean"):
        super().__init__(reduction)
        self.weight = weight
        self.reduction = reduction

    def construct(self, x, target):
        """Reduced."""
        return ops.multilabel_soft_margin_loss(x, target, self.weight, self.reduction)


class MultiMarginLoss(LossBase):
    """Margin between the right class and every other."""

    def __init__(self, p=1, margin=1.0, reduction="mean", weight=None):
        super().__init__()
        self.multi_margin_loss = P.MultiMarginLoss(p=p, margin=margin, reduction=reduction)
        self.weight = weight

    def construct(self, x, target, weight=None):
        """Reduced."""
        check_is_tensor("x", x, self.cls_name)
        check_is_tensor("target", target, self.cls_name)
        weight = self.weight if self.weight is not None else weight
        if weight is None:
            weight = ops.ones(x.shape[1:], x.dtype)
        check_is_tensor("weight", weight, self.cls_name)
        return self.multi_margin_loss(x, target, weight)


class BCELoss(LossBase):
    """Loss: cross entropy of probabilities with probabilities.

        -weight * (labels * log(logits) + (1 - labels) * log(1 - logits))

    Args:
        weight (Tensor or None, default None): factors that broadcast; None: ones.
        reduction (str, default 'mean'): "none", "mean" or "sum".

    Inputs:
        logits (Tensor): probabilities in (0, 1), float16 or float32.
        labels (Tensor): probabilities, of the same shape and dtype.

    Outputs:
        Tensor: of the shape of the inputs for "none", otherwise a scalar.

    Raises:
        TypeError: an argument or an input is of another kind.
        ValueError: `reduction` is another word, or the shapes do not fit.

    Example:
        >>> print(nn.BCELoss()(Tensor([0.5, 0.9]), Tensor([1.0, 0.0])))
        1.497866
    """

    def __init__(self, weight=None, reduction="mean"):
        super().__init__(reduction)
        self.binary_cross_entropy = P.BinaryCrossEntropy(reduction=reduction)
        self.weight_one = weight is None
        if self.weight_one:
            self.ones = P.OnesLike()
        else:
            self.weight = weight

    def construct(self, logits, labels):
        """Reduced."""
        check_is_tensor("logits", logits, self.cls_name)
        check_is_tensor("labels", labels, self.cls_name)
        weight = self.ones(logits) if self.weight_one else self.weight
        return self.binary_cross_entropy(logits, labels, weight)


class MultilabelMarginLoss(LossBase):
    """Margin between every right class and every other."""

    def __init__(self, reduction="mean"):
        super().__init__()
        self.multilabel_margin_loss = P.MultilabelMarginLoss(reduction=reduction)

    def construct(self, x, target):
        """Reduced."""
        return self.multilabel_margin_loss(x, target)[0]


class BCEWithLogitsLoss(LossBase):
    """Loss: cross entropy of the sigmoid of logits with probabilities, computed without overflow.

    Args:
        reduction (str, default 'mean'): "none", "mean" or "sum".
        weight (Tensor or None, default None): factors that broadcast; None: ones.
        pos_weight (Tensor or None, default None): factors of the positive parts; None: ones.

    Inputs:
        logits (Tensor): float16 or float32, any shape.
        labels (Tensor): probabilities, of the same shape and dtype.

    Outputs:
        Tensor: of the shape of the inputs for "none", otherwise a scalar.

    Raises:
        TypeError: an argument or an input is of another kind.
        ValueError: `reduction` is another word, or the shapes do not fit.

    Example:
        >>> print(nn.BCEWithLogitsLoss()(Tensor([0.0, 2.0]), Tensor([1.0, 0.0])))
        1.4100376
    """

    def __init__(self, reduction="mean", weight=None, pos_weight=None):
        super().__init__()
        self.reduction = reduction
        self.bce_with_logits_loss = P.BCEWithLogitsLoss(reduction=reduction)
        for name, value in (("weight", weight), ("pos_weight", pos_weight)):
            if isinstance(value, Parameter):
                raise TypeError(f"For '{self.cls_name}', the '{name}' can not be a Parameter.")
        self.weight = weight
        self.pos_weight = pos_weight
        self.ones = P.OnesLike()

    def construct(self, logits, labels):
        """Reduced."""
        check_is_tensor("logits", logits, self.cls_name)
        check_is_tensor("labels", labels, self.cls_name)
        ones = self.ones(logits)
        weight = ones if self.weight is None else self.weight
        pos_weight = ones if self.pos_weight is None else self.pos_weight
        return self.bce_with_logits_loss(logits, labels, weight, pos_weight)


class FocalLoss(LossBase):
    """Cross entropy that counts easy examples less."""

    def __init__(self, weight=None, gamma=2.0, reduction="mean"):
        super().__init__(reduction=reduction)
        self.gamma = validator.check_value_type("gamma", gamma, [float])
        if weight is not None and not isinstance(weight, Tensor):
            raise TypeError(
                f"For '{self.cls_name}', the type of 'weight' must be a Tensor, "
                f"but got {type(weight).__name__}."
            )
        if weight is not None and weight.ndim != 1:
            raise ValueError(
                f"For '{self.cls_name}', the dimension of 'weight' must be 1, "
                f"but got {weight.ndim}."
            )
        self.weight = weight
        self.gather_d = P.GatherD()
        self.logsoftmax = LogSoftmax(1)

    def construct(self, logits, labels):
        """Reduced."""
        check_focal(logits, labels, self.cls_name)
        n, classes = logits.shape[:2]
        chosen = labels.shape[1] == 1
        logits = logits.reshape((n, classes, -1))
        targets = labels.reshape((n, labels.shape[1], -1))
        log_probability = self.logsoftmax(logits)
        index = self.cast(targets, mstype.int32) if chosen else None
        if chosen:
            log_probability = self.gather_d(log_probability, 1, index).squeeze(1)
        probability = ops.exp(log_probability)
        if self.weight is not None:
            weight = ops.tile(self.weight.reshape((1, -1, 1)), (n, 1, targets.shape[2]))
            if chosen:
                weight = self.gather_d(weight, 1, index).squeeze(1)
            log_probability = log_probability * weight
        focus = ops.pow(-1 * probability + 1.0, self.gamma)
        if chosen:
            return self.get_loss((-1 * focus * log_probability).mean(axis=1))
        return self.get_loss((-1 * focus * targets * log_probability).mean(axis=-1))


def _check_class_weight(weight, name):
    if weight is not None:
        validator.check_value_type("weight", weight, [Tensor], name)
        floats = [mstype.float16, mstype.float32]
        validator.check_type_name("weight", weight.dtype, floats, name)


class NLLLoss(LossBase):
    """Negative of the log-probabilities at the labels."""

    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        super().__init__(reduction)
        validator.check_value_type("ignore_index", ignore_index, int, self.cls_name)
        _check_class_weight(weight, self.cls_name)
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def construct(self, logits, labels):
        """Reduced."""
        check_nll(logits, labels, self.cls_name)
        return ops.nll_loss(logits, labels, self.weight, self.ignore_index, self.reduction)


class CrossEntropyLoss(LossBase):
    """Cross entropy of softmax with class numbers or probabilities."""

    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        super().__init__(reduction)
        name = self.cls_name
        validator.check_value_type("ignore_index", ignore_index, int, name)
        validator.check_value_type("label_smoothing", label_smoothing, float, name)
        validator.check_float_range(
            label_smoothing, 0.0, 1.0, validator.INC_BOTH, "label_smoothing", name
        )
        _check_class_weight(weight, name)
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def construct(self, logits, labels):
        """Reduced."""
        check_cross_entropy(logits, labels, self.cls_name)
        if logits.ndim == labels.ndim and self.ignore_index > 0:
            log.warning(
                f"For '{self.cls_name}', 'ignore_index' does not work when 'labels' is Probability."
            )
        return ops.cross_entropy(
            logits, labels, self.weight, self.ignore_index, self.reduction, self.label_smoothing
        )


class KLDivLoss(LossBase):
    """Divergence of probabilities from log-probabilities."""

    def __init__(self, reduction="mean"):
        super().__init__()
        self.reduction = reduction

    def construct(self, logits, labels):
        """Reduced."""
        check_is_tensor("logits", logits, self.cls_name)
        check_is_tensor("labels", labels, self.cls_name)
        return ops.kl_div(logits, labels, self.reduction)


class CTCLoss(LossBase):
    """Negative log-likelihood of label sequences over all alignments."""

    def __init__(self, blank=0, reduction="mean", zero_infinity=False):
        super().__init__()
        self.blank = blank
        self.reduction = reduction
        self.zero_infinity = zero_infinity

    def construct(self, log_probs, targets, input_lengths, target_lengths):
        """Reduced."""
        check_is_tensor("log_probs", log_probs, self.cls_name)
        check_is_tensor("targets", targets, self.cls_name)
        single = log_probs.ndim == 2
        if single:
            check_ctc_targets(targets)
            targets = targets.expand_dims(0) if targets.ndim == 1 else targets
            log_probs = log_probs.expand_dims(-2)
        loss, _ = ops.ctc_loss(
            log_probs, targets, input_lengths, target_lengths, self.blank, self.reduction,
            self.zero_infinity,
        )  # fmt: skip
        return loss.squeeze(axis=0) if single else loss


publish(globals())
