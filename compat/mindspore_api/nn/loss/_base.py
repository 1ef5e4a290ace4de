"""The base of the losses."""

from __future__ import annotations

from ... import log
from ...common import dtype as mstype
from ...ops import operations as P
from ..cell import Cell


class LossBase(Cell):
    """Base of losses: takes means or sums as `reduction` says.

    A loss is a subclass whose `construct` ends in `self.get_loss(x)`.

    Args:
        reduction (str, default 'mean'): "none", "mean" or "sum".

    Inputs:
        logits (Tensor): what the network gives.
        labels (Tensor): what it should give.

    Outputs:
        Tensor: the loss.

    Raises:
        ValueError: `reduction` is another word.

    Example:
        >>> class Distance(nn.LossBase):
        ...     def construct(self, logits, labels):
        ...         return self.get_loss(ops.abs(logits - labels))
        >>> print(Distance()(Tensor([1.0, 2.0]), Tensor([1.0, 4.0])))
        1.0
    """

    def __init__(self, reduction="mean"):
        super().__init__()
        if reduction not in ("mean", "sum", "none"):
            raise ValueError(
                f"For '{self.cls_name}', the 'reduction' must be in ['mean', 'sum', 'none'], "
                f"but got {reduction}."
            )
        self.average = reduction != "sum"
        self.reduce = reduction != "none"
        self.reduce_mean = P.ReduceMean()
        self.reduce_sum = P.ReduceSum()
        self.mul = P.Mul()
        self.cast = P.Cast()

    def get_axis(self, x):
        """All axes."""
        return tuple(range(x.ndim))

    def get_loss(self, x, weights=1.0):
        """`x` times `weights`, reduced in float32."""
        kind = x.dtype
        if kind != mstype.float32:
            x = self.cast(x, mstype.float32)
        if not (isinstance(weights, (int, float)) and weights == 1.0):
            x = self.mul(self.cast(weights, mstype.float32), x)
        if self.reduce:
            reduction = self.reduce_mean if self.average else self.reduce_sum
            x = reduction(x, self.get_axis(x))
        return x if kind == mstype.float32 else self.cast(x, kind)

    def construct(self, logits, labels):
        """Defined by the subclasses."""
        raise NotImplementedError


class _Loss(LossBase):
    """Base of losses under the name of MindSpore 1.x; `LossBase` is the newer one.

    Args:
        reduction (str, default 'mean'): "none", "mean" or "sum".

    Inputs:
        logits (Tensor): what the network gives.
        labels (Tensor): what it should give.

    Outputs:
        Tensor: the loss.

    Raises:
        ValueError: `reduction` is another word.

    Example:
        >>> nn.loss.loss._Loss("sum").reduce
        True
    """

    def __init__(self, reduction="mean"):
        log.warning(
            "'_Loss' is deprecated from version 1.3 and will be removed in a future version, use "
            "'LossBase' instead."
        )
        super().__init__(reduction)
