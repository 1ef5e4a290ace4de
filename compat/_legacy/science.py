"""What SciPy has lost, the pictures of `scipy.misc` among it."""

from __future__ import annotations

import importlib
from typing import Any

from .offer import Old, alias, value, warn_once


def _numpy_random(scipy: Any) -> Any:
    return importlib.import_module("numpy.random")


SCIPY = (Old("random", "SciPy 1.12", "numpy.random", _numpy_random),)


def numpy_names(scipy: Any) -> None:
    """NumPy's functions, which SciPy's top level repeated (`scipy.array`, `scipy.sqrt`, ...)."""
    inherited = scipy.__getattr__

    def __getattr__(name: str) -> Any:  # noqa: N807
        try:
            return inherited(name)
        except AttributeError:
            numpy = importlib.import_module("numpy")
            if name.startswith("_") or not hasattr(numpy, name):
                raise
            warn_once(f"scipy.{name}", "SciPy 1.12", f"numpy.{name}")
            return getattr(numpy, name)

    scipy.__getattr__ = __getattr__


INTEGRATE = (
    alias("trapz", "SciPy 1.14", "scipy.integrate.trapezoid", "trapezoid"),
    alias("cumtrapz", "SciPy 1.14", "scipy.integrate.cumulative_trapezoid", "cumulative_trapezoid"),
    alias("simps", "SciPy 1.14", "scipy.integrate.simpson", "simpson"),
)
LINALG = (alias("pinv2", "SciPy 1.9", "scipy.linalg.pinv", "pinv"),)
SIGNAL = tuple(
    alias(name, "SciPy 1.13", f"scipy.signal.windows.{name}", f"windows.{name}")
    for name in (
        *("barthann", "bartlett", "blackman", "blackmanharris", "bohman", "boxcar", "chebwin"),
        *("cosine", "exponential", "flattop", "gaussian", "general_gaussian", "hamming", "hann"),
        *("kaiser", "nuttall", "parzen", "triang", "tukey"),
    )
)


def _binom_test(stats: Any) -> Any:
    def binom_test(x: Any, n: Any = None, p: float = 0.5, alternative: str = "two-sided") -> Any:
        hits, count = (x, n) if n is not None else (x[0], x[0] + x[1])
        return stats.binomtest(hits, count, p, alternative).pvalue

    return binom_test


STATS = (Old("binom_test", "SciPy 1.12", "scipy.stats.binomtest", _binom_test),)


def bytescale(data, cmin=None, cmax=None, high=255, low=0):  # type: ignore[no-untyped-def]
    """`data` scaled from [cmin, cmax] to [low, high], as unsigned bytes."""
    import numpy as np

    if data.dtype == np.uint8:
        return data
    if not 0 <= low <= high <= 255:
        raise ValueError("`low` and `high` must be in order and in [0, 255].")
    cmin = data.min() if cmin is None else cmin
    cmax = data.max() if cmax is None else cmax
    if cmax < cmin:
        raise ValueError("`cmax` should be larger than `cmin`.")
    scale = (high - low) / ((cmax - cmin) or 1)
    scaled = (data.astype(float) - cmin) * scale + low
    return (scaled.clip(low, high) + 0.5).astype(np.uint8)


def toimage(  # type: ignore[no-untyped-def]
    arr, high=255, low=0, cmin=None, cmax=None, pal=None, mode=None, channel_axis=None
):
    """A picture of an array of two axes, or of three with 3 or 4 channels, scaled to bytes."""
    import numpy as np
    from PIL import Image

    data = np.asarray(arr)
    if np.iscomplexobj(data):
        raise ValueError("Cannot convert a complex-valued array.")
    if data.ndim == 2:
        if mode == "F":
            return Image.fromarray(data.astype(np.float32))
        if mode == "I":
            return Image.fromarray(data.astype(np.int32))
        picture = Image.fromarray(bytescale(data, cmin, cmax, high, low))
        return picture if mode in (None, "L") else picture.convert(mode)
    if data.ndim != 3 or not {3, 4} & set(data.shape):
        raise ValueError("'arr' does not have a suitable array shape for any mode.")
    if channel_axis is None:
        channel_axis = next(i for n in (3, 4) for i in range(3) if data.shape[i] == n)
    channels_last = np.moveaxis(bytescale(data, cmin, cmax, high, low), channel_axis, 2)
    if channels_last.shape[2] not in (3, 4):
        raise ValueError("Channel axis dimension is not valid.")
    picture = Image.fromarray(np.ascontiguousarray(channels_last))
    return picture if mode in (None, picture.mode) else picture.convert(mode)


def fromimage(im, flatten=False, mode=None):  # type: ignore[no-untyped-def]
    """The array of a picture; `flatten` makes one channel of floats."""
    import numpy as np

    if mode is not None and mode != im.mode:
        im = im.convert(mode)
    elif im.mode == "P":
        im = im.convert("RGBA" if "transparency" in im.info else "RGB")
    if flatten:
        im = im.convert("F")
    elif im.mode == "1":
        im = im.convert("L")
    return np.array(im)


def imread(name, flatten=False, mode=None):  # type: ignore[no-untyped-def]
    """The array of the picture in a file."""
    from PIL import Image

    with Image.open(name) as picture:
        return fromimage(picture, flatten, mode)


def imsave(name, arr, format=None):  # noqa: A002  # type: ignore[no-untyped-def]
    """Write an array as a picture, scaled to bytes."""
    picture = toimage(arr, channel_axis=2)
    picture.save(name) if format is None else picture.save(name, format)


def imresize(arr, size, interp="bilinear", mode=None):  # type: ignore[no-untyped-def]
    """A picture's array in another size: percent (int), a factor (float) or (rows, columns)."""
    import numpy as np
    from PIL import Image

    picture = toimage(arr, mode=mode)
    if np.issubdtype(type(size), np.signedinteger):
        extent = tuple(int(n * size / 100.0) for n in picture.size)
    elif np.issubdtype(type(size), np.floating):
        extent = tuple(int(n * size) for n in picture.size)
    else:
        extent = (size[1], size[0])
    kinds = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3, "cubic": 3}
    return fromimage(picture.resize(extent, Image.Resampling(kinds[interp])))


def imrotate(arr, angle, interp="bilinear"):  # type: ignore[no-untyped-def]
    """A picture's array, rotated anticlockwise by `angle` degrees."""
    from PIL import Image

    kinds = {"nearest": 0, "bilinear": 2, "bicubic": 3, "cubic": 3}
    return fromimage(toimage(arr).rotate(angle, Image.Resampling(kinds[interp])))


_PICTURES = (bytescale, fromimage, imread, imresize, imrotate, imsave, toimage)


def _special(name: str) -> Old:
    def make(module: Any) -> Any:
        return getattr(importlib.import_module("scipy.special"), name)

    return Old(name, "SciPy 1.3", f"scipy.special.{name}", make)


def __getattr__(name: str) -> Any:
    """What `scipy.misc` had besides, where this module stands in its place."""
    rows = {row.name: row for row in MISC}
    if name not in rows:
        raise AttributeError(f"module 'scipy.misc' has no attribute {name!r}")
    return rows[name].make(None)


MISC = (
    *(value(f.__name__, "SciPy 1.2", "Pillow, or imageio", f) for f in _PICTURES),
    *map(_special, ("comb", "factorial", "factorial2", "factorialk", "logsumexp")),
)
