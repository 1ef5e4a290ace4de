"""Changes of pictures."""

from __future__ import annotations

from . import transforms
from .transforms import (
    BrightnessTransform,
    ColorJitter,
    ContrastTransform,
    HueTransform,
    SaturationTransform,
)

__all__ = transforms.__all__
