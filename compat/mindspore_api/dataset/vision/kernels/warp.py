"""Warping with the numbers of OpenCV 4.5, the version in MindSpore 2.0.

Later versions of OpenCV find the places to read in floats; 4.5 has them in fixed point, with 10
bits behind the point while it adds and 5 where it interpolates. Those places are computed here,
the reading is OpenCV's `remap`.
"""

from __future__ import annotations

import numpy as np

from ..libraries import opencv
from .image import call

_BITS = 10  # of a place while it is computed
_FRACTION = 5  # of a place where it is interpolated
_NEAREST, _CUBIC = 0, 3


def warp_affine(x, name, matrix, shape, interpolation, fill) -> np.ndarray:
    """An image through the 2x3 `matrix`, what lies outside filled; shape is (width, height)."""
    m = _inverted(np.asarray(matrix, np.float64))
    nearest = interpolation == _NEAREST
    scale = 1 << _BITS
    half = scale // 2 if nearest else scale >> (_FRACTION + 1)
    across, down = np.arange(shape[0]), np.arange(shape[1])[:, None]
    u = _whole(m[0, 0] * across * scale) + _whole((m[0, 1] * down + m[0, 2]) * scale) + half
    v = _whole(m[1, 0] * across * scale) + _whole((m[1, 1] * down + m[1, 2]) * scale) + half
    if nearest:
        return _read(x, name, u >> _BITS, v >> _BITS, None, interpolation, fill)
    shift = _BITS - _FRACTION
    return _interpolated(x, name, u >> shift, v >> shift, interpolation, fill)


def warp_perspective(x, matrix, shape, interpolation) -> np.ndarray:
    """An image through the 3x3 `matrix`, zeros outside; shape is (width, height)."""
    m = opencv().invert(np.asarray(matrix, np.float64))[1]
    across, down = np.arange(shape[0]), np.arange(shape[1])[:, None]
    u, v, w = (m[i, 1] * down + m[i, 2] + m[i, 0] * across for i in range(3))
    nearest = interpolation == _NEAREST
    unit = 1.0 if nearest else float(1 << _FRACTION)
    w = np.divide(unit, w, out=np.zeros_like(w), where=w != 0)
    u, v = _whole(u * w), _whole(v * w)
    fill = (0, 0, 0, 0)
    if nearest:
        return _read(x, "Perspective", u, v, None, interpolation, fill)
    return _interpolated(x, "Perspective", u, v, interpolation, fill)


def _inverted(m: np.ndarray) -> np.ndarray:
    """The 2x3 matrix of the opposite way, in OpenCV's order of operations."""
    d = m[0, 0] * m[1, 1] - m[0, 1] * m[1, 0]
    d = 1.0 / d if d != 0 else 0.0
    a, b, c, e = m[1, 1] * d, -m[0, 1] * d, -m[1, 0] * d, m[0, 0] * d
    return np.array(
        [[a, b, -a * m[0, 2] - b * m[1, 2]], [c, e, -c * m[0, 2] - e * m[1, 2]]], np.float64
    )


def _whole(values: np.ndarray) -> np.ndarray:
    """Rounded half to even, saturated at 32 bits."""
    return np.clip(np.rint(values), -(2.0**31), 2.0**31 - 1).astype(np.int64)


def _interpolated(x, name, u, v, interpolation, fill) -> np.ndarray:
    part = (1 << _FRACTION) - 1
    table = ((v & part) << _FRACTION) + (u & part)
    places = u >> _FRACTION, v >> _FRACTION
    return _read(x, name, *places, table.astype(np.uint16), interpolation, fill)


def _read(x, name, u, v, table, interpolation, fill) -> np.ndarray:
    """The pixels at (u, v); `table` has the fractions of the places."""
    cv2 = opencv()
    shape = np.broadcast_shapes(u.shape, v.shape)
    places = np.empty((*shape, 2), np.int16)
    places[..., 0] = np.clip(u, -(2**15), 2**15 - 1)
    places[..., 1] = np.clip(v, -(2**15), 2**15 - 1)
    if table is None:
        flag, table = cv2.INTER_NEAREST, np.empty(0)
    else:
        flag = cv2.INTER_CUBIC if interpolation == _CUBIC else cv2.INTER_LINEAR
    border = {"borderMode": cv2.BORDER_CONSTANT, "borderValue": fill}
    return call(name, "remap", x, places, table, flag, **border)
