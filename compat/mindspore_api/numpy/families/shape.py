"""Shapes, joining, splitting, choosing."""

from compat.core import compose, op

from ... import ops
from ...common._operators import broadcast
from ...common.tensor import Tensor, wrap
from ..arguments import axes_of, cast, common, nested_tensor, one_axis, tensor, together


def _only_tensor(x):
    if not isinstance(x, Tensor):
        raise TypeError(f"expect Tensor, but got {type(x)}")
    return x


def transpose(a, axes=None):
    """Axes in another order, by default reversed."""
    return _only_tensor(a).transpose(axes)


def expand_dims(a, axis):
    """A new axis of extent 1.

    Args:
        a (Tensor): any.
        axis (int, tuple or list of ints): where new axes stand in the result.

    Returns:
        Tensor.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: an axis is out of range.

    Example:
        >>> mnp.expand_dims(Tensor([1.0, 2.0]), 0).shape
        (1, 2)
    """
    a = _only_tensor(a)
    places = (axis,) if isinstance(axis, int) else tuple(axis)
    ndim = a.ndim + len(places)
    for place in places:
        if not -ndim <= place < ndim:
            raise ValueError(
                f"For ExpandDims, the value of axis should be in range of [{-ndim}, {ndim - 1}], "
                f"but got axis: {place}."
            )
    places = {place % ndim for place in places}
    extents = iter(a.shape)
    shape = tuple(1 if i in places else next(extents) for i in range(ndim))
    return ops.reshape(a, shape)


def squeeze(a, axis=None):
    """Without axes of extent 1.

    Args:
        a (Tensor): any.
        axis (int, tuple of ints or None, default None): the axes to drop; None drops all of extent
            1.

    Returns:
        Tensor.

    Raises:
        TypeError: `a` is not a Tensor.
        ValueError: an axis is out of range, or its extent is not 1.

    Example:
        >>> mnp.squeeze(mnp.ones((1, 2, 1))).shape
        (2,)
    """
    return _only_tensor(a).squeeze(axis)


def reshape(x, new_shape):
    """The elements in row-major order under another shape.

    Args:
        x (Tensor): any.
        new_shape (int, tuple or list of ints): the shape; one extent may be -1.

    Returns:
        Tensor.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: the number of elements differs.

    Example:
        >>> print(mnp.reshape(mnp.arange(4), (2, -1)))
        [[0 1]
         [2 3]]
    """
    shape = (new_shape,) if isinstance(new_shape, int) else tuple(new_shape)
    return ops.reshape(_only_tensor(x), shape)


def ravel(x):
    """All elements along one axis."""
    return ops.reshape(_only_tensor(x), (-1,))


# -- joining -----------------------------------------------------------------------------------


def _alike(arrays):
    found = [tensor(a) for a in arrays]
    name = common(*found)
    return [cast(x, name) for x in found], name


def concatenate(arrays, axis=0):
    """Tensors one behind the other along an axis.

    Args:
        arrays (Tensor, tuple or list of Tensor): of one rank.
        axis (int or None, default 0): the axis; None flattens them first.

    Returns:
        Tensor.

    Raises:
        TypeError: `arrays` is of another kind.
        ValueError: extents differ, or `axis` is out of range.

    Example:
        >>> print(mnp.concatenate((mnp.ones((1, 2)), mnp.zeros((1, 2)))))
        [[1. 1.]
         [0. 0.]]
    """
    if isinstance(arrays, Tensor):
        if axis is None or axis >= arrays.ndim - 1:
            return ravel(arrays)
        arrays = list(arrays)
    found, name = _alike(arrays)
    if axis is None:
        found, axis = [ravel(x) for x in found], 0
    axis = one_axis(axis, found[0].ndim)
    return wrap(op.concat([x._value for x in found], axis), name)


def append(arr, values, axis=None):
    """Values behind an array."""
    return concatenate((tensor(arr), tensor(values)), axis)


def stack(arrays, axis=0):
    """Tensors of one shape along a new axis.

    Args:
        arrays (Tensor, tuple or list of Tensor): of one shape; a Tensor alone stays as it is.
        axis (int, default 0): where the new axis stands.

    Returns:
        Tensor.

    Raises:
        TypeError: `arrays` is of another kind.
        ValueError: shapes differ, or `axis` is out of range.

    Example:
        >>> print(mnp.stack((mnp.ones(2), mnp.zeros(2))))
        [[1. 1.]
         [0. 0.]]
    """
    if isinstance(arrays, Tensor):
        return arrays
    found, name = _alike(list(arrays))
    axis = one_axis(axis, found[0].ndim + 1)
    return wrap(op.stack([x._value for x in found], axis), name)


def hstack(tup):
    """Side by side; a tensor stays as it is."""
    if isinstance(tup, Tensor):
        return tup
    found = [atleast_1d(tensor(x)) for x in tup]
    return concatenate(found, 0 if found[0].ndim == 1 else 1)


