"""Docstrings of elementwise functions, from what their rows say."""

from __future__ import annotations

from . import accepted
from .accepted import BOOL, COMPLEX, FLOAT, INT, UINT, accepted_of

_KINDS = (
    ("bool", BOOL),
    ("signed integers", INT),
    ("unsigned integers", UINT),
    ("floats", FLOAT),
    ("complex numbers", COMPLEX),
)

_ONE = """{says}

Args:
    {argument} (Tensor): {dtypes}, any shape.

Returns:
    Tensor of the shape and dtype of `{argument}`.

Raises:
    TypeError: `{argument}` is not a Tensor, or has another dtype.

Example:
    >>> x = Tensor({x})
    >>> print(ops.{name}(x))
    {result}
"""

_NUMPY = """{says}

Args:
    {argument} (Tensor, array, list, tuple or number): the values, any shape.
    dtype (dtype, str or None, default None): dtype of the result; None follows from the values.

Returns:
    Tensor of the same shape.

Raises:
    TypeError: `{argument}` is of another kind.

Example:
    >>> print(mnp.{name}(Tensor({x})))
    {result}
"""

_TWO = """{says}

Args:
    {first} (Tensor or number): {dtypes}; one of the operands may be a number or a bool.
    {second} (Tensor or number): as `{first}`; the shapes broadcast.

Returns:
    Tensor of the broadcast shape; its dtype is {dtype}.

Raises:
    TypeError: no operand is a Tensor, or one has another dtype.
    ValueError: the shapes do not broadcast.

Example:
    >>> x, y = Tensor({x}), Tensor({y})
    >>> print(ops.{name}(x, y))
    {result}
"""

