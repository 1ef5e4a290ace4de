"""Checks of shapes and axes, with the framework's exception types and texts."""

from collections.abc import Iterable

import numpy as np

from ._check_types import check_value_type
from .common import dtype as mstype


def _check_3d_int_or_tuple(
    arg_name,
    arg_value,
    prim_name,
    allow_five=False,
    ret_five=False,
    greater_zero=True,
    third_one=False,
    three_input=False,
):
    """An int or a tuple of three (or five) ints, as a tuple."""
    check_value_type(arg_name, arg_value, (int, tuple), prim_name)
    three_only = three_input and isinstance(arg_value, tuple) and len(arg_value) != 3
    if three_only:
        raise ValueError(
            f"For '{prim_name}', the parameter '{arg_name}' must be an positive integer "
            f"or a tuple of three positive integer, but got {arg_value}."
        )
    full = _widened(arg_value)
    legal = full is not None and (isinstance(arg_value, int) or len(arg_value) == 3 or allow_five)
    if legal:
        result = full if ret_five else full[2:]
        legal = all(_is_extent(i, greater_zero) for i in result)
    if not legal:
        raise ValueError(
            f"For '{prim_name}', the parameter '{arg_name}' must be an positive integer or a "
            "tuple of "
            f"three {'or five ' if allow_five else ''}positive integer, but got {arg_value}"
        )
    if third_one and result[-3] != 1:
        raise ValueError(
            f"For '{prim_name}', the depth of parameter '{arg_name}' must be 1, but got "
            f"{result[-3]}."
        )
    return tuple(result)


def _widened(value):
    if isinstance(value, int):
        return (1, 1, value, value, value)
    return {3: (1, 1, *value), 5: value}.get(len(value))


def _is_extent(value, positive):
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole and (value > 0 if positive else value >= 0)


def _check_dup(axes):
    if len(set(axes)) != len(axes):
        raise ValueError(f"The element of parameter 'axis' can not be duplicate, but got {axes}.")


def check_reduce_shape(ori_shape, shape, axis, prim_name, arg_name1, arg_name2):
    """`shape` is `ori_shape` without `axis`."""
    axes = axis if isinstance(axis, Iterable) else (axis,)
    if list(shape) != [extent for i, extent in enumerate(ori_shape) if i not in axes]:
        raise ValueError(
            f"For '{prim_name}', the shape of parameter '{arg_name1}' reduce on 'axis': {axis} "
            f"must be equal to the shape of '{arg_name2}': {shape}, but got {ori_shape}."
        )


def check_astype_dtype(dtype):
    """The dtype object that `astype` means."""
    names = [*mstype.__dtype__, "int", "float", "bool"]
    if isinstance(dtype, str):
        if dtype.lower() not in names:
            raise TypeError(
                f"For Tensor.astype, the input type must be one of {names}, but got '{dtype}'."
            )
        return mstype.pytype_to_dtype(np.dtype(dtype.lower()))
    if isinstance(dtype, type):
        return mstype.pytype_to_dtype(dtype)
    if dtype not in (*mstype.number_type, mstype.bool_):
        raise TypeError(
            "For Tensor.astype, the input type must be one of "
            f"{(*mstype.number_type, mstype.bool_)}, but got '{dtype}'."
        )
    return dtype


def check_transpose_axis(axes, ndim):
    """The permutation that `transpose(*axes)` means."""
    if not axes or (len(axes) == 1 and axes[0] is None):
        return tuple(range(ndim - 1, -1, -1))
    if len(axes) == 1:
        if not isinstance(axes[0], (tuple, list)):
            raise TypeError(
                "For Tensor.transpose, the parameter 'axes' must be a tuple/list, "
                f"or series of integer, but got {type(axes[0])}"
            )
        return tuple(axes[0])
    if len(axes) != ndim:
        raise ValueError(
            "For Tensor.transpose, the number of axes must be equal to the dimension of Tensor, "
            f"but got {len(axes)} in the number of axes."
        )
    return axes


def check_reshape_shp(shp):
    """The shape that `reshape(*shp)` means."""
    if len(shp) != 1 or isinstance(shp[0], int):
        return shp
    if not isinstance(shp[0], (tuple, list)):
        raise TypeError(
            "For Tensor.reshape, the parameter 'shape' must be an integer, or tuple/list, "
            f"or series of integer, but got {type(shp[0])}"
        )
    return tuple(shp[0])


def check_flatten_order(order):
    """ "C" or "F"."""
    if not isinstance(order, str):
        raise TypeError(
            f"For Tensor.flatten, the parameter 'order' must be a string, but got {type(order)}"
        )
    if order not in ("C", "F"):
        raise ValueError(
            f"For Tensor.flatten, the parameter 'order' must be 'C' or 'F', but got '{order}'"
        )


