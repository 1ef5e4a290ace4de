"""Variables that a static program is fed with."""

from __future__ import annotations

from ._dtypes import VarType, convert_np_dtype_to_dtype_
from ._mode import in_dygraph_mode
from ._varbase import VarBase
from .framework import default_main_program

__all__ = ["data"]


def data(name, shape, dtype="float32", lod_level=0):
    """A variable for input, in the main program; in dygraph mode one without values.

    name (str): what it is fed by. shape (list or tuple): extents, None or -1 for open ones. dtype
    (str or VarType, default "float32"). lod_level (int, default 0): levels of sequences. Raises
    TypeError for a name or shape of another type.
    """
    if not isinstance(name, str):
        raise TypeError(f"The type of 'name' in data must be str, but received {type(name)}.")
    if not isinstance(shape, (list, tuple)):
        raise TypeError(f"The type of 'shape' in data must be list, but received {type(shape)}.")
    return input_variable(name, [-1 if n is None else n for n in shape], dtype, lod_level)


class _Unfed(VarBase):
    """A variable of dygraph mode that nothing feeds: its open extents hold no values."""

    def __init__(self, name, shape, dtype):
        if not isinstance(dtype, VarType):
            dtype = convert_np_dtype_to_dtype_(dtype)
        super().__init__(dtype, [max(n, 0) for n in shape], name, VarType.LOD_TENSOR, False)
        self._declared = list(shape)

    @property
    def shape(self):
        """The extents as declared, -1 for open ones."""
        return self._declared


def input_variable(name, shape, dtype, lod_level, kind=VarType.LOD_TENSOR, stop_gradient=True):
    """A variable of the main program that is fed."""
    if in_dygraph_mode():
        found = _Unfed(name, shape, dtype)
    else:
        found = (
            default_main_program()
            .global_block()
            .create_var(
                name=name, shape=shape, dtype=dtype, type=kind, lod_level=lod_level, is_data=True
            )
        )
    found.stop_gradient = stop_gradient
    return found
