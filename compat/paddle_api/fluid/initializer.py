"""Initial values of parameters, from the original's random streams."""

from __future__ import annotations

import math
import secrets

import numpy as np

from compat.core import minstd

from ._attributes import integer, number
from ._dtypes import CANONICAL, CPP, VarType
from ._errors import no_kernel
from ._varbase import VarBase, from_numpy
from .data_feeder import check_variable_and_dtype
from .static import Variable

__all__ = [
    "Constant",
    "Uniform",
    "Normal",
    "TruncatedNormal",
    "Xavier",
    "Bilinear",
    "MSRA",
    "ConstantInitializer",
    "UniformInitializer",
    "NormalInitializer",
    "TruncatedNormalInitializer",
    "XavierInitializer",
    "BilinearInitializer",
    "MSRAInitializer",
    "NumpyArrayInitializer",
]


class Initializer:
    """Base of the initialisers: called with a parameter, gives it its values."""

    def __init__(self):
        pass

    def __call__(self, param, block):
        raise NotImplementedError()

    def _compute_fans(self, var):
        shape = var.shape
        if not shape:
            return 1, 1
        if len(shape) == 1:
            return shape[0], shape[0]
        if len(shape) == 2:
            return shape[0], shape[1]
        receptive = np.prod(shape[2:])
        return shape[1] * receptive, shape[0] * receptive


def _seed_of(initializer, block):
    """The seed to draw with; like the original's, an initialiser keeps the program's seed once
    used."""
    if initializer._seed == 0:
        initializer._seed = block.program.random_seed
    return integer("seed", initializer._seed)


_DRAWN = {
    minstd.paddle_uniform: ("uniform_random", ("float16", "float32", "float64")),
    minstd.paddle_normal: ("gaussian_random", ("float16", "float32", "float64")),
    minstd.paddle_truncated_normal: ("truncated_gaussian_random", ("float16", "float32")),
}


def _draw(var, stream, seed, *parameters):
    """Fill `var` from a stream; float16 is drawn as float32, seed 0 stands for a new one each
    time."""
    if not isinstance(var, VarBase):
        return
    dtype = CANONICAL[var.dtype]
    kernel, known = _DRAWN[stream]
    if dtype not in known:
        raise no_kernel(kernel, CPP[dtype])
    drawn = "float64" if dtype == "float64" else "float32"
    count = int(np.prod(var.shape)) if var.shape else 1
    values = stream(seed or secrets.randbelow(2**31 - 2) + 1, count, *parameters, drawn)
    var._set(from_numpy(values.astype(dtype).reshape(var.shape)))


def _floats(**attributes):
    return [np.float32(number(name, value)) for name, value in attributes.items()]


def _check_float(var, op_name):
    check_variable_and_dtype(var, "Out", ["float16", "float32", "float64"], op_name)


class ConstantInitializer(Initializer):
    """Initializer: one value everywhere.

    Args:
        value (float, default 0.0): the value.
        force_cpu (bool, default False): no effect here.

    Example:
        >>> attr = fluid.ParamAttr(initializer=fluid.initializer.Constant(1.0))
        >>> dygraph.Linear(2, 3, param_attr=attr).weight.shape
        [2, 3]
    """

    def __init__(self, value=0.0, force_cpu=False):
        assert value is not None
        super().__init__()
        self._value = value
        # There is one copy of a constant only, so where it is made has no effect.
        self._force_cpu = force_cpu

    def __call__(self, var, block):
        value = float(self._value)
        if isinstance(var, VarBase):
            if CANONICAL[var.dtype] in ("int8", "uint8", "int16"):
                raise no_kernel("fill_constant", CPP[CANONICAL[var.dtype]])
            var._set(from_numpy(np.full(var.shape, np.float32(value)).astype(CANONICAL[var.dtype])))


