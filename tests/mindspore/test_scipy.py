"""mindspore.scipy.linalg against SciPy."""

import numpy as np
import pytest
import scipy.linalg as reference

import compat.mindspore_api as ms
from compat.mindspore_api import Tensor
from compat.mindspore_api.scipy import linalg
from compat.mindspore_api.scipy.ops import SolveTriangular

RNG = np.random.default_rng(3)
A = RNG.standard_normal((5, 5))
SYMMETRIC = A @ A.T + np.eye(5)
B = RNG.standard_normal((5, 2))


def close(found, wanted):
    return np.allclose(found.asnumpy(), wanted, atol=1e-9)


def test_inverse_and_determinant():
    assert close(linalg.inv(Tensor(A)), reference.inv(A))
    assert close(linalg.det(Tensor(A)), reference.det(A))
    assert linalg.inv(Tensor(np.eye(2, dtype=np.int32))).dtype == ms.float64


@pytest.mark.parametrize("lower", [True, False])
def test_cholesky_factors_and_solves(lower):
    wanted = reference.cholesky(SYMMETRIC, lower=lower)
    assert close(linalg.cholesky(Tensor(SYMMETRIC), lower), wanted)
    factored = linalg.cho_factor(Tensor(SYMMETRIC), lower)
    assert factored[1] is lower
    assert close(linalg.cho_solve(factored, Tensor(B)), np.linalg.solve(SYMMETRIC, B))


@pytest.mark.parametrize("lower", [True, False])
def test_eigenvalues_of_one_triangle(lower):
    values, vectors = linalg.eigh(Tensor(A), lower=lower)
    wanted = reference.eigh(A, lower=lower)
    assert close(values, wanted[0])
    assert np.allclose(np.abs(vectors.asnumpy()), np.abs(wanted[1]))
    assert close(linalg.eigh(Tensor(A), lower=lower, eigvals_only=True), wanted[0])


def test_lu_multiplies_back():
    p, low, up = (t.asnumpy() for t in linalg.lu(Tensor(A)))
    assert np.allclose(p @ low @ up, A)
    permuted, up = (t.asnumpy() for t in linalg.lu(Tensor(A), permute_l=True))
    assert np.allclose(permuted @ up, A)
    factors, pivots = linalg.lu_factor(Tensor(A))
    wanted = reference.lu_factor(A)
    assert close(factors, wanted[0])
    assert pivots.asnumpy().tolist() == wanted[1].tolist()


@pytest.mark.parametrize("trans", [0, 1])
def test_lu_solves(trans):
    found = linalg.lu_solve(linalg.lu_factor(Tensor(A)), Tensor(B), trans)
    assert close(found, reference.lu_solve(reference.lu_factor(A), B, trans))


def test_block_diagonal():
    found = linalg.block_diag(Tensor(A), Tensor(B), Tensor(np.array([1.0, 2.0])))
    assert close(found, reference.block_diag(A, B, [1.0, 2.0]))


@pytest.mark.parametrize("trans", ["N", "T"])
@pytest.mark.parametrize("unit", [True, False])
@pytest.mark.parametrize("lower", [True, False])
def test_triangular_solution_and_gradient(lower, unit, trans):
    a, b = A + 3 * np.eye(5), B[:, 0]
    solve = SolveTriangular(lower, unit, trans)
    wanted = reference.solve_triangular(a, b, trans, lower, unit)
    assert close(solve(Tensor(a), Tensor(b)), wanted)
    da = ms.grad(lambda t: solve(t, Tensor(b)).sum())(Tensor(a)).asnumpy()
    step = np.zeros((5, 5))
    step[3, 1] = step[1, 3] = 1e-6
    change = sum(
        reference.solve_triangular(a + s * step, b, trans, lower, unit).sum() * s for s in (1, -1)
    )
    assert np.isclose((da * step).sum() * 1e6, change / 2e-6, rtol=1e-4)


def test_arguments_are_checked():
    with pytest.raises(TypeError, match="'lower' should be bool"):
        linalg.eigh(Tensor(A), lower=0)
    with pytest.raises(ValueError, match="square matrix"):
        linalg.inv(Tensor(B))
    with pytest.raises(ValueError, match="only case b=None"):
        linalg.eigh(Tensor(A), Tensor(B))
    with pytest.raises(TypeError, match="data type of 'a'"):
        linalg.inv(Tensor(A.astype(np.float16)))
