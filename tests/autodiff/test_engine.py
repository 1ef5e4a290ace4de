"""What every differentiation engine does, run for the one in use."""

from __future__ import annotations

import gc
import threading
import weakref

import numpy as np
import pytest

from compat.core import autodiff, op, state


@pytest.fixture
def engine(backend):
    return autodiff.engine()


def value(data, dtype="float64"):
    return op.asarray(np.asarray(data), dtype, state.device())


def numbers(x):
    return op.to_numpy(x).tolist()


def total(x):
    return op.sum(x, tuple(range(len(op.shape_of(x)))), False)


def square(x):
    return op.multiply(x, x)


class Owner:
    pass


# -- leaves ----------------------------------------------------------------------------------------


def test_a_leaf_is_tracked_and_equal(engine):
    x = engine.leaf(value([1.0, 2.0]))
    assert engine.is_tracked(x)
    assert numbers(x) == [1.0, 2.0]


def test_raw_arrays_and_scalars_are_not_tracked(engine):
    assert not engine.is_tracked(value([1.0]))
    assert not engine.is_tracked(op.add(value([1.0]), 1.0))
    assert not engine.is_tracked(2.0)


def test_a_leaf_of_integers_stays_raw(engine):
    assert not engine.is_tracked(engine.leaf(value([1, 2], "int64")))


def test_a_leaf_of_a_tracked_value_is_connected_to_it(engine):
    x = engine.leaf(value([3.0]))
    y = engine.leaf(square(x))
    z = op.multiply(y, 2.0)
    assert numbers(engine.gradients([z], [None], [x], False, False)[0]) == [12.0]
    assert numbers(engine.gradients([z], [None], [y], False, False)[0]) == [2.0]


def test_detach_cuts_the_history(engine):
    x = engine.leaf(value([3.0]))
    cut = engine.detach(square(x))
    assert not engine.is_tracked(cut)
    z = op.multiply(cut, x)
    assert numbers(engine.gradients([z], [None], [x], False, False)[0]) == [9.0]


def test_detach_of_a_raw_array_is_that_array(engine):
    x = value([1.0])
    assert engine.detach(x) is x


def test_facts_and_constants_of_tracked_values_are_plain(engine):
    x = engine.leaf(value([[1.5, -2.0]]))
    assert op.shape_of(x) == (1, 2)
    assert op.dtype_of(x) == "float64"
    assert op.device_of(x) == state.device()
    assert not engine.is_tracked(op.greater(x, 0.0))
    assert not engine.is_tracked(op.astype(x, "int64"))
    assert not engine.is_tracked(op.argmax(x, 1))


# -- recording -------------------------------------------------------------------------------------


def test_results_of_tracked_values_are_tracked(engine):
    x = engine.leaf(value([1.0]))
    assert engine.is_tracked(op.add(x, 1.0))
    assert engine.is_tracked(op.concat([value([1.0]), x], 0))
    assert engine.is_tracked(op.softmax(x, 0))


def test_nothing_is_recorded_while_paused(engine):
    x = engine.leaf(value([1.0]))
    with engine.paused():
        y = op.multiply(op.softmax(x, 0), x)
        stacked = op.stack([x, x], 0)
        many = op.cumulative_max(x, 0)
    assert not any(map(engine.is_tracked, (y, stacked, *many)))
    assert engine.is_tracked(op.add(x, 1.0))


def test_pauses_nest_and_end_with_exceptions(engine):
    x = engine.leaf(value([1.0]))
    with pytest.raises(KeyError), engine.paused():
        with engine.paused():
            pass
        assert not engine.is_tracked(op.add(x, 1.0))
        raise KeyError
    assert engine.is_tracked(op.add(x, 1.0))


def test_a_leaf_made_while_paused_is_not_connected(engine):
    x = engine.leaf(value([1.0]))
    with engine.paused():
        y = engine.leaf(x)
    found = engine.gradients([op.add(y, 1.0)], [None], [x], False, True)
    assert found == [None]


def test_only_results_that_carry_a_gradient_are_tracked(engine):
    x = engine.leaf(value([3.0, 5.0, 4.0]))
    values, positions = op.top_k(x, 2, 0, True)
    assert engine.is_tracked(values)
    assert not engine.is_tracked(positions)
    weight, bias = value([1.0]), value([0.0])
    y, mean, var = op.batch_norm_train(op.reshape(x, (3, 1)), weight, bias, 1e-5)
    assert engine.is_tracked(y)
    assert not engine.is_tracked(mean)
    assert not engine.is_tracked(var)


# -- gradients -------------------------------------------------------------------------------------


def test_a_missing_cotangent_stands_for_ones(engine):
    x = engine.leaf(value([1.0, 2.0]))
    found = engine.gradients([square(x)], [None], [x], False, False)
    assert numbers(found[0]) == [2.0, 4.0]


