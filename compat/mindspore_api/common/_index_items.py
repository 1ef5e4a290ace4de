"""An index made a list of items, one for each axis of the tensor and each new axis."""

from typing import NamedTuple

from compat.core import autodiff, op, state

from .handle import Handle, tensor


class Picked(NamedTuple):
    """Positions along one axis: an int64 array, in range and not negative."""

    value: object
    shape: tuple


class Outside(Exception):
    """A tensor of positions leaves the axis; MindSpore reads zeros there."""


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
    known = (int, slice, type(None), type(Ellipsis), bool, list, tuple, Handle)
    if not isinstance(index, known):
        raise IndexError(
            "Only support integers, slices(`:`), ellipsis(`...`), None, bool, tensor, int, list "
            f"and tuple as index, but got {index} with type {type(index)}"
        )


def _is_nested(index):
    """A list that holds more than ints and bools counts as a tuple, as NumPy once had it."""
    return isinstance(index, list) and any(not isinstance(i, int) for i in index)


def _axes_used(entry):
    if entry is None or isinstance(entry, bool):
        return 0
    if isinstance(entry, Handle) and entry._name == "bool":
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
    if isinstance(entry, Handle):
        return _of_tensor(entry, shape, axis)
    if isinstance(entry, int):
        return [position(entry, shape[axis])], 1
    if isinstance(entry, slice):
        return [axis_range(entry, shape[axis])], 1
    if isinstance(entry, (list, tuple)):
        return [_of_list(entry, shape[axis])], 1
    raise TypeError(
        "For tuple index, the types only support 'Slice', 'Ellipsis', 'None', 'Tensor', 'int',"
        f"'List', 'Tuple', 'bool', but got {entry} with type {type(entry)}"
    )


def _new_axis(entry):
    if not entry:
        raise IndexError("When tensor is indexed by a bool object, the value only support 'True'.")


class OutOfRange(IndexError):
    """An int leaves its axis."""


def begins(entries, shape):
    """The text for ints of a tuple that leave their axis, as MindSpore's slices word it."""
    entries = _without_ellipsis(entries, shape)
    mask = sum(1 << i for i, entry in enumerate(entries) if type(entry) is int)
    axis = 0
    for i, entry in enumerate(entries):
        extent = shape[axis] if axis < len(shape) else 0
        if type(entry) is int and not -extent <= entry < extent:
            return (
                f"For 'StridedSlice', the 'strides[{i}]' cannot be negative number and "
                f"'begin[{i}]' must be in [-{extent}, {extent}) when 'shrink_axis_mask' is greater "
                f"than 0, but got 'shrink_axis_mask': {mask}, 'strides[{i}]': 1, "
                f"'begin[{i}]': {entry}."
            )
        axis += _axes_used(entry)
    return ""


def position(entry, extent):
    if not -extent <= entry < extent:
        raise OutOfRange(f"index {entry} is out of bounds for dimension with size {extent}")
    return entry % extent


def axis_range(entry, extent):
    parts = [int(p) if isinstance(p, Handle) else p for p in (entry.start, entry.stop, entry.step)]
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
    values = tensor([_plain_list(i) for i in entry])
    return _picked(_wrapped(values, extent, strict=True), values.shape)


def _of_positions(positions):
    return Picked(array_of(positions), (len(positions),))


def _plain_list(entry):
    return [_plain_list(i) for i in entry] if isinstance(entry, (list, tuple)) else int(entry)


def _in_list(entry, extent):
    if not -extent <= entry < extent:
        raise IndexError(f"index {entry} out of bounds for dimension with size {extent}")
    return entry % extent


def array_of(positions):
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
                f"The shape of index [const vector]{list(entry.shape)}does not match the shape of "
                f"the indexed data [const vector]{list(shape)} at dim index{i}"
            )
    if entry.ndim == 0:
        return [_new_axis(bool(entry))], 0
    found = op.nonzero(plain(entry))
    count = op.shape_of(found)[0]
    columns = [op.take(found, array_of(i), 1) for i in range(entry.ndim)]
    return [Picked(column, (count,)) for column in columns], entry.ndim


def plain(x):
    """The array without its history; positions carry no gradient."""
    return autodiff.engine().detach(x._value)


def _wrapped(entry, extent, strict):
    """int64 positions, counted from the front."""
    x = plain(entry)
    if entry._name != "int64":
        x = op.astype(x, "int64")
    if 0 in entry.shape:
        return x
    axes = tuple(range(len(entry.shape)))
    low, high = (int(op.to_numpy(f(x, axes, False))) for f in (op.min, op.max))
    if low < -extent or high >= extent:
        if strict:
            raise IndexError(f"index {entry} out of bounds for dimension with size {extent}")
        raise Outside(extent, entry)
    return x if low >= 0 else op.where(op.less(x, 0), op.add(x, extent), x)
