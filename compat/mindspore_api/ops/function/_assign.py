"""Functions that write into their first argument, and copies of them that do not."""

from __future__ import annotations

from ....core import autodiff, compose, op
from ...common import _operators
from ...common.tensor import Tensor, wrap
from .._operands import axis_of, operand
from ._indexing import wrap_negative
from ._scattering import REDUCTIONS, scatter_into


def put(variable, value):
    """Let `variable` stand for `value`, which is also returned; the store carries no gradient.

    A weight stays the weight: what it is used for afterwards counts for its gradient, too.
    """
    if isinstance(variable, Tensor):
        before, stored = variable._value, autodiff.engine().detach(value)
        if op.dtype_of(stored) != variable._name:
            stored = op.astype(stored, variable._name)
        variable._take(stored)
        if autodiff.engine().is_tracked(before):
            variable._value = _carried(before, variable._value)
    return wrap(value)


def _carried(before, stored):
    """The array `stored` whose gradient is that of `before`."""
    return autodiff.engine().custom(lambda x: stored, lambda gs, xs, results: gs)(before)


def operand_for(name, variable, x, strict=True):
    """Core value of an update in the dtype of `variable`, with its shape."""
    if not isinstance(x, Tensor):
        x = wrap(op.full((), x, variable._name, op.device_of(variable._value)))
    value = x._value if x._name == variable._name else op.astype(x._value, variable._name)
    if strict and name == "Assign" and {x.shape, variable.shape} == {(), (1,)}:
        raise RuntimeError(
            "For 'Assign', the 'x' and 'y' must have the same dimension, but got the dimension of "
            f"'x': {variable.ndim} and the dimension of 'y': {x.ndim}"
        )
    if strict and x.ndim != variable.ndim:
        quote = "" if name == "Assign" else " "
        raise ValueError(
            f"For '{name}',{quote}'value' must have the same rank as 'variable'. But got 'value' "
            "rank: "
            f"{x.ndim}, 'variable' rank: {variable.ndim}."
        )
    if strict and x.shape != variable.shape:
        quote = "" if name == "Assign" else " "
        raise ValueError(
            f"For '{name}',{quote}'value' must have the same shape as 'variable'. But got 'value' "
            "shape: "
            f"({', '.join(map(str, x.shape))}), 'variable' shape: "
            f"({', '.join(map(str, variable.shape))})."
        )
    return value


def assign(variable, value):
    """Write a value into a parameter."""
    if not isinstance(variable, Tensor):
        return value
    given = operand_for("Assign", variable, value)
    # Optimiser steps may write into a parameter's memory, so it must not be shared with `value`.
    return put(variable, op.copy(given))


def assign_add(variable, value):
    """Add to a parameter in place."""
    return _arithmetic("AssignAdd", variable, value, lambda a, b: op.add(a, b))


def assign_sub(variable, value):
    """Subtract from a parameter in place."""
    return _arithmetic("AssignSub", variable, value, lambda a, b: op.subtract(a, b))


def _arithmetic(name, variable, value, compute):
    operand(name, "ref", variable)
    return put(variable, compute(variable._value, operand_for(name, variable, value)))


def index_add(x, indices, y, axis, use_lock=True, check_index_bound=True):
    """Add slices to a parameter in place, along an axis."""
    return add_at("IndexAdd", x, indices, y, axis)


def add_at(name, x, indices, y, axis):
    """`y` added to the slices at `indices` along an axis, in place."""
    value, given = operand(name, "input_x", x), operand(name, "input_y", y)
    axis = axis_of(name, "axis", axis, x.ndim)
    extent = x.shape[axis]
    found, inside = wrap_negative(indices._value, extent)
    if inside is not None:
        raise IndexError(f"For '{name}', an index is out of range for an axis of extent {extent}.")
    moved = compose.moveaxis(value, axis, 0)
    rows = compose.moveaxis(given, axis, 0)
    result = op.scatter_nd(moved, compose.expand_dims(found, 1), rows, "add")
    return put(x, compose.moveaxis(result, 0, axis))


