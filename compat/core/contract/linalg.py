"""Linear algebra over the last two axes; leading axes are batches. Floats (complex where said)."""

from __future__ import annotations

from typing import Any

from .marker import Array, Arrays, primitive


@primitive
def matmul(x1: Array, x2: Array) -> Any:
    """Matrix product; both of rank two or more, leading axes broadcast. Integers too."""


@primitive(default=True)
def einsum(xs: Arrays, equation: str) -> Any:
    """Einstein summation; the equation is complete ("ab,bc->ac"), without ellipsis or repeats."""


@primitive
def cholesky(x: Array) -> Any:
    """Lower triangular factor of symmetric positive definite matrices; reads the lower triangle."""


@primitive
def solve(a: Array, b: Array) -> Any:
    """`x` with `a @ x = b`; `b` has rank two or more, leading axes broadcast."""


@primitive(default=True)
def inv(x: Array) -> Any:
    """Inverse matrices."""


@primitive(results=2, differentiable_results=(1,))
def slogdet(x: Array) -> Any:
    """Sign of the determinant, logarithm of its absolute value. Gradient of the latter only."""


@primitive(results=2, differentiable_results=(0, 1))
def qr(x: Array, mode: str) -> Any:
    """Orthogonal and upper triangular factor; mode "reduced" or "complete". Gradient: "reduced"."""


@primitive
def triangular_solve(a: Array, b: Array, lower: bool, transpose: bool, unit_diagonal: bool) -> Any:
    """`x` with `a @ x = b` (`a.T @ x = b`), reading one triangle of `a`."""


@primitive(results=3, differentiable_results=(0, 1, 2))
def svd(x: Array, full_matrices: bool) -> Any:
    """u, s, vh with `x = u @ diag(s) @ vh`, s descending. Gradient: thin form, distinct values."""


@primitive(results=2, differentiable_results=(0, 1))
def eigh(x: Array) -> Any:
    """Ascending eigenvalues and eigenvectors of symmetric matrices; reads the lower triangle."""


@primitive
def fft(x: Array, n: int, axis: int) -> Any:
    """Discrete Fourier transform of complex `x`, cut or zero-extended to `n`; unnormalised."""


@primitive
def ifft(x: Array, n: int, axis: int) -> Any:
    """Inverse of `fft`, divided by `n`."""


@primitive
def rfft(x: Array, n: int, axis: int) -> Any:
    """First `n // 2 + 1` frequencies of the transform of real `x`."""


@primitive
def irfft(x: Array, n: int, axis: int) -> Any:
    """Real signal of length `n` from its half spectrum, divided by `n`."""
