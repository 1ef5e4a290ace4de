"""Sorting and positions of extremes."""

from __future__ import annotations

import numpy as np

from compat.core import op

from .._dtypes import canonical
from .._errors import enforce_not_met
from .._operands import NUMBERS, axis_of, first_number, invalid, raw, take
from .._registry import operator
from .._varbase import VarBase, from_numpy, wrap


@operator
def arg_max_op(x, axis=0, keepdims=False, dtype=-1, **options):
    """int64: position of the first maximum."""
    value = raw(take(x, "arg_max", NUMBERS))
    return wrap(op.argmax(value, axis_of(axis, len(op.shape_of(value)))))


def argmax(x, axis=0):
    """Position of the first maximum along an axis.

    Args:
        x (Variable): numbers.
        axis (int, default 0): the axis.

    Returns:
        Variable of int64, without the axis.

    Raises:
        TypeError: `x` is not a Variable.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> print(layers.argmax(x, axis=1).numpy())
        [1 1]
    """
    return arg_max_op(x, axis)


@operator
def arg_min_op(x, axis=0, keepdims=False, dtype=-1, **options):
    """int64: position of the first minimum."""
    value = raw(take(x, "arg_min", NUMBERS))
    return wrap(op.argmin(value, axis_of(axis, len(op.shape_of(value)))))


def argmin(x, axis=0):
    """int64: position of the first minimum."""
    return arg_min_op(x, axis)


@operator(outputs=("Out", "Indices"))
def argsort_op(x, axis=-1, descending=False, **options):
    """Sorted values and their int64 positions."""
    value = take(x, "argsort", NUMBERS)
    axis = axis_of(axis, len(op.shape_of(value)))
    order = op.argsort(raw(value), axis, bool(descending), True)
    return wrap(op.take_along_axis(value, order, axis)), wrap(order)


def argsort(input, axis=-1, descending=False, name=None):
    """Sorted values and their positions."""
    return argsort_op(input, axis, descending)


@operator(outputs=("Out", "Indices"))
def top_k_op(x, k=1, **options):
    """The largest `k` of the last axis and their int64 positions; without gradient, as in the
    original."""
    value = raw(take(x, "top_k", NUMBERS))
    values, positions = op.top_k(value, int(k), len(op.shape_of(value)) - 1, True)
    return wrap(values), wrap(positions)


def topk(input, k, name=None):
    """The largest elements of the last axis and their positions.

    Args:
        input (Variable): numbers, at least rank 1.
        k (int or Variable): how many.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        tuple of two Variables: the elements and their positions (int64).

    Raises:
        TypeError: `input` is not a Variable.

    Example:
        >>> x = to_variable(np.array([1.0, 5.0, 3.0], "float32"))
        >>> values, positions = layers.topk(x, 2)
        >>> print(values.numpy(), positions.numpy())
        [5. 3.] [1 2]
    """
    k = int(first_number(k))
    if isinstance(input, VarBase) and input.shape and k > input.shape[-1]:
        raise enforce_not_met("Error: input must have >= k columns", "top_k")
    return top_k_op(input, k)


def _distinct(x, name):
    """Distinct values in the order in which they appear, the place of every element, and counts."""
    values = op.to_numpy(raw(take(x, name, NUMBERS)))
    if values.ndim != 1:
        raise invalid(f"The op of fluid.layers.{name}() only supports 1D inputs", name)
    _, first, places, counts = np.unique(
        values, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return values[np.sort(first)], rank[places.reshape(-1)], counts[order]


def unique(x, dtype="int32"):
    """(distinct values in the order of their first appearance, place of every element)."""
    values, places, _ = _distinct(x, "unique")
    return wrap(from_numpy(values)), wrap(from_numpy(places.astype(canonical(dtype))))


def unique_with_counts(x, dtype="int32"):
    """(distinct values in the order of their first appearance, places, counts)."""
    if dtype not in ("int32", "int64"):
        raise TypeError("Op unique_with_counts, index dtype must be int32 or int64")
    if x is None or len(x.shape) != 1:
        raise ValueError("Op unique_with_counts, x must not be null and size of dim must be 1")
    found = _distinct(x, "unique_with_counts")
    numbers = (wrap(from_numpy(f.astype(dtype))) for f in found[1:])
    return wrap(from_numpy(found[0])), *numbers
