"""`x[index]` and `x[index] = value`, with NumPy's meaning.

An index is first made a list of items, one for each axis of the tensor and each new axis:
`range` (a slice), `int`, `None` (a new axis) or `Picked` (an array of positions). Without a
`Picked` a strided slice does it; else the axes with positions become one, to take positions from.
"""

from typing import NamedTuple

from compat.core import op, state

from ._operators import broadcast

Tensor = wrap = None  # bound by `tensor`


class Picked(NamedTuple):
    """Positions along one axis: an int64 array, in range and not negative."""

    value: object
    shape: tuple


class _Outside(Exception):
    """A tensor of positions leaves the axis; the original reads zeros there."""


# -- reading the index -------------------------------------------------------------------------


def items_of(x, index):
    """The items of an index, complete for all axes of `x`."""
    shape = x.shape
    entries = index if isinstance(index, tuple) else (index,)
    if not isinstance(index, tuple):
        _check_kind(index)
        if _is_nested(index):
            entries = tuple(index)
    entries = _without_ellipsis(entries, shape)
    items, axis = [], 0
    for entry in entries:
        found, used = _item(entry, shape, axis)
        items.extend(found)
        axis += used
    items.extend(range(extent) for extent in shape[axis:])
    return items


def _check_kind(index):
    known = (int, slice, type(None), type(Ellipsis), bool, list, tuple, Tensor)
    if not isinstance(index, known):
        raise IndexError(
            "Only support integers, slices(`:`), ellipsis(`...`), None, bool, tensor, int, list "
            "and tuple "
            f"as index, but got {index} with type {type(index)}"
        )


def _is_nested(index):
    """A list that holds more than ints and bools counts as a tuple, as NumPy once had it."""
    return isinstance(index, list) and any(not isinstance(i, int) for i in index)


def _axes_used(entry):
    if entry is None or isinstance(entry, bool):
        return 0
    if isinstance(entry, Tensor) and entry._name == "bool":
        return entry.ndim
    return 1


def _without_ellipsis(entries, shape):
    ndim = len(shape)
    dots = [i for i, entry in enumerate(entries) if entry is Ellipsis]
    if len(dots) > 1:
        raise IndexError("An index can only have a single ellipsis('...')")
    used = sum(_axes_used(entry) for entry in entries if entry is not Ellipsis)
    if used > ndim:
        if ndim == 0:
            if isinstance(entries[0], slice):
                raise ValueError("The input data's dim must in the range of [1, 8], but got '0'.")
            raise TypeError("Cannot iterate over a scalar tensor.")
        raise IndexError(
            f"Tuple index {entries} out rang of tensor shape [const vector]{list(shape)}"
        )
    if not dots:
        return entries
    at = dots[0]
    return (*entries[:at], *[slice(None)] * (ndim - used), *entries[at + 1 :])


def _item(entry, shape, axis):
    """The items an entry stands for, and how many axes of the tensor they use."""
    if entry is None:
        return [None], 0
    if isinstance(entry, bool):
        return [_new_axis(entry)], 0
    if isinstance(entry, Tensor):
        return _of_tensor(entry, shape, axis)
    if isinstance(entry, int):
        return [_position(entry, shape[axis])], 1
    if isinstance(entry, slice):
        return [_range(entry, shape[axis])], 1
    if isinstance(entry, (list, tuple)):
        return [_of_list(entry, shape[axis])], 1
    raise TypeError(
        "For tuple index, the types only support 'Slice', 'Ellipsis', 'None', 'Tensor', 'int',"
        f"'List', 'Tuple', 'bool', but got {entry} with type {type(entry)}"
    )


def _new_axis(entry):
    if not entry:
        raise IndexError("When tensor is indexed by a bool object, the value only support 'True'.")


def _position(entry, extent):
    if not -extent <= entry < extent:
        raise IndexError(f"index {entry} is out of bounds for dimension with size {extent}")
    return entry % extent


def _range(entry, extent):
    parts = [int(p) if isinstance(p, Tensor) else p for p in (entry.start, entry.stop, entry.step)]
    if parts[2] == 0:
        raise ValueError("For 'StridedSlice', 'strides' cannot contain 0")
    return range(extent)[slice(*parts)]


