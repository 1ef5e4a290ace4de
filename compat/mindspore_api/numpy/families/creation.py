"""Making arrays."""

from compat.core import compose, op, state

from ... import ops
from ...common import dtype as mstype
from ...common.seed import next_key
from ...common.tensor import Tensor, wrap
from ..arguments import cast, dtype_name, nested_tensor, one_axis, shape_of, tensor, together
from ..dtypes import float32, int32


def array(obj, dtype=None, copy=True, ndmin=0):
    """A tensor of numbers.

    Args:
        obj (Tensor, number, list, tuple or numpy.ndarray): the values.
        dtype (dtype, str or None, default None): dtype of the tensor; None takes that of the
            values.
        copy (bool, default True): a tensor of its own.
        ndmin (int, default 0): new axes come first until there are so many.

    Returns:
        Tensor.

    Raises:
        TypeError: `obj` is of another kind.
        ValueError: rows differ in length.

    Example:
        >>> print(mnp.array([1, 2, 3], ndmin=2))
        [[1 2 3]]
    """
    if not isinstance(obj, (Tensor, bool, int, float, list, tuple)):
        raise TypeError(
            "input data must be `int`, `float`, `bool`, `Tensor`, `list`, `tuple`, "
            f"but got {type(obj)}"
        )
    x = nested_tensor(obj, dtype)
    if x is obj and copy:
        x = x.copy()
    if x.ndim < ndmin:
        x = ops.reshape(x, (1,) * (ndmin - x.ndim) + x.shape)
    return x


def asarray(a, dtype=None):
    """Tensor of a tensor, a number or nested lists."""
    return array(a, dtype, copy=False)


def asfarray(a, dtype=float32):
    """The same as floats."""
    name = dtype_name(dtype)
    return nested_tensor(a, name if name.startswith("float") else "float32")


def copy(a):
    """A tensor with the same values."""
    return array(a)


def _filled(shape, value, name):
    return wrap(op.full(shape_of(shape), value, name, state.device()), name)


def ones(shape, dtype=float32):
    """Ones of a shape.

    Args:
        shape (int, tuple or list of ints): the shape.
        dtype (dtype or str, default mindspore.float32): dtype of the result.

    Returns:
        Tensor.

    Raises:
        TypeError: `shape` is of another kind.

    Example:
        >>> print(mnp.ones((2, 2)))
        [[1. 1.]
         [1. 1.]]
    """
    return _filled(shape, 1, dtype_name(dtype))


def zeros(shape, dtype=float32):
    """Zeros of a shape.

    Args:
        shape (int, tuple or list of ints): the shape.
        dtype (dtype or str, default mindspore.float32): dtype of the result.

    Returns:
        Tensor.

    Raises:
        TypeError: `shape` is of another kind.

    Example:
        >>> print(mnp.zeros((2, 2)))
        [[0. 0.]
         [0. 0.]]
    """
    return _filled(shape, 0, dtype_name(dtype))


def empty(shape, dtype=float32):
    """Zeros; MindSpore leaves the values open."""
    return zeros(shape, dtype)


def full(shape, fill_value, dtype=None):
    """One number everywhere.

    Args:
        shape (int, tuple or list of ints): the shape.
        fill_value (number, Tensor or array): the number, or values that broadcast.
        dtype (dtype, str or None, default None): dtype of the result; None takes that of the
            number.

    Returns:
        Tensor.

    Raises:
        TypeError: `shape` is of another kind.

    Example:
        >>> print(mnp.full((2, 2), 3))
        [[3 3]
         [3 3]]
    """
    value = tensor(fill_value, dtype)
    return ops.broadcast_to(value, shape_of(shape))


def _like(a, value, dtype, shape):
    a = nested_tensor(a)
    name = dtype_name(dtype) or a._name
    return _filled(a.shape if shape is None else shape, value, name)


def ones_like(a, dtype=None, shape=None):
    """Ones of the shape of a tensor.

    Args:
        a (Tensor, list, tuple or array): gives the shape.
        dtype (dtype, str or None, default None): dtype of the result; None takes that of `a`.
        shape (tuple, list of ints or None, default None): another shape.

    Returns:
        Tensor.

    Raises:
        TypeError: `a` is of another kind.

    Example:
        >>> print(mnp.ones_like(Tensor([[1.0, 2.0]])))
        [[1. 1.]]
    """
    return _like(a, 1, dtype, shape)


def zeros_like(a, dtype=None, shape=None):
    """Zeros of the shape and dtype of another array."""
    return _like(a, 0, dtype, shape)


def empty_like(prototype, dtype=None, shape=None):
    """Zeros of the shape and dtype of another array."""
    return _like(prototype, 0, dtype, shape)


def full_like(a, fill_value, dtype=None, shape=None):
    """One value in the shape and dtype of another array; a tensor keeps its own dtype."""
    a = nested_tensor(a)
    name = dtype_name(dtype) or a._name
    shape = a.shape if shape is None else shape
    if isinstance(fill_value, Tensor):
        return full(shape, fill_value)
    return full(shape, fill_value, mstype.of_name(name))


# -- rows of numbers ---------------------------------------------------------------------------


