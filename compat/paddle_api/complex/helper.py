"""Complex variables as pairs of real ones."""

from __future__ import annotations

from ..fluid._varbase import VarBase
from ..fluid.framework import ComplexVariable


def is_complex(x):
    """True for a complex variable."""
    return isinstance(x, ComplexVariable)


def is_real(x):
    """True for a real variable."""
    return isinstance(x, VarBase)


def complex_variable_exists(inputs, layer_name):
    """Raise ValueError unless one of the inputs is complex."""
    if not any(map(is_complex, inputs)):
        which = "At least one inputs" if len(inputs) > 1 else "The input"
        raise ValueError(
            f"{which} of layer complex.{layer_name}() must be ComplexVariable, please use the "
            "layer for real numher instead."
        )


def parts(x):
    """Real and imaginary part; None for that of a real variable."""
    return (x.real, x.imag) if isinstance(x, ComplexVariable) else (x, None)


def each(x, function):
    """`function` of both parts."""
    real, imag = parts(x)
    return ComplexVariable(function(real), function(imag))


def product(x, y, multiply):
    """(a + bi)(c + di) for a product of real variables."""
    (a, b), (c, d) = parts(x), parts(y)
    real = multiply(a, c)
    if b is not None and d is not None:
        return ComplexVariable(real - multiply(b, d), multiply(a, d) + multiply(b, c))
    return ComplexVariable(real, multiply(a, d) if b is None else multiply(b, c))
