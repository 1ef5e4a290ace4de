"""Elements reversed, rolled, rotated and repeated."""

from __future__ import annotations

from builtins import range as _range

from .....core import compose, op
from .... import _checkparam as validator
from ....common.forwarding import tensor_method, tensor_methods
from ....common.tensor import Tensor, wrap
from ...arguments import axis_of, operand
from ...primitive import Primitive, prim_attr_register
from .view import reshape


def flip(input, dims):
    """Elements in reverse order along axes.

    Args:
        input (Tensor): numbers, any shape.
        dims (tuple or list of ints): the axes.

    Returns:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: `dims` is not a tuple or list.
        ValueError: an axis is out of range or named twice.

    Example:
        >>> x = Tensor([1.0, 2.0, 3.0])
        >>> print(ops.flip(x, (0,)))
        [3. 2. 1.]
    """
    x = operand("ReverseV2", "x", input)
    dims = (dims,) if isinstance(dims, int) else dims
    return wrap(
        op.flip(x, tuple(sorted(axis_of("ReverseV2", "axis", d, input.ndim) for d in dims)))
    )


def flipud(input):
    """Reversed along axis 0."""
    return flip(input, (0,))


def fliplr(input):
    """Reversed along axis 1."""
    return flip(input, (1,))


def reverse(x, axis):
    """Elements in reverse order along axes.

    Args:
        x (Tensor): numbers, any shape.
        axis (tuple or list of ints): the axes.

    Returns:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: `axis` is not a tuple or list of ints.
        ValueError: an axis is out of range or named twice.

    Example:
        >>> x = Tensor([1.0, 2.0, 3.0])
        >>> print(ops.reverse(x, axis=(0,)))
        [3. 2. 1.]
    """
    return flip(x, axis)


def reverse_sequence(x, seq_lengths, seq_dim, batch_dim=0):
    """The first elements of every row reversed, as many as its length says."""
    value, lengths = (
        operand("ReverseSequence", "x", x),
        operand("ReverseSequence", "seq_lengths", seq_lengths),
    )
    axis, batch = seq_dim % x.ndim, batch_dim % x.ndim
    steps = op.arange(0, x.shape[axis], 1, seq_lengths._name, op.device_of(value))
    ends = compose.expand_dims(lengths, 1)
    positions = op.where(op.less(steps, ends), op.subtract(op.subtract(ends, 1), steps), steps)
    shape = [1] * x.ndim
    shape[batch], shape[axis] = x.shape[batch], x.shape[axis]
    if batch > axis:
        positions = op.permute_dims(positions, (1, 0))
    index = op.broadcast_to(op.reshape(positions, tuple(shape)), x.shape)
    return wrap(op.take_along_axis(value, op.astype(index, "int64"), axis))


def roll(input, shifts, dims=None):
    """Shifted along axes; what leaves at one end enters at the other."""
    x = operand("Roll", "input_x", input)
    if dims is None:
        flat = compose.roll(op.reshape(x, (input.size,)), _one(shifts), 0)
        return wrap(op.reshape(flat, input.shape))
    pairs = zip(_several(shifts), _several(dims), strict=True)
    for shift, dim in pairs:
        x = compose.roll(x, shift, axis_of("Roll", "dims", dim, input.ndim))
    return wrap(x)


def _several(x):
    return x if isinstance(x, (tuple, list)) else (x,)


def _one(x):
    return x[0] if isinstance(x, (tuple, list)) else x


def rot90(input, k, dims):
    """Rotated by quarter turns in the plane of two axes."""
    x = operand("rot90", "input", input)
    first, second = (axis_of("rot90", "dims", d, input.ndim) for d in dims)
    for _ in _range(k % 4):
        x = compose.swapaxes(op.flip(x, (second,)), first, second)
    return wrap(x)