def arange(start, stop=None, step=None, dtype=None):
    """Evenly spaced numbers, the end left out.

    Args:
        start (int or float): first number; alone it is the end, from 0.
        stop (int, float or None, default None): the end.
        step (int, float or None, default None): the distance; None is 1.
        dtype (dtype, str or None, default None): dtype of the result; None follows from the
            numbers.

    Returns:
        Tensor (N,).

    Raises:
        TypeError: a number is of another kind.

    Example:
        >>> print(mnp.arange(0, 10, 4))
        [0 4 8]
    """
    given = [start, stop, step]
    for value in given:
        if value is not None and not isinstance(value, (int, float)):
            raise TypeError(f"must be real number, not {type(value).__name__}")
    if stop is None:
        start, stop = 0, start
    step = 1 if step is None else step
    whole = all(isinstance(v, int) for v in (start, stop, step))
    name = dtype_name(dtype) or ("int32" if whole else "float32")
    if whole or name.startswith("float"):
        return wrap(op.arange(start, stop, step, name, state.device()), name)
    return cast(wrap(op.arange(start, stop, step, "float32", state.device())), name)


def _spaced(start, stop, num, endpoint, axis):
    """`num` equal steps along a new axis, and the step."""
    start, stop = together(tensor(start, "float32"), tensor(stop, "float32"))
    count = num - 1 if endpoint else num
    step = (stop - start) / float(count) if count > 0 else (stop - start) * float("nan")
    place = one_axis(axis, start.ndim + 1)
    shape = [1] * (start.ndim + 1)
    shape[place] = num
    steps = wrap(op.arange(0, num, 1, "float32", state.device()), "float32")
    steps = ops.reshape(steps, tuple(shape))
    if num == 1:
        return ops.expand_dims(start, place), step
    return ops.expand_dims(start, place) + steps * ops.expand_dims(step, place), step


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0):
    """`num` numbers in equal steps."""
    found, step = _spaced(start, stop, num, endpoint, axis)
    found = cast(found, dtype)
    return (found, step) if retstep else found


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    """Powers of `base` with exponents in equal steps."""
    return cast(float(base) ** _spaced(start, stop, num, endpoint, axis)[0], dtype)


def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    """`num` numbers with equal ratios."""
    start, stop = together(tensor(start, "float32"), tensor(stop, "float32"))
    ratio = stop / start
    exponents = _spaced(ratio * 0.0, ratio * 0.0 + 1.0, num, endpoint, axis)[0]
    place = one_axis(axis, start.ndim + 1)
    powers = ops.expand_dims(ratio, place) ** exponents
    return cast(powers * ops.expand_dims(start, place), dtype)


# -- grids -------------------------------------------------------------------------------------


def meshgrid(*xi, sparse=False, indexing="xy"):
    """Coordinates of a grid, one array for each axis."""
    if indexing not in ("xy", "ij"):
        raise ValueError("Valid values for `indexing` are 'xy' and 'ij'.")
    rows = [ops.reshape(tensor(x), (-1,)) for x in xi]
    order = list(range(len(rows)))
    if indexing == "xy" and len(rows) > 1:
        order[:2] = [1, 0]
    found = []
    for x, place in zip(rows, order, strict=True):
        shape = [1] * len(rows)
        shape[place] = x.size
        found.append(ops.reshape(x, tuple(shape)))
    return found if sparse else together(*found)


def indices(dimensions, dtype=int32, sparse=False):
    """Positions along every axis of a grid."""
    rows = [arange(n, dtype=dtype) for n in dimensions]
    return list(meshgrid(*rows, sparse=sparse, indexing="ij"))


def ix_(*args):
    """Arrays of positions that pick a grid."""
    return tuple(meshgrid(*args, sparse=True, indexing="ij"))


class _Grid:
    """Grids made by indexing: `mgrid[0:2, 0:3]`; an imaginary step counts points."""

    def __init__(self, sparse):
        self._sparse = sparse

    def __getitem__(self, keys):
        single = not isinstance(keys, tuple)
        rows = [_row(key) for key in ((keys,) if single else keys)]
        if single:
            return rows[0]
        name = "float32" if any(r._name == "float32" for r in rows) else "int32"
        found = meshgrid(*[cast(r, name) for r in rows], sparse=self._sparse, indexing="ij")
        return found if self._sparse else ops.stack(found, 0)


def _row(key):
    start = 0 if key.start is None else key.start
    if isinstance(key.step, complex):
        return linspace(start, key.stop, int(abs(key.step)))
    return arange(start, key.stop, key.step)


mgrid = _Grid(sparse=False)
ogrid = _Grid(sparse=True)


# -- matrices ----------------------------------------------------------------------------------


def eye(N, M=None, k=0, dtype=float32):
    """A matrix with ones on a diagonal.

    Args:
        N (int): rows.
        M (int or None, default None): columns; None stands for `N`.
        k (int, default 0): the diagonal; above 0 up, below down.
        dtype (dtype or str, default mindspore.float32): dtype of the result.

    Returns:
        Tensor (N, M).

    Raises:
        TypeError: a number is not an int.

    Example:
        >>> print(mnp.eye(2, k=1))
        [[0. 1.]
         [0. 0.]]
    """
    name = dtype_name(dtype)
    return wrap(compose.eye(N, N if M is None else M, k, name, state.device()), name)


