"""Sorting, top k, unique elements, search."""

from __future__ import annotations

import math
from builtins import range as _range

from ....core import compose, op
from ... import _checkparam as validator
from ...common import dtype as mstype
from ...common.forwarding import tensor_methods
from ...common.tensor import Tensor, wrap
from ..accepted import BOOL, FLOAT, INT, accepts
from ..arguments import axis_of, dtype_name, kind_of, number, operand, raw, tensor_kind, unary
from ..primitive import Primitive, prim_attr_register
from .creation import filled

accepts(FLOAT + INT + ("bool", "uint8"), "Sort", argument="inputx", lacks=BOOL)
accepts(("float16", "float32", "int32"), "TopK", argument="input_x")


def sort(input_x, axis=-1, descending=False):
    """Elements in order along an axis, and where they stood.

    Args:
        input_x (Tensor): floats or integers, any shape.
        axis (int, default -1): the axis; MindSpore on CPU has only the last one, here any.
        descending (bool, default False): from large to small.

    Returns:
        tuple of two tensors: the elements and their positions (int32).

    Raises:
        TypeError: `axis` is not an int, or `descending` not a bool.
        ValueError: `axis` is out of range.

    Example:
        >>> x = Tensor([3.0, 1.0, 2.0])
        >>> values, positions = ops.sort(x)
        >>> print(values, positions)
        [1. 2. 3.] [1 2 0]
    """
    x = unary("Sort", "x", input_x)
    text = "For 'Sort', the axis must be in [-{rank}, {rank}), but got {axis}."
    axis = axis_of("Sort", "axis", axis, input_x.ndim, text)
    index = op.argsort(x, axis, bool(descending), True)
    return wrap(op.take_along_axis(x, index, axis)), wrap(op.astype(index, "int32"))


def argsort(input, axis=-1, descending=False):
    """Positions of the elements in order along an axis.

    Args:
        input (Tensor): numbers, any shape.
        axis (int, default -1): the axis.
        descending (bool, default False): from large to small.

    Returns:
        Tensor of int32 and the same shape.

    Raises:
        TypeError: `axis` is not an int, or `descending` no bool.
        ValueError: `axis` is out of range.

    Example:
        >>> x = Tensor([3.0, 1.0, 2.0])
        >>> print(ops.argsort(x))
        [1 2 0]
    """
    return sort(input, axis, descending)[1]


def msort(input):
    """Values in order along axis 0."""
    return sort(input, 0)[0]


def top_k(input_x, k, sorted=True):
    """The largest elements of the last axis and their positions.

    Args:
        input_x (Tensor): float16, float32 or int32, at least rank 1.
        k (int): how many; at most the extent of the last axis.
        sorted (bool, default True): in descending order.

    Returns:
        tuple of two tensors: the elements, of the dtype of `input_x`, and their positions, int32.
        Both have the shape of `input_x` with `k` as the last extent.

    Raises:
        TypeError: `sorted` is not a bool, `k` is not an int, or `input_x` has another dtype.
        ValueError: `k` is out of range.

    Example:
        >>> x = Tensor([1.0, 5.0, 3.0])
        >>> values, positions = ops.top_k(x, 2)
        >>> print(values, positions)
        [5. 3.] [1 2]
    """
    x = unary("TopK", "input_x", input_x)
    if isinstance(k, Tensor):
        k = int(op.to_numpy(k._value))
    if not isinstance(k, int) or isinstance(k, bool):
        raise TypeError(
            "For primitive[TopK], the input argument[k] must be a type of "
            f"{{Int16, Int32, Int64, Int8}}, but got {kind_of(k)}."
        )
    extent = input_x.shape[-1]
    if not 0 < k <= extent:
        raise ValueError(f"For primitive[TopK], the k must be in (0,{extent}], but got {k}.")
    if not sorted and k == extent:
        places = op.arange(0, extent, 1, "int32", op.device_of(x))
        return input_x, wrap(op.broadcast_to(places, input_x.shape))
    values, index = op.top_k(x, k, input_x.ndim - 1, True)
    return wrap(values), wrap(op.astype(index, "int32"))


def topk(input, k, dim=None, largest=True, sorted=True):
    """(extreme elements of an axis in order, int32 positions)."""
    axis = axis_of("TopK", "dim", -1 if dim is None else dim, input.ndim)
    if not sorted and k == input.shape[axis]:
        places = op.arange(0, k, 1, "int32", op.device_of(input._value))
        column = tuple(k if i == axis else 1 for i in _range(input.ndim))
        return input, wrap(op.broadcast_to(op.reshape(places, column), input.shape))
    values, index = op.top_k(unary("TopK", "x", input), k, axis, bool(largest))
    return wrap(values), wrap(op.astype(index, "int32"))


