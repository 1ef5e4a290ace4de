"""Incomplete gamma functions and the Hurwitz zeta function, in float64."""

from __future__ import annotations

from ....core import compose, op
from ...common.tensor import wrap
from .._operands import arrays


def _series(a, x):
    """Lower incomplete gamma by its power series, for x below a + 1."""
    term = total = op.divide(1.0, a)
    for n in range(1, 200):
        term = op.divide(op.multiply(term, x), op.add(a, float(n)))
        total = op.add(total, term)
    return op.multiply(total, _front(a, x))


def _front(a, x):
    """x ** a * exp(-x) / gamma(a)"""
    return op.exp(op.subtract(op.subtract(op.multiply(a, op.log(x)), x), op.lgamma(a)))


def _fraction(a, x):
    """Upper incomplete gamma by its continued fraction, for x above a + 1."""
    tiny = 1e-300
    b = op.add(op.subtract(x, a), 1.0)
    c = compose.full_like(x, 1.0 / tiny)
    d = op.divide(1.0, b)
    h = d
    for i in range(1, 200):
        step = op.multiply(op.subtract(a, float(i)), float(i))
        b = op.add(b, 2.0)
        d = op.add(op.multiply(step, d), b)
        d = op.divide(1.0, op.where(op.equal(d, 0.0), compose.full_like(d, tiny), d))
        c = op.add(b, op.divide(step, c))
        h = op.multiply(h, op.multiply(d, c))
    return op.multiply(h, _front(a, x))


def _incomplete(name, input, other, upper):
    a, x, dtype = arrays(name, input, other)
    a, x = op.astype(a, "float64"), op.astype(x, "float64")
    a, x = op.add(a, op.multiply(x, 0.0)), op.add(x, op.multiply(a, 0.0))
    low = op.less(x, op.add(a, 1.0))
    zero = op.equal(x, 0.0)
    near = op.where(op.logical_or(zero, op.logical_not(low)), compose.ones_like(x), x)
    far = op.where(low, op.add(a, 2.0), x)
    series, fraction = _series(a, near), _fraction(a, far)
    series = op.where(zero, compose.zeros_like(x), series)
    if upper:
        found = op.where(low, op.subtract(1.0, series), fraction)
    else:
        found = op.where(low, series, op.subtract(1.0, fraction))
    return wrap(op.astype(found, dtype))


def igamma(input, other):
    """Regularised lower incomplete gamma function."""
    return _incomplete("Igamma", input, other, False)


def igammac(input, other):
    """Regularised upper incomplete gamma function."""
    return _incomplete("Igammac", input, other, True)


# B(2k) / (2k)! of the Euler-Maclaurin formula
_BERNOULLI = (1 / 12, -1 / 720, 1 / 30240, -1 / 1209600, 1 / 47900160, -691 / 1307674368000)


def zeta(input, other):
    """Sum over n of (n + q) ** -x, by the Euler-Maclaurin formula."""
    x, q, dtype = arrays("Zeta", input, other)
    x, q = op.astype(x, "float64"), op.astype(q, "float64")
    total = compose.zeros_like(op.add(x, q))
    count = 12
    for n in range(count):
        total = op.add(total, op.pow(op.add(q, float(n)), op.negative(x)))
    end = op.add(q, float(count))
    power = op.pow(end, op.negative(x))
    total = op.add(total, op.divide(op.multiply(power, end), op.subtract(x, 1.0)))
    total = op.add(total, op.multiply(power, 0.5))
    factor = op.divide(op.multiply(power, x), end)
    for k, b in enumerate(_BERNOULLI):
        total = op.add(total, op.multiply(factor, b))
        rising = op.multiply(op.add(x, 2.0 * k + 1), op.add(x, 2.0 * k + 2))
        factor = op.divide(op.multiply(factor, rising), op.multiply(end, end))
    return wrap(op.astype(total, dtype))
