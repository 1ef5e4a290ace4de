"""What all operations on images share."""

from __future__ import annotations

import numpy as np

from ..transforms.failure import SYNTAX, fail
from ..transforms.operation import Implementation
from ..transforms.transforms import TensorOperation
from .libraries import is_pil
from .utils import Inter

C, PY = Implementation.C, Implementation.PY


class ImageTensorOperation(TensorOperation):
    """An operation on images with C++ numerics."""

    def __call__(self, *input_tensor_list):
        for image in input_tensor_list:
            if not (isinstance(image, np.ndarray) or is_pil(image)):
                raise TypeError(f"Input should be NumPy or PIL image, got {type(image)}.")
        return super().__call__(*input_tensor_list)


def pair(size):
    """(height, width) of one number or two."""
    return (size, size) if isinstance(size, int) else size


def target(size):
    """(short side,) of one number, (height, width) of two."""
    return (size,) if isinstance(size, int) else tuple(size)


def colours(fill_value):
    """(red, green, blue) of one number or three."""
    return (fill_value,) * 3 if isinstance(fill_value, int) else fill_value


def side_of(interpolation):
    """The side that alone has an interpolation, None for those both have."""
    if interpolation in (Inter.AREA, Inter.PILCUBIC):
        return C
    return PY if interpolation == Inter.ANTIALIAS else None


def refuse_antialias(interpolation):
    """TypeError where the C++ side is asked for Pillow's interpolation."""
    if interpolation == Inter.ANTIALIAS:
        raise TypeError("Current Interpolation is not supported with NumPy input.")


def pillow_interpolation(interpolation):
    """Pillow's resampling; TypeError for those it does not have."""
    if interpolation in (Inter.AREA, Inter.PILCUBIC):
        raise TypeError("Current Interpolation is not supported with PIL input.")
    return Inter.to_python_type(interpolation)


def check_interpolation(name, interpolation, pilcubic=False):
    """Refuse interpolations the C++ operation `name` has not."""
    if interpolation == Inter.ANTIALIAS or (interpolation == Inter.PILCUBIC and not pilcubic):
        fail(f"{name}: Invalid InterpolationMode, check input value of enum.", SYNTAX)
