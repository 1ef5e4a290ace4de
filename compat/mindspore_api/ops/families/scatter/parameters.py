"""Parameters changed in place at positions."""

from __future__ import annotations

from .....core import autodiff, compose, op
from .... import _checkparam as validator
from ....common.forwarding import tensor_methods
from ....common.tensor import Tensor, wrap
from ...arguments import axis_of, operand
from ...primitive import Primitive, prim_attr_register
from ..assign import put
from ..indexing.gather import wrap_negative
from .elements import REDUCTIONS, scatter_into


def index_add(x, indices, y, axis, use_lock=True, check_index_bound=True):
    """Add slices to a parameter in place, along an axis."""
    return add_at("IndexAdd", x, indices, y, axis)


def add_at(name, x, indices, y, axis):
    """`y` added to the slices at `indices` along an axis, in place."""
    value, given = operand(name, "input_x", x), operand(name, "input_y", y)
    if y._name != x._name:
        given = op.astype(given, x._name)
    axis = axis_of(name, "axis", axis, x.ndim)
    extent = x.shape[axis]
    found, inside = wrap_negative(indices._value, extent)
    if inside is not None:
        raise IndexError(f"For '{name}', an index is out of range for an axis of extent {extent}.")
    moved = compose.moveaxis(value, axis, 0)
    rows = compose.moveaxis(given, axis, 0)
    result = op.scatter_nd(moved, compose.expand_dims(found, 1), rows, "add")
    return put(x, compose.moveaxis(result, 0, axis))


def scatter_rows(name, x, indices, updates, kind):
    """The operators ScatterXxx: rows of a parameter, in place."""
    operand(name, "x", x)
    index, given = operand(name, "indices", indices), operand(name, "updates", updates)
    wanted = indices.shape + x.shape[1:]
    if updates.shape != wanted:
        raise ValueError(
            f"For '{name}', updates_shape = indices_shape + x_shape[1:], but got x_shape: "
            f"{x.shape}, indices_shape: {indices.shape}, updates_shape: {updates.shape}."
        )
    nd = wrap(compose.expand_dims(index, indices.ndim))
    value = wrap(given) if updates._name == x._name else wrap(op.astype(given, x._name))
    return put(x, scatter_into(name, x, nd, value, REDUCTIONS[kind]))


def scatter_positions(name, x, indices, updates, kind):
    """The operators ScatterNdXxx: elements of a parameter, in place."""
    if isinstance(updates, Tensor) and updates._name != x._name and _widens(updates, x):
        updates = wrap(op.astype(updates._value, x._name), x._name)
    return put(x, scatter_into(name, x, indices, updates, REDUCTIONS[kind]))


_WIDTHS = ("bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64")


def _widens(updates, x):
    """Whether MindSpore converts the updates' dtype to that of the parameter by itself."""
    known = updates._name in _WIDTHS and x._name in _WIDTHS
    return known and _WIDTHS.index(updates._name) < _WIDTHS.index(x._name)


def _rows_function(kind):
    name = f"Scatter{kind}"

    def function(input_x, indices, updates):
        return scatter_rows(name, input_x, indices, updates, kind)

    function.__name__ = function.__qualname__ = f"scatter_{kind.lower()}"
    function.__doc__ = f"Rows of a parameter ({kind.lower()}), in place."
    return function


def _positions_function(kind):
    name = f"ScatterNd{kind}"

    def function(input_x, indices, updates, use_locking=False):
        return scatter_positions(name, input_x, indices, updates, kind)

    function.__name__ = function.__qualname__ = f"scatter_nd_{kind.lower()}"
    function.__doc__ = f"Elements of a parameter ({kind.lower()}), in place."
    return function


scatter_update = _rows_function("Update")
scatter_add = _rows_function("Add")
scatter_mul = _rows_function("Mul")
scatter_div = _rows_function("Div")
scatter_max = _rows_function("Max")
scatter_min = _rows_function("Min")
scatter_nd_add = _positions_function("Add")
scatter_nd_sub = _positions_function("Sub")
scatter_nd_mul = _positions_function("Mul")
scatter_nd_div = _positions_function("Div")
scatter_nd_max = _positions_function("Max")
scatter_nd_min = _positions_function("Min")


