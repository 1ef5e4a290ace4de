"""Less common operators, each over one function."""

from __future__ import annotations

from ....core import compose, op
from ... import _checkparam as validator
from ...common import dtype as mstype
from ...common.seed import next_key
from ...common.tensor import Tensor, wrap
from .._families import plain_operators
from .._operands import axes_of, dtype_name, ints_of
from ..function import _scattering, _statistics, array_func, math_func, nn_func
from ..primitive import Primitive, prim_attr_register
from ._optimizer_ops import _store, number, raw

ARRAY = [
    "CheckNumerics", "ConfusionMatrix", "ConjugateTranspose", "EuclideanNorm", "FillDiagonal",
    "LowerBound", "MaskedScatter", "MatrixBandPart", "MatrixDiagPartV3", "MatrixDiagV3",
    "MatrixSetDiagV3", "ScatterAddWithAxis", "SegmentMax", "SegmentMean", "SegmentMin",
    "SegmentProd", "SegmentSum", "UpperBound",
]  # fmt: skip
MATH = [
    "Bucketize", "Cummax", "Cummin", "LogSpace", "MatrixPower", "Median", "Mvlgamma", "Pdist",
    "PopulationCount", "Quantile", "Renorm", "MatrixTriangularSolve", "CholeskyInverse",
    "CholeskySolve",
]  # fmt: skip
LINALG = ["Qr", "Svd"]
NN = [
    "BasicLSTMCell", "CTCGreedyDecoder", "DropoutDoMask", "DropoutGenMask",
    "FusedCastAdamWeightDecay", "FusedSparseAdam", "FusedSparseLazyAdam",
    "FusedWeightScaleApplyMomentum", "SparseApplyFtrl",
]  # fmt: skip


def segment_operators():
    """SegmentSum and its kin."""
    made = {}
    for kind in ("Max", "Mean", "Min", "Prod", "Sum"):
        name = f"Segment{kind}"

        def function(input_x, segment_ids, name=name):
            return _statistics.segment(name, input_x, segment_ids)

        made[name] = (name, "input_x segment_ids", "output", function)
    return plain_operators(__name__, made.values())


def plain():
    """Operators without arguments over functions."""
    rows = [
        ("MatrixBandPart", "x lower upper", "y", array_func.matrix_band_part),
        ("PopulationCount", "input", "output", array_func.population_count),
    ]
    return plain_operators(__name__, rows)


globals().update(segment_operators())
globals().update(plain())
for _name in ("SegmentMax", "SegmentMean", "SegmentMin", "SegmentProd", "SegmentSum"):
    globals()[_name]._arity = 2


