"""Loss operators."""

from __future__ import annotations

from ... import _checkparam as validator
from .._families import plain_operators
from ..function import _distance_loss, _loss, nn_func
from ..primitive import Primitive, prim_attr_register

__all__ = [
    "BCEWithLogitsLoss", "BinaryCrossEntropy", "CTCLoss", "CTCLossV2", "KLDivLoss",
    "MultiMarginLoss", "NLLLoss", "SmoothL1Loss", "SoftMarginLoss",
    "SparseSoftmaxCrossEntropyWithLogits", "TripletMarginLoss",
]  # fmt: skip

_PLAIN = [
    ("SigmoidCrossEntropyWithLogits", "predict target", "loss", _loss.sigmoid_cross_entropy),
    ("SoftmaxCrossEntropyWithLogits", None, None, _loss.softmax_cross_entropy),
]
globals().update(plain_operators(__name__, _PLAIN))
__all__ += [row[0] for row in _PLAIN]


def _check_reduction(prim, reduction, allowed=("none", "sum", "mean")):
    return validator.check_string(reduction, list(allowed), "reduction", prim.name)


class SparseSoftmaxCrossEntropyWithLogits(Primitive):
    """Mean cross entropy of rows and class numbers, or its gradient."""

    _io = ("features labels", "output")

    @prim_attr_register
    def __init__(self, is_grad=False):
        self.add_prim_attr("sens", 1.0)

    def _compute(self, logits, labels):
        return _loss.sparse_softmax_cross_entropy(logits, labels, self.is_grad)


class SmoothL1Loss(Primitive):
    """Squares below beta, absolute differences above."""

    _io = ("prediction target", "output")

    @prim_attr_register
    def __init__(self, beta=1.0, reduction="none"):
        validator.check_value_type("beta", beta, [float], self.name)
        validator.check("beta", beta, "", 0, validator.GT, self.name)
        _check_reduction(self, reduction)

    def _compute(self, logits, labels):
        return nn_func.smooth_l1_loss(logits, labels, self.beta, self.reduction)


class SoftMarginLoss(Primitive):
    """log(1 + exp(-target * x))."""

    _io = ("predict label", "loss")

    @prim_attr_register
    def __init__(self, reduction="mean"):
        _check_reduction(self, reduction)

    def _compute(self, logits, labels):
        return _distance_loss.soft_margin_loss(logits, labels, self.reduction)


class BCEWithLogitsLoss(Primitive):
    """Cross entropy of sigmoid(logits), weighted."""

    @prim_attr_register
    def __init__(self, reduction="mean"):
        self.reduction = _check_reduction(self, reduction)
        self.attrs.pop("reduction")

    def _compute(self, logits, label, weight, pos_weight):
        return nn_func.binary_cross_entropy_with_logits(
            logits, label, weight, pos_weight, self.reduction
        )


class BinaryCrossEntropy(Primitive):
    """Cross entropy of probabilities."""

    @prim_attr_register
    def __init__(self, reduction="mean"):
        _check_reduction(self, reduction)

    def _compute(self, logits, labels, weight=None):
        return nn_func.binary_cross_entropy(logits, labels, weight, self.reduction)


class KLDivLoss(Primitive):
    """labels * (log(labels) - logits)."""

    @prim_attr_register
    def __init__(self, reduction="mean"):
        _check_reduction(self, reduction, ("none", "mean", "batchmean", "sum"))

    def _compute(self, logits, labels):
        return nn_func.kl_div(logits, labels, self.reduction)


class NLLLoss(Primitive):
    """(negative log-likelihood of rows, total weight)."""

    _io = ("x target weight", "loss total_weight")

    @prim_attr_register
    def __init__(self, reduction="mean"):
        _check_reduction(self, reduction)

    def _compute(self, logits, labels, weight):
        return _loss.nll_operator(logits, labels, weight, self.reduction)


class MultiMarginLoss(Primitive):
    """Mean over the other classes of max(0, margin - x[y] + x[j]) ** p."""

    _io = ("x target weight", "y")

    @prim_attr_register
    def __init__(self, p=1, margin=1.0, reduction="mean"):
        validator.check_value_type("p", p, [int], self.name)
        _check_reduction(self, reduction)

    def _compute(self, x, target, weight=None):
        return nn_func.multi_margin_loss(x, target, self.p, self.margin, weight, self.reduction)


class TripletMarginLoss(Primitive):
    """max(0, d(anchor, positive) - d(anchor, negative) + margin)."""

    _io = ("x positive negative margin", "y")

    @prim_attr_register
    def __init__(self, p=2, swap=False, eps=1e-06, reduction="mean"):
        _check_reduction(self, reduction)

    def _compute(self, x, positive, negative, margin):
        return nn_func.triplet_margin_loss(
            x, positive, negative, margin, self.p, self.eps, self.swap, self.reduction
        )


class CTCLossV2(Primitive):
    """(connectionist temporal classification of log-probabilities, gradient for them)."""

    _io = ("log_probs targets input_lengths target_lengths", "neg_log_likelihood log_alpha")

    @prim_attr_register
    def __init__(self, blank=0, reduction="none", zero_infinity=False):
        validator.check_value_type("blank", blank, [int], self.name)
        _check_reduction(self, reduction)

    def _compute(self, log_probs, targets, input_lengths, target_lengths):
        return nn_func.ctc_loss(
            log_probs,
            targets,
            input_lengths,
            target_lengths,
            self.blank,
            self.reduction,
            self.zero_infinity,
        )


class CTCLoss(Primitive):
    """(connectionist temporal classification of logits, gradient for the logits)."""

    _io = ("inputs labels_indices labels_values sequence_length", "loss gradient")

    @prim_attr_register
    def __init__(
        self,
        preprocess_collapse_repeated=False,
        ctc_merge_repeated=True,
        ignore_longer_outputs_than_inputs=False,
    ):
        for name, value in self.init_attrs.items():
            validator.check_value_type(name, value, [bool], self.name)
        if not ctc_merge_repeated:
            raise NotImplementedError(
                "mindspore.ops.CTCLoss is supported with ctc_merge_repeated=True only; leave it out"
            )

    def _compute(self, x, labels_indices, labels_values, sequence_length):
        return _distance_loss.ctc_of_sparse_labels(
            x,
            labels_indices,
            labels_values,
            sequence_length,
            self.preprocess_collapse_repeated,
            self.ignore_longer_outputs_than_inputs,
        )
