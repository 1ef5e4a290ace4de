"""Probability distributions: samples, densities, entropies, divergences."""

from __future__ import annotations

import math
import warnings

import numpy as np

from .._varbase import VarBase, from_numpy, wrap
from ..data_feeder import check_type, check_variable_and_dtype
from .creation import diag, fill_constant_batch_size_like, ones, zeros
from .elementwise.binary import elementwise_pow
from .elementwise.logic import less_than
from .elementwise.unary import cast, exp, log
from .linalg import matmul
from .random import gaussian_random, uniform_random, uniform_random_batch_size_like
from .reduction import reduce_max, reduce_prod, reduce_sum
from .shape.view import reshape

_NUMBERS = (float, np.ndarray, VarBase, list)
_ARRAYS = (np.ndarray, VarBase, list)


class Distribution:
    """Base of distributions."""

    def sample(self):
        """Values drawn at random."""
        raise NotImplementedError

    def entropy(self):
        """The entropy in nats."""
        raise NotImplementedError

    def kl_divergence(self, other):
        """The divergence of `other` from this one."""
        raise NotImplementedError

    def log_prob(self, value):
        """The logarithm of the density at `value`."""
        raise NotImplementedError

    def _validate_args(self, *args):
        """True if the arguments are variables; all or none of them may be."""
        variables = [isinstance(x, VarBase) for x in args]
        if any(variables) and not all(variables):
            raise ValueError("if one argument is Variable, all arguments should be Variable")
        return all(variables)

    def _to_variable(self, *args):
        """float32 variables of numbers, lists and arrays, of one shape."""
        arrays = [_float32(x) for x in args]
        shape = np.broadcast_shapes(*(x.shape for x in arrays))
        return tuple(wrap(from_numpy(np.array(np.broadcast_to(x, shape)))) for x in arrays)

    def _hold(self, **parameters):
        """Keep parameters as attributes and note of what kind they were."""
        for name, value in parameters.items():
            check_type(value, name, _NUMBERS, type(self).__name__)
        given = tuple(parameters.values())
        self.batch_size_unknown = self._validate_args(*given)
        self.all_arg_is_float = all(isinstance(x, float) for x in given)
        held = given if self.batch_size_unknown else self._to_variable(*given)
        vars(self).update(zip(parameters, held, strict=True))

    def _drawn(self, draw, a, b, spread, shape):
        """`draw` numbers of the shape `shape + batch`, times `spread`, plus `a`."""
        check_type(shape, "shape", list, "sample")
        batch = list((a + b).shape)
        whole = shape + batch
        if self.batch_size_unknown:
            empty = fill_constant_batch_size_like(a + b, batch + shape, a.dtype, 0.0)
        else:
            empty = zeros(whole, a.dtype)
        values = draw(empty) * (empty + spread) + a
        if self.batch_size_unknown:
            return reshape(values, whole)
        return reshape(values, shape) if self.all_arg_is_float else values


def _float32(x):
    assert isinstance(x, _NUMBERS), (
        "type of input args must be float, list, numpy.ndarray or Variable."
    )
    array = np.array([x]) if isinstance(x, float) else np.array(x)
    if array.dtype != np.float32:
        warnings.warn(
            "data type of argument only support float32, your argument will be convert to float32.",
            stacklevel=4,
        )
    return array.astype(np.float32)


class Uniform(Distribution):
    """Uniform on [low, high).

    low, high: float, list, ndarray or variable; of one kind where one of them is a variable.
    """

    def __init__(self, low, high):
        self._hold(low=low, high=high)

    def sample(self, shape, seed=0):
        """Values of the shape `shape` (a list) followed by that of the parameters."""
        check_type(seed, "seed", int, "sample")

        def draw(like):
            if self.batch_size_unknown:
                return uniform_random_batch_size_like(like, like.shape, min=0.0, max=1.0, seed=seed)
            # As in Paddle: on [-1, 1) where the parameters are no variables.
            return uniform_random(like.shape, seed=seed)

        return self._drawn(draw, self.low, self.high, self.high - self.low, shape)

    def log_prob(self, value):
        """The logarithm of the density at `value`, minus infinity outside."""
        check_variable_and_dtype(value, "value", ["float32", "float64"], "log_prob")
        above = cast(less_than(self.low, value), value.dtype)
        below = cast(less_than(value, self.high), value.dtype)
        return log(above * below) - log(self.high - self.low)

    def entropy(self):
        """log(high - low)."""
        return log(self.high - self.low)