# fmt: off
# What a function of one tensor does, the tensor of its example, and what that prints.
_ABOUT_ONE = {
    "relu": ("`max(x, 0)` of every element.", "[-1.0, 2.0]", "[0. 2.]"),
    "relu6": ("`min(max(x, 0), 6)` of every element.", "[-1.0, 2.0, 8.0]", "[0. 2. 6.]"),
    "sigmoid": ("`1 / (1 + exp(-x))` of every element.",
        "[-1.0, 0.0, 2.0]", "[0.2689414 0.5       0.880797 ]"),
    "silu": ("`x * sigmoid(x)` of every element (Hendrycks and Gimpel, arXiv:1606.08415).",
        "[-1.0, 0.0, 2.0]", "[-0.2689414  0.         1.761594 ]"),
    "mish": ("`x * tanh(softplus(x))` of every element (Misra, arXiv:1908.08681).",
        "[-1.0, 0.0, 2.0]", "[-0.3034014  0.         1.9439589]"),
    "softsign": ("`x / (1 + |x|)` of every element.", "[-1.0, 0.0, 3.0]", "[-0.5   0.    0.75]"),
    "selu": ("Scaled exponential linear unit of every element (arXiv:1706.02515).",
        "[-1.0, 0.0, 2.0]", "[-1.1113307  0.         2.101402 ]"),
    "hardsigmoid": ("`max(0, min(1, (x + 3) / 6))` of every element.",
        "[-4.0, 0.0, 1.5]", "[0.   0.5  0.75]"),
    "hardswish": ("`x * relu6(x + 3) / 6` of every element (Howard et al., arXiv:1905.02244).",
        "[-4.0, 1.0, 4.0]", "[0.        0.6666667 4.       ]"),
    "fast_gelu": ("Approximate Gaussian error linear unit of every element.",
        "[-1.0, 0.0, 2.0]", "[-0.15420423  0.          1.9356586 ]"),
    "logsigmoid": ("`log(sigmoid(x))` of every element.",
        "[-1.0, 0.0, 2.0]", "[-1.3132616 -0.6931472 -0.126928 ]"),
    "digamma": ("Derivative of the logarithm of the gamma function, of every element.",
        "[1.0, 2.5]", "[-0.5772157   0.70315665]"),
    "erf": ("Error function of every element.",
        "[-1.0, 0.0, 0.5]", "[-0.8427008  0.         0.5204999]"),
    "erfc": ("`1 - erf(x)` of every element, exact for large x too.",
        "[-1.0, 0.0, 0.5]", "[1.8427008  1.         0.47950011]"),
    "erfinv": ("Inverse of the error function of every element; NaN outside [-1, 1].",
        "[0.0, 0.5, -0.9]", "[ 0.          0.47693628 -1.1630871 ]"),
    "lgamma": ("Logarithm of the absolute value of the gamma function, of every element.",
        "[0.5, 4.0]", "[0.5723649 1.7917595]"),
    "acos": ("Angle in [0, pi] whose cosine is the element; NaN outside [-1, 1].",
        "[1.0, 0.0, -0.5]", "[0.        1.5707964 2.0943952]"),
    "acosh": ("Inverse hyperbolic cosine of every element; NaN below 1.",
        "[1.0, 2.0]", "[0.       1.316958]"),
    "asin": ("Angle in [-pi/2, pi/2] whose sine is the element; NaN outside [-1, 1].",
        "[1.0, 0.0, -0.5]", "[ 1.5707964  0.        -0.5235988]"),
    "asinh": ("Inverse hyperbolic sine of every element.",
        "[-1.0, 0.0, 2.0]", "[-0.8813736  0.         1.4436355]"),
    "atan": ("Angle in [-pi/2, pi/2] whose tangent is the element.",
        "[1.0, 0.0, -2.0]", "[ 0.7853982  0.        -1.1071488]"),
    "atanh": ("Inverse hyperbolic tangent of every element; infinite at -1 and 1.",
        "[-0.5, 0.0, 0.9]", "[-0.54930615  0.          1.4722193 ]"),
    "cos": ("Cosine of every element, in radians.", "[0.0, 1.0]", "[1.        0.5403023]"),
    "cosh": ("Hyperbolic cosine of every element.", "[0.0, 1.0]", "[1.        1.5430807]"),
    "sin": ("Sine of every element, in radians.", "[0.0, 1.0]", "[0.       0.841471]"),
    "sinh": ("Hyperbolic sine of every element.", "[0.0, 1.0]", "[0.        1.1752012]"),
    "sinc": ("`sin(pi * x) / (pi * x)` of every element, 1 at 0.",
        "[0.0, 0.5]", "[1.         0.63661975]"),
    "tan": ("Tangent of every element, in radians.", "[0.0, 1.0]", "[0.        1.5574077]"),
    "tanh": ("Hyperbolic tangent of every element.",
        "[-1.0, 0.0, 2.0]", "[-0.7615942  0.         0.9640276]"),
    "tanhshrink": ("`x - tanh(x)` of every element.",
        "[-1.0, 0.0, 2.0]", "[-0.23840582  0.          1.0359724 ]"),
    "exp2": ("2 to the power of every element.", "[0.0, 3.0]", "[1. 8.]"),
    "frac": ("Fraction of every element, with its sign.", "[1.25, -2.5]", "[ 0.25 -0.5 ]"),
    "deg2rad": ("Degrees in radians.", "[0.0, 180.0]", "[0.        3.1415927]"),
    "rad2deg": ("Radians in degrees.", "[0.0, 3.1415927]", "[  0. 180.]"),
    "abs": ("Absolute value of every element; of complex numbers the modulus, a float.",
        "[-1.5, 2.0]", "[1.5 2. ]"),
    "ceil": ("Every element rounded up.", "[1.2, -1.2]", "[ 2. -1.]"),
    "exp": ("e to the power of every element.", "[0.0, 1.0]", "[1.       2.718282]"),
    "expm1": ("`exp(x) - 1` of every element, exact for small x too.",
        "[0.0, 1.0]", "[0.        1.7182819]"),
    "floor": ("Every element rounded down.", "[1.2, -1.2]", "[ 1. -2.]"),
    "inv": ("`1 / x` of every element.", "[2.0, -4.0]", "[ 0.5  -0.25]"),
    "log": ("Natural logarithm of every element; NaN below 0, -inf at 0.",
        "[1.0, 10.0]", "[0.        2.3025851]"),
    "log10": ("Logarithm to base 10 of every element.", "[1.0, 100.0]", "[0.        2.0000002]"),
    "log1p": ("`log(1 + x)` of every element, exact for small x too.",
        "[0.0, 1.0]", "[0.        0.6931472]"),
    "log2": ("Logarithm to base 2 of every element.", "[1.0, 8.0]", "[0. 3.]"),
    "neg": ("Every element with the other sign.", "[1.0, -2.0]", "[-1.  2.]"),
    "round": ("Every element rounded to a whole number, halves to the even one.",
        "[0.8, 1.5, 2.5]", "[1. 2. 2.]"),
    "rsqrt": ("`1 / sqrt(x)` of every element.", "[1.0, 4.0]", "[1.  0.5]"),
    "sign": ("-1, 0 or 1: the sign of every element.", "[-3.0, 0.0, 2.0]", "[-1.  0.  1.]"),
    "sqrt": ("Square root of every element; NaN below 0.", "[1.0, 4.0]", "[1. 2.]"),
    "square": ("Square of every element.", "[1.0, -3.0]", "[1. 9.]"),
    "trunc": ("Every element without its fraction.", "[1.7, -1.7]", "[ 1. -1.]"),
    "positive": ("The tensor as it is.", "[1.0, -2.0]", "[ 1. -2.]"),
}
# Other names of the same functions.
_SAME = {
    "arccos": "acos", "arccosh": "acosh", "arcsin": "asin", "arcsinh": "asinh", "arctan": "atan",
    "arctanh": "atanh", "absolute": "abs", "negative": "neg", "sgn": "sign",
}
# What an operator of two tensors does, the tensors of its example, and what that prints.
_ABOUT_TWO = {
    "Add": ("Sum of two tensors, element by element.", "[1.0, 2.0]", "[3.0, 4.0]", "[4. 6.]"),
    "Sub": ("Difference of two tensors, element by element.",
        "[5.0, 2.0]", "[3.0, 4.0]", "[ 2. -2.]"),
    "Mul": ("Product of two tensors, element by element.", "[1.0, 2.0]", "[3.0, 4.0]", "[3. 8.]"),
    "Div": ("Quotient of two tensors, element by element; integers are cut towards zero.",
        "[1.0, 6.0]", "[4.0, 4.0]", "[0.25 1.5 ]"),
    "RealDiv": ("Quotient of two tensors, element by element.",
        "[1.0, 6.0]", "[4.0, 4.0]", "[0.25 1.5 ]"),
    "FloorDiv": ("Quotient rounded down, element by element.",
        "[7.0, -7.0]", "[2.0, 2.0]", "[ 3. -4.]"),
    "FloorMod": ("Remainder with the sign of the divisor, element by element.",
        "[7.0, -7.0]", "[4.0, 4.0]", "[3. 1.]"),
    "Pow": ("The first operand to the power of the second, element by element.",
        "[1.0, 2.0, 4.0]", "[3.0, 3.0, 0.5]", "[1. 8. 2.]"),
    "Maximum": ("The larger element of each pair; NaN where either is NaN.",
        "[1.0, 5.0]", "[4.0, 2.0]", "[4. 5.]"),
    "Minimum": ("The smaller element of each pair; NaN where either is NaN.",
        "[1.0, 5.0]", "[4.0, 2.0]", "[1. 2.]"),
    "SquaredDifference": ("`(x - y) ** 2`, element by element.",
        "[1.0, 5.0]", "[4.0, 2.0]", "[9. 9.]"),
    "Atan2": ("Angle of the point (second, first) in radians, in [-pi, pi].",
        "[0.0, 1.0]", "[1.0, 0.0]", "[0.        1.5707964]"),
    "Mod": ("Remainder with the sign of the dividend, element by element.",
        "[7.0, -7.0]", "[4.0, 4.0]", "[ 3. -3.]"),
    "DivNoNan": ("Quotient, element by element; 0 where the divisor is 0.",
        "[1.0, 6.0]", "[0.0, 4.0]", "[0.  1.5]"),
    "Xlogy": ("`x * log(y)`, element by element.", "[1.0, 2.0]", "[1.0, 1.0]", "[0. 0.]"),
    "LogicalAnd": ("Whether both elements are true.",
        "[True, True]", "[True, False]", "[ True False]"),
    "LogicalOr": ("Whether one of the elements is true.",
        "[False, True]", "[False, False]", "[False  True]"),
    "Equal": ("Whether the elements are equal.", "[1.0, 2.0]", "[1.0, 3.0]", "[ True False]"),
    "NotEqual": ("Whether the elements differ.", "[1.0, 2.0]", "[1.0, 3.0]", "[False  True]"),
    "Less": ("Whether the first element is smaller.", "[1.0, 2.0]", "[1.0, 3.0]", "[False  True]"),
    "LessEqual": ("Whether the first element is smaller or equal.",
        "[1.0, 4.0]", "[1.0, 3.0]", "[ True False]"),
    "Greater": ("Whether the first element is larger.",
        "[1.0, 4.0]", "[1.0, 3.0]", "[False  True]"),
    "GreaterEqual": ("Whether the first element is larger or equal.",
        "[1.0, 2.0]", "[1.0, 3.0]", "[ True False]"),
    "LogicalXor": ("Whether exactly one of the elements is true.",
        "[True, False]", "[True, True]", "[False  True]"),
    "BitwiseAnd": ("Bits that both elements have.", "[6, 5]", "[3, 4]", "[2 4]"),
    "BitwiseOr": ("Bits that one of the elements has.", "[6, 5]", "[3, 4]", "[7 5]"),
    "BitwiseXor": ("Bits that exactly one of the elements has.", "[6, 5]", "[3, 4]", "[5 1]"),
    "TruncateDiv": ("Quotient without its fraction, element by element.",
        "[7.0, -7.0]", "[2.0, 2.0]", "[ 3. -3.]"),
    "TruncateMod": ("Remainder with the sign of the dividend, element by element.",
        "[7.0, -7.0]", "[4.0, 4.0]", "[ 3. -3.]"),
    "Hypot": ("`sqrt(x ** 2 + y ** 2)`, element by element.",
        "[3.0, 5.0]", "[4.0, 12.0]", "[ 5. 13.]"),
    "MulNoNan": ("Product, element by element; 0 where the second element is 0.",
        "[1.0, 6.0]", "[0.0, 4.0]", "[ 0. 24.]"),
    "Xdivy": ("`x / y`, element by element; 0 where x is 0.",
        "[0.0, 2.0]", "[0.0, 4.0]", "[0.  0.5]"),
    "Fmax": ("The larger element of each pair; of NaN and a number the number.",
        "[1.0, 5.0]", "[4.0, 2.0]", "[4. 5.]"),
    "Fmin": ("The smaller element of each pair; of NaN and a number the number.",
        "[1.0, 5.0]", "[4.0, 2.0]", "[1. 2.]"),
    "LeftShift": ("Bits of the first element moved up by the second.", "[1, 3]", "[2, 1]", "[4 6]"),
    "RightShift": ("Bits of the first element moved down by the second.",
        "[4, 7]", "[2, 1]", "[1 3]"),
}
# fmt: on