def vstack(tup):
    """One below the other; a tensor stays as it is."""
    if isinstance(tup, Tensor):
        return tup
    return concatenate([atleast_2d(tensor(x)) for x in tup], 0)


def dstack(tup):
    """Along the third axis; a tensor stays as it is."""
    if isinstance(tup, Tensor):
        return tup
    return concatenate([atleast_3d(tensor(x)) for x in tup], 2)


def column_stack(tup):
    """Vectors as columns; a tensor stays as it is."""
    if isinstance(tup, Tensor):
        return tup
    found = [tensor(x) for x in tup]
    return concatenate([ops.reshape(x, (-1, 1)) if x.ndim < 2 else x for x in found], 1)


def _at_least(arys, grow):
    found = [grow(tensor(a)) for a in arys]
    return found[0] if len(found) == 1 else found


def atleast_1d(*arys):
    """With one axis or more."""
    return _at_least(arys, lambda x: x if x.ndim else ops.reshape(x, (1,)))


def atleast_2d(*arys):
    """With two axes or more."""
    return _at_least(arys, lambda x: x if x.ndim > 1 else ops.reshape(x, (1, -1)))


def atleast_3d(*arys):
    """With three axes or more."""

    def grow(x):
        if x.ndim == 2:
            return ops.reshape(x, (*x.shape, 1))
        return x if x.ndim > 2 else ops.reshape(x, (1, -1, 1))

    return _at_least(arys, grow)


# -- splitting ---------------------------------------------------------------------------------


def _cut(x, sizes, axis):
    return tuple(wrap(part, x._name) for part in compose.split(x._value, sizes, axis))


def _at(x, places, axis):
    """Sizes of the parts between positions."""
    extent = x.shape[axis]
    ends = [min(max(p + extent if p < 0 else p, 0), extent) for p in places]
    starts = [0, *ends]
    ends = [*ends, extent]
    return [max(e - s, 0) for s, e in zip(starts, ends, strict=True)]


def array_split(x, indices_or_sections, axis=0):
    """Parts of nearly equal size, or between positions."""
    x = _only_tensor(x)
    axis = one_axis(axis, x.ndim)
    if not isinstance(indices_or_sections, int):
        return _cut(x, _at(x, indices_or_sections, axis), axis)
    size, rest = divmod(x.shape[axis], indices_or_sections)
    return _cut(x, [size + (i < rest) for i in range(indices_or_sections)], axis)


def split(x, indices_or_sections, axis=0):
    """Pieces along an axis.

    Args:
        x (Tensor): any.
        indices_or_sections (int, tuple or list of ints): the number of equal pieces, or where to
            cut.
        axis (int, default 0): the axis.

    Returns:
        tuple of Tensor.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: the pieces would not be equal, or `axis` is out of range.

    Example:
        >>> print(mnp.split(mnp.arange(4), 2)[1])
        [2 3]
    """
    x = _only_tensor(x)
    axis = one_axis(axis, x.ndim)
    if isinstance(indices_or_sections, int) and x.shape[axis] % indices_or_sections:
        raise ValueError(
            f"For 'Split', x_shape[{axis}] must be divisible by output_num = "
            f"{indices_or_sections}, but got {x.shape[axis]}"
        )
    return array_split(x, indices_or_sections, axis)


def vsplit(x, indices_or_sections):
    """Split along the first axis."""
    return split(x, indices_or_sections, 0)


def hsplit(x, indices_or_sections):
    """Split along the second axis."""
    return split(x, indices_or_sections, 0 if x.ndim == 1 else 1)


def dsplit(x, indices_or_sections):
    """Split along the third axis."""
    return split(x, indices_or_sections, 2)


# -- choosing ----------------------------------------------------------------------------------


def where(condition, x=None, y=None):
    """Elements of `x` where the condition is true, of `y` elsewhere.

    Args:
        condition (Tensor): bool.
        x (Tensor or None, default None): values where it is true.
        y (Tensor or None, default None): values elsewhere; the three shapes broadcast.

    Returns:
        Tensor.

    Raises:
        ValueError: the shapes do not broadcast.

    Example:
        >>> print(mnp.where(Tensor([True, False]), Tensor([1, 2]), Tensor([3, 4])))
        [1 4]
    """
    condition = cast(tensor(condition), "bool")
    if x is None and y is None:
        found = op.nonzero(condition._value)
        return tuple(wrap(c, "int64") for c in compose.unstack(found, 1))
    if x is None or y is None:
        raise ValueError("either both or neither of x and y should be given")
    x, y = tensor(x), tensor(y)
    name = common(x, y)
    condition, x, y = together(condition, cast(x, name), cast(y, name))
    return wrap(op.where(condition._value, x._value, y._value), name)


