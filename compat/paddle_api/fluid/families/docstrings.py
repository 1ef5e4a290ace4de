"""Docstrings of functions that are made from rows: elementwise ones and reductions."""

from __future__ import annotations

_UNARY = """{says}

    Args:
        x (Variable): {kinds}, any shape.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable of the same shape and dtype.

    Raises:
        TypeError: `x` is not a Variable.

    Example:
        >>> x = to_variable(np.array({x}, "float32"))
        >>> print(layers.{name}(x).numpy())
        {result}
    """

_BINARY = """{says}

    Args:
        x (Variable): numbers.
        y (Variable): of the same dtype; its shape is a part of that of `x`, or they broadcast.
        axis (int, default -1): where the shape of `y` begins in that of `x`; -1: at its end.
        act (str or None, default None): activation of the result.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable of the shape and dtype of `x`.

    Raises:
        TypeError: an operand is not a Variable.
        EnforceNotMet: the shapes do not fit, or the dtypes differ.

    Example:
        >>> x = to_variable(np.array([[7, 2], [3, 4]], "{dtype}"))
        >>> y = to_variable(np.array([2, 4], "{dtype}"))
        >>> print(layers.{name}(x, y).numpy())
        {result}
    """

_REDUCTION = """{says}

    Args:
        input (Variable): {kinds}.
        dim (int, list of ints or None, default None): the axes; None: all.
        keep_dim (bool, default False): keep the axes, with extent 1.
        name (str or None, default None): names the operator of static programs; no effect here.

    Returns:
        Variable without the axes; one without any becomes shape [1].

    Raises:
        TypeError: `input` is not a Variable.
        EnforceNotMet: an axis is out of range.

    Example:
        >>> x = to_variable(np.array({x}, "{dtype}"))
        >>> print(layers.{name}(x, dim=1).numpy())
        {result}
    """

