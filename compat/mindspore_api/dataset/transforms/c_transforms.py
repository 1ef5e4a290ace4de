"""The C++ side's operations on columns under their old names."""

from __future__ import annotations

from enum import IntEnum

from ...common import dtype as mstype
from . import transforms as unified
from . import validators
from .legacy import OldNative, as_members, face


class TensorOperation(OldNative):
    """Base of the C++ side's operations."""

    def __init__(self):
        super().__init__()


class Relational(IntEnum):
    """Relations for Mask."""

    EQ = 0
    NE = 1
    GT = 2
    GE = 3
    LT = 4
    LE = 5


def _old(operation, init=None):
    return face(TensorOperation, __name__, operation, init=init)


@validators.check_num_classes
def _one_hot(self, num_classes):
    self.num_classes = num_classes
    self.smoothing_rate = 0.0


@validators.check_ms_type
def _type_cast(self, data_type):
    unified.TypeCast.__init__(self, data_type)


@validators.check_mask_op
def _mask(self, operator, constant, dtype=mstype.bool_):
    unified.Mask.__init__(self, unified.Relational(operator), constant, dtype)


@validators.check_random_transform_ops
def _members(self, transforms):
    self.transforms = as_members(transforms)


@validators.check_random_transform_ops
def _random_apply(self, transforms, prob=0.5):
    self.transforms = as_members(transforms)
    self.prob = prob


Compose = _old(unified.Compose, _members)
Concatenate = _old(unified.Concatenate)
Duplicate = _old(unified.Duplicate)
Fill = _old(unified.Fill)
Mask = _old(unified.Mask, _mask)
OneHot = _old(unified.OneHot, _one_hot)
PadEnd = _old(unified.PadEnd)
Plugin = _old(unified.Plugin)
RandomApply = _old(unified.RandomApply, _random_apply)
RandomChoice = _old(unified.RandomChoice, _members)
Slice = _old(unified.Slice)
TypeCast = _old(unified.TypeCast, _type_cast)
Unique = _old(unified.Unique)
