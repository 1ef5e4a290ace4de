"""Operators of numbers, vectors and matrices."""

from __future__ import annotations

from ....core import op
from ... import _checkparam as validator
from ...common import dtype as mstype
from ...common.tensor import wrap
from .._families import claim_all, plain_operators
from ..function import _elementwise, array_func, math_func, parameter_func
from ..primitive import Primitive, PrimitiveWithInfer, prim_attr_register
from ._product_ops import (  # noqa: F401  taken over
    BatchMatMul,
    Cdist,
    Cholesky,
    Cross,
    Einsum,
    MatMul,
    MatrixInverse,
    MatrixSolve,
)
from ._reduce_ops import (  # noqa: F401  taken over
    Bincount,
    CountNonZero,
    CumProd,
    CumSum,
    CumulativeLogsumexp,
    Histogram,
    LpNorm,
    ReduceAll,
    ReduceAny,
    ReduceMax,
    ReduceMean,
    ReduceMin,
    ReduceProd,
    ReduceStd,
    ReduceSum,
    SquareSumAll,
    _Reduce,
    _Scan,
)

# operator, inputs, outputs, function; "?" where the original registers no names
_UNARY = """
ACos x y acos
Abs input_x output abs
Acosh x y acosh
Asin x y asin
Asinh x y asinh
Atan x output atan
Atanh x y atanh
Angle input output angle
Ceil x y ceil
Conj input output conj
Cos ? ? cos
Cosh ? ? cosh
Digamma input output digamma
Erf x y erf
Erfc x y erfc
Erfinv input_x output erfinv
Exp x y exp
Expm1 x y expm1
Floor x y floor
Imag input output imag
Inv ? ? inv
Invert x y invert
IsFinite x output isfinite
IsInf x output isinf
IsNan x output isnan
Lgamma x y lgamma
Log x y log
Log1p x y log1p
Neg x y neg
Real input output real
Reciprocal x y inv
Rint x output round
Round input_x output round
Rsqrt x output rsqrt
Sign ? ? sign
Sin ? ? sin
Sinc ? ? sinc
Sinh ? ? sinh
Sqrt x output sqrt
Square input_x output square
Tan x y tan
Trunc input output trunc
MatrixDeterminant x y matrix_determinant
LogMatrixDeterminant x sign,y log_matrix_determinant
Trace ? ? trace
Ger x1,x2 output ger
Complex real,imag output make_complex
ComplexAbs x y absolute
Polar abs,angle y polar
Polygamma a,x y polygamma
AddN inputs sum addn
AccumulateNV2 inputs sum accumulate_n
Addcdiv input_data,x1,x2,value y addcdiv
Addcmul input_data,x1,x2,value y addcmul
Gcd x1,x2 y gcd
Lcm x1,x2 y lcm
Heaviside x,values y heaviside
Lerp start,end,weight output lerp
AssignAdd ref,value ref assign_add
AssignSub val,value val assign_sub
"""


def _complex(real, imag):
    """Complex numbers from real and imaginary part."""
    return wrap(op.complex(real._value, imag._value))


def _unary_named(operator, function):
    """`function` under the operator's own name in the texts."""
    if operator == "Rint":

        def rint(x):
            from .._operands import unary

            return wrap(op.round(unary("Rint", "x", x)))

        return rint
    return function


def _lookup(name):
    if name == "make_complex":
        return _complex
    return (
        getattr(math_func, name, None)
        or getattr(array_func, name, None)
        or getattr(parameter_func, name, None)
    )


def _rows():
    for row in _UNARY.strip().split("\n"):
        operator, inputs, outputs, name = row.split()
        function = _lookup(name)
        if function is None:
            continue
        names = None if inputs == "?" else inputs.replace(",", " ")
        yield operator, names, outputs.replace(",", " "), _unary_named(operator, function)


