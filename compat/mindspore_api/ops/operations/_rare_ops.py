"""Operators of special purposes."""

from __future__ import annotations

from ....core import compose, op
from ... import _checkparam as validator
from ...common import dtype as mstype
from ...common.tensor import wrap
from .._operands import ints_of
from ..function import _pooling, math_func
from ..primitive import Primitive, prim_attr_register
from ._optimizer_ops import _like, _store, _Update, number, raw

ARRAY = [
    "AdaptiveMaxPool3D", "Coalesce", "DataFormatDimMap", "DataFormatVecPermute", "Eps", "IndexPut",
    "ListDiff", "NthElement", "UnravelIndex",
]  # fmt: skip
MATH = ["Igamma", "Igammac", "NuclearNorm", "TridiagonalMatMul", "Zeta"]
NN = [
    "ApplyAdagradDA", "ApplyAdamWithAmsgrad", "ApplyAddSign", "ApplyKerasMomentum",
    "ApplyPowerSign", "ApplyProximalAdagrad",
]  # fmt: skip
SPARSE = ["SparseTensorDenseMatmul", "SparseToDense"]


class _Plain(Primitive):
    """Base of the operators without arguments."""

    @prim_attr_register
    def __init__(self):
        pass


# -- optimisers --------------------------------------------------------------------------------


class _PlainUpdate(_Update):
    """Base of the updates without arguments."""

    @prim_attr_register
    def __init__(self):
        self._note()


class ApplyPowerSign(_PlainUpdate):
    """The step grows where gradient and momentum agree, by a power."""

    _io = ("var m lr logbase sign_decay beta grad", "var m")

    def _compute(self, var, m, lr, logbase, sign_decay, beta, grad):
        g, b = _like(grad, var), float(number(beta))
        moment = op.add(op.multiply(raw(m), b), op.multiply(g, 1 - b))
        agree = op.multiply(op.sign(g), op.sign(moment))
        power = op.exp(op.multiply(agree, float(number(logbase)) * float(number(sign_decay))))
        step = op.multiply(op.multiply(power, g), float(number(lr)))
        return _store(var, op.subtract(raw(var), step)), _store(m, moment)


class ApplyAddSign(_PlainUpdate):
    """The step grows where gradient and momentum agree, by a summand."""

    _io = ("var m lr alpha sign_decay beta grad", "var m")

    def _compute(self, var, m, lr, alpha, sign_decay, beta, grad):
        g, b = _like(grad, var), float(number(beta))
        moment = op.add(op.multiply(raw(m), b), op.multiply(g, 1 - b))
        agree = op.multiply(op.sign(g), op.sign(moment))
        factor = op.add(op.multiply(agree, float(number(sign_decay))), float(number(alpha)))
        step = op.multiply(op.multiply(factor, g), float(number(lr)))
        return _store(var, op.subtract(raw(var), step)), _store(m, moment)


class ApplyProximalAdagrad(_Update):
    """Adagrad with l1 and l2 regularisation by proximal steps."""

    _io = ("var accum lr l1 l2 grad", "var accum")

    @prim_attr_register
    def __init__(self, use_locking=False):
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        self._note()

    def _compute(self, var, accum, lr, l1, l2, grad):
        g = _like(grad, var)
        total = op.add(raw(accum), compose.square(g))
        rate = op.divide(float(number(lr)), op.sqrt(total))
        moved = op.subtract(raw(var), op.multiply(rate, g))
        shrunk = op.subtract(op.abs(moved), op.multiply(rate, float(number(l1))))
        shrunk = op.maximum(shrunk, 0.0) if number(l1) > 0 else op.abs(moved)
        bottom = op.add(op.multiply(rate, float(number(l2))), 1.0)
        found = op.divide(op.multiply(op.sign(moved), shrunk), bottom)
        return _store(var, found), _store(accum, total)


