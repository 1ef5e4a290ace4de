"""Calls whose work does not grow with a number in an argument, and never goes on for ever."""

import numpy as np
import pytest

import compat.mindspore_api as ms

HUGE = 2**31 - 1


@pytest.mark.parametrize("name", ["gcd", "lcm"])
def test_common_divisors_with_nan_end(name):
    x1 = ms.Tensor(np.array([np.nan, 6, 6, np.nan], np.float32))
    x2 = ms.Tensor(np.array([2, np.nan, 4, np.nan], np.float32))
    found = getattr(ms.numpy, name)(x1, x2).asnumpy()
    expected = {"gcd": 2, "lcm": 12}[name]
    np.testing.assert_array_equal(found, np.float32([np.nan, np.nan, expected, np.nan]))


@pytest.mark.parametrize("name", ["gcd", "lcm"])
def test_common_divisors_with_infinity_end(name):
    x = ms.Tensor(np.array([np.inf, 2], np.float32))
    getattr(ms.numpy, name)(x, ms.Tensor(np.array([4, np.inf], np.float32)))


@pytest.mark.parametrize("n", [2, 5, HUGE])
def test_differences_beyond_the_extent_are_refused(n):
    with pytest.raises(ValueError, match="diff"):
        ms.numpy.diff(ms.Tensor([1.0, 2.0]), n=n)


def test_repeated_differences():
    assert ms.numpy.diff(ms.Tensor([1.0, 2.0, 4.0]), n=2).asnumpy().tolist() == [1.0]
    assert ms.numpy.ediff1d(ms.Tensor([1.0])).shape == (0,)


@pytest.mark.parametrize("n", [2, HUGE])
def test_differences_of_the_operator_are_of_first_order(n):
    with pytest.raises(RuntimeError, match="'n' must be 1"):
        ms.ops.diff(ms.Tensor([1.0, 2.0]), n=n)


@pytest.mark.parametrize(("x", "p"), [(3.0, 2**31), (3.0, 100), (1.0, 3), (3.0, 0), (3.0, -1)])
def test_multivariate_gamma_outside_of_its_domain_is_refused(x, p):
    with pytest.raises(ValueError, match="Mvlgamma"):
        ms.ops.mvlgamma(ms.Tensor([x], ms.float32), p)
