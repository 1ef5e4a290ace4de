"""Tensors drawn from distributions."""

from __future__ import annotations

import math

import numpy as np

from .....core import dtypes, op, state
from .... import _checkparam as validator
from ....common import _operators
from ....common import dtype as mstype
from ....common.forwarding import tensor_methods
from ....common.seed import next_key
from ....common.tensor import Tensor, wrap
from ...arguments import dtype_name, kind_of, operand
from ...primitive import Primitive, prim_attr_register


def _sizes(name, shape):
    if isinstance(shape, Tensor):
        return tuple(op.to_numpy(shape._value).reshape(-1).tolist())
    if isinstance(shape, int) and not isinstance(shape, bool):
        return (shape,)
    if isinstance(shape, (tuple, list)) and all(type(n) is int for n in shape):
        return tuple(shape)
    raise TypeError(f"For '{name}', the 'shape' must be a tuple of ints, but got {kind_of(shape)}.")


def operator_key(seed, seed2=0):
    """Key of an operator class: with seeds of its own every draw is the same."""
    if not (seed or seed2):
        return next_key()
    return int(np.random.SeedSequence(seed2 or seed).generate_state(1, np.uint64)[0]), 0


def seed_key(name, seed):
    if isinstance(seed, tuple):
        return seed
    if seed is None:
        seed = 0
    if not isinstance(seed, int) or isinstance(seed, bool):
        raise TypeError(f"For '{name}', the 'seed' must be int, but got '{type(seed).__name__}'")
    if seed < 0:
        raise ValueError(
            f"For '{name}', the 'seed' must be int and must >= 0, but got '{seed}' with type 'int'."
        )
    return next_key(seed)


def _uniform(key, shape, dtype="float32"):
    return op.random_uniform(key, shape, dtype, state.device())


def _normal(key, shape, dtype="float32"):
    return op.random_normal(key, shape, dtype, state.device())


def _number_or_tensor(x):
    """Core value of a number or tensor and its shape."""
    if isinstance(x, Tensor):
        value = x._value if x._name in dtypes.FLOATS else op.astype(x._value, "float32")
        return value, x.shape
    return float(x), ()


def _spread(shape, *parts):
    """Shape that parameters broadcast to together with the one asked for."""
    for _, other in parts:
        shape = _operators.broadcast(shape, other)
        if shape is None:
            raise ValueError(
                "the shapes of the parameters do not broadcast to the shape asked for."
            )
    return shape


def standard_normal(shape, seed=None):
    """Standard normal, float32."""
    return wrap(_normal(seed_key("StandardNormal", seed), _sizes("StandardNormal", shape)))


def normal(shape, mean, stddev, seed=None):
    """Normal with a mean and a standard deviation."""
    sizes, centre, width = (
        _sizes("normal", shape),
        _number_or_tensor(mean),
        _number_or_tensor(stddev),
    )
    draw = _normal(seed_key("normal", seed), _spread(sizes, centre, width))
    return wrap(op.add(op.multiply(draw, width[0]), centre[0]))


def uniform(shape, minval, maxval, seed=None, dtype=mstype.float32):
    """Uniform random numbers between two bounds.

    Args:
        shape (tuple of ints): shape before broadcasting with the bounds.
        minval (Tensor): lower bound, possible itself.
        maxval (Tensor): upper bound, not possible itself.
        seed (int or None, default None): seed; None takes the global one.
        dtype (dtype, default mindspore.float32): float32, or int32 for whole numbers.

    Returns:
        Tensor of the broadcast shape.

    Raises:
        TypeError: `shape` is not a tuple, or the bounds have not `dtype`.
        ValueError: `dtype` is another one.

    Example:
        >>> x = ops.uniform((2, 3), Tensor(0.0, ms.float32), Tensor(1.0, ms.float32), seed=5)
        >>> x.shape
        (2, 3)
    """
    sizes = _sizes("uniform", shape)
    name = dtype_name(dtype)
    key = seed_key("uniform", seed)
    if name in ("int32", "int64"):
        return _integers(key, sizes, minval, maxval, name)
    if name != "float32":
        raise ValueError(
            f"For 'uniform', the 'dtype' must be int32, int64 or float32, but got {dtype}."
        )
    low, high = _number_or_tensor(minval), _number_or_tensor(maxval)
    draw = _uniform(key, _spread(sizes, low, high))
    width = high[0] - low[0] if isinstance(low[0], float) and isinstance(high[0], float) else None
    if width is None:
        width = _minus(high[0], low[0])
    return wrap(op.add(op.multiply(draw, width), low[0]))