def unique(input):
    """The different elements, and which of them stands where.

    Args:
        input (Tensor): numbers; counts as one-dimensional.

    Returns:
        tuple of two tensors: the elements in the order of their first appearance or sorted, as
        MindSpore's CPU kernel has them, and the positions in it, of the shape of `input`.

    Raises:
        TypeError: `input` is not a Tensor.

    Example:
        >>> elements, positions = ops.unique(Tensor([3, 1, 3], ms.int32))
        >>> print(elements, positions)
        [3 1] [0 1 0]
    """
    x = operand("Unique", "x", input)
    flat = op.reshape(x, (input.size,))
    values, inverse, _ = op.unique(flat)
    count = op.shape_of(values)[0]
    # First occurrences: the smallest position that leads to each value.
    steps = op.arange(0, input.size, 1, "int64", op.device_of(x))
    start = op.full((count,), input.size, "int64", op.device_of(x))
    first = op.scatter_nd(start, compose.expand_dims(inverse, 1), steps, "min")
    order = op.argsort(first, 0, False, True)
    rank = op.argsort(order, 0, False, True)
    index_dtype = "int64" if input._name == "int64" else "int32"
    positions = op.astype(op.take(rank, inverse, 0), index_dtype)
    return wrap(op.take(values, order, 0)), wrap(op.reshape(positions, input.shape))


def unique_with_pad(x, pad_num):
    """As `unique`, the values padded to the number of elements."""
    values, index = unique(x)
    missing = x.size - values.size
    if missing:
        number = int(op.to_numpy(pad_num._value)) if isinstance(pad_num, Tensor) else pad_num
        tail = op.full((missing,), number, x._name, op.device_of(values._value))
        values = wrap(op.concat([values._value, tail], 0))
    return values, index


def unique_consecutive(input, return_idx=False, return_counts=False, axis=None):
    """Values without repetition of the one before."""
    if axis is not None and input.ndim > 1:
        raise NotImplementedError(
            "mindspore.ops.unique_consecutive with 'axis' for tensors of several axes is not "
            "supported; use axis=None."
        )
    flat = op.reshape(operand("UniqueConsecutive", "x", input), (input.size,))
    device = op.device_of(flat)
    changed = op.not_equal(
        compose.narrow(flat, 0, 1, input.size), compose.narrow(flat, 0, 0, input.size - 1)
    )
    starts = op.concat([op.full((1,), 1, "int64", device), op.astype(changed, "int64")], 0)
    group = op.subtract(op.cumulative_sum(starts, 0), 1)
    places = op.nonzero(starts)
    places = op.reshape(places, (op.shape_of(places)[0],))
    results = [wrap(op.take(flat, places, 0))]
    if return_idx:
        results.append(wrap(op.reshape(op.astype(group, "int32"), input.shape)))
    if return_counts:
        ends = op.concat(
            [
                compose.narrow(places, 0, 1, op.shape_of(places)[0]),
                op.full((1,), input.size, "int64", device),
            ],
            0,
        )
        results.append(wrap(op.astype(op.subtract(ends, places), "int32")))
    return results[0] if len(results) == 1 else tuple(results)


def searchsorted(sorted_sequence, values, *, out_int32=False, right=False):
    """Positions at which values keep a sequence in order."""
    x, v = (
        operand("SearchSorted", "sorted_sequence", sorted_sequence),
        operand("SearchSorted", "values", values),
    )
    side = "right" if right else "left"
    if sorted_sequence.ndim == 1:
        shape = op.shape_of(v)
        found = op.reshape(op.searchsorted(x, op.reshape(v, (math.prod(shape),)), side), shape)
    else:
        compared = (op.less if side == "left" else op.less_equal)(
            compose.expand_dims(x, sorted_sequence.ndim - 1), compose.expand_dims(v, values.ndim)
        )
        found = op.sum(op.astype(compared, "int64"), (values.ndim,), False)
    return wrap(op.astype(found, "int32" if out_int32 else "int64"))


def _check_top(x1, x2):
    for label, x, names in (
        ("x1", x1, ("float16", "float32")),
        ("x2", x2, ("int32", "int64")),
    ):
        if x._name not in names:
            known = ", ".join(tensor_kind(n) for n in names)
            raise TypeError(
                f"For primitive[InTopK], the input argument[{label}] must be a type of "
                f"{{{known}}}, but got {tensor_kind(x._name)}."
            )
    for label, x, rank in (("x1", x1, 2), ("x2", x2, 1)):
        if x.ndim != rank:
            raise ValueError(
                f"For primitive[InTopK], the input {label} rank must be equal to {rank}, but got "
                f"{x.ndim}."
            )
    if x1.shape[0] != x2.shape[0]:
        raise ValueError(
            "For 'InTopK', the size of x2 should be equal to x1's first diemnsion, but got x1 "
            f"shape: [const vector]{list(x1.shape)}, x2 shape: [const vector]{list(x2.shape)}"
        )