class Normal(Distribution):
    """Normal with the mean `loc` and the standard deviation `scale`.

    loc, scale: float, list, ndarray or variable; of one kind where one of them is a variable.
    """

    def __init__(self, loc, scale):
        self._hold(loc=loc, scale=scale)

    def sample(self, shape, seed=0):
        """Values of the shape `shape` (a list) followed by that of the parameters."""
        check_type(seed, "seed", int, "sample")

        def draw(like):
            return gaussian_random(like.shape, mean=0.0, std=1.0, seed=seed)

        return self._drawn(draw, self.loc, self.scale, self.scale, shape)

    def entropy(self):
        """1/2 + log(2 pi)/2 + log(scale)."""
        total = self.loc + self.scale
        like = fill_constant_batch_size_like(total, total.shape, self.loc.dtype, 0.0)
        return 0.5 + 0.5 * math.log(2 * math.pi) + log(self.scale + like)

    def log_prob(self, value):
        """The logarithm of the density at `value`."""
        check_variable_and_dtype(value, "value", ["float32", "float64"], "log_prob")
        distance, variance = value - self.loc, self.scale * self.scale
        exponent = -1.0 * (distance * distance) / (2.0 * variance)
        return exponent - log(self.scale) - math.log(math.sqrt(2.0 * math.pi))

    def kl_divergence(self, other):
        """The divergence of the normal distribution `other` from this one."""
        check_type(other, "other", Normal, "kl_divergence")
        ratio = self.scale / other.scale
        ratio = ratio * ratio
        distance = (self.loc - other.loc) / other.scale
        return 0.5 * (ratio + distance * distance - 1.0 - log(ratio))


class Categorical(Distribution):
    """Classes with probabilities in proportion to exp(logits).

    logits: list, ndarray or variable, classes along the last axis.
    """

    def __init__(self, logits):
        check_type(logits, "logits", _ARRAYS, "Categorical")
        self.logits = logits if self._validate_args(logits) else self._to_variable(logits)[0]

    def _probabilities(self):
        """(probabilities, shifted logits, logarithm of the sum of their exponentials)."""
        shifted = self.logits - reduce_max(self.logits, dim=-1, keep_dim=True)
        powers = exp(shifted)
        total = reduce_sum(powers, dim=-1, keep_dim=True)
        return powers / total, shifted, log(total)

    def kl_divergence(self, other):
        """The divergence of `other` from this one, last axis 1."""
        check_type(other, "other", Categorical, "kl_divergence")
        p, logits, total = self._probabilities()
        _, others, other_total = other._probabilities()
        terms = p * (logits - total - others + other_total)
        return reduce_sum(terms, dim=-1, keep_dim=True)

    def entropy(self):
        """The entropy, last axis 1."""
        p, logits, total = self._probabilities()
        return -1.0 * reduce_sum(p * (logits - total), dim=-1, keep_dim=True)


class MultivariateNormalDiag(Distribution):
    """Normal in k dimensions with a diagonal covariance.

    loc: mean (k,). scale: covariance (k, k), zeros off the diagonal.
    """

    def __init__(self, loc, scale):
        for name, value in (("loc", loc), ("scale", scale)):
            check_type(value, name, _ARRAYS, "MultivariateNormalDiag")
        known = self._validate_args(loc, scale)
        self.loc, self.scale = (loc, scale) if known else self._to_variable(loc, scale)

    def _filling(self, value):
        """(all ones, ones on the diagonal) for a covariance."""
        shape = list(value.shape)
        return ones(shape, self.loc.dtype), diag(ones(shape[:1], self.loc.dtype))

    def _det(self, value):
        every, diagonal = self._filling(value)
        return reduce_prod(value + every - diagonal)

    def _inv(self, value):
        """Inverses on the diagonal; elements off it stay."""
        every, diagonal = self._filling(value)
        return elementwise_pow(value, every - 2 * diagonal)

    def entropy(self):
        """k/2 (1 + log(2 pi)) + log det(scale) / 2."""
        constant = self.scale.shape[0] * (1.0 + math.log(2 * math.pi))
        return 0.5 * (constant + log(self._det(self.scale)))

    def kl_divergence(self, other):
        """The divergence of `other` from this one."""
        check_type(other, "other", MultivariateNormalDiag, "kl_divergence")
        inverse, distance = self._inv(other.scale), other.loc - self.loc
        trace = reduce_sum(inverse * self.scale)
        squared = matmul(matmul(distance, inverse), distance)
        volumes = log(self._det(other.scale)) - log(self._det(self.scale))
        return 0.5 * (trace + squared - self.scale.shape[0] + volumes)
