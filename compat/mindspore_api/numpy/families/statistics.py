"""Statistics, differences, bins, interpolation."""

from compat.core import compose, op, state

from ... import ops
from ...common import dtype as mstype
from ...common.tensor import Tensor, wrap
from ..arguments import cast, common, dtype_name, floating, nested_tensor, one_axis, tensor
from .linalg import matmul
from .window import counted


def _cut(x, axis, start, stop):
    return wrap(compose.narrow(x._value, axis, start, stop), x._name)


def _joined(parts, axis):
    name = common(*parts)
    return wrap(op.concat([cast(p, name)._value for p in parts], axis), name)


# -- differences and sums ----------------------------------------------------------------------


def diff(a, n=1, axis=-1, prepend=None, append=None):
    """Differences of neighbours."""
    a = tensor(a)
    axis = one_axis(axis, a.ndim)
    if not isinstance(n, int):
        raise TypeError(f"Input n should be int, but got {type(n)}.")
    parts = [tensor(p) for p in (prepend, a, append) if p is not None]
    a = _joined(parts, axis) if len(parts) > 1 else a
    if n >= a.shape[axis]:
        raise ValueError(
            f"For 'diff', n must be below the extent {a.shape[axis]} of axis {axis}, but got {n}."
        )
    for _ in range(n):
        a = _differences(a, axis)
    return a


def _differences(a, axis):
    extent = a.shape[axis]
    return _cut(a, axis, 1, extent) - _cut(a, axis, 0, extent - 1)


def ediff1d(ary, to_end=None, to_begin=None):
    """Differences of neighbours of the flat array, with values put around."""
    parts = [_differences(ops.reshape(tensor(ary), (-1,)), 0)]
    if to_begin is not None:
        parts.insert(0, ops.reshape(tensor(to_begin), (-1,)))
    if to_end is not None:
        parts.append(ops.reshape(tensor(to_end), (-1,)))
    parts = [cast(part, tensor(ary)._name) for part in parts]
    return _joined(parts, 0) if len(parts) > 1 else parts[0]


def gradient(f, *varargs, axis=None, edge_order=1):
    """Central differences, one-sided at the ends."""
    f = nested_tensor(f)
    f = f if f._name.startswith("complex") else cast(f, "float32")
    if edge_order != 1:
        raise ValueError(f"edge_order != 1 not supported, edge_order is: {edge_order}.")
    axes = range(f.ndim) if axis is None else [axis] if isinstance(axis, int) else axis
    axes = [one_axis(i, f.ndim) for i in axes]
    steps = list(varargs) * (len(axes) if len(varargs) == 1 else 1) or [1] * len(axes)
    if len(steps) != len(axes):
        raise ValueError("the number of varargs should be 0, 1 or the number of axes.")
    found = [_slope(f, i, step) for i, step in zip(axes, steps, strict=True)]
    return found[0] if len(found) == 1 else found


def _slope(f, axis, step):
    extent = f.shape[axis]
    if extent < 2:
        raise ValueError("Shape of array too small to calculate a numerical gradient")
    middle = (_cut(f, axis, 2, extent) - _cut(f, axis, 0, extent - 2)) / 2.0
    first = _cut(f, axis, 1, 2) - _cut(f, axis, 0, 1)
    last = _cut(f, axis, extent - 1, extent) - _cut(f, axis, extent - 2, extent - 1)
    return _joined([first, middle, last], axis) / step


def trapz(y, x=None, dx=1.0, axis=-1):
    """Area below a line."""
    y = floating(tensor(y))
    axis = one_axis(axis, y.ndim)
    extent = y.shape[axis]
    means = (_cut(y, axis, 1, extent) + _cut(y, axis, 0, extent - 1)) / 2.0
    if x is None:
        return (means * float(dx)).sum(axis)
    x = tensor(x)
    if x.ndim == 1:
        shape = [1] * y.ndim
        shape[axis] = extent
        x = ops.reshape(x, tuple(shape))
    return (means * diff(x, axis=axis if x.ndim == y.ndim else -1)).sum(axis)


def unwrap(p, discont=3.141592653589793, axis=-1):
    """Angles without jumps by more than half a turn."""
    p = floating(tensor(p))
    axis = one_axis(axis, p.ndim)
    turn = 2 * 3.141592653589793
    steps = diff(p, axis=axis)
    folded = (steps + turn / 2) % turn - turn / 2
    edge = wrap(op.logical_and((folded == -turn / 2)._value, (steps > 0)._value), "bool")
    folded = ops.select(edge, folded * 0 + turn / 2, folded)
    jump = ops.select(abs(steps) < discont, steps * 0, folded - steps)
    rest = _cut(p, axis, 1, p.shape[axis])
    total = wrap(op.cumulative_sum(jump._value, axis), p._name)
    return _joined([_cut(p, axis, 0, 1), rest + total], axis)


