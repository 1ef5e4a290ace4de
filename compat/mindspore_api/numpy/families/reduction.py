"""Reductions and running results."""

from compat.core import compose, op

from ... import ops
from ...common.tensor import Tensor, wrap
from ..arguments import axes_of, cast, floating, one_axis, tensor


def _reduced(primitive, a, axis, keepdims):
    return wrap(primitive(a._value, axes_of(axis, a.ndim), bool(keepdims)), a._name)


def sum(a, axis=None, dtype=None, keepdims=False, initial=None):
    """Sum over axes.

    Args:
        a (Tensor, list, tuple or number): the values.
        axis (int, tuple of ints or None, default None): the axes; None: all.
        dtype (dtype or None, default None): dtype of the result.
        keepdims (bool, default False): keep the axes, with extent 1.
        initial (number or None, default None): is added.

    Returns:
        Tensor.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: an axis is out of range.

    Example:
        >>> print(mnp.sum(Tensor([[1.0, 2.0], [3.0, 4.0]]), axis=0))
        [4. 6.]
    """
    a = tensor(a)
    found = a.sum(tuple(axis) if isinstance(axis, list) else axis, None, keepdims, initial)
    return cast(found, dtype)


def _refuse_bool(name, a):
    if a._name == "bool":
        raise TypeError(f"For 'mindspore.numpy.{name}', an array of bool is not supported.")


def mean(a, axis=None, keepdims=False, dtype=None):
    """Mean over axes.

    Args:
        a (Tensor): the values.
        axis (int, tuple of ints or None, default None): the axes; None: all.
        keepdims (bool, default False): keep the axes, with extent 1.
        dtype (dtype or None, default None): dtype of the result.

    Returns:
        Tensor.

    Raises:
        ValueError: an axis is out of range.

    Example:
        >>> print(mnp.mean(Tensor([[1.0, 2.0], [3.0, 4.0]]), axis=0))
        [2. 3.]
    """
    a = cast(tensor(a), dtype)
    _refuse_bool("mean", a)
    return _mean(a, axis, keepdims)


def _mean(a, axis, keepdims):
    axes = axes_of(axis, a.ndim)
    total = wrap(op.sum(a._value, axes, bool(keepdims)), a._name)
    return total / compose.count(a._value, axes)


def var(x, axis=None, ddof=0, keepdims=False):
    """Variance."""
    x = tensor(x)
    _refuse_bool("var", x)
    return x.var(_given(axis), ddof, keepdims)


def std(x, axis=None, ddof=0, keepdims=False):
    """Standard deviation."""
    x = tensor(x)
    _refuse_bool("std", x)
    return x.std(_given(axis), ddof, keepdims)


def _given(axis):
    return tuple(axis) if isinstance(axis, list) else axis


def _extreme(primitive, a, axis, keepdims, initial, where):
    a = tensor(a)
    _refuse_bool("amax", a)
    if where is not True:
        if initial is None:
            raise ValueError("initial value must be provided for where masks")
        a = ops.select(tensor(where), a, cast(tensor(initial), a._name) + a * 0)
    found = _reduced(primitive, a, axis, keepdims)
    if initial is not None:
        compare = op.maximum if primitive is op.max else op.minimum
        found = wrap(compare(found._value, cast(tensor(initial), a._name)._value), a._name)
    return found


def amax(a, axis=None, keepdims=False, initial=None, where=True):
    """Maximum."""
    return _extreme(op.max, a, axis, keepdims, initial, where)


def amin(a, axis=None, keepdims=False, initial=None, where=True):
    """Minimum."""
    return _extreme(op.min, a, axis, keepdims, initial, where)


def ptp(x, axis=None, keepdims=False):
    """Maximum less minimum."""
    x = tensor(x)
    _refuse_bool("ptp", x)
    return amax(x, axis, keepdims) - amin(x, axis, keepdims)


def argmax(a, axis=None):
    """int64 position of the maximum."""
    return tensor(a).argmax(axis)


def argmin(a, axis=None):
    """int32 position of the minimum."""
    return tensor(a).argmin(axis)


def average(x, axis=None, weights=None, returned=False):
    """Mean, weighted where weights are given."""
    x = tensor(x)
    _refuse_bool("average", x)
    if weights is None:
        found = _mean(x, axis, False)
        total = cast(tensor(compose.count(x._value, axes_of(axis, x.ndim))), found._name)
    else:
        weights = tensor(weights)
        if weights.shape != x.shape:
            place = one_axis(axis, x.ndim)
            shape = [1] * x.ndim
            shape[place] = weights.size
            weights = ops.reshape(weights, tuple(shape))
        weights = ops.broadcast_to(cast(weights, x._name), x.shape)
        total = sum(weights, axis)
        found = sum(x * weights, axis) / total
    if not returned:
        return found
    return found, ops.broadcast_to(total, found.shape)