class CheckNumerics(Primitive):
    """The input; raises when it holds NaN or infinities."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x):
        every = tuple(range(x.ndim))
        if bool(op.to_numpy(op.any(op.isnan(x._value), every, False))):
            raise RuntimeError(": Tensor had NaN values")
        if not bool(op.to_numpy(op.all(op.isfinite(x._value), every, False))):
            raise RuntimeError(": Tensor had Inf values")
        return wrap(x._value)


class ConfusionMatrix(Primitive):
    """Counts of pairs of classes."""

    @prim_attr_register
    def __init__(self, num_classes, dtype="int32"):
        validator.check_value_type("num_classes", num_classes, [int], self.name)
        validator.check_value_type("dtype", dtype, [str], self.name)

    def _compute(self, labels, predictions, weights=None):
        name = self.init_attrs["dtype"]
        index = op.stack([labels._value, predictions._value], 1)
        device = op.device_of(index)
        amounts = weights._value if weights is not None else op.full(labels.shape, 1, name, device)
        zeros = op.full((self.num_classes,) * 2, 0, op.dtype_of(amounts), device)
        return wrap(op.scatter_nd(zeros, index, amounts, "add"))


class ConjugateTranspose(Primitive):
    """Axes permuted, conjugated."""

    _io = ("x perm", "output")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x, perm):
        return wrap(op.conj(array_func.transpose(x, perm)._value))


class EuclideanNorm(Primitive):
    """Root of the sum of squares over axes."""

    _io = ("x axes", "y")

    @prim_attr_register
    def __init__(self, keep_dims=False):
        validator.check_value_type("keep_dims", keep_dims, [bool], self.name)

    def _compute(self, x, axes):
        found = axes_of(self.name, axes, x.ndim)
        return wrap(op.sqrt(op.sum(compose.square(x._value), found, self.keep_dims)))


class FillDiagonal(Primitive):
    """A copy with one number on the diagonal."""

    _io = ("input_x", "y")

    @prim_attr_register
    def __init__(self, fill_value, wrap=False):
        validator.check_value_type("fill_value", fill_value, [float], self.name)
        if wrap:
            raise NotImplementedError(
                "mindspore.ops.FillDiagonal(wrap=True) is not supported; leave it False."
            )

    def _compute(self, input_x):
        size = min(input_x.shape)
        line = op.arange(0, size, 1, "int64", op.device_of(input_x._value))
        index = op.stack([line] * input_x.ndim, 1)
        number_there = op.full(
            (size,), self.fill_value, input_x._name, op.device_of(input_x._value)
        )
        return wrap(op.scatter_nd(input_x._value, index, number_there, "set"))


class _Bound(Primitive):
    """Base of LowerBound and UpperBound."""

    _io = ("sorted_x values", "y")
    _right = False

    @prim_attr_register
    def __init__(self, out_type=mstype.int32):
        validator.check_type_name("out_type", out_type, [mstype.int32, mstype.int64], self.name)

    def _compute(self, sorted_x, values):
        small = dtype_name(self.init_attrs["out_type"]) == "int32"
        return array_func.searchsorted(sorted_x, values, out_int32=small, right=self._right)


class LowerBound(_Bound):
    """Positions before equal elements."""


class UpperBound(_Bound):
    """Positions behind equal elements."""

    _right = True


class MaskedScatter(Primitive):
    """A copy with updates, in order, where the mask holds."""

    _io = ("x mask updates", "y")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x, mask, updates):
        places = op.nonzero(op.broadcast_to(mask._value, x.shape))
        count = op.shape_of(places)[0]
        given = compose.narrow(op.reshape(updates._value, (updates.size,)), 0, 0, count)
        return wrap(op.scatter_nd(x._value, places, given, "set"))


class _Diagonals(Primitive):
    """Base of the operators of matrix diagonals."""

    def _take(self, align):
        validator.check_string(
            align, ["LEFT_RIGHT", "RIGHT_LEFT", "LEFT_LEFT", "RIGHT_RIGHT"], "align", self.name
        )


class MatrixDiagV3(_Diagonals):
    """Matrices with the last axis as a diagonal."""

    _io = ("x k num_rows num_cols padding_value", "y")

    @prim_attr_register
    def __init__(self, align="RIGHT_LEFT"):
        self._take(align)

    def _compute(self, x, k, num_rows, num_cols, padding_value):
        rest = [int(number(v)) for v in (num_rows, num_cols, padding_value)]
        return array_func.matrix_diag(x, k, *rest)


class MatrixDiagPartV3(_Diagonals):
    """A diagonal of the last two axes."""

    _io = ("x k padding_value", "y")

    @prim_attr_register
    def __init__(self, align="RIGHT_LEFT"):
        self._take(align)

    def _compute(self, x, k, padding_value):
        return array_func.matrix_diag_part(x, k, padding_value)


class MatrixSetDiagV3(_Diagonals):
    """A diagonal of the last two axes replaced."""

    _io = ("x diagonal k", "y")

    @prim_attr_register
    def __init__(self, align="RIGHT_LEFT"):
        self._take(align)

    def _compute(self, x, diagonal, k):
        return array_func.matrix_set_diag(x, diagonal, k)


class ScatterAddWithAxis(Primitive):
    """A copy with updates added at positions along an axis."""

    _io = ("input_x indices updates", "y")

    @prim_attr_register
    def __init__(self, axis=0):
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, input_x, indices, updates):
        return _scattering.tensor_scatter_elements(input_x, indices, updates, self.axis, "add")


# -- numbers -----------------------------------------------------------------------------------


class Cummax(Primitive):
    """Running maximum and its positions."""

    _io = ("x", "y indices")

    @prim_attr_register
    def __init__(self, axis):
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, x):
        return math_func.cummax(x, self.axis)


class Cummin(Primitive):
    """Running minimum and its positions."""

    @prim_attr_register
    def __init__(self, axis):
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, x):
        return tuple(math_func.cummin(x, self.axis))


class Median(Primitive):
    """(lower median, its position) of everything or along an axis."""

    _io = ("x", "y indices")

    @prim_attr_register
    def __init__(self, global_median=False, axis=0, keep_dims=False):
        validator.check_value_type("global_median", global_median, [bool], self.name)

    def _compute(self, x):
        if self.global_median:
            middle = math_func.median(array_func.reshape(x, (-1,)), 0)[0]
            return middle, wrap(op.full((), 0, "int64", op.device_of(x._value)))
        return math_func.median(x, self.axis, self.keep_dims)


class Bucketize(Primitive):
    """int32 number of boundaries that are not above each element."""

    _io = ("input", "output")

    @prim_attr_register
    def __init__(self, boundaries):
        validator.check_value_type("boundaries", boundaries, [list], self.name)

    def _compute(self, x):
        value = op.astype(x._value, "float32")
        edges = op.asarray([float(b) for b in self.boundaries], "float32", op.device_of(value))
        flat = op.searchsorted(edges, op.reshape(value, (x.size,)), "right")
        return wrap(op.astype(op.reshape(flat, x.shape), "int32"))


class LogSpace(Primitive):
    """Powers of a base with evenly spaced exponents."""

    _io = ("start end", "y")

    @prim_attr_register
    def __init__(self, steps=10, base=10, dtype=mstype.float32):
        validator.check_non_negative_int(steps, "steps", self.name)
        validator.check_value_type("base", base, [int], self.name)

    def _compute(self, start, end):
        return math_func.logspace(start, end, self.steps, self.base, dtype=self.init_attrs["dtype"])


class MatrixPower(Primitive):
    """Power of square matrices."""

    @prim_attr_register
    def __init__(self, n):
        validator.check_value_type("n", n, [int], self.name)

    def _compute(self, x):
        if x.ndim != 3:
            raise ValueError(
                f"For MatrixPower, x should be a 3-D tensor, but got x is a {x.ndim}-D tensor."
            )
        return math_func.matrix_power(x, self.n)


class MatrixTriangularSolve(Primitive):
    """Solution of triangular equations."""

    @prim_attr_register
    def __init__(self, lower=True, adjoint=False):
        validator.check_value_type("lower", lower, [bool], self.name)
        validator.check_value_type("adjoint", adjoint, [bool], self.name)

    def _compute(self, matrix, rhs):
        return wrap(op.triangular_solve(matrix._value, rhs._value, self.lower, self.adjoint, False))


class CholeskyInverse(Primitive):
    """Inverse of the matrix whose triangular factor is given."""

    @prim_attr_register
    def __init__(self, upper=False):
        validator.check_value_type("upper", upper, [bool], self.name)

    def _compute(self, x):
        return math_func.cholesky_inverse(x, self.upper)


class CholeskySolve(Primitive):
    """Solution with the matrix whose triangular factor is given."""

    _io = ("x1 x2", "y")

    @prim_attr_register
    def __init__(self, upper=False):
        validator.check_value_type("upper", upper, [bool], self.name)

    def _compute(self, x1, x2):
        return math_func.cholesky_solve(x1, x2, self.upper)


class Mvlgamma(Primitive):
    """Logarithm of the multivariate gamma function."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, p):
        validator.check_value_type("p", p, [int], self.name)
        validator.check_positive_int(p, "p", self.name)

    def _compute(self, x):
        return array_func.mvlgamma(x, self.p)


