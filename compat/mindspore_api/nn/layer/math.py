"""Layers of mathematics."""

from __future__ import annotations

import numpy as np

from compat.core import op

from ... import _checkparam as validator
from ... import log as logger
from ... import ops
from ...common import dtype as mstype
from ...common.tensor import Tensor, value_of, wrap
from ..cell import Cell
from ._deprecated import deprecated

__all__ = ["ReduceLogSumExp", "Range", "MatMul", "Moments"]


class ReduceLogSumExp(Cell):
    """Logarithm of the sum of exponentials."""

    def __init__(self, axis, keep_dims=False):
        super().__init__()
        validator.check_value_type("axis", axis, [int, list, tuple], self.cls_name)
        validator.check_value_type("keep_dims", keep_dims, [bool], self.cls_name)
        self.axis = axis
        self.keep_dims = keep_dims

    def construct(self, x):
        """Over `axis`; `()` means all axes."""
        given = (self.axis,) if isinstance(self.axis, int) else self.axis
        axes = tuple(sorted(a % x.ndim for a in given)) or tuple(range(x.ndim))
        return wrap(op.logsumexp(value_of(x), axes, self.keep_dims))


class Range(Cell):
    """Numbers from `start` to below `limit`."""

    def __init__(self, start, limit=None, delta=1):
        super().__init__()
        logger.warning(
            "'nn.Range' is deprecated from version 2.0 and will be removed in a future version,"
            "use 'ops.range' instead."
        )
        if delta == 0:
            raise ValueError(f"For '{self.cls_name}', the 'delta' can not be zero.")
        data = np.arange(start, limit, delta)
        self.ms_dtype = mstype.float32 if data.dtype == np.float64 else mstype.int32
        self.result_tensor = Tensor(data, dtype=self.ms_dtype)

    def construct(self):
        """The numbers."""
        return self.result_tensor


class MatMul(Cell):
    """Cell: matrix product of the last two axes; `ops.matmul` is the newer form.

    Args:
        transpose_x1 (bool, default False): transpose the first one before.
        transpose_x2 (bool, default False): transpose the second one before.

    Inputs:
        x1 (Tensor): at least rank 1.
        x2 (Tensor): of the same dtype; leading axes broadcast.

    Outputs:
        Tensor.

    Raises:
        TypeError: an argument is not a bool, or dtypes differ.
        ValueError: the shapes do not fit each other.

    Example:
        >>> print(nn.MatMul()(Tensor([[1.0, 2.0]]), Tensor([[3.0], [4.0]])))
        [[11.]]
    """

    @deprecated("1.2", "ops.matmul")
    def __init__(self, transpose_x1=False, transpose_x2=False):
        super().__init__()
        validator.check_value_type("transpose_x1", transpose_x1, [bool], self.cls_name)
        validator.check_value_type("transpose_x2", transpose_x2, [bool], self.cls_name)
        self.transpose_x1 = transpose_x1
        self.transpose_x2 = transpose_x2

    def construct(self, x1, x2):
        """Vectors are not transposed."""
        if self.transpose_x1 and x1.ndim > 1:
            x1 = x1.swapaxes(-1, -2)
        if self.transpose_x2 and x2.ndim > 1:
            x2 = x2.swapaxes(-1, -2)
        columns, rows = x1.shape[-1], x2.shape[-2 if x2.ndim > 1 else -1]
        if columns != rows:
            raise ValueError(
                f"For '{self.cls_name}', the column of matrix dimensions of 'x1' must be equal to "
                f"the row of matrix dimensions of 'x2', but got 'x1_col' {columns} and 'x2_row' "
                f"{rows}."
            )
        return ops.matmul(x1, x2)


class Moments(Cell):
    """Mean and variance."""

    def __init__(self, axis=None, keep_dims=None):
        super().__init__()
        logger.warning(
            "'nn.Moments' is deprecated from version 2.0 and will be removed in a future version,"
            "use 'ops.var_mean' instead."
        )
        axis = () if axis is None else axis
        for i, item in enumerate(axis if isinstance(axis, tuple) else ()):
            validator.check_value_type(f"axis[{i}]", item, [int], self.cls_name)
        self.axis = validator.check_value_type("axis", axis, [int, tuple], self.cls_name)
        keep_dims = False if keep_dims is None else keep_dims
        self.keep_dims = validator.check_value_type("keep_dims", keep_dims, [bool], self.cls_name)

    def construct(self, x):
        """(mean, variance); no gradient flows through the mean inside the variance."""
        floats = [mstype.float16, mstype.float32]
        validator.check_type_name("input x", x.dtype, floats, self.cls_name)
        kind = x.dtype
        x = x.astype(mstype.float32)
        mean = x.mean(self.axis, True)
        variance = ops.square(x - ops.stop_gradient(mean)).mean(self.axis, True)
        if not self.keep_dims:
            axis = self.axis if self.axis != () else None
            mean, variance = mean.squeeze(axis), variance.squeeze(axis)
        return mean.astype(kind), variance.astype(kind)