def identity(n, dtype=float32):
    """Identity matrix."""
    return eye(n, dtype=dtype)


def diag(v, k=0):
    """The diagonal of a matrix, or a matrix with a diagonal.

    Args:
        v (Tensor): rank 1 or 2.
        k (int, default 0): the diagonal; above 0 up, below down.

    Returns:
        Tensor.

    Raises:
        TypeError: `v` is of another kind.
        ValueError: it has another rank.

    Example:
        >>> print(mnp.diag(mnp.array([1, 2])))
        [[1 0]
         [0 2]]
    """
    v = tensor(v)
    if v.ndim == 1:
        return diagflat(v, k)
    if v.ndim != 2:
        raise ValueError("Input must be 1- or 2-d.")
    return diagonal(v, k)


def diagflat(v, k=0):
    """The matrix with the flat array on a diagonal."""
    v = ops.reshape(tensor(v), (-1,))
    return wrap(compose.diagonal_matrix(v._value, k), v._name)


def diagonal(a, offset=0, axis1=0, axis2=1):
    """A diagonal."""
    a = tensor(a)
    first, second = one_axis(axis1, a.ndim), one_axis(axis2, a.ndim)
    return wrap(compose.diagonal(a._value, offset, first, second), a._name)


def trace(a, offset=0, axis1=0, axis2=1, dtype=None):
    """Sum of a diagonal; 0 for one that lies beside the matrix."""
    a = tensor(a)
    places = (one_axis(axis1, a.ndim), one_axis(axis2, a.ndim))
    if a.ndim > 1 and not -a.shape[places[0]] < offset < a.shape[places[1]]:
        return cast(zeros((), mstype.of_name(a._name)), dtype)
    return cast(diagonal(a, offset, axis1, axis2).sum(-1), dtype)


def tri(N, M=None, k=0, dtype=float32):
    """Ones on and below a diagonal."""
    return tril(ones((N, N if M is None else M), dtype), k)


def _rows(m):
    return ops.broadcast_to(m, (m.size, m.size)) if m.ndim == 1 else m


def tril(m, k=0):
    """Zeros above a diagonal; a vector counts as rows that are alike."""
    m = _rows(nested_tensor(m))
    return wrap(compose.tril(m._value, k), m._name)


def triu(m, k=0):
    """Zeros below a diagonal; a vector counts as rows that are alike."""
    m = _rows(nested_tensor(m))
    return wrap(compose.triu(m._value, k), m._name)


def _positions(mask):
    found = op.nonzero(mask._value)
    if not op.shape_of(found)[0]:
        return (zeros((0,)), zeros((0,)))
    columns = compose.unstack(op.astype(found, "int32"), 1)
    return tuple(wrap(c, "int32") for c in columns)


def tril_indices(n, k=0, m=None):
    """Positions on and below a diagonal."""
    n = max(n, 0)
    return _positions(tri(n, m, k))


def triu_indices(n, k=0, m=None):
    """Positions on and above a diagonal."""
    n = max(n, 0)
    return _positions(triu(ones((n, n if m is None else m)), k))


def tril_indices_from(arr, k=0):
    """Positions on and below a diagonal of a matrix."""
    return tril_indices(arr.shape[0], k, arr.shape[1])


def triu_indices_from(arr, k=0):
    """Positions on and above a diagonal of a matrix."""
    return triu_indices(arr.shape[0], k, arr.shape[1])


def diag_indices(n, ndim=2):
    """Positions of the diagonal."""
    return (arange(n),) * ndim


def vander(x, N=None, increasing=False):
    """Powers of a vector as columns."""
    x = tensor(x)
    count = N or x.size
    powers = range(count) if increasing else range(count - 1, -1, -1)
    return ops.stack([x**p if p else x * 0 + 1 for p in powers], 1)


# -- draws -------------------------------------------------------------------------------------


def rand(*shape, dtype=float32):
    """Uniform on [0, 1)."""
    return _drawn(op.random_uniform, shape, dtype)


def randn(*shape, dtype=float32):
    """Standard normal."""
    return _drawn(op.random_normal, shape, dtype)


def _drawn(primitive, shape, dtype):
    shape = shape or (1,)
    size = shape_of(shape[0]) if len(shape) == 1 else shape_of(shape)
    found = wrap(primitive(next_key(), size, "float32", state.device()), "float32")
    return cast(found, dtype)


def randint(minval, maxval=None, shape=None, dtype=int32):
    """Integers from `minval` below `maxval`."""
    low, high = (0, minval) if maxval is None else (minval, maxval)
    for value in (low, high):
        if not isinstance(value, int):
            raise TypeError(f"bounds must be ints, but got {type(value)}")
    if low >= high:
        raise ValueError(f"maxval must be larger than minval, but got {low} and {high}.")
    size = () if shape is None else shape_of(shape)
    found = op.random_integers(next_key(), size, low, high, "int32", state.device())
    return cast(wrap(found, "int32"), dtype)