class Pdist(Primitive):
    """Distances of all pairs of rows, each pair once."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, p=2.0):
        validator.check_value_type("p", p, [float], self.name)

    def _compute(self, x):
        return nn_func.pdist(x, self.p)


class Quantile(Primitive):
    """Quantiles, linear between the neighbours in order."""

    @prim_attr_register
    def __init__(self, dim=None, keep_dims=False, ignore_nan=False):
        validator.check_value_type("keep_dims", keep_dims, [bool], self.name)
        if ignore_nan:
            raise NotImplementedError(
                "mindspore.ops.Quantile(ignore_nan=True) is not supported; remove NaN before."
            )

    def _compute(self, x, q):
        return math_func.quantile(x, q, self.dim, self.keep_dims)


class Renorm(Primitive):
    """Slices scaled down to a norm."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, p, dim, maxnorm):
        validator.check_value_type("p", p, [int], self.name)
        validator.check_value_type("dim", dim, [int], self.name)
        validator.check_value_type("maxnorm", maxnorm, [float], self.name)

    def _compute(self, x):
        return math_func.renorm(x, self.p, self.dim, self.maxnorm)


class Qr(Primitive):
    """Orthogonal and upper triangular factor."""

    @prim_attr_register
    def __init__(self, full_matrices=False):
        validator.check_value_type("full_matrices", full_matrices, [bool], self.name)

    def _compute(self, x):
        return _linalg().qr(x, "complete" if self.full_matrices else "reduced")