_PROMOTED = "the one both operands promote to"


def dtypes_in_words(operator):
    """The dtypes that an operator takes, whole kinds by their word."""
    entry = accepted_of(operator)
    left = set(accepted.NUMBERS if entry is None else entry.dtypes)
    words = []
    for kind, members in _KINDS:
        if left.issuperset(members):
            words.append(kind)
        else:
            words += [name for name in members if name in left]
    return ", ".join(words)


def doc_of_one(name, argument, operator):
    """The docstring of a function of one tensor; a line where nothing more is said about it."""
    meant = _SAME.get(name, name)
    if meant not in _ABOUT_ONE:
        return f"{name} of every element."
    says, x, result = _ABOUT_ONE[meant]
    says += f" As `{meant}`." if meant != name else ""
    dtypes = dtypes_in_words(operator)
    return _ONE.format(says=says, argument=argument, dtypes=dtypes, x=x, name=name, result=result)


def doc_of_numpy(name, argument):
    """The docstring of a function of `mindspore.numpy`; a line where nothing more is known."""
    if name not in _ABOUT_ONE:
        return f"`{name}` of every element."
    says, x, result = _ABOUT_ONE[name]
    return _NUMPY.format(says=says, argument=argument, x=x, name=name, result=result)


def doc_of_two(name, first, second, operator):
    """The docstring of a function of two tensors."""
    says, x, y, result = _ABOUT_TWO[operator]
    dtype = "bool" if "True" in result or "False" in result else _PROMOTED
    return _TWO.format(
        says=says,
        first=first,
        second=second,
        dtypes=dtypes_in_words(operator),
        dtype=dtype,
        x=x,
        y=y,
        name=name,
        result=result,
    )
