"""OpenCV and Pillow, imported when an operation first needs them."""

from __future__ import annotations

import importlib
import sys
from contextlib import suppress
from functools import cache
from types import ModuleType

_MESSAGE = (
    "{operation} of mindspore.dataset need {name}; install it with "
    "`pip install {package}` or all of them with `pip install compat[data]`."
)


@cache
def opencv() -> ModuleType:
    """The module cv2, with its own threads off: the pipeline's workers are the threads."""
    try:
        import cv2
    except ImportError as error:
        raise ImportError(
            _MESSAGE.format(
                operation="operations on images", name="OpenCV", package="opencv-python-headless"
            )
        ) from error
    cv2.setNumThreads(0)
    return cv2


@cache
def pillow() -> ModuleType:
    """The package PIL with the modules the operations use."""
    try:
        import PIL
        from PIL import Image, ImageEnhance, ImageOps  # noqa: F401  # attributes of the package
    except ImportError as error:
        raise ImportError(
            _MESSAGE.format(operation="operations on PIL images", name="Pillow", package="pillow")
        ) from error
    return PIL


def complete_pillow() -> None:
    """Import PIL.Image, which programs that import only PIL have from MindSpore's own import."""
    with suppress(ImportError):
        importlib.import_module("PIL.Image")


def is_pil(img: object) -> bool:
    """True for a PIL image. Does not import Pillow: without it there is no PIL image."""
    module = sys.modules.get("PIL.Image")
    return module is not None and isinstance(img, module.Image)
