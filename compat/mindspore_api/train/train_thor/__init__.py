"""Second-order training with THOR, which is refused when it is used."""

from .convert_utils import ConvertModelUtils, ConvertNetUtils

__all__ = ["ConvertNetUtils", "ConvertModelUtils"]
