"""Losses of numbers."""

from __future__ import annotations

import math

from ... import _checkparam as validator
from ... import ops
from ...common import dtype as mstype
from ...ops import operations as P
from ._base import LossBase
from ._checks import (
    check_is_tensor,
)


class L1Loss(LossBase):
    """Loss: `|logits - labels|`.

    Args:
        reduction (str, default 'mean'): "none", "mean" or "sum".

    Inputs:
        logits (Tensor): floats, any shape.
        labels (Tensor): of the same dtype; the shapes are equal or broadcast.

    Outputs:
        Tensor: of the shape of the inputs for "none", otherwise a scalar.

    Raises:
        TypeError: an argument or an input is of another kind.
        ValueError: `reduction` is another word, or the shapes do not fit.

    Example:
        >>> print(nn.L1Loss()(Tensor([1.0, 2.0]), Tensor([1.0, 4.0])))
        1.0
    """

    def __init__(self, reduction="mean"):
        super().__init__(reduction)
        self.reduction = reduction

    def construct(self, logits, labels):
        """Reduced."""
        return ops.l1_loss(logits, labels, self.reduction)


class MSELoss(LossBase):
    """Loss: `(logits - labels) ** 2`.

    Args:
        reduction (str, default 'mean'): "none", "mean" or "sum".

    Inputs:
        logits (Tensor): floats, any shape.
        labels (Tensor): of the same dtype; the shapes are equal or broadcast.

    Outputs:
        Tensor: of the shape of the inputs for "none", otherwise a scalar.

    Raises:
        TypeError: an argument or an input is of another kind.
        ValueError: `reduction` is another word, or the shapes do not fit.

    Example:
        >>> print(nn.MSELoss()(Tensor([1.0, 2.0]), Tensor([1.0, 4.0])))
        2.0
    """

    def construct(self, logits, labels):
        """Reduced."""
        check_is_tensor("logits", logits, self.cls_name)
        check_is_tensor("labels", labels, self.cls_name)
        return self.get_loss(ops.square(logits - labels))


class RMSELoss(LossBase):
    """Root of the mean of squared differences."""

    def __init__(self):
        super().__init__()
        self.MSELoss = MSELoss()

    def construct(self, logits, label):
        """A scalar."""
        refused = [mstype.uint8, mstype.uint16, mstype.uint32, mstype.uint64]
        for x in (logits, label):
            if x.dtype in refused:
                raise TypeError(
                    f"For 'RMSELoss', the parameters data type must not be in {refused}, "
                    f"but got mindspore.{str(x.dtype).lower()}."
                )
        return ops.sqrt(self.MSELoss(logits, label))


class MAELoss(LossBase):
    """Absolute differences."""

    def construct(self, logits, label):
        """Reduced."""
        check_is_tensor("logits", logits, self.cls_name)
        check_is_tensor("labels", label, self.cls_name)
        return self.get_loss(ops.abs(logits - label))


class SmoothL1Loss(LossBase):
    """Loss: square of small differences, absolute value of large ones.

        d = |logits - labels|; 0.5 * d ** 2 / beta where d < beta, d - 0.5 * beta elsewhere

    Args:
        beta (float, default 1.0): where the two forms meet.
        reduction (str, default 'none'): "none", "mean" or "sum".

    Inputs:
        logits (Tensor): floats, any shape.
        labels (Tensor): of the same dtype; the shapes are equal or broadcast.

    Outputs:
        Tensor: of the shape of the inputs for "none", otherwise a scalar.

    Raises:
        TypeError: an argument or an input is of another kind.
        ValueError: `reduction` is another word, or the shapes do not fit.

    Example:
        >>> print(nn.SmoothL1Loss()(Tensor([1.0, 2.0]), Tensor([1.5, 5.0])))
        [0.125 2.5  ]
    """

    def __init__(self, beta=1.0, reduction="none"):
        super().__init__(reduction)
        self.beta = beta
        self.reduction = reduction
        self.smooth_l1_loss = P.SmoothL1Loss(beta, reduction)

    def construct(self, logits, labels):
        """Reduced."""
        return self.smooth_l1_loss(logits, labels)


class PoissonNLLLoss(LossBase):
    """Negative log-likelihood of Poisson counts."""

    def __init__(self, log_input=True, full=False, eps=1e-08, reduction="mean"):
        super().__init__(reduction=reduction)
        self.log_input = log_input
        self.full = full
        self.eps = eps

    def construct(self, input, target):
        """Reduced."""
        check_is_tensor("input", input, self.cls_name)
        check_is_tensor("target", target, self.cls_name)
        if input.ndim == 0 or target.ndim == 0:
            raise ValueError(
                "For 'PoissonNLLLoss', the inputs must be non-scalar, but got shapes: "
                f"input: {input.shape}, target: {target.shape}"
            )
        target = self.cast(target, input.dtype)
        if self.log_input:
            loss = ops.exp(input) - target * input
        else:
            loss = input - target * ops.log(input + self.eps)
        if self.full:
            safe = ops.maximum(target, self.eps)
            term = (safe + 0.5) * ops.log(safe) - safe + 0.5 * math.log(2 * math.pi)
            loss = loss + ops.masked_fill(term, safe <= 1, 0.0)
        return self.get_loss(loss)


class HuberLoss(LossBase):
    """Quadratic within `delta`, linear beyond."""

    def __init__(self, reduction="mean", delta=1.0):
        super().__init__(reduction=reduction)
        self.reduction = reduction
        self.delta = delta

    def construct(self, logits, labels):
        """Reduced."""
        return ops.huber_loss(logits, labels, self.reduction, self.delta)


class GaussianNLLLoss(LossBase):
    """Negative log-likelihood of normal distributions."""

    def __init__(self, *, full=False, eps=1e-6, reduction="mean"):
        super().__init__()
        name = self.cls_name
        infinity = float("inf")
        validator.check_float_range(eps, 0, infinity, validator.INC_NEITHER, "eps", name)
        validator.check_value_type("full", full, [bool], name)
        validator.check_string(reduction, ["none", "mean", "sum"], "reduction", "gaussian_nll_loss")
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def construct(self, logits, labels, var):
        """Reduced."""
        return ops.gaussian_nll_loss(logits, labels, var, self.full, self.eps, self.reduction)
