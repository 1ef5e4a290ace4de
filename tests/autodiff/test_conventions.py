"""Gradients at ties, kinks and singular points, and of complex values, by name."""

from __future__ import annotations

import math

import numpy as np
import pytest

from compat.core import autodiff, op, state


def value(data, dtype="float64"):
    return op.asarray(np.asarray(data), dtype, state.device())


def slopes(function, *xs, dtype="float64", g=None):
    """Gradients of the sum of `function` (or weighted with `g`), as lists."""
    e = autodiff.engine()
    leaves = [e.leaf(value(x, dtype)) for x in xs]
    found = e.gradients([function(*leaves)], [g], leaves, False, False)
    return [op.to_numpy(f).tolist() for f in found]


def slope(function, *xs, **options):
    return slopes(function, *xs, **options)[0]


# -- kinks and ties --------------------------------------------------------------------------------


def test_abs_is_flat_at_zero(backend):
    assert slope(op.abs, [-2.0, 0.0, 3.0]) == [-1.0, 0.0, 1.0]


def test_relu_is_flat_at_zero(backend):
    assert slope(op.relu, [-1.0, 0.0, 2.0]) == [0.0, 0.0, 1.0]


def test_maximum_and_minimum_share_ties(backend):
    assert slopes(op.maximum, [1.0, 2.0, 3.0], [2.0, 2.0, 2.0]) == [[0, 0.5, 1], [1, 0.5, 0]]
    assert slopes(op.minimum, [1.0, 2.0, 3.0], [2.0, 2.0, 2.0]) == [[1, 0.5, 0], [0, 0.5, 1]]


def test_maximum_with_a_scalar_shares_ties(backend):
    assert slope(lambda x: op.maximum(x, 2.0), [1.0, 2.0, 3.0]) == [0.0, 0.5, 1.0]


def many(*shape, seed=0):
    """Small whole numbers, many of them equal; large arrays take a path of their own."""
    return np.random.default_rng(seed).integers(-3, 4, shape).astype("float64")


@pytest.mark.parametrize(("name", "wins"), [("maximum", np.greater), ("minimum", np.less)])
def test_many_ties_are_shared_as_few_are(backend, name, wins):
    x, y, g = many(70, 90), many(90, seed=1), many(70, 90, seed=2)
    share = wins(x, y) + (x == y) * 0.5
    left, right = slopes(getattr(op, name), x, y, g=value(g))
    assert left == (g * share).tolist()
    assert right == (g * (1 - share)).sum(0).tolist()
    with_scalar = slope(lambda x: getattr(op, name)(x, 1.0), x, g=value(g))
    assert with_scalar == (g * (wins(x, 1) + (x == 1) * 0.5)).tolist()


def test_where_hands_many_cotangents_to_the_chosen(backend):
    x, y, g = many(70, 90), many(70, 1, seed=1), many(70, 90, seed=2)
    condition = value(many(70, 90, seed=3) > 0, "bool")
    chosen = op.to_numpy(condition)
    left, right = slopes(lambda a, b: op.where(condition, a, b), x, y, g=value(g))
    assert left == (g * chosen).tolist()
    assert right == (g * ~chosen).sum(1, keepdims=True).tolist()
    assert slope(lambda a: op.where(condition, 0, a), x, g=value(g)) == (g * ~chosen).tolist()


@pytest.mark.parametrize("function", [lambda x: op.maximum(x, 0), lambda x: _positive(x)])
def test_selection_of_many_has_a_second_derivative(backend, function):
    x, e = many(70, 90) + 0.5, autodiff.engine()
    leaf = e.leaf(value(x))
    (first,) = e.gradients([function(op.multiply(leaf, leaf))], [None], [leaf], True, False)
    (second,) = e.gradients([op.multiply(first, first)], [None], [leaf], False, False)
    assert op.to_numpy(second).tolist() == (8 * x).tolist()


def _positive(x):
    return op.where(op.greater(x, 0), x, 0)


def test_selection_of_many_is_not_recorded_while_paused(backend):
    e = autodiff.engine()
    leaf = e.leaf(value(many(70, 90)))
    with e.paused():
        for result in (op.maximum(leaf, 0), _positive(leaf)):
            assert not e.is_tracked(result)


