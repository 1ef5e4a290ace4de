"""Activation layers."""

from __future__ import annotations

import numpy as np

from ... import _checkparam as validator
from ... import ops
from ..._publish import publish
from ...common import dtype as mstype
from ...common.parameter import Parameter
from ...common.tensor import Tensor
from ...ops import operations as P
from ..cell import Cell
from ._smooth import (
    CELU,
    ELU,
    GELU,
    GLU,
    FastGelu,
    LogSigmoid,
    Mish,
    SeLU,
    Sigmoid,
    SiLU,
    Softsign,
    Tanh,
    Tanhshrink,
)

__all__ = [
    "Softmin", "Softmax", "Softmax2d", "LogSoftmax", "ReLU", "ReLU6", "RReLU", "SeLU", "SiLU",
    "Tanh", "Tanhshrink", "Hardtanh", "GELU", "FastGelu", "Sigmoid", "Softsign", "PReLU",
    "get_activation", "LeakyReLU", "HSigmoid", "HSwish", "ELU", "LogSigmoid", "LRN", "SoftShrink",
    "HShrink", "CELU", "Threshold", "Mish", "GLU",
]  # fmt: skip


class Softmin(Cell):
    """Softmax of `-x`."""

    def __init__(self, axis=-1):
        super().__init__()
        self.axis = axis

    def construct(self, x):
        """Along `axis`."""
        return ops.softmin(x, self.axis)


class Softmax2d(Cell):
    """Softmax over the channels of images."""

    def __init__(self):
        super().__init__()
        self.softmax = P.Softmax(axis=-3)
        self.shape = P.Shape()

    def construct(self, x):
        """Along the third axis from the end."""
        rank = len(self.shape(x))
        if rank not in (3, 4):
            raise ValueError(
                f"For '{self.cls_name}', the in_shape must have 3 or 4 dims, but got {rank}."
            )
        return self.softmax(x)


class Softmax(Cell):
    """Cell: `exp(x) / sum(exp(x))` along an axis, computed without overflow.

    Args:
        axis (int or tuple of one int, default -1): the axis.

    Inputs:
        x (Tensor): floats, any shape.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: `axis` is not an int, or the input has another dtype.
        ValueError: `axis` is out of range.

    Example:
        >>> print(nn.Softmax()(Tensor([0.0, 0.0])))
        [0.5 0.5]
    """

    def __init__(self, axis=-1):
        super().__init__()
        self.softmax = P.Softmax(axis)

    def construct(self, x):
        """Along `axis`."""
        return self.softmax(x)


class LogSoftmax(Cell):
    """Cell: logarithm of the softmax along an axis, computed without overflow.

    Args:
        axis (int or tuple of one int, default -1): the axis.

    Inputs:
        x (Tensor): floats, any shape but a scalar.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: `axis` is not an int, or the input has another dtype.
        ValueError: `axis` is out of range.

    Example:
        >>> print(nn.LogSoftmax()(Tensor([0.0, 0.0])))
        [-0.6931472 -0.6931472]
    """

    def __init__(self, axis=-1):
        super().__init__()
        self.log_softmax = P.LogSoftmax(axis)

    def construct(self, x):
        """Along `axis`."""
        return self.log_softmax(x)


class ReLU(Cell):
    """Cell: `max(x, 0)` of every element.

    Inputs:
        x (Tensor): floats, any shape.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: the input is not a Tensor of floats.

    Example:
        >>> print(nn.ReLU()(Tensor([-1.0, 2.0])))
        [0. 2.]
    """

    def __init__(self):
        super().__init__()
        self.relu = P.ReLU()

    def construct(self, x):
        """Elementwise."""
        return self.relu(x)


class ReLU6(Cell):
    """Cell: `min(max(x, 0), 6)` of every element.

    Inputs:
        x (Tensor): floats, any shape.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: the input is not a Tensor of floats.

    Example:
        >>> print(nn.ReLU6()(Tensor([-1.0, 2.0, 8.0])))
        [0. 2. 6.]
    """

    def __init__(self):
        super().__init__()
        self.relu6 = P.ReLU6()

    def construct(self, x):
        """Elementwise."""
        return self.relu6(x)


