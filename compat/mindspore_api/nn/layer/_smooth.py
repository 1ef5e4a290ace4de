"""Activations without corners."""

from __future__ import annotations

from ... import _checkparam as validator
from ... import ops
from ...ops import operations as P
from ..cell import Cell


class CELU(Cell):
    """`max(0, x) + min(0, alpha * (exp(x / alpha) - 1))`."""

    def __init__(self, alpha=1.0):
        super().__init__()
        self.celu = P.CeLU(alpha=alpha)

    def construct(self, x):
        """Elementwise."""
        return self.celu(x)


class ELU(Cell):
    """Cell: `x` above 0, `alpha * (exp(x) - 1)` below (Clevert et al., arXiv:1511.07289).

    Args:
        alpha (float, default 1.0): only 1.0 is possible in MindSpore.

    Inputs:
        x (Tensor): floats, any shape.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: the input is not a Tensor of floats.

    Example:
        >>> print(nn.ELU()(Tensor([-1.0, 0.0, 2.0])))
        [-0.63212055  0.          2.        ]
    """

    def __init__(self, alpha=1.0):
        super().__init__()
        self.elu = P.Elu(alpha)

    def construct(self, x):
        """Elementwise."""
        return self.elu(x)


class SeLU(Cell):
    """Scaled ELU."""

    def __init__(self):
        super().__init__()
        self.selu = P.SeLU()

    def construct(self, input_x):
        """Elementwise."""
        return self.selu(input_x)


class SiLU(Cell):
    """`x * sigmoid(x)`."""

    def __init__(self):
        super().__init__()

    def construct(self, x):
        """Elementwise."""
        return ops.silu(x)


class Tanh(Cell):
    """Cell: hyperbolic tangent of every element.

    Inputs:
        x (Tensor): floats, any shape.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: the input is not a Tensor of floats.

    Example:
        >>> print(nn.Tanh()(Tensor([-1.0, 0.0, 2.0])))
        [-0.7615942  0.         0.9640276]
    """

    def __init__(self):
        super().__init__()
        self.tanh = P.Tanh()

    def construct(self, x):
        """Elementwise."""
        return self.tanh(x)


class Tanhshrink(Cell):
    """`x - tanh(x)`."""

    def __init__(self):
        super().__init__()

    def construct(self, x):
        """Elementwise."""
        return ops.tanhshrink(x)


class GELU(Cell):
    """Cell: Gaussian error linear unit of every element (Hendrycks and Gimpel, arXiv:1606.08415).

    Args:
        approximate (bool, default True): by tanh, otherwise by the error function.

    Inputs:
        x (Tensor): floats, any shape.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: the input is not a Tensor of floats, or `approximate` no bool.

    Example:
        >>> print(nn.GELU()(Tensor([-1.0, 0.0, 2.0])))
        [-0.158808   0.         1.9545977]
        >>> print(nn.GELU(approximate=False)(Tensor([-1.0, 0.0, 2.0])))
        [-0.15865526  0.          1.9544997 ]
    """

    def __init__(self, approximate=True):
        super().__init__()
        validator.check_bool(approximate, "approximate", self.cls_name)
        self.approximate = approximate
        if approximate:
            self.gelu = P.GeLU()
        else:
            self.erf = P.Erf()

    def construct(self, x):
        """Elementwise."""
        if self.approximate:
            return self.gelu(x)
        return x * 0.5 * (self.erf(x / 2.0**0.5) + 1.0)


class FastGelu(Cell):
    """A cheaper approximation of GELU."""

    def __init__(self):
        super().__init__()
        self.fast_gelu = P.FastGeLU()

    def construct(self, x):
        """Elementwise."""
        return self.fast_gelu(x)


class Sigmoid(Cell):
    """Cell: `1 / (1 + exp(-x))` of every element.

    Inputs:
        x (Tensor): floats, any shape.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: the input is not a Tensor of floats.

    Example:
        >>> print(nn.Sigmoid()(Tensor([-1.0, 0.0, 2.0])))
        [0.2689414 0.5       0.880797 ]
    """

    def __init__(self):
        super().__init__()
        self.sigmoid = P.Sigmoid()

    def construct(self, x):
        """Elementwise."""
        return self.sigmoid(x)


class Softsign(Cell):
    """`x / (1 + abs(x))`."""

    def __init__(self):
        super().__init__()
        self.softsign = P.Softsign()

    def construct(self, x):
        """Elementwise."""
        return self.softsign(x)


class LogSigmoid(Cell):
    """Logarithm of the sigmoid, by the formula of the original (which overflows below -88)."""

    def __init__(self):
        super().__init__()
        self.mul = P.Mul()
        self.exp = P.Exp()
        self.add = P.Add()
        self.rec = P.Reciprocal()
        self.log = P.Log()

    def construct(self, input_x):
        """Elementwise."""
        return self.log(self.rec(self.add(self.exp(self.mul(input_x, -1)), 1)))


class Mish(Cell):
    """`x * tanh(softplus(x))`."""

    def __init__(self):
        super().__init__()
        self.mish = P.Mish()

    def construct(self, input_x):
        """Elementwise."""
        return self.mish(input_x)


class GLU(Cell):
    """First half times the sigmoid of the second."""

    def __init__(self, axis=-1):
        super().__init__()
        self.dim = axis
        self.spilt = P.Split(axis=axis, output_num=2)
        self.sigmoid = P.Sigmoid()

    def construct(self, x):
        """Halves along `axis`."""
        x1, x2 = self.spilt(x)
        return x1 * self.sigmoid(x2)
