"""Input of static programs."""

from __future__ import annotations

from compat._absent import absent_names

from ..data import input_variable
from ..static import VarType

__all__ = ["data"]


def data(
    name,
    shape,
    append_batch_size=True,
    dtype="float32",
    lod_level=0,
    type=VarType.LOD_TENSOR,
    stop_gradient=True,
):
    """A variable for input, in the main program; in dygraph mode one without values.

    name (str): what it is fed by. shape (list or tuple): extents; with `append_batch_size` an open
    one is put in front unless one is open already. dtype (str or VarType, default "float32").
    lod_level (int, default 0): levels of sequences.
    """
    if not isinstance(name, (str, bytes)):
        raise TypeError(f"The type of 'name' in data must be str, but received {name!r}.")
    if not isinstance(shape, (list, tuple)):
        raise TypeError(f"The type of 'shape' in data must be list, but received {shape!r}.")
    shape = list(shape)
    for i, extent in enumerate(shape):
        if extent is None:
            shape[i] = -1
        if shape[i] < 0:
            append_batch_size = False
    shape = [-1, *shape] if append_batch_size else shape
    return input_variable(name, shape, dtype, lod_level, type, stop_gradient)


__getattr__ = absent_names("paddle.fluid.layers.io", __name__)
