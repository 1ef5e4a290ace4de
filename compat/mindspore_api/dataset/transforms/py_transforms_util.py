"""Python-side operations on columns of any kind: functions, and the wrapper of user functions."""

from __future__ import annotations

import json
import random
import traceback
from types import FunctionType

import numpy as np

from ... import log as logger
from .failure import fail
from .operation import Implementation, Operation

__all__ = ["FuncWrapper", "Implementation"]


class _PlainText(str):
    """The text of a KeyError, which shows the representation of its argument."""

    def __repr__(self):
        return self


def reraise(error):
    """Raise an error of a user's function again, with its innermost traceback as the text."""
    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    text = text[text.rindex("Traceback") :].strip()
    kind = type(error)
    if kind is KeyError:
        text = _PlainText(text)
    try:
        again = kind(text)
    except TypeError:
        raise error from None  # needs other arguments
    raise again


def compose(transforms, *args):
    """The results of operations applied one after the other, always a tuple."""
    for transform in transforms:
        try:
            args = transform(*args)
        except Exception as error:
            reraise(error)
        args = args if isinstance(args, tuple) else (args,)
    return args


def one_hot_encoding(label, num_classes, epsilon):
    """Rows of the identity for labels, smoothed by epsilon."""
    if not isinstance(label, np.ndarray):
        raise ValueError("the input is invalid, it should be numpy.ndarray.")
    if label.dtype.kind not in "iu":
        raise ValueError(f"the input numpy type should be int, but the input is: {label.dtype}")
    if label.ndim == 0 and label >= num_classes:
        raise ValueError("the num_classes is smaller than the category number.")
    for item in label.reshape(-1):
        if item >= num_classes:
            raise ValueError(
                f"the num_classes:{num_classes} is smaller than the category number:{item}"
            )
    rows = np.zeros((label.size, num_classes), dtype=int)
    rows[np.arange(label.size), label.reshape(-1)] = 1
    return (1 - epsilon) * rows.reshape(*label.shape, num_classes) + epsilon / num_classes


def random_order(img, transforms):
    """All operations in random order; the list is left in it, as in MindSpore."""
    random.shuffle(transforms)
    for transform in transforms:
        img = transform(img)
    return img


def random_apply(img, transforms, prob):
    """All operations, with a probability."""
    if prob < random.random():
        return img
    for transform in transforms:
        img = transform(img)
    return img


def random_choice(img, transforms):
    """One of the operations."""
    return random.choice(transforms)(img)


class FuncWrapper(Operation):
    """A user's function as an operation."""

    def __init__(self, transform):
        if not callable(transform):
            raise ValueError(
                f"Input operations should be callable Python function, but got: {transform!s}"
            )
        self.transform = transform
        self.implementation = Implementation.C
        self.python = True
        self.random = bool(getattr(transform, "random", True))
        self.logged_list_mixed_type_warning = False

    def __call__(self, *args):
        try:
            result = self.transform(*args)
        except Exception as error:
            reraise(error)
        if isinstance(result, list) and not self.logged_list_mixed_type_warning:
            self._warn_of_mixed(result)
        return result

    def _warn_of_mixed(self, result):
        first = type(result[0])
        if any(type(item) is not first for item in result):
            self.logged_list_mixed_type_warning = True
            logger.warning(
                "All elements in returned list are not of the same type in Python function. "
                f"First element has type: {first}"
            )

    def execute(self, *columns):
        """The function's results as arrays."""
        result = self(*columns)
        if isinstance(result, tuple):
            return tuple(as_column(item) for item in result)
        return as_column(result)

    def seeded(self, seed):
        """The function has no stream of ours."""
        return self

    def to_json(self):
        """The operation as text; a user's function by its name only."""
        if isinstance(self.transform, FunctionType):
            logger.warning(
                "Serialization of user-defined Python functions is not supported. Any produced "
                "serialized JSON file output for this dataset pipeline is not valid to be "
                "deserialized."
            )
            return json.dumps(
                {
                    "tensor_op_name": self.transform.__name__,
                    "python_module": type(self).__module__,
                }
            )
        return self.transform.to_json()


def as_column(value):
    """What a Python function returned as an array."""
    if value is None:
        fail(
            "Expect pyfunc to return numpy array(s), but got None. If python_multiprocessing is "
            "True, it maybe due to pyfunc execution timeout."
        )
    return np.asarray(value)