class _BinaryOp(PrimitiveWithInfer):
    """Base of the operators of two tensors."""

    _io = ("x y", "output")
    _function = None

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, *args):
        if len(args) != 2:
            raise ValueError(
                f"{self.name} inputs size {len(args)} does not match the requires signature size 2"
            )
        return type(self)._function(*args)


class _MathBinaryOp(_BinaryOp):
    """Base of arithmetic on two tensors."""


class _LogicBinaryOp(_BinaryOp):
    """Base of comparisons and logic on two tensors."""


class _BitwiseBinaryOp(_MathBinaryOp):
    """Base of operators on the bits of two tensors."""


# operator, inputs, base
_BINARY = """
Add x,y _MathBinaryOp
Sub x,y _MathBinaryOp
Mul x,y _MathBinaryOp
Div x,y _MathBinaryOp
RealDiv x,y _MathBinaryOp
FloorDiv x,y _MathBinaryOp
FloorMod x,y _MathBinaryOp
Mod x,y _MathBinaryOp
TruncateDiv x,y _MathBinaryOp
TruncateMod x,y _MathBinaryOp
DivNoNan x1,x2 _MathBinaryOp
MulNoNan x,y _MathBinaryOp
Pow x1,x2 _MathBinaryOp
Maximum x,y _MathBinaryOp
Minimum x,y _MathBinaryOp
SquaredDifference x,y _MathBinaryOp
Xdivy x,y _MathBinaryOp
Xlogy x,y _MathBinaryOp
Atan2 ? _MathBinaryOp
Hypot x1,x2 _MathBinaryOp
Fmax x1,x2 _MathBinaryOp
Fmin x1,x2 _MathBinaryOp
Equal x,y _LogicBinaryOp
NotEqual x1,x2 _LogicBinaryOp
Less x,y _LogicBinaryOp
LessEqual x,y _LogicBinaryOp
Greater x,y _LogicBinaryOp
GreaterEqual x,y _LogicBinaryOp
LogicalAnd x,y _LogicBinaryOp
LogicalOr x,y _LogicBinaryOp
LogicalXor x,y _LogicBinaryOp
BitwiseAnd x1,x2 _BitwiseBinaryOp
BitwiseOr x1,x2 _BitwiseBinaryOp
BitwiseXor x1,x2 _BitwiseBinaryOp
LeftShift x1,x2 _MathBinaryOp
RightShift input_x,input_y _MathBinaryOp
"""


def _binary_classes():
    outputs = {
        "BitwiseAnd": "y",
        "BitwiseOr": "y",
        "BitwiseXor": "y",
        "DivNoNan": "y",
        "Pow": "y",
        "Hypot": "y",
        "Fmax": "y",
        "Fmin": "y",
        "LeftShift": "y",
    }
    made = {}
    for row in _BINARY.strip().split("\n"):
        name, inputs, base = row.split()
        io = None if inputs == "?" else (inputs.replace(",", " "), outputs.get(name, "output"))
        if name in ("Fmax", "Fmin"):
            io = ("x1, x2", "y")
        made[name] = type(
            name,
            (globals()[base],),
            {
                "__module__": __name__,
                "__doc__": f"{name} of two tensors, element by element.",
                "_io": io,
                "_function": staticmethod(_elementwise.operator_of_two(name)),
            },
        )
    return made


globals().update(plain_operators(__name__, _rows()))
globals().update(_binary_classes())


class TensorAdd(_MathBinaryOp):
    """Old name of Add."""

    _function = staticmethod(_elementwise.operator_of_two("Add"))


class LogicalNot(Primitive):
    """Logical not of bools."""

    _io = ("x", "output")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x):
        from .._operands import unary

        return wrap(op.logical_not(unary("LogicalNot", "x", x)), "bool")


class ApproximateEqual(_LogicBinaryOp):
    """Whether |x - y| < tolerance."""

    _io = None

    @prim_attr_register
    def __init__(self, tolerance=1e-05):
        validator.check_value_type("tolerance", tolerance, [float], self.name)

    def __call__(self, *args):
        return math_func.approximate_equal(*args, self.tolerance)


