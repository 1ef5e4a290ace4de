"""Initial values of parameters. Draws are MindSpore's, bit for bit, for the same seeds.

An initialiser fills a NumPy array, which is what classes derived from `Initializer` expect.
"""

import math
import numbers

import numpy as np

from compat.core import rng

from . import dtype as mstype
from ._initial_scale import (
    _calculate_correct_fan,
    _calculate_fan_in_and_fan_out,
    _calculate_gain,
)
from .seed import _get_graph_seed, get_seed
from .tensor import Tensor

__all__ = [
    "Initializer",
    "initializer",
    "TruncatedNormal",
    "Normal",
    "Uniform",
    "HeUniform",
    "HeNormal",
    "XavierUniform",
    "XavierNormal",
    "One",
    "Zero",
    "Constant",
    "Identity",
    "Sparse",
    "Dirac",
    "Orthogonal",
    "VarianceScaling",
]

_INITIALIZER_ALIAS = {}


class Initializer:
    """Base of the initializers; draws into an array.

    Args:
        **kwargs (any): settings, which are kept.

    Raises:
        NotImplementedError: `_initialize` is not written.

    Example:
        >>> from mindspore.common.initializer import Initializer, Zero
        >>> isinstance(Zero(), Initializer)
        True
    """

    def __init__(self, **kwargs):
        self._kwargs = kwargs
        self._seed = None

    @property
    def seed(self):
        """A pair of seeds, for initialisers that draw with operators."""
        if self._seed is None:
            return _get_graph_seed(get_seed(), "init")
        return self._seed + 1, 0

    @seed.setter
    def seed(self, value):
        self._seed = value

    def _initialize(self, *kwargs):
        raise NotImplementedError("Must be overridden!")

    def __call__(self, arr):
        return self._initialize(arr)


def _register(*aliases):
    """Decorator: the class is known by its name in lower case and by the aliases."""

    def note(cls):
        for name in (cls.__name__.lower(), *aliases):
            _INITIALIZER_ALIAS.setdefault(name, cls)
        return cls

    return note


def _assignment(arr, num):
    """Writes a number or an array into an array.

    Args:
        arr (numpy.ndarray): is changed.
        num (number or numpy.ndarray): the values.

    Returns:
        numpy.ndarray: `arr`.

    Raises:
        ValueError: the shapes differ.

    Example:
        >>> from mindspore.common.initializer import _assignment
        >>> _assignment(np.zeros(2), 1.0)
        array([1., 1.])
    """
    arr[...] = num
    return arr


def _numpy_seed():
    """The seed of the next draw, taken from NumPy's global generator."""
    return int(np.random.randint(low=1, high=1 << 63, dtype=np.int64))


def _check_sigma(sigma):
    if sigma < 0:
        raise ValueError("sigma < 0")


def _init_random_normal(mean, sigma, shape):
    _check_sigma(sigma)
    return rng.mindspore_normal(_numpy_seed(), shape, mean, sigma)


def _init_random_uniform(a, b, shape):
    return rng.mindspore_uniform(_numpy_seed(), shape, a, b)


def _init_truncated_normal(a, b, mean, sigma, shape):
    _check_sigma(sigma)
    return rng.mindspore_truncated_normal(_numpy_seed(), shape, a, b, mean, sigma)


def _check_rank(name, arr, rank):
    if arr.ndim != rank:
        raise ValueError(
            f"For {name} initializer, the dimension of the initialized tensor should be {rank}, "
            f"but got {arr.ndim}."
        )


@_register("zeros")
class Zero(Initializer):
    """Initializer: zeros.

    Args:
        **kwargs (any): settings, which are kept.

    Example:
        >>> from mindspore.common.initializer import initializer, Zero
        >>> print(initializer(Zero(), [2], ms.float32).init_data())
        [0. 0.]
    """

    def _initialize(self, arr):
        arr.fill(0)


@_register("ones")
class One(Initializer):
    """Initializer: ones.

    Args:
        **kwargs (any): settings, which are kept.

    Example:
        >>> from mindspore.common.initializer import initializer, One
        >>> print(initializer(One(), [2], ms.float32).init_data())
        [1. 1.]
    """

    def _initialize(self, arr):
        arr.fill(1)