@pytest.mark.parametrize("kink", [0.25, 0.625])
@pytest.mark.parametrize("size", [3, 6000])
def test_leaky_relu_has_the_gradient_at_zero_it_is_told(backend, kink, size):
    x = np.resize([-2.0, 0.0, 3.0], size)
    found = slope(lambda x: op.leaky_relu(x, 0.25, kink), x)
    assert found == np.resize([0.25, kink, 1.0], size).tolist()
    found = slope(lambda x: op.leaky_relu(x, 0.25, kink), x[x != 0])
    assert found == np.resize([0.25, 1.0], len(found)).tolist()


def test_max_and_min_share_ties(backend):
    x = [[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]]
    third = pytest.approx(1 / 3)
    assert slope(lambda x: op.max(x, (1,), False), x) == [[0, 0.5, 0.5], [third] * 3]
    assert slope(lambda x: op.min(x, (1,), True), x) == [[1, 0, 0], [third] * 3]


def test_max_pool_gives_all_to_the_first_of_equals(backend):
    def pool(x):
        return op.max_pool(x, (2,), (2,), ((0, 0),), (1,))[0]

    assert slope(pool, [[[1.0, 1.0, 2.0, 3.0]]]) == [[[1.0, 0.0, 0.0, 1.0]]]


def test_cumulative_max_gives_to_the_latest_of_equals(backend):
    assert slope(lambda x: op.cumulative_max(x, 0)[0], [1.0, 1.0, 0.0, 2.0]) == [1.0, 2.0, 0.0, 1.0]


def test_top_k_takes_the_first_of_equals(backend):
    assert slope(lambda x: op.top_k(x, 2, 0, True)[0], [1.0, 2.0, 2.0, 2.0]) == [0.0, 1.0, 1.0, 0.0]


def test_where_gives_nothing_to_the_operand_not_chosen(backend):
    held = value([True, False], "bool")
    assert slopes(lambda a, b: op.where(held, a, b), [1.0, 2.0], [3.0, math.inf]) == [
        [1, 0],
        [0, 1],
    ]


# -- singular points -------------------------------------------------------------------------------


def test_pow_at_zero_base_and_zero_exponent(backend):
    assert slopes(op.pow, [0.0, 0.0, 2.0], [0.0, 2.0, 0.0])[0] == [0.0, 0.0, 0.0]
    found = slopes(op.pow, [0.0, 0.0, 2.0], [0.0, 2.0, 0.0])[1]
    assert found == [0.0, 0.0, pytest.approx(math.log(2.0))]


@pytest.mark.parametrize(("exponent", "expected"), [(0, 0.0), (1, 1.0), (2, 0.0), (3.0, 0.0)])
def test_pow_with_a_scalar_exponent_at_zero(backend, exponent, expected):
    assert slope(lambda x: op.pow(x, exponent), [0.0]) == [expected]


def test_pow_of_a_scalar_base_zero(backend):
    assert slope(lambda x: op.pow(0.0, x), [2.0]) == [0.0]


def test_sqrt_is_infinitely_steep_at_zero(backend):
    assert slope(op.sqrt, [0.0]) == [math.inf]


def test_prod_is_exact_with_zeros(backend):
    assert slope(lambda x: op.prod(x, (0,), False), [2.0, 0.0, 3.0]) == [0.0, 6.0, 0.0]
    assert slope(lambda x: op.prod(x, (0,), False), [2.0, 0.0, 0.0]) == [0.0, 0.0, 0.0]


def test_cumulative_prod_is_exact_with_zeros(backend):
    found = slope(lambda x: op.cumulative_prod(x, 0), [2.0, 0.0, 3.0, 5.0])
    assert found == pytest.approx([1.0, 2 + 6 + 30, 0.0, 0.0])


def test_second_derivative_of_prod_is_exact_with_zeros(backend):
    e = autodiff.engine()
    x = e.leaf(value([2.0, 0.0, 0.0]))
    first = e.gradients([op.prod(x, (0,), False)], [None], [x], True, False)[0]
    weight = value([0.0, 1.0, 0.0])
    second = e.gradients([first], [weight], [x], False, False)[0]
    assert op.to_numpy(second).tolist() == [0.0, 0.0, 2.0]


def test_atan2_away_from_the_axes(backend):
    assert slopes(op.atan2, [3.0], [4.0]) == [[pytest.approx(0.16)], [pytest.approx(-0.12)]]


