"""Elementwise primitives: values, special values, scalars, broadcasting."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from scipy import special

from .reference import FLOATS, assert_same, run, run_default, samples

INF, NAN = float("inf"), float("nan")


def sigmoid(x):
    return special.expit(x)


# name, reference, range of samples
UNARY = [
    ("abs", np.abs, (-3, 3)),
    ("negative", np.negative, (-3, 3)),
    ("sqrt", np.sqrt, (0, 4)),
    ("rsqrt", lambda x: 1 / np.sqrt(x), (0.1, 4)),
    ("exp", np.exp, (-5, 5)),
    ("expm1", np.expm1, (-1e-3, 1e-3)),
    ("log", np.log, (0.01, 9)),
    ("log1p", np.log1p, (-1e-3, 1e-3)),
    ("log2", np.log2, (0.01, 9)),
    ("log10", np.log10, (0.01, 9)),
    ("sin", np.sin, (-6, 6)),
    ("cos", np.cos, (-6, 6)),
    ("tan", np.tan, (-1.4, 1.4)),
    ("asin", np.arcsin, (-0.99, 0.99)),
    ("acos", np.arccos, (-0.99, 0.99)),
    ("atan", np.arctan, (-5, 5)),
    ("sinh", np.sinh, (-4, 4)),
    ("cosh", np.cosh, (-4, 4)),
    ("tanh", np.tanh, (-4, 4)),
    ("asinh", np.arcsinh, (-9, 9)),
    ("acosh", np.arccosh, (1.1, 9)),
    ("atanh", np.arctanh, (-0.9, 0.9)),
    ("sigmoid", sigmoid, (-9, 9)),
    ("erf", special.erf, (-3, 3)),
    ("erfc", special.erfc, (-3, 3)),
    ("erfinv", special.erfinv, (-0.95, 0.95)),
    ("lgamma", special.gammaln, (0.2, 9)),
    ("sign", np.sign, (-3, 3)),
    ("ceil", np.ceil, (-9, 9)),
    ("floor", np.floor, (-9, 9)),
    ("round", np.rint, (-9, 9)),
    ("trunc", np.trunc, (-9, 9)),
]
# name, arguments, results in float32
SPECIAL = [
    ("sqrt", [0, -1, INF], [0, NAN, INF]),
    ("log", [0, -1, INF], [-INF, NAN, INF]),
    ("log1p", [-1, -2, 0], [-INF, NAN, 0]),
    ("exp", [-INF, 1000, NAN], [0, INF, NAN]),
    ("asin", [2, -2], [NAN, NAN]),
    ("acos", [2, -2], [NAN, NAN]),
    ("acosh", [0.5, 1], [NAN, 0]),
    ("atanh", [1, -1, 2], [INF, -INF, NAN]),
    ("erfinv", [1, -1, 2, 0], [INF, -INF, NAN, 0]),
    ("sigmoid", [-1000, 1000, -INF, INF, 0, NAN], [0, 1, 0, 1, 0.5, NAN]),
    ("sign", [NAN, 0, -INF], [NAN, 0, -1]),
    ("round", [0.5, 1.5, 2.5, -0.5, -1.5], [0, 2, 2, 0, -2]),
    ("abs", [-INF, NAN], [INF, NAN]),
    ("rsqrt", [0, INF, -1], [INF, 0, NAN]),
    ("lgamma", [1, 2, 0], [0, 0, INF]),
    ("tanh", [-INF, INF, 100], [-1, 1, 1]),
]
BINARY = [
    ("add", np.add),
    ("subtract", np.subtract),
    ("multiply", np.multiply),
    ("divide", np.divide),
    ("fmod", np.fmod),
    ("remainder", np.remainder),
    ("atan2", np.arctan2),
    ("maximum", np.maximum),
    ("minimum", np.minimum),
    ("floor_divide", np.floor_divide),
]
BINARY_CASES = [
    pytest.param(name, function, dtype, id=f"{name}-{dtype}")
    for name, function in BINARY
    for dtype in (FLOATS if name in ("divide", "atan2") else (*FLOATS, "int32"))
]
COMPARISONS = [
    ("equal", np.equal),
    ("not_equal", np.not_equal),
    ("less", np.less),
    ("less_equal", np.less_equal),
    ("greater", np.greater),
    ("greater_equal", np.greater_equal),
]
BITS = [
    ("bitwise_and", np.bitwise_and),
    ("bitwise_or", np.bitwise_or),
    ("bitwise_xor", np.bitwise_xor),
]


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(("name", "function", "span"), UNARY, ids=[u[0] for u in UNARY])
def test_unary_values(name, function, span, dtype):
    x = samples((3, 4), dtype, low=span[0], high=span[1])
    assert_same(run(name, x), function(x.astype("float64")), dtype, factor=4)


@pytest.mark.parametrize(("name", "function", "span"), UNARY, ids=[u[0] for u in UNARY])
def test_unary_of_rank_0_and_of_nothing(name, function, span):
    x = np.array(span[1] * 0.5, "float32")
    assert_same(run(name, x), function(x.astype("float64")), "float32", factor=4)
    assert_same(run(name, np.zeros((0, 2), "float32")), np.zeros((0, 2)), "float32")


@pytest.mark.parametrize(("name", "x", "expected"), SPECIAL, ids=[s[0] for s in SPECIAL])
def test_unary_special_values_without_a_warning(name, x, expected):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = run(name, np.array(x, "float32"))
    assert_same(found, expected, "float32")


@pytest.mark.parametrize("name", ["rsqrt", "log2", "log10", "sigmoid"])
def test_default_unary(name):
    _, function, span = next(u for u in UNARY if u[0] == name)
    x = samples((3, 4), "float64", low=span[0], high=span[1])
    assert_same(run_default(name, x), function(x), "float64")


@pytest.mark.parametrize("name", ["exp", "sigmoid", "tanh", "erf", "sqrt", "log"])
def test_float16_is_rounded_once(name):
    _, function, span = next(u for u in UNARY if u[0] == name)
    x = samples((50,), "float16", low=span[0], high=span[1])
    assert_same(run(name, x), function(x.astype("float64")), "float16")


@pytest.mark.parametrize("name", ["erf", "erfc"])
@pytest.mark.parametrize("high", [0.01, 1, 5, 12])
def test_error_functions_of_many_values(name, high):
    x = np.linspace(-high, high, 5001, dtype="float32")
    exact = getattr(special, name)(x.astype("float64"))
    found = run(name, x)
    assert_same(found, exact, "float32", factor=4)
    normal = np.abs(exact) > 1e-37
    np.testing.assert_allclose(found[normal], exact[normal], rtol=4e-6)


@pytest.mark.parametrize("name", ["erf", "erfc"])
def test_error_functions_of_many_special_values(name):
    x = np.tile(np.array([INF, -INF, NAN, 1e30, -1e30, 0], "float32"), (50, 10))
    assert_same(run(name, x), getattr(special, name)(x.astype("float64")), "float32")


@pytest.mark.parametrize("n", [0, 1, 2, 3])
@pytest.mark.parametrize("dtype", FLOATS)
def test_polygamma(n, dtype):
    x = samples((4, 3), dtype, low=0.3, high=8)
    assert_same(run("polygamma", x, n), special.polygamma(n, x.astype("float64")), dtype, factor=9)


@pytest.mark.parametrize("dtype", ["int32", "int64"])
@pytest.mark.parametrize("name", ["ceil", "floor", "round", "trunc", "abs", "negative", "sign"])
def test_integers_stay_integers(name, dtype):
    x = np.array([-3, 0, 7], dtype)
    function = {"round": np.array, "ceil": np.array, "floor": np.array, "trunc": np.array}.get(
        name, getattr(np, name)
    )
    assert_same(run(name, x), function(x), dtype)


def test_tests_of_values():
    x = np.array([0, 1, INF, -INF, NAN], "float32")
    assert_same(run("isfinite", x), [1, 1, 0, 0, 0], "bool")
    assert_same(run("isnan", x), [0, 0, 0, 0, 1], "bool")
    assert_same(run("logical_not", np.array([True, False])), [0, 1], "bool")


def test_bitwise_invert_of_integers_and_bool():
    assert_same(run("bitwise_invert", np.array([0, 5, -1], "int32")), [-1, -6, 0], "int32")
    assert_same(run("bitwise_invert", np.array([True, False])), [0, 1], "bool")


@pytest.mark.parametrize("dtype", ["complex64", "complex128"])
def test_complex_parts(dtype):
    x = samples((3, 2), dtype)
    part = "float32" if dtype == "complex64" else "float64"
    assert_same(run("real", x), x.real, part)
    assert_same(run("imag", x), x.imag, part)
    assert_same(run("conj", x), x.conj(), dtype)
    assert_same(run("abs", x), np.abs(x.astype("complex128")), part)
    assert_same(run("complex", x.real.copy(), x.imag.copy()), x, dtype)
    assert_same(run("exp", x), np.exp(x.astype("complex128")), dtype, factor=4)


def test_complex_parts_of_real_values():
    x = samples((3,), "float32")
    assert_same(run("real", x), x, "float32")
    assert_same(run("imag", x), np.zeros(3), "float32")
    assert_same(run("conj", x), x, "float32")


@pytest.mark.parametrize(
    "shapes", [((3, 4), (3, 4)), ((2, 1, 4), (3, 1)), ((), (2, 2)), ((0, 3), (3,))]
)
@pytest.mark.parametrize(("name", "function", "dtype"), BINARY_CASES)
def test_binary_values_broadcast(name, function, dtype, shapes):
    x1 = samples(shapes[0], dtype, seed=1)
    x2 = samples(shapes[1], dtype, seed=2, low=1, high=9)
    wide = "float64" if dtype in FLOATS else dtype
    assert_same(run(name, x1, x2), function(x1.astype(wide), x2.astype(wide)), dtype, factor=4)


@pytest.mark.parametrize("dtype", ["float16", "float32", "int32", "int64", "uint8"])
@pytest.mark.parametrize("name", ["add", "subtract", "multiply", "maximum", "minimum"])
def test_python_scalars_take_the_dtype_of_the_array(name, dtype):
    x = np.array([[5, 6], [7, 8]], dtype)
    function = getattr(np, name)
    assert_same(run(name, x, 3), function(x.astype("int64"), 3), dtype)
    assert_same(run(name, np.array(9, dtype), 3), function(9, 3), dtype)
    if name != "subtract":
        assert_same(run(name, 3, x), function(3, x.astype("int64")), dtype)


def test_float_scalars_do_not_widen():
    x = np.array([1, 2], "float32")
    assert_same(run("multiply", x, 0.1), np.array([1, 2]) * 0.1, "float32")
    assert_same(run("divide", 1.0, x), [1, 0.5], "float32")
    assert_same(run("pow", x, 2.0), [1, 4], "float32")
    assert_same(run("where", np.array([True, False]), x, 0.5), [1, 0.5], "float32")
    assert_same(run("where", np.array([True, False]), 0.5, x), [0.5, 2], "float32")


@pytest.mark.parametrize("dtype", FLOATS)
def test_division_by_zero_is_silent(dtype):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = run("divide", np.array([1, -1, 0], dtype), np.zeros(3, dtype))
    assert_same(found, [INF, -INF, NAN], dtype)


def test_remainders_of_both_signs():
    x1, x2 = np.array([7, -7, 7, -7], "int32"), np.array([3, 3, -3, -3], "int32")
    for dtype in ("int32", "float32"):
        a, b = x1.astype(dtype), x2.astype(dtype)
        assert_same(run("remainder", a, b), [1, 2, -2, -1], dtype)
        assert_same(run("fmod", a, b), [1, -1, 1, -1], dtype)
        assert_same(run("floor_divide", a, b), [2, -3, -3, 2], dtype)


@pytest.mark.parametrize("dtype", FLOATS)
def test_pow(dtype):
    x1, x2 = samples((3, 4), dtype, low=0.1, high=3), samples((3, 4), dtype, seed=1)
    expected = x1.astype("float64") ** x2.astype("float64")
    assert_same(run("pow", x1, x2), expected, dtype, factor=4)


def test_pow_at_the_edges():
    x1, x2 = np.array([0, 0, -2, -2, 2], "float32"), np.array([0, 2, 3, 2, -1], "float32")
    assert_same(run("pow", x1, x2), [1, 0, -8, 4, 0.5], "float32")
    assert_same(
        run("pow", np.array([2, 3], "int32"), np.array([10, 2], "int32")), [1024, 9], "int32"
    )


@pytest.mark.parametrize("name", ["maximum", "minimum"])
def test_nan_wins(name):
    found = run(name, np.array([NAN, 1, NAN], "float32"), np.array([1, NAN, NAN], "float32"))
    assert np.isnan(found).all()


@pytest.mark.parametrize("dtype", ["float32", "int32"])
@pytest.mark.parametrize(("name", "function"), COMPARISONS, ids=[c[0] for c in COMPARISONS])
def test_comparisons(name, function, dtype):
    x1, x2 = np.array([[1, 2, 3]], dtype), np.array([[1], [2], [5]], dtype)
    assert_same(run(name, x1, x2), function(x1, x2), "bool")
    assert_same(run(name, x1, 2), function(x1, 2), "bool")
    assert_same(run(name, np.array(2, dtype), 2), function(2, 2), "bool")


@pytest.mark.parametrize("name", ["not_equal", "greater", "greater_equal"])
def test_default_comparisons(name):
    x1, x2 = np.array([1, 2, NAN], "float32"), np.array([2, 2, 2], "float32")
    assert_same(run_default(name, x1, x2), getattr(np, name)(x1, x2), "bool")


@pytest.mark.parametrize(("name", "function"), COMPARISONS, ids=[c[0] for c in COMPARISONS])
def test_comparison_with_nan(name, function):
    x = np.array([NAN, 1], "float32")
    assert_same(run(name, x, x), function(x, x), "bool")


def test_bool_arithmetic_is_logic():
    x1, x2 = np.array([True, True, False, False]), np.array([True, False, True, False])
    assert_same(run("add", x1, x2), x1 | x2, "bool")
    assert_same(run("multiply", x1, x2), x1 & x2, "bool")
    assert_same(run("logical_and", x1, x2), x1 & x2, "bool")
    assert_same(run("logical_or", x1, x2), x1 | x2, "bool")


@pytest.mark.parametrize(("name", "function"), BITS, ids=[b[0] for b in BITS])
@pytest.mark.parametrize("dtype", ["int32", "uint8", "bool"])
def test_bits(name, function, dtype):
    x1, x2 = np.array([0, 1, 5, 12]).astype(dtype), np.array([1, 3, 3, 10]).astype(dtype)
    assert_same(run(name, x1, x2), function(x1, x2), dtype)


def test_shifts_keep_the_sign():
    x = np.array([1, 5, -8], "int32")
    assert_same(run("bitwise_left_shift", x, np.array([3, 1, 1], "int32")), [8, 10, -16], "int32")
    assert_same(run("bitwise_right_shift", x, np.array([0, 1, 2], "int32")), [1, 2, -2], "int32")


WHERE = [
    "bool",
    "int8",
    "uint8",
    "float16",
    "float32",
    "float64",
    "int64",
    "complex64",
    "complex128",
]


@pytest.mark.parametrize("dtype", WHERE)
def test_where_of_many_elements_chooses_bit_by_bit(dtype):
    condition = samples((90, 70)) > 0
    x1 = (samples((90, 70), "int64", seed=1) + 10).astype(dtype)
    x2 = samples((70,), "int64", seed=2, low=0).astype(dtype)
    assert_same(run("where", condition, x1, x2), np.where(condition, x1, x2), dtype)
    assert_same(run("where", condition, x2, x1), np.where(condition, x2, x1), dtype)
    turned = x1[::-1].T.copy().T
    assert_same(run("where", condition, turned, x1), np.where(condition, turned, x1), dtype)
    zero, one = (False, True) if dtype == "bool" else (0, 1)
    for scalar in (zero, one):
        expected = np.where(condition, x1, np.dtype(dtype).type(scalar))
        assert_same(run("where", condition, x1, scalar), expected, dtype)
        expected = np.where(condition, np.dtype(dtype).type(scalar), x1)
        assert_same(run("where", condition, scalar, x1), expected, dtype)


def test_where_does_not_touch_what_it_does_not_choose():
    condition = samples((5000,)) > 0
    x = np.full(5000, NAN, "float32")
    assert_same(run("where", condition, x, 0.0), np.where(condition, NAN, 0), "float32")
    found = run("where", condition, -0.0, np.zeros(5000, "float32"))
    np.testing.assert_array_equal(np.signbit(found), condition)


@pytest.mark.parametrize("dtype", ["float32", "int64", "bool", "complex64"])
def test_where_broadcasts_three_ways(dtype):
    condition = np.array([[True], [False], [True]])
    x1 = np.array([1, 0, 3, 1]).astype(dtype)
    x2 = np.zeros((3, 1), dtype)
    assert_same(run("where", condition, x1, x2), np.where(condition, x1, x2), dtype)