def _minus(a, b):
    if isinstance(a, float):
        return op.add(op.negative(b), a)
    return op.subtract(a, b)


def _integers(key, shape, low, high, dtype):
    bounds = [op.to_numpy(b._value) if isinstance(b, Tensor) else b for b in (low, high)]
    if all(getattr(b, "size", 1) == 1 for b in bounds):
        first, last = (int(b) for b in bounds)
        if first >= last:
            raise ValueError(
                f"the lower bound must be less than the upper one, but got {first} and {last}."
            )
        return wrap(op.random_integers(key, shape, first, last, dtype, state.device()))
    arrays = [
        b._value if isinstance(b, Tensor) else op.full((), b, dtype, state.device())
        for b in (low, high)
    ]
    low_f, high_f = (op.astype(a, "float64") for a in arrays)
    shape = _spread(shape, (None, op.shape_of(low_f)), (None, op.shape_of(high_f)))
    draw = _uniform(key, shape, "float64")
    scaled = op.floor(op.add(op.multiply(draw, op.subtract(high_f, low_f)), low_f))
    return wrap(op.astype(scaled, dtype))


def rand(*size, dtype=None, seed=None):
    """Uniform on [0, 1)."""
    return wrap(_uniform(seed_key("rand", seed), _spelled("rand", size), _float("rand", dtype)))


def _spelled(name, size):
    if not size:
        return (1,)
    return _sizes(
        name, size[0] if len(size) == 1 and isinstance(size[0], (tuple, list)) else tuple(size)
    )


def _float(name, dtype, default="float32"):
    found = default if dtype is None else dtype_name(dtype)
    if found not in dtypes.FLOATS:
        raise ValueError(f"For '{name}', the 'dtype' must be a float type, but got {dtype}.")
    return found


def _integer(name, dtype, default="int64"):
    found = default if dtype is None else dtype_name(dtype)
    if found not in dtypes.INTEGERS:
        raise ValueError(
            f"For '{name}', the 'dtype' must be an int type, but got {mstype.of_name(found)}."
        )
    return found


def rand_like(input, seed=None, *, dtype=None):
    """Uniform on [0, 1), shaped like a tensor."""
    name = _float("rand_like", dtype, input._name)
    return wrap(_uniform(seed_key("rand_like", seed), input.shape, name))


def randn(*size, dtype=None, seed=None):
    """Standard normal."""
    return wrap(_normal(seed_key("randn", seed), _spelled("randn", size), _float("randn", dtype)))


def randn_like(input, seed=None, *, dtype=None):
    """Standard normal, shaped like a tensor."""
    given = "float32" if dtype is None and not input._name.startswith("float") else input._name
    name = _float("randn_like", dtype, given)
    return wrap(_normal(seed_key("randn_like", seed), input.shape, name))


def randint(low, high, size, seed=None, *, dtype=None):
    """Integers from `low` to `high` - 1."""
    for argument, value in (("low", low), ("high", high)):
        if not isinstance(value, int) or isinstance(value, bool):
            raise TypeError(f"For 'randint', the '{argument}' must be int, but got {type(value)}.")
    return _integers(
        seed_key("randint", seed), _sizes("randint", size), low, high, _integer("randint", dtype)
    )