def test_softplus_and_log_softmax_do_not_overflow(backend):
    assert slope(op.softplus, [-800.0, 800.0]) == [0.0, 1.0]
    found = slope(lambda x: op.log_softmax(x, 0), [900.0, -900.0], g=value([1.0, 0.0]))
    assert found == [0.0, 0.0]


def test_remainder_and_fmod_jump_by_the_quotient(backend):
    assert slopes(op.remainder, [-7.0, 7.0], [3.0, 3.0]) == [[1, 1], [3, -2]]
    assert slopes(op.fmod, [-7.0, 7.0], [3.0, 3.0]) == [[1, 1], [2, -2]]


def test_integers_stop_the_gradient(backend):
    x = [1.5, 2.5]
    assert slope(lambda x: op.multiply(op.astype(op.astype(x, "int64"), "float64"), x), x) == [1, 2]


def test_constant_primitives_stop_the_gradient(backend):
    assert slope(lambda x: op.multiply(op.floor(x), x), [1.5, 2.5]) == [1.0, 2.0]
    assert slope(lambda x: op.multiply(op.sign(x), x), [-1.5, 2.5]) == [-1.0, 1.0]


def test_repeated_positions_collect(backend):
    places = value([0, 0, 2], "int64")
    assert slope(lambda x: op.take(x, places, 0), [1.0, 2.0, 3.0]) == [2.0, 0.0, 1.0]
    assert slope(lambda x: op.take_along_axis(x, places, 0), [1.0, 2.0, 3.0]) == [2.0, 0.0, 1.0]


def test_sort_sends_equal_values_back_in_their_order(backend):
    weights = value([1.0, 2.0, 3.0])
    found = slope(lambda x: op.sort(x, 0, False, True), [2.0, 1.0, 2.0], g=weights)
    assert found == [2.0, 1.0, 3.0]


def test_batch_norm_gradient_goes_through_the_statistics(backend):
    x = [[1.0], [2.0], [4.0]]
    one, zero = value([1.0]), value([0.0])
    found = slope(lambda x: op.batch_norm_train(x, one, zero, 1e-5)[0], x)
    assert np.allclose(found, 0.0, atol=1e-12)


# -- dtypes and complex values ---------------------------------------------------------------------


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
@pytest.mark.parametrize(
    "function",
    [
        lambda x: op.softmax(x, 0),
        lambda x: op.multiply(op.tanh(x), 2.0),
        lambda x: op.mean(x, (0,), False),
        lambda x: op.pow(x, 2.0),
        lambda x: op.maximum(x, 0.0),
        lambda x: op.layer_norm(x, op.add(x, 1.0), x, (0,), 1e-5),
    ],
    ids=["softmax", "tanh", "mean", "pow", "maximum", "layer_norm"],
)
def test_gradients_have_the_dtype_of_the_operand(backend, dtype, function):
    e = autodiff.engine()
    x = e.leaf(value([0.5, -1.0, 2.0], dtype))
    found = e.gradients([function(x)], [None], [x], False, False)[0]
    assert op.dtype_of(found) == dtype
    assert op.shape_of(found) == (3,)


def test_astype_converts_the_cotangent_back(backend):
    e = autodiff.engine()
    x = e.leaf(value([1.0, 2.0], "float16"))
    y = op.multiply(op.astype(x, "float32"), 3.0)
    found = e.gradients([y], [None], [x], False, False)[0]
    assert op.dtype_of(found) == "float16"
    assert op.to_numpy(found).tolist() == [3.0, 3.0]


def test_complex_gradients_descend_when_subtracted(backend):
    """|z|^2 grows fastest along z: the convention gives 2 z, not its conjugate."""

    def energy(z):
        return op.add(op.multiply(op.real(z), op.real(z)), op.multiply(op.imag(z), op.imag(z)))

    assert slope(energy, [3 + 4j], dtype="complex128") == [6 + 8j]


def test_complex_abs_is_flat_at_zero(backend):
    found = slope(op.abs, [0j, 3 + 4j], dtype="complex128")
    assert found == [0, pytest.approx(0.6 + 0.8j)]


def test_real_operands_of_complex_results_get_real_gradients(backend):
    def turned(x):
        return op.imag(op.multiply(op.complex(x, op.multiply(x, 2.0)), 1.0))

    assert slope(turned, [1.0, 2.0]) == [2.0, 2.0]
