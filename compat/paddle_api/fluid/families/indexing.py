"""Gathering, selecting and one-hot coding."""

from __future__ import annotations

from compat.core import op

from .._attributes import integer
from .._errors import enforce_not_met
from .._operands import (
    ANY,
    INDICES,
    NUMBERS,
    axis_of,
    derived,
    first_number,
    invalid,
    mask,
    part,
    raw,
    take,
)
from .._registry import operator
from .._varbase import VarBase, wrap


def flat_index(index, name):
    value = raw(take(index, name, INDICES, "Index"))
    shape = op.shape_of(value)
    if len(shape) == 2:
        if shape[1] != 1:
            raise invalid(
                "If the index's rank of gather_op is 2, the second dimension should be 1.", name
            )
        value = op.reshape(value, shape[:1])
    return value


def _last_row(rows):
    """`x[rows]` whose gradient for a row taken twice is the last cotangent, as in the original."""

    def backward(g, x):
        shape, device = op.shape_of(x), op.device_of(rows)
        count = op.shape_of(rows)[0]
        dtype = op.dtype_of(rows)
        order = op.arange(0, count, 1, dtype, device)
        nowhere = op.full((shape[0],), -1, dtype, device)
        last = op.scatter_nd(nowhere, op.reshape(rows, (count, 1)), order, "max")
        taken = op.greater_equal(last, 0)
        found = op.take(g, op.maximum(last, 0), 0)
        form = (shape[0],) + (1,) * (len(shape) - 1)
        return (op.multiply(found, op.reshape(mask(taken, g), form)),)

    return derived(lambda x: op.take(x, rows, 0), backward)


@operator(inputs=("X", "Index"))
def gather_op(x, index, axis=0, overwrite=True, **options):
    """Slices along the first axis."""
    value, rows = take(x, "gather", ANY), flat_index(index, "gather")
    return wrap(_last_row(rows)(value) if overwrite else op.take(value, rows, 0))


def gather(input, index, overwrite=True):
    """Slices along the first axis.

    Args:
        input (Variable): at least rank 1.
        index (Variable): positions, int32 or int64, rank 1.
        overwrite (bool, default True): of a slice taken twice the gradient is the last one's,
            otherwise their sum.

    Returns:
        Variable.

    Raises:
        EnforceNotMet: `index` has another rank or dtype.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> print(layers.gather(x, to_variable(np.array([1, 1]))).numpy())
        [[3. 4.]
         [3. 4.]]
    """
    return gather_op(input, index, 0, overwrite)


@operator(inputs=("X", "Index"))
def gather_nd_op(x, index, **options):
    """`x[index[..., 0], index[..., 1], ...]`."""
    value, index = take(x, "gather_nd", ANY), raw(take(index, "gather_nd", INDICES, "Index"))
    return wrap(op.gather_nd(value, index))


def gather_nd(input, index, name=None):
    """Elements or slices at coordinates, one tuple of coordinates each along the last axis of
    `index`.

    Args:
        input (Variable): rank R.
        index (Variable): int32 or int64, (..., K) with K at most R.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable of shape `index.shape[:-1] + input.shape[K:]`.

    Raises:
        TypeError: `input` is not a Variable.

    Example:
        >>> x = to_variable(np.array([[1.0, 2.0], [3.0, 4.0]], "float32"))
        >>> print(layers.gather_nd(x, to_variable(np.array([[0, 1], [1, 0]]))).numpy())
        [2. 3.]
    """
    return gather_nd_op(input, index)


@operator
def one_hot_v2_op(x, depth=1, dtype=5, allow_out_of_range=False, **options):
    """float32: 1 at the class along a new last axis."""
    index = raw(take(x, "one_hot_v2", INDICES))
    depth = integer("depth", first_number(depth))
    return wrap(_one_hot(index, depth, allow_out_of_range, "one_hot_v2"))


@operator
def one_hot_op(x, depth=1, dtype=5, allow_out_of_range=False, **options):
    """float32: 1 at the class; the last axis of `x`, of extent 1, becomes the classes."""
    index = raw(take(x, "one_hot", INDICES))
    shape = op.shape_of(index)
    if shape[-1] != 1:
        raise invalid(
            f"Last dimension of Input(X) should be 1, but received {shape[-1]}.", "one_hot"
        )
    depth = integer("depth", first_number(depth))
    return wrap(_one_hot(op.reshape(index, shape[:-1]), depth, allow_out_of_range, "one_hot"))


def one_hot(input, depth, allow_out_of_range=False):
    """float32: 1 at the class; the last axis of `input` has extent 1."""
    if isinstance(depth, VarBase):
        depth = int(depth)
    return one_hot_op(input, depth, 5, allow_out_of_range)