class EqualCount(Primitive):
    """Number of equal elements."""

    _io = ("x y", "output")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x, y):
        same = op.astype(op.equal(x._value, y._value), x._name)
        total = op.sum(same, tuple(range(x.ndim)), False)
        return wrap(op.reshape(total, (1,)))


class IsClose(Primitive):
    """Whether elements are close."""

    @prim_attr_register
    def __init__(self, rtol=1e-05, atol=1e-08, equal_nan=True):
        validator.check_value_type("rtol", rtol, [float], self.name)
        validator.check_value_type("atol", atol, [float], self.name)
        validator.check_value_type("equal_nan", equal_nan, [bool], self.name)

    def _compute(self, x1, x2):
        return math_func.isclose(x1, x2, self.rtol, self.atol, self.equal_nan)


# -- products ----------------------------------------------------------------------------------


# -- reductions --------------------------------------------------------------------------------


class LinSpace(Primitive):
    """Evenly spaced numbers, both ends included."""

    _io = ("start stop num", "output")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, start, stop, num):
        return math_func.linspace(start, stop, num)


class NanToNum(Primitive):
    """NaN and infinities replaced."""

    @prim_attr_register
    def __init__(self, nan=0.0, posinf=None, neginf=None):
        for name, value in (("nan", nan), ("posinf", posinf), ("neginf", neginf)):
            if value is not None:
                validator.check_value_type(name, value, [float], self.name)

    def _compute(self, x):
        return math_func.nan_to_num(x, self.nan, self.posinf, self.neginf)


class Logit(Primitive):
    """log(x / (1 - x)); a negative eps means no clamping."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, eps=-1.0):
        validator.check_value_type("eps", eps, [float], self.name)

    def _compute(self, x):
        return math_func.logit(x, self.eps)


class FloatStatus(Primitive):
    """1 when some element is NaN or infinite, else 0."""

    _io = ("x", "output")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x):
        every = tuple(range(x.ndim))
        bad = op.any(op.logical_not(op.isfinite(x._value)), every, False)
        return wrap(op.reshape(op.astype(bad, "float32"), (1,)))


class NPUAllocFloatStatus(Primitive):
    """A flag for overflows on Ascend; here eight zeros, nothing overflows unnoticed elsewhere."""

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self):
        return array_func.zeros((8,))


class NPUGetFloatStatus(Primitive):
    """Reads the flag for overflows of Ascend; here it stays as it is."""

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x):
        return array_func.zeros_like(x)


class NPUClearFloatStatus(Primitive):
    """Clears the flag for overflows of Ascend."""

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x):
        return array_func.zeros_like(x)


class TrilIndices(Primitive):
    """Positions of the lower triangle."""

    _io = ("", "y")

    @prim_attr_register
    def __init__(self, row, col, offset=0, dtype=mstype.int32):
        validator.check_int(row, 0, validator.GE, "row", self.name)
        validator.check_int(col, 0, validator.GE, "col", self.name)

    def _compute(self):
        return math_func.tril_indices(
            self.row, self.col, self.offset, dtype=self.init_attrs["dtype"]
        )


class TriuIndices(Primitive):
    """Positions of the upper triangle."""

    _io = ("", "y")

    @prim_attr_register
    def __init__(self, row, col, offset=0, dtype=mstype.int32):
        validator.check_int(row, 0, validator.GE, "row", self.name)
        validator.check_int(col, 0, validator.GE, "col", self.name)

    def _compute(self):
        return math_func.triu_indices(
            self.row, self.col, self.offset, dtype=self.init_attrs["dtype"]
        )


from . import _further_math_ops, _rare_ops  # noqa: E402

globals().update({n: vars(_further_math_ops)[n] for n in _further_math_ops.MATH})
globals().update({n: vars(_rare_ops)[n] for n in _rare_ops.MATH})
claim_all(globals())
