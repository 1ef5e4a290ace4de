"""Shapes: reshaping, reordering and repeating axes."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from compat.core import op

from ... import dygraph_utils
from ..._attributes import int_list
from ..._errors import enforce_not_met
from ..._operands import ANY, axis_of, into, invalid, part, required, take
from ..._registry import operator, register
from ..._varbase import VarBase, wrap
from ..creation import assign
from ..metric import _count


@operator
def reshape2_op(x, shape=(), **options):
    """`x` under another shape: 0 keeps an extent, -1 is computed."""
    value = take(x, "reshape2", ANY)
    return wrap(op.reshape(value, _extents(op.shape_of(value), tuple(int_list(shape)))))


@lru_cache(1024)
def _extents(have, shape):
    """What `shape` means for a variable of the extents `have`."""
    shape, wanted, unknown = list(shape), [], None
    for i, n in enumerate(shape):
        if n == -1:
            if unknown is not None:
                raise invalid(
                    "Only one dimension value of 'shape' in ReshapeOp can be -1. But received "
                    f"shape = {shape}, shape[{i}] is also -1.",
                    "reshape2",
                )
            unknown = i
        elif n == 0:
            if i >= len(have):
                raise invalid(
                    "The index of 0 in `shape` must be less than the input tensor X's "
                    "dimensions. But "
                    f"received shape = {shape}, shape[{i}] = 0, X's shape = {list(have)}, X's "
                    f"dimensions = {len(have)}.",
                    "reshape2",
                )
            n = have[i]
        wanted.append(n)
    size = math.prod(have)
    if unknown is not None:
        rest = math.prod(n for n in wanted if n != -1)
        if rest and size % rest:
            raise invalid(
                "The 'shape' attribute in ReshapeOp is invalid. The input tensor X'size must be "
                "divisible by known capacity of 'shape'. But received X's shape = "
                f"{list(have)}, X's size = {size}, 'shape' is {shape}, known capacity of "
                f"'shape' is "
                f"{-rest}.",
                "reshape2",
            )
        wanted[unknown] = size // rest if rest else 0
    if math.prod(wanted) != size:
        raise invalid(
            "The 'shape' in ReshapeOp is invalid. The input tensor X'size must be equal to the "
            f"capacity of 'shape'. But received X's shape = {list(have)}, X's size = {size}, "
            f"'shape' "
            f"is {shape}, the capacity of 'shape' is "
            f"{abs(math.prod(n if n else 1 for n in shape))}.",
            "reshape2",
        )
    return tuple(wanted)


register("reshape", reshape2_op)


@operator
def flatten2_op(x, axis=1, **options):
    """Rank 2: axes before `axis` flattened, the rest flattened."""
    value = take(x, "flatten2", ANY)
    shape = op.shape_of(value)
    return wrap(op.reshape(value, (math.prod(shape[:axis]), math.prod(shape[axis:]))))


register("flatten", flatten2_op)


@operator
def transpose2_op(x, axis=None, **options):
    """Axes in another order."""
    if axis is None:
        raise required("axis")
    value = take(x, "transpose2", ANY)
    return wrap(op.permute_dims(value, _order(tuple(axis), op.rank_of(value))))


@lru_cache(1024)
def _order(axis, rank):
    """The axes that `axis` means, which are to be a permutation."""
    if len(axis) != rank:
        raise invalid(
            "The input tensor's dimension should be equal to the axis's size. But received input "
            f"tensor's dimension is {rank}, axis's size is {len(axis)}",
            "transpose2",
        )
    order = tuple(axis_of(int(a), rank) for a in axis)
    for i, a in enumerate(order):
        if order[:i].count(a):
            raise invalid(
                "Each element of Attribute axis should be a unique value range from 0 to (dims "
                "- 1), "
                "where the dims is the axis's size, unique value means this axis value can "
                "appear only "
                f"once. But received axis[{i}] is {axis[i]}, axis_size is {rank}, "
                f"count[axis[{i}]] is "
                f"{order[: i + 1].count(a)}",
                "transpose2",
            )
    return order


register("transpose", transpose2_op)


@operator
def squeeze2_op(x, axes=(), **options):
    """Without axes of extent 1: the given ones, or all."""
    value = take(x, "squeeze2", ANY)
    shape = op.shape_of(value)
    rank = len(shape)
    wanted = {axis_of(a, rank) for a in axes} if axes else set(range(rank))
    for a in sorted(wanted) if axes else ():
        if shape[a] != 1:
            raise invalid(
                "The size of axis that will be squeezed should be equal to 1. But current axis = "
                f"{shape[a]},input tensor's shape = {list(shape)}.",
                "squeeze2",
            )
    kept = tuple(n for i, n in enumerate(shape) if i not in wanted or n != 1)
    return wrap(op.reshape(value, kept))


register("squeeze", squeeze2_op)


@operator
def unsqueeze2_op(x, axes=(), **options):
    """With new axes of extent 1 at `axes`, one after the other."""
    value = take(x, "unsqueeze2", ANY)
    shape = list(op.shape_of(value))
    for a in int_list(axes):
        shape.insert(a + len(shape) + 1 if a < 0 else a, 1)
    return wrap(op.reshape(value, tuple(shape)))


register("unsqueeze", unsqueeze2_op)


@operator
def expand_op(x, expand_times=(), **options):
    """`x` repeated along every axis."""
    value = take(x, "expand", ANY)
    times, shape = int_list(expand_times), op.shape_of(value)
    if len(times) != len(shape):
        raise invalid(
            f"The number of elements ({len(times)}) of 'expand_times' for Op(expand) must be "
            f"equal to the number of dimensions ({len(shape)}) of the input.",
            "expand",
        )
    return wrap(op.tile(value, tuple(times)))


def expand(x, expand_times, name=None):
    """The variable repeated along every axis.

    Args:
        x (Variable): up to rank 6.
        expand_times (list, tuple of ints and Variables, or Variable): repetitions of each axis.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable.

    Raises:
        EnforceNotMet: there are not as many numbers as axes.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> layers.expand(x, [1, 2]).shape
        [2, 4]
    """
    return expand_op(x, expand_times)


@operator
def expand_as_op(x, target, **options):
    """`x` repeated up to the extents of `target`."""
    value = take(x, "expand_as", ANY)
    shape, wanted = op.shape_of(value), op.shape_of(target._value)
    if len(shape) != len(wanted) or any(
        m == 0 or n % m for m, n in zip(shape, wanted, strict=True)
    ):
        raise enforce_not_met(
            f"Error: X(input) could not be broadcast together with remapped shape(expand "
            f"tensor's shape): {list(shape)} and {list(wanted)}.",
            "expand_as",
        )
    return wrap(op.tile(value, tuple(n // m for m, n in zip(shape, wanted, strict=True))))


def expand_as(x, target_tensor, name=None):
    """`x` repeated up to the extents of `target_tensor`."""
    return expand_as_op(x, target_tensor)


@operator
def reverse_op(x, axis=None, **options):
    """Order reversed along `axis`."""
    if axis is None:
        raise required("axis")
    value = take(x, "reverse", ANY)
    axes = [axis] if isinstance(axis, int) else axis
    return wrap(op.flip(value, tuple(sorted(axis_of(a, len(op.shape_of(value))) for a in axes))))


def reverse(x, axis):
    """Elements in reverse order along axes.

    Args:
        x (Variable): any.
        axis (int, list or tuple of ints): the axes.

    Returns:
        Variable.

    Raises:
        TypeError: `x` is not a Variable.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> print(layers.reverse(x, 0).numpy())
        [[3. 4.]
         [1. 2.]]
    """
    return reverse_op(x, axis)


register("flip", reverse_op)


@operator
def shape_op(x, **options):
    """int32: the extents."""
    return wrap(op.asarray(list(op.shape_of(x._value)), "int32", op.device_of(x._value)))


def shape(input):
    """Shape of a variable.

    Args:
        input (Variable): any.

    Returns:
        Variable of int32 and rank 1.

    Raises:
        TypeError: `input` is not a Variable.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> print(layers.shape(x).numpy())
        [2 2]
    """
    return shape_op(input)


@operator
def size_op(x, **options):
    """int64 (1,): the number of elements."""
    count = 1
    for n in op.shape_of(x._value):
        count *= n
    return wrap(op.asarray([count], "int64", op.device_of(x._value)))


def size(input):
    """int64 (1,): the number of elements."""
    return size_op(input)


@operator
def is_empty_op(x, **options):
    """bool (1,): there are no elements."""
    return wrap(op.full((1,), 0 in op.shape_of(x._value), "bool", op.device_of(x._value)))


def is_empty(x, cond=None):
    """bool (1,): there are no elements."""
    return into(is_empty_op(x), cond)


def roll(input, shifts, dims=None):
    """Elements moved around along axes."""
    value = take(input, "roll", ("float32", "float64", "int32", "int64"))
    shape = op.shape_of(value)
    shifts = [shifts] if isinstance(shifts, int) else list(shifts)
    if dims is None:
        value, dims = op.reshape(value, (_count(value),)), [0]
    for shift, dim in zip(shifts, [dims] if isinstance(dims, int) else dims, strict=True):
        axis = dim % len(op.shape_of(value))
        n = op.shape_of(value)[axis]
        cut = (n - shift) % n
        parts = [part(value, axis, cut, n), part(value, axis, 0, cut)]
        value = op.concat(parts, axis) if cut else value
    return wrap(op.reshape(value, shape))


def reshape(x, shape, actual_shape=None, act=None, inplace=False, name=None):
    """The elements in row-major order under another shape.

    Args:
        x (Variable): any dtype and shape.
        shape (list or tuple of ints and Variables): the new shape; -1 follows from the others, 0
            keeps an extent.
        actual_shape (Variable or None, default None): is taken instead of `shape` in static
            programs.
        act (str or None, default None): activation of the result.
        inplace (bool, default False): no effect here.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable.

    Raises:
        TypeError: `shape` is of another kind.
        EnforceNotMet: the number of elements differs.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> layers.reshape(x, [4, -1]).shape
        [4, 1]
    """
    if not isinstance(shape, (list, tuple)):
        raise TypeError(
            f"The type of 'shape' in reshape must be list[int] or tuple(int) in Dygraph mode, but "
            f"received {type(shape)}"
        )
    return dygraph_utils._append_activation_in_dygraph(reshape2_op(x, shape), act)


def transpose(x, perm, name=None):
    """The axes in another order: axis i of the result is axis `perm[i]`.

    Args:
        x (Variable): any dtype and shape.
        perm (list or tuple of ints): a permutation of the axes.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable.

    Raises:
        EnforceNotMet: `perm` is no permutation of the axes.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> print(layers.transpose(x, [1, 0]).numpy())
        [[1. 3.]
         [2. 4.]]
    """
    return transpose2_op(x, perm)


def squeeze(input, axes, name=None):
    """Without axes of extent 1.

    Args:
        input (Variable): any.
        axes (list of ints): the axes to drop; empty: all of extent 1.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable.

    Raises:
        AttributeError: `input` is not a Variable.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> layers.squeeze(layers.unsqueeze(x, [0]), [0]).shape
        [2, 2]
    """
    return squeeze2_op(input, [axes] if isinstance(axes, int) else axes)


def unsqueeze(input, axes, name=None):
    """New axes of extent 1.

    Args:
        input (Variable): any.
        axes (int, list, tuple of ints or Variable): where they stand, one after the other.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable.

    Raises:
        AttributeError: `input` is not a Variable.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> layers.unsqueeze(x, [0]).shape
        [1, 2, 2]
    """
    if isinstance(axes, int):
        axes = [axes]
    elif isinstance(axes, VarBase):
        axes = axes.numpy().reshape(-1).tolist()
    return unsqueeze2_op(input, axes)


def flatten(x, axis=1, name=None):
    """Rank 2: axes before `axis` flattened, the rest flattened."""
    if not isinstance(axis, int) or axis > len(x.shape) or axis < 0:
        raise ValueError("The axis should be a int, and in range [0, rank(x)]")
    return flatten2_op(x, axis)


def flip(input, dims, name=None):
    """Order reversed along `dims`."""
    return reverse_op(input, dims)


def rank(input):
    """int32 (): the number of axes."""

    return assign(np.array(len(input.shape), "int32"))