class Constant(Initializer):
    """Initializer: one number.

    Args:
        value (number): the number.

    Raises:
        TypeError: `value` is no number.

    Example:
        >>> from mindspore.common.initializer import initializer, Constant
        >>> print(initializer(Constant(3), [2], ms.float32).init_data())
        [3. 3.]
    """

    def __init__(self, value):
        super().__init__(value=value)
        self.value = value

    def _initialize(self, arr):
        arr.fill(self.value)


@_register("xavier_normal")
class XavierNormal(Initializer):
    """Normal with variance `gain ** 2 * 2 / (fan_in + fan_out)`."""

    def __init__(self, gain=1):
        super().__init__(gain=gain)
        self.gain = gain

    def _initialize(self, arr):
        fan_in, fan_out = _calculate_fan_in_and_fan_out(arr.shape)
        std = self.gain * math.sqrt(2.0 / float(fan_in + fan_out))
        _assignment(arr, _init_random_normal(0, std, arr.shape))


@_register("xavier_uniform")
class XavierUniform(Initializer):
    """Initializer: uniform numbers with variance gain ** 2 * 2 / (fan_in + fan_out) (Glorot and
    Bengio, 2010).

    Args:
        gain (float, default 1): a factor.

    Example:
        >>> from mindspore.common.initializer import initializer, XavierUniform
        >>> initializer(XavierUniform(), [2, 3], ms.float32).init_data().shape
        (2, 3)
    """

    def __init__(self, gain=1):
        super().__init__(gain=gain)
        self.gain = gain

    def _initialize(self, arr):
        fan_in, fan_out = _calculate_fan_in_and_fan_out(arr.shape)
        boundary = self.gain * math.sqrt(6.0 / (fan_in + fan_out))
        _assignment(arr, _init_random_uniform(-boundary, boundary, arr.shape))


class _He(Initializer):
    """Variance `gain ** 2 / fan`."""

    def __init__(self, negative_slope=0, mode="fan_in", nonlinearity="leaky_relu"):
        super().__init__(negative_slope=negative_slope, mode=mode, nonlinearity=nonlinearity)
        self.negative_slope = negative_slope
        self.mode = mode
        self.nonlinearity = nonlinearity

    def _deviation(self, arr):
        fan = _calculate_correct_fan(arr.shape, self.mode)
        return _calculate_gain(self.nonlinearity, self.negative_slope) / math.sqrt(fan)


@_register("he_uniform")
class HeUniform(_He):
    """Initializer: uniform numbers that keep the variance behind an activation (He et al.,
    arXiv:1502.01852).

    Args:
        negative_slope (int, float or bool, default 0): slope of the leaky ReLU behind.
        mode (str, default 'fan_in'): "fan_in" keeps the size of activations, "fan_out" that of
            gradients.
        nonlinearity (str, default 'leaky_relu'): the activation behind: "leaky_relu", "relu" or
            another name.

    Example:
        >>> from mindspore.common.initializer import initializer, HeUniform
        >>> initializer(HeUniform(), [2, 3], ms.float32).init_data().shape
        (2, 3)
    """

    def _initialize(self, arr):
        boundary = math.sqrt(3.0) * self._deviation(arr)
        _assignment(arr, _init_random_uniform(-boundary, boundary, arr.shape))


@_register("he_normal")
class HeNormal(_He):
    """Initializer: normal numbers that keep the variance behind an activation (He et al.,
    arXiv:1502.01852).

    Args:
        negative_slope (int, float or bool, default 0): slope of the leaky ReLU behind.
        mode (str, default 'fan_in'): "fan_in" keeps the size of activations, "fan_out" that of
            gradients.
        nonlinearity (str, default 'leaky_relu'): the activation behind: "leaky_relu", "relu" or
            another name.

    Example:
        >>> from mindspore.common.initializer import initializer, HeNormal
        >>> initializer(HeNormal(), [2, 3], ms.float32).init_data().shape
        (2, 3)
    """

    def _initialize(self, arr):
        _assignment(arr, _init_random_normal(0, self._deviation(arr), arr.shape))


