"""Elements and slices picked by indices."""

from __future__ import annotations

import math
from builtins import range as _range

from .....core import compose, op
from .... import _checkparam as validator
from ....common import _operators
from ....common.forwarding import tensor_methods
from ....common.tensor import Tensor, wrap
from ...arguments import axis_of, kind_of, operand, raw, tensor_kind
from ...primitive import Primitive, prim_attr_register
from .select import flat

_INDEX = ("int8", "int16", "int32", "int64")


def _bounds(indices):
    """(smallest, largest) of an integer array on the host; (0, 0) for an empty one."""
    shape = op.shape_of(indices)
    if 0 in shape:
        return 0, 0
    axes = tuple(_range(len(shape)))
    low, high = op.min(indices, axes, False), op.max(indices, axes, False)
    return int(op.to_numpy(low)), int(op.to_numpy(high))


def wrap_negative(indices, extent):
    """(indices in range, bool mask of those that were so before, or None when all were)."""
    low, high = _bounds(indices)
    if low >= 0 and high < extent:
        return indices, None
    shifted = op.where(op.less(indices, 0), op.add(indices, extent), indices)
    inside = op.logical_and(op.greater_equal(shifted, 0), op.less(shifted, extent))
    if low >= -extent and high < extent:
        return shifted, None
    return op.where(inside, shifted, compose.zeros_like(shifted)), inside


def check_index_dtype(name, argument, x, known=_INDEX):
    if x._name not in known:
        listing = ", ".join(sorted(tensor_kind(d) for d in known))
        raise TypeError(
            f"For primitive[{name}], the input argument[{argument}] must be a type of "
            f"{{{listing}}}, but got {tensor_kind(x._name)}."
        )


def _index_tensor(name, argument, indices):
    if isinstance(indices, (int, tuple, list)):
        indices = Tensor(indices)
    operand(name, argument, indices)
    check_index_dtype(name, argument, indices)
    return indices


def gather(input_params, input_indices, axis, batch_dims=0):
    """Slices of a tensor at positions along an axis.

    Args:
        input_params (Tensor): any dtype and shape.
        input_indices (Tensor): int32 or int64: the positions; ones out of range give zeros.
        axis (int): the axis they count along.
        batch_dims (int, default 0): leading axes that both share, each entry with its own
            positions.

    Returns:
        Tensor of shape `input_params.shape[:axis] + input_indices.shape[batch_dims:] +
        input_params.shape[axis + 1:]`.

    Raises:
        TypeError: `axis` or `batch_dims` is not an int, or the positions are no integers.
        ValueError: `axis` is out of range.

    Example:
        >>> x = Tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
        >>> print(ops.gather(x, Tensor([2, 0], ms.int32), 0))
        [[5. 6.]
         [1. 2.]]
    """
    x = operand("Gather", "params", input_params)
    indices = _index_tensor("Gather", "indices", input_indices)._value
    if isinstance(axis, Tensor):
        axis = int(op.to_numpy(axis._value))
    if not isinstance(axis, int) or isinstance(axis, bool):
        raise TypeError(
            f"For Gather, the input type must be Tensor/Tuple/List , but got{kind_of(axis)}."
        )
    shape = op.shape_of(x)
    text = "For 'Gather', the axis must be in [-{rank}, {rank}), but got {axis}."
    axis = axis_of("Gather", "axis", axis, len(shape), text)
    if batch_dims:
        return wrap(_gather_batches(x, indices, axis, batch_dims % max(len(shape), 1)))
    return wrap(_take(x, indices, axis))


def _take(x, indices, axis):
    indices, inside = wrap_negative(indices, op.shape_of(x)[axis])
    found = op.take(x, indices, axis)
    if inside is None:
        return found
    rank = len(op.shape_of(found))
    lead = (1,) * axis
    mask = op.reshape(
        inside, lead + op.shape_of(inside) + (1,) * (rank - axis - len(op.shape_of(inside)))
    )
    return op.where(mask, found, compose.zeros_like(found))


def _gather_batches(x, indices, axis, batch):
    shape, wanted = op.shape_of(x), op.shape_of(indices)
    count = math.prod(shape[:batch])
    flat = op.reshape(x, (count, *shape[batch:]))
    rows = op.reshape(indices, (count, *wanted[batch:]))
    picked = [
        _take(compose.select(flat, 0, i), compose.select(rows, 0, i), axis - batch)
        for i in _range(count)
    ]
    found = op.stack(picked, 0)
    return op.reshape(found, (*shape[:batch], *op.shape_of(found)[1:]))


