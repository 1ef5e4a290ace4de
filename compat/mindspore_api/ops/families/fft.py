"""Fourier transforms and window functions."""

from __future__ import annotations

import math

from ....core import compose, dtypes, op, state
from ...common.tensor import Tensor, wrap
from ..arguments import dtype_name, operand
from .creation import filled


def _steps(name, length, periodic):
    """Numbers 0, 1, ... of a window and its period."""
    if isinstance(length, Tensor):
        length = int(op.to_numpy(length._value).reshape(()))
    if not isinstance(length, int) or isinstance(length, bool):
        raise TypeError(f"For '{name}', 'window_length' must be a non-negative integer.")
    if length < 0:
        raise ValueError(f"For '{name}', 'window_length' must be >= 0, but got {length}.")
    if not isinstance(periodic, bool):
        raise TypeError(f"For '{name}', 'periodic' must be a variable of Boolean type.")
    return op.arange(0, length, 1, "float64", state.device()), max(
        length if periodic else length - 1, 1
    )


def _cosines(name, length, periodic, dtype, weights):
    """Sum of cosines of the multiples of the angle, signs alternating."""
    if dtype not in dtypes.FLOATS:
        raise TypeError(
            f"For '{name}', the 'dtype' should be one of [mindspore.float16, mindspore.float32, "
            f"mindspore.float64], but got '{dtype}'."
        )
    steps, period = _steps(name, length, periodic)
    if op.shape_of(steps)[0] == 1:
        return filled((1,), 1.0, dtype)
    total = None
    for k, weight in enumerate(weights):
        part = op.multiply(op.cos(op.multiply(steps, 2 * math.pi * k / period)), weight * (-1) ** k)
        total = part if total is None else op.add(total, part)
    return wrap(op.astype(total, dtype))


def hann_window(window_length, periodic=True, *, dtype=None):
    """Raised cosine."""
    name = "float64" if dtype is None else dtype_name(dtype)
    return _cosines("hann_window", window_length, periodic, name, (0.5, 0.5))


def hamming_window(window_length, periodic=True, alpha=0.54, beta=0.46, *, dtype=None):
    """Raised cosine that does not reach 0."""
    name = "float32" if dtype is None else dtype_name(dtype)
    made = _cosines("hamming_window", window_length, periodic, name, (alpha, beta))
    return made.astype("float64") if made.size <= 1 else made  # as MindSpore


def blackman_window(window_length, periodic=True, *, dtype=None):
    """Sum of three cosines."""
    name = "float32" if dtype is None else dtype_name(dtype)
    return _cosines("blackman_window", window_length, periodic, name, (0.42, 0.5, 0.08))


def bartlett_window(window_length, periodic=True, *, dtype=None):
    """Triangle."""
    name = "float32" if dtype is None else dtype_name(dtype)
    steps, period = _steps("bartlett_window", window_length, periodic)
    rising = op.multiply(steps, 2.0 / period)
    falling = op.subtract(2.0, rising)
    return wrap(op.astype(op.minimum(rising, falling), name))


def _bessel_i0(x):
    """Modified Bessel function of order 0 by its series, for the arguments of windows."""
    quarter = op.multiply(op.multiply(x, x), 0.25)
    term = total = compose.ones_like(x)
    for k in range(1, 60):
        term = op.divide(op.multiply(term, quarter), float(k * k))
        total = op.add(total, term)
    return total


def kaiser_window(window_length, periodic=True, beta=12.0, *, dtype=None):
    """Bessel window."""
    name = "float64" if dtype is None else dtype_name(dtype)
    steps, period = _steps("kaiser_window", window_length, periodic)
    if op.shape_of(steps)[0] == 1:
        return filled((1,), 1.0, "float64")
    place = op.subtract(op.multiply(steps, 2.0 / period), 1.0)
    inside = op.sqrt(op.maximum(op.subtract(1.0, op.multiply(place, place)), 0.0))
    top = _bessel_i0(op.multiply(inside, float(beta)))
    bottom = _bessel_i0(op.full((), float(beta), "float64", state.device()))
    name = "float64" if op.shape_of(steps)[0] <= 1 else name  # as MindSpore
    return wrap(op.astype(op.divide(top, bottom), name))


def _complex(x):
    value = operand("FFT", "input", x)
    if x._name.startswith("complex"):
        return value
    wide = value if x._name in ("float32", "float64") else op.astype(value, "float32")
    return op.complex(wide, compose.zeros_like(wide))


def _scaled(x, counts, norm, inverse):
    total = math.prod(counts)
    if norm not in (None, "backward", "forward", "ortho"):
        raise ValueError(
            f"For 'fft', the 'norm' must be 'backward', 'forward' or 'ortho', but got {norm}."
        )
    factor = {None: 1.0, "backward": 1.0, "forward": 1.0 / total, "ortho": total**-0.5}[norm]
    if inverse:  # the primitive divides by the count
        factor = {None: 1.0, "backward": 1.0, "forward": float(total), "ortho": total**0.5}[norm]
    return x if factor == 1.0 else op.multiply(x, factor)


def _transformed(x, sizes, axes, norm, inverse):
    value = _complex(x)
    for n, axis in zip(sizes, axes, strict=True):
        value = (op.ifft if inverse else op.fft)(value, n, axis)
    return wrap(_scaled(value, sizes, norm, inverse))


def _several(x, s, dim):
    if dim is None:
        count = x.ndim if s is None else len(s)
        dim = tuple(range(x.ndim - count, x.ndim))
    axes = tuple(d % x.ndim for d in dim)
    sizes = tuple(x.shape[a] for a in axes) if s is None else tuple(s)
    return sizes, axes


def fft(input, n=None, dim=-1, norm=None):
    """Discrete Fourier transform along an axis."""
    axis = dim % input.ndim
    return _transformed(input, (input.shape[axis] if n is None else n,), (axis,), norm, False)


def ifft(input, n=None, dim=-1, norm=None):
    """Inverse Fourier transform along an axis."""
    axis = dim % input.ndim
    return _transformed(input, (input.shape[axis] if n is None else n,), (axis,), norm, True)


def fft2(input, s=None, dim=(-2, -1), norm=None):
    """Discrete Fourier transform along two axes."""
    return _transformed(input, *_several(input, s, dim), norm, False)


def ifft2(input, s=None, dim=(-2, -1), norm=None):
    """Inverse Fourier transform along two axes."""
    return _transformed(input, *_several(input, s, dim), norm, True)


def fftn(input, s=None, dim=None, norm=None):
    """Discrete Fourier transform along several axes."""
    return _transformed(input, *_several(input, s, dim), norm, False)


def ifftn(input, s=None, dim=None, norm=None):
    """Inverse Fourier transform along several axes."""
    return _transformed(input, *_several(input, s, dim), norm, True)


def view_as_real(input):
    """Real and imaginary part along a new last axis."""
    x = operand("view_as_real", "input", input)
    if not input._name.startswith("complex"):
        raise TypeError("For view_as_real, the dtype of input Tensor must be complex.")
    return wrap(op.stack([op.real(x), op.imag(x)], input.ndim))