def _one_hot(index, depth, lenient, name):
    if not lenient:
        check_range(index, depth, name)
    device = op.device_of(index)
    classes = op.arange(0, depth, 1, op.dtype_of(index), device)
    return op.astype(op.equal(op.reshape(index, (*op.shape_of(index), 1)), classes), "float32")


def check_range(index, extent, name):
    """Raise for an index outside [0, extent); only on the processor, where looking is cheap."""
    if op.device_of(index) != "cpu" or 0 in op.shape_of(index):
        return
    array = op.to_numpy(index)
    low, high = int(array.min()), int(array.max())
    if low < 0 or high >= extent:
        wrong = low if low < 0 else high
        raise enforce_not_met(
            f"Error: Variable value (input) of OP({name}) expected >= 0 and < {extent}, but "
            f"got {wrong}. "
            "Please check input value.",
            name,
        )


@operator
def where_index_op(x, **options):
    """int64: positions of elements that are not 0."""
    return wrap(op.nonzero(raw(take(x, "where_index", ANY))))


@operator(inputs=("Condition", "X", "Y"))
def where_op(condition, x, y, **options):
    """`x` where the condition holds, else `y`."""
    chosen = take(condition, "where", {"bool"}, "Condition")
    return wrap(op.where(chosen, take(x, "where", NUMBERS), take(y, "where", NUMBERS)))


def where(condition):
    """int64: positions where the condition holds."""
    return where_index_op(condition)


@operator
def index_select_op(x, index, dim=0, **options):
    """Slices along `dim`."""
    value = take(x, "index_select", NUMBERS)
    index = raw(take(index, "index_select", INDICES, "Index"))
    shape = op.shape_of(index)
    if len(shape) != 1 and not (len(shape) == 2 and shape[1] == 1):
        raise invalid(
            f"The 'shape' of Input(Index) must be 1-D tensor. But received {list(shape)}",
            "index_select",
        )
    index = op.reshape(index, shape[:1])
    return wrap(op.take(value, index, axis_of(dim, len(op.shape_of(value)))))


def index_select(input, index, dim=0):
    """Slices along `dim`."""
    return index_select_op(input, index, dim)


@operator
def index_sample_op(x, index, **options):
    """Elements of every row."""
    value = take(x, "index_sample", NUMBERS)
    for slot, given in (("X", x), ("Index", index)):
        if len(given.shape) != 2:
            raise invalid(
                f"Inputs({slot}) of IndexSample op should be 2-D, but got shape {given.shape}",
                "index_sample",
            )
    return wrap(op.take_along_axis(value, raw(take(index, "index_sample", INDICES, "Index")), 1))


def index_sample(x, index):
    """Elements of every row."""
    return index_sample_op(x, index)


@operator
def multiplex_op(ids, xs, **options):
    """Row `i` from the variable number `ids[i]`."""
    index = op.reshape(raw(take(ids, "multiplex", INDICES, "Ids")), (len(ids),))
    values = op.stack([take(x, "multiplex", NUMBERS) for x in xs], 0)
    rows = op.arange(0, len(ids), 1, op.dtype_of(index), op.device_of(index))
    return wrap(op.gather_nd(values, op.stack([index, rows], 1)))


def multiplex(inputs, index):
    """Row `i` from the variable number `index[i]`."""
    if not isinstance(inputs, list) and len(inputs) < 2:
        raise ValueError("inputs should be a list object and contains at least 2 elements.")
    for x in inputs:
        if not isinstance(x, VarBase):
            raise AttributeError(f"'{type(x).__name__}' object has no attribute 'dtype'")
    return multiplex_op(index, inputs)


def nonzero(input, as_tuple=False):
    """Positions of elements that are not 0."""
    found = op.nonzero(raw(input._value))
    if not as_tuple:
        return wrap(found)
    return tuple(wrap(part(found, 1, i, i + 1)) for i in range(op.shape_of(found)[1]))


@operator
def shard_index_op(x, index_num=1, nshards=1, shard_id=0, ignore_value=-1, **options):
    """Indices relative to their shard; `ignore_value` for those of other shards."""
    index = raw(take(x, "shard_index", INDICES))
    size = (index_num + nshards - 1) // nshards
    mine = op.equal(op.floor_divide(index, size), shard_id)
    other = op.full((), ignore_value, op.dtype_of(index), op.device_of(index))
    return wrap(op.where(mine, op.remainder(index, size), other))


def shard_index(input, index_num, nshards, shard_id, ignore_value=-1):
    """Indices relative to shard `shard_id` of `nshards`; `ignore_value` for those of others."""
    if not 0 <= shard_id < nshards:
        raise ValueError(f"The shard_id({shard_id}) should be in [0, {nshards})")
    return shard_index_op(input, index_num, nshards, shard_id, ignore_value)