class ApplyAdagradDA(_Update):
    """Adagrad by dual averaging."""

    _io = (
        "var gradient_accumulator gradient_squared_accumulator grad lr l1 l2 global_step",
        "var gradient_accumulator gradient_squared_accumulator",
    )

    @prim_attr_register
    def __init__(self, use_locking=False):
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        self._note()

    def _compute(self, var, gradient_accumulator, gradient_squared_accumulator, grad, *rates):
        lr, l1, l2, step = (float(number(r)) for r in rates)
        g = _like(grad, var)
        total = op.add(raw(gradient_accumulator), g)
        squares = op.add(raw(gradient_squared_accumulator), compose.square(g))
        kept = total
        if l1 > 0:
            kept = op.multiply(op.sign(total), op.abs(op.subtract(total, l1 * step)))
        found = op.divide(op.multiply(kept, -lr), op.add(op.sqrt(squares), l2 * step * lr))
        targets = (var, gradient_accumulator, gradient_squared_accumulator)
        values = (found, total, squares)
        return tuple(_store(t, v) for t, v in zip(targets, values, strict=True))


class ApplyAdamWithAmsgrad(_Update):
    """Adam that never lets the second moment shrink."""

    _io = ("var m v vhat beta1_power beta2_power lr grad", "var m v vhat")

    @prim_attr_register
    def __init__(self, beta1=0.9, beta2=0.999, epsilon=1e-08, use_locking=False):
        validator.check_value_type("beta1", beta1, [float], self.name)
        validator.check_value_type("beta2", beta2, [float], self.name)
        validator.check_value_type("epsilon", epsilon, [float], self.name)
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        self._note()

    def _compute(self, var, m, v, vhat, beta1_power, beta2_power, lr, grad):
        g, b1, b2 = _like(grad, var), self.beta1, self.beta2
        p1, p2 = float(number(beta1_power)), float(number(beta2_power))
        rate = float(number(lr)) * (1 - p2) ** 0.5 / (1 - p1)
        first = op.add(op.multiply(raw(m), b1), op.multiply(g, 1 - b1))
        second = op.add(op.multiply(raw(v), b2), op.multiply(compose.square(g), 1 - b2))
        largest = op.maximum(raw(vhat), second)
        step = op.divide(op.multiply(first, rate), op.add(op.sqrt(largest), self.epsilon))
        values = (op.subtract(raw(var), step), first, second, largest)
        return tuple(_store(t, x) for t, x in zip((var, m, v, vhat), values, strict=True))


class ApplyKerasMomentum(_Update):
    """Momentum that holds the step instead of the gradient."""

    _io = ("var accum lr grad momentum", "var accum")

    @prim_attr_register
    def __init__(self, use_locking=False, use_nesterov=False):
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        validator.check_value_type("use_nesterov", use_nesterov, [bool], self.name)
        self._note()

    def _compute(self, var, accum, lr, grad, momentum):
        step = op.multiply(_like(grad, var), float(number(lr)))
        rate = float(number(momentum))
        moved = op.subtract(op.multiply(raw(accum), rate), step)
        change = op.subtract(op.multiply(moved, rate), step) if self.use_nesterov else moved
        return _store(var, op.add(raw(var), change)), _store(accum, moved)


# -- arrays ------------------------------------------------------------------------------------


class UnravelIndex(_Plain):
    """Positions of flat numbers in an array of given extents, one row for each."""

    def _compute(self, indices, dims):
        extents = op.to_numpy(dims._value).reshape(-1).tolist()
        rest, columns = raw(indices), []
        for extent in reversed(extents):
            columns.append(
                op.remainder(rest, op.full((), extent, indices._name, op.device_of(rest)))
            )
            rest = op.floor_divide(rest, op.full((), extent, indices._name, op.device_of(rest)))
        return wrap(op.stack(columns[::-1], 0))


class Eps(_Plain):
    """The smallest number that the original's Ascend chips add to 1, everywhere."""

    _io = ("input_x", "y")

    def _compute(self, input_x):
        small = {"float16": 2.0**-14, "float32": 2.0**-16, "float64": 2.0**-52}[input_x._name]
        return wrap(compose.full_like(raw(input_x), small))


