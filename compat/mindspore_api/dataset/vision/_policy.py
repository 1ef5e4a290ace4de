"""Operations that choose other operations."""

from __future__ import annotations

import copy

from compat.core.data.streams import MT32, uniform_int, uniform_real

from ..core.settings import fresh_seed
from ..transforms.transforms import CompoundOperation, run_member
from . import py_transforms_util as util
from . import validators
from ._base import C, ImageTensorOperation, check_interpolation, colours
from .kernels import augment, policies
from .utils import AutoAugmentPolicy, Inter

_POLICIES = {
    AutoAugmentPolicy.IMAGENET: policies.IMAGENET,
    AutoAugmentPolicy.CIFAR10: policies.CIFAR10,
    AutoAugmentPolicy.SVHN: policies.SVHN,
}


class AutoAugment(ImageTensorOperation):
    """A random pair of steps of a learned policy (Cubuk et al., 2019).

    policy (AutoAugmentPolicy, default IMAGENET). interpolation (Inter, default NEAREST).
    fill_value (int or 3-tuple, default 0): colour outside.
    """

    random = True
    implementation = C

    @validators.check_auto_augment
    def __init__(
        self, policy=AutoAugmentPolicy.IMAGENET, interpolation=Inter.NEAREST, fill_value=0
    ):
        super().__init__()
        self.policy = policy
        self.interpolation = interpolation
        self.fill_value = colours(fill_value)

    def parse(self):
        """Refuse interpolations the operation has not."""
        check_interpolation("AutoAugment", self.interpolation)
        return self

    def compute(self, image):
        """The augmented image."""
        pairs = _POLICIES[self.policy]
        return augment.auto_augment(image, pairs, self.interpolation, self.fill_value, self.stream)


class RandAugment(ImageTensorOperation):
    """Random steps of equal strength (Cubuk et al., 2020).

    num_ops (int, default 2). magnitude (int, default 9): strength, below num_magnitude_bins (int,
    default 31). interpolation (Inter, default NEAREST). fill_value (int or 3-tuple, default 0).
    """

    random = True
    implementation = C

    @validators.check_rand_augment
    def __init__(
        self,
        num_ops=2,
        magnitude=9,
        num_magnitude_bins=31,
        interpolation=Inter.NEAREST,
        fill_value=0,
    ):
        super().__init__()
        self.num_ops = num_ops
        self.magnitude = magnitude
        self.num_magnitude_bins = num_magnitude_bins
        self.interpolation = interpolation
        self.fill_value = colours(fill_value)

    def parse(self):
        """Refuse interpolations the operation has not."""
        check_interpolation("RandAugment", self.interpolation)
        return self

    def compute(self, image):
        """The augmented image."""
        return augment.rand_augment(
            image,
            self.num_ops,
            self.magnitude,
            self.num_magnitude_bins,
            self.interpolation,
            self.fill_value,
            self.stream,
        )


class TrivialAugmentWide(ImageTensorOperation):
    """One random step of random strength (Mueller and Hutter, 2021).

    num_magnitude_bins (int, default 31). interpolation (Inter, default NEAREST). fill_value (int or
    3-tuple, default 0).
    """

    random = True
    implementation = C

    @validators.check_trivial_augment_wide
    def __init__(self, num_magnitude_bins=31, interpolation=Inter.NEAREST, fill_value=0):
        super().__init__()
        self.num_magnitude_bins = num_magnitude_bins
        self.interpolation = interpolation
        self.fill_value = colours(fill_value)

    def parse(self):
        """Refuse interpolations the operation has not."""
        check_interpolation("TrivialAugmentWide", self.interpolation)
        return self

    def compute(self, image):
        """The augmented image."""
        return augment.trivial_augment_wide(
            image, self.num_magnitude_bins, self.interpolation, self.fill_value, self.stream
        )


class RandomSelectSubpolicy(ImageTensorOperation):
    """One random list of operations, each with its probability.

    policy (list of lists of (operation, probability)).
    """

    random = True
    one_to_one = False
    implementation = C
    _members = None

    @validators.check_random_select_subpolicy_op
    def __init__(self, policy):
        super().__init__()
        self.policy = policy

    def _seed_members(self, seed):
        return [[(op.seeded(seed), prob) for op, prob in sub] for sub in self.policy]

    def seeded(self, seed):
        """A copy for one worker: every stream in it starts at `seed`."""
        made = copy.copy(self)
        made._members = self._seed_members(seed)
        made._stream = MT32(seed)
        return made

    def compute(self, *columns):
        """What the chosen operations make of the columns."""
        if self._members is None:
            self._members = self._seed_members(fresh_seed())
        chosen = self._members[uniform_int(self.stream, 0, len(self._members) - 1)]
        for op, prob in chosen:
            if uniform_real(self.stream, 0.0, 1.0) <= prob:
                result = run_member(op, columns)
                columns = result if isinstance(result, tuple) else (result,)
        return columns[0] if len(columns) == 1 else columns


class UniformAugment(CompoundOperation):
    """Some of the operations of a list, each with probability one half.

    transforms (list): operations. num_ops (int, default 2): how many are drawn.
    """

    @validators.check_uniform_augment
    def __init__(self, transforms, num_ops=2):
        super().__init__(transforms)
        self.num_ops = num_ops

    def compute(self, *columns):
        """What the drawn operations make of the columns."""
        for op in self._drawn():
            if not uniform_int(self.stream, 0, 1):
                result = run_member(op, columns)
                columns = result if isinstance(result, tuple) else (result,)
        return columns[0] if len(columns) == 1 else columns

    def _drawn(self):
        return sample(self.members, self.num_ops, self.stream)

    def _execute_py(self, img):
        return util.uniform_augment(img, self.transforms.copy(), self.num_ops)


def sample(items, count, engine):
    """`std::sample` of a sequence: `count` of the items in their order."""
    drawn, wanted = [], min(count, len(items))
    places = _places(len(items), engine)
    for item in items:
        if not wanted:
            break
        if next(places) < wanted:
            drawn.append(item)
            wanted -= 1
    return drawn


def _places(left, engine):
    """A number below each of left, left - 1, ..., 1; one draw for two of them."""
    while left >= 2:
        yield from divmod(uniform_int(engine, 0, left * (left - 1) - 1), left - 1)
        left -= 2
    yield uniform_int(engine, 0, left - 1)
