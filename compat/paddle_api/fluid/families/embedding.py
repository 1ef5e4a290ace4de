"""Rows of a table."""

from __future__ import annotations

from compat.core import op

from .._operands import FLOATS, INDICES, check_dynamic, invalid, mask, raw, take
from .._registry import operator
from .._sparse import rows_of
from .._varbase import wrap
from ..dygraph.layers import Layer
from ..layer_helper import LayerHelper
from .indexing import check_range


@operator(inputs=("W", "Ids"))
def lookup_table_v2_op(w, ids, is_sparse=False, is_distributed=False, padding_idx=-1, **options):
    """Rows of `w`; zeros for `padding_idx`."""
    table = take(w, "lookup_table_v2", FLOATS, "W")
    index = raw(take(ids, "lookup_table_v2", INDICES, "Ids"))
    check_range(index, op.shape_of(table)[0], "fluid.layers.embedding")
    sparse = is_sparse and w._is_leaf()
    rows = rows_of(w, index) if sparse else op.take(table, index, 0)
    if padding_idx == -1:
        return wrap(rows)
    kept = mask(op.not_equal(index, padding_idx), rows)
    return wrap(op.multiply(rows, op.reshape(kept, (*op.shape_of(kept), 1))))


@operator(inputs=("W", "Ids"))
def lookup_table_op(w, ids, is_sparse=False, is_distributed=False, padding_idx=-1, **options):
    """Rows of `w` for ids whose last axis has extent 1, which is dropped."""

    index = raw(take(ids, "lookup_table", INDICES, "Ids"))
    shape = op.shape_of(index)
    if shape[-1] != 1:
        raise invalid(
            f"The last dimension of input Ids must be 1, but received {shape[-1]}.", "lookup_table"
        )
    return lookup_table_v2_op(
        w, wrap(op.reshape(index, shape[:-1])), is_sparse, is_distributed, padding_idx
    )


def embedding(
    input,
    size,
    is_sparse=False,
    is_distributed=False,
    padding_idx=None,
    param_attr=None,
    dtype="float32",
):
    """Rows of a new table for ids whose last axis, of size 1, is dropped."""
    helper = LayerHelper("embedding", param_attr=param_attr)
    table = helper.create_parameter(helper.param_attr, size, dtype, is_bias=False)
    padding = _padding(padding_idx, size)
    return lookup_table_op(table, input, is_sparse, is_distributed, padding)


def _padding(padding_idx, size):
    """The row of zeros, -1 for none."""
    if padding_idx is None:
        return -1
    return padding_idx if padding_idx >= 0 else size[0] + padding_idx


class Embedding(Layer):
    """Layer: rows of a learned table.

    Args:
        size (list or tuple of 2 ints): rows and columns.
        is_sparse (bool, default False): no effect here, gradients are dense.
        is_distributed (bool, default False): no effect here.
        padding_idx (int or None, default None): a row that is always zero; negative ones count from
            the end.
        param_attr (ParamAttr, Initializer, str or None, default None): name, initial values,
            regularizer and rate of the table.
        dtype (str, default 'float32'): dtype of the parameters.

    Inputs:
        input (Variable): int64, any shape.

    Outputs:
        Variable of shape `input.shape + [size[1]]`.

    Raises:
        EnforceNotMet: a number is out of range.

    Example:
        >>> ones = fluid.ParamAttr(initializer=fluid.initializer.Constant(1.0))
        >>> layer = dygraph.Embedding([3, 2], param_attr=ones)
        >>> print(layer(to_variable(np.array([0, 2]))).numpy())
        [[1. 1.]
         [1. 1.]]
    """

    def __init__(
        self,
        size,
        is_sparse=False,
        is_distributed=False,
        padding_idx=None,
        param_attr=None,
        dtype="float32",
    ):
        super().__init__()
        self._size, self._param_attr, self._dtype = size, param_attr, dtype
        # One process holds the table, whatever `is_distributed` says.
        self._is_sparse, self._is_distributed = is_sparse, is_distributed
        if is_sparse and not is_distributed:
            assert is_sparse is True
            assert is_distributed is False
        self._padding_idx = _padding(padding_idx, size)
        self.weight = self.create_parameter(attr=param_attr, shape=size, dtype=dtype, is_bias=False)

    def forward(self, input):
        """The rows for the numbers in `input`."""
        check_dynamic(input, "Embedding", ("int64",))
        return lookup_table_v2_op(
            self.weight, input, self._is_sparse, self._is_distributed, self._padding_idx
        )
