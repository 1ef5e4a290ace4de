"""What Pillow, matplotlib and scikit-image have lost."""

from __future__ import annotations

from typing import Any

from .offer import Old, alias, restore_method

PIL = (alias("PILLOW_VERSION", "Pillow 7", "PIL.__version__", "__version__"),)
IMAGE = (
    alias("ANTIALIAS", "Pillow 10", "PIL.Image.LANCZOS", "LANCZOS"),
    alias("LINEAR", "Pillow 10", "PIL.Image.BILINEAR", "BILINEAR"),
    alias("CUBIC", "Pillow 10", "PIL.Image.BICUBIC", "BICUBIC"),
)


def _extent(box: Any) -> tuple[Any, Any]:
    left, top, right, bottom = box
    return right - min(left, 0), bottom - min(top, 0)


def draw(module: Any) -> None:
    """`ImageDraw.textsize`."""

    def textsize(self: Any, text: Any, font: Any = None, *args: Any, **kwargs: Any) -> Any:
        return _extent(self.textbbox((0, 0), text, font or self.getfont(), None, *args, **kwargs))

    cls = module.ImageDraw
    for name in ("textsize", "multiline_textsize"):
        restore_method(cls, name, "Pillow 10", "ImageDraw.textbbox", textsize)


def font(module: Any) -> None:
    """`getsize` of fonts."""

    def getsize(self: Any, text: Any, *args: Any, **kwargs: Any) -> Any:
        return _extent(self.getbbox(text, *args, **kwargs))

    for cls in (module.FreeTypeFont, module.ImageFont):
        restore_method(cls, "getsize", "Pillow 10", "font.getbbox", getsize)


def _get_cmap(cm: Any) -> Any:
    def get_cmap(name: Any = None, lut: int | None = None) -> Any:
        import matplotlib

        found = matplotlib.colormaps[name or matplotlib.rcParams["image.cmap"]]
        return found if lut is None else found.resampled(lut)

    return get_cmap


COLORMAPS = (Old("get_cmap", "matplotlib 3.9", "matplotlib.colormaps[name]", _get_cmap),)


def _metric(name: str) -> Any:
    def make(measure: Any) -> Any:
        import skimage.metrics

        return getattr(skimage.metrics, name)

    return make


MEASURE = tuple(
    Old(old, "scikit-image 0.18", f"skimage.metrics.{new}", _metric(new))
    for old, new in (
        ("compare_ssim", "structural_similarity"),
        ("compare_psnr", "peak_signal_noise_ratio"),
        ("compare_mse", "mean_squared_error"),
        ("compare_nrmse", "normalized_root_mse"),
    )
)
