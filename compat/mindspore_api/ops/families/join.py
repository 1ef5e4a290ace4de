"""Tensors joined and split."""

from __future__ import annotations

from builtins import range as _range
from builtins import slice as _slice
from itertools import pairwise

from ....core import compose, op
from ... import _checkparam as validator
from ...common.forwarding import tensor_methods
from ...common.tensor import Tensor, wrap
from ..arguments import axis_of, kind_of, operand, tensor_kind
from ..primitive import Primitive, prim_attr_register
from .shape.view import atleast_3d, reshape


def _tensors(name, xs):
    if not isinstance(xs, (tuple, list)) or not xs:
        raise TypeError(
            f"For '{name}', the input must be a tuple or list of tensors, but got {kind_of(xs)}."
        )
    for x in xs:
        if not isinstance(x, Tensor):
            i = next(i for i, x in enumerate(xs) if not isinstance(x, Tensor))
            raise TypeError(
                f"For Primitive[{name}], the input argument[element{i}] must be a Tensor but got "
                f"{kind_of(x)}."
            )
    return list(xs)


def _check_alike(name, xs):
    first = xs[0]._name
    for x in xs:
        if x._name != first:
            kinds = [f"name:[element{i}]:{tensor_kind(x._name)}." for i, x in enumerate(xs)]
            listing = "\n".join(kinds)
            raise TypeError(f"For primitive[{name}], the input type must be same.\n{listing}")


def concat(tensors, axis=0):
    """Joins tensors along an axis.

    Args:
        tensors (tuple or list of Tensor): of one rank, equal in all other axes.
        axis (int, default 0): the axis, from -R to R - 1.

    Returns:
        Tensor; its extent along `axis` is the sum of theirs.

    Raises:
        TypeError: `axis` is not an int, or `tensors` not a tuple or list of tensors.
        ValueError: `axis` is out of range, or ranks or other extents differ.

    Example:
        >>> x, y = Tensor([[1.0, 2.0]]), Tensor([[3.0, 4.0]])
        >>> print(ops.concat((x, y), axis=1))
        [[1. 2. 3. 4.]]
    """
    xs = _tensors("Concat", tensors)
    _check_alike("Concat", xs)
    count = op.rank_of(xs[0]._value)
    if not isinstance(axis, int) or not -count <= axis < count:
        raise ValueError(
            f"For primitive[Concat], the Concat axis must be in [{-count},{count - 1}], but got "
            f"{axis}."
        )
    axis %= count
    values = [x._value for x in xs]
    ranks = {op.rank_of(v) for v in values}
    for i, value in enumerate(values if len(ranks) > 1 else ()):
        if op.rank_of(value) != count:
            raise ValueError(
                f"For 'Concat', element{i} shape in input can not concat with element0. The ranks "
                f"are {op.rank_of(value)} and {count}."
            )
    try:
        return wrap(op.concat(values, axis), xs[0]._name)
    except Exception as error:
        failure = error
    _check_extents(xs, axis)
    raise failure


def _check_extents(xs, axis):
    for i, x in enumerate(xs[1:], start=1):
        for d in _range(x.ndim):
            if d != axis and x.shape[d] != xs[0].shape[d]:
                raise ValueError(
                    f"For 'Concat', element{i} shape in input can not concat with element0. To "
                    f"perform concat in the axis {axis} direction, except for the {axis}th axis, "
                    f"all other axes must have the same shape. But got element{i}_shape[{d}]: "
                    f"{x.shape[d]}, element0_shape[{d}]: {xs[0].shape[d]}."
                )


def cat(tensors, axis=0):
    """Tensors one behind the other along an axis."""
    return concat(tensors, axis)


def stack(tensors, axis=0):
    """Tensors of one shape along a new axis.

    Args:
        tensors (tuple or list of Tensor): of one shape and dtype, rank R.
        axis (int, default 0): where the new axis stands, from -R - 1 to R.

    Returns:
        Tensor of rank R + 1.

    Raises:
        TypeError: `tensors` is not a tuple or list of tensors of one dtype.
        ValueError: `axis` is out of range, or shapes differ.

    Example:
        >>> x, y = Tensor([1.0, 2.0]), Tensor([3.0, 4.0])
        >>> print(ops.stack((x, y)))
        [[1. 2.]
         [3. 4.]]
        >>> print(ops.stack((x, y), axis=1))
        [[1. 3.]
         [2. 4.]]
    """
    xs = _tensors("Stack", tensors)
    _check_alike("Stack", xs)
    for i, x in enumerate(xs[1:], start=1):
        if x.shape != xs[0].shape:
            raise ValueError(
                f"For 'Stack' element {i} shape in input can not pack with first element"
            )
    count = xs[0].ndim + 1
    if not -count <= axis < count:
        raise ValueError(f"For 'Stack', the axis must be in [{-count}, {count}), but got {axis}.")
    return wrap(op.stack([x._value for x in xs], axis % count), xs[0]._name)