class Svd(Primitive):
    """Singular values and vectors."""

    _io = ("a", "s u v")

    @prim_attr_register
    def __init__(self, full_matrices=False, compute_uv=True):
        validator.check_value_type("full_matrices", full_matrices, [bool], self.name)
        validator.check_value_type("compute_uv", compute_uv, [bool], self.name)

    def _compute(self, a):
        return _linalg().svd(a, self.full_matrices, self.compute_uv)


def _linalg():
    from ..function import linalg_func

    return linalg_func


# -- networks ----------------------------------------------------------------------------------


class DropoutGenMask(Primitive):
    """The seeds of a mask; DropoutDoMask draws it. An Ascend operator of the original."""

    _io = ("shape keep_prob", "output")

    @prim_attr_register
    def __init__(self, Seed0=0, Seed1=0):
        validator.check_non_negative_int(Seed0, "Seed0", self.name)
        validator.check_non_negative_int(Seed1, "Seed1", self.name)

    def _compute(self, shape, keep_prob):
        sizes = ints_of(self.name, "shape", shape)
        count = 1
        for n in sizes:
            count *= n
        keep = float(number(keep_prob))
        device = op.device_of(keep_prob._value) if isinstance(keep_prob, Tensor) else "cpu"
        # One byte for each element; the original packs eight elements into a byte.
        draw = op.random_uniform(next_key(self.Seed0, self.Seed1), (count,), "float32", device)
        return wrap(op.astype(op.less(draw, keep), "uint8"))


class DropoutDoMask(Primitive):
    """Elements dropped by the mask of DropoutGenMask, the rest scaled up."""

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x, mask, keep_prob):
        keep = float(number(keep_prob))
        if not 0.0 <= keep <= 1.0:
            raise ValueError(
                f"For '{self.name}', the 'keep_prob' must be in [0, 1], but got {keep}."
            )
        kept = op.astype(op.reshape(mask._value, x.shape), x._name)
        return wrap(op.multiply(x._value, op.divide(kept, keep)))


class CTCGreedyDecoder(Primitive):
    """The best path of logits."""

    @prim_attr_register
    def __init__(self, merge_repeated=True):
        validator.check_value_type("merge_repeated", merge_repeated, [bool], self.name)

    def _compute(self, inputs, sequence_length):
        return nn_func.ctc_greedy_decoder(inputs, sequence_length, self.merge_repeated)


class BasicLSTMCell(Primitive):
    """The original has withdrawn its kernel as well."""

    def __init__(self, keep_prob=1.0, forget_bias=1.0, state_is_tuple=True, activation="tanh"):
        raise NotImplementedError(
            "mindspore.ops.BasicLSTMCell has no kernel in 2.0; use mindspore.nn.LSTMCell."
        )


class FusedWeightScaleApplyMomentum(Primitive):
    """ApplyMomentum with weight decay and loss scaling."""

    _io = (
        "weight_decay loss_scale variable accumulation learning_rate gradient momentum",
        "output",
    )

    @prim_attr_register
    def __init__(self):
        self.add_prim_attr("side_effect_mem", True)

    def _compute(
        self, weight_decay, loss_scale, variable, accumulation, learning_rate, gradient, momentum
    ):
        p = raw(variable)
        g = op.multiply(op.astype(raw(gradient), variable._name), float(number(loss_scale)))
        g = op.add(g, op.multiply(p, float(number(weight_decay))))
        found = op.momentum_update(
            p, raw(accumulation), g, float(number(learning_rate)), float(number(momentum)), False
        )
        _store(accumulation, found[1])
        return _store(variable, found[0])


