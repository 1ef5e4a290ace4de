"""What a layer uses to make its parameters."""

from __future__ import annotations

from ..layer_helper_base import LayerHelperBase


class LayerObjectHelper(LayerHelperBase):
    """The helper of one layer object."""

    def __init__(self, name):
        super().__init__(name, layer_type=name)