def _of_list(entry, extent):
    if len(entry) == 0:
        raise IndexError("When tensor is indexed by list, the list can't be empty.")
    if all(isinstance(i, bool) for i in entry):
        if len(entry) != extent:
            raise IndexError(
                f"dimension is {extent} but corresponding boolean dimension is {len(entry)}"
            )
        return _of_positions([i for i, flag in enumerate(entry) if flag])
    if all(isinstance(i, int) for i in entry):
        return _of_positions([_in_list(i, extent) for i in entry])
    values = Tensor([_plain_list(i) for i in entry])
    return _picked(_wrapped(values, extent, strict=True), values.shape)


def _of_positions(positions):
    return Picked(_array(positions), (len(positions),))


def _plain_list(entry):
    return [_plain_list(i) for i in entry] if isinstance(entry, (list, tuple)) else int(entry)


def _in_list(entry, extent):
    if not -extent <= entry < extent:
        raise IndexError(f"index {entry} out of bounds for dimension with size {extent}")
    return entry % extent


def _array(positions):
    return op.asarray(positions, "int64", state.device())


def _picked(value, shape):
    return Picked(value, tuple(shape))


def _of_tensor(entry, shape, axis):
    name = entry._name
    if name == "bool":
        return _of_mask(entry, shape, axis)
    if name not in ("int8", "int16", "int32", "int64"):
        raise IndexError(f"The tensor index must be int or bool type, but got {entry}")
    return [_picked(_wrapped(entry, shape[axis], strict=False), entry.shape)], 1


def _of_mask(entry, shape, axis):
    for i, extent in enumerate(entry.shape):
        if extent != shape[axis + i]:
            raise ValueError(
                f"The shape of index [const vector]{list(entry.shape)}does not match the shape "
                "of the "
                f"indexed data [const vector]{list(shape)} at dim index{i}"
            )
    if entry.ndim == 0:
        return [_new_axis(bool(entry))], 0
    found = op.nonzero(_plain(entry))
    count = op.shape_of(found)[0]
    columns = [op.take(found, _array(i), 1) for i in range(entry.ndim)]
    return [Picked(column, (count,)) for column in columns], entry.ndim


def _plain(x):
    """The array without its history; positions carry no gradient."""
    from compat.core import autodiff

    return autodiff.engine().detach(x._value)


def _wrapped(entry, extent, strict):
    """int64 positions, counted from the front."""
    x = op.astype(_plain(entry), "int64")
    x = op.where(op.less(x, 0), op.add(x, extent), x)
    inside = op.logical_and(op.greater_equal(x, 0), op.less(x, extent))
    if not bool(op.to_numpy(op.all(inside, tuple(range(entry.ndim)), False))):
        if strict:
            raise IndexError(f"index {entry} out of bounds for dimension with size {extent}")
        raise _Outside(extent, entry)
    return x


# -- reading -----------------------------------------------------------------------------------


def getitem(x, index):
    """`x[index]`."""
    if type(index) is int and x.ndim:
        return _row(x, index)
    try:
        items = items_of(x, index)
    except _Outside:
        return _read_outside(x, index)
    if any(isinstance(item, Picked) for item in items):
        value = _take(x._value, items)
    else:
        value = _slice(x._value, items)
    return wrap(value, x._name)


def _row(x, index):
    shape = x.shape
    at = _position(index, shape[0])
    rest = shape[1:]
    part = op.strided_slice(x._value, (at, *(0 for _ in rest)), (at + 1, *rest), (1,) * len(shape))
    return wrap(op.reshape(part, rest), x._name)


def _bounds(items):
    """begin, end, step of every axis; an int takes a slice of one."""
    parts = [item if isinstance(item, range) else range(item, item + 1) for item in items]
    begin = tuple(p.start if len(p) else 0 for p in parts)
    end = tuple(_end(p) for p in parts)
    return begin, end, tuple(p.step if len(p) else 1 for p in parts)


def _end(part):
    """End of a range as the contract wants it: behind the last position."""
    if not len(part):
        return 0
    return part[-1] + (1 if part.step > 0 else -1)


def _sliced_shape(items):
    """Shape of the result of a basic index."""
    return tuple(1 if item is None else len(item) for item in items if not isinstance(item, int))


def _slice(value, items):
    axes = [item for item in items if item is not None]
    if any(
        isinstance(i, int) or i != range(n) for i, n in zip(axes, op.shape_of(value), strict=True)
    ):
        value = op.strided_slice(value, *_bounds(axes))
    shape = _sliced_shape(items)
    return value if op.shape_of(value) == shape else op.reshape(value, shape)