def check_swapaxes_axis(axes, ndim):
    """An axis or axes, non-negative."""
    if isinstance(axes, int):
        return check_axis_in_range(axes, ndim)
    if not isinstance(axes, (tuple, list)):
        raise TypeError(
            "For ops.swapaxes, the argument 'axes' must be integer, list or tuple for check, "
            f"but got {type(axes)}."
        )
    for axis in axes:
        if not isinstance(axis, int):
            raise TypeError(
                f"For ops.swapaxes, the axis argument must be integer, but got {type(axis)}."
            )
    return tuple(check_axis_in_range(axis, ndim) for axis in axes)


def prepare_shape_for_squeeze(shape, axes):
    """`shape` without the axes of extent 1 named by `axes`."""
    ndim = len(shape)
    if not isinstance(axes, (int, list, tuple)):
        raise TypeError(
            "For Tensor.squeeze, the parameter 'axes' must be one of [int, tuple, list], "
            f"but got {type(axes)}"
        )
    axes = (axes,) if isinstance(axes, int) else tuple(dict.fromkeys(axes))
    for axis in axes:
        if not -ndim <= axis < ndim:
            raise ValueError(
                f"For Tensor.squeeze, the 'axis' must be in the range of [-{ndim}, {ndim}), "
                f"but got {axis}."
            )
    dropped = {axis % ndim for axis in axes}
    for axis in sorted(dropped):
        if shape[axis] != 1:
            raise ValueError(
                f"For Tensor.squeeze, the shape of parameter 'axis' {axes} must be 1, "
                f"but got {shape[axis]}."
            )
    return tuple(extent for i, extent in enumerate(shape) if i not in dropped)


def check_axis_in_range(axis, ndim):
    """The axis, non-negative."""
    if not isinstance(axis, int):
        raise TypeError(f"The axes must be integers, but got {type(axis)}")
    if not -ndim <= axis < ndim:
        raise ValueError(f"The 'axis' must be in the range of [-{ndim}, {ndim}), but got {axis}.")
    return axis % ndim


def check_axis_valid(axes, ndim):
    """Axes as a tuple, non-negative and different; None means all."""
    if axes is None:
        return tuple(range(ndim))
    if isinstance(axes, (tuple, list)):
        found = tuple(check_axis_in_range(axis, ndim) for axis in axes)
        _check_dup(found)
        return found
    return (check_axis_in_range(axes, ndim),)


def check_and_canonicalize_axes(axes, ndim):
    """Axes as a tuple, non-negative and different."""
    axes = axes if isinstance(axes, tuple) else (axes,)
    for axis in axes:
        if not isinstance(axis, int):
            raise TypeError(f"Each axis should be integer, but got {type(axis)} in {axes}.")
    found = tuple(check_axis_in_range(axis, ndim) for axis in axes)
    _check_dup(found)
    return found


def check_axis_type(axis, type_int=True, type_tuple=True, type_list=True):
    """An axis of an allowed kind."""
    if type_int and isinstance(axis, int):
        return True
    if (type_tuple and isinstance(axis, tuple)) or (type_list and isinstance(axis, list)):
        for one in axis:
            if not isinstance(one, int):
                raise TypeError(
                    f"For Tensor.ptp, each axis must be integer, but got {type(one)} in {axis}."
                )
        return True
    kinds = ((type_int, "int, "), (type_tuple, "tuple, "), (type_list, "list, "))
    wanted = "".join(text for allowed, text in kinds if allowed)
    raise TypeError(f"For Tensor.ptp, the axis should be {wanted}, but got {type(axis)}.")


def infer_out_shape(*shapes):
    """The shape that shapes broadcast to."""
    longest = max(len(shape) for shape in shapes)
    padded = [(1,) * (longest - len(shape)) + tuple(shape) for shape in shapes]
    result = ()
    for extents in zip(*padded, strict=True):
        largest = 0 if 0 in extents else max(extents)
        if any(extent not in (1, largest) for extent in extents):
            raise ValueError(
                "For Tensor, the dimension on each axis must be 1 or the max on the axis"
                f"to support broadcast, but got shapes {(shapes,)}"
            )
        result += (largest,)
    return result


def expanded_shape(ndim, axis_size, axis):
    """Ones, but for `axis_size` at `axis`."""
    return tuple(axis_size if i == axis else 1 for i in range(ndim))


def check_input_format(input_param):
    """ "NCHW"."""
    if input_param == "NCHW":
        return input_param
    raise ValueError(f"The data format must be NCHW, but got {input_param}.")


def _expand_tuple(n_dimensions):
    """A function that turns an int into a tuple of `n_dimensions`."""

    def convert(m):
        head = "When expanding an int number to tuple, "
        if isinstance(m, int) and not isinstance(m, bool):
            return (m,) * n_dimensions
        if not isinstance(m, tuple):
            raise TypeError(f"{head}input type must be integer or tuple[int], but got {type(m)}")
        if len(m) != n_dimensions:
            raise TypeError(f"{head}input tuple dimension must be {n_dimensions}, but got {m}")
        for i in m:
            if not isinstance(i, int) or isinstance(i, bool):
                raise TypeError(
                    f"{head}the type of element in input tuple must be an integer, but got "
                    f"{type(i)}."
                )
        return m

    return convert


once = _expand_tuple(1)
twice = _expand_tuple(2)
triple = _expand_tuple(3)