class LeakyReLU(Cell):
    """Cell: `x` above 0, `alpha * x` below.

    Args:
        alpha (int or float, default 0.2): slope below 0.

    Inputs:
        x (Tensor): floats, any shape.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: the input is not a Tensor of floats, or `alpha` no number.

    Example:
        >>> print(nn.LeakyReLU()(Tensor([-1.0, 2.0])))
        [-0.2  2. ]
    """

    def __init__(self, alpha=0.2):
        super().__init__()
        validator.check_value_type("alpha", alpha, [float, int], self.cls_name)
        self.greater_equal = P.GreaterEqual()
        self.mul = P.Mul()
        self.alpha = alpha
        self.select_op = P.Minimum() if alpha > 1 else P.Maximum()

    def construct(self, x):
        """Elementwise; the gradient at 0 is shared, as in the original."""
        if x.dtype in mstype.float_type:
            return ops.leaky_relu(x, self.alpha)
        slope = Tensor(self.alpha, mstype.float32).astype(x.dtype)  # cut to an integer
        return self.select_op(self.mul(slope, x), x)


class RReLU(Cell):
    """Leaky ReLU with slopes drawn between `lower` and `upper`."""

    def __init__(self, lower=1 / 8, upper=1 / 3):
        super().__init__()
        validator.check_value_type("upper", upper, [float, int], self.cls_name)
        validator.check_value_type("lower", lower, [float, int], self.cls_name)
        if lower > upper:
            raise ValueError(
                f"For {self.cls_name}, the value of 'upper' must be greater than or equal to "
                f"'lower', but got upper: {upper}, lower: {lower}. "
            )
        self.lower = Tensor(lower, dtype=mstype.float32)
        self.upper = Tensor(upper, dtype=mstype.float32)
        self.sign = P.Sign()

    def construct(self, x):
        """Slopes are drawn in every call."""
        if not isinstance(x, Tensor):
            raise TypeError(f"For 'rrelu', the input must be a Tensor, but got {type(x)}.")
        sign = self.sign(x)
        slopes = ops.uniform(x.shape, self.lower, self.upper).astype(x.dtype)
        return (sign.clip(0, None) - sign.clip(None, 0) * slopes) * x


class Hardtanh(Cell):
    """`x` between two bounds."""

    def __init__(self, min_val=-1.0, max_val=1.0):
        super().__init__()
        self.min_val = min_val
        self.max_val = max_val
        if min_val >= max_val:
            raise ValueError(
                f"For Hardtanh, min_val should be less than max_val,but got {min_val} and {max_val}"
            )

    def construct(self, x):
        """Elementwise."""
        return ops.hardtanh(x, self.min_val, self.max_val)


class PReLU(Cell):
    """Cell: `x` above 0, a learned slope times `x` below (He et al., arXiv:1502.01852).

    Args:
        channel (int, default 1): number of slopes: 1, or that of the channels (axis 1).
        w (float, list or Tensor, default 0.25): initial slopes.

    Inputs:
        x (Tensor): floats, any shape.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: the input is not a Tensor of floats, or an argument of another kind.

    Example:
        >>> print(nn.PReLU()(Tensor([[-1.0, 2.0]])))
        [[-0.25  2.  ]]
    """

    def __init__(self, channel=1, w=0.25):
        super().__init__()
        validator.check_positive_int(channel, "channel", self.cls_name)
        self.w = Parameter(self._slopes(channel, w), name="a")
        self.prelu = P.PReLU()

    def _slopes(self, channel, w):
        if isinstance(w, (float, np.float32)):
            return Tensor(np.full((channel,), w, np.float32))
        if isinstance(w, list):
            return self._listed(channel, w)
        if isinstance(w, Tensor):
            return self._checked(channel, w)
        raise TypeError(
            f"For '{self.cls_name}', the 'w' only supported float, list and tensor, "
            f"but got {type(w).__name__}."
        )

    def _listed(self, channel, w):
        if len(w) != channel:
            raise ValueError(
                f"For '{self.cls_name}', the length of 'w' must be equal to the 'channel' when the "
                f"'w' is a list, but got the length of 'w': {len(w)}, the 'channel': {channel}."
            )
        for item in w:
            if not isinstance(item, (float, np.float32)):
                raise ValueError(
                    f"For '{self.cls_name}', all elements in 'w' must be float when the 'w' is a "
                    f"list, but got {item}."
                )
        return Tensor(w, dtype=mstype.float32)

    def _checked(self, channel, w):
        if w.dtype not in (mstype.float16, mstype.float32):
            raise ValueError(
                f"For '{self.cls_name}', the dtype of 'w' must be float16 or float32 when the 'w' "
                f"is a tensor, but got {w.dtype}."
            )
        if len(w.shape) != 1 or w.shape[0] != channel:
            raise ValueError(
                f"For '{self.cls_name}', the dimension of 'w' must be 1, and the elements number "
                "should be equal to the 'channel' when the 'w' is a tensor, but got 'w' shape "
                f"{w.shape}, the 'channel' {channel}."
            )
        return w

    def construct(self, x):
        """Channels are axis 1."""
        return self.prelu(x, self.w.astype(x.dtype))


