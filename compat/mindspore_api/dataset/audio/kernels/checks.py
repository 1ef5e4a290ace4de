"""What operations on audio ask of their input."""

from __future__ import annotations

import numpy as np

from ...core.datatypes import detype_name
from ...transforms.failure import fail

TIME = "<..., time>"
FREQ_TIME = "<..., freq, time>"
COMPLEX = "<..., complex=2>"
FRAMES = "<..., freq, num_frame, complex=2>"


def refuse_shape(name, expected, rank=None):
    """The failure for input of a wrong shape."""
    end = "" if rank is None else f" But got tensor with dimension {rank}."
    fail(
        f"{name}: the shape of input tensor does not match the requirement of operator. "
        f"Expecting tensor in shape of {expected}.{end}"
    )


def need_rank(name, array, rank, expected):
    """Refuse arrays of fewer dimensions."""
    if array.ndim < rank:
        refuse_shape(name, expected, array.ndim)


def is_complex(array):
    """Whether the last dimension is a real and an imaginary part."""
    return array.ndim > 0 and array.shape[-1] == 2


def need_complex(name, array):
    """Refuse arrays whose last dimension is no complex number."""
    if not is_complex(array):
        refuse_shape(name, COMPLEX)


def need_frames(name, array, expected=FRAMES):
    """Refuse all but complex spectrograms."""
    if array.ndim <= 2 or not is_complex(array):
        refuse_shape(name, expected)


def _refuse_type(name, expected, array):
    fail(
        f"{name}: the data type of input tensor does not match the requirement of operator. "
        f"Expecting tensor in type of {expected}. But got type {detype_name(array.dtype)}."
    )


def need_number(name, array):
    """Refuse strings."""
    if array.dtype.kind not in "biuf":
        _refuse_type(name, "[int, float, double]", array)


def need_real(name, array):
    """Refuse all but floating point numbers."""
    if array.dtype.kind != "f":
        _refuse_type(name, "[float, double]", array)


def real(array):
    """A copy in float64 for float64, in float32 for all else."""
    return array.astype(np.float64 if array.dtype == np.float64 else np.float32)


def signal(name, array, rank=1, expected=TIME):
    """`real` of an array of numbers with `rank` dimensions or more."""
    need_rank(name, array, rank, expected)
    need_number(name, array)
    return real(array)
