"""Linear algebra over the last two axes, and Fourier transforms."""

import torch
from torch import float32
from torch import matmul as product

from compat.core.contract import implements


def _accumulating(kernel, *xs):
    """`kernel` on matrices; half precision on the CPU in float32, integers where torch can."""
    x = xs[0]
    if x.is_cpu and x.dtype in (torch.float16, torch.bfloat16):
        return kernel(*(x.float() for x in xs)).to(x.dtype)
    if not (x.dtype.is_floating_point or x.dtype.is_complex):
        return kernel(*(x.to(torch.int64) for x in xs)).to(x.dtype)
    return kernel(*xs)


def _integer_product(x1, x2):
    """CUDA has no integer matrix product."""
    if x1.is_cpu:
        return torch.matmul(x1, x2)
    return torch.sum(x1.unsqueeze(-1) * x2.unsqueeze(-3), -2)


@implements
def matmul(x1, x2):
    dtype = x1.dtype
    if dtype is float32:
        return product(x1, x2)
    exact = dtype.is_floating_point or dtype.is_complex
    return _accumulating(torch.matmul if exact else _integer_product, x1, x2)


@implements
def einsum(xs, equation):
    return _accumulating(lambda *ys: torch.einsum(equation, *ys), *xs)


@implements
def cholesky(x):
    return torch.linalg.cholesky(x)


@implements
def solve(a, b):
    if a.dim() != b.dim():  # torch would take a stack of vectors for `b` of one rank less
        rank = max(a.dim(), b.dim())
        a, b = (y.reshape((1,) * (rank - y.dim()) + y.shape) for y in (a, b))
    return torch.linalg.solve(a, b)


@implements
def inv(x):
    return torch.linalg.inv(x)


@implements
def slogdet(x):
    sign, logarithm = torch.linalg.slogdet(x)
    return sign.detach(), logarithm


@implements
def qr(x, mode):
    return tuple(torch.linalg.qr(x, mode))


@implements
def triangular_solve(a, b, lower, transpose, unit_diagonal):
    if transpose:
        a, lower = a.mT, not lower
    return torch.linalg.solve_triangular(a, b, upper=not lower, unitriangular=unit_diagonal)


@implements
def svd(x, full_matrices):
    return tuple(torch.linalg.svd(x, full_matrices=full_matrices))


@implements
def eigh(x):
    return tuple(torch.linalg.eigh(x, UPLO="L"))


@implements
def fft(x, n, axis):
    return torch.fft.fft(x, n, axis)


@implements
def ifft(x, n, axis):
    return torch.fft.ifft(x, n, axis)


@implements
def rfft(x, n, axis):
    return torch.fft.rfft(x, n, axis)


@implements
def irfft(x, n, axis):
    return torch.fft.irfft(x, n, axis)
