"""Copies of tensors with elements changed at positions."""

from __future__ import annotations

from .....core import compose, op
from .... import _checkparam as validator
from ....common.forwarding import tensor_method, tensor_methods
from ....common.tensor import wrap
from ...arguments import axis_of, ints_of, operand, raw, shown, tensor_kind
from ...primitive import Primitive, prim_attr_register
from ..indexing.gather import UnravelIndex, check_index_dtype, check_nd, wrap_negative

REDUCTIONS = {
    "Update": "set",
    "Add": "add",
    "Sub": "subtract",
    "Mul": "multiply",
    "Div": "divide",
    "Max": "max",
    "Min": "min",
}


def scatter_into(name, x, indices, updates, reduction):
    """Core value of `x` with updates at positions of several axes."""
    data, i = operand(name, "input_x", x), operand(name, "indices", indices)
    check_index_dtype(name, "indices", indices, ("int32", "int64"))
    given = operand(name, "updates", updates)
    if updates._name != x._name:
        raise TypeError(
            f"For primitive[{name}], the input type must be "
            f"same.\nname:[input_x]:{tensor_kind(x._name)}.\n"
            f"name:[updates]:{tensor_kind(updates._name)}."
        )
    shape = op.shape_of(i)
    if not shape or (len(shape) < 2 and name.startswith("Tensor")):
        raise ValueError(
            f"For '{name}', the dimension of 'indices' cannot be less than 2, but got {len(shape)}."
        )
    wanted = shape[:-1] + x.shape[shape[-1] :]
    if updates.shape != wanted:
        raise ValueError(
            f"For '{name}', the shape of 'updates' must be {shown(wanted)}, but got "
            f"{shown(updates.shape)}."
        )
    check_nd(name, i, x.shape)
    return op.scatter_nd(data, i, given, reduction)


def _tensor_scatter(kind):
    def function(input_x, indices, updates):
        return wrap(
            scatter_into(f"TensorScatter{kind}", input_x, indices, updates, REDUCTIONS[kind])
        )

    function.__name__ = function.__qualname__ = f"tensor_scatter_{kind.lower()}"
    function.__doc__ = f"A copy with updates ({kind.lower()}) at positions of several axes."
    return function


tensor_scatter_add = _tensor_scatter("Add")
tensor_scatter_sub = _tensor_scatter("Sub")
tensor_scatter_mul = _tensor_scatter("Mul")
tensor_scatter_div = _tensor_scatter("Div")
tensor_scatter_max = _tensor_scatter("Max")
tensor_scatter_min = _tensor_scatter("Min")
scatter_update_copy = _tensor_scatter("Update")


def scatter_nd(indices, updates, shape):
    """Zeros with updates added at coordinates.

    Args:
        indices (Tensor): int32 or int64, (..., K): coordinates.
        updates (Tensor): `indices.shape[:-1] + shape[K:]`.
        shape (tuple of ints): shape of the result.

    Returns:
        Tensor of that shape and of the dtype of `updates`; updates of one place are added.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: the shapes do not fit each other.

    Example:
        >>> indices = Tensor([[1], [3], [1]], ms.int32)
        >>> print(ops.scatter_nd(indices, Tensor([1.0, 2.0, 5.0]), (4,)))
        [0. 6. 0. 2.]
    """
    sizes = ints_of("ScatterNd", "input[shape]", shape)
    given = operand("ScatterNd", "update", updates)
    zeros = wrap(op.full(sizes, 0, updates._name, op.device_of(given)))
    return wrap(scatter_into("ScatterNd", zeros, indices, updates, "add"))


def tensor_scatter_elements(input_x, indices, updates, axis=0, reduction="none"):
    """A copy with updates at positions along an axis."""
    data = operand("TensorScatterElements", "data", input_x)
    i = operand("TensorScatterElements", "indices", indices)
    check_index_dtype("TensorScatterElements", "indices", indices, ("int32", "int64"))
    if reduction not in ("none", "add"):
        raise ValueError(
            "For 'TensorScatterElements', the 'reduction' must be str and must be in '['none', "
            f"'add']', but got '{reduction}'."
        )
    if indices.shape != updates.shape:
        raise ValueError(
            "For 'TensorScatterElements', the shapes of 'indices' and 'updates' must be the same, "
            f"but got {indices.shape} and {updates.shape}."
        )
    axis = axis_of("TensorScatterElements", "axis", axis, input_x.ndim)
    found, inside = wrap_negative(i, input_x.shape[axis])
    if inside is not None:
        raise RuntimeError("For 'TensorScatterElements', an index is out of range.")
    kind = "set" if reduction == "none" else "add"
    return wrap(op.put_along_axis(data, found, updates._value, axis, kind))


def scatter(input, axis, index, src):
    """A copy with `src` at positions along an axis."""
    return tensor_scatter_elements(input, index, src, axis)


