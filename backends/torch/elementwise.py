"""Elementwise primitives. Most are torch functions of the same meaning, listed in tables."""

import torch

from compat.core.contract import implements

from .scalars import weak
from .unsigned import compared, modular, quotient, rest, truth

UNARY = {
    "sqrt": torch.sqrt,
    "rsqrt": torch.rsqrt,
    "exp": torch.exp,
    "expm1": torch.expm1,
    "log": torch.log,
    "log1p": torch.log1p,
    "log2": torch.log2,
    "log10": torch.log10,
    "sin": torch.sin,
    "cos": torch.cos,
    "tan": torch.tan,
    "asin": torch.asin,
    "acos": torch.acos,
    "atan": torch.atan,
    "sinh": torch.sinh,
    "cosh": torch.cosh,
    "tanh": torch.tanh,
    "asinh": torch.asinh,
    "acosh": torch.acosh,
    "atanh": torch.atanh,
    "sigmoid": torch.sigmoid,
    "erf": torch.erf,
    "erfc": torch.erfc,
    "erfinv": torch.erfinv,
    "lgamma": torch.lgamma,
    "isfinite": torch.isfinite,
    "isnan": torch.isnan,
}
# torch records these with a gradient of zeros; the contract has them without one.
STEPS = {"ceil": torch.ceil, "floor": torch.floor, "round": torch.round, "trunc": torch.trunc}
# name: torch's function, and what stands in where it lacks unsigned dtypes
BINARY = {
    "add": (torch.add, modular),
    "subtract": (torch.sub, modular),
    "multiply": (torch.mul, modular),
    "divide": (torch.div, modular),
    "fmod": (torch.fmod, lambda kernel, x1, x2: rest(x1, x2)),
    "remainder": (torch.remainder, lambda kernel, x1, x2: rest(x1, x2)),
    "atan2": (torch.atan2, modular),
    "equal": (torch.eq, compared),
    "not_equal": (torch.ne, compared),
    "less": (torch.lt, compared),
    "less_equal": (torch.le, compared),
    "greater": (torch.gt, compared),
    "greater_equal": (torch.ge, compared),
    "logical_and": (torch.logical_and, truth),
    "logical_or": (torch.logical_or, truth),
    "bitwise_and": (torch.bitwise_and, modular),
    "bitwise_or": (torch.bitwise_or, modular),
    "bitwise_xor": (torch.bitwise_xor, modular),
    "bitwise_left_shift": (torch.bitwise_left_shift, modular),
}


def _unary(name, kernel):
    def function(x):
        return kernel(x)

    function.__name__ = function.__qualname__ = name
    return implements(native=kernel)(function)


def _step(name, kernel):
    def function(x):
        return kernel(x.detach() if x.requires_grad else x)

    function.__name__ = function.__qualname__ = name
    return implements(function)


def _binary(name, kernel, unsigned):
    def function(x1, x2):
        if type(x1) is not type(x2):
            x1, x2 = weak(x1, x2)
        try:
            return kernel(x1, x2)
        except NotImplementedError:
            return unsigned(kernel, x1, x2)

    function.__name__ = function.__qualname__ = name
    return implements(function)


globals().update({name: _unary(name, kernel) for name, kernel in UNARY.items()})
globals().update({name: _step(name, kernel) for name, kernel in STEPS.items()})
globals().update({name: _binary(name, *kernels) for name, kernels in BINARY.items()})


@implements
def abs_(x):
    try:
        return torch.abs(x)
    except NotImplementedError:
        return x


@implements
def negative(x):
    try:
        return torch.neg(x)
    except NotImplementedError:
        return modular(torch.neg, x)


@implements
def sign(x):
    x = x.detach()
    if x.dtype.is_floating_point:
        return torch.where(x != x, x, torch.sign(x))
    if x.dtype.is_complex or x.dtype.is_signed:
        return torch.sgn(x)
    return (x != 0).to(x.dtype)


@implements
def logical_not(x):
    return x == 0 if x.dtype is not torch.bool else ~x


@implements
def bitwise_invert(x):
    try:
        return torch.bitwise_not(x)
    except NotImplementedError:
        return modular(torch.bitwise_not, x)


@implements
def real(x):
    return x.real


@implements
def imag(x):
    return x.imag if x.dtype.is_complex else torch.zeros_like(x)


@implements
def conj(x):
    return torch.conj_physical(x) if x.dtype.is_complex else x


@implements
def polygamma(x, n):
    if n == 1 and x.dtype is torch.float64:  # torch.polygamma has ten digits only
        return torch.special.zeta(2.0, x)
    return torch.digamma(x) if n == 0 else torch.polygamma(n, x)


@implements
def pow_(x1, x2):
    if type(x1) is not type(x2):
        # A Python exponent stays one: torch squares and cubes without calling pow.
        if isinstance(x1, torch.Tensor) and x1.dtype.is_floating_point:
            return torch.pow(x1, x2)
        x1, x2 = weak(x1, x2)
    try:
        return torch.pow(x1, x2)
    except NotImplementedError:
        return modular(torch.pow, x1, x2)


@implements
def floor_divide(x1, x2):
    if type(x1) is not type(x2):
        x1, x2 = weak(x1, x2)
    try:
        return torch.floor_divide(x1.detach(), x2.detach())
    except NotImplementedError:
        return quotient(x1, x2)


@implements
def bitwise_right_shift(x1, x2):
    if type(x1) is not type(x2):
        x1, x2 = weak(x1, x2)
    try:
        return torch.bitwise_right_shift(x1, x2)
    except NotImplementedError:
        return quotient(x1, modular(torch.bitwise_left_shift, torch.ones_like(x2), x2))


@implements
def complex_(x1, x2):
    if type(x1) is not type(x2):
        x1, x2 = weak(x1, x2)
        if x1.device != x2.device:  # unlike arithmetic, this takes no scalar from the CPU
            device = x2.device if x1.is_cpu else x1.device
            x1, x2 = x1.to(device), x2.to(device)
    return torch.complex(x1, x2)
