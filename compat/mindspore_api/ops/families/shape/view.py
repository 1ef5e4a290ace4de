"""Shapes: facts, reshaping, order and number of axes, broadcasting."""

from __future__ import annotations

import math
from builtins import range as _range
from functools import lru_cache

from .....core import compose, op
from .... import _checkparam as validator
from ....common.forwarding import tensor_method, tensor_methods
from ....common.tensor import Tensor, wrap
from ...arguments import axis_of, ints_of, kind_of, operand, raw, shown
from ...primitive import Primitive, prim_attr_register


def shape(input_x):
    """Shape of a tensor.

    Args:
        input_x (Tensor): any dtype and shape.

    Returns:
        tuple of ints.

    Raises:
        TypeError: `input_x` is not a Tensor.

    Example:
        >>> ops.shape(Tensor([[1.0, 2.0]]))
        (1, 2)
    """
    if not isinstance(input_x, Tensor):
        raise TypeError(
            f"For primitive[Shape], the input argument must be Tensor, but got {type(input_x)}."
        )
    return input_x.shape


def dyn_shape(input_x):
    """Extents as an int64 tensor."""
    x = operand("TensorShape", "input_x", input_x)
    return wrap(op.asarray(list(op.shape_of(x)), "int64", op.device_of(x)))


def rank(input_x):
    """Number of axes."""
    operand("Rank", "x", input_x)
    return input_x.ndim


def size(input_x):
    """Number of elements."""
    if not isinstance(input_x, Tensor):
        raise TypeError(
            f"For primitive[Size], the input argument must be Tensor, but got {type(input_x)}."
        )
    return input_x.size


def numel(input):
    """Number of elements."""
    operand("Size", "x", input)
    return input.size


def reshape(input, shape):
    """The elements in row-major order under another shape.

    Args:
        input (Tensor): any dtype and shape.
        shape (tuple of ints): the new shape; one extent may be -1 and follows from the others.

    Returns:
        Tensor of that shape and of the dtype of `input`.

    Raises:
        TypeError: `input` is not a Tensor, or `shape` is not a tuple of ints.
        ValueError: the number of elements differs, or more than one extent is -1.

    Example:
        >>> x = Tensor([1.0, 2.0, 3.0, 4.0])
        >>> print(ops.reshape(x, (2, -1)))
        [[1. 2.]
         [3. 4.]]
    """
    x = operand("Reshape", "x", input)
    return wrap(op.reshape(x, _extents(op.shape_of(x), ints_of("Reshape", "input[shape]", shape))))


