"""The Python side's operations on columns under their old names."""

from __future__ import annotations

from . import py_transforms_util as util
from . import transforms as unified
from . import validators
from .c_transforms import TensorOperation
from .legacy import OldPython, face


class PyTensorOperation(OldPython):
    """Base of the Python side's operations."""


def _old(operation, init, name=None, substitute=None):
    return face(PyTensorOperation, __name__, operation, name, init, substitute)


class _OneHot:
    def __call__(self, label):
        return util.one_hot_encoding(label, self.num_classes, self.smoothing_rate)


class _Compose:
    def __call__(self, *args):
        if not args:
            raise TypeError(
                "Compose was called without an image. "
                "Fix invocation (avoid it being invoked as Compose([...])())."
            )
        return util.compose(self.transforms, *args)

    @staticmethod
    def reduce(operations):
        """The list with neighbours of the Python side put together, as one step of a pipeline."""
        wrapped = [
            op
            if isinstance(op, TensorOperation) or "c_transform" in str(op)
            else util.FuncWrapper(op)
            for op in operations
        ]
        return wrapped if len(wrapped) == 1 else _joined(wrapped)


def _joined(operations):
    reduced, run = [], []
    for op in operations:
        if isinstance(op, util.FuncWrapper):
            run.append(op)
            continue
        reduced += [Compose(run)] if run else []
        reduced.append(op)
        run = []
    return reduced + ([Compose(run)] if run else [])


class _RandomApply:
    random = True

    def __call__(self, img):
        return util.random_apply(img, self.transforms, self.prob)


class _RandomChoice:
    random = True

    def __call__(self, img):
        return util.random_choice(img, self.transforms)


@validators.check_one_hot_op
def _one_hot(self, num_classes, smoothing_rate=0.0):
    self.num_classes = num_classes
    self.smoothing_rate = smoothing_rate


@validators.check_compose_list
def _compose(self, transforms):
    self.transforms = transforms
    self.random = any(getattr(op, "random", True) for op in transforms)


@validators.check_random_apply
def _random_apply(self, transforms, prob=0.5):
    self.transforms = transforms
    self.prob = prob


@validators.check_transforms_list
def _members(self, transforms):
    self.transforms = transforms


Compose = _old(_Compose, _compose, "Compose")
OneHotOp = _old(_OneHot, _one_hot, "OneHotOp", "OneHot")
RandomApply = _old(_RandomApply, _random_apply, "RandomApply")
RandomChoice = _old(_RandomChoice, _members, "RandomChoice")
RandomOrder = _old(unified.RandomOrder, _members)


def not_random(function):
    """Mark a function as one that always gives the same result for the same input."""
    function.random = False
    return function
