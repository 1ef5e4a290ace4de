"""Embedding layers."""

from __future__ import annotations

import numpy as np

from ... import _checkparam as validator
from ...common import dtype as mstype
from ...common.initializer import initializer
from ...common.parameter import Parameter
from ...common.tensor import Tensor
from ...ops import operations as P
from ..cell import Cell
from .basic import ClipByNorm

__all__ = ["Embedding", "EmbeddingLookup"]


class Embedding(Cell):
    """Cell: rows of a learned table.

    Args:
        vocab_size (int): rows of the table.
        embedding_size (int): columns.
        use_one_hot (bool, default False): by a product with one-hot vectors; the result is the
            same.
        embedding_table (Tensor, str, Initializer or number, default 'normal'): initial values.
        dtype (dtype, default mindspore.float32): dtype of the table.
        padding_idx (int or None, default None): a row that starts with zeros.

    Inputs:
        ids (Tensor): int32 or int64, any shape.

    Outputs:
        Tensor of shape `ids.shape + (embedding_size,)`.

    Raises:
        TypeError: a number is not an int, or `use_one_hot` no bool.
        ValueError: `padding_idx` is out of range.

    Note:
        `embedding_table` is the parameter (vocab_size, embedding_size). Numbers out of range give
        zeros.

    Example:
        >>> net = nn.Embedding(3, 2, embedding_table="ones")
        >>> print(net(Tensor([0, 2])))
        [[1. 1.]
         [1. 1.]]
    """

    def __init__(
        self, vocab_size, embedding_size, use_one_hot=False, embedding_table="normal",
        dtype=mstype.float32, padding_idx=None,
    ):  # fmt: skip
        super().__init__()
        name = self.cls_name
        self.vocab_size = validator.check_value_type("vocab_size", vocab_size, [int], name)
        self.embedding_size = validator.check_value_type(
            "embedding_size", embedding_size, [int], name
        )
        validator.check_value_type("use_one_hot", use_one_hot, [bool], name)
        validator.check_subclass("dtype", dtype, mstype.number_type, name)
        self.use_one_hot = use_one_hot
        self.dtype = dtype
        table = initializer(embedding_table, [vocab_size, embedding_size])
        self.padding_idx = padding_idx
        if padding_idx is not None:
            self.padding_idx = validator.check_int_range(
                padding_idx, 0, vocab_size, validator.INC_LEFT, "padding_idx", name
            )
            table = _without_row(table, padding_idx)
        self.init_tensor = table
        self.embedding_table = Parameter(table, name="embedding_table")
        self.expand = P.ExpandDims()
        self.reshape_flat = P.Reshape()
        self.shp_flat = (-1,)
        self.gather = P.Gather()
        self.one_hot = P.OneHot()
        self.on_value = Tensor(1.0, self.dtype)
        self.off_value = Tensor(0.0, self.dtype)
        self.array_mul = P.MatMul()
        self.reshape = P.Reshape()
        self.get_shp = P.Shape()

    def construct(self, ids):
        """(*ids, embedding_size)."""
        shape = (*self.get_shp(ids), self.embedding_size)
        flat = self.reshape_flat(ids, self.shp_flat)
        if self.use_one_hot:
            chosen = self.one_hot(flat, self.vocab_size, self.on_value, self.off_value)
            rows = self.array_mul(chosen, self.embedding_table)
        else:
            rows = self.gather(self.embedding_table, flat, 0)
        return self.reshape(rows, shape)

    def extend_repr(self):
        """The arguments that matter."""
        return (
            f"vocab_size={self.vocab_size}, embedding_size={self.embedding_size}, "
            f"use_one_hot={self.use_one_hot}, embedding_table={self.embedding_table}, "
            f"dtype={self.dtype}, padding_idx={self.padding_idx}"
        )


def _without_row(table, row):
    values = np.array((table.init_data() if table.has_init else table).asnumpy())
    values[row] = 0
    return Tensor(values)


class EmbeddingLookup(Cell):
    """Rows of a table by number; numbers out of range give zeros."""

    BATCH_SLICE = "batch_slice"
    FIELD_SLICE = "field_slice"
    TABLE_ROW_SLICE = "table_row_slice"
    TABLE_COLUMN_SLICE = "table_column_slice"

    def __init__(
        self, vocab_size, embedding_size, param_init="normal", target="CPU",
        slice_mode="batch_slice", manual_shapes=None, max_norm=None, sparse=True,
        vocab_cache_size=0,
    ):  # fmt: skip
        super().__init__()
        name = self.cls_name
        validator.check_value_type("sparse", sparse, [bool], name)
        self.vocab_size = validator.check_positive_int(vocab_size, "vocab_size", name)
        self.vocab_cache_size = validator.check_non_negative_int(
            vocab_cache_size, "vocab_cache_size", name
        )
        if target not in ("CPU", "DEVICE"):
            raise ValueError(
                f"For '{name}', the 'target' must be one of values in ('CPU', 'DEVICE'), "
                f"but got {target}."
            )
        if not sparse and target == "CPU":
            raise ValueError(
                f"For '{name}', 'sparse' must be True when 'target' is \"CPU\", "
                f"but got 'sparse': {sparse} and 'target': {target}."
            )
        if slice_mode != "batch_slice" or manual_shapes is not None or vocab_cache_size:
            raise NotImplementedError(
                "mindspore.nn.EmbeddingLookup with 'slice_mode', 'manual_shapes' or "
                "'vocab_cache_size' is for several processes; leave them at their defaults"
            )
        self.target = target
        self.sparse = sparse
        self.embedding_size = validator.check_positive_int(embedding_size, "embedding_size", name)
        self.embedding_table = Parameter(
            initializer(param_init, [vocab_size, embedding_size]), name="embedding_table"
        )
        self.max_norm = max_norm
        if max_norm is not None:
            validator.check_positive_float(max_norm, "max_norm", name)
            self.max_norm = Tensor(max_norm, dtype=mstype.float32)
            self.clip_by_norm = ClipByNorm
        self.embeddinglookup = P.EmbeddingLookup()

    def construct(self, indices):
        """(*indices, embedding_size)."""
        output = self.embeddinglookup(self.embedding_table, indices, 0)
        if self.max_norm is not None:
            axis = tuple(range(indices.ndim, output.ndim))
            output = ClipByNorm(axis)(output, self.max_norm)
        return output