@lru_cache(1024)
def _extents(have, wanted):
    """`wanted` for elements that have the extents `have`, the one that is -1 worked out."""
    total = math.prod(have)
    if wanted.count(-1) > 1:
        raise ValueError(
            f"At most one component of input shape can be -1, but got [const vector]{list(wanted)}"
        )
    known = math.prod(n for n in wanted if n != -1)
    if -1 in wanted and known > 0 and total % known == 0:
        wanted = tuple(total // known if n == -1 else n for n in wanted)
    if math.prod(wanted) != total or any(n < 0 for n in wanted):
        raise ValueError(
            "The accumulate of x_shape must be equal to out_shape, but got x_shape: [const vector]"
            f"{list(have)}, and out_shape: [const vector]{list(wanted)}"
        )
    return wanted


def flatten(input, order="C", *, start_dim=1, end_dim=-1):
    """Axes joined into one.

    Args:
        input (Tensor): any dtype and shape.
        order (str, default 'C'): "C" for row-major, "F" for column-major order.
        start_dim (int, default 1): first of the axes.
        end_dim (int, default -1): last of the axes.

    Returns:
        Tensor of the same elements.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: `order` is another word, or an axis out of range.

    Example:
        >>> x = ops.ones((2, 3, 4), ms.float32)
        >>> ops.flatten(x, start_dim=1).shape
        (2, 12)
    """
    x = operand("flatten", "x", input)
    if order not in ("C", "F"):
        raise ValueError(f"For 'flatten', the 'order' must be in ['C', 'F'], but got '{order}'.")
    if order == "F":
        x = op.permute_dims(x, tuple(reversed(_range(input.ndim))))
    have = op.shape_of(x)
    if len(have) < 2:
        return wrap(op.reshape(x, (math.prod(have),)))
    first = axis_of("flatten", "start_dim", start_dim, len(have))
    last = axis_of("flatten", "end_dim", end_dim, len(have))
    if first > last:
        raise ValueError(
            "For 'flatten', the 'start_dim' must be less than or equal to 'end_dim', but got "
            f"{start_dim} and {end_dim}."
        )
    joined = math.prod(have[first : last + 1])
    return wrap(op.reshape(x, (*have[:first], joined, *have[last + 1 :])))


def flatten_rows(input_x):
    """The operator Flatten: all but the first axis joined."""
    x = operand("Flatten", "input_x", input_x)
    have = op.shape_of(x)
    if not have:
        return wrap(op.reshape(x, (1,)))
    return wrap(op.reshape(x, (have[0], math.prod(have[1:]))))


def ravel(input):
    """All elements along one axis."""
    return reshape(input, (-1,))


def transpose(input, input_perm):
    """The axes in another order: axis i of the result is axis `input_perm[i]`.

    Args:
        input (Tensor): any dtype and shape.
        input_perm (tuple of ints): a permutation of the axes; negative ones count from the end.

    Returns:
        Tensor of the permuted shape.

    Raises:
        TypeError: `input` is not a Tensor, or `input_perm` is not a tuple of ints.
        ValueError: `input_perm` is no permutation of the axes.

    Example:
        >>> x = Tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
        >>> print(ops.transpose(x, (1, 0)))
        [[1. 4.]
         [2. 5.]
         [3. 6.]]
    """
    x = operand("Transpose", "x", input)
    perm = ints_of("Transpose", "input[perm]", input_perm)
    return wrap(op.permute_dims(x, _order(perm, op.rank_of(x))))


@lru_cache(1024)
def _order(perm, count):
    """The axes that `perm` means, which are to be a permutation of `count` axes."""
    if len(perm) != count:
        raise ValueError(
            f"For 'Transpose', the dim of 'input_x' and 'perm' must be equal, but got {count} and "
            f"{len(perm)} respectively."
        )
    axes = tuple(a % count for a in perm) if count else ()
    if any(not -count <= a < count for a in perm):
        bad = next(a for a in perm if not -count <= a < count)
        raise ValueError(
            f"For 'Transpose', the perm value must be in [{-count}, {count - 1}], but got {bad}."
        )
    if len(set(axes)) != count:
        raise ValueError("For 'Transpose', the value of perm is wrong.")
    return axes


def permute(input, axis):
    """Axis i of the result is axis[i]."""
    return transpose(input, axis)


def swapaxes(input, axis0, axis1):
    """Two axes exchanged.

    Args:
        input (Tensor): any dtype and shape.
        axis0 (int): the one.
        axis1 (int): the other.

    Returns:
        Tensor.

    Raises:
        TypeError: an axis is not an int.
        ValueError: an axis is out of range.

    Example:
        >>> x = ops.ones((2, 3, 4), ms.float32)
        >>> ops.swapaxes(x, 0, 2).shape
        (4, 3, 2)
    """
    x = operand("swapaxes", "x", input)
    first = axis_of("swapaxes", "axis0", axis0, input.ndim)
    return wrap(compose.swapaxes(x, first, axis_of("swapaxes", "axis1", axis1, input.ndim)))


def swapdims(input, dim0, dim1):
    """Two axes exchanged."""
    return swapaxes(input, dim0, dim1)


def movedim(x, source, destination):
    """Axes moved to other places, the rest in order."""
    value = operand("movedim", "x", x)
    sources = [source] if isinstance(source, int) else list(source)
    targets = [destination] if isinstance(destination, int) else list(destination)
    if len(sources) != len(targets):
        raise ValueError("For 'movedim', 'source' and 'destination' must have the same length.")
    sources = [axis_of("movedim", "source", a, x.ndim) for a in sources]
    targets = [axis_of("movedim", "destination", a, x.ndim) for a in targets]
    order = [a for a in _range(x.ndim) if a not in sources]
    for target, source_axis in sorted(zip(targets, sources, strict=True)):
        order.insert(target, source_axis)
    return wrap(op.permute_dims(value, tuple(order)))


def moveaxis(x, source, destination):
    """Axes moved to other places, the rest in order."""
    return movedim(x, source, destination)


def expand_dims(input_x, axis):
    """A new axis of extent 1.

    Args:
        input_x (Tensor): any dtype and shape, rank R.
        axis (int): where the new axis stands, from -R - 1 to R.

    Returns:
        Tensor of rank R + 1.

    Raises:
        TypeError: `axis` is not an int.
        ValueError: `axis` is out of range.

    Example:
        >>> x = Tensor([1.0, 2.0])
        >>> ops.expand_dims(x, 1).shape
        (2, 1)
    """
    x = operand("ExpandDims", "x", input_x)
    if isinstance(axis, Tensor):
        axis = int(op.to_numpy(axis._value))
    if not isinstance(axis, int) or isinstance(axis, bool):
        raise TypeError(f"For ExpandDims, the axis must be int, but got {kind_of(axis)}.")
    count = input_x.ndim
    if not -count - 1 <= axis <= count:
        raise ValueError(
            f"For ExpandDims, the value of axis should be in range of [{-count - 1}, {count}], but "
            f"got axis: [const vector][{axis}]"
        )
    return wrap(compose.expand_dims(x, axis % (count + 1)))


def unsqueeze(input, dim):
    """A new axis of extent 1."""
    return expand_dims(input, dim)


def squeeze(input, axis=None):
    """Without the axes of extent 1.

    Args:
        input (Tensor): any dtype and shape.
        axis (int, tuple or None, default None): the axes to drop; None and () drop all of extent 1.

    Returns:
        Tensor of the elements of `input`.

    Raises:
        TypeError: `axis` is not an int or a tuple of ints.
        ValueError: an axis is out of range, or its extent is not 1.

    Example:
        >>> x = ops.ones((1, 3, 1), ms.float32)
        >>> ops.squeeze(x).shape
        (3,)
        >>> ops.squeeze(x, 0).shape
        (3, 1)
    """
    x = operand("Squeeze", "x", input)
    have = op.shape_of(x)
    if axis is None or axis == ():
        return wrap(op.reshape(x, tuple(n for n in have if n != 1)))
    dropped = []
    for a in (axis,) if isinstance(axis, int) else axis:
        if not -len(have) <= a < max(len(have), 1):
            raise ValueError(
                "For primitive[Squeeze], element or value of axis must be in "
                f"[{-len(have)},{len(have)}), but got {a}."
            )
        a %= len(have)
        if have[a] != 1:
            raise ValueError(
                f"For primitive[Squeeze], the input_x.shape[{a}] must be equal to 1 , but got "
                f"{have[a]}."
            )
        dropped.append(a)
    return wrap(op.reshape(x, tuple(n for i, n in enumerate(have) if i not in dropped)))


def tile(input, multiples):
    """The tensor repeated along every axis.

    Args:
        input (Tensor): any dtype and shape, rank R.
        multiples (tuple of ints): repetitions of each axis; with more entries than R, new axes come
            first.

    Returns:
        Tensor; its extents are those of `input` times `multiples`.

    Raises:
        TypeError: `multiples` is not a tuple of ints.
        ValueError: an entry is negative, or there are fewer than axes.

    Example:
        >>> x = Tensor([[1.0, 2.0]])
        >>> print(ops.tile(x, (2, 2)))
        [[1. 2. 1. 2.]
         [1. 2. 1. 2.]]
    """
    x = operand("Tile", "x", input)
    times = ints_of("Tile", "input[multiples]", multiples)
    for i, n in enumerate(times):
        if n <= 0:
            raise ValueError(
                f"For 'Tile', the 'multiples[{i}]' must be int and must > 0, but got '{n}' with "
                "type 'int'."
            )
    have = op.shape_of(x)
    if len(times) < len(have):
        raise ValueError(
            "For 'Tile', the length of 'multiples' can not be smaller than the dimension of "
            "'input_x', but "
            f"got length of 'multiples': {len(times)} and dimension of 'input_x': {len(have)}."
        )
    if len(times) > len(have):
        x = op.reshape(x, (1,) * (len(times) - len(have)) + have)
    return wrap(op.tile(x, times))


def broadcast_to(input, shape):
    """The tensor repeated along axes of extent 1 and new leading ones.

    Args:
        input (Tensor): any dtype.
        shape (tuple of ints): the wanted shape; -1 keeps an extent.

    Returns:
        Tensor of that shape.

    Raises:
        TypeError: `shape` is not a tuple.
        ValueError: the shape does not broadcast to the wanted one.

    Example:
        >>> x = Tensor([1.0, 2.0])
        >>> print(ops.broadcast_to(x, (2, 2)))
        [[1. 2.]
         [1. 2.]]
    """
    x = operand("BroadcastTo", "x", input)
    have, wanted = op.shape_of(x), tuple(ints_of("BroadcastTo", "input[shape]", shape))
    lead = len(wanted) - len(have)
    full = tuple(have[i - lead] if n == -1 and i >= lead else n for i, n in enumerate(wanted))
    fits = lead >= 0 and all(m in (1, n) for m, n in zip(have, full[lead:], strict=True))
    if not fits or any(n < 0 for n in full):
        raise ValueError(
            "For 'BroadcastTo', in order to broadcast, each dimension pair must be equal or input "
            f"dimension is 1 or target dimension is -1. But got x_shape: {shown(have)}, target "
            f"shape: {shown(wanted)}."
        )
    return wrap(op.broadcast_to(x, full))


def expand(input_x, size):
    """NumPy broadcasting to the extents in a tensor; -1 keeps one."""
    return broadcast_to(input_x, ints_of("Expand", "shape", size))


def _each(function, inputs):
    return function(inputs) if isinstance(inputs, Tensor) else tuple(function(x) for x in inputs)


def atleast_1d(inputs):
    """At least one axis."""
    return _each(lambda x: reshape(x, (1,)) if x.ndim == 0 else x, inputs)


def atleast_2d(inputs):
    """At least two axes."""
    return _each(lambda x: reshape(x, (1, -1)) if x.ndim < 2 else x, inputs)


def atleast_3d(inputs):
    """At least three axes."""

    def grown(x):
        if x.ndim < 2:
            return reshape(x, (1, -1, 1))
        return reshape(x, (*x.shape, 1)) if x.ndim == 2 else x

    return _each(grown, inputs)


def deepcopy(input_x):
    """A tensor with memory of its own."""
    return wrap(op.copy(operand("Identity", "x", input_x)))


class ConjugateTranspose(Primitive, inputs="x perm"):
    """Axes permuted, conjugated."""

    def _compute(self, x, perm):
        return wrap(op.conj(transpose(x, perm)._value))


_FORMATS = {"NHWC": "NHWC", "NCHW": "NCHW"}


class _DataFormat(Primitive):
    """Base of the operators that translate between data formats."""

    @prim_attr_register
    def __init__(self, src_format="NHWC", dst_format="NCHW"):
        validator.check_string(src_format, list(_FORMATS), "src_format", self.name)
        validator.check_string(dst_format, list(_FORMATS), "dst_format", self.name)


class DataFormatDimMap(_DataFormat, inputs="input_x"):
    """Axes of one data format as axes of another."""

    def _compute(self, input_x):
        table = [self.src_format.index(c) for c in self.dst_format]
        value = raw(input_x)
        places = op.remainder(value, 4)
        return wrap(op.take(op.asarray(table, input_x._name, op.device_of(value)), places, 0))


class DataFormatVecPermute(_DataFormat, inputs="input_x"):
    """Extents of one data format in the order of another."""

    def _compute(self, input_x):
        order = [self.src_format.index(c) for c in self.dst_format]
        index = op.asarray(order, "int64", op.device_of(raw(input_x)))
        return wrap(op.take(raw(input_x), index, 0))


class Reshape(Primitive, of=reshape, inputs="tensor shape"):
    """The elements in C order under another shape; one extent may be -1."""


class Transpose(Primitive, of=transpose, inputs="x perm"):
    """Axis i of the result is axis input_perm[i]."""


class ExpandDims(Primitive, of=expand_dims, inputs="x axis"):
    """A new axis of extent 1."""


class Tile(Primitive, of=tile, inputs="x multiples"):
    """Repeated along every axis."""


class Expand(Primitive, of=expand, inputs="x shape", outputs="y"):
    """NumPy broadcasting to the extents in a tensor; -1 keeps one."""


class Size(Primitive, of=size):
    """Number of elements.

    Inputs:
        input_x (Tensor): any.

    Outputs:
        int.

    Raises:
        TypeError: `input_x` is not a Tensor.

    Example:
        >>> ops.Size()(Tensor([[1.0, 2.0], [3.0, 4.0]]))
        4
    """


class TensorShape(Primitive, of=dyn_shape, inputs="input_x"):
    """Extents as an int64 tensor."""


class Flatten(Primitive, of=flatten_rows):
    """The first axis kept, all others joined into one.

    Inputs:
        input_x (Tensor): (N, ...), at least rank 1.

    Outputs:
        Tensor (N, X).

    Raises:
        TypeError: `input_x` is not a Tensor.

    Example:
        >>> ops.Flatten()(ops.ones((2, 3, 4), ms.float32)).shape
        (2, 12)
    """


class Shape(Primitive):
    """Shape of a tensor.

    Inputs:
        input_x (Tensor): any dtype and shape.

    Outputs:
        tuple of ints.

    Raises:
        TypeError: `input_x` is not a Tensor.

    Example:
        >>> ops.Shape()(Tensor([[1.0, 2.0]]))
        (1, 2)
    """

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, x):
        return shape(x)