class FusedCastAdamWeightDecay(Primitive):
    """AdamWeightDecay for float16 gradients."""

    @prim_attr_register
    def __init__(self, use_locking=False):
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        self.add_prim_attr("side_effect_mem", True)

    def _compute(self, var, m, v, lr, beta1, beta2, epsilon, decay, gradient):
        from ._optimizer_ops import AdamWeightDecay

        return AdamWeightDecay()(var, m, v, lr, beta1, beta2, epsilon, decay, gradient)


class _SparseAdam(Primitive):
    """Base of the Adam steps for gradients of rows."""

    _io = ("var m v beta1_power beta2_power lr beta1 beta2 epsilon grad indices", "var m v")
    _lazy = False

    @prim_attr_register
    def __init__(self, use_locking=False, use_nesterov=False):
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        validator.check_value_type("use_nesterov", use_nesterov, [bool], self.name)
        self.add_prim_attr("side_effect_mem", True)

    def _compute(
        self, var, m, v, beta1_power, beta2_power, lr, beta1, beta2, epsilon, grad, indices
    ):
        b1, b2, eps = (float(number(x)) for x in (beta1, beta2, epsilon))
        p1, p2 = float(number(beta1_power)), float(number(beta2_power))
        rate = float(number(lr)) * (1 - p2) ** 0.5 / (1 - p1)
        p, rows = raw(var), compose.expand_dims(raw(indices), 1)
        g = op.scatter_nd(compose.zeros_like(p), rows, raw(grad), "add")
        first = op.add(op.multiply(raw(m), b1), op.multiply(g, 1 - b1))
        second = op.add(op.multiply(raw(v), b2), op.multiply(compose.square(g), 1 - b2))
        top = op.add(op.multiply(first, b1), op.multiply(g, 1 - b1)) if self.use_nesterov else first
        found = op.subtract(p, op.divide(op.multiply(top, rate), op.add(op.sqrt(second), eps)))
        results = [found, first, second]
        if self._lazy:  # rows without a gradient stay as they are
            marks = op.full((op.shape_of(rows)[0],), 1, "int32", op.device_of(p))
            used = op.scatter_nd(
                op.full((var.shape[0],), 0, "int32", op.device_of(p)), rows, marks, "add"
            )
            used = op.reshape(op.greater(used, 0), (var.shape[0],) + (1,) * (var.ndim - 1))
            results = [
                op.where(used, new, raw(t)) for new, t in zip(results, (var, m, v), strict=True)
            ]
        return tuple(_store(t, x) for t, x in zip((var, m, v), results, strict=True))


class FusedSparseAdam(_SparseAdam):
    """Adam for gradients of rows; the moments of all rows decay."""


class FusedSparseLazyAdam(_SparseAdam):
    """Adam for gradients of rows; only these rows change."""

    _lazy = True


class SparseApplyFtrl(Primitive):
    """Follow the regularised leader for gradients of rows."""

    _io = ("var accum linear grad indices", "var accum linear")

    @prim_attr_register
    def __init__(self, lr, l1, l2, lr_power, use_locking=False):
        validator.check_value_type("lr", lr, [float], self.name)
        validator.check_value_type("l1", l1, [float], self.name)
        validator.check_value_type("l2", l2, [float], self.name)
        validator.check_value_type("lr_power", lr_power, [float], self.name)
        validator.check_positive_float(lr, "lr", self.name)
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        self.add_prim_attr("side_effect_mem", True)

    def _compute(self, var, accum, linear, grad, indices):
        from ._optimizer_ops import ApplyFtrl

        rows = raw(indices)
        parts = [wrap(op.take(raw(t), rows, 0)) for t in (var, accum, linear)]
        ApplyFtrl()(*parts, grad, self.lr, self.l1, self.l2, self.lr_power)
        index = compose.expand_dims(rows, 1)
        for t, part in zip((var, accum, linear), parts, strict=True):
            _store(t, op.scatter_nd(raw(t), index, raw(part), "set"))
        return tuple(wrap(raw(t)) for t in (var, accum, linear))
