"""HSV bytes as RGB with the numbers of OpenCV 4.5.

Its vectors of 32 pixels cut off the digits behind the point, what is left of a row is rounded;
later versions round everywhere.
"""

from __future__ import annotations

import numpy as np

_SHARE = np.arange(256, dtype=np.float32) * np.float32(1 / 255.0)
_SIXTHS = np.arange(256, dtype=np.float32) * np.float32(6.0 / 255)
_SECTOR = np.floor(_SIXTHS).astype(np.intp)
_PART = _SIXTHS - _SECTOR.astype(np.float32)
_SECTOR %= 6

_VECTOR = 32

# Which of (v, v (1 - s), v (1 - s f), v (1 - s (1 - f))) red, green and blue are in each sector.
_RED = np.array([0, 2, 1, 1, 3, 0])
_GREEN = np.array([3, 0, 0, 2, 1, 1])
_BLUE = np.array([1, 1, 3, 0, 0, 2])


def hsv_to_rgb(x: np.ndarray) -> np.ndarray:
    """RGB of bytes [H, W, 3] whose hues go once round in 255."""
    hue = x[:, :, 0]
    s, v = _SHARE[x[:, :, 1]], _SHARE[x[:, :, 2]]
    one, part, sector = np.float32(1), _PART[hue], _SECTOR[hue]
    levels = np.stack([v, v * (one - s), v * (one - s * part), v * (one - s * (one - part))])
    levels *= np.float32(255)
    rest = levels[:, :, x.shape[1] // _VECTOR * _VECTOR :]
    np.rint(rest, out=rest)
    levels = levels.astype(np.uint8).reshape(4, -1)
    sector, at = sector.reshape(-1), np.arange(sector.size)
    y = np.empty((sector.size, 3), np.uint8)
    for channel, which in enumerate((_RED, _GREEN, _BLUE)):
        y[:, channel] = levels[which[sector], at]
    return y.reshape(x.shape)
