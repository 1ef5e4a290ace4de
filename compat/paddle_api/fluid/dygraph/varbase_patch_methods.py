"""Methods of `VarBase` that need the rest of the package."""

from __future__ import annotations

import math

import numpy as np

from compat.core import op

from .. import _sparse as sparse
from .. import framework
from .._mode import _dygraph_tracer, in_dygraph_mode
from .._varbase import VarBase, from_numpy
from ..families.shape.slicing import getitem
from .math_op_patch import monkey_patch_math_varbase


@framework.dygraph_only
def set_value(self, value):
    """Take over the values of an ndarray or a variable of the same shape and dtype."""
    self._set(from_numpy(np.array(self._fitting(value))))


def _fitting(self, value):
    """The array that the variable takes over; raises AssertionError for one that does not fit."""
    assert isinstance(value, (np.ndarray, VarBase)), (
        "Variable set_value function, arguments type only support Variable, numpy, VarBase"
    )
    array = value.numpy() if isinstance(value, VarBase) else value
    shape = op.shape_of(self._value)
    assert shape == array.shape, (
        f"Variable Shape not match, Variable [ {self.name} ] need tensor with shape {shape} but "
        f"load set tensor with shape {array.shape}"
    )
    dtype = op.dtype_of(self._value)
    assert dtype == array.dtype, (
        f"Variable dtype not match, Variable [ {self.name} ] need tensor with dtype {dtype}  but "
        f"load tensor with dtype {array.dtype}"
    )
    return array


@framework.dygraph_only
def backward(self, backward_strategy=None, retain_graph=False):
    """Gradients of this variable for everything it was computed from.

    Args:
        backward_strategy (BackwardStrategy or None, default None): `sort_sum_gradient` adds
            gradients in a fixed order.
        retain_graph (bool, default False): keep the record for another call.

    Returns:
        None.

    Example:
        >>> x = to_variable(np.array([1.0, 2.0], "float32"))
        >>> x.stop_gradient = False
        >>> y = layers.reduce_sum(x * x)
        >>> y.backward()
        >>> print(x.gradient())
        [2. 4.]
    """
    self._run_backward(backward_strategy, _dygraph_tracer(), retain_graph)


def _run_backward(self, strategy, tracer, retain_graph):
    self._keep_gradients(sparse.collected(self._found_gradients), retain_graph)


@framework.dygraph_only
def gradient(self):
    """The gradient as an ndarray, None if there is none; (values, rows) of a sparse table."""
    grad = self._grad_value()
    if type(grad) is sparse.SelectedRows:
        return grad.pair()
    return None if grad is None else np.array(op.to_numpy(grad))


def to_string(self, throw_on_error, with_details=False):
    """Name, dtype, shape and values."""
    if in_dygraph_mode():
        return (
            f"name {self.name}, dtype: {self.dtype} shape: {self.shape} {self.value().get_tensor()}"
        )
    return None


def __str__(self):
    return self.to_string(True)


def __bool__(self):
    assert math.prod(self.shape) == 1, (
        "When Variable is used as the condition of if/while , Variable can only contain one "
        "element."
    )
    return bool(np.all(self.numpy() > 0))


def __getitem__(self, item):
    return getitem(self, item)


def __iter__(self):
    return (self[i] for i in range(len(self)))


@property
def block(self):
    """The block of the main program in use."""
    return framework.default_main_program().global_block()


def monkey_patch_varbase():
    """Give `VarBase` its methods and operators."""
    for method in (
        *(set_value, _fitting, backward, _run_backward, gradient),
        *(to_string, __str__, __bool__, __getitem__),
    ):
        setattr(VarBase, method.__name__, method)
    VarBase.__iter__ = __iter__
    VarBase.__nonzero__ = __bool__
    VarBase.block = block
    monkey_patch_math_varbase()