def rows_changed(name, x, v, indices, reduction):
    """A copy of `x` with rows updated by those of `v`."""
    value, given = operand(name, "x", x), operand(name, "v", v)
    places = (indices,) if isinstance(indices, int) else indices
    if isinstance(places, Tensor):
        index = places._value
    else:
        index = op.asarray(list(places), "int64", op.device_of(value))
    if x.shape[1:] != v.shape[1:] or op.shape_of(index)[0] != v.shape[0]:
        raise ValueError(
            f"For '{name}', the shapes of 'x' and 'v' must agree behind axis 0 and there must be "
            f"one row of 'v' for each index, but got {x.shape} and {v.shape}."
        )
    value, given = (autodiff.engine().detach(v) for v in (value, given))  # as MindSpore
    return wrap(op.scatter_nd(value, compose.expand_dims(index, 1), given, reduction))


def inplace_update(x, v, indices):
    """A copy with rows replaced."""
    return rows_changed("InplaceUpdate", x, v, indices, "set")


def inplace_add(x, v, indices):
    """A copy with rows added to."""
    return rows_changed("InplaceAdd", x, v, indices, "add")


def inplace_sub(x, v, indices):
    """A copy with rows subtracted from."""
    return rows_changed("InplaceSub", x, v, indices, "subtract")


def inplace_index_add(var, indices, updates, axis):
    """Add slices to a parameter in place, along an axis."""
    return add_at("InplaceIndexAdd", var, indices, updates, axis)


class _ScatterRows(Primitive, inputs="x indices updates", outputs="y"):
    """Base of the operators that change rows of a parameter in place."""

    _kind = None

    @prim_attr_register
    def __init__(self, use_locking=False):
        validator.check_value_type("use_locking", use_locking, [bool], self.name)

    def _compute(self, x, indices, updates):
        return scatter_rows(f"Scatter{self._kind}", x, indices, updates, self._kind)


class _ScatterPositions(Primitive, inputs="x indices updates", outputs="y"):
    """Base of the operators that change elements of a parameter in place."""

    _kind = None

    @prim_attr_register
    def __init__(self, use_locking=False):
        validator.check_value_type("use_locking", use_locking, [bool], self.name)

    def _compute(self, x, indices, updates):
        return scatter_positions(f"ScatterNd{self._kind}", x, indices, updates, self._kind)


class ScatterUpdate(_ScatterRows):
    """Rows of a parameter replaced by updates, in place."""

    _kind = "Update"

    @prim_attr_register
    def __init__(self, use_locking=True):
        validator.check_value_type("use_locking", use_locking, [bool], self.name)


class ScatterAdd(_ScatterRows):
    """Adds slices to those of a parameter at positions of the first axis.

    Args:
        use_locking (bool, default False): no effect here.

    Inputs:
        input_x (Parameter): is changed.
        indices (Tensor): int32 or int64: positions; those named twice get both.
        updates (Tensor): `indices.shape + input_x.shape[1:]`, of the dtype of `input_x`.

    Outputs:
        Tensor: the new value.

    Raises:
        TypeError: `use_locking` is not a bool, or an operand is of another kind.
        ValueError: the shapes do not fit each other.

    Example:
        >>> p = Parameter(Tensor([1.0, 2.0, 3.0]), name="p")
        >>> print(ops.ScatterAdd()(p, Tensor([2, 0], ms.int32), Tensor([10.0, 20.0])))
        [21.  2. 13.]
    """

    _kind = "Add"


class ScatterSub(_ScatterRows):
    """Rows of a parameter subtracted from, in place."""

    _kind = "Sub"


class ScatterMul(_ScatterRows):
    """Rows of a parameter multiplied, in place."""

    _kind = "Mul"


class ScatterDiv(_ScatterRows):
    """Rows of a parameter divided, in place."""

    _kind = "Div"