class UniformInitializer(Initializer):
    """Initializer: uniform numbers in [low, high).

    Args:
        low (float, default -1.0): lower bound.
        high (float, default 1.0): upper bound.
        seed (int, default 0): 0 takes the program's.
        diag_num (int, default 0): elements of the diagonal that are set.
        diag_step (int, default 0): distance of these.
        diag_val (float, default 1.0): their value.

    Example:
        >>> attr = fluid.ParamAttr(initializer=fluid.initializer.Uniform(-0.1, 0.1))
        >>> dygraph.Linear(2, 3, param_attr=attr).weight.shape
        [2, 3]
    """

    def __init__(self, low=-1.0, high=1.0, seed=0, diag_num=0, diag_step=0, diag_val=1.0):
        assert low is not None
        assert high is not None
        assert high >= low
        assert seed is not None
        assert diag_num is not None
        assert diag_step is not None
        assert diag_val is not None
        if diag_num > 0 or diag_step > 0:
            assert diag_num > 0
            assert diag_step > 0
        super().__init__()
        self._low, self._high, self._seed = low, high, seed
        self._diag_num, self._diag_step, self._diag_val = diag_num, diag_step, diag_val

    def __call__(self, var, block):
        _check_float(var, "uniform_random")
        seed = _seed_of(self, block)
        _draw(var, minstd.paddle_uniform, seed, *_floats(min=self._low, max=self._high))
        if self._diag_num > 0 and isinstance(var, VarBase):
            self._set_diagonal(var)

    def _set_diagonal(self, var):
        values = var.numpy().reshape(-1)
        for i in range(self._diag_num):
            values[i * self._diag_step + i] = self._diag_val
        var._set(from_numpy(values.reshape(var.shape)))


class NormalInitializer(Initializer):
    """Initializer: normal numbers.

    Args:
        loc (float, default 0.0): the mean.
        scale (float, default 1.0): standard deviation.
        seed (int, default 0): 0 takes the program's.

    Example:
        >>> attr = fluid.ParamAttr(initializer=fluid.initializer.Normal(0.0, 0.1))
        >>> dygraph.Linear(2, 3, param_attr=attr).weight.shape
        [2, 3]
    """

    def __init__(self, loc=0.0, scale=1.0, seed=0):
        assert loc is not None
        assert scale is not None
        assert seed is not None
        super().__init__()
        self._mean, self._std_dev, self._seed = loc, scale, seed

    def __call__(self, var, block):
        _check_float(var, "guassian_random")
        seed = _seed_of(self, block)
        _draw(var, minstd.paddle_normal, seed, *_floats(mean=self._mean, std=self._std_dev))


class TruncatedNormalInitializer(Initializer):
    """Initializer: normal numbers, those beyond two standard deviations drawn anew.

    Args:
        loc (float, default 0.0): the mean.
        scale (float, default 1.0): standard deviation.
        seed (int, default 0): 0 takes the program's.

    Example:
        >>> attr = fluid.ParamAttr(initializer=fluid.initializer.TruncatedNormal(0.0, 0.1))
        >>> dygraph.Linear(2, 3, param_attr=attr).weight.shape
        [2, 3]
    """

    def __init__(self, loc=0.0, scale=1.0, seed=0):
        assert loc is not None
        assert scale is not None
        assert seed is not None
        super().__init__()
        self._mean, self._std_dev, self._seed = loc, scale, seed

    def __call__(self, var, block):
        seed = _seed_of(self, block)
        parameters = _floats(mean=self._mean, std=self._std_dev)
        _draw(var, minstd.paddle_truncated_normal, seed, *parameters)


class XavierInitializer(Initializer):
    """Initializer: numbers that keep the variance of activations and gradients (Glorot and Bengio,
    2010).

    Args:
        uniform (bool, default True): uniform numbers, otherwise normal ones.
        fan_in (int, float or None, default None): inputs of a unit; None follows from the shape.
        fan_out (int, float or None, default None): outputs of a unit; None follows from the shape.
        seed (int, default 0): 0 takes the program's.

    Example:
        >>> attr = fluid.ParamAttr(initializer=fluid.initializer.Xavier())
        >>> dygraph.Linear(2, 3, param_attr=attr).weight.shape
        [2, 3]
    """

    def __init__(self, uniform=True, fan_in=None, fan_out=None, seed=0):
        assert uniform is not None
        assert seed is not None
        super().__init__()
        self._uniform, self._fan_in, self._fan_out, self._seed = uniform, fan_in, fan_out, seed

    def __call__(self, var, block):
        _check_float(var, "xavier_init")
        f_in, f_out = self._compute_fans(var)
        fan_in = f_in if self._fan_in is None else self._fan_in
        fan_out = f_out if self._fan_out is None else self._fan_out
        _fan_draw(self, var, block, float(fan_in + fan_out))


