"""Functions of complex variables, which are pairs of real ones."""

from __future__ import annotations

import sys

from ..fluid import layers
from ..fluid._varbase import VarBase
from ..fluid.framework import ComplexVariable

__all__ = [
    "elementwise_add",
    "elementwise_div",
    "elementwise_mul",
    "elementwise_sub",
    "kron",
    "matmul",
    "reshape",
    "sum",
    "trace",
    "transpose",
]


def _check(x, name):
    if not isinstance(x, (VarBase, ComplexVariable)):
        raise AssertionError(
            f"{name} expects a ComplexVariable or a Variable, but received {type(x)}."
        )


def _parts(x):
    """Real and imaginary part; None for that of a real variable."""
    return (x.real, x.imag) if isinstance(x, ComplexVariable) else (x, None)


def _each(x, function):
    real, imag = _parts(x)
    return ComplexVariable(function(real), function(imag))


def _sum(a, b, axis, subtract):
    operate = layers.elementwise_sub if subtract else layers.elementwise_add
    return operate(a, b, axis=axis)


def _added(x, y, axis, subtract, name):
    _check(x, name)
    _check(y, name)
    (a, b), (c, d) = _parts(x), _parts(y)
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


def _product(x, y, multiply):
    """(a + bi)(c + di) for a product of real variables."""
    (a, b), (c, d) = _parts(x), _parts(y)
    real = multiply(a, c)
    if b is not None and d is not None:
        return ComplexVariable(real - multiply(b, d), multiply(a, d) + multiply(b, c))
    return ComplexVariable(real, multiply(a, d) if b is None else multiply(b, c))


def elementwise_mul(x, y, axis=-1, name=None):
    """`x * y`."""
    _check(x, "elementwise_mul")
    _check(y, "elementwise_mul")
    return _product(x, y, lambda u, v: layers.elementwise_mul(u, v, axis=axis))


def elementwise_div(x, y, axis=-1, name=None):
    """`x / y`."""
    _check(x, "elementwise_div")
    _check(y, "elementwise_div")
    c, d = _parts(y)
    if d is None:
        return _each(x, lambda part: layers.elementwise_div(part, c, axis=axis))
    size = c * c + d * d
    inverse = ComplexVariable(c / size, -d / size)
    return elementwise_mul(x, inverse, axis=axis)


def matmul(x, y, transpose_x=False, transpose_y=False, alpha=1.0, name=None):
    """Matrix product of the last two axes."""
    _check(x, "matmul")
    _check(y, "matmul")
    return _product(x, y, lambda u, v: layers.matmul(u, v, transpose_x, transpose_y, alpha))


def kron(x, y, name=None):
    """The Kronecker product."""
    _check(x, "kron")
    _check(y, "kron")
    return _product(x, y, layers.kron)


def reshape(x, shape, inplace=False, name=None):
    """`x` under another shape; with `inplace` it is `x` that changes."""
    _check(x, "reshape")
    found = _each(x, lambda part: layers.reshape(part, shape))
    if not inplace:
        return found
    x.real._take(found.real)
    x.imag._take(found.imag)
    return x


def transpose(x, perm, name=None):
    """Axes in the order `perm`."""
    _check(x, "transpose")
    return _each(x, lambda part: layers.transpose(part, perm))


def trace(input, offset=0, dim1=0, dim2=1, name=None):
    """The sum of a diagonal."""
    _check(input, "trace")
    return _each(input, lambda part: layers.trace(part, offset, dim1, dim2))


def sum(input, dim=None, keep_dim=False, name=None):
    """The sum over `dim`."""
    _check(input, "sum")
    return _each(input, lambda part: layers.reduce_sum(part, dim, keep_dim))


ComplexVariable._functions = sys.modules[__name__]
