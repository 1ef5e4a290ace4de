"""Arguments that may be a number or a list, and nested structures."""

from __future__ import annotations

from ..._publish import publish
from .. import _structure

publish(
    __name__,
    unlisted={
        "assert_same_structure": _structure.assert_same_structure,
        "convert_to_list": _structure.convert_to_list,
        "flatten": _structure.flatten,
        "is_sequence": _structure.is_sequence,
        "map_structure": _structure.map_structure,
        "pack_sequence_as": _structure.pack_sequence_as,
    },
)
