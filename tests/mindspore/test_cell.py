"""Cells against recorded answers of MindSpore 2.0.0, and what only compat promises."""

import copy
import pickle
import sys
import threading

import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import nn, ops

from .nn_golden import differences, found, recorded


@pytest.mark.parametrize("case", list(recorded("cells")))
def test_cell_as_in_the_original(case):
    assert not differences(found("cells")[case], recorded("cells")[case])


class Scaled(nn.Cell):
    def __init__(self):
        super().__init__()
        self.dense = nn.Dense(2, 2)
        self.scale = ms.Parameter(ms.Tensor([2.0, 3.0]), name="scale")

    def construct(self, x):
        return self.dense(x) * self.scale


def test_deep_copies_share_nothing():
    net = nn.SequentialCell(Scaled(), nn.ReLU())
    twin = copy.deepcopy(net)
    before = net[0].scale.asnumpy().tolist()
    twin[0].scale.set_data(ms.Tensor([5.0, 5.0]))
    assert net[0].scale.asnumpy().tolist() == before
    assert twin[0].scale is twin[0]._params["scale"]
    assert [p.name for p in twin.get_parameters()] == [p.name for p in net.get_parameters()]


def test_cells_pickle_under_their_public_names(installed):
    net = pickle.loads(pickle.dumps(nn.Dense(2, 3)))
    x = ms.Tensor([[1.0, 2.0]])
    assert net(x).shape == (1, 3)
    assert b"compat" not in pickle.dumps(nn.Dense(2, 3))


def test_direct_changes_of_the_members_are_attributes():
    net = Scaled()
    other = nn.Dense(2, 2, weight_init="ones", bias_init="zeros")
    net._cells["dense"] = other
    assert net.dense is other
    assert net(ms.Tensor([[1.0, 1.0]])).asnumpy().tolist() == [[4.0, 6.0]]
    del net._params["scale"]
    assert not hasattr(net, "scale")


def test_a_training_cell_runs_its_network_once_per_step():
    net = nn.BatchNorm1d(2, momentum=0.5)
    step = nn.TrainOneStepCell(nn.WithLossCell(net, nn.MSELoss()), nn.SGD(net.trainable_params()))
    step.set_train()
    step(ms.Tensor([[0.0, 4.0], [0.0, 4.0]]), ms.Tensor([[0.0, 0.0], [0.0, 0.0]]))
    assert net.moving_mean.asnumpy().tolist() == [0.0, 2.0]


def test_a_kept_run_is_not_used_for_changed_weights():
    net = nn.Dense(1, 1, weight_init="ones", bias_init="zeros")
    net.set_grad()
    net.set_train()
    x = ms.Tensor([[2.0]])
    net(x)
    net.weight.set_data(ms.Tensor([[3.0]]))
    square = ops.GradOperation()(lambda v: net(v) * net(v))
    assert ops.GradOperation()(net)(x).asnumpy().tolist() == [[3.0]]
    assert square(x).asnumpy().tolist() == [[36.0]]


def test_graph_mode_counts_arguments_itself():
    ms.set_context(mode=ms.GRAPH_MODE)
    try:
        with pytest.raises(TypeError, match="requires 1 positional argument, but got 0"):
            nn.ReLU()()
    finally:
        ms.set_context(mode=ms.PYNATIVE_MODE)


def test_networks_of_two_threads_do_not_meet():
    results = {}

    def work(number):
        net = nn.Dense(1, 1, weight_init=number, bias_init="zeros").to_float(ms.float16)
        for _ in range(50):
            results[number] = float(net(ms.Tensor([[1.0]])).asnumpy()[0, 0])

    threads = [threading.Thread(target=work, args=(n,)) for n in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {1: 1.0, 2: 2.0, 3: 3.0}


def test_a_plain_call_costs_little_more_than_construct():
    net, x = nn.Identity(), ms.Tensor([1.0])

    def frames(function):
        count = 0

        def watch(frame, event, argument):
            nonlocal count
            count += event == "call"

        sys.setprofile(watch)
        try:
            function()
        finally:
            sys.setprofile(None)
        return count

    assert frames(lambda: net(x)) <= frames(lambda: net.construct(x)) + 1
