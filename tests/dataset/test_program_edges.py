"""Edges that whole programs met: samplers of batches, files without rows, masks of dropout."""

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import Tensor, mindrecord, nn
from compat.mindspore_api import dataset as ds


class Doubled:
    """Twice the number, or the numbers, asked for."""

    def __getitem__(self, i):
        return (np.array(i) * 2.0,)

    def __len__(self):
        return 12


class Batches:
    """Row numbers in groups."""

    def __init__(self, groups):
        self.groups = groups

    def __iter__(self):
        return iter(self.groups)

    def __len__(self):
        return len(self.groups)


@pytest.mark.parametrize(
    "groups", [np.arange(12).reshape(3, 4)[::-1], [np.arange(4), np.arange(4, 8)]]
)
def test_a_sampler_of_batches_asks_for_whole_arrays(groups):
    data = ds.GeneratorDataset(Doubled(), ["x"], sampler=Batches(groups))
    assert data.get_dataset_size() == len(groups)
    found = [row["x"].tolist() for row in data.create_dict_iterator(output_numpy=True)]
    assert found == [(2.0 * group).tolist() for group in np.asarray(groups)]


@pytest.mark.parametrize("arguments", [{}, {"shuffle": False}, {"num_samples": 3}])
def test_records_without_rows_are_an_empty_dataset(tmp_path, arguments):
    writer = mindrecord.FileWriter(str(tmp_path / "none"), 3)
    writer.add_schema({"a": {"type": "int32"}}, "nothing")
    writer.commit()
    data = ds.MindDataset(str(tmp_path / "none0"), **arguments)
    assert list(data.create_dict_iterator(num_epochs=1)) == []


# Recorded from MindSpore 2.0.0: what nn.Dropout(p=0.5) keeps after set_seed(1), in two runs.
KEPT = ["110101100010011001111000", "110011111001011111010110"]


@pytest.fixture
def graph_mode():
    before = ms.get_context("mode")
    ms.set_context(mode=ms.GRAPH_MODE)
    yield
    ms.set_context(mode=before)


@pytest.mark.usefixtures("graph_mode")
def test_masks_of_dropout_after_a_seed():
    ms.set_seed(1)
    dropout = nn.Dropout(p=0.5)
    dropout.set_train()
    x = Tensor(np.ones(24, np.float32))
    found = ["".join(str(int(v > 0)) for v in dropout(x).asnumpy()) for _ in range(2)]
    assert found == KEPT


@pytest.mark.usefixtures("graph_mode")
def test_a_layer_used_twice_in_a_graph_draws_the_same_mask():
    ms.set_seed(1)

    class Twice(nn.Cell):
        def __init__(self):
            super().__init__()
            self.dropout = nn.Dropout(p=0.5)

        def construct(self, x):
            return self.dropout(x), self.dropout(x)

    net = Twice()
    net.set_train()
    x = Tensor(np.ones(24, np.float32))
    for _ in range(2):
        first, second = net(x)
        assert np.array_equal(first.asnumpy(), second.asnumpy())
    assert not np.array_equal(first.asnumpy(), net(x)[0].asnumpy())
