"""Base of the metrics. They are computed on the host, on what `asnumpy` gives."""

from __future__ import annotations

import functools
from abc import ABCMeta, abstractmethod

import numpy as np

from ...common.tensor import Tensor

_EVAL_TYPES = {"classification", "multilabel"}


def rearrange_inputs(func):
    """Decorator of `update`: takes the inputs named by `set_indexes`."""

    @functools.wraps(func)
    def wrapper(self, *inputs):
        indexes = self.indexes
        return func(self, *([inputs[i] for i in indexes] if indexes else inputs))

    return wrapper


class Metric(metaclass=ABCMeta):
    """Base of the metrics: collects batches with `update`, then tells its value with `eval`.

    Subclasses write `clear`, `update` and `eval`.

    Inputs:
        inputs (Tensor, list or numpy.ndarray): those of `update`, usually results and labels.

    Outputs:
        float: the result of `eval`.

    Raises:
        NotImplementedError: a method is not written.

    Example:
        >>> class Largest(ms.Metric):
        ...     def clear(self):
        ...         self.value = 0.0
        ...     def update(self, *inputs):
        ...         self.value = max(self.value, float(inputs[0].asnumpy().max()))
        ...     def eval(self):
        ...         return self.value
        >>> metric = Largest()
        >>> metric.clear()
        >>> metric.update(Tensor([1.0, 3.0]))
        >>> metric.eval()
        3.0
    """

    def __init__(self):
        self._indexes = None

    def _convert_data(self, data):
        if isinstance(data, Tensor):
            return data.asnumpy()
        if isinstance(data, list):
            return np.array(data)
        if isinstance(data, np.ndarray):
            return data
        raise TypeError(
            "For 'Metric' and its derived classes, the input data type must be tensor, list or "
            f"numpy.ndarray, but got {type(data)}."
        )

    @property
    def indexes(self):
        """Positions of the inputs to use."""
        return getattr(self, "_indexes", None)

    def set_indexes(self, indexes):
        """Choose among the inputs of `update`."""
        if not isinstance(indexes, list) or not all(isinstance(i, int) for i in indexes):
            raise ValueError(
                "For 'set_indexes', the argument 'indexes' must be a list and all its elements "
                "must be int, please check whether it is correct."
            )
        self._indexes = indexes
        return self

    def __call__(self, *inputs):
        self.clear()
        self.update(*inputs)
        return self.eval()

    @abstractmethod
    def clear(self):
        """Forget everything."""
        raise NotImplementedError("Must define clear function to use this base class")

    @abstractmethod
    def eval(self):
        """The value."""
        raise NotImplementedError("Must define eval function to use this base class")

    @abstractmethod
    def update(self, *inputs):
        """Take in a batch."""
        raise NotImplementedError("Must define update function to use this base class")


def check_inputs(name, inputs, count=2, what="predicted value, true value", stop="", label=""):
    """Number of the inputs of `update`."""
    if len(inputs) != count:
        noun = "inputs" if count > 1 else "input"
        raise ValueError(
            f"For '{name}.update', it needs {count} {noun} ({what}), but got "
            f"{label}{len(inputs)}{stop}"
        )


def check_samples(name, count, inputs="inputs(predicted value, true value)"):
    """There must have been samples."""
    if count == 0:
        raise RuntimeError(
            f"The '{name}' can not be calculated, because the number of samples is 0, please check "
            f"whether your {inputs} are empty, or has called update method before calling eval "
            "method."
        )


def check_updated(updated):
    """There must have been an update."""
    if not updated:
        raise RuntimeError("Please call the 'update' method before calling 'eval' method.")


class EvaluationBase(Metric):
    """Metrics of classes (one per example) or of labels (several per example)."""

    def __init__(self, eval_type):
        super().__init__()
        if eval_type not in _EVAL_TYPES:
            raise TypeError(
                f"The argument 'eval_type' must be in {_EVAL_TYPES}, but got {eval_type}"
            )
        self._type = eval_type

    def _check_shape(self, y_pred, y):
        pair = "y_pred (predicted value) should equal to the {} of y (true value)"
        if self._type == "classification":
            if y_pred.ndim != y.ndim + 1:
                raise ValueError(
                    f"In classification case, the dimension of {pair.format('dimension')} add 1, "
                    f"but got y_pred dimension: {y_pred.ndim} and y dimension: {y.ndim}."
                )
            if y.shape != (y_pred.shape[0], *y_pred.shape[2:]):
                raise ValueError(
                    "In classification case, y_pred (predicted value) shape and y (true value) "
                    "shape can not match, y shape should be equal to y_pred shape that the value "
                    "at index 1 is deleted. Such as y_pred shape (1, 2, 3), then y shape should be "
                    f"(1, 3). But got y_pred shape {y_pred.shape} and y shape {y.shape}"
                )
            return
        if y_pred.ndim != y.ndim:
            raise ValueError(
                f"In {self._type} case, the dimension of {pair.format('dimension')}, but got "
                f"y_pred dimension: {y_pred.ndim} and y dimension: {y.ndim}."
            )
        if y_pred.shape != y.shape:
            raise ValueError(
                f"In {self._type} case, the shape of {pair.format('shape')}, but got y_pred shape: "
                f"{y_pred.shape} and y shape: {y.shape}."
            )

    def _check_value(self, y_pred, y):
        binary = np.equal(y_pred**2, y_pred).all() and np.equal(y**2, y).all()
        if self._type != "classification" and not binary:
            raise ValueError(
                "In multilabel case, all elements in y_pred (predicted value) and y (true value) "
                "should be 0 or 1.Please check whether your inputs y_pred and y are correct."
            )

    def _check_classes(self, y_pred):
        name = type(self).__name__
        if self._class_num == 0:
            self._class_num = y_pred.shape[1]
        elif y_pred.shape[1] != self._class_num:
            raise ValueError(
                f"For '{name}.update', class number not match, last input predicted data contain "
                f"{self._class_num} classes, but current predicted data contain {y_pred.shape[1]} "
                "classes, please check your predicted value(inputs[0])."
            )


def is_one_hot(data):
    """Whether every row has a single 1 and zeros."""
    return (
        data.ndim > 1
        and bool(np.equal(data**2, data).all())
        and bool(np.equal(data.sum(axis=1), 1).all())
    )