def _grouped(items):
    """Axes with positions (ints count, too), shape they broadcast to, where the result has them."""
    axes = [item for item in items if item is not None]
    chosen = [i for i, item in enumerate(axes) if not isinstance(item, range)]
    places = [i for i, item in enumerate(items) if not (item is None or isinstance(item, range))]
    shape = ()
    for i in chosen:
        shape = broadcast(shape, axes[i].shape if isinstance(axes[i], Picked) else ())
        if shape is None:
            shapes = [list(axes[k].shape) for k in chosen if isinstance(axes[k], Picked)]
            raise ValueError(
                "For 'tensor getitem', x.shape and y.shape need to broadcast. The value of "
                "x.shape[0] or "
                "y.shape[0] must be 1 or -1 when they are not the same but got "
                f"{' and '.join(map(str, shapes))}."
            )
    together = places == list(range(places[0], places[-1] + 1))
    before = sum(not isinstance(i, int) for i in items[: places[0]]) if together else 0
    return axes, chosen, shape, before


def _take(value, items):
    """Positions of one or several axes, slices of the others."""
    axes, chosen, shape, before = _grouped(items)
    value = _slice_rest(value, axes)
    extents = op.shape_of(value)
    rest = [i for i in range(len(axes)) if i not in chosen]
    if len(chosen) == 1:
        value = op.take(value, axes[chosen[0]].value, chosen[0])
        front = chosen[0]
    else:
        value = op.permute_dims(value, (*chosen, *rest))
        sizes = [extents[i] for i in chosen]
        value = op.reshape(value, (_product(sizes), *(extents[i] for i in rest)))
        value = op.take(value, _linear([axes[i] for i in chosen], sizes, shape), 0)
        front = 0
    value = _move(value, front, len(shape), _slot(items, before))
    return _with_new_axes(value, items, len(shape), before)


def _slot(items, before):
    """`before` without the new axes, which are put in last."""
    result = [item for item in items if not isinstance(item, (int, Picked))]
    return sum(item is not None for item in result[:before])


def _slice_rest(value, axes):
    extents = op.shape_of(value)
    parts = [i if isinstance(i, range) else range(n) for i, n in zip(axes, extents, strict=True)]
    if all(part == range(n) for part, n in zip(parts, extents, strict=True)):
        return value
    return op.strided_slice(value, *_bounds(parts))


def _product(extents):
    size = 1
    for extent in extents:
        size *= extent
    return size


def _linear(parts, sizes, shape):
    """Positions in the axes joined in C order, of the broadcast shape."""
    total = None
    for part, size in zip(parts, sizes, strict=True):
        value = part.value if isinstance(part, Picked) else _array(part)
        total = value if total is None else op.add(op.multiply(total, size), value)
    return op.broadcast_to(total, shape)


def _move(value, front, count, target):
    """The `count` axes at `front` moved to begin at `target`."""
    if front == target or not count:
        return value
    ndim = len(op.shape_of(value))
    moved = list(range(front, front + count))
    others = [i for i in range(ndim) if i not in moved]
    return op.permute_dims(value, (*others[:target], *moved, *others[target:]))


def _with_new_axes(value, items, count, before):
    """New axes of the index put into a result whose positions begin at `before`."""
    if not any(item is None for item in items):
        return value
    extents = iter(op.shape_of(value))
    kept = [item for item in items if not isinstance(item, (int, Picked))]
    shape = []
    for place in range(len(kept) + 1):
        if place == before:
            shape.extend(next(extents) for _ in range(count))
        if place < len(kept):
            shape.append(1 if kept[place] is None else next(extents))
    return op.reshape(value, tuple(shape))


def _read_outside(x, index):
    """Positions beyond the end read zeros, as the original's kernel does."""
    if not isinstance(index, Tensor):
        raise IndexError(f"index {index} is out of bounds for the shape {x.shape}")
    extent = x.shape[0]
    at = op.astype(_plain(index), "int64")
    at = op.where(op.less(at, 0), op.add(at, extent), at)
    inside = op.logical_and(op.greater_equal(at, 0), op.less(at, extent))
    zero = op.full((), 0, "int64", state.device())
    taken = op.take(x._value, op.where(inside, at, zero), 0)
    flags = op.reshape(inside, (*index.shape, *(1 for _ in x.shape[1:])))
    nothing = op.full((), 0, x._name, state.device())
    return wrap(op.where(flags, taken, nothing), x._name)


# -- writing -----------------------------------------------------------------------------------