def intopk(x1, x2, k):
    """bool: whether the class x2 of a row of x1 is among its k largest."""
    x, y = operand("InTopK", "x1", x1), operand("InTopK", "x2", x2)
    _check_top(x1, x2)
    picked = op.take_along_axis(x, compose.expand_dims(y, 1), 1)
    above = op.sum(op.astype(op.greater(x, picked), "int64"), (1,), False)
    return wrap(
        op.logical_and(op.less(above, k), op.isfinite(compose.squeeze(picked, (1,)))), "bool"
    )


class _Bound(Primitive, inputs="sorted_x values", outputs="y"):
    """Base of LowerBound and UpperBound."""

    _right = False

    @prim_attr_register
    def __init__(self, out_type=mstype.int32):
        validator.check_type_name("out_type", out_type, [mstype.int32, mstype.int64], self.name)

    def _compute(self, sorted_x, values):
        small = dtype_name(self.init_attrs["out_type"]) == "int32"
        return searchsorted(sorted_x, values, out_int32=small, right=self._right)


class LowerBound(_Bound):
    """Positions before equal elements."""


class UpperBound(_Bound):
    """Positions behind equal elements."""

    _right = True


class Sort(Primitive, of=sort, inputs="x", outputs="y1 y2"):
    """Elements in order along an axis, and where they stood.

    Example:
        >>> values, positions = ops.Sort(descending=True)(Tensor([3.0, 1.0, 2.0]))
        >>> print(values, positions)
        [3. 2. 1.] [0 2 1]
    """

    @prim_attr_register
    def __init__(self, axis=-1, descending=False):
        validator.check_value_type("axis", axis, [int], self.name)
        validator.check_value_type("descending", descending, [bool], self.name)


class SearchSorted(Primitive, inputs="sorted_sequence values"):
    """Positions at which values keep a sequence in order."""

    @prim_attr_register
    def __init__(self, dtype=mstype.int64, right=False):
        validator.check_value_type("right", right, [bool], self.name)

    def _compute(self, sorted_sequence, values):
        small = dtype_name(self.init_attrs["dtype"]) == "int32"
        return searchsorted(sorted_sequence, values, out_int32=small, right=self.right)


class UniqueConsecutive(Primitive, inputs="x"):
    """(values without repetition, positions, counts)."""

    @prim_attr_register
    def __init__(self, return_idx=False, return_counts=False, axis=None):
        validator.check_value_type("return_idx", return_idx, [bool], self.name)
        validator.check_value_type("return_counts", return_counts, [bool], self.name)

    def _compute(self, x):
        values, places, counts = unique_consecutive(x, True, True, self.axis)
        nothing = filled((0,), 0, "int32")
        return (
            values,
            places if self.return_idx else nothing,
            counts if self.return_counts else nothing,
        )


class ListDiff(Primitive, inputs="x y", outputs="out idx"):
    """(elements of the first vector that are not in the second, their positions)."""

    @prim_attr_register
    def __init__(self, out_idx=mstype.int32):
        pass

    def _compute(self, x, y):
        if x.ndim != 1 or y.ndim != 1:
            given = f"x dims = {x.ndim}, y dims = {y.ndim}"
            raise ValueError(f"For ListDiff, input x, y should be 1D, but get {given}.")
        same = op.equal(compose.expand_dims(raw(x), 1), raw(y))
        left = op.logical_not(op.any(same, (1,), False))
        places = op.nonzero(left)
        places = op.reshape(places, (op.shape_of(places)[0],))
        kind = self.init_attrs["out_idx"]
        return wrap(op.take(raw(x), places, 0)), wrap(op.astype(places, kind._name))


class NthElement(Primitive, inputs="input n"):
    """The n-th smallest (largest) element of the last axis."""

    @prim_attr_register
    def __init__(self, reverse=False):
        validator.check_value_type("reverse", reverse, [bool], self.name)

    def _compute(self, x, n):
        last = x.ndim - 1
        ordered = op.sort(x._value, last, self.reverse, False)
        return wrap(compose.select(ordered, last, int(number(n))))


class Unique(Primitive, of=unique, inputs="x"):
    """(values by first occurrence, position of every element among them)."""


class UniqueWithPad(Primitive, of=unique_with_pad, inputs="x pad_num", outputs="y idx"):
    """As `unique`, the values padded to the number of elements."""


class TopK(Primitive, of=top_k, inputs="input k", outputs="values indices"):
    """The largest elements of the last axis and their positions.

    Example:
        >>> values, positions = ops.TopK()(Tensor([1.0, 5.0, 3.0]), 2)
        >>> print(values, positions)
        [5. 3.] [1 2]
    """

    @prim_attr_register
    def __init__(self, sorted=True):
        validator.check_value_type("sorted", sorted, [bool], self.name)


class InTopK(Primitive, of=intopk, inputs="x1 x2 k", outputs="y"):
    """bool: whether the class is among the k largest of its row."""

    @prim_attr_register
    def __init__(self, k):
        validator.check_value_type("k", k, [int], self.name)


tensor_methods(argsort, msort, sort, top_k, topk, unique_consecutive, unique_with_pad)
