"""A Cell or Layer as a torch module and back, and as an ONNX file."""

from __future__ import annotations

import numpy as np
import pytest

import compat
from compat.core import registry
from compat.core.errors import BackendError
from compat.leaving import from_torch, to_onnx, to_torch

compat.install()

import mindspore as ms  # noqa: E402
import paddle.fluid as fluid  # noqa: E402
from mindspore import nn  # noqa: E402

ON_TORCH = registry.ensure() == "torch"
on_torch = pytest.mark.skipif(not ON_TORCH, reason="needs the torch backend")
PICTURES = np.random.RandomState(0).standard_normal((2, 3, 8, 8)).astype("float32")


def cell():
    layers = [nn.Conv2d(3, 4, 3, has_bias=True), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten()]
    return nn.SequentialCell([*layers, nn.Dense(256, 5)])


def layer():
    dygraph = fluid.dygraph
    return dygraph.Sequential(dygraph.Conv2D(3, 4, 3), dygraph.BatchNorm(4, act="relu"))


@pytest.mark.skipif(ON_TORCH, reason="is about the other backends")
def test_other_backends_say_what_to_do(tmp_path):
    with pytest.raises(BackendError, match="compat --backend torch"):
        to_torch(cell())
    with pytest.raises(NotImplementedError, match="compat --backend torch"):
        ms.export(cell(), ms.Tensor(PICTURES), file_name=str(tmp_path / "a"), file_format="ONNX")


@on_torch
def test_a_cell_trains_as_a_torch_module():
    import torch

    net = cell()
    module = to_torch(net).train()
    optimizer = torch.optim.SGD(module.parameters(), 0.1)
    before = {n: p.asnumpy() for n, p in net.parameters_and_names()}
    loss = module(torch.from_numpy(PICTURES)).square().mean()
    loss.backward()
    optimizer.step()
    after = {n: p.asnumpy() for n, p in net.parameters_and_names()}
    assert all(not np.array_equal(before[n], after[n]) for n in before)
    net.set_train(False)
    module.eval()
    found = module(torch.from_numpy(PICTURES)).detach().numpy()
    np.testing.assert_array_equal(found, net(ms.Tensor(PICTURES)).asnumpy())


@on_torch
def test_a_torch_module_trains_as_a_cell():
    import torch

    module = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh())
    net = from_torch(module)
    x, y = ms.Tensor(np.ones((2, 3), "float32")), ms.Tensor(np.ones((2, 4), "float32"))
    optimizer = nn.SGD(net.trainable_params(), 0.1)
    step = nn.TrainOneStepCell(nn.WithLossCell(net, nn.MSELoss()), optimizer)
    losses = [float(step(x, y).asnumpy()) for _ in range(3)]
    assert losses[2] < losses[1] < losses[0]
    net.update_module()
    found = module(torch.ones(2, 3)).detach().numpy()
    np.testing.assert_allclose(found, net(x).asnumpy(), rtol=1e-6)


@on_torch
def test_a_torch_module_trains_as_a_layer():
    import torch

    with fluid.dygraph.guard():
        net = from_torch(torch.nn.Linear(3, 4), "paddle")
        optimizer = fluid.optimizer.SGDOptimizer(0.1, parameter_list=net.parameters())
        x = fluid.dygraph.to_variable(np.ones((2, 3), "float32"))
        losses = []
        for _ in range(2):
            loss = fluid.layers.mean(fluid.layers.square(net(x)))
            loss.backward()
            optimizer.minimize(loss)
            net.clear_gradients()
            losses.append(float(loss.numpy()[0]))
        assert losses[1] < losses[0]


@on_torch
@pytest.mark.filterwarnings("ignore")
def test_onnx_of_both_frameworks(tmp_path):
    pytest.importorskip("onnxruntime")
    path = tmp_path / "net"
    net = cell()
    ms.export(net, ms.Tensor(PICTURES), file_name=str(path), file_format="ONNX")
    assert (tmp_path / "net.onnx").stat().st_size > 1000
    assert not net.training
    with fluid.dygraph.guard():
        net, x = layer(), fluid.dygraph.to_variable(PICTURES)
        net.eval()
        outputs, traced = fluid.dygraph.TracedLayer.trace(net, [x])
        traced.save_inference_model(str(tmp_path / "paddle.onnx"))
        assert to_onnx(net, [x], tmp_path / "again.onnx") < 1e-5
    import onnxruntime

    session = onnxruntime.InferenceSession(str(tmp_path / "paddle.onnx"))
    found = session.run(None, {session.get_inputs()[0].name: PICTURES})[0]
    np.testing.assert_allclose(found, outputs.numpy(), rtol=1e-4, atol=1e-5)


@on_torch
@pytest.mark.filterwarnings("ignore")
def test_onnx_of_a_network_that_computes_with_its_shapes(tmp_path):
    pytest.importorskip("onnxruntime")

    class Net(nn.Cell):
        def construct(self, x):
            n, c, h, w = x.shape
            return x.reshape((n * c, h * w)).sum(axis=1) / x.shape[1]

    assert to_onnx(Net(), [ms.Tensor(PICTURES)], tmp_path / "net.onnx") < 1e-5
    assert ms.Tensor(PICTURES).shape == (2, 3, 8, 8)


def test_graphs_of_the_compiler_are_refused():
    with pytest.raises(NotImplementedError, match="MINDIR"):
        ms.export(cell(), ms.Tensor(PICTURES), file_name="a", file_format="MINDIR")
    with pytest.raises(ValueError, match="file_format"):
        ms.export(cell(), ms.Tensor(PICTURES), file_name="a", file_format="PB")
