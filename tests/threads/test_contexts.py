"""Tasks and copied contexts: modes, recording and gradients of one stay out of the others."""

from __future__ import annotations

import asyncio
import threading
from contextvars import copy_context

import numpy as np
import pytest

import compat.mindspore_api as ms
import compat.paddle_api.fluid as fluid
from compat.core import autodiff, op
from compat.core.contexts import PerContext, with_value
from compat.mindspore_api.ops.grad.differentiate import is_recording

L = fluid.dygraph
ONES = np.ones((1, 2), "float32")


def recorded(layer):
    return not layer(L.to_variable(ONES)).stop_gradient


async def alternating(*works):
    """Run the coroutines so that each goes on after every step of the others."""
    return await asyncio.gather(*(work() for work in works))


def test_tasks_with_guards_of_their_own_do_not_meet():
    async def task(names):
        with L.guard():
            for _ in range(3):
                names.append(L.Linear(2, 1).weight.name)
                await asyncio.sleep(0)
        return fluid.in_dygraph_mode()

    first, second = [], []
    left = asyncio.run(alternating(lambda: task(first), lambda: task(second)))
    assert first == second == ["linear_0.w_0", "linear_1.w_0", "linear_2.w_0"]
    assert left == [False, False]
    assert not fluid.in_dygraph_mode()


def test_a_task_without_recording_leaves_the_others_alone():
    with L.guard():
        layer = L.Linear(2, 1)

        async def quiet():
            with L.no_grad():
                before = recorded(layer)
                await asyncio.sleep(0)
                return before, recorded(layer)

        async def training():
            found = []
            for _ in range(3):
                found.append((recorded(layer), fluid.framework._dygraph_tracer()._train_mode))
                await asyncio.sleep(0)
            return found

        assert asyncio.run(alternating(quiet, training, quiet)) == [
            (False, False),
            [(True, True)] * 3,
            (False, False),
        ]
        assert recorded(layer)


def test_a_task_started_without_recording_stays_so():
    with L.guard():
        layer = L.Linear(2, 1)

        async def later():
            await asyncio.sleep(0)
            return recorded(layer)

        async def main():
            with L.no_grad():
                task = asyncio.create_task(later())
            return recorded(layer), await task

        assert asyncio.run(main()) == (True, False)


def test_evaluation_mode_of_one_task_is_not_that_of_another():
    with L.guard():
        layer = L.Linear(2, 1)
        x = L.to_variable(np.ones((50, 50), "float32"))

        async def evaluating():
            layer.eval()
            await asyncio.sleep(0)
            return set(fluid.layers.dropout(x, 0.9).numpy().ravel().tolist())

        async def training():
            await asyncio.sleep(0)
            return set(fluid.layers.dropout(x, 0.9).numpy().ravel().tolist())

        (scaled,), kept = asyncio.run(alternating(evaluating, training))
        assert scaled == pytest.approx(0.1, rel=1e-5)
        assert kept == {0.0, 1.0}


def test_a_copied_context_keeps_what_it_switches():
    with L.guard():
        layer = L.Linear(2, 1)
        inside = copy_context()
        inside.run(fluid.framework._dygraph_tracer().eval_mode)
        assert recorded(layer)
        assert not inside.run(recorded, layer)
        assert recorded(layer)
        inside.run(fluid.framework._dygraph_tracer().train_mode)
        assert inside.run(recorded, layer)


def test_threads_that_set_nothing_follow_the_main_thread():
    with L.guard():
        layer = L.Linear(2, 1)
        found = []

        def ask():
            found.append((recorded(layer), fluid.framework._dygraph_tracer()._train_mode))

        for mode in ("eval_mode", "train_mode"):
            getattr(fluid.framework._dygraph_tracer(), mode)()
            thread = threading.Thread(target=ask)
            thread.start()
            thread.join()
        assert found == [(False, False), (True, True)]


def test_gradients_of_tasks_do_not_meet():
    async def task(factor):
        def loss(x):
            return (x * x * factor).sum()

        found = []
        for value in (1.0, 2.0):
            gradient = ms.grad(loss)(ms.Tensor(np.full(2, value, "float32")))
            found.append(gradient.asnumpy().tolist())
            await asyncio.sleep(0)
        return found, is_recording()

    first, second = asyncio.run(alternating(lambda: task(1.0), lambda: task(10.0)))
    assert first == ([[2.0, 2.0], [4.0, 4.0]], False)
    assert second == ([[20.0, 20.0], [40.0, 40.0]], False)


def test_a_pause_ends_with_its_block():
    engine = autodiff.engine()
    x = engine.leaf(op.asarray(ONES, "float32", "cpu"))
    with engine.paused():
        assert not engine.is_tracked(op.exp(x))
        with engine.paused():
            assert autodiff.is_paused()
        assert not engine.is_tracked(op.exp(x))
    assert engine.is_tracked(op.exp(x))
    assert not autodiff.is_paused()


def test_a_value_per_context():
    value = PerContext("compat_test_contexts", 1)
    task = copy_context()
    task.run(value.set, 2)
    assert (value.value, task.run(lambda: value.value)) == (1, 2)
    assert with_value(value, 3, lambda: value.value) == 3
    assert value.value == 1