def test_cotangents_weigh_the_outputs(engine):
    x = engine.leaf(value([1.0, 2.0]))
    outputs = [square(x), op.multiply(x, 3.0)]
    found = engine.gradients(outputs, [value([1.0, 0.0]), None], [x], False, False)
    assert numbers(found[0]) == [5.0, 3.0]


def test_gradients_of_inner_values_are_possible(engine):
    x = engine.leaf(value([2.0]))
    y = square(x)
    z = op.multiply(y, x)
    of_x, of_y = engine.gradients([z], [None], [x, y], False, False)
    assert numbers(of_x) == [12.0]
    assert numbers(of_y) == [2.0]


def test_an_output_that_is_an_input_receives_its_cotangent(engine):
    x = engine.leaf(value([2.0]))
    assert numbers(engine.gradients([x], [value([7.0])], [x], False, False)[0]) == [7.0]
    y = square(x)
    assert numbers(engine.gradients([y], [None], [y], False, False)[0]) == [1.0]


def test_the_same_input_twice_is_answered_twice(engine):
    x = engine.leaf(value([2.0]))
    found = engine.gradients([square(x)], [None], [x, x], False, False)
    assert [numbers(g) for g in found] == [[4.0], [4.0]]


def test_unused_inputs_get_none_or_zeros(engine):
    x, other = engine.leaf(value([2.0])), engine.leaf(value([[1.0, 1.0]]))
    assert engine.gradients([square(x)], [None], [other], False, True) == [None]
    found = engine.gradients([square(x)], [None], [other, value([1.0])], False, False)
    assert [numbers(g) for g in found] == [[[0.0, 0.0]], [0.0]]


def test_outputs_without_history_have_no_gradient(engine):
    x = engine.leaf(value([2.0]))
    assert engine.gradients([value([1.0])], [None], [x], False, True) == [None]
    assert numbers(engine.gradients([value([1.0])], [None], [x], False, False)[0]) == [0.0]


def test_gradients_may_be_taken_again(engine):
    x = engine.leaf(value([2.0]))
    y = op.exp(square(x))
    first = engine.gradients([y], [None], [x], False, False)[0]
    second = engine.gradients([y], [None], [x], False, False)[0]
    assert numbers(first) == numbers(second)


def test_a_value_used_often_collects_all_cotangents(engine):
    x = engine.leaf(value([2.0]))
    y = op.add(op.add(square(x), op.multiply(x, 3.0)), op.concat([x], 0))
    assert numbers(engine.gradients([y], [None], [x], False, False)[0]) == [8.0]


def test_several_results_of_one_call_are_derived_together(engine):
    x = engine.leaf(value([[2.0, 0.5], [0.5, 1.0]]))
    values, vectors = op.eigh(x)
    y = op.matmul(op.multiply(vectors, values), op.permute_dims(vectors, (1, 0)))
    found = engine.gradients([y], [None], [x], False, False)[0]
    assert np.allclose(op.to_numpy(found), 1.0)


def test_unused_results_of_one_call_need_no_cotangent(engine):
    x = engine.leaf(value([[2.0, 0.0], [0.0, 1.0]]))
    found = engine.gradients([total(op.eigh(x)[0])], [None], [x], False, False)[0]
    assert np.allclose(op.to_numpy(found), np.eye(2))


def test_gradients_without_graph_are_raw(engine):
    x = engine.leaf(value([2.0]))
    found = engine.gradients([square(x)], [op.multiply(x, 1.0)], [x], False, False)[0]
    assert not engine.is_tracked(found)


# -- higher order ----------------------------------------------------------------------------------


def test_third_derivative_of_tanh(engine):
    x = engine.leaf(value(0.4))
    y = op.tanh(x)
    for _ in range(3):
        y = engine.gradients([y], [None], [x], True, False)[0]
    t = np.tanh(0.4)
    assert op.to_numpy(y) == pytest.approx((1 - t * t) * (6 * t * t - 2), rel=1e-12)


def test_a_graph_is_created_while_recording_is_paused(engine):
    x = engine.leaf(value([2.0]))
    y = op.multiply(square(x), x)
    with engine.paused():
        slope = engine.gradients([y], [None], [x], True, False)[0]
    assert numbers(engine.gradients([slope], [None], [x], False, False)[0]) == [12.0]


def test_second_derivative_reaches_cotangents(engine):
    x, g = engine.leaf(value([2.0])), engine.leaf(value([1.0]))
    slope = engine.gradients([square(x)], [g], [x], True, False)[0]
    assert numbers(engine.gradients([slope], [None], [g], False, False)[0]) == [4.0]


