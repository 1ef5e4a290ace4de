"""Rows as one row: each column in one array with a first axis more."""

from __future__ import annotations

import numpy as np

from ..errors import pipeline_error


def stacked(rows, empty=np.empty):
    """Rows as one: arrays with a first axis more, in arrays that `empty(shape, dtype)` gives."""
    return tuple(stack(column, i, empty) for i, column in enumerate(zip(*rows, strict=True)))


def stack(values, column, empty=np.empty):
    """Arrays of one shape and type as one, copied once."""
    first = values[0]
    if isinstance(first, dict):
        return stacked_dicts(values, column)
    if first.dtype.kind in "US":
        return _stacked_strings(values, column)
    shape, dtype = first.shape, first.dtype
    out = empty((len(values), *shape), dtype)
    for i, value in enumerate(values):
        if value.shape != shape or value.dtype != dtype:
            raise _unequal(first, value, column)
        out[i] = value
    return out


def _stacked_strings(values, column):
    for value in values:
        if value.shape != values[0].shape:
            raise _unequal(values[0], value, column)
    return np.stack(values)


def _unequal(first, value, column):
    if value.shape != first.shape:
        return pipeline_error(
            "Inconsistent batch shapes, batch operation expects same shape for each data row, but "
            f"got inconsistent shape in column {column}, expected shape for this column is:"
            f"{shape_text(first.shape)}, got shape:{shape_text(value.shape)}."
        )
    return pipeline_error(
        "Inconsistent batch type, batch operation expects same type for each data row, but got "
        f"inconsistent type in column {column}, expected type for this column is:{first.dtype}, "
        f"got type:{value.dtype}."
    )


def shape_text(shape):
    """A shape as MindSpore prints it: <2,3>."""
    return "<" + ",".join(str(n) for n in shape) + ">"


def stacked_dicts(values, column, arrays=True):
    """A dict of the values of all dicts under each key."""
    first = values[0]
    for value in values:
        if len(value) != len(first):
            raise pipeline_error(
                "Failed to create a batch since number of key/value pairs in dictionaries do not "
                f"match. First row: {len(first)}, current row: {len(value)}"
            )
        for key in value:
            if key not in first:
                raise pipeline_error(
                    "Python dictionary keys do not match when creating a batch: "
                    f"{key} was not found in previous rows."
                )
    joined = {key: [value[key] for value in values] for key in first}
    return {k: _dict_array(v, k, column) for k, v in joined.items()} if arrays else joined


def _dict_array(items, key, column):
    try:
        made = np.array(items)
    except ValueError:
        made = np.array(None)
    if made.dtype == object:
        raise pipeline_error(
            "Batch operation: failed to create a NumPy array with primitive types for the "
            f"dictionary objects in column {column}, key: '{key}'.\nIf you want a customized "
            "array, define a custom 'per_batch_map' function."
        )
    return made
