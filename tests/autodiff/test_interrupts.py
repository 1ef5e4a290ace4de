"""Interrupts at any line: recording, gradients and modes are afterwards as if nothing had run."""

from __future__ import annotations

import numpy as np
import pytest

import compat.mindspore_api as ms
import compat.paddle_api.fluid as fluid
from compat.core import autodiff, op
from compat.core.contexts import PerContext, with_value
from compat.mindspore_api import nn, ops
from compat.mindspore_api.common._jit_arguments import is_inside
from compat.mindspore_api.ops.grad.differentiate import is_recording

from ..interrupts import interrupted, number_of_lines, points

L = fluid.dygraph


def everywhere(function, count=None):
    """Interrupt `function()` at each line, or at `count` of them; yields after each."""
    chosen = range(1, number_of_lines(function) + 1) if count is None else points(function, count)
    for at in chosen:
        yield interrupted(function, at)


def test_a_pause_never_outlasts_its_block():
    engine = autodiff.engine()
    x = engine.leaf(op.asarray(np.ones(2, "float32"), "float32", "cpu"))

    def pausing():
        with engine.paused():
            op.exp(x)

    places = []
    for place in everywhere(pausing):
        places.append(place)
        assert not autodiff.is_paused()
        assert engine.is_tracked(op.exp(x)), place
    assert any("pausing.py" in place for place in places)


def test_a_switch_of_recording_is_done_or_not():
    with L.guard():
        tracer = fluid.framework._dygraph_tracer()
        layer = L.Linear(2, 1)
        x = L.to_variable(np.ones((1, 2), "float32"))

        def switching():
            tracer.train_mode()
            tracer.eval_mode()

        for place in everywhere(switching):
            assert layer(x).stop_gradient is not tracer._train_mode, place
        tracer.train_mode()
        assert not layer(x).stop_gradient


@pytest.mark.parametrize("variable", [PerContext("compat_test_interrupts", 0)])
def test_a_value_set_for_a_call_is_put_back(variable):
    for place in everywhere(lambda: with_value(variable, 1, lambda: None)):
        assert variable.value == 0, place


class Scale(nn.Cell):
    """A cell with a derivative of its own."""

    def construct(self, x):
        return x * 3

    def bprop(self, x, out, dout):
        return (dout * 5,)


def mindspore_gradients():
    """A function that returns gradients of one network, always the same ones."""
    r = np.random.RandomState(0)
    weight = ms.Tensor(r.randn(2, 1, 3, 3).astype("float32"))
    dense = ms.Tensor(r.randn(3, 8).astype("float32"))
    net = nn.SequentialCell(
        *(nn.Conv2d(1, 2, 3, weight_init=weight, pad_mode="valid"), Scale(), nn.ReLU()),
        *(nn.Flatten(), nn.Dense(8, 3, weight_init=dense)),
    )
    loss = nn.WithLossCell(net, nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean"))
    weights = list(loss.trainable_params())
    x, y = ms.Tensor(r.randn(2, 1, 4, 4).astype("float32")), ms.Tensor(np.array([0, 2], "int32"))
    cube = ms.Tensor(np.array([2.0], "float32"))
    engine = autodiff.engine()

    def gradients():
        value, found = ms.value_and_grad(loss, None, weights)(x, y)
        compiled = ms.jit(lambda t: ops.GradOperation()(lambda u: u * u)(t))(cube)
        twice = ms.grad(ms.grad(lambda t: (t**3).sum()))(cube)
        pushed = ms.jvp(lambda t: t**2, cube, cube)[1]
        arrays = [v.asnumpy().tolist() for v in (value, *found, compiled, twice, pushed)]
        tracked = [engine.is_tracked(w._value) for w in weights]
        return arrays, any(tracked), is_recording(), is_inside(), autodiff.is_paused()

    return gradients


def paddle_gradients():
    """A function that returns gradients of one network, always the same ones."""
    r = np.random.RandomState(0)
    layers = [L.Conv2D(1, 2, 3), L.Linear(8, 3), L.Embedding([5, 4], is_sparse=True), L.GRUUnit(6)]
    for layer in layers:
        for parameter in layer.parameters():
            parameter.set_value(r.randn(*parameter.shape).astype("float32"))
    conv, dense, table, unit = layers
    x = L.to_variable(r.randn(2, 1, 4, 4).astype("float32"))
    y = L.to_variable(np.array([[0], [2]], "int64"))
    ones = [L.to_variable(np.ones((1, n), "float32")) for n in (6, 2)]

    def gradients():
        # As in Paddle, what leaves a `no_grad` block by an exception leaves its mode in force.
        fluid.framework._dygraph_tracer().train_mode()
        for layer in layers:
            layer.clear_gradients()
        h = fluid.layers.reshape(fluid.layers.relu(conv(x)), [2, 8])
        loss = fluid.layers.softmax_with_cross_entropy(dense(h), y)
        (fluid.layers.reduce_mean(loss) + fluid.layers.reduce_sum(table(y) * 2.0)).backward()
        with L.no_grad():
            assert dense(h).stop_gradient
        unit(*ones)[0].backward()
        again = L.grad(fluid.layers.reduce_sum(dense(h) * dense(h)), [dense.weight])[0]
        of = (conv.weight, dense.weight, unit.weight)
        values, rows = table.weight.gradient()
        arrays = [*(w.gradient() for w in of), values, rows, again.numpy()]
        return [a.tolist() for a in arrays], autodiff.is_paused()

    return gradients


@pytest.mark.parametrize("make", [mindspore_gradients, paddle_gradients])
def test_gradients_after_an_interrupt_are_those_before(make):
    with L.guard():
        gradients = make()
        gradients()
        expected = gradients()
        for place in everywhere(gradients, 150):
            assert gradients() == expected, place