def test_inner_and_outer_derivatives_do_not_mix(engine):
    x = engine.leaf(value(3.0))
    y = engine.leaf(value(1.0))
    inner = engine.gradients([op.multiply(x, square(y))], [None], [y], True, False)[0]
    assert numbers(engine.gradients([inner], [None], [x], False, False)[0]) == 2.0
    z = engine.leaf(x)
    constant = engine.gradients([op.add(x, z)], [None], [z], True, False)[0]
    again = engine.gradients([op.multiply(x, constant)], [None], [x], False, False)[0]
    assert numbers(again) == 1.0


# -- accumulate ------------------------------------------------------------------------------------


def test_accumulate_reports_living_owners(engine):
    a, b = Owner(), Owner()
    x, y = engine.leaf(value([2.0]), a), engine.leaf(value([3.0]), b)
    free = engine.leaf(value([1.0]))
    z = op.multiply(op.multiply(x, y), free)
    found = {owner: numbers(g) for owner, g in engine.accumulate([z], [None], False)}
    assert found == {a: [3.0], b: [2.0]}


def test_accumulate_leaves_out_what_the_outputs_do_not_use(engine):
    a, b = Owner(), Owner()
    x, y = engine.leaf(value([2.0]), a), engine.leaf(value([3.0]), b)
    assert engine.is_tracked(square(y))
    assert [owner for owner, _ in engine.accumulate([square(x)], [None], False)] == [a]


def test_owners_are_kept_by_weak_reference(engine):
    owner = Owner()
    x = engine.leaf(value([2.0]), owner)
    y = square(x)
    alive = weakref.ref(owner)
    del owner
    gc.collect()
    assert alive() is None
    assert engine.accumulate([y], [None], False) == []


def test_accumulate_takes_several_outputs_and_cotangents(engine):
    owner = Owner()
    x = engine.leaf(value([2.0]), owner)
    found = engine.accumulate([square(x), op.multiply(x, 5.0)], [value([0.5]), None], False)
    assert [numbers(g) for _, g in found] == [[7.0]]


def test_a_freed_graph_cannot_be_walked_again(engine):
    x = engine.leaf(value([2.0]), owner := Owner())
    y = op.exp(x)
    assert engine.accumulate([y], [None], True)[0][0] is owner
    assert engine.accumulate([y], [None], False)[0][0] is owner
    with pytest.raises(RuntimeError, match=r"retain_graph|second time"):
        engine.accumulate([y], [None], False)


# -- functions with a derivative of their own ------------------------------------------------------


def test_watched_values_report_every_pass(engine):
    x = engine.leaf(value([2.0, 3.0]))
    seen, y = [], square(square(x))
    engine.watch(y, seen.append)
    for create_graph in (False, True, False):
        engine.gradients([y], [None], [x], create_graph, False)
    engine.accumulate([square(x)], [None], True)
    assert seen == [False, True, False]


def test_what_a_watcher_raises_ends_the_pass(engine):
    x = engine.leaf(value([2.0, 3.0]))
    y = square(x)

    def refuse(create_graph):
        raise LookupError(str(create_graph))

    engine.watch(y, refuse)
    with pytest.raises(LookupError, match="True"):
        engine.gradients([total(y)], [None], [x], True, False)
    assert numbers(engine.gradients([square(x)], [None], [x], False, False)[0]) == [4.0, 6.0]


def test_custom_uses_the_derivative_given(engine):
    double = engine.custom(square, lambda gs, xs, ys: [op.multiply(gs[0], 100.0)])
    x = engine.leaf(value([3.0]))
    y = double(x)
    assert numbers(y) == [9.0]
    assert numbers(engine.gradients([y], [None], [x], False, False)[0]) == [100.0]


def test_custom_of_raw_arrays_is_the_function(engine):
    call = engine.custom(square, lambda gs, xs, ys: [gs[0]])
    assert numbers(call(value([3.0]))) == [9.0]
    assert not engine.is_tracked(call(value([3.0])))


def test_custom_runs_its_function_unrecorded(engine):
    seen = []

    def forward(x):
        seen.append(engine.is_tracked(op.add(x, outer)))
        return square(x)

    outer = engine.leaf(value([1.0]))
    call = engine.custom(forward, lambda gs, xs, ys: [gs[0]])
    call(engine.leaf(value([3.0])))
    assert seen == [False]


def test_custom_hands_operands_and_results_to_the_derivative(engine):
    def backward(cotangents, xs, results):
        (g,), (a, b), (y,) = cotangents, xs, results
        return [op.multiply(g, op.add(y, b)), op.multiply(g, a)]

    call = engine.custom(lambda a, b: op.multiply(a, b), backward)
    a, b = engine.leaf(value([2.0])), engine.leaf(value([5.0]))
    found = engine.gradients([call(a, b)], [value([10.0])], [a, b], False, False)
    assert [numbers(g) for g in found] == [[150.0], [20.0]]


