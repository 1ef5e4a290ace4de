"""Sorting and positions of extremes."""

from __future__ import annotations

from compat.core import op

from .._operands import NUMBERS, axis_of, raw, take
from .._registry import operator
from .._varbase import wrap


@operator
def arg_max_op(x, axis=0, keepdims=False, dtype=-1, **options):
    """int64: position of the first maximum."""
    value = raw(take(x, "arg_max", NUMBERS))
    return wrap(op.argmax(value, axis_of(axis, len(op.shape_of(value)))))


def argmax(x, axis=0):
    """int64: position of the first maximum."""
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
    """The largest `k` of the last axis and their positions."""
    return top_k_op(input, int(k))
