"""What `Model` does ahead of a run, with the errors of MindSpore 2.0.0."""

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import Model, nn
from compat.mindspore_api import dataset as ds

ROWS = np.ones((4, 1), np.float32)


@pytest.fixture
def graph_mode():
    before = ms.get_context("mode")
    ms.set_context(mode=ms.GRAPH_MODE)
    yield
    ms.set_context(mode=before, device_target="CPU")


def model(**kwargs):
    net = nn.Dense(1, 1)
    return Model(net, nn.MSELoss(), nn.SGD(net.trainable_params()), **kwargs)


def batches():
    return ds.NumpySlicesDataset((ROWS, ROWS)).batch(2)


def test_build_needs_graph_mode_on_ascend():
    with pytest.raises(RuntimeError, match="only supports GRAPH MODE and Ascend"):
        model().build(batches())


@pytest.mark.usefixtures("graph_mode")
def test_a_built_model_trains_for_as_many_epochs_as_it_was_built_for():
    ms.set_context(device_target="Ascend")
    data, fitted = batches(), model()
    with pytest.raises(ValueError, match="can not both be None"):
        fitted.build()
    with pytest.raises(TypeError, match="'train_dataset' must be `Dataset`"):
        fitted.build(3)
    with pytest.raises(RuntimeError, match="metric fn can not be None"):
        fitted.build(data, batches())
    fitted.build(data, epoch=2)
    with pytest.raises(ValueError, match="got 2 and 1 separately"):
        fitted.train(1, data)
    fitted.train(2, data, dataset_sink_mode=True)


@pytest.mark.usefixtures("graph_mode")
@pytest.mark.parametrize("name", ["infer_train_layout", "infer_predict_layout"])
def test_layouts_belong_to_networks_cut_over_devices(name):
    argument = batches() if "train" in name else ms.Tensor([[1.0]])
    with pytest.raises(RuntimeError, match=r"semi.auto.parallel"):
        getattr(model(), name)(argument)
    ms.set_context(mode=ms.PYNATIVE_MODE)
    with pytest.raises(RuntimeError, match="GRAPH MODE"):
        getattr(model(), name)(argument)