def unstack(input_x, axis=0):
    """Slices along an axis, which is dropped."""
    x = operand("Unstack", "x", input_x)
    text = "For 'Unstack', the axis must be in [-{rank}, {rank}), but got {axis}."
    return tuple(
        wrap(v) for v in compose.unstack(x, axis_of("Unstack", "axis", axis, input_x.ndim, text))
    )


def unbind(input, dim=0):
    """Slices along an axis, which is dropped."""
    return unstack(input, dim)


def _parts(x, sizes, axis):
    return tuple(wrap(v) for v in compose.split(x, tuple(sizes), axis))


def split(tensor, split_size_or_sections, axis=0):
    """Pieces along an axis.

    Args:
        tensor (Tensor): any dtype and shape.
        split_size_or_sections (int, tuple or list of ints): size of the pieces (the last one may be
            smaller), or the size of each.
        axis (int, default 0): the axis.

    Returns:
        tuple of Tensor.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: `axis` is out of range, or the sizes do not add up.

    Example:
        >>> x = Tensor([1.0, 2.0, 3.0])
        >>> for piece in ops.split(x, 2):
        ...     print(piece)
        [1. 2.]
        [3.]
    """
    x = operand("split", "x", tensor)
    if type(axis) is not int:
        raise TypeError(f"Type of Argument `axis` should be integer but got {type(axis)}")
    axis = axis_of("split", "axis", axis, tensor.ndim)
    extent = tensor.shape[axis]
    given = split_size_or_sections
    if type(given) is int:
        if given <= 0:
            raise ValueError(
                "For split, the value of 'split_size_or_sections' must be more than zero, but got "
                f"{given}."
            )
        sizes = [min(given, extent - start) for start in _range(0, extent, given)]
    elif isinstance(given, (tuple, list)):
        if sum(given) != extent:
            raise ValueError(
                f"The sum of 'split_size_or_sections' should be equal to {extent}, but got "
                f"{sum(given)}."
            )
        sizes = list(given)
    else:
        raise TypeError(
            "Type of Argument `split_size_or_sections` should be integer, tuple(int) or list(int), "
            f"but got {type(given)}"
        )
    return _parts(x, sizes, axis)