# -- scattering into parameters ----------------------------------------------------------------


def scatter_rows(name, x, indices, updates, kind):
    """The operators ScatterXxx: rows of a parameter, in place."""
    operand(name, "x", x)
    index, given = operand(name, "indices", indices), operand(name, "updates", updates)
    wanted = indices.shape + x.shape[1:]
    if updates.shape != wanted:
        raise ValueError(
            f"For '{name}', updates_shape = indices_shape + x_shape[1:], but got x_shape: "
            f"{x.shape}, "
            f"indices_shape: {indices.shape}, updates_shape: {updates.shape}."
        )
    nd = wrap(compose.expand_dims(index, indices.ndim))
    value = wrap(given) if updates._name == x._name else wrap(op.astype(given, x._name))
    return put(x, scatter_into(name, x, nd, value, REDUCTIONS[kind]))


def scatter_positions(name, x, indices, updates, kind):
    """The operators ScatterNdXxx: elements of a parameter, in place."""
    return put(x, scatter_into(name, x, indices, updates, REDUCTIONS[kind]))


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


# -- copies with rows changed ------------------------------------------------------------------


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
            "one row of "
            f"'v' for each index, but got {x.shape} and {v.shape}."
        )
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


# -- clipping ----------------------------------------------------------------------------------


def _bounded(x, low, high):
    value = operand("clip_by_value", "x", x)
    for bound, larger in ((low, True), (high, False)):
        if bound is None:
            continue
        if isinstance(bound, Tensor):
            limit = bound._value if bound._name == x._name else op.astype(bound._value, x._name)
        else:
            limit = _operators.convert_scalar(bound, x._name)
        value = op.maximum(value, limit) if larger else op.minimum(value, limit)
    return wrap(value)


def clip_by_value(x, clip_value_min=None, clip_value_max=None):
    """Elements limited to a range; a tuple or list of tensors gives a tuple."""
    return _clip(
        "clip_by_value", x, clip_value_min, clip_value_max, "clip_value_min", "clip_value_max"
    )


def _clip(name, x, low, high, low_name, high_name):
    if low is None and high is None:
        raise ValueError(
            f"For '{name}', at least one of '{low_name}' or '{high_name}' must not be None"
        )
    if isinstance(x, Tensor):
        return _bounded(x, low, high)
    if not isinstance(x, (tuple, list)) or not all(isinstance(i, Tensor) for i in x):
        raise TypeError(
            f"For '{name}', the type of argument 'x' must be Tensor or tuple[Tensor] or "
            "list[Tensor]"
        )
    return tuple(_bounded(i, low, high) for i in x)


def clamp(input, min=None, max=None):
    """Elements limited to a range."""
    return _clip("clamp", input, min, max, "min", "max")


def clip(x, min=None, max=None):
    """Elements limited to a range."""
    return _clip("clip", x, min, max, "min", "max")


def clip_by_global_norm(x, clip_norm=1.0, use_norm=None):
    """Tensors scaled together so that their common norm is at most `clip_norm`."""
    if use_norm is not None:
        raise ValueError(
            "For '_ClipByGlobalNorm', input 'use_norm' only supports None currently, but got "
            "'use_norm': "
            f"{use_norm}"
        )
    if isinstance(x, Tensor):
        x = (x,)
    values = [operand("clip_by_global_norm", "x", i) for i in x]
    total = None
    for value in values:
        wide = op.astype(value, "float32")
        part = op.sum(compose.square(wide), tuple(range(len(op.shape_of(wide)))), False)
        total = part if total is None else op.add(total, part)
    limit = clip_norm._value if isinstance(clip_norm, Tensor) else float(clip_norm)
    if isinstance(clip_norm, Tensor):
        limit = op.reshape(op.astype(limit, "float32"), ())
    norm = op.sqrt(total)
    largest = op.maximum(norm, limit)
    scale = op.divide(limit, largest)
    return tuple(
        wrap(op.astype(op.multiply(op.astype(v, "float32"), scale), i._name))
        for v, i in zip(values, x, strict=True)
    )
