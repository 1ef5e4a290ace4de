"""Training and evaluation mode of cells that several models and functions share.

Losses recorded from MindSpore 2.0.0 (CPU): a net with batch normalisation, two epochs of 3 steps.
"""

import copy

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import Model, Tensor, nn
from compat.mindspore_api import dataset as ds

X = np.random.RandomState(0).randn(24, 4).astype(np.float32)
Y = np.random.RandomState(1).randint(0, 3, 24).astype(np.int32)
FIRST = [1.10296, 1.06776, 1.08798]
TRAINING = [*FIRST, 1.10401, 1.08676, 1.04181]
SWITCHED_OFF = [*FIRST, 1.0861, 1.10368, 1.0905]


@pytest.fixture(params=[ms.GRAPH_MODE, ms.PYNATIVE_MODE], ids=["graph", "pynative"])
def mode(request):
    before = ms.get_context("mode")
    ms.set_context(mode=request.param)
    yield request.param
    ms.set_context(mode=before)


def batches():
    return ds.NumpySlicesDataset((X, Y), shuffle=False).batch(8)


def network():
    ms.set_seed(1)
    return nn.SequentialCell(nn.Dense(4, 5), nn.BatchNorm1d(5), nn.Dense(5, 3))


class Interrupted(ms.train.Callback):
    """Does something with the network between the epochs; keeps the losses."""

    def __init__(self, act):
        self.act, self.losses = act, []

    def on_train_step_end(self, run_context):
        self.losses.append(float(run_context.original_args().net_outputs.asnumpy()))

    def on_train_epoch_end(self, run_context):
        self.act()


def losses(make_act):
    net = network()
    loss = nn.SoftmaxCrossEntropyWithLogits(True, "mean")
    model = Model(net, loss, nn.SGD(net.trainable_params(), 0.1), metrics={"acc"})
    callback = Interrupted(make_act(net, loss, model))
    model.train(2, batches(), callback, dataset_sink_mode=False)
    return callback.losses


def another(net, loss, model):
    return Model(net, loss, metrics={"acc"})


ACTS = {
    "its own eval": lambda net, loss, model: lambda: model.eval(batches()),
    "its own predict": lambda net, loss, model: lambda: model.predict(Tensor(X[:8])),
    "another's eval": lambda *a: lambda: another(*a).eval(batches()),
    "another's predict": lambda *a: lambda: another(*a).predict(Tensor(X[:8])),
    "set_train(False)": lambda net, loss, model: lambda: net.set_train(False),
}


@pytest.mark.parametrize("act", ACTS)
def test_losses_after_an_evaluation_between_epochs(mode, act):
    own = act.startswith("its own")
    wanted = TRAINING if own or mode == ms.GRAPH_MODE else SWITCHED_OFF
    np.testing.assert_allclose(losses(ACTS[act]), wanted, atol=2e-5)


def steps_in_between(call, net):
    """Results in training mode, after `set_train(False)`, and in training mode again."""
    net.set_train()
    found = [call()]
    net.set_train(False)
    net(Tensor(X[:8]))
    found.append(call())
    net.set_train()
    return [*found, call()]


@pytest.mark.parametrize("compiled", [True, False], ids=["jit", "plain"])
def test_compiled_functions_keep_the_mode_of_their_first_call(mode, compiled):
    net, loss = network(), nn.MSELoss()
    y = Tensor(np.random.RandomState(1).randn(8, 3).astype(np.float32))

    def forward(x, y):
        return loss(net(x), y)

    call = ms.jit(forward) if compiled else forward
    found = steps_in_between(lambda: float(call(Tensor(X[:8]), y).asnumpy()), net)
    assert (found[1] == pytest.approx(found[0], abs=1e-5)) == compiled
    assert found[2] == pytest.approx(found[0], abs=1e-5)


def test_gradient_functions_keep_it_in_graph_mode_only(mode):
    net, loss = network(), nn.MSELoss()
    y = Tensor(np.random.RandomState(1).randn(8, 3).astype(np.float32))
    call = ms.value_and_grad(lambda x, y: loss(net(x), y), None, net.trainable_params())
    found = steps_in_between(lambda: float(call(Tensor(X[:8]), y)[0].asnumpy()), net)
    assert (found[1] == pytest.approx(found[0], abs=1e-5)) == (mode == ms.GRAPH_MODE)


def test_other_shapes_are_compiled_with_the_flags_of_that_moment(mode):
    net = network()
    net.set_train()
    net(Tensor(X[:8]))
    net[1].set_train(False)
    kept, fresh = net(Tensor(X[:8])), net(Tensor(X[:6]))
    in_training = np.abs(kept.asnumpy().mean(0) - net[2].bias.asnumpy()).max() < 1e-6
    assert in_training == (mode == ms.GRAPH_MODE)
    assert np.abs(fresh.asnumpy().mean(0) - net[2].bias.asnumpy()).max() > 1e-6


def test_flags_read_as_they_were_set(mode):
    net = network()
    net.set_train()
    net(Tensor(X[:8]))
    net[1].set_train(False)
    net(Tensor(X[:8]))
    assert (net.training, net[1].training) == (True, False)


def test_a_copy_of_a_called_network_is_compiled_anew(mode):
    net = network()
    net.set_train()
    net(Tensor(X[:8]))
    twin = copy.deepcopy(net)
    assert "_compiled_modes" not in twin.__dict__
    assert np.array_equal(twin[0].weight.asnumpy(), net[0].weight.asnumpy())


def test_sink_size_counts_the_steps_of_an_epoch(capsys):
    net = network()
    loss = nn.SoftmaxCrossEntropyWithLogits(True, "mean")
    model = Model(net, loss, nn.SGD(net.trainable_params(), 0.1))
    model.train(1, batches(), ms.train.LossMonitor(), dataset_sink_mode=True, sink_size=2)
    steps = [line.split(",")[0] for line in capsys.readouterr().out.splitlines()]
    assert steps == ["epoch: 1 step: 1", "epoch: 1 step: 2", "epoch: 1 step: 1"]


def test_fit_reports_the_loss_of_the_last_batch():
    net = network()
    loss = nn.SoftmaxCrossEntropyWithLogits(True, "mean")
    model = Model(net, loss, nn.SGD(net.trainable_params(), 0.0), metrics={"loss"})
    seen = []

    class Watch(ms.train.Callback):
        def on_train_epoch_end(self, run_context):
            seen.append(dict(run_context.original_args().eval_results))

    model.fit(1, batches(), batches(), callbacks=Watch())
    net.set_train(False)
    last = loss(net(Tensor(X[16:])), Tensor(Y[16:])).asnumpy()
    assert seen[0]["eval_loss"] == pytest.approx(float(last), abs=1e-5)
    assert seen[0]["loss"] != seen[0]["eval_loss"]