def randint_like(input, low, high, seed=None, *, dtype=None):
    """Integers from `low` to `high` - 1, shaped like a tensor."""
    name = _integer("randint_like", dtype, input._name)
    return _integers(seed_key("randint_like", seed), input.shape, low, high, name)


def bernoulli(input, p=0.5, seed=None):
    """1 with probability p, else 0."""
    x = operand("Bernoulli", "x", input)
    chance = p._value if isinstance(p, Tensor) else float(p)
    if isinstance(chance, float) and not 0.0 <= chance <= 1.0:
        raise ValueError(f"For 'bernoulli', the 'p' must be in [0, 1], but got {p}.")
    key = seed_key("bernoulli", None if seed == -1 else seed)
    draw = op.random_uniform(key, op.shape_of(x), "float32", op.device_of(x))
    return wrap(op.astype(op.less(draw, chance), input._name))


def gamma(shape, alpha, beta, seed=None):
    """Gamma with shape parameter alpha and rate beta."""
    sizes, a, b = _sizes("gamma", shape), _number_or_tensor(alpha), _number_or_tensor(beta)
    full = _spread(sizes, a, b)
    every = (
        op.broadcast_to(a[0], full)
        if not isinstance(a[0], float)
        else op.full(full, a[0], "float32", state.device())
    )
    return wrap(op.divide(op.random_gamma(every, seed_key("gamma", seed), ()), b[0]))


def random_gamma(shape, alpha, seed=None):
    """Gamma with rate 1; `shape` leads, then that of alpha."""
    return wrap(
        op.random_gamma(alpha._value, seed_key("random_gamma", seed), _sizes("random_gamma", shape))
    )


def poisson(shape, mean, seed=None):
    """Poisson counts, int32."""
    sizes, rate = _sizes("poisson", shape), _number_or_tensor(mean)
    full = _spread(sizes, rate)
    every = (
        op.broadcast_to(rate[0], full)
        if not isinstance(rate[0], float)
        else op.full(full, rate[0], "float32", state.device())
    )
    return wrap(op.astype(op.random_poisson(every, seed_key("poisson", seed), ()), "int32"))


def random_poisson(shape, rate, seed=None, dtype=mstype.float32):
    """Poisson counts; `shape` leads, then that of the rate."""
    found = op.random_poisson(
        rate._value, seed_key("random_poisson", seed), _sizes("random_poisson", shape)
    )
    return wrap(op.astype(found, dtype_name(dtype)))


def standard_laplace(shape, seed=None):
    """Laplace with mean 0 and scale 1, float32."""
    u = _uniform(seed_key("StandardLaplace", seed), _sizes("StandardLaplace", shape))
    centred = op.subtract(u, 0.5)
    inside = op.maximum(op.subtract(1.0, op.multiply(op.abs(centred), 2.0)), 1e-7)
    return wrap(op.multiply(op.negative(op.sign(centred)), op.log(inside)))


def laplace(shape, mean, lambda_param, seed=None):
    """Laplace with a mean and a scale."""
    centre, width = _number_or_tensor(mean), _number_or_tensor(lambda_param)
    full = _spread(_sizes("laplace", shape), centre, width)
    draw = standard_laplace(full, seed)._value
    return wrap(op.add(op.multiply(draw, width[0]), centre[0]))


def truncated_normal(key, shape, dtype):
    """Standard normal restricted to [-2, 2]."""
    low, high = 0.5 * math.erfc(math.sqrt(2.0)), 0.5 * math.erfc(-math.sqrt(2.0))
    u = _uniform(key, shape, "float64")
    p = op.add(op.multiply(u, high - low), low)
    return op.astype(
        op.multiply(op.erfinv(op.subtract(op.multiply(p, 2.0), 1.0)), math.sqrt(2.0)), dtype
    )


class Seeded(Primitive, inputs="shape"):
    """Base: two seeds; with a pair other than (0, 0) every draw is the same."""

    @prim_attr_register
    def __init__(self, seed=0, seed2=0):
        validator.check_non_negative_int(seed, "seed", self.name)
        validator.check_non_negative_int(seed2, "seed2", self.name)
        self.add_prim_attr("side_effect_hidden", True)

    def _key(self):
        return operator_key(self.seed, self.seed2)