def index_select(input, axis, index):
    """Slices along an axis."""
    return gather(input, index, int(axis) if isinstance(axis, bool) else axis)


def gather_d(x, dim, index):
    """Elements at positions along an axis; another name of `gather_elements`.

    Args:
        x (Tensor): any dtype and shape.
        dim (int): the axis.
        index (Tensor): int32 or int64, of the rank of `x`; negative ones count from the end.

    Returns:
        Tensor of the shape of `index`.

    Raises:
        TypeError: `dim` is not an int, or `index` are no integers.
        ValueError: the ranks differ, or `dim` is out of range.

    Example:
        >>> x = Tensor([[1.0, 2.0], [3.0, 4.0]])
        >>> print(ops.gather_d(x, 1, Tensor([[1, 0], [0, 0]])))
        [[2. 1.]
         [3. 3.]]
    """
    value = operand("GatherD", "x", x)
    operand("GatherD", "index", index)
    check_index_dtype("GatherD", "index", index, ("int32", "int64"))
    if isinstance(dim, Tensor):
        dim = int(op.to_numpy(dim._value))
    if x.ndim != index.ndim:
        raise ValueError(
            f"For primitive[GatherD], the attribute[x_rank] must be equal to {index.ndim}, but got "
            f"{x.ndim}."
        )
    axis = axis_of("GatherD", "dim", dim, x.ndim)
    extent = x.shape[axis]
    low, high = _bounds(index._value)
    if low < -extent or high >= extent:
        bad = low if low < -extent else high
        raise ValueError(
            f"For 'GatherD', the value of 'index' must be in [{-extent}, {extent}), but got {bad}."
        )
    for i, (m, n) in enumerate(zip(x.shape, index.shape, strict=True)):
        if i != axis and n != m:
            if n > m:
                raise ValueError(
                    "For 'GatherD', the size of 'index' must be less than or equal to that of 'x' "
                    f"except in 'dim', but got {index.shape} and {x.shape}."
                )
            value = compose.narrow(value, i, 0, n)
    found, _ = wrap_negative(index._value, extent)
    return wrap(op.take_along_axis(value, found, axis))


def gather_elements(input, dim, index):
    """Elements at positions along an axis, each position counting in its own line.

    Args:
        input (Tensor): any dtype and shape.
        dim (int): the axis.
        index (Tensor): int32 or int64, of the rank of `input`; negative ones count from the end.

    Returns:
        Tensor of the shape of `index`.

    Raises:
        TypeError: `dim` is not an int, or `index` are no integers.
        ValueError: the ranks differ, or `dim` is out of range.

    Example:
        >>> x = Tensor([[1.0, 2.0], [3.0, 4.0]])
        >>> print(ops.gather_elements(x, 1, Tensor([[1, 0], [0, 0]])))
        [[2. 1.]
         [3. 3.]]
    """
    return gather_d(input, dim, index)


def check_nd(name, indices, shape):
    """Indices of `gather_nd` in range, negative ones refused as in MindSpore."""
    host = op.to_numpy(indices)
    depth = host.shape[-1]
    if depth > len(shape):
        raise ValueError(
            f"For '{name}', the last dimension of 'indices' must not exceed the rank of the input, "
            f"but got {depth} and {len(shape)}."
        )
    rows = host.reshape(-1, depth)
    wrong = ((rows < 0) | (rows >= list(shape[:depth]))).any(axis=1) if depth else rows.any(axis=1)
    if wrong.any():
        at = int(wrong.argmax())
        if name in ("ScatterNdUpdate", "TensorScatterUpdate"):
            raise ValueError(
                f"For '{name}', indices out of range for input_x. Please check the indices which "
                f"is [const vector]{rows[at].tolist()}"
            )
        raise RuntimeError(
            f"For '{name}', the indices[{at}]: [const vector]{rows[at].tolist()}, does not index "
            f"into input_shape: [const vector]{list(shape)}."
        )


def gather_nd(input_x, indices):
    """Elements or slices at coordinates, one tuple of coordinates each along the last axis of
    `indices`.

    Args:
        input_x (Tensor): any dtype, rank R.
        indices (Tensor): int32 or int64, (..., K) with K at most R.

    Returns:
        Tensor of shape `indices.shape[:-1] + input_x.shape[K:]`.

    Raises:
        TypeError: an argument is not a Tensor, or `indices` are no integers.
        ValueError: K is larger than R.

    Example:
        >>> x = Tensor([[1.0, 2.0], [3.0, 4.0]])
        >>> indices = Tensor([[0, 1], [1, 0]], ms.int32)
        >>> print(ops.gather_nd(x, indices))
        [2. 3.]
    """
    x, i = operand("GatherNd", "x", input_x), operand("GatherNd", "indices", indices)
    check_index_dtype(
        "GatherNd", "indices", indices, (*_INDEX, "uint8", "uint16", "uint32", "uint64")
    )
    check_nd("GatherNd", i, input_x.shape)
    return wrap(op.gather_nd(x, i))


