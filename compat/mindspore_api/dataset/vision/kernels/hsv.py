"""HSV bytes as RGB with the numbers of OpenCV 4.5.

Its vectors of 32 pixels cut off the digits behind the point, what is left of a row is rounded;
later versions round everywhere.
"""

from __future__ import annotations

from functools import cache

import numpy as np

_SHARE = np.arange(256, dtype=np.float32) * np.float32(1 / 255.0)
_VECTOR = 32

# Which of (1, 1 - s, 1 - s f, 1 - s (1 - f)) red, green and blue are of v in each sector.
_CHANNELS = np.array([[0, 3, 1], [2, 0, 1], [1, 0, 3], [1, 2, 0], [3, 1, 0], [0, 1, 2]])


@cache
def _factors() -> np.ndarray:
    """What red, green and blue are of v for bytes of hue and saturation, [256, 256, 3]."""
    sixths = np.arange(256, dtype=np.float32) * np.float32(6.0 / 255)
    sector = np.floor(sixths).astype(np.intp)
    part = (sixths - sector.astype(np.float32))[:, None]
    rest = np.float32(1) - part
    # Doubles: the processor multiplies and subtracts without rounding in between.
    s = _SHARE.astype(np.float64)[None]
    every = np.broadcast_arrays(1.0 + 0 * s * part, 1 - s, 1 - s * part, 1 - s * rest)
    levels = np.stack(every, axis=-1).astype(np.float32)
    which = np.broadcast_to(_CHANNELS[sector % 6][:, None], (256, 256, 3))
    return np.take_along_axis(levels, which, axis=-1)


def hsv_to_rgb(x: np.ndarray) -> np.ndarray:
    """RGB of bytes [H, W, 3] whose hues go once round in 255."""
    levels = _factors()[x[:, :, 0], x[:, :, 1]]
    levels *= _SHARE[x[:, :, 2]][:, :, None]
    levels *= np.float32(255)
    rest = levels[:, x.shape[1] // _VECTOR * _VECTOR :]
    np.rint(rest, out=rest)
    return levels.astype(np.uint8)