# -- positions and bins ------------------------------------------------------------------------


def searchsorted(a, v, side="left", sorter=None):
    """int32 positions at which values keep the order."""
    return tensor(a).searchsorted(tensor(v), side, sorter)


def digitize(x, bins, right=False):
    """int32 numbers of the bins of elements."""
    x, bins = tensor(x), tensor(bins)
    if bins.ndim != 1:
        raise ValueError("bins should be 1-dimensional")
    if bins.size > 1 and float(bins[0]) > float(bins[-1]):
        turned = wrap(op.flip(bins._value, (0,)), bins._name)
        return bins.size - searchsorted(turned, x, "right" if right else "left")
    return searchsorted(bins, x, "left" if right else "right")


def bincount(x, weights=None, minlength=0, length=None):
    """How often, or with which weight, every number occurs; float32."""
    x = ops.reshape(tensor(x), (-1,))
    count = max(int(x.max()) + 1, minlength) if length is None else length
    values = op.full((x.size,), 1, "float32", state.device())
    if weights is not None:
        values = ops.reshape(tensor(weights, "float32"), (-1,))._value
    zeros = op.full((count,), 0, "float32", state.device())
    at = op.reshape(op.astype(x._value, "int64"), (x.size, 1))
    return wrap(op.scatter_nd(zeros, at, values, "add"), "float32")


def histogram_bin_edges(a, bins=10, range=None, weights=None):
    """Edges of bins of equal width, or those given."""
    if not isinstance(bins, int):
        return tensor(bins)
    a = cast(tensor(a), "float32")
    low, high = (float(a.min()), float(a.max())) if range is None else range
    if low == high:
        low, high = low - 0.5, high + 0.5
    step = (high - low) / bins
    return counted(bins + 1) * step + float(low)


def histogram(a, bins=10, range=None, weights=None, density=False):
    """Counts in bins, and the edges of the bins."""
    a = ops.reshape(tensor(a, "float32"), (-1,))
    weights = None if weights is None else ops.reshape(tensor(weights, "float32"), (-1,))
    counts, edges = histogramdd(
        ops.reshape(a, (-1, 1)),
        [bins],
        None if range is None else [range],
        weights,
        density,
    )
    return counts, edges[0]


def histogram2d(x, y, bins=10, range=None, weights=None, density=False):
    """Counts in a grid of bins, and the edges of the bins."""
    sample = ops.stack([ops.reshape(tensor(v, "float32"), (-1,)) for v in (x, y)], 1)
    bins = [bins, bins] if isinstance(bins, (int, Tensor)) else list(bins)
    counts, edges = histogramdd(sample, bins, range, weights, density)
    return counts, edges[0], edges[1]


def histogramdd(sample, bins=10, range=None, weights=None, density=False):
    """Counts in a grid of bins, and the edges of the bins."""
    if isinstance(sample, (list, tuple)):
        sample = ops.stack([ops.reshape(tensor(s, "float32"), (-1,)) for s in sample], 1)
    sample = tensor(sample, "float32")
    count, ndim = sample.shape
    bins = [bins] * ndim if isinstance(bins, int) else list(bins)
    limits = [None] * ndim if range is None else list(range)
    edges, inside, flat, total = [], None, None, 1
    for i, (b, limit) in enumerate(zip(bins, limits, strict=True)):
        column = _cut(sample, 1, i, i + 1).reshape(count)
        given = histogram_bin_edges(column, b, limit)
        edge = floating(given)
        at, here = _bin_of(column, edge)
        inside = here if inside is None else op.logical_and(inside, here)
        flat = at if flat is None else op.add(op.multiply(flat, edge.size - 1), at)
        edges.append(given)
        total *= edge.size - 1
    values = op.full((count,), 1, "float32", state.device())
    if weights is not None:
        values = tensor(weights, "float32")._value
    values = op.where(inside, values, op.full((), 0, "float32", state.device()))
    zeros = op.full((total,), 0, "float32", state.device())
    counts = wrap(op.scatter_nd(zeros, op.reshape(flat, (count, 1)), values, "add"), "float32")
    counts = ops.reshape(counts, tuple(e.size - 1 for e in edges))
    return (_density(counts, edges) if density else counts), edges


def _bin_of(column, edge):
    """int64 number of the bin, the last one closed, and whether there is one."""
    at = op.subtract(op.searchsorted(edge._value, column._value, "right"), 1)
    last = edge.size - 2
    end = op.full((), last, "int64", state.device())
    at = op.where(op.equal(column._value, edge[-1]._value), end, at)
    here = op.logical_and(op.greater_equal(at, 0), op.less_equal(at, last))
    return op.minimum(op.maximum(at, 0), last), here


