"""Layers as containers of parameters, their files, and readers."""

import numpy as np
import paddle.fluid as fluid
import pytest
from paddle.fluid.dygraph import Layer, LayerList, Linear, ParameterList, Sequential, to_variable


@pytest.fixture(autouse=True)
def dynamic():
    with fluid.dygraph.guard():
        yield


class Pair(Layer):
    def __init__(self):
        super().__init__()
        self.first = Linear(2, 3)
        self.second = Linear(3, 1, bias_attr=False)
        self.scale = self.create_parameter([1], attr="scale")

    def forward(self, x):
        return self.second(self.first(x)) * self.scale


def test_parameters_come_in_the_order_of_the_tree():
    names = [name for name, _ in Pair().named_parameters()]
    assert names == ["scale", "first.weight", "first.bias", "second.weight"]


def test_sublayers_and_state():
    net = Pair()
    assert [name for name, _ in net.named_sublayers()] == ["first", "second"]
    assert list(net.state_dict()) == ["scale", "first.weight", "first.bias", "second.weight"]
    assert net.full_name() == "pair_0"


def test_a_name_is_used_once():
    Linear(1, 1, param_attr="w")
    with pytest.raises(ValueError, match="have be been used"):
        Linear(1, 1, param_attr="w")


def test_what_may_be_assigned():
    net = Pair()
    with pytest.raises(TypeError, match="should be of type Parameter or None, but got 'ndarray'"):
        net.scale = np.ones(1)
    with pytest.raises(TypeError, match="should be of type Layer or None, but got 'int'"):
        net.first = 3
    net.scale = None
    assert net.scale is None
    with pytest.raises(AttributeError):
        net.missing


def test_hooks_see_and_replace():
    net = Linear(2, 2)
    before = net.register_forward_pre_hook(lambda layer, inputs: (inputs[0] * 0.0,))
    after = net.register_forward_post_hook(lambda layer, inputs, out: out + 1.0)
    x = to_variable(np.ones((1, 2), "float32"))
    np.testing.assert_array_equal(net(x).numpy(), [[1, 1]])
    before.remove()
    after.remove()
    assert not np.array_equal(net(x).numpy(), [[1, 1]])


def test_containers():
    net = Sequential(Linear(2, 3), ("named", Linear(3, 1))[1])
    assert len(net) == 2
    assert net(to_variable(np.ones((4, 2), "float32"))).shape == [4, 1]
    layers = LayerList([Linear(1, 1) for _ in range(3)])
    del layers[0]
    layers.insert(0, Linear(2, 2))
    assert [name for name, _ in layers.named_parameters()][:2] == ["0.weight", "0.bias"]
    assert layers[0].weight.shape == [2, 2]
    assert len(ParameterList(layers[1].parameters())) == 2


def test_files_keep_parameters_and_optimizers(tmp_path):
    net = Pair()
    optimizer = fluid.optimizer.Adam(0.1, parameter_list=net.parameters())
    loss = fluid.layers.mean(net(to_variable(np.ones((4, 2), "float32"))))
    loss.backward()
    optimizer.minimize(loss)
    path = str(tmp_path / "deep" / "model")
    fluid.save_dygraph(net.state_dict(), path)
    fluid.save_dygraph(optimizer.state_dict(), path)
    parameters, state = fluid.load_dygraph(path)
    for name, value in net.state_dict().items():
        np.testing.assert_array_equal(parameters[name], value.numpy())
    assert any("moment1" in name for name in state)
    with fluid.dygraph.guard():
        other = Pair()
        other.set_dict(parameters)
        np.testing.assert_array_equal(other.first.weight.numpy(), parameters["first.weight"])
        again = fluid.optimizer.Adam(0.1, parameter_list=other.parameters())
        again.set_dict(state)
    with pytest.raises(RuntimeError, match="Can't not find"):
        net.set_dict({})
    with pytest.raises(RuntimeError, match="not exists"):
        fluid.load_dygraph(str(tmp_path / "none"))


def test_one_process_trains_as_one():
    assert fluid.dygraph.prepare_context() is None
    net = fluid.dygraph.DataParallel(Linear(2, 1), fluid.dygraph.parallel.ParallelStrategy())
    loss = fluid.layers.mean(net(to_variable(np.ones((1, 2), "float32"))))
    assert net.scale_loss(loss) is loss
    loss.backward()
    net.apply_collective_grads()
    assert fluid.dygraph.ParallelEnv().nranks == 1


def test_loader_gives_variables():
    loader = fluid.io.DataLoader.from_generator(capacity=2)
    loader.set_sample_generator(lambda: ((np.ones(3), i) for i in range(5)), batch_size=2)
    batches = list(loader())
    assert len(batches) == 2
    assert batches[0][0].shape == [2, 3]
    np.testing.assert_array_equal(batches[1][1].numpy(), [2, 3])


def test_absent_names_import_and_refuse():
    from paddle.fluid import ParallelExecutor

    with pytest.raises(NotImplementedError, match=r"paddle\.fluid\.ParallelExecutor"):
        ParallelExecutor(fluid.default_main_program())
    with pytest.raises(AttributeError):
        fluid.layers.no_such_function
