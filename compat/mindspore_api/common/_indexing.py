"""`x[index]` and `x[index] = value`, with NumPy's meaning.

An index is first made a list of items, one for each axis of the tensor and each new axis:
`range` (a slice), `int`, `None` (a new axis) or `Picked` (an array of positions). Without a
`Picked` a strided slice does it; else the axes with positions become one, to take positions from.
"""

from compat.core import op, state

from ._index_items import (
    OutOfRange,
    Outside,
    Picked,
    array_of,
    axis_range,
    begins,
    items_of,
    plain,
    position,
)
from ._operators import broadcast
from .handle import Handle, tensor, wrap

# -- reading -----------------------------------------------------------------------------------


def getitem(x, index):
    """`x[index]`."""
    try:
        return _read(x, index)
    except OutOfRange as error:
        text = begins(index, x.shape) if isinstance(index, tuple) else ""
        raise IndexError(text or str(error)) from None


def _read(x, index):
    kind = type(index)
    if kind is int or kind is slice or (kind is tuple and _PLAIN.issuperset(map(type, index))):
        found = _plain_part(x, index if kind is tuple else (index,))
        if found is not None:
            return found
    _refuse_nothing(index)
    try:
        items = items_of(x, index)
    except Outside:
        return _read_outside(x, index)
    if any(isinstance(item, Picked) for item in items):
        value = _take(x._value, items)
    else:
        value = _slice(x._value, items)
    return wrap(value, x._name)


def _refuse_nothing(index):
    """A list of flags has to choose something when reading."""
    if isinstance(index, list) and _is_nothing(index):
        raise IndexError("When tensor is indexed by list, the list can't be empty.")
    if isinstance(index, tuple) and any(isinstance(i, list) and _is_nothing(i) for i in index):
        raise IndexError(
            "IndexError: The sequence element(tuple/list) in tuple index can't be empty."
        )


def _is_nothing(entry):
    return not any(entry) and all(isinstance(i, bool) for i in entry)


_PLAIN = frozenset((int, slice))


def _plain_part(x, index):
    """Ints and slices, which most indices are, without the detour; None for too many of them."""
    shape = op.shape_of(x._value)
    if not shape or len(index) > len(shape):
        return None
    begin, end, step, result = [], [], [], []
    for entry, extent in zip(index, shape, strict=False):
        if type(entry) is int:
            at = position(entry, extent)
            begin.append(at)
            end.append(at + 1)
            step.append(1)
            continue
        part = axis_range(entry, extent)
        begin.append(part.start if part else 0)
        end.append(_end(part))
        step.append(part.step if part else 1)
        result.append(len(part))
    rest = shape[len(index) :]
    begin.extend([0] * len(rest))
    end.extend(rest)
    step.extend([1] * len(rest))
    value = op.strided_slice(x._value, tuple(begin), tuple(end), tuple(step))
    if len(result) < len(index):
        value = op.reshape(value, (*result, *rest))
    return wrap(value, x._name)


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
                "x.shape[0] or y.shape[0] must be 1 or -1 when they are not the same but got "
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
        value = part.value if isinstance(part, Picked) else array_of(part)
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
    """Positions beyond the end read zeros, as MindSpore's kernel does."""
    if not isinstance(index, Handle):
        raise IndexError(f"index {index} is out of bounds for the shape {x.shape}")
    extent = x.shape[0]
    at = op.astype(plain(index), "int64")
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
    if not isinstance(value, (int, float, complex, bool, Handle, tuple, list)):
        raise TypeError(
            "only support numbers, Tensor, tuple, list as value, but got "
            f"{value} with type {type(value)}"
        )
    if index is False or (isinstance(index, list) and not index):
        return x._value
    updates = _updates(x, value)
    masked = isinstance(index, Handle) and index._name == "bool" and index.shape == x.shape
    if masked and op.shape_of(updates) in ((), (1,)):
        return op.where(plain(index), op.reshape(updates, ()), x._value)
    try:
        items = items_of(x, index)
    except IndexError as error:
        if type(index) is int:
            text = f"Index {index} is out of bounds for axis 0 with size {x.shape[0]}"
            raise IndexError(text) from error
        raise IndexError(str(error)) from None
    except Outside as error:
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
    if isinstance(value, Handle):
        pass
    elif isinstance(value, (list, tuple)):
        value = _stacked(value)
    else:
        value = tensor(value)
    return value._value if value._name == x._name else op.astype(value._value, x._name)


def _stacked(values):
    """Tensor of nested lists that may hold scalars and tensors."""
    if not any(isinstance(v, (Handle, list, tuple)) for v in values):
        return tensor(list(values))
    parts = [
        _stacked(v) if isinstance(v, (list, tuple)) else v if isinstance(v, Handle) else tensor(v)
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
            part = axes[i].value if isinstance(axes[i], Picked) else array_of(axes[i])
            own = op.shape_of(part)
            lead = slot + len(shape) - len(own)
        else:
            part, own = array_of(list(axes[i])), (len(axes[i]),)
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
