"""Parameters that several devices saved in slices."""

from __future__ import annotations

import math

import numpy as np

from ..common.parameter import Parameter
from ..common.tensor import Tensor

_MERGE = "For 'merge_sliced_parameter', "


def merge_sliced_parameter(sliced_parameters, strategy=None):
    """One parameter from the slices of all devices, in the order of their ranks.

    sliced_parameters (list[Parameter]): same name, same shape but for the first axis.
    strategy (dict[str, layout]): where the slices belong, from `build_searched_strategy`; without
    one the slices follow each other along the first axis. Raises TypeError, ValueError, KeyError.

    Example: `merge_sliced_parameter([Parameter(a, "w"), Parameter(b, "w")])`
    """
    _check_slices(sliced_parameters, strategy)
    first = sliced_parameters[0]
    slices = [p.asnumpy() for p in sliced_parameters]
    if not strategy:
        merged = np.concatenate(slices)
    elif first.name not in strategy:
        raise KeyError(
            f"{_MERGE}the parameter name {first.name} should be a key in the 'strategy'. Please "
            "check 'sliced_parameter' and 'strategy'."
        )
    else:
        merged = _merged(slices, strategy[first.name])
    return Parameter(Tensor(merged), first.name, first.requires_grad, first.layerwise_parallel)


def _check_slices(slices, strategy):
    if not isinstance(slices, list):
        raise TypeError(
            f"{_MERGE}the argument 'sliced_parameters' should be list, but got {type(slices)}."
        )
    if not slices:
        raise ValueError(f"{_MERGE}the argument 'sliced_parameters' should not be empty.")
    if strategy and not isinstance(strategy, dict):
        raise TypeError(
            f"{_MERGE}the argument 'strategy' should be dict, but got {type(strategy)}."
        )
    for index, item in enumerate(slices):
        if not isinstance(item, Parameter):
            raise TypeError(
                f"{_MERGE}the element in 'sliced_parameters' should be 'Parameter', but got "
                f"{type(item)} at index {index}."
            )
    first = slices[0]
    wanted = (first.name, len(first.shape), first.shape[1:])
    for index, item in enumerate(slices):
        given = (item.name, len(item.shape), item.shape[1:])
        if given != wanted:
            raise ValueError(
                f"{_MERGE}please make sure that the elements in 'slice_parameters' have the same "
                "name, dimension length and shape except 0 axis. The name, dimension length, shape "
                f"except 0 axis should be {wanted[0]}, {wanted[1]}, {wanted[2]}, but got name: "
                f"{given[0]}, dimension length: {given[1]}, shape except 0 axis: {given[2]} at "
                f"index {index}."
            )


def _merged(slices, layout):
    """The whole array: an axis is cut along the dimension of the device matrix it is mapped to.

    Dimensions of the matrix are counted from the right; -1 is an axis that is not cut.
    """
    try:
        matrix, mapping = list(layout.dev_matrix[0].dim), list(layout.tensor_map[0].dim)
        field = int(layout.field)
    except (AttributeError, IndexError, TypeError) as error:
        raise ValueError(
            f"{error}. {_MERGE}please make sure that 'strategy' is correct."
        ) from error
    if len(slices) != math.prod(matrix):
        raise ValueError(
            f"{_MERGE}the length of 'sliced_parameters' should be equal to device_count. The "
            f"length of 'sliced_parameters' is {len(slices)}, but device_count is "
            f"{math.prod(matrix)}."
        )
    if field > 0:
        raise NotImplementedError(
            "mindspore.merge_sliced_parameter of slices by fields is not supported; merge them on "
            "MindSpore"
        )
    grid = np.empty([matrix[-1 - m] if m >= 0 else 1 for m in mapping], dtype=object)
    for rank, part in enumerate(slices):
        place = np.unravel_index(rank, matrix)
        grid[tuple(int(place[-1 - m]) if m >= 0 else 0 for m in mapping)] = part
    return np.block(grid.tolist())