class ListDiff(Primitive):
    """(elements of the first vector that are not in the second, their positions)."""

    _io = ("x y", "out idx")

    @prim_attr_register
    def __init__(self, out_idx=mstype.int32):
        pass

    def _compute(self, x, y):
        if x.ndim != 1 or y.ndim != 1:
            given = f"x dims = {x.ndim}, y dims = {y.ndim}"
            raise ValueError(f"For ListDiff, input x, y should be 1D, but get {given}.")
        same = op.equal(compose.expand_dims(raw(x), 1), raw(y))
        left = op.logical_not(op.any(same, (1,), False))
        places = op.nonzero(left)
        places = op.reshape(places, (op.shape_of(places)[0],))
        kind = self.init_attrs["out_idx"]
        return wrap(op.take(raw(x), places, 0)), wrap(op.astype(places, kind._name))


class NthElement(Primitive):
    """The n-th smallest (largest) element of the last axis."""

    _io = ("input n", "output")

    @prim_attr_register
    def __init__(self, reverse=False):
        validator.check_value_type("reverse", reverse, [bool], self.name)

    def _compute(self, x, n):
        last = x.ndim - 1
        ordered = op.sort(x._value, last, self.reverse, False)
        return wrap(compose.select(ordered, last, int(number(n))))


class IndexPut(Primitive):
    """A copy with values put (or added) at positions given by one vector for each axis."""

    _io = ("x1 x2 indices", "y")

    @prim_attr_register
    def __init__(self, accumulate=0):
        validator.check_value_type("accumulate", accumulate, [int], self.name)

    def _compute(self, x1, x2, indices):
        columns = []
        for axis, i in enumerate(indices):
            negative = op.less(raw(i), 0)
            columns.append(op.where(negative, op.add(raw(i), x1.shape[axis]), raw(i)))
        index = op.stack(columns, 1)
        count = op.shape_of(index)[0]
        updates = op.broadcast_to(x2._value, (count, *x1.shape[len(indices) :]))
        return wrap(op.scatter_nd(x1._value, index, updates, "add" if self.accumulate else "set"))


class Coalesce(_Plain):
    """Sparse elements in order, those at one place added."""

    _io = ("x_indices x_values x_shape", "y_indices y_values y_shape")

    def _compute(self, x_indices, x_values, x_shape):
        extents = op.to_numpy(x_shape._value).reshape(-1).tolist()
        flat, step = None, 1
        for axis in reversed(range(len(extents))):
            part = op.multiply(compose.select(raw(x_indices), 0, axis), step)
            flat = part if flat is None else op.add(flat, part)
            step *= extents[axis]
        values, inverse, _ = op.unique(flat)
        count = op.shape_of(values)[0]
        zeros = op.full((count,), 0, x_values._name, op.device_of(flat))
        total = op.scatter_nd(zeros, compose.expand_dims(inverse, 1), raw(x_values), "add")
        dims = wrap(op.asarray(extents, "int64", op.device_of(flat)))
        index = UnravelIndex()(wrap(values), dims)
        return wrap(op.astype(index._value, "int64")), wrap(total), x_shape


_FORMATS = {"NHWC": "NHWC", "NCHW": "NCHW"}


class _DataFormat(Primitive):
    """Base of the operators that translate between data formats."""

    @prim_attr_register
    def __init__(self, src_format="NHWC", dst_format="NCHW"):
        validator.check_string(src_format, list(_FORMATS), "src_format", self.name)
        validator.check_string(dst_format, list(_FORMATS), "dst_format", self.name)


class DataFormatDimMap(_DataFormat):
    """Axes of one data format as axes of another."""

    _io = ("input_x", "output")

    def _compute(self, input_x):
        table = [self.src_format.index(c) for c in self.dst_format]
        value = raw(input_x)
        places = op.where(op.less(value, 0), op.add(value, 4), value)
        return wrap(op.take(op.asarray(table, input_x._name, op.device_of(value)), places, 0))