def _density(counts, edges):
    found = counts / counts.sum()
    for i, edge in enumerate(edges):
        shape = [1] * len(edges)
        shape[i] = edge.size - 1
        found = found / ops.reshape(diff(edge), tuple(shape))
    return found


def interp(x, xp, fp, left=None, right=None):
    """Values between given points on straight lines."""
    x, xp, fp = (floating(tensor(v)) for v in (x, xp, fp))
    flat = ops.reshape(x, (-1,))
    at = op.searchsorted(xp._value, flat._value, "right")
    at = op.minimum(op.maximum(at, 1), xp.size - 1)
    low = op.subtract(at, 1)
    x0, x1 = (wrap(op.take(xp._value, i, 0), xp._name) for i in (low, at))
    y0, y1 = (wrap(op.take(fp._value, i, 0), fp._name) for i in (low, at))
    found = y0 + (y1 - y0) * (flat - x0) / (x1 - x0)
    first = fp[0] if left is None else tensor(left, fp._name)
    last = fp[-1] if right is None else tensor(right, fp._name)
    found = ops.select(flat < xp[0], found * 0 + first, found)
    found = ops.select(flat > xp[-1], found * 0 + last, found)
    return ops.reshape(found, x.shape)


def ravel_multi_index(multi_index, dims, mode="clip", order="C"):
    """Flat positions of positions along every axis; float32, as MindSpore's."""
    if order not in ("C", "F"):
        raise ValueError("invalid order. Expected 'C' or 'F'")
    parts = list(multi_index)
    if order == "F":
        parts, dims = parts[::-1], dims[::-1]
    found = None
    for part, extent in zip(parts, dims, strict=True):
        part = tensor(part)
        bounded = part % extent if mode == "wrap" else ops.clamp(part, 0, extent - 1)
        found = bounded if found is None else found * extent + bounded
    return cast(found, "float32")


# -- covariance --------------------------------------------------------------------------------


def cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, dtype=None):
    """Covariance of variables, one in every row."""
    x = _variables(m, rowvar)
    if y is not None:
        x = _joined([x, _variables(y, rowvar)], 0)
    ddof = (0 if bias else 1) if ddof is None else ddof
    weights = None
    for given in (fweights, aweights):
        if given is not None:
            given = floating(tensor(given))
            weights = given if weights is None else weights * given
    if weights is None:
        rest = x - x.mean(1, True)
        found = matmul(rest, rest.T) / float(x.shape[1] - ddof)
    else:
        total = weights.sum()
        rest = x - (x * weights).sum(1, keepdims=True) / total
        inner = weights if aweights is None else weights * floating(tensor(aweights))
        scale = total - ddof * inner.sum() / total
        found = matmul(rest, (rest * weights).T) / scale
    return cast(found.squeeze(), dtype)


def _variables(m, rowvar):
    x = floating(nested_tensor(m))
    if x.ndim > 2:
        raise ValueError(f"m has more than 2 dimensions: {x.ndim}")
    x = ops.reshape(x, (1, -1)) if x.ndim < 2 else x
    return x if rowvar or x.shape[0] == 1 else x.T


def corrcoef(x, y=None, rowvar=True, dtype=None):
    """Correlation of variables, one in every row."""
    c = cov(x, y, rowvar)
    if c.ndim == 0:
        return cast(c / c, dtype)
    deviation = ops.sqrt(wrap(compose.diagonal(c._value, 0, 0, 1), c._name))
    found = c / ops.reshape(deviation, (-1, 1)) / ops.reshape(deviation, (1, -1))
    return cast(ops.clamp(found, -1.0, 1.0), dtype)


# -- dtypes ------------------------------------------------------------------------------------


def promote_types(type1, type2):
    """The dtype that two promote to."""
    return mstype.of_name(common(_Named(dtype_name(type1)), _Named(dtype_name(type2))))


class _Named:
    """Stands for a tensor where only the dtype counts."""

    def __init__(self, name):
        self._name = name


def result_type(*arrays_and_dtypes):
    """The dtype that arrays and dtypes promote to; numbers count only among themselves."""
    named, numbers = [], []
    for x in arrays_and_dtypes:
        if isinstance(x, (int, float)) and not isinstance(x, type):
            numbers.append(tensor(x))
        elif isinstance(x, (Tensor, list, tuple)):
            named.append(tensor(x))
        else:
            named.append(_Named(dtype_name(x)))
    return mstype.of_name(common(*(named or numbers)))