class MSRAInitializer(Initializer):
    """Initializer: numbers that keep the variance behind ReLU (He et al., arXiv:1502.01852).

    Args:
        uniform (bool, default True): uniform numbers, otherwise normal ones.
        fan_in (int, float or None, default None): inputs of a unit; None follows from the shape.
        seed (int, default 0): 0 takes the program's.

    Example:
        >>> attr = fluid.ParamAttr(initializer=fluid.initializer.MSRA())
        >>> dygraph.Linear(2, 3, param_attr=attr).weight.shape
        [2, 3]
    """

    def __init__(self, uniform=True, fan_in=None, seed=0):
        assert uniform is not None
        assert seed is not None
        super().__init__()
        self._uniform, self._fan_in, self._seed = uniform, fan_in, seed

    def __call__(self, var, block):
        f_in, _ = self._compute_fans(var)
        fan_in = f_in if self._fan_in is None else self._fan_in
        _fan_draw(self, var, block, float(fan_in))


def _fan_draw(initializer, var, block, fan):
    seed = _seed_of(initializer, block)
    if initializer._uniform:
        limit = np.float32(math.sqrt(6.0 / fan))
        _draw(var, minstd.paddle_uniform, seed, -limit, limit)
    else:
        _draw(var, minstd.paddle_normal, seed, 0.0, np.float32(math.sqrt(2.0 / fan)))


class BilinearInitializer(Initializer):
    """Weights of a transposed convolution that interpolates."""

    def __call__(self, var, block):
        if not isinstance(var, Variable):
            raise ValueError("var must be Variable.")
        shape = tuple(var.shape)
        if len(shape) != 4:
            raise ValueError("the length of shape must be 4.")
        if shape[2] != shape[3]:
            raise ValueError("shape[2] must be equal to shape[3].")
        if var.dtype not in (VarType.FP32, VarType.FP16):
            # The original means to say "Unsupported dtype" and fails in doing so.
            raise AttributeError("'builtin_function_or_method' object has no attribute 'dtype'")
        size = shape[3]
        f = np.ceil(size / 2.0)
        c = (2 * f - 1 - f % 2) / (2.0 * f)
        flat = np.arange(int(np.prod(shape)))
        x, y = flat % size, flat / size % size
        weight = (1 - abs(x / f - c)) * (1 - abs(y / f - c))
        if isinstance(var, VarBase):
            var._set(from_numpy(weight.astype(CANONICAL[var.dtype]).reshape(shape)))


class NumpyArrayInitializer(Initializer):
    """Initializer: the values of a NumPy array.

    Args:
        value (numpy.ndarray): the values, of the parameter's shape.

    Raises:
        AssertionError: it is no array.

    Example:
        >>> values = fluid.initializer.NumpyArrayInitializer(np.ones((2, 3), "float32"))
        >>> attr = fluid.ParamAttr(initializer=values)
        >>> print(dygraph.Linear(2, 3, param_attr=attr).weight.numpy())
        [[1. 1. 1.]
         [1. 1. 1.]]
    """

    def __init__(self, value):
        assert isinstance(value, np.ndarray)
        super().__init__()
        self._value = value

    def __call__(self, var, block):
        if self._value.size > 1024 * 1024 * 1024:
            raise ValueError(
                "The size of input is too big. Please consider saving it to file and "
                "'load_op' to load it"
            )
        if var.dtype not in (VarType.FP32, VarType.FP16, VarType.INT32):
            raise ValueError("Unsupported dtype %s", self._value.dtype)
        if isinstance(var, VarBase):
            var._set(from_numpy(np.array(self._value.astype(CANONICAL[var.dtype]))))


Constant = ConstantInitializer
Uniform = UniformInitializer
Normal = NormalInitializer
TruncatedNormal = TruncatedNormalInitializer
Xavier = XavierInitializer
MSRA = MSRAInitializer
Bilinear = BilinearInitializer


def force_init_on_cpu():
    """False: initial values are made on the host anyway."""
    return False