class StandardNormal(Seeded):
    """Numbers of the standard normal distribution; for one seed those of MindSpore.

    Args:
        seed (int, default 0): seed of the operator.
        seed2 (int, default 0): second seed; with both 0 the global seed counts.

    Inputs:
        shape (tuple of ints): shape of the result.

    Outputs:
        Tensor of float32.

    Raises:
        TypeError: a seed is not an int, or `shape` not a tuple.
        ValueError: a seed is negative.

    Example:
        >>> ops.StandardNormal(seed=2)((2, 3)).shape
        (2, 3)
    """

    def _compute(self, shape):
        return wrap(_normal(self._key(), _sizes(self.name, shape)))


class StandardLaplace(Seeded):
    """Laplace with mean 0 and scale 1, float32."""

    def _compute(self, shape):
        return standard_laplace(shape, self._key())


class UniformReal(Seeded):
    """Uniform numbers in [0, 1); for one seed those of MindSpore.

    Args:
        seed (int, default 0): seed of the operator.
        seed2 (int, default 0): second seed; with both 0 the global seed counts.

    Inputs:
        shape (tuple of ints): shape of the result.

    Outputs:
        Tensor of float32.

    Raises:
        TypeError: a seed is not an int, or `shape` not a tuple.
        ValueError: a seed is negative.

    Example:
        >>> ops.UniformReal(seed=2)((2, 3)).shape
        (2, 3)
    """

    def _compute(self, shape):
        return wrap(_uniform(self._key(), _sizes(self.name, shape)))


class UniformInt(Seeded, inputs="shape minval maxval"):
    """Uniform int32 between two bounds."""

    def _compute(self, shape, minval, maxval):
        sizes = _sizes(self.name, shape)
        return _integers(self._key(), sizes, minval, maxval, "int32")


class Gamma(Seeded, inputs="shape alpha beta"):
    """Gamma with shape parameter alpha and rate beta."""

    def _compute(self, shape, alpha, beta):
        return gamma(shape, alpha, beta, self._key())


class Poisson(Seeded, inputs="shape mean"):
    """Poisson counts, int32."""

    def _compute(self, shape, mean):
        return poisson(shape, mean, self._key())


class RandomGamma(Seeded, inputs="shape alpha"):
    """Gamma with rate 1."""

    def _compute(self, shape, alpha):
        return random_gamma(shape, alpha, self._key())


class RandomPoisson(Primitive, inputs="shape rate"):
    """Poisson counts."""

    @prim_attr_register
    def __init__(self, seed=0, seed2=0, dtype=mstype.int64):
        validator.check_value_type("seed", seed, [int], self.name)

    def _compute(self, shape, rate):
        key = operator_key(self.seed, self.seed2)
        return random_poisson(shape, rate, key, self.init_attrs["dtype"])


class TruncatedNormal(Primitive, inputs="shape"):
    """Standard normal restricted to [-2, 2]."""

    @prim_attr_register
    def __init__(self, dtype=mstype.float32, seed=0, seed2=0):
        validator.check_value_type("seed", seed, [int], self.name)
        validator.check_value_type("seed2", seed2, [int], self.name)

    def _compute(self, shape):
        operand(self.name, "shape", shape)
        sizes = _sizes(self.name, shape)
        key = operator_key(self.seed, self.seed2)
        return wrap(truncated_normal(key, sizes, dtype_name(self.init_attrs["dtype"])))


class Bernoulli(Primitive, inputs="x p", outputs="y"):
    """1 with probability p, else 0."""

    @prim_attr_register
    def __init__(self, seed=-1, offset=0):
        validator.check_value_type("seed", seed, [int], self.name)

    def _compute(self, x, p):
        return bernoulli(x, p, self.seed if self.seed >= 0 else None)


tensor_methods(bernoulli)