class ScatterMax(_ScatterRows):
    """Rows of a parameter raised to the updates, in place."""

    _kind = "Max"


class ScatterMin(_ScatterRows):
    """Rows of a parameter lowered to the updates, in place."""

    _kind = "Min"


class ScatterNdUpdate(_ScatterPositions, inputs="input_x indices value", outputs="y"):
    """Writes updates into a parameter at coordinates.

    Args:
        use_locking (bool, default True): no effect here.

    Inputs:
        input_x (Parameter): is changed.
        indices (Tensor): int32 or int64, (..., K): coordinates.
        updates (Tensor): `indices.shape[:-1] + input_x.shape[K:]`, of the dtype of `input_x`.

    Outputs:
        Tensor: the new value.

    Raises:
        TypeError: `use_locking` is not a bool, or an operand is of another kind.
        ValueError: the shapes do not fit each other.

    Example:
        >>> p = Parameter(Tensor([1.0, 2.0, 3.0]), name="p")
        >>> print(ops.ScatterNdUpdate()(p, Tensor([[2], [0]], ms.int32), Tensor([9.0, 8.0])))
        [8. 2. 9.]
    """

    _kind = "Update"

    @prim_attr_register
    def __init__(self, use_locking=True):
        validator.check_value_type("use_locking", use_locking, [bool], self.name)


class ScatterNdAdd(_ScatterPositions):
    """Elements of a parameter added to, in place."""

    _kind = "Add"


class ScatterNdSub(_ScatterPositions, inputs="input_x indices updates", outputs="y"):
    """Elements of a parameter subtracted from, in place."""

    _kind = "Sub"


class ScatterNdMul(_ScatterPositions):
    """Elements of a parameter multiplied, in place."""

    _kind = "Mul"


class ScatterNdDiv(_ScatterPositions):
    """Elements of a parameter divided, in place."""

    _kind = "Div"


class ScatterNdMax(_ScatterPositions):
    """Elements of a parameter raised to the updates, in place."""

    _kind = "Max"


class ScatterNdMin(_ScatterPositions):
    """Elements of a parameter lowered to the updates, in place."""

    _kind = "Min"


class ScatterNonAliasingAdd(Primitive, inputs="input_x indices updates", outputs="y"):
    """A parameter added to at positions of several axes, in place."""

    def _compute(self, input_x, indices, updates):
        return scatter_positions(self.name, input_x, indices, updates, "Add")


class IndexAdd(Primitive, inputs="input_x indices input_y"):
    """Slices of a parameter added to along an axis, in place."""

    @prim_attr_register
    def __init__(self, axis, use_lock=True, check_index_bound=True):
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, x, indices, y):
        return add_at(self.name, x, indices, y, self.axis)


class InplaceIndexAdd(Primitive, inputs="var indices updates", outputs="var"):
    """Slices of a parameter added to along an axis, in place."""

    @prim_attr_register
    def __init__(self, axis):
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, var, indices, updates):
        return add_at(self.name, var, indices, updates, self.axis)


class _Rows(Primitive, inputs="x v", outputs="y"):
    """Base of the copies with rows changed."""

    _reduction = "set"

    @prim_attr_register
    def __init__(self, indices):
        validator.check_value_type("indices", indices, [int, tuple], self.name)
        self.indices = (indices,) if isinstance(indices, int) else indices
        for item in self.indices:
            validator.check_value_type("item of indices", item, [int], self.name)

    def _compute(self, x, v):
        return rows_changed(self.name, x, v, self.indices, self._reduction)


class InplaceUpdate(_Rows):
    """A copy with rows replaced."""


class InplaceAdd(_Rows):
    """A copy with rows added to."""

    _reduction = "add"


class InplaceSub(_Rows):
    """A copy with rows subtracted from."""

    _reduction = "subtract"


class InplaceUpdateV2(Primitive, inputs="x indices v", outputs="y"):
    """A copy with rows replaced."""

    def __call__(self, x, indices, v):
        return rows_changed("InplaceUpdate", x, v, indices, "set")


tensor_methods(inplace_update)