class DynamicShape(Primitive, inputs="tensor"):
    """Extents as an int64 tensor."""

    @prim_attr_register
    def __init__(self, dtype=9):
        pass

    def _compute(self, x):
        return dyn_shape(x)


class Rank(Primitive):
    """Number of axes."""

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, x):
        return rank(x)


class Squeeze(Primitive, of=squeeze, inputs="x"):
    """Without the axes of extent 1.

    Example:
        >>> x = ops.ones((1, 3, 1), ms.float32)
        >>> ops.Squeeze(0)(x).shape
        (3, 1)
    """

    @prim_attr_register
    def __init__(self, axis=()):
        validator.check_value_type("axis", axis, [int, tuple], self.name)
        if isinstance(axis, tuple):
            for entry in axis:
                validator.check_value_type("axis", entry, [int], self.name)
        else:
            self.axis = (axis,)
            self.add_prim_attr("axis", (axis,))


class BroadcastTo(Primitive, of=broadcast_to):
    """The tensor repeated along axes of extent 1 and new leading ones.

    Args:
        shape (tuple of ints): the wanted shape; -1 keeps an extent.

    Inputs:
        input_x (Tensor): any dtype.

    Outputs:
        Tensor of that shape.

    Raises:
        TypeError: `shape` is not a tuple.
        ValueError: the shape does not broadcast to the wanted one.

    Example:
        >>> print(ops.BroadcastTo((2, 2))(Tensor([1.0, 2.0])))
        [[1. 2.]
         [1. 2.]]
    """

    @prim_attr_register
    def __init__(self, shape):
        validator.check_value_type("shape", shape, (tuple), self.name)
        for i, extent in enumerate(shape):
            validator.check_value_type(f"target shape index -> {i}", extent, [int], self.name)


class DynamicBroadcastTo(Primitive, of=broadcast_to, inputs="x shape", outputs="y"):
    """NumPy broadcasting to extents in a tensor."""


tensor_methods(broadcast_to, expand, moveaxis, movedim, swapaxes, tile)
tensor_method("flatten", flatten, lambda order="C", *, start_dim=0, end_dim=-1: ...)
tensor_method("swapdims", swapaxes, lambda dim0, dim1: ...)
