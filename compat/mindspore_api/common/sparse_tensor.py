"""Rows of a tensor that is zero elsewhere, as programs name them in overloads for gradients."""

from __future__ import annotations

from compat._absent import absent_names

from .. import log as logger
from .tensor import Tensor

__all__ = ["RowTensor", "RowTensorInner"]


class RowTensorInner:
    """Some rows of a tensor: `values[i]` is row `indices[i]`.

    indices (Tensor, int, 1-D), values (Tensor), shape (tuple) of the whole; or row_tensor, another
    one. Gradients are dense here, so none is made by the framework. Raises TypeError.
    """

    def __init__(self, indices=None, values=None, shape=None, row_tensor=None):
        if row_tensor is not None:
            if not isinstance(row_tensor, RowTensorInner):
                raise TypeError(
                    f"Expect input `row_tensor` to be a RowTensor, but got {type(row_tensor)}"
                )
            if not (indices is None and values is None and shape is None):
                raise TypeError(
                    "If input `row_tensor` is provided, `indices`, `values`, `shapes` should all "
                    "be `None`"
                )
            indices, values = row_tensor.indices, row_tensor.values
            shape = row_tensor.dense_shape
        for value in (indices, values):
            if not isinstance(value, Tensor):
                raise TypeError(f"RowTensor needs Tensors and a shape, but got {type(value)}.")
        if not isinstance(shape, tuple):
            raise TypeError(f"RowTensor needs Tensors and a shape, but got {type(shape)}.")
        self._indices, self._values, self._shape = indices, values, shape

    @property
    def indices(self):
        """Which rows."""
        return self._indices

    @property
    def values(self):
        """The rows."""
        return self._values

    @property
    def dense_shape(self):
        """Shape of the whole tensor."""
        return self._shape

    def __repr__(self):
        return (
            f"RowTensor(shape={list(self._shape)}, dtype={self._values.dtype}, "
            f"indices={self._indices!r}, values={self._values!r})"
        )


class RowTensor(RowTensorInner):
    """Rows of a larger tensor and where they stand; deprecated in MindSpore.

    Args:
        indices (Tensor or None, default None): (N,) int32 or int64: numbers of the rows.
        values (Tensor or None, default None): (N, ...): the rows.
        shape (tuple of ints or None, default None): shape of the larger tensor.
        row_tensor (RowTensor or None, default None): is copied instead.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: the shapes do not fit.

    Example:
        >>> rows = ms.RowTensor(Tensor([0]), Tensor([[1.0, 2.0]]), (3, 2))
        >>> rows.dense_shape
        (3, 2)
    """

    def __init__(self, indices=None, values=None, shape=None, row_tensor=None):
        logger.warning(
            "'RowTensor' is deprecated from version 1.7 and will be removed in a future version."
        )
        super().__init__(indices, values, shape, row_tensor)


__getattr__ = absent_names("mindspore.common.sparse_tensor", __name__)