# What a function does, the values of its example, and what that prints.
_ABOUT_UNARY = {
    "exp": ("e to the power of every element.", "[0.0, 1.0]", "[1.       2.718282]"),
    "atan": (
        "Angle in [-pi/2, pi/2] whose tangent is the element.",
        "[1.0, 0.0]",
        "[0.7853982 0.       ]",
    ),
    "sqrt": ("Square root of every element; NaN below 0.", "[1.0, 4.0]", "[1. 2.]"),
    "rsqrt": ("`1 / sqrt(x)` of every element.", "[1.0, 4.0]", "[1.  0.5]"),
    "abs": ("Absolute value of every element.", "[-1.5, 2.0]", "[1.5 2. ]"),
    "ceil": ("Every element rounded up.", "[1.2, -1.2]", "[ 2. -1.]"),
    "floor": ("Every element rounded down.", "[1.2, -1.2]", "[ 1. -2.]"),
    "cos": ("Cosine of every element, in radians.", "[0.0, 1.0]", "[1.        0.5403023]"),
    "acos": (
        "Angle in [0, pi] whose cosine is the element; NaN outside [-1, 1].",
        "[1.0, 0.0]",
        "[0.        1.5707964]",
    ),
    "sin": ("Sine of every element, in radians.", "[0.0, 1.0]", "[0.       0.841471]"),
    "asin": (
        "Angle in [-pi/2, pi/2] whose sine is the element; NaN outside [-1, 1].",
        "[1.0, 0.0]",
        "[1.5707964 0.       ]",
    ),
    "round": (
        "Every element rounded to a whole number, halves away from zero.",
        "[0.8, 1.5, 2.5]",
        "[1. 2. 3.]",
    ),
    "reciprocal": ("`1 / x` of every element.", "[2.0, -4.0]", "[ 0.5  -0.25]"),
    "square": ("Square of every element.", "[1.0, -3.0]", "[1. 9.]"),
    "tanh": (
        "Hyperbolic tangent of every element.",
        "[-1.0, 0.0, 2.0]",
        "[-0.7615942  0.         0.9640276]",
    ),
    "sigmoid": (
        "`1 / (1 + exp(-x))` of every element.",
        "[-1.0, 0.0, 2.0]",
        "[0.2689414 0.5       0.880797 ]",
    ),
    "softplus": (
        "`log(1 + exp(x))` of every element.",
        "[-1.0, 0.0, 2.0]",
        "[0.31326163 0.6931472  2.126928  ]",
    ),
    "softsign": ("`x / (1 + |x|)` of every element.", "[-1.0, 0.0, 3.0]", "[-0.5   0.    0.75]"),
    "logsigmoid": (
        "`log(sigmoid(x))` of every element.",
        "[-1.0, 0.0, 2.0]",
        "[-1.3132616 -0.6931472 -0.126928 ]",
    ),
    "tanh_shrink": (
        "`x - tanh(x)` of every element.",
        "[-1.0, 0.0, 2.0]",
        "[-0.23840582  0.          1.0359724 ]",
    ),
}
_INTEGERS_TOO = {"abs", "square"}
_ABOUT_BINARY = {
    "elementwise_add": ("`x + y`, element by element.", "[[9. 6.]\n         [5. 8.]]"),
    "elementwise_sub": ("`x - y`, element by element.", "[[ 5. -2.]\n         [ 1.  0.]]"),
    "elementwise_mul": ("`x * y`, element by element.", "[[14.  8.]\n         [ 6. 16.]]"),
    "elementwise_div": (
        "`x / y`, element by element; of integers cut towards zero.",
        "[[3.5 0.5]\n         [1.5 1. ]]",
    ),
    "elementwise_max": ("The larger one, element by element.", "[[7. 4.]\n         [3. 4.]]"),
    "elementwise_min": ("The smaller one, element by element.", "[[2. 2.]\n         [2. 4.]]"),
    "elementwise_pow": ("`x ** y`, element by element.", "[[ 49.  16.]\n         [  9. 256.]]"),
    "elementwise_mod": (
        "Remainder of `x / y`, element by element, of integers.",
        "[[1 2]\n         [1 0]]",
    ),
    "elementwise_floordiv": (
        "`x // y`, element by element, of integers.",
        "[[3 0]\n         [1 1]]",
    ),
}
_OF_INTEGERS = {"elementwise_mod", "elementwise_floordiv"}
_ABOUT_REDUCTION = {
    "reduce_sum": ("Sum over axes.", "[3. 7.]"),
    "reduce_mean": ("Mean over axes.", "[1.5 3.5]"),
    "reduce_max": ("Largest element along axes.", "[2. 4.]"),
    "reduce_min": ("Smallest element along axes.", "[1. 3.]"),
    "reduce_prod": ("Product over axes.", "[ 2. 12.]"),
    "reduce_all": ("Whether all elements are true.", "[False  True]"),
    "reduce_any": ("Whether some element is true.", "[ True  True]"),
}
_TRUTH = {"reduce_all", "reduce_any"}


def of_unary(name: str) -> str | None:
    """The docstring of a function of one variable, None where nothing is said about it."""
    if name not in _ABOUT_UNARY:
        return None
    says, x, result = _ABOUT_UNARY[name]
    kinds = "integers or floats" if name in _INTEGERS_TOO else "floats"
    return _UNARY.format(says=says, kinds=kinds, x=x, name=name, result=result)


def of_binary(name: str) -> str:
    """The docstring of a function of two variables."""
    says, result = _ABOUT_BINARY[name]
    dtype = "int32" if name in _OF_INTEGERS else "float32"
    return _BINARY.format(says=says, name=name, result=result, dtype=dtype)


def of_reduction(name: str) -> str:
    """The docstring of a reduction over axes."""
    says, result = _ABOUT_REDUCTION[name]
    truth = name in _TRUTH
    return _REDUCTION.format(
        says=says,
        kinds="bool" if truth else "numbers",
        x="[[True, False], [True, True]]" if truth else "[[1.0, 2.0], [3.0, 4.0]]",
        dtype="bool" if truth else "float32",
        name=name,
        result=result,
    )
