"""Axes moved and elements turned."""

from compat.core import compose, op

from ...common.tensor import Tensor, wrap
from ..arguments import axes_of, one_axis, tensor


def _only_tensor(x):
    if not isinstance(x, Tensor):
        raise TypeError(f"expect Tensor, but got {type(x)}")
    return x


def _tuple(axis):
    return (axis,) if isinstance(axis, int) else tuple(axis)


def moveaxis(a, source, destination):
    """Axes moved to other places."""
    a = _only_tensor(a)
    sources = [one_axis(i, a.ndim) for i in _tuple(source)]
    targets = [one_axis(i, a.ndim) for i in _tuple(destination)]
    if len(sources) != len(targets):
        raise ValueError(
            "`source` and `destination` arguments must have the same number of elements"
        )
    order = [i for i in range(a.ndim) if i not in sources]
    for target, source_axis in sorted(zip(targets, sources, strict=True)):
        order.insert(target, source_axis)
    return wrap(op.permute_dims(a._value, tuple(order)), a._name)


def rollaxis(x, axis, start=0):
    """An axis moved in front of another."""
    x = _only_tensor(x)
    axis = one_axis(axis, x.ndim)
    if not isinstance(start, int):
        raise TypeError(f"integer argument expected, but got {type(start)}")
    if not -x.ndim <= start <= x.ndim:
        raise ValueError(f"For rollaxis, start {start} is out of bounds for {x.ndim} dimensions.")
    start = start + x.ndim if start < 0 else start
    return moveaxis(x, axis, start - (start > axis))


def swapaxes(x, axis1, axis2):
    """Two axes exchanged."""
    x = _only_tensor(x)
    first, second = one_axis(axis1, x.ndim), one_axis(axis2, x.ndim)
    return wrap(compose.swapaxes(x._value, first, second), x._name)


def flip(m, axis=None):
    """Elements in reverse order along axes.

    Args:
        m (Tensor): any.
        axis (int, tuple of ints or None, default None): the axes; None: all.

    Returns:
        Tensor.

    Raises:
        TypeError: `m` is not a Tensor.
        ValueError: an axis is out of range.

    Example:
        >>> print(mnp.flip(mnp.arange(3)))
        [2 1 0]
    """
    m = _only_tensor(m)
    return wrap(op.flip(m._value, axes_of(axis, m.ndim)), m._name)


def flipud(m):
    """Order reversed along the first axis."""
    return flip(m, 0)


def fliplr(m):
    """Order reversed along the second axis."""
    return flip(m, 1)


def roll(a, shift, axis=None):
    """Elements moved along axes, those that fall out put in at the other end."""
    a = tensor(a)
    if axis is None:
        flat = compose.roll(op.reshape(a._value, (a.size,)), shift % max(a.size, 1), 0)
        return wrap(op.reshape(flat, a.shape), a._name)
    axes, shifts = _tuple(axis), _tuple(shift)
    shifts = shifts * len(axes) if len(shifts) == 1 else shifts
    axes = axes * len(shifts) if len(axes) == 1 else axes
    value = a._value
    for place, by in zip(axes, shifts, strict=True):
        place = one_axis(place, a.ndim)
        value = compose.roll(value, by % a.shape[place], place)
    return wrap(value, a._name)


def rot90(a, k=1, axes=(0, 1)):
    """Turned by quarters in the plane of two axes."""
    a = _only_tensor(a)
    first, second = (one_axis(i, a.ndim) for i in axes)
    if first == second:
        raise ValueError("Axes must be different.")
    k %= 4
    if k == 0:
        return a
    if k == 2:
        return flip(a, (first, second))
    if k == 1:
        return swapaxes(flip(a, second), first, second)
    return flip(swapaxes(a, first, second), second)
