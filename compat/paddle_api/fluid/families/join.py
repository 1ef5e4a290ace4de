"""Joining and splitting variables."""

from __future__ import annotations

import numpy as np

from compat.core import op

from .._attributes import int_list
from .._errors import enforce_not_met, incompatible
from .._operands import ANY, axis_of, check_consistent, invalid, part, same_dtype, take
from .._registry import operator
from .._varbase import VarBase, group, wrap
from .creation import assign


@operator(list_input=True)
def concat_op(xs, axis=0, **options):
    """Variables one behind the other."""
    if not isinstance(xs, (list, tuple, VarBase)):
        raise incompatible("concat", (xs,))
    values = [take(x, "concat", ANY) for x in xs]
    rank = op.rank_of(values[0])
    axis = axis_of(int(axis), rank)
    for i, v in enumerate(values[1:], 1):
        same_dtype(values[0], v, "concat")
        if op.rank_of(v) != rank:
            raise invalid(
                f"The shape of input[0] and input[{i}] is expected to be equal.But received "
                f"input[0]'s shape = {list(op.shape_of(values[0]))}, input[{i}]'s shape = "
                f"{list(op.shape_of(v))}.",
                "concat",
            )
    try:
        return wrap(op.concat(values, axis))
    except Exception as error:
        failure = error
    _check_extents([op.shape_of(v) for v in values], axis)
    raise failure


def concat(input, axis=0, name=None):
    """Joins variables along an axis.

    Args:
        input (list of Variable): of one rank and dtype, equal in all other axes.
        axis (int or Variable, default 0): the axis; negative ones count from the end.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable.

    Raises:
        EnforceNotMet: other extents differ.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> print(layers.concat([x, x], axis=1).numpy())
        [[1. 2. 1. 2.]
         [3. 4. 3. 4.]]
    """
    if isinstance(axis, VarBase):
        axis = int(axis)
    return concat_op(input if isinstance(input, (list, tuple)) else [input], axis)


def _check_extents(shapes, axis):
    first = shapes[0]
    for i, shape in enumerate(shapes[1:], 1):
        for j, (m, n) in enumerate(zip(first, shape, strict=True)):
            if j != axis and m != n:
                raise invalid(
                    f"The {j}-th dimension of input[0] and input[{i}] is expected to be equal."
                    f"But received input[0]'s shape = {list(first)}, input[{i}]'s shape = "
                    f"{list(shape)}.",
                    "concat",
                )


@operator(list_input=True)
def stack_op(xs, axis=0, **options):
    """Variables along a new axis."""
    if not all(isinstance(x, VarBase) for x in xs):
        raise invalid("Python object is not type of VarBase", "stack")
    values = [take(x, "stack", ANY) for x in xs]
    check_consistent(values[0], xs, "stack")
    first = op.shape_of(values[0])
    for i, v in enumerate(values):
        if op.shape_of(v) != first:
            raise invalid(
                f"Dims of all Inputs(X) must be the same, but received input {i} dim is:"
                f"{len(op.shape_of(v))} not equal to input 0 dim:{len(first)}.",
                "stack",
            )
    return wrap(op.stack(values, axis_of(axis, len(first) + 1)))


def stack(x, axis=0):
    """Variables of one shape along a new axis.

    Args:
        x (list of Variable or Variable): of one shape and dtype.
        axis (int, default 0): where the new axis stands.

    Returns:
        Variable.

    Raises:
        EnforceNotMet: shapes differ, or `axis` is out of range.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> layers.stack([x, x], axis=1).shape
        [2, 2, 2]
    """
    if not isinstance(x, (list, tuple)):
        x = [x]
    return stack_op(x, 0 if axis is None else axis)


@operator(list_output=True)
def unstack_op(x, axis=0, num=None, **options):
    """The slices along `axis`, which is dropped."""
    value = take(x, "unstack", ANY)
    shape = op.shape_of(value)
    axis = axis_of(axis, len(shape))
    if num is not None and num != shape[axis]:
        raise invalid(
            f"The number of attribute num is not equal to the length of the {axis} axis of "
            f"Input(X). Expect {shape[axis]}, but received {num}.",
            "unstack",
        )
    rest = shape[:axis] + shape[axis + 1 :]
    return group([wrap(op.reshape(part(value, axis, i, i + 1), rest)) for i in range(shape[axis])])


def unstack(x, axis=0, num=None):
    """The slices along `axis`."""
    return unstack_op(x, axis, num)


@operator(list_output=True)
def split_op(x, num=0, sections=(), axis=0, **options):
    """Parts along `axis`: `num` equal ones, or of the extents `sections`."""
    value = take(x, "split", ANY)
    shape = op.shape_of(value)
    axis = axis_of(int(axis), len(shape))
    extent = shape[axis]
    if num and not sections:
        if extent % num:
            raise enforce_not_met(
                "Error: The input's size along the split dimension must be evenly divisible by "
                f"Attr(num_or_sections). But received Attr(num_or_sections) = {num}, "
                f"input(X)'s shape "
                f"= {list(shape)}, Attr(dim) = {axis}.",
                "split",
            )
        sections = [extent // num] * num
    sections = int_list(sections)
    if -1 in sections:
        known = sum(n for n in sections if n != -1)
        sections = [extent - known if n == -1 else n for n in sections]
    if sum(sections) != extent:
        raise enforce_not_met(
            "Error: Sum of Attr(num_or_sections) must be equal to the input's size along the "
            "split dimension. "
            f"But received Attr(num_or_sections) = {sections}, input(X)'s shape = {list(shape)}, "
            f"Attr(dim) = {axis}.",
            "split",
        )
    parts, begin = [], 0
    for n in sections:
        parts.append(wrap(part(value, axis, begin, begin + n)))
        begin += n
    return group(parts)


def split(input, num_or_sections, dim=-1, name=None):
    """Pieces along an axis.

    Args:
        input (Variable): any.
        num_or_sections (int, list or tuple): number of equal pieces, or the extent of each; one may
            be -1.
        dim (int or Variable, default -1): the axis.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        list of Variable.

    Raises:
        EnforceNotMet: the pieces would not be equal, or do not add up.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> [piece.shape for piece in layers.split(x, 2, dim=0)]
        [[1, 2], [1, 2]]
    """
    if isinstance(dim, VarBase):
        dim = int(dim)
    if isinstance(num_or_sections, int):
        return split_op(input, num_or_sections, (), dim)
    if isinstance(num_or_sections, (list, tuple)):
        return split_op(input, 0, num_or_sections, dim)
    raise TypeError(
        f"The type of 'num_or_sections' in split must be int or list in Dygraph mode, but received "
        f"{type(num_or_sections)}."
    )


def tensor_array_to_tensor(input, axis=1, name=None, use_stack=False):
    """A list of variables joined, and their extents along `axis`."""

    joined = stack(input, axis) if use_stack else concat(input, axis)
    lengths = [1 if use_stack else x.shape[axis] for x in input]
    return joined, assign(np.array(lengths, "int64"))