@_register()
class Identity(Initializer):
    """Identity matrix."""

    def _initialize(self, arr):
        _check_rank("Identity", arr, 2)
        _assignment(arr, np.eye(*arr.shape))


@_register()
class Sparse(Initializer):
    """Normal, with a share of every column set to 0."""

    def __init__(self, sparsity, sigma=0.01):
        super().__init__()
        self.sparsity = sparsity
        self.sigma = sigma

    def _initialize(self, arr):
        _check_rank("Sparse", arr, 2)
        rows, columns = arr.shape
        zeros = math.ceil(self.sparsity * rows)
        data = _init_random_normal(0, self.sigma, arr.shape)
        for column in range(columns):
            data[np.random.permutation(list(range(rows)))[:zeros], column] = 0.0
        _assignment(arr, data)


@_register()
class Dirac(Initializer):
    """Convolution weights that hand their input on."""

    def __init__(self, groups=1):
        super().__init__()
        self.groups = groups

    def _initialize(self, arr):
        shape = arr.shape
        if len(shape) not in (3, 4, 5):
            raise ValueError(
                "For Dirac initializer, only support to initialize tensor with dimension of 3, 4 "
                f"or 5, but got {len(shape)}."
            )
        if shape[0] % self.groups != 0:
            raise ValueError(
                "For Dirac initializer, the first dimension ofthe initialized tensor must be "
                f"divisible by groups, but got first dimension{shape[0]}, groups{self.groups}."
            )
        per_group = shape[0] // self.groups
        centre = tuple(extent // 2 for extent in shape[2:])
        arr.fill(0)
        for group in range(self.groups):
            for channel in range(min(per_group, shape[1])):
                arr[(group * per_group + channel, channel, *centre)] = 1


@_register()
class Orthogonal(Initializer):
    """Orthogonal rows or columns."""

    def __init__(self, gain=1.0):
        super().__init__(gain=gain)
        self.gain = gain

    def _initialize(self, arr):
        if arr.ndim < 2:
            raise ValueError(
                "For Orthogonal initializer, the dimension of the initialized tensor should"
                f" be no less than 2, but got {arr.ndim}."
            )
        rows = arr.shape[0]
        data = _init_random_normal(0, 1, (rows, arr.size // rows))
        wide = rows < data.shape[1]
        q, r = np.linalg.qr(data.T if wide else data)
        q = q * np.sign(np.diag(r))
        _assignment(arr, ((q.T if wide else q) * self.gain).reshape(arr.shape))


@_register()
class VarianceScaling(Initializer):
    """Variance `scale / fan`.

    distribution="truncated_normal" draws uniformly, as in MindSpore, which misses that name.
    """

    def __init__(self, scale=1.0, mode="fan_in", distribution="truncated_normal"):
        super().__init__(scale=scale, mode=mode, distribution=distribution)
        head = "For VarianceScaling initializer, the argument"
        if scale <= 0.0:
            raise ValueError(f"{head} 'scale' must be greater than 0, but got {scale}.")
        if mode not in ("fan_in", "fan_out", "fan_avg"):
            raise ValueError(f"{head} 'mode' must be fan_in, fan_out or fan_avg, but got {mode}.")
        if distribution not in ("uniform", "truncated_normal", "untruncated_normal"):
            raise ValueError(
                f"{head} 'distribution' must be uniform, "
                f"truncated_norm or untruncated_norm, but got {distribution}."
            )
        self.scale = scale
        self.mode = mode
        self.distribution = distribution

    def _initialize(self, arr):
        fan_in, fan_out = _calculate_fan_in_and_fan_out(arr.shape)
        fans = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2.0}
        variance = self.scale / max(1.0, fans[self.mode])
        if self.distribution == "untruncated_normal":
            data = _init_random_normal(0, math.sqrt(variance), arr.shape)
        else:
            limit = math.sqrt(3.0 * variance)
            data = _init_random_uniform(-limit, limit, arr.shape)
        _assignment(arr, data)


@_register()
class Uniform(Initializer):
    """Initializer: uniform numbers between -scale and scale.

    Args:
        scale (float, default 0.07): the bound.

    Example:
        >>> from mindspore.common.initializer import initializer, Uniform
        >>> initializer(Uniform(0.1), [2, 3], ms.float32).init_data().shape
        (2, 3)
    """

    def __init__(self, scale=0.07):
        super().__init__(scale=scale)
        self.scale = scale

    def _initialize(self, arr):
        _assignment(arr, _init_random_uniform(-self.scale, self.scale, arr.shape))


@_register()
class Normal(Initializer):
    """Initializer: normal numbers.

    Args:
        sigma (float, default 0.01): standard deviation.
        mean (float, default 0.0): the mean.

    Example:
        >>> from mindspore.common.initializer import initializer, Normal
        >>> initializer(Normal(0.1), [2, 3], ms.float32).init_data().shape
        (2, 3)
    """

    def __init__(self, sigma=0.01, mean=0.0):
        super().__init__(sigma=sigma, mean=mean)
        self.sigma = sigma
        self.mean = mean

    def _initialize(self, arr):
        _assignment(arr, _init_random_normal(self.mean, self.sigma, arr.shape))


@_register()
class TruncatedNormal(Initializer):
    """Initializer: normal numbers, those beyond two standard deviations drawn anew; as MindSpore
    does, the bounds are -2 and 2.

    Args:
        sigma (float, default 0.01): standard deviation.

    Example:
        >>> from mindspore.common.initializer import initializer, TruncatedNormal
        >>> initializer(TruncatedNormal(), [2, 3], ms.float32).init_data().shape
        (2, 3)
    """

    def __init__(self, sigma=0.01):
        super().__init__(sigma=sigma)
        self.sigma = sigma

    def _initialize(self, arr):
        _assignment(arr, _init_truncated_normal(-2, 2, 0, self.sigma, arr.shape))


def _of_alias(name):
    found = _INITIALIZER_ALIAS.get(name.lower())
    if found is None:
        raise ValueError(f"For 'initializer', the class corresponding to '{name}' was not found.")
    return found()


def _check_same_shape(init, shape):
    shape = shape if isinstance(shape, (tuple, list)) else [shape]
    if init.shape != tuple(shape):
        raise ValueError(
            "For 'initializer', the shape of the 'init' argument should be same as the argument "
            f"'shape', but got the 'init' shape {list(init.shape)} and the 'shape' {shape}."
        )


def initializer(init, shape=None, dtype=mstype.float32):
    """A Tensor whose values are drawn later, by a cell or `init_data`.

    Args:
        init (Tensor, str, Initializer or number): what draws: a name such as "normal", "zeros",
            "ones", "xavier_uniform", "he_normal", a number for a constant, or an object.
        shape (tuple, list of ints, int or None, default None): the shape; None for a Tensor.
        dtype (dtype, default mindspore.float32): the dtype.

    Returns:
        Tensor.

    Raises:
        ValueError: the name is unknown, or the shape has an extent that is not positive.
        TypeError: `init` is of another kind.

    Example:
        >>> from mindspore.common.initializer import initializer, Constant
        >>> print(initializer("ones", [2]).init_data())
        [1. 1.]
        >>> print(initializer(Constant(3), [2], ms.int32).init_data())
        [3 3]
    """
    if not isinstance(init, (Tensor, numbers.Number, str, Initializer)):
        raise TypeError(
            "For 'initializer', the type of the 'init' argument should be 'Tensor', 'number', "
            f"'string' or 'initializer', but got {type(init)}."
        )
    if isinstance(init, Tensor):
        _check_same_shape(init, shape)
        return init
    if isinstance(shape, list):
        shape = tuple(shape)
    elif isinstance(shape, numbers.Number):
        shape = (shape,)
    for extent in shape or ():
        if not isinstance(extent, int) or extent <= 0:
            raise ValueError(
                "For 'initializer', the argument 'shape' is invalid, the value of 'shape' "
                f"must be positive integer, but got {shape}"
            )
    if isinstance(init, str):
        init = _of_alias(init)
    elif isinstance(init, numbers.Number):
        init = Constant(init)
    return Tensor(dtype=dtype, shape=init.shape if shape is None else shape, init=init)
