"""Networks built and trained in several threads at once: nothing leaks from one to the other."""

from __future__ import annotations

import threading

import numpy as np
import pytest

import compat.mindspore_api as ms
import compat.paddle_api.fluid as fluid
from compat.core import autodiff, op
from compat.core.contexts import PerContext
from compat.mindspore_api import nn

STEPS = 6


def together(*works):
    """Run the works in threads that start at the same moment; their answers in order."""
    answers, errors = [None] * len(works), []
    start = threading.Barrier(len(works))

    def run(i):
        try:
            start.wait(30)
            answers[i] = works[i]()
        except BaseException as error:  # told by the main thread
            errors.append(error)
            start.abort()

    threads = [threading.Thread(target=run, args=(i,)) for i in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if errors:
        raise errors[0]
    return answers


def paddle_training(width):
    """Parameter names, losses and the last weights of a small network."""
    r = np.random.RandomState(width)
    x = r.standard_normal((2, width, 4, 4)).astype("float32")
    with fluid.dygraph.guard():
        layers = [fluid.dygraph.Conv2DTranspose(width, width, 3) for _ in range(2)]
        for layer in layers:
            layer.weight.set_value(r.standard_normal(layer.weight.shape).astype("float32") / 4)
        parameters = [p for layer in layers for p in layer.parameters()]
        optimizer = fluid.optimizer.SGD(0.01, parameter_list=parameters)
        losses = []
        for _ in range(STEPS):
            out = fluid.dygraph.to_variable(x)
            for layer in layers:
                out = layer(out)
            loss = fluid.layers.reduce_mean(out * out)
            loss.backward()
            optimizer.minimize(loss)
            for layer in layers:
                layer.clear_gradients()
            losses.append(float(loss.numpy()[0]))
            with fluid.dygraph.no_grad():
                assert layers[0](fluid.dygraph.to_variable(x)).stop_gradient
        return [p.name for p in parameters], losses, layers[0].weight.numpy()


def mindspore_training(width):
    """Parameter names, losses and the last weights of a small network."""
    r = np.random.RandomState(width)
    x = ms.Tensor(r.standard_normal((2, width, 5)).astype("float32"))
    net = nn.SequentialCell(
        *(nn.Conv1dTranspose(width, width, 3, weight_init="ones") for _ in range(2))
    )
    weights = net.trainable_params()
    optimizer = nn.SGD(weights, 0.0001)
    step = ms.value_and_grad(lambda x: (net(x) ** 2).mean(), None, weights)
    losses = []
    for _ in range(STEPS):
        loss, gradients = step(x)
        optimizer(gradients)
        losses.append(float(loss.asnumpy()))
    return [w.name for w in weights], losses, weights[0].asnumpy()


def assert_same_answers(found, expected):
    assert found[0] == expected[0]
    np.testing.assert_allclose(found[1], expected[1], rtol=1e-6)
    np.testing.assert_array_equal(found[2], expected[2])


@pytest.mark.parametrize("training", [paddle_training, mindspore_training])
def test_two_threads_train_as_one_does(training):
    alone = [training(width) for width in (2, 3)]
    both = together(lambda: training(2), lambda: training(3))
    for found, expected in zip(both, alone, strict=True):
        assert_same_answers(found, expected)


def test_both_frameworks_train_at_once():
    alone = [paddle_training(3), mindspore_training(4)]
    both = together(lambda: paddle_training(3), lambda: mindspore_training(4))
    for found, expected in zip(both, alone, strict=True):
        assert_same_answers(found, expected)


def test_dygraph_mode_is_that_of_the_thread():
    inside, asked = threading.Event(), threading.Event()

    def guarded():
        with fluid.dygraph.guard():
            inside.set()
            assert asked.wait(30)
            return fluid.in_dygraph_mode()

    def outside():
        assert inside.wait(30)
        found = fluid.in_dygraph_mode()
        asked.set()
        return found

    assert together(guarded, outside) == [True, False]
    assert not fluid.in_dygraph_mode()


def test_a_thread_started_in_a_guard_is_in_dygraph_mode():
    with fluid.dygraph.guard():
        layer = fluid.dygraph.Linear(2, 1)

        def work():
            loss = fluid.layers.reduce_sum(layer(fluid.dygraph.to_variable(np.ones((1, 2), "f4"))))
            loss.backward()
            return layer.weight.gradient().tolist()

        assert together(work) == [[[1.0], [1.0]]]


def test_recording_is_switched_off_in_one_thread_only():
    paused, asked = threading.Event(), threading.Event()

    def quiet():
        with fluid.dygraph.guard(), fluid.dygraph.no_grad():
            paused.set()
            assert asked.wait(30)
            return fluid.dygraph.Linear(2, 1)(fluid.dygraph.to_variable(np.ones((1, 2), "f4")))

    def recording():
        assert paused.wait(30)
        engine = autodiff.engine()
        x = engine.leaf(op.asarray(np.ones(2, "float32"), "float32", "cpu"))
        tracked = engine.is_tracked(op.exp(x))
        asked.set()
        return tracked

    found = together(quiet, recording)
    assert found[0].stop_gradient
    assert found[1]


def test_modes_of_mindspore_stay_in_their_thread():
    before = ms.get_context("mode")

    def change(mode):
        ms.set_context(mode=mode)
        return ms.get_context("mode")

    modes = [ms.GRAPH_MODE, ms.PYNATIVE_MODE]
    assert together(*(lambda m=m: change(m) for m in modes)) == modes
    assert ms.get_context("mode") == before


def test_a_value_per_thread():
    value = PerContext("compat_test_value", 1)

    def work():
        seen = value.value
        token = value.swap(5)
        inner = value.value
        value.set(token)
        return seen, inner, value.value

    assert together(work, work) == [(1, 5, 1), (1, 5, 1)]
    token = value.swap(2)
    assert together(work) == [(2, 5, 2)]
    value.set(token)
    assert value.value == 1
