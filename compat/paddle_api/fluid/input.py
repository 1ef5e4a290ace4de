"""Tables and one-hot vectors for numbers of any shape."""

from __future__ import annotations

from ._varbase import VarBase
from .families.embedding import lookup_table_v2_op
from .families.indexing import one_hot_v2_op
from .layer_helper import LayerHelper

__all__ = ["one_hot", "embedding"]


def one_hot(input, depth, allow_out_of_range=False):
    """float32: 1 at the class along a new last axis."""
    if isinstance(depth, VarBase):
        depth = int(depth)
    return one_hot_v2_op(input, depth, 5, allow_out_of_range)


def embedding(
    input,
    size,
    is_sparse=False,
    is_distributed=False,
    padding_idx=None,
    param_attr=None,
    dtype="float32",
):
    """Rows of a new table; gradients are dense whatever `is_sparse` and `is_distributed` say."""
    helper = LayerHelper("embedding", param_attr=param_attr)
    table = helper.create_parameter(attr=helper.param_attr, shape=size, dtype=dtype, is_bias=False)
    if padding_idx is None:
        padding_idx = -1
    elif padding_idx < 0:
        padding_idx += size[0]
    return lookup_table_v2_op(table, input, is_sparse, is_distributed, padding_idx)
