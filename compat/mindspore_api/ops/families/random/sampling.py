"""Random order, and samples of given elements."""

from __future__ import annotations

from .....core import compose, dtypes, op, state
from .... import _checkparam as validator
from ....common import dtype as mstype
from ....common.forwarding import tensor_methods
from ....common.seed import next_key
from ....common.tensor import Tensor, wrap
from ...arguments import dtype_name, operand
from ...primitive import Primitive, prim_attr_register
from .distributions import Seeded, operator_key, seed_key


def randperm(n, seed=0, offset=0, dtype=mstype.int64):
    """A permutation of range(n)."""
    count = int(op.to_numpy(n._value)) if isinstance(n, Tensor) else n
    found = op.random_permutation(next_key(seed, offset), count, state.device())
    return wrap(op.astype(found, dtype_name(dtype)))


def shuffle(x, seed=None):
    """Slices along axis 0 in random order."""
    value = operand("RandomShuffle", "input_x", x)
    if not x.ndim:
        return wrap(value)
    order = op.random_permutation(seed_key("shuffle", seed), x.shape[0], op.device_of(value))
    return wrap(op.take(value, order, 0))


def multinomial(input, num_samples, replacement=True, seed=None):
    """int32 positions drawn by the weights of the last axis."""
    x = operand("multinomial", "input", input)
    if input._name not in dtypes.FLOATS:
        x = op.astype(x, "float32")
    if input.ndim not in (1, 2):
        raise ValueError(
            f"For 'multinomial', the rank of 'input' must be 1 or 2, but got {input.ndim}."
        )
    key, last = seed_key("multinomial", seed), input.ndim - 1
    if not replacement:
        noise = op.log(
            op.maximum(op.random_uniform(key, input.shape, "float32", op.device_of(x)), 1e-30)
        )
        score = op.divide(noise, op.maximum(x, 1e-30))
        return wrap(op.astype(op.top_k(score, num_samples, last, True)[1], "int32"))
    logits = op.log(op.maximum(x, 1e-30))
    drawn = op.random_categorical(logits, key, (num_samples,))
    drawn = compose.moveaxis(drawn, 0, len(op.shape_of(drawn)) - 1)
    return wrap(op.astype(drawn, "int32"))


def multinomial_with_replacement(x, seed, offset, numsamples, replacement=False):
    """int64 positions drawn by the weights of the last axis."""
    found = multinomial(x, numsamples, True, abs(int(seed)) if seed else None)
    return wrap(op.astype(found._value, "int64"))


def random_categorical(logits, num_sample, seed=0, dtype=mstype.int64):
    """Classes drawn from each row of logits."""
    x = operand("RandomCategorical", "logits", logits)
    drawn = op.random_categorical(x, next_key(seed), (num_sample,))
    return wrap(op.astype(op.permute_dims(drawn, (1, 0)), dtype_name(dtype)))


def choice_with_mask(input_x, count=256, seed=None):
    """(positions of true elements in random order, bool: which of them are filled)."""
    return choose_true(input_x, count, seed_key("choice_with_mask", seed))


def choose_true(x, count, key):
    """The operator RandomChoiceWithMask."""
    found = op.nonzero(operand("RandomChoiceWithMask", "input_x", x))
    total = op.shape_of(found)[0]
    device = op.device_of(found)
    order = op.random_permutation(key, total, device)
    picked = op.take(found, compose.narrow(order, 0, 0, min(count, total)), 0)
    missing = count - min(count, total)
    if missing:
        picked = op.concat([picked, op.full((missing, x.ndim), 0, "int64", device)], 0)
    filled = op.less(op.arange(0, count, 1, "int64", device), total)
    return wrap(op.astype(picked, "int32")), wrap(filled, "bool")


def _sampler_classes(range_max, num_sampled, unique, key):
    if unique:
        order = op.random_permutation(key, range_max, state.device())
        return compose.narrow(order, 0, 0, num_sampled)
    return op.random_integers(key, (num_sampled,), 0, range_max, "int64", state.device())


def uniform_candidate_sampler(
    true_classes, num_true, num_sampled, unique, range_max, seed=0, remove_accidental_hits=False
):
    """(sampled classes, expected counts of the true ones, of the sampled ones)."""
    if remove_accidental_hits:
        raise NotImplementedError(
            "mindspore.ops.uniform_candidate_sampler(remove_accidental_hits=True) is not "
            "supported; remove the hits from the result."
        )
    drawn = op.astype(
        _sampler_classes(range_max, num_sampled, unique, next_key(seed)), true_classes._name
    )
    rate = num_sampled / range_max
    device = op.device_of(drawn)
    true = op.full(true_classes.shape, rate, "float32", device)
    return wrap(drawn), wrap(true), wrap(op.full((num_sampled,), rate, "float32", device))


class Multinomial(Primitive, inputs="x num_samples"):
    """Positions drawn by the weights of the last axis."""

    @prim_attr_register
    def __init__(self, seed=0, seed2=0, dtype=mstype.int32):
        validator.check_non_negative_int(seed, "seed", self.name)
        validator.check_non_negative_int(seed2, "seed2", self.name)

    def _compute(self, x, num_samples):
        key = operator_key(self.seed, self.seed2)
        found = multinomial(x, num_samples, True, key)
        return wrap(op.astype(found._value, dtype_name(self.init_attrs["dtype"])))


class RandomChoiceWithMask(Primitive):
    """Coordinates of `count` true elements, drawn at random.

    Args:
        count (int, default 256): how many; positive.
        seed (int, default 0): seed of the operator.
        seed2 (int, default 0): second seed; with both 0 the global seed counts.

    Inputs:
        input_x (Tensor): bool, rank R from 1 to 5.

    Outputs:
        tuple of two tensors: coordinates (count, R) int32, and bool (count,): false where there
        were too few.

    Raises:
        TypeError: `count` is not an int, or `input_x` is not bool.
        ValueError: `count` is not positive.

    Example:
        >>> index, found = ops.RandomChoiceWithMask(count=2)(Tensor([False, True, True]))
        >>> index.shape, found.shape
        ((2, 1), (2,))
    """

    @prim_attr_register
    def __init__(self, count=256, seed=0, seed2=0):
        validator.check_value_type("count", count, [int], self.name)
        validator.check_positive_int(count, "count", self.name)
        validator.check_value_type("seed", seed, [int], self.name)
        validator.check_value_type("seed2", seed2, [int], self.name)

    def _compute(self, input_x):
        return choose_true(input_x, self.count, operator_key(self.seed, self.seed2))


class RandomCategorical(Primitive, inputs="logits num_samples seed"):
    """Classes drawn from each row of logits."""

    @prim_attr_register
    def __init__(self, dtype=mstype.int64):
        kinds = (mstype.int32, mstype.int16, mstype.int64)
        validator.check_type_name("dtype", dtype, kinds, self.name)

    def _compute(self, logits, num_samples, seed):
        return random_categorical(logits, num_samples, seed, self.init_attrs["dtype"])


class RandomShuffle(Seeded, inputs="input_x"):
    """Slices along axis 0 in random order."""

    def _compute(self, input_x):
        return shuffle(input_x, self._key())


class Randperm(Primitive, inputs=""):
    """A permutation of range(n), filled up to a length."""

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
        return randperm(n, seed, offset, self.init_attrs["dtype"])


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
        return uniform_candidate_sampler(true_classes, *self.init_attrs.values())


tensor_methods(multinomial)
