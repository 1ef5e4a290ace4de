"""Elements picked by indices, masks and slices."""

from __future__ import annotations

import math
from builtins import range as _range
from builtins import slice as _slice

from ....core import compose, op
from ... import _checkparam as validator
from ...common import _operators
from ...common.forwarding import tensor_methods
from ...common.tensor import Tensor, wrap
from ..arguments import arrays, axis_of, ints_of, kind_of, operand, raw, tensor_kind
from ..primitive import Primitive, prim_attr_register

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
            f"{{{listing}}}, but got "
            f"{tensor_kind(x._name)}."
        )


def _index_tensor(name, argument, indices):
    if isinstance(indices, (int, tuple, list)):
        indices = Tensor(indices)
    operand(name, argument, indices)
    check_index_dtype(name, argument, indices)
    return indices


def gather(input_params, input_indices, axis, batch_dims=0):
    """Slices along an axis; an index out of range gives zeros."""
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
    return gather(input, index, axis)


def gather_d(x, dim, index):
    """Values at positions along an axis, the other positions being those of the index."""
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
    """Values at positions along an axis."""
    return gather_d(input, dim, index)


def check_nd(name, indices, shape):
    """Indices of `gather_nd` in range, negative ones refused as in the original."""
    host = op.to_numpy(indices)
    depth = host.shape[-1]
    if depth > len(shape):
        raise ValueError(
            f"For '{name}', the last dimension of 'indices' must not exceed the rank of the input, "
            "but got "
            f"{depth} and {len(shape)}."
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
    """Values at positions of several axes."""
    x, i = operand("GatherNd", "x", input_x), operand("GatherNd", "indices", indices)
    check_index_dtype(
        "GatherNd", "indices", indices, (*_INDEX, "uint8", "uint16", "uint32", "uint64")
    )
    check_nd("GatherNd", i, input_x.shape)
    return wrap(op.gather_nd(x, i))


def _need_bool(name, argument, mask):
    operand(name, argument, mask)
    if mask._name != "bool":
        raise TypeError(
            f"For primitive[{name}], the input argument[{argument}] must be a type of "
            f"{{Tensor[Bool]}}, but "
            f"got {tensor_kind(mask._name)}."
        )
    return mask._value


def select(cond, x, y):
    """x where the condition holds, else y."""
    if not isinstance(cond, Tensor):
        raise TypeError(f"{_SELECT} the input[cond] must be a Tensor.")
    if isinstance(x, (int, float)) and isinstance(y, (int, float)):
        asked = "the input[x] is int or float, then the input[y] must be a Tensor."
        raise TypeError(f"{_SELECT} {asked}")
    return select_strictly(cond, _like_other("x", x, "y", y), _like_other("y", y, "x", x))


_SELECT = "For functional operator[select],"


def _like_other(label, x, other_label, other):
    """A number as a tensor of the shape of the other choice."""
    if not isinstance(x, (int, float)):
        return x
    kind, wanted = ("int", "int32") if isinstance(x, int) else ("float", "float32")
    if not isinstance(other, Tensor) or other._name != wanted:
        raise TypeError(
            f"{_SELECT} the input[{label}] is {kind}, then the input[{other_label}] must be a "
            f"Tensor of {wanted}."
        )
    return wrap(compose.full_like(other._value, x))


def select_strictly(condition, x, y):
    """The operator Select: one dtype, shapes that broadcast."""
    mask = _need_bool("Select", "cond", condition)
    a, b = operand("Select", "x_type", x), operand("Select", "y_type", y)
    if x._name != y._name:
        raise TypeError(
            "For 'Select', the x_type and y_type must be the same, but got x_type: "
            f"{tensor_kind(x._name)} and y_type: {tensor_kind(y._name)}."
        )
    shape = _operators.broadcast(x.shape, y.shape)
    if shape is None or _operators.broadcast(shape, condition.shape) is None:
        raise ValueError(
            "For 'Select', the shapes of condition, x and y must broadcast, but got "
            f"{condition.shape}, "
            f"{x.shape} and {y.shape}."
        )
    return wrap(op.where(mask, a, b))


def where(condition, x, y):
    """x where the condition holds, else y; everything broadcasts."""
    if not isinstance(condition, Tensor):
        raise TypeError(f"For 'where', 'condition' must be a Tensor, but got {type(condition)}.")
    if not isinstance(x, Tensor) and not isinstance(y, Tensor):
        raise TypeError(
            f"For 'where', at least one of 'x' and 'y' should be Tensor, but got x:{type(x)}, "
            f"y:{type(y)}."
        )
    a, b, _ = arrays("Select", x, y)
    return wrap(op.where(op.astype(condition._value, "bool"), a, b))


def masked_fill(input_x, mask, value):
    """`value` where the mask holds."""
    x = operand("MaskedFill", "input", input_x)
    marks = _need_bool("MaskedFill", "mask", mask)
    if isinstance(value, Tensor):
        fill = (
            value._value if value._name == input_x._name else op.astype(value._value, input_x._name)
        )
    elif isinstance(value, (bool, int, float)):
        fill = op.full(
            (), _operators.convert_scalar(value, input_x._name), input_x._name, op.device_of(x)
        )
    else:
        raise TypeError(
            "For 'MaskedFill', the type of 'value' must be a number or a Tensor, but got "
            f"{kind_of(value)}."
        )
    if _operators.broadcast(input_x.shape, mask.shape) is None:
        raise ValueError(
            "For 'MaskedFill', input.shape and mask.shape need to broadcast, but got "
            f"{input_x.shape} and "
            f"{mask.shape}."
        )
    return wrap(op.where(marks, fill, x))


def masked_select(input, mask):
    """The elements where the mask holds, along one axis."""
    x = operand("MaskedSelect", "input", input)
    marks = _need_bool("MaskedSelect", "mask", mask)
    shape = _operators.broadcast(input.shape, mask.shape)
    if shape is None:
        raise ValueError(
            "For 'MaskedSelect', input.shape and mask.shape need to broadcast, but got "
            f"{input.shape} and "
            f"{mask.shape}."
        )
    flat = op.reshape(op.broadcast_to(x, shape), (math.prod(shape),))
    marks = op.reshape(op.broadcast_to(marks, shape), (math.prod(shape),))
    positions = flat_positions(op.nonzero(marks))
    return wrap(op.take(flat, positions, 0))


def flat_positions(positions):
    return op.reshape(positions, (op.shape_of(positions)[0],))


def nonzero(input):
    """int64 positions of the elements that are not zero."""
    return wrap(op.nonzero(operand("NonZero", "x", input)), "int64")


def argwhere(input):
    """int64 positions of the elements that are not zero."""
    return nonzero(input)


def index_fill(x, axis, index, value):
    """`value` at positions along an axis."""
    data = operand("IndexFill", "x", x)
    if isinstance(axis, Tensor):
        axis = int(op.to_numpy(axis._value))
    axis = axis_of("IndexFill", "axis", axis, x.ndim)
    fill = op.to_numpy(value._value).item() if isinstance(value, Tensor) else value
    found, _ = wrap_negative(_flat(index._value), x.shape[axis])
    marks = compose.one_hot(found, x.shape[axis], 1, "int32")
    chosen = op.any(op.astype(marks, "bool"), (0,), False)
    mask = op.reshape(chosen, tuple(n if i == axis else 1 for i, n in enumerate(x.shape)))
    number = op.full((), _operators.convert_scalar(fill, x._name), x._name, op.device_of(data))
    return wrap(op.where(mask, number, data))


def _flat(x):
    return op.reshape(x, (math.prod(op.shape_of(x)),))


def narrow(input, axis, start, length):
    """`length` positions from `start` along an axis."""
    x = operand("narrow", "x", input)
    axis = axis_of("narrow", "axis", axis, input.ndim)
    if not 0 <= start < input.shape[axis] or not 0 < length <= input.shape[axis] - start:
        raise ValueError(
            f"For 'narrow', start {start} and length {length} do not fit the extent "
            f"{input.shape[axis]}."
        )
    return wrap(compose.narrow(x, axis, start, start + length))


def slice(input_x, begin, size):
    """`size` positions from `begin` along every axis; -1 takes the rest."""
    x = operand("Slice", "x", input_x)
    begin, size = ints_of("Slice", "begin", begin), ints_of("Slice", "size", size)
    have = op.shape_of(x)
    if len(begin) != len(have) or len(size) != len(have):
        raise ValueError(
            f"For Slice, the shape of input|begin|size must be equal, but got {len(have)}, "
            f"{len(begin)} "
            f"and {len(size)}."
        )
    ends = []
    for i, (start, count, extent) in enumerate(zip(begin, size, have, strict=True)):
        end = extent if count == -1 else start + count
        if end > extent:
            raise ValueError(
                f"For Slice, the sum of begin_shape[{i}] and size_shape[{i}] must be no greater "
                f"than input_x_shape[{i}]."
            )
        ends.append(end)
    return wrap(op.strided_slice(x, begin, tuple(ends), (1,) * len(have)))


def strided_slice(
    input_x,
    begin,
    end,
    strides,
    begin_mask=0,
    end_mask=0,
    ellipsis_mask=0,
    new_axis_mask=0,
    shrink_axis_mask=0,
):
    """Slices with steps; the bits of the masks change what an entry means."""
    operand("StridedSlice", "x", input_x)
    starts = ints_of("StridedSlice", "begin", begin)
    stops = ints_of("StridedSlice", "end", end)
    steps = ints_of("StridedSlice", "strides", strides)
    if not len(starts) == len(stops) == len(steps):
        raise ValueError(
            "For 'StridedSlice', 'begin', 'end' and 'strides' must have the same length, but got "
            f"{len(starts)}, {len(stops)} and {len(steps)}."
        )
    key = []
    for i, (start, stop, step) in enumerate(zip(starts, stops, steps, strict=True)):
        bit = 1 << i
        if ellipsis_mask & bit:
            key.append(Ellipsis)
        elif new_axis_mask & bit:
            key.append(None)
        elif shrink_axis_mask & bit:
            key.append(start)
        else:
            key.append(
                _slice(None if begin_mask & bit else start, None if end_mask & bit else stop, step)
            )
    return sliced(input_x, key)


def sliced(x, key):
    """Basic indexing by ints, slices, None and at most one Ellipsis."""
    value = x._value
    used = sum(k is not None and k is not Ellipsis for k in key)
    rest = [_slice(None)] * (x.ndim - used)
    at = key.index(Ellipsis) if Ellipsis in key else len(key)
    key = [*key[:at], *rest, *key[at + 1 :]]
    begin, end, step, shape = [], [], [], []
    extents = iter(op.shape_of(value))
    for k in key:
        if k is None:
            shape.append(1)
            continue
        extent = next(extents)
        if isinstance(k, _slice):
            a, b, s = k.indices(extent)
            count = len(_range(a, b, s))
            shape.append(count)
            b = a + count * s
        else:
            a, b, s = k % extent, k % extent + 1, 1
        begin.append(a)
        end.append(b)
        step.append(s)
    found = op.strided_slice(value, tuple(begin), tuple(end), tuple(step))
    return wrap(op.reshape(found, tuple(shape)))


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


class Slice(Primitive, of=slice, inputs="x begin size"):
    """`size` positions from `begin` along every axis; -1 takes the rest."""


class GatherD(Primitive, of=gather_d, inputs="x dim index"):
    """Values at positions along an axis, the other positions being those of the index."""


class GatherNd(Primitive, of=gather_nd, inputs="input_x indices", outputs="y"):
    """Values at positions of several axes."""


class MaskedFill(Primitive, of=masked_fill, inputs="input mask value"):
    """`value` where the mask holds."""


class MaskedSelect(Primitive, of=masked_select, inputs="x mask"):
    """The elements where the mask holds, along one axis."""


class NonZero(Primitive, of=nonzero, inputs="x", outputs="y"):
    """int64 positions of the elements that are not zero."""


class IndexFill(Primitive, of=index_fill, inputs="x dim index value", outputs="y"):
    """`value` at positions along an axis."""


class Select(Primitive, of=select_strictly, inputs="condition x y"):
    """The operator Select: one dtype, shapes that broadcast."""


class StridedSlice(Primitive, inputs="x begin end strides"):
    """Slices with steps."""

    @prim_attr_register
    def __init__(
        self, begin_mask=0, end_mask=0, ellipsis_mask=0, new_axis_mask=0, shrink_axis_mask=0
    ):
        for name, mask in self.init_attrs.items():
            validator.check_non_negative_int(mask, name, self.name)
        if ellipsis_mask and ellipsis_mask & (ellipsis_mask - 1):
            raise ValueError(
                f"For '{self.name}', only support one ellipsis in the index, but got "
                f"{ellipsis_mask}."
            )

    def _compute(self, input_x, begin, end, strides):
        return strided_slice(input_x, begin, end, strides, *self.init_attrs.values())


class Gather(Primitive, of=gather, inputs="params indices axis"):
    """Slices along an axis."""

    @prim_attr_register
    def __init__(self, batch_dims=0):
        validator.check_value_type("batch_dims", batch_dims, [int], self.name)


class _GatherAlong(Primitive, inputs="params indices axis"):
    """Base of the old gathers."""

    def _compute(self, params, indices, axis):
        return gather(params, indices, axis)


class GatherV2(_GatherAlong):
    """Old name of Gather."""


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


tensor_methods(
    argwhere,
    gather,
    gather_elements,
    gather_nd,
    index_fill,
    index_select,
    masked_select,
    narrow,
    nonzero,
)