class HSwish(Cell):
    """Cell: `x * relu6(x + 3) / 6` of every element (Howard et al., arXiv:1905.02244).

    Inputs:
        x (Tensor): floats, any shape.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: the input is not a Tensor of floats.

    Example:
        >>> print(nn.HSwish()(Tensor([-4.0, 1.0, 4.0])))
        [0.        0.6666667 4.       ]
    """

    def __init__(self):
        super().__init__()
        self.hswish = P.HSwish()

    def construct(self, x):
        """Elementwise."""
        return self.hswish(x)


class HSigmoid(Cell):
    """`relu6(x + 3) / 6`."""

    def __init__(self):
        super().__init__()
        self.hsigmoid = P.HSigmoid()

    def construct(self, input_x):
        """Elementwise."""
        return self.hsigmoid(input_x)


class LRN(Cell):
    """Local response normalisation."""

    def __init__(
        self, depth_radius=5, bias=1.0, alpha=1.0, beta=0.5, norm_region="ACROSS_CHANNELS"
    ):
        super().__init__()
        self.lrn_op = P.LRN(depth_radius, bias, alpha, beta, norm_region)

    def construct(self, input_x):
        """Over neighbouring channels."""
        return self.lrn_op(input_x)


class SoftShrink(Cell):
    """Moves `x` by `lambd` towards 0."""

    def __init__(self, lambd=0.5):
        super().__init__()
        self.softshrink = P.SoftShrink(lambd)

    def construct(self, input_x):
        """Elementwise."""
        return self.softshrink(input_x)


class HShrink(Cell):
    """0 within `lambd` of 0."""

    def __init__(self, lambd=0.5):
        super().__init__()
        self.hshrink = P.HShrink(lambd)

    def construct(self, input_x):
        """Elementwise."""
        return self.hshrink(input_x)


class Threshold(Cell):
    """`x` above a threshold, else a value."""

    def __init__(self, threshold, value):
        super().__init__()
        self.threshold = threshold
        self.value = value

    def construct(self, input_x):
        """Elementwise."""
        return ops.threshold(input_x, self.threshold, self.value)


_activation = {
    "softmin": Softmin,
    "softmax": Softmax,
    "softmax2d": Softmax2d,
    "logsoftmax": LogSoftmax,
    "relu": ReLU,
    "relu6": ReLU6,
    "rrelu": RReLU,
    "silu": SiLU,
    "tanh": Tanh,
    "tanhshrink": Tanhshrink,
    "hardtanh": Hardtanh,
    "gelu": GELU,
    "fast_gelu": FastGelu,
    "elu": ELU,
    "sigmoid": Sigmoid,
    "softsign": Softsign,
    "prelu": PReLU,
    "leakyrelu": LeakyReLU,
    "hswish": HSwish,
    "hsigmoid": HSigmoid,
    "logsigmoid": LogSigmoid,
    "softshrink": SoftShrink,
    "hshrink": HShrink,
    "threshold": Threshold,
    "mish": Mish,
}


def get_activation(name, prim_name=None):
    """The activation cell of a name.

    Args:
        name (str or None): "relu", "relu6", "sigmoid", "softmax", "logsoftmax", "tanh", "gelu",
            "elu", "leakyrelu", "prelu", "hswish", "hsigmoid" and others; None gives None.
        prim_name (str or None, default None): who asks, for texts of errors.

    Returns:
        Cell or None.

    Raises:
        KeyError: there is no activation of that name.

    Example:
        >>> nn.get_activation("relu")
        ReLU<>
    """
    if name is None:
        return None
    if name not in _activation:
        start = f"For '{prim_name}', the" if prim_name else "The"
        raise KeyError(f"{start} 'name' must be in {list(_activation)}, but got {name}.")
    return _activation[name]()


publish(globals())