def repeat_elements(x, rep, axis=0):
    """Every element along an axis several times.

    Args:
        x (Tensor): numbers, any shape.
        rep (int): how often; positive.
        axis (int, default 0): the axis; negative ones repeat in another order, as in MindSpore.

    Returns:
        Tensor; its extent along `axis` is `rep` times as large.

    Raises:
        TypeError: `x` is not a Tensor, or `rep` not an int.
        ValueError: `rep` is not positive, or `axis` out of range.

    Example:
        >>> print(ops.repeat_elements(Tensor([1.0, 2.0]), rep=2))
        [1. 1. 2. 2.]
    """
    value = operand("repeat_elements", "x", x)
    place = axis_of("repeat_elements", "axis", axis, x.ndim)
    if axis >= 0:
        return wrap(compose.repeat(value, rep, place))
    # MindSpore puts the axis that it repeats at axis + 1, counted in the larger rank from the end.
    shape = op.shape_of(value)
    new = (place + 2) % (len(shape) + 1)
    spread = (*shape[:new], rep, *shape[new:])
    repeated = op.broadcast_to(op.reshape(value, (*shape[:new], 1, *shape[new:])), spread)
    longer = (*shape[:place], shape[place] * rep, *shape[place + 1 :])
    return wrap(op.reshape(repeated, longer))


def repeat_interleave(input, repeats, axis=None):
    """Every element repeated along an axis, or of the flattened tensor."""
    if axis is None:
        input, axis = reshape(input, (-1,)), 0
    if isinstance(repeats, Tensor):
        repeats = op.to_numpy(repeats._value).reshape(-1).tolist()
    if isinstance(repeats, (tuple, list)):
        if len(repeats) > 1:
            places = [i for i, n in enumerate(repeats) for _ in _range(n)]
            index = op.asarray(places, "int64", op.device_of(input._value))
            return wrap(
                op.take(input._value, index, axis_of("repeat_interleave", "axis", axis, input.ndim))
            )
        repeats = repeats[0]
    return repeat_elements(input, repeats, axis)


class ReverseV2(Primitive, of=reverse, inputs="x"):
    """Elements in reverse order along axes.

    Example:
        >>> print(ops.ReverseV2(axis=[0])(Tensor([1.0, 2.0, 3.0])))
        [3. 2. 1.]
    """

    @prim_attr_register
    def __init__(self, axis):
        validator.check_value_type("axis", axis, [list, tuple], self.name)
        for i, entry in enumerate(axis):
            validator.check_value_type(f"axis[{i}]", entry, [int], self.name)


class ReverseSequence(Primitive, of=reverse_sequence, inputs="x seq_lengths", outputs="y"):
    """The first elements of each sequence in reverse order, the rest as it is.

    Args:
        seq_dim (int): the axis that is reversed.
        batch_dim (int, default 0): the axis of the sequences.

    Inputs:
        x (Tensor): any dtype.
        seq_lengths (Tensor): int32 or int64: how many elements of each sequence.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: an attribute is not an int, or `seq_lengths` are no integers.
        ValueError: an axis is out of range, or there are not as many lengths as sequences.

    Example:
        >>> x = Tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
        >>> print(ops.ReverseSequence(seq_dim=1)(x, Tensor([2, 3])))
        [[2. 1. 3.]
         [6. 5. 4.]]
    """

    @prim_attr_register
    def __init__(self, seq_dim, batch_dim=0):
        validator.check_value_type("seq_dim", seq_dim, [int], self.name)
        validator.check_value_type("batch_dim", batch_dim, [int], self.name)


class Roll(Primitive, of=roll, inputs="input_x"):
    """Shifted along axes."""

    @prim_attr_register
    def __init__(self, shift, axis):
        validator.check_value_type("shift", shift, [int, tuple, list], self.name)
        validator.check_value_type("axis", axis, [int, tuple, list], self.name)


tensor_methods(flip, fliplr, flipud, reverse, rot90)
tensor_method("repeat_interleave", repeat_interleave, lambda repeats, dim=None: ...)
tensor_method("reverse_sequence", reverse_sequence, lambda seq_lengths, seq_dim=0, batch_dim=0: ...)
tensor_method("roll", roll, lambda shifts, dims: ...)