def index_fill(x, axis, index, value):
    """`value` at positions along an axis."""
    data = operand("IndexFill", "x", x)
    if isinstance(axis, Tensor):
        axis = int(op.to_numpy(axis._value))
    axis = axis_of("IndexFill", "axis", axis, x.ndim)
    found, _ = wrap_negative(flat(index._value), x.shape[axis])
    marks = compose.one_hot(found, x.shape[axis], 1, "int32")
    chosen = op.any(op.astype(marks, "bool"), (0,), False)
    mask = op.reshape(chosen, tuple(n if i == axis else 1 for i, n in enumerate(x.shape)))
    if isinstance(value, Tensor):
        if value.size != 1:
            raise ValueError(
                "For 'IndexFill', 'value' must be a number or a tensor of one, but got shape "
                f"{value.shape}."
            )
        number = op.astype(op.reshape(value._value, ()), x._name)
    else:
        held = _operators.convert_scalar(value, x._name)
        number = op.full((), held, x._name, op.device_of(data))
    return wrap(op.where(mask, number, data))


class UnravelIndex(Primitive):
    """Positions of flat numbers in an array of given extents, one row for each."""

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, indices, dims):
        extents = op.to_numpy(dims._value).reshape(-1).tolist()
        rest, columns = raw(indices), []
        for extent in reversed(extents):
            columns.append(
                op.remainder(rest, op.full((), extent, indices._name, op.device_of(rest)))
            )
            rest = op.floor_divide(rest, op.full((), extent, indices._name, op.device_of(rest)))
        return wrap(op.stack(columns[::-1], 0))


class GatherD(Primitive, of=gather_d, inputs="x dim index"):
    """Values at positions along an axis, the other positions being those of the index."""


class GatherNd(Primitive, of=gather_nd, inputs="input_x indices", outputs="y"):
    """Values at positions of several axes."""


class IndexFill(Primitive, of=index_fill, inputs="x dim index value", outputs="y"):
    """`value` at positions along an axis."""


class Gather(Primitive, of=gather, inputs="params indices axis"):
    """Slices of a tensor at positions along an axis.

    Example:
        >>> x = Tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
        >>> print(ops.Gather()(x, Tensor([2, 0], ms.int32), 0))
        [[5. 6.]
         [1. 2.]]
    """

    @prim_attr_register
    def __init__(self, batch_dims=0):
        validator.check_value_type("batch_dims", batch_dims, [int], self.name)


class _GatherAlong(Primitive, inputs="params indices axis"):
    """Base of the old gathers."""

    def _compute(self, params, indices, axis):
        return gather(params, indices, axis)


class GatherV2(_GatherAlong):
    """Slices of a tensor at positions along an axis; the older name of `Gather`.

    Inputs:
        input_params (Tensor): any dtype and shape.
        input_indices (Tensor): int32 or int64: the positions.
        axis (int): the axis they count along.

    Outputs:
        Tensor of shape `input_params.shape[:axis] + input_indices.shape + input_params.shape[axis +
        1:]`.

    Raises:
        TypeError: `axis` is not an int, or the positions are no integers.
        ValueError: `axis` is out of range.

    Example:
        >>> print(ops.GatherV2()(Tensor([1.0, 2.0, 3.0]), Tensor([2, 0], ms.int32), 0))
        [3. 1.]
    """


class SparseGatherV2(_GatherAlong):
    """Slices along an axis."""


class EmbeddingLookup(Primitive, inputs="params indices offset"):
    """Rows of a table; `offset` is subtracted from the indices."""

    def _compute(self, params, indices, offset):
        moved = op.subtract(indices._value, int(offset))
        beyond = compose.full_like(moved, params.shape[0])
        return gather(params, wrap(op.where(op.less(moved, 0), beyond, moved)), 0)


class InvertPermutation(Primitive):
    """The inverse of a permutation given as a tuple."""

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, input_x):
        found = [0] * len(input_x)
        for i, place in enumerate(input_x):
            found[place] = i
        return tuple(found)


tensor_methods(gather, gather_elements, gather_nd, index_fill, index_select)