def split_evenly(input_x, axis, output_num):
    """The operator Split: `output_num` pieces of one size."""
    x = operand("Split", "x", input_x)
    text = "For 'Split', the axis must be in [-{rank}, {rank}), but got {axis}."
    axis = axis_of("Split", "axis", axis, input_x.ndim, text)
    extent = input_x.shape[axis]
    if extent % output_num:
        raise ValueError(
            f"For 'Split', x_shape[{axis}] must be divisible by output_num = {output_num}, but got "
            f"{extent}"
        )
    return _parts(x, [extent // output_num] * output_num, axis)


def chunk(input, chunks, axis=0):
    """At most `chunks` pieces, all but the last of one size."""
    x = operand("chunk", "x", input)
    axis = axis_of("chunk", "axis", axis, input.ndim)
    extent = input.shape[axis]
    step = -(-extent // chunks)
    return _parts(x, [min(step, extent - s) for s in _range(0, extent, step)], axis)


def tensor_split(input, indices_or_sections, axis=0):
    """Pieces as equal as can be, or cut at given positions."""
    x = operand("tensor_split", "x", input)
    axis = axis_of("tensor_split", "axis", axis, input.ndim)
    extent = input.shape[axis]
    if isinstance(indices_or_sections, int):
        if indices_or_sections <= 0:
            raise ValueError(
                "For tensor_split, the value of 'indices_or_sections' must be more than zero but "
                f"got {indices_or_sections}"
            )
        whole, extra = divmod(extent, indices_or_sections)
        sizes = [whole + 1] * extra + [whole] * (indices_or_sections - extra)
        if indices_or_sections > extent:  # MindSpore has two empty pieces for each that lacks
            sizes += [0] * (indices_or_sections - extent)
    else:
        return _cut_at(x, [_slice(0, c).indices(extent)[1] for c in indices_or_sections], axis)
    return _parts(x, sizes, axis)


def _cut_at(x, cuts, axis):
    """Pieces between cuts, from the first to the end; a cut may lie before the one it follows."""
    bounds = pairwise([0, *cuts, op.shape_of(x)[axis]])
    return tuple(wrap(compose.narrow(x, axis, a, max(a, b))) for a, b in bounds)


def vsplit(input, indices_or_sections):
    """Pieces along axis 0."""
    return tensor_split(input, indices_or_sections, 0)


def hsplit(input, indices_or_sections):
    """Pieces along axis 1, of vectors along their axis."""
    return tensor_split(input, indices_or_sections, 0 if input.ndim == 1 else 1)


def dsplit(input, indices_or_sections):
    """Pieces along axis 2."""
    return tensor_split(input, indices_or_sections, 2)


def hstack(tensors):
    """Joined along axis 1, vectors along their axis."""
    xs = _tensors("hstack", tensors)
    xs = [reshape(x, (1,)) if x.ndim == 0 else x for x in xs]
    return concat(xs, 0 if xs[0].ndim == 1 else 1)


def vstack(inputs):
    """Joined along axis 0, vectors as rows."""
    return concat(
        [reshape(x, (1, -1)) if x.ndim <= 1 else x for x in _tensors("vstack", inputs)], 0
    )


def dstack(inputs):
    """Joined along axis 2."""
    return concat([atleast_3d(x) for x in _tensors("dstack", inputs)], 2)


def column_stack(tensors):
    """Joined along axis 1, vectors as columns."""
    return concat(
        [reshape(x, (-1, 1)) if x.ndim <= 1 else x for x in _tensors("column_stack", tensors)], 1
    )


class Concat(Primitive, of=concat):
    """Joins tensors along an axis.

    Args:
        axis (int, default 0): the axis, from -R to R - 1 for tensors of rank R.

    Inputs:
        input_x (tuple or list of Tensor): tensors of one dtype and rank, equal in all other axes.

    Outputs:
        Tensor of the same dtype; its extent along `axis` is the sum of theirs.

    Raises:
        TypeError: `axis` is not an int; the operand is not a tuple or list of tensors of one dtype.
        ValueError: `axis` is out of range, or ranks or other extents differ.

    Example:
        >>> x, y = Tensor([[1.0, 2.0]]), Tensor([[3.0, 4.0]])
        >>> print(ops.Concat(axis=1)((x, y)))
        [[1. 2. 3. 4.]]
    """

    @prim_attr_register
    def __init__(self, axis=0):
        validator.check_value_type("axis", axis, [int], self.name)


class Stack(Primitive, of=stack, inputs="x", outputs="y"):
    """Tensors of one shape along a new axis.

    Example:
        >>> print(ops.Stack(axis=1)((Tensor([1.0, 2.0]), Tensor([3.0, 4.0]))))
        [[1. 3.]
         [2. 4.]]
    """

    @prim_attr_register
    def __init__(self, axis=0):
        validator.check_value_type("axis", axis, [int], self.name)


class Pack(Stack):
    """Old name of Stack."""

    _io = None
    substitute_name = "Stack"


class Unstack(Primitive, inputs="x", outputs="y"):
    """Slices along an axis."""

    @prim_attr_register
    def __init__(self, axis=0, num=None):
        validator.check_value_type("axis", axis, [int], self.name)
        if num is not None:
            validator.check_value_type("num", num, [int], self.name)

    def _compute(self, input_x):
        return unstack(input_x, self.axis)


class Unpack(Primitive, of=unstack):
    """Old name of Unstack."""

    @prim_attr_register
    def __init__(self, axis=0):
        validator.check_value_type("axis", axis, [int], self.name)


class Split(Primitive, of=split_evenly):
    """Pieces of equal size along an axis.

    Args:
        axis (int, default 0): the axis.
        output_num (int, default 1): number of pieces; divides the extent.

    Inputs:
        input_x (Tensor): any dtype and shape.

    Outputs:
        tuple of `output_num` tensors.

    Raises:
        TypeError: `axis` or `output_num` is not an int.
        ValueError: `axis` is out of range, or `output_num` is below 1 or does not divide the
            extent.

    Example:
        >>> x = Tensor([[1.0, 2.0], [3.0, 4.0]])
        >>> for piece in ops.Split(axis=1, output_num=2)(x):
        ...     print(piece)
        [[1.]
         [3.]]
        [[2.]
         [4.]]
    """

    @prim_attr_register
    def __init__(self, axis=0, output_num=1):
        validator.check_value_type("axis", axis, [int], self.name)
        validator.check_value_type("output_num", output_num, [int], self.name)
        validator.check_positive_int(output_num, "output_num", self.name)
        self.add_prim_attr("num_split", output_num)


class SplitV(Primitive, inputs="input_x"):
    """Pieces of given sizes; one may be -1."""

    @prim_attr_register
    def __init__(self, size_splits, split_dim, num_split):
        validator.check_value_type("size_splits", size_splits, [tuple, list], self.name)
        validator.check_value_type("split_dim", split_dim, [int], self.name)
        validator.check_value_type("num_split", num_split, [int], self.name)

    def _compute(self, x):
        extent = x.shape[self.split_dim]
        known = sum(n for n in self.size_splits if n >= 0)
        sizes = [extent - known if n == -1 else n for n in self.size_splits]
        return split(x, sizes, self.split_dim)


tensor_methods(chunk, dsplit, hsplit, split, tensor_split, unbind, vsplit)
