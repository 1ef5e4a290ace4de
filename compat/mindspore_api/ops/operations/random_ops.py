"""Operators that draw."""

from __future__ import annotations

from ....core import op, state
from ... import _checkparam as validator
from ...common import dtype as mstype
from ...common.seed import next_key
from ...common.tensor import wrap
from .._operands import dtype_name, operand
from ..function import _random, random_func
from ..primitive import Primitive, prim_attr_register


class _Seeded(Primitive):
    """Base: two seeds; with a pair other than (0, 0) every draw is the same."""

    _io = ("shape", "output")

    @prim_attr_register
    def __init__(self, seed=0, seed2=0):
        validator.check_non_negative_int(seed, "seed", self.name)
        validator.check_non_negative_int(seed2, "seed2", self.name)
        self.add_prim_attr("side_effect_hidden", True)

    def _key(self):
        return _random.operator_key(self.seed, self.seed2)


class StandardNormal(_Seeded):
    """Standard normal, float32."""

    def _compute(self, shape):
        return wrap(_random._normal(self._key(), _random._sizes(self.name, shape)))


class StandardLaplace(_Seeded):
    """Laplace with mean 0 and scale 1, float32."""

    def _compute(self, shape):
        return random_func.standard_laplace(shape, self._key())


class UniformReal(_Seeded):
    """Uniform on [0, 1), float32."""

    def _compute(self, shape):
        return wrap(_random._uniform(self._key(), _random._sizes(self.name, shape)))


class UniformInt(_Seeded):
    """Uniform int32 between two bounds."""

    _io = ("shape minval maxval", "output")

    def _compute(self, shape, minval, maxval):
        sizes = _random._sizes(self.name, shape)
        return _random._integers(self._key(), sizes, minval, maxval, "int32")


class Gamma(_Seeded):
    """Gamma with shape parameter alpha and rate beta."""

    _io = ("shape alpha beta", "output")

    def _compute(self, shape, alpha, beta):
        return random_func.gamma(shape, alpha, beta, self._key())


class Poisson(_Seeded):
    """Poisson counts, int32."""

    _io = ("shape mean", "output")

    def _compute(self, shape, mean):
        return random_func.poisson(shape, mean, self._key())


class RandomGamma(_Seeded):
    """Gamma with rate 1."""

    _io = ("shape alpha", "output")

    def _compute(self, shape, alpha):
        return random_func.random_gamma(shape, alpha, self._key())


class RandomPoisson(Primitive):
    """Poisson counts."""

    _io = ("shape rate", "output")

    @prim_attr_register
    def __init__(self, seed=0, seed2=0, dtype=mstype.int64):
        validator.check_value_type("seed", seed, [int], self.name)

    def _compute(self, shape, rate):
        key = _random.operator_key(self.seed, self.seed2)
        return random_func.random_poisson(shape, rate, key, self.init_attrs["dtype"])


class TruncatedNormal(Primitive):
    """Standard normal restricted to [-2, 2]."""

    _io = ("shape", "output")

    @prim_attr_register
    def __init__(self, dtype=mstype.float32, seed=0, seed2=0):
        validator.check_value_type("seed", seed, [int], self.name)
        validator.check_value_type("seed2", seed2, [int], self.name)

    def _compute(self, shape):
        operand(self.name, "shape", shape)
        sizes = _random._sizes(self.name, shape)
        key = _random.operator_key(self.seed, self.seed2)
        return wrap(_random.truncated_normal(key, sizes, dtype_name(self.init_attrs["dtype"])))


class Multinomial(Primitive):
    """Positions drawn by the weights of the last axis."""

    _io = ("x num_samples", "output")

    @prim_attr_register
    def __init__(self, seed=0, seed2=0, dtype=mstype.int32):
        validator.check_non_negative_int(seed, "seed", self.name)
        validator.check_non_negative_int(seed2, "seed2", self.name)

    def _compute(self, x, num_samples):
        key = _random.operator_key(self.seed, self.seed2)
        found = random_func.multinomial(x, num_samples, True, key)
        return wrap(op.astype(found._value, dtype_name(self.init_attrs["dtype"])))


class RandomChoiceWithMask(Primitive):
    """(positions of true elements in random order, bool: which are filled)."""

    @prim_attr_register
    def __init__(self, count=256, seed=0, seed2=0):
        validator.check_value_type("count", count, [int], self.name)
        validator.check_positive_int(count, "count", self.name)
        validator.check_value_type("seed", seed, [int], self.name)
        validator.check_value_type("seed2", seed2, [int], self.name)

    def _compute(self, input_x):
        return _random.choose_true(input_x, self.count, _random.operator_key(self.seed, self.seed2))


class RandomCategorical(Primitive):
    """Classes drawn from each row of logits."""

    _io = ("logits num_samples seed", "output")

    @prim_attr_register
    def __init__(self, dtype=mstype.int64):
        kinds = (mstype.int32, mstype.int16, mstype.int64)
        validator.check_type_name("dtype", dtype, kinds, self.name)

    def _compute(self, logits, num_samples, seed):
        return random_func.random_categorical(logits, num_samples, seed, self.init_attrs["dtype"])


class RandomShuffle(_Seeded):
    """Slices along axis 0 in random order."""

    _io = ("input_x", "output")

    def _compute(self, input_x):
        return random_func.shuffle(input_x, self._key())


class Randperm(Primitive):
    """A permutation of range(n), filled up to a length."""

    _io = ("", "output")

    @prim_attr_register
    def __init__(self, max_length=1, pad=-1, dtype=mstype.int32):
        validator.check_value_type("pad", pad, [int], self.name)
        validator.check_positive_int(max_length, "max_length", self.name)

    def _compute(self, n):
        count = int(op.to_numpy(n._value).reshape(()))
        order = op.random_permutation(next_key(), count, state.device())
        rest = op.full((self.max_length - count,), self.pad, "int64", state.device())
        return wrap(op.astype(op.concat([order, rest], 0), dtype_name(self.init_attrs["dtype"])))


class RandpermV2(Primitive):
    """A permutation of range(n)."""

    @prim_attr_register
    def __init__(self, dtype=mstype.int64):
        pass

    def _compute(self, n, seed, offset):
        return random_func.randperm(n, seed, offset, self.init_attrs["dtype"])


class Bernoulli(Primitive):
    """1 with probability p, else 0."""

    _io = ("x p", "y")

    @prim_attr_register
    def __init__(self, seed=-1, offset=0):
        validator.check_value_type("seed", seed, [int], self.name)

    def _compute(self, x, p):
        return _random.bernoulli(x, p, self.seed if self.seed >= 0 else None)


class UniformCandidateSampler(Primitive):
    """(sampled classes, expected counts of the true ones, of the sampled ones)."""

    @prim_attr_register
    def __init__(
        self, num_true, num_sampled, unique, range_max, seed=0, remove_accidental_hits=False
    ):
        validator.check_positive_int(num_true, "num_true", self.name)
        validator.check_positive_int(num_sampled, "num_sampled", self.name)
        validator.check_positive_int(range_max, "range_max", self.name)

    def _compute(self, true_classes):
        return random_func.uniform_candidate_sampler(true_classes, *self.init_attrs.values())