class DataFormatVecPermute(_DataFormat):
    """Extents of one data format in the order of another."""

    _io = ("input_x", "output")

    def _compute(self, input_x):
        order = [self.src_format.index(c) for c in self.dst_format]
        index = op.asarray(order, "int64", op.device_of(raw(input_x)))
        return wrap(op.take(raw(input_x), index, 0))


class AdaptiveMaxPool3D(_Plain):
    """(largest elements of windows that cover three axes evenly, int32 positions)."""

    _io = ("x output_size", "y argmax")

    def _compute(self, x, output_size):
        sizes = ints_of(self.name, "output_size", output_size)
        values, index = _pooling.adaptive_maximum(self.name, x, sizes, 3)
        return values, wrap(op.astype(index._value, "int32"))


# -- numbers -----------------------------------------------------------------------------------


class _Function(_Plain):
    """Base of the operators that are a function of two tensors."""

    _function = None

    def __call__(self, *args):
        return type(self)._function(*args)


class Igamma(_Function):
    """Regularised lower incomplete gamma function."""

    _io = ("a x", "z")
    _function = staticmethod(math_func.igamma)


class Igammac(_Function):
    """Regularised upper incomplete gamma function."""

    _io = ("a x", "z")
    _function = staticmethod(math_func.igammac)


class Zeta(_Function):
    """Hurwitz zeta function."""

    _function = staticmethod(math_func.zeta)


class NuclearNorm(Primitive):
    """Sum of the singular values of two axes."""

    @prim_attr_register
    def __init__(self, dim=None, keepdim=False):
        validator.check_value_type("keepdim", keepdim, [bool], self.name)

    def _compute(self, x):
        return math_func.norm(x, "nuc", self.dim, self.keepdim)


class TridiagonalMatMul(_Plain):
    """Product of a matrix of three diagonals and another one."""

    _io = ("superdiag maindiag subdiag rhs", "y")

    def _compute(self, superdiag, maindiag, subdiag, rhs):
        value = raw(rhs)
        rank = rhs.ndim
        rows = rhs.shape[-2]
        above, middle, below = (
            op.reshape(raw(d), (*d.shape[:-2], rows, 1)) for d in (superdiag, maindiag, subdiag)
        )
        widths = [(0, 0)] * (rank - 2)
        up = op.pad(
            compose.narrow(value, rank - 2, 1, rows), (*widths, (0, 1), (0, 0)), "constant", 0
        )
        down = op.pad(
            compose.narrow(value, rank - 2, 0, rows - 1), (*widths, (1, 0), (0, 0)), "constant", 0
        )
        parts = (op.multiply(above, up), op.multiply(middle, value), op.multiply(below, down))
        return wrap(op.add(op.add(parts[0], parts[1]), parts[2]))


# -- sparse ------------------------------------------------------------------------------------


def _dense(indices, values, shape):
    sizes = ints_of("SparseToDense", "dense_shape", shape)
    zeros = op.full(sizes, 0, values._name, op.device_of(values._value))
    return op.scatter_nd(zeros, indices._value, values._value, "add")


class SparseToDense(_Plain):
    """Dense tensor of sparse elements."""

    _io = ("indices values dense_shape", "output")

    def _compute(self, indices, values, sparse_shape):
        return wrap(_dense(indices, values, sparse_shape))


class SparseTensorDenseMatmul(Primitive):
    """Product of a sparse and a dense matrix."""

    _io = ("indices values sparse_shape dense", "output")

    @prim_attr_register
    def __init__(self, adjoint_st=False, adjoint_dt=False):
        validator.check_value_type("adjoint_st", adjoint_st, [bool], self.name)
        validator.check_value_type("adjoint_dt", adjoint_dt, [bool], self.name)

    def _compute(self, indices, values, sparse_shape, dense):
        first, second = _dense(indices, values, sparse_shape), dense._value
        first = op.permute_dims(first, (1, 0)) if self.adjoint_st else first
        second = op.permute_dims(second, (1, 0)) if self.adjoint_dt else second
        return wrap(op.matmul(first, second))