def setitem(x, index, value):
    """The core value of `x` after `x[index] = value`."""
    if not isinstance(value, (int, float, complex, bool, Tensor, tuple, list)):
        raise TypeError(
            "only support numbers, Tensor, tuple, list as value, but got "
            f"{value} with type {type(value)}"
        )
    if index is False or (isinstance(index, list) and not index):
        return x._value
    updates = _updates(x, value)
    masked = isinstance(index, Tensor) and index._name == "bool" and index.shape == x.shape
    if masked and op.shape_of(updates) in ((), (1,)):
        return op.where(_plain(index), op.reshape(updates, ()), x._value)
    try:
        items = items_of(x, index)
    except IndexError as error:
        if type(index) is int:
            text = f"Index {index} is out of bounds for axis 0 with size {x.shape[0]}"
            raise IndexError(text) from error
        raise
    except _Outside as error:
        raise ValueError(
            "For 'TensorScatterUpdate', indices out of range for input_x. Please check the indices "
            f"which is [const vector]{error.args[1]}"
        ) from None
    if any(isinstance(item, Picked) for item in items):
        return _put(x._value, items, updates)
    axes = [item for item in items if item is not None]
    updates = _fitted(updates, _sliced_shape(items))
    begin, end, step = _bounds(axes)
    lengths = tuple(len(i) if isinstance(i, range) else 1 for i in axes)
    if 0 in lengths:
        return x._value
    return op.strided_update(x._value, op.reshape(updates, lengths), begin, end, step)


def _updates(x, value):
    """The value to assign, in the dtype of `x`."""
    if isinstance(value, Tensor):
        pass
    elif isinstance(value, (list, tuple)):
        value = _stacked(value)
    else:
        value = Tensor(value)
    return value._value if value._name == x._name else op.astype(value._value, x._name)


def _stacked(values):
    """Tensor of nested lists that may hold scalars and tensors."""
    if not any(isinstance(v, (Tensor, list, tuple)) for v in values):
        return Tensor(list(values))
    parts = [
        _stacked(v) if isinstance(v, (list, tuple)) else v if isinstance(v, Tensor) else Tensor(v)
        for v in values
    ]
    names = {part._name for part in parts}
    name = names.pop() if len(names) == 1 else "float32"
    return wrap(op.stack([op.astype(part._value, name) for part in parts], 0))


def _round(shape):
    return f"({', '.join(map(str, shape))})"


def _fitted(updates, shape):
    given = op.shape_of(updates)
    while len(given) > len(shape) and given[0] == 1 and not shape:
        given = given[1:]
    if len(given) > len(shape):
        raise ValueError(
            "For primitive[BroadcastTo], the attribute[x shape] must be less than or equal to "
            f"{len(shape)}, but got {len(given)}."
        )
    if broadcast(given, shape) != tuple(shape):
        raise ValueError(
            "For 'BroadcastTo', in order to broadcast, each dimension pair must be equal or input "
            "dimension is 1 or target dimension is -1. But got x_shape: "
            f"{_round(given)}, target shape: {_round(shape)}."
        )
    return op.broadcast_to(op.reshape(updates, given), shape)


def _put(value, items, updates):
    """`value` with `updates` at the positions of an index with arrays."""
    axes, chosen, shape, before = _grouped(items)
    kept = [item for item in items if not isinstance(item, (int, Picked))]
    extents = [1 if item is None else len(item) for item in kept]
    updates = _fitted(updates, (*extents[:before], *shape, *extents[before:]))
    size = op.shape_of(value)
    slot = _slot(items, before)
    rest = [i for i in range(len(axes)) if i not in chosen]
    grid = len(shape) + len(rest)
    total = None
    for i, extent in enumerate(size):
        if i in chosen:
            part = axes[i].value if isinstance(axes[i], Picked) else _array(axes[i])
            own = op.shape_of(part)
            lead = slot + len(shape) - len(own)
        else:
            part, own = _array(list(axes[i])), (len(axes[i]),)
            at = rest.index(i)
            lead = at if at < slot else at + len(shape)
        part = op.reshape(part, (*own, *(1 for _ in range(grid - lead - len(own)))))
        total = part if total is None else op.add(op.multiply(total, extent), part)
    count = _product(op.shape_of(updates))
    if not count:
        return value
    full = (*(len(axes[i]) for i in rest[:slot]), *shape, *(len(axes[i]) for i in rest[slot:]))
    at = op.reshape(op.broadcast_to(total, full), (count,))
    flat = op.reshape(value, (_product(size),))
    done = op.put_along_axis(flat, at, op.reshape(updates, (count,)), 0, "set")
    return op.reshape(done, size)