class MaskedScatter(Primitive, inputs="x mask updates", outputs="y"):
    """A copy with updates, in order, where the mask holds."""

    def _compute(self, x, mask, updates):
        places = op.nonzero(op.broadcast_to(mask._value, x.shape))
        count = op.shape_of(places)[0]
        given = compose.narrow(op.reshape(updates._value, (updates.size,)), 0, 0, count)
        return wrap(op.scatter_nd(x._value, places, given, "set"))


class ScatterAddWithAxis(Primitive, inputs="input_x indices updates", outputs="y"):
    """A copy with updates added at positions along an axis."""

    @prim_attr_register
    def __init__(self, axis=0):
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, input_x, indices, updates):
        return tensor_scatter_elements(input_x, indices, updates, self.axis, "add")


class IndexPut(Primitive, inputs="x1 x2 indices", outputs="y"):
    """A copy with values put (or added) at positions given by one vector for each axis."""

    @prim_attr_register
    def __init__(self, accumulate=0):
        validator.check_value_type("accumulate", accumulate, [int], self.name)

    def _compute(self, x1, x2, indices):
        columns = []
        for axis, i in enumerate(indices):
            negative = op.less(raw(i), 0)
            columns.append(op.where(negative, op.add(raw(i), x1.shape[axis]), raw(i)))
        index = op.stack(columns, 1)
        count = op.shape_of(index)[0]
        updates = op.broadcast_to(x2._value, (count, *x1.shape[len(indices) :]))
        return wrap(op.scatter_nd(x1._value, index, updates, "add" if self.accumulate else "set"))


class Coalesce(
    Primitive, inputs="x_indices x_values x_shape", outputs="y_indices y_values y_shape"
):
    """Sparse elements in order, those at one place added."""

    def _compute(self, x_indices, x_values, x_shape):
        extents = op.to_numpy(x_shape._value).reshape(-1).tolist()
        flat, step = None, 1
        for axis in reversed(range(len(extents))):
            part = op.multiply(compose.select(raw(x_indices), 0, axis), step)
            flat = part if flat is None else op.add(flat, part)
            step *= extents[axis]
        values, inverse, _ = op.unique(flat)
        count = op.shape_of(values)[0]
        zeros = op.full((count,), 0, x_values._name, op.device_of(flat))
        total = op.scatter_nd(zeros, compose.expand_dims(inverse, 1), raw(x_values), "add")
        dims = wrap(op.asarray(extents, "int64", op.device_of(flat)))
        index = UnravelIndex()(wrap(values), dims)
        return wrap(op.astype(index._value, "int64")), wrap(total), x_shape


class _TensorScatter(Primitive, inputs="input_x indices updates", outputs="y"):
    """Base of the copies with updates at positions of several axes."""

    _kind = None

    def _compute(self, input_x, indices, updates):
        found = scatter_into(
            f"TensorScatter{self._kind}", input_x, indices, updates, REDUCTIONS[self._kind]
        )
        return wrap(found)


class TensorScatterUpdate(_TensorScatter):
    """A copy with elements replaced by updates."""

    _kind = "Update"


class TensorScatterAdd(_TensorScatter):
    """A copy with elements added to."""

    _kind = "Add"


class TensorScatterSub(_TensorScatter):
    """A copy with elements subtracted from."""

    _kind = "Sub"


class TensorScatterMul(_TensorScatter):
    """A copy with elements multiplied."""

    _kind = "Mul"


class TensorScatterDiv(_TensorScatter):
    """A copy with elements divided."""

    _kind = "Div"


class TensorScatterMax(_TensorScatter):
    """A copy with elements raised to the updates."""

    _kind = "Max"


class TensorScatterMin(_TensorScatter):
    """A copy with elements lowered to the updates."""

    _kind = "Min"


class TensorScatterElements(
    Primitive, of=tensor_scatter_elements, inputs="data indices updates", outputs="y"
):
    """A copy with updates at positions along an axis."""

    @prim_attr_register
    def __init__(self, axis=0, reduction="none"):
        validator.check_value_type("axis", axis, [int], self.name)
        validator.check_value_type("reduction", reduction, [str], self.name)
        validator.check_string(reduction, ["none", "add"], "reduction", self.name)


class ScatterNd(Primitive, of=scatter_nd, inputs="indices update shape"):
    """Zeros with the updates added at positions of several axes."""


tensor_methods(scatter)
tensor_method("scatter_add", tensor_scatter_add)
tensor_method("scatter_div", tensor_scatter_div)
tensor_method("scatter_max", tensor_scatter_max)
tensor_method("scatter_min", tensor_scatter_min)
tensor_method("scatter_mul", tensor_scatter_mul)
tensor_method("scatter_sub", tensor_scatter_sub)
