"""Dropout."""

from __future__ import annotations

from ... import _checkparam as validator
from ... import log as logger
from ... import ops
from ...common import dtype as mstype
from ...common.seed import get_seed
from ...ops import operations as P
from ..cell import Cell

_DEPRECATED_KEEP_PROB = (
    "For Dropout, this parameter `keep_prob` will be deprecated, please use `p` instead."
)


class Dropout(Cell):
    """Cell: zeroes elements at random while training and divides the others by the probability of
    keeping them.

    Args:
        keep_prob (float, default 0.5): probability of keeping an element, in (0, 1]; for programs
            written for 1.x.
        p (float, int or None, default None): probability of zeroing, in [0, 1); takes the place of
            `keep_prob` when given.
        dtype (dtype, default mindspore.float32): no effect here.

    Inputs:
        x (Tensor): float16 or float32, any shape.

    Outputs:
        Tensor of the same shape and dtype; without training the input itself.

    Raises:
        TypeError: `keep_prob` or `p` is of another kind.
        ValueError: the probability is out of range.

    Example:
        >>> net = nn.Dropout(p=0.5)
        >>> print(net(Tensor([1.0, 2.0])))
        [1. 2.]
        >>> net.set_train()(ops.ones((2, 3), ms.float32)).shape
        (2, 3)
    """

    def __init__(self, keep_prob=0.5, p=None, dtype=mstype.float32):
        super().__init__()
        if dtype != mstype.float32:
            logger.warning(
                "This parameter `dtype` will be deleted or invisible in the future. "
                "Please don't use it."
            )
        if p is None:
            logger.warning(_DEPRECATED_KEEP_PROB)
            validator.check_value_type("keep_prob", keep_prob, [float], self.cls_name)
            if keep_prob <= 0 or keep_prob > 1:
                raise ValueError(
                    f"For '{self.cls_name}', the 'keep_prob' must be a number in range (0, 1], "
                    f"but got {keep_prob}."
                )
            self.dropout = P.Dropout(keep_prob, get_seed() or 0)
        else:
            validator.check_value_type("p", p, [float, int], self.cls_name)
            if p < 0 or p >= 1:
                raise ValueError(
                    f"For '{self.cls_name}', the 'p' must be a number in range [0, 1), but got {p}."
                )
            self.dropout = P.Dropout(1.0 - p, get_seed() or 0)
        self.p = p
        self.keep_prob = keep_prob

    def construct(self, x):
        """The input itself unless training."""
        if not self.training or self.keep_prob == 1 or self.p == 0:
            return x
        return self.dropout(x)[0]

    def extend_repr(self):
        """The rate as it was given."""
        if self.p is None:
            logger.warning(_DEPRECATED_KEEP_PROB)
            return f"keep_prob={self.keep_prob}"
        return f"p={self.p}"


def _check_rate(p, name):
    validator.check_value_type("p", p, [float], name)
    if p < 0 or p > 1:
        raise ValueError(f"For '{name}', the 'p' must be a number in range [0, 1], but got {p}.")


class Dropout1d(Cell):
    """Zeroes whole channels of sequences."""

    def __init__(self, p=0.5):
        super().__init__()
        _check_rate(p, self.cls_name)
        self.prob = p

    def construct(self, x):
        """The input itself unless training."""
        if not self.training or self.prob == 0:
            return x
        return ops.dropout1d(x, self.prob)


class Dropout2d(Cell):
    """Zeroes whole channels of images."""

    def __init__(self, p=0.5):
        super().__init__()
        _check_rate(p, self.cls_name)
        self.keep_prob = 1.0 - p
        self.dropout2d = P.Dropout2D(self.keep_prob)

    def construct(self, x):
        """The input itself unless training."""
        if not self.training or self.keep_prob == 1:
            return x
        return self.dropout2d(x)[0]

    def extend_repr(self):
        """The original shows the keeping probability under the name `p`."""
        return f"p={self.keep_prob}"


class Dropout3d(Cell):
    """Zeroes whole channels of volumes."""

    def __init__(self, p=0.5):
        super().__init__()
        _check_rate(p, self.cls_name)
        self.keep_prob = 1.0 - p
        self.dropout3d = P.Dropout3D(self.keep_prob)

    def construct(self, x):
        """The input itself unless training."""
        if not self.training or self.keep_prob == 1:
            return x
        return self.dropout3d(x)[0]

    def extend_repr(self):
        """The original shows the keeping probability under the name `p`."""
        return f"p={self.keep_prob}"