def norm(x, ord=None, axis=None, keepdims=False):
    """Norm of vectors or matrices.

    Args:
        x (Tensor): numbers.
        ord (None, "fro", "nuc", inf, -inf or number, default None): the order.
        axis (int, tuple of 2 ints or None, default None): axis of the vectors or axes of the
            matrices.
        keepdims (bool, default False): keep the axes, with extent 1.

    Returns:
        Tensor.

    Raises:
        ValueError: `ord` does not fit the axes.

    Example:
        >>> print(mnp.norm(Tensor([3.0, 4.0])))
        5.0
    """
    x = floating(tensor(x))
    axes = axes_of(axis, x.ndim)
    if ord is None or ord == "fro" or (ord == 2 and len(axes) == 1):
        return ops.sqrt(_reduced(op.sum, x * x, axes, keepdims))
    if len(axes) == 1:
        return wrap(compose.norm(x._value, float(ord), axes, bool(keepdims)), x._name)
    return _matrix_norm(x, ord, axes if axis is None else tuple(axis), keepdims)


def _matrix_norm(x, ord, axes, keepdims):
    """1 and inf: sums along one axis, the extreme along the other."""
    rows, columns = (a % x.ndim for a in axes)
    along = {1: rows, -1: rows, float("inf"): columns, float("-inf"): columns}
    if ord not in along:
        raise NotImplementedError(
            f"mindspore.numpy.norm with ord={ord!r} over two axes is not supported; use 1, -1, "
            "inf, -inf or 'fro'."
        )
    sums = _reduced(op.sum, abs(x), along[ord], True)
    found = _reduced(op.max if ord > 0 else op.min, sums, (rows, columns), True)
    if keepdims:
        return found
    return wrap(compose.squeeze(found._value, sorted((rows, columns))), x._name)


def count_nonzero(x, axis=None, keepdims=False):
    """int32 number of elements that are not 0."""
    x = tensor(x)
    flags = wrap(op.astype(op.not_equal(x._value, 0), "int32"), "int32")
    return _reduced(op.sum, flags, axis, keepdims)


def sometrue(a, axis=None, keepdims=False):
    """Whether some element is true."""
    a = cast(tensor(a), "bool")
    return _reduced(op.any, a, axis, keepdims)


# -- with NaN left out -------------------------------------------------------------------------


def _known(a, filling):
    """The array with another number for NaN, and where it is known."""
    a = tensor(a)
    if a._name == "bool":
        raise TypeError("an array of bool is not supported.")
    if not a._name.startswith("float"):
        return a, wrap(op.equal(a._value, a._value), "bool")
    missing = op.isnan(a._value)
    value = op.full((), filling, a._name, op.device_of(a._value))
    return wrap(op.where(missing, value, a._value), a._name), wrap(op.logical_not(missing), "bool")


def nansum(a, axis=None, dtype=None, keepdims=False):
    """Sum with NaN as 0."""
    return cast(_reduced(op.sum, _known(a, 0)[0], axis, keepdims), dtype)


def nanmax(a, axis=None, dtype=None, keepdims=False):
    """Maximum of what is not NaN."""
    return cast(_reduced(op.max, _known(a, float("-inf"))[0], axis, keepdims), dtype)


def nanmin(a, axis=None, dtype=None, keepdims=False):
    """Minimum of what is not NaN."""
    return cast(_reduced(op.min, _known(a, float("inf"))[0], axis, keepdims), dtype)


def _known_mean(a, axis, keepdims):
    values, known = _known(a, 0)
    values = floating(values)
    count = _reduced(op.sum, cast(known, values._name), axis, keepdims)
    return _reduced(op.sum, values, axis, keepdims) / count, values, known, count


def nanmean(a, axis=None, dtype=None, keepdims=False):
    """Mean of what is not NaN."""
    return cast(_known_mean(a, axis, keepdims)[0], dtype)


def nanvar(a, axis=None, dtype=None, ddof=0, keepdims=False):
    """Variance of what is not NaN."""
    centre, values, known, _ = _known_mean(a, axis, True)
    rest = (values - centre) * cast(known, values._name)
    count = _reduced(op.sum, cast(known, values._name), axis, keepdims)
    return cast(_reduced(op.sum, rest * rest, axis, keepdims) / (count - ddof), dtype)


def nanstd(a, axis=None, dtype=None, ddof=0, keepdims=False):
    """Standard deviation of what is not NaN."""
    return cast(ops.sqrt(nanvar(a, axis, None, ddof, keepdims)), dtype)


# -- running -----------------------------------------------------------------------------------


def _tensor_only(a):
    if not isinstance(a, Tensor):
        raise TypeError(f"expect Tensor, but got {type(a)}")
    return cast(a, "int32") if a._name in ("bool", "int8", "int16", "uint8") else a


def _running(primitive, a, axis, dtype):
    a = _tensor_only(a)
    if axis is None:
        a, axis = ops.reshape(a, (-1,)), 0
    return cast(wrap(primitive(a._value, one_axis(axis, a.ndim)), a._name), dtype)


def cumsum(a, axis=None, dtype=None):
    """Running sum."""
    return _running(op.cumulative_sum, a, axis, dtype)


def cumprod(a, axis=None, dtype=None):
    """Running product."""
    return _running(op.cumulative_prod, a, axis, dtype)


def nancumsum(a, axis=None, dtype=None):
    """Running sum with NaN as 0."""
    return _running(op.cumulative_sum, _known(_tensor_only(a), 0)[0], axis, dtype)