def select(condlist, choicelist, default=0):
    """The first choice whose condition holds."""
    conditions = [tensor(c) for c in condlist]
    choices = [tensor(c) for c in choicelist]
    name = common(*choices)
    found = cast(tensor(default), name)
    for condition, choice in zip(reversed(conditions), reversed(choices), strict=True):
        found = where(condition, cast(choice, name), found)
    return found


def broadcast_to(array, shape):
    """Broadcast to a shape."""
    array = tensor(array)
    if broadcast(array.shape, tuple(shape)) != tuple(shape):
        raise ValueError(f"cannot broadcast with {tuple(shape)}")
    return wrap(op.broadcast_to(array._value, tuple(shape)), array._name)


def broadcast_arrays(*args):
    """Broadcast to one shape."""
    return together(*[tensor(a) for a in args])


def take(a, indices, axis=None, mode="clip"):
    """Elements at positions along an axis."""
    return _only_tensor(a).take(_only_tensor(indices), axis, mode)


def take_along_axis(arr, indices, axis):
    """Elements at positions along an axis, one set of positions for every row."""
    arr, indices = _only_tensor(arr), _only_tensor(indices)
    if axis is None:
        arr, axis = ravel(arr), 0
    axis = one_axis(axis, arr.ndim)
    at = op.astype(indices._value, "int64")
    at = op.where(op.less(at, 0), op.add(at, arr.shape[axis]), at)
    return wrap(op.take_along_axis(arr._value, at, axis), arr._name)


def choose(a, choices, mode="clip"):
    """For every position the element of the choice with that number."""
    return tensor(a).choose([tensor(c) for c in choices], mode)


def repeat(a, repeats, axis=None):
    """Every element, or every slice, several times."""
    return tensor(a).repeat(repeats, axis)


def tile(a, reps):
    """The tensor repeated along every axis.

    Args:
        a (Tensor): any.
        reps (int, tuple or list of ints): repetitions of each axis, of the last ones where there
            are fewer.

    Returns:
        Tensor.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is not positive.

    Example:
        >>> print(mnp.tile(Tensor([1, 2]), 2))
        [1 2 1 2]
    """
    a = tensor(a)
    reps = (reps,) if isinstance(reps, int) else tuple(reps)
    ndim = max(len(reps), a.ndim)
    a = ops.reshape(a, (1,) * (ndim - a.ndim) + a.shape)
    return wrap(op.tile(a._value, (1,) * (ndim - len(reps)) + reps), a._name)


def unique(x, return_inverse=False):
    """Different elements in the order of their first occurrence."""
    values, inverse = ops.unique(ravel(tensor(x)))
    return (values, inverse) if return_inverse else values


def size(a, axis=None):
    """Number of elements, of all or along axes."""
    a = tensor(a)
    count = 1
    for place in axes_of(axis, a.ndim):
        count *= a.shape[place]
    return count


def array_str(a):
    """The values as text."""
    return str(a)


def unravel_index(indices, shape, order="C"):
    """Positions along every axis of flat positions."""
    indices = tensor(indices)
    if order not in ("C", "F"):
        raise ValueError("invalid order. Expected 'C' or 'F'")
    shape = (shape,) if isinstance(shape, int) else tuple(shape)
    found, rest = [], indices
    for extent in shape if order == "F" else reversed(shape):
        found.append(rest % extent)
        rest = rest // extent
    return tuple(found if order == "F" else reversed(found))


def piecewise(x, condlist, funclist, *args, **kw):
    """A function, or a number, for every condition."""
    x = nested_tensor(x)
    conditions = [tensor(c) for c in condlist]
    functions = list(funclist)
    default = functions.pop() if len(functions) == len(conditions) + 1 else 0
    found = _applied(default, x, args, kw)
    for condition, function in zip(conditions, functions, strict=True):
        found = where(condition, _applied(function, x, args, kw), found)
    return found


def _applied(function, x, args, kw):
    return function(x, *args, **kw) if callable(function) else tensor(function)


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    """A function of vectors applied to every vector along an axis."""
    arr = _only_tensor(arr)
    axis = one_axis(axis, arr.ndim)
    moved = wrap(compose.moveaxis(arr._value, axis, arr.ndim - 1), arr._name)
    lead = moved.shape[:-1]
    rows = ops.reshape(moved, (-1, arr.shape[axis]))
    results = [tensor(func1d(row, *args, **kwargs)) for row in rows]
    found = stack(results, 0)
    found = ops.reshape(found, (*lead, *results[0].shape))
    for i in range(results[0].ndim):
        found = wrap(compose.moveaxis(found._value, len(lead) + i, axis + i), found._name)
    return found


def apply_over_axes(func, a, axes):
    """A function of an array and an axis applied for every axis in turn."""
    a = _only_tensor(a)
    for axis in (axes,) if isinstance(axes, int) else axes:
        axis = one_axis(axis, a.ndim)
        found = func(a, axis)
        a = found if found.ndim == a.ndim else ops.expand_dims(found, axis)
    return a
