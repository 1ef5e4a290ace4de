"""Checks of the losses' inputs."""

from __future__ import annotations

from ... import _checkparam as validator
from ...common import dtype as mstype
from ...common.tensor import Tensor
from ...ops.arguments import kind_of

_FLOATS = [mstype.float16, mstype.float32]


def check_is_tensor(param_name, input_data, cls_name):
    """Raise TypeError for anything but a tensor or None."""
    if input_data is not None and not isinstance(input_data, Tensor):
        raise TypeError(
            f"For '{cls_name}', the '{param_name}' must be '{mstype.TensorType}', "
            f"but got '{kind_of(input_data)}'"
        )


def check_multi_class(logits, label, weights, name):
    """Shapes of the multi-class dice loss."""
    check_is_tensor("logits", logits, name)
    check_is_tensor("labels", label, name)
    validator.check("logits_shape", logits.shape, "label_shape", label.shape, prim_name=name)
    for argument, x in (("logits", logits), ("labels", label)):
        if x.ndim < 2:
            raise ValueError(
                f"For '{name}', the '{argument}' dimension must be greater than 1, "
                f"but got {x.ndim}."
            )
    if weights is not None and weights.shape[0] != label.shape[1]:
        raise ValueError(
            f"For '{name}', the weight_shape[0] must be equal to label_shape[1], but got "
            f"weight_shape[0]: {weights.shape[0]} and label_shape[1]: {label.shape[1]}."
        )


def check_focal(logits, labels, name):
    """Shapes and types of the focal loss."""
    check_is_tensor("logits", logits, name)
    check_is_tensor("labels", labels, name)
    ranks = {"logits": logits.ndim, "labels": labels.ndim}
    for argument, rank in ranks.items():
        if not 2 <= rank <= 4:
            raise ValueError(
                f"For '{name}', the dimensions of '{argument}' must be in [2, 4], but got "
                f"dimension of '{argument}' {rank}."
            )
    if logits.ndim != labels.ndim:
        raise ValueError(
            f"For '{name}', the dimensions of 'logits' and 'labels' must be equal, but got "
            f"dimension of 'logits' {logits.ndim} and dimension of 'labels' {labels.ndim}."
        )
    classes, given = logits.shape[1], labels.shape[1]
    if classes == 1:
        raise ValueError(f"For '{name}', the 'logits'.shape[1] cannot be one, but got {classes}.")
    if given not in (1, classes):
        raise ValueError(
            f"For '{name}', the 'labels'.shape[1] must be one or equal to 'logits'.shape[1]: "
            f"{classes}, but got {given}."
        )
    kinds = [mstype.int32, mstype.int64, *_FLOATS]
    validator.check_type_name("labels", labels.dtype, kinds, name)


def check_nll(logits, labels, name):
    """Shapes and types of the negative log-likelihood."""
    check_is_tensor("logits", logits, name)
    check_is_tensor("labels", labels, name)
    validator.check_type_name("logits", logits.dtype, _FLOATS, name)
    validator.check_type_name("labels", labels.dtype, [mstype.int32], name)
    if (logits.shape[0], *logits.shape[2:]) != labels.shape:
        _refuse_shapes(logits, labels, "", name)


def check_cross_entropy(logits, labels, name):
    """Shapes and types of the cross entropy."""
    check_is_tensor("logits", logits, name)
    check_is_tensor("labels", labels, name)
    validator.check_type_name("logits", logits.dtype, _FLOATS, name)
    if logits.ndim == labels.ndim:
        validator.check_type_name("labels", labels.dtype, _FLOATS, name)
        if logits.shape != labels.shape:
            _refuse_shapes(logits, labels, "C, ", name, ".")
    elif labels.ndim == logits.ndim - 1:
        validator.check_type_name("labels", labels.dtype, [mstype.int32], name)
        if logits.ndim != 1 and (logits.shape[0], *logits.shape[2:]) != labels.shape:
            _refuse_shapes(logits, labels, "", name, ".")
    else:
        raise ValueError(
            f"For '{name}', the rank of 'logits' and 'labels' should be:\n1. 'logits.ndim == "
            "labels.ndim' for probabilities, \n2. 'logits.ndim - 1 == labels.ndim' for class "
            f"indices, \nbut get 'logits' rank: {logits.ndim} and 'labels' rank: {labels.ndim}."
        )


def _refuse_shapes(logits, labels, classes, name, stop=""):
    raise ValueError(
        f"For '{name}', the shape of 'logits' should be (N, C, d_0, d_1, ...), and the shape of "
        f"'labels' should be (N, {classes}d_0, d_1, ...), but get 'logits' shape: {logits.shape} "
        f"and 'labels' shape: {labels.shape}{stop}"
    )


def check_ctc_targets(targets):
    """Shape of the targets of a single sequence."""
    if targets.ndim > 2:
        raise ValueError(
            "For CTCLoss, when the shape of log_probs is (T, C), the dimension of targets should"
            f"be 1 or 2, but got {targets.ndim}."
        )
    if targets.ndim == 2 and targets.shape[0] != 1:
        raise ValueError(
            "For CTCLoss, the first dimension of 2-D targets should be 1,"
            f"but got {targets.shape[0]}."
        )