def test_custom_fills_cotangents_that_did_not_arrive_with_zeros(engine):
    def backward(cotangents, xs, results):
        assert numbers(cotangents[0]) == [0.0]
        return [op.add(*cotangents)]

    call = engine.custom(lambda x: (square(x), op.add(x, 1.0)), backward)
    x = engine.leaf(value([3.0]))
    second = call(x)[1]
    assert numbers(engine.gradients([second], [None], [x], False, False)[0]) == [1.0]


def test_custom_may_answer_none(engine):
    call = engine.custom(lambda a, b: op.add(a, b), lambda gs, xs, ys: [gs[0], None])
    a, b = engine.leaf(value([1.0])), engine.leaf(value([1.0]))
    found = engine.gradients([call(a, b)], [None], [a, b], False, True)
    assert numbers(found[0]) == [1.0]
    assert found[1] is None


def test_custom_results_of_integers_are_not_tracked(engine):
    call = engine.custom(
        lambda x: (x, op.astype(x, "int64")), lambda gs, xs, ys: [op.multiply(gs[0], 2.0)]
    )
    first, second = call(engine.leaf(value([1.0])))
    assert engine.is_tracked(first)
    assert not engine.is_tracked(second)


def test_custom_derivatives_can_be_derived(engine):
    def backward(cotangents, xs, results):
        return [op.multiply(op.multiply(cotangents[0], results[0]), xs[0])]

    call = engine.custom(op.exp, backward)  # derivative x * exp(x), on purpose
    x = engine.leaf(value([2.0]))
    slope = engine.gradients([call(x)], [None], [x], True, False)[0]
    again = engine.gradients([slope], [None], [x], False, False)[0]
    # d/dx (y(x) * x) = y + x * y', with y' = x * y by the derivative given
    assert numbers(again) == pytest.approx([np.exp(2.0) * (1 + 4)])


def test_a_custom_derivative_may_derive_something_itself(engine):
    def backward(cotangents, xs, results):
        inner = engine.leaf(xs[0])
        slope = engine.gradients([op.exp(inner)], [None], [inner], False, False)[0]
        return [op.multiply(cotangents[0], slope)]

    call = engine.custom(lambda x: op.add(x, 1.0), backward)
    x = engine.leaf(value([2.0]))
    found = engine.gradients([call(x)], [None], [x], False, False)[0]
    assert numbers(found) == pytest.approx([np.exp(2.0)])
    assert not engine.is_tracked(found)


# -- threads, memory, size -------------------------------------------------------------------------


def test_a_pause_concerns_its_own_thread(engine):
    x = engine.leaf(value([1.0]))
    tracked = []
    with engine.paused():
        other = threading.Thread(target=lambda: tracked.append(engine.is_tracked(op.exp(x))))
        other.start()
        other.join()
        assert not engine.is_tracked(op.exp(x))
    assert tracked == [True]


def test_threads_derive_independently(engine):
    found = {}

    def work(k):
        x = engine.leaf(value([float(k)]))
        for _ in range(20):
            y = op.multiply(square(x), x)
            found[k] = numbers(engine.gradients([y], [None], [x], False, False)[0])

    threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert found == {k: [3.0 * k * k] for k in range(4)}


def _graph_over_a_large_array(engine):
    large = op.add(value(np.ones(100_000)), 1.0)
    alive = weakref.ref(large)
    x = engine.leaf(value([2.0]), owner := Owner())
    return alive, total(op.multiply(large, x)), owner


def test_a_dropped_graph_frees_what_it_kept(engine):
    gc.disable()
    try:
        alive, y, _ = _graph_over_a_large_array(engine)
        assert alive() is not None
        del y
        assert alive() is None
    finally:
        gc.enable()


def test_a_freed_graph_keeps_nothing_but_the_result(engine):
    gc.disable()
    try:
        alive, y, owner = _graph_over_a_large_array(engine)
        found = engine.accumulate([y], [None], False)
        assert found[0][0] is owner
        assert alive() is None
        assert numbers(y) == 400_000.0
    finally:
        gc.enable()


@pytest.mark.parametrize("owned", [False, True])
def test_a_chain_of_200000_steps_is_derived_and_freed(engine, owned):
    owner = Owner()
    x = y = engine.leaf(value([1.0]), owner)
    for _ in range(200_000):
        y = op.multiply(y, x)
    if owned:
        found = engine.accumulate([y], [None], False)[0][1]
    else:
        found = engine.gradients([y], [None], [x], False, False)[0]
    assert numbers(found) == [200_001.0]
    del y, x, found
    gc.collect()
