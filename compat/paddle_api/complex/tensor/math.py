"""Arithmetic of complex variables."""

from __future__ import annotations

from ...fluid import layers
from ...fluid.framework import ComplexVariable
from ..helper import complex_variable_exists, each, parts, product

__all__ = [
    "elementwise_add",
    "elementwise_sub",
    "elementwise_mul",
    "elementwise_div",
    "kron",
    "trace",
    "sum",
]


def _sum(a, b, axis, subtract):
    operate = layers.elementwise_sub if subtract else layers.elementwise_add
    return operate(a, b, axis=axis)


def _added(x, y, axis, subtract, name):
    complex_variable_exists([x, y], name)
    (a, b), (c, d) = parts(x), parts(y)
    real = _sum(a, c, axis, subtract)
    if b is None:
        imag = layers.scale(d, -1.0) if subtract else layers.assign(d)
        imag = layers.elementwise_add(layers.zeros_like(real), imag, axis=axis)
    elif d is None:
        imag = layers.elementwise_add(layers.zeros_like(real), b)
    else:
        imag = _sum(b, d, axis, subtract)
    return ComplexVariable(real, imag)


def elementwise_add(x, y, axis=-1, name=None):
    """`x + y`."""
    return _added(x, y, axis, False, "elementwise_add")


def elementwise_sub(x, y, axis=-1, name=None):
    """`x - y`."""
    return _added(x, y, axis, True, "elementwise_sub")


def elementwise_mul(x, y, axis=-1, name=None):
    """`x * y`."""
    complex_variable_exists([x, y], "elementwise_mul")
    return product(x, y, lambda u, v: layers.elementwise_mul(u, v, axis=axis))


def elementwise_div(x, y, axis=-1, name=None):
    """`x / y`."""
    complex_variable_exists([x, y], "elementwise_div")
    c, d = parts(y)
    if d is None:
        return each(x, lambda part: layers.elementwise_div(part, c, axis=axis))
    size = c * c + d * d
    inverse = ComplexVariable(c / size, -d / size)
    return elementwise_mul(x, inverse, axis=axis)


def kron(x, y, name=None):
    """The Kronecker product."""
    complex_variable_exists([x, y], "kron")
    return product(x, y, layers.kron)


def trace(input, offset=0, dim1=0, dim2=1, name=None):
    """The sum of a diagonal."""
    complex_variable_exists([input], "trace")
    return each(input, lambda part: layers.trace(part, offset, dim1, dim2))


def sum(input, dim=None, keep_dim=False, name=None):
    """The sum over `dim`."""
    complex_variable_exists([input], "sum")
    return each(input, lambda part: layers.reduce_sum(part, dim, keep_dim))
