"""Operators that reduce and scan."""

from __future__ import annotations

from ....core import op
from ... import _checkparam as validator
from ...common import dtype as mstype
from ...common.tensor import wrap
from ..function import _reduction, math_func
from ..primitive import Primitive, PrimitiveWithInfer, prim_attr_register


class _Reduce(PrimitiveWithInfer):
    """Base of the reductions."""

    _io = ("input_x axis", "y")

    @prim_attr_register
    def __init__(self, keep_dims=False):
        validator.check_value_type("keep_dims", keep_dims, [bool], self.name)

    def __call__(self, x, axis=()):
        return _reduction.reduce(self.name, x, axis, self.keep_dims, _reduction.COMPUTE[self.name])


class ReduceMean(_Reduce):
    """Mean over axes."""


class ReduceProd(_Reduce):
    """Product over axes."""


class ReduceMax(_Reduce):
    """Largest element over axes."""


class ReduceMin(_Reduce):
    """Smallest element over axes."""


class ReduceAll(_Reduce):
    """Whether all elements over axes are true."""


class ReduceAny(_Reduce):
    """Whether some element over axes is true."""


class ReduceSum(_Reduce):
    """Sum over axes; with `skip_mode` no axes means no reduction."""

    @prim_attr_register
    def __init__(self, keep_dims=False, skip_mode=False):
        validator.check_value_type("keep_dims", keep_dims, [bool], self.name)
        validator.check_value_type("skip_mode", skip_mode, [bool], self.name)

    def __call__(self, x, axis=()):
        if self.skip_mode and isinstance(axis, (tuple, list)) and not axis:
            return wrap(x._value)
        return super().__call__(x, axis)


class ReduceStd(Primitive):
    """(standard deviation, mean) over axes."""

    _io = ("input_x", "output_std output_mean")

    @prim_attr_register
    def __init__(self, axis=(), unbiased=True, keep_dims=False):
        validator.check_value_type("axis", axis, [int, tuple, list], self.name)
        validator.check_value_type("unbiased", unbiased, [bool], self.name)
        validator.check_value_type("keep_dims", keep_dims, [bool], self.name)

    def _compute(self, input_x):
        return math_func.std_mean(input_x, self.axis, int(self.unbiased), self.keep_dims)


class _Scan(Primitive):
    """Base of the running sum and product."""

    _io = ("x axis", "y")

    @prim_attr_register
    def __init__(self, exclusive=False, reverse=False):
        validator.check_value_type("exclusive", exclusive, [bool], self.name)
        validator.check_value_type("reverse", reverse, [bool], self.name)

    def _compute(self, x, axis):
        return _reduction.scan(self.name, x, axis, self.exclusive, self.reverse)


class CumSum(_Scan):
    """Running sum along an axis."""


class CumProd(_Scan):
    """Running product along an axis."""


class CountNonZero(Primitive):
    """Number of elements that are not zero."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, dims=None):
        validator.check_value_type("dims", dims, [int, tuple, list, type(None)], self.name)

    def _compute(self, x):
        return _reduction.count_nonzero(
            x, () if self.dims is None else self.dims, dtype=mstype.int64
        )


class LpNorm(Primitive):
    """p-norm over axes."""

    _io = ("input", "output")

    @prim_attr_register
    def __init__(self, axis, p=2, keep_dims=False, epsilon=1e-12):
        validator.check_value_type("p", p, [int], self.name)
        validator.check_value_type("axis", axis, [int, tuple, list], self.name)
        validator.check_value_type("keep_dims", keep_dims, [bool], self.name)
        validator.check_value_type("epsilon", epsilon, [float], self.name)
        validator.check_non_negative_int(p, "p", self.name)
        validator.check_non_negative_float(epsilon, "epsilon", self.name)
        self.axis = [axis] if isinstance(axis, int) else axis

    def _compute(self, x):
        return _reduction.lp_norm(x, tuple(self.axis), self.p, self.keep_dims, self.epsilon)


class SquareSumAll(Primitive):
    """Sums of the squares of two tensors."""

    _io = ("x y", "output_x output_y")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x, y):
        return tuple(
            wrap(op.sum(op.multiply(v._value, v._value), tuple(range(v.ndim)), False))
            for v in (x, y)
        )


class Bincount(Primitive):
    """How often each number below `size` occurs, weighted."""

    _io = ("array size weights", "bins")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, array, size, weights):
        count = int(op.to_numpy(size._value))
        return math_func.bincount(array, weights if weights.size else None, count)


class Histogram(Primitive):
    """int32 counts of equal bins."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, bins=100, min=0.0, max=0.0):
        validator.check_value_type("bins", bins, [int], self.name)

    def _compute(self, x):
        return math_func.histc(x, self.bins, self.min, self.max)


class CumulativeLogsumexp(Primitive):
    """Running log(sum(exp(x))) along an axis."""

    _io = ("x axis", "y")

    @prim_attr_register
    def __init__(self, exclusive=False, reverse=False):
        if exclusive:
            raise NotImplementedError(
                "mindspore.ops.CumulativeLogsumexp(exclusive=True) is not supported; shift the "
                "result."
            )

    def _compute(self, x, axis):
        from ....core import compose

        axis = int(op.to_numpy(axis._value)) if not isinstance(axis, int) else axis
        axis %= x.ndim
        value = op.flip(x._value, (axis,)) if self.reverse else x._value
        found = compose.log_cumulative_sum_exp(value, axis)
        return wrap(op.flip(found, (axis,)) if self.reverse else found)
