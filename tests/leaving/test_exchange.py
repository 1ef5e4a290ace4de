"""Arrays of tensors for other libraries: DLPack and NumPy's protocol, on every backend."""

from __future__ import annotations

import numpy as np
import pytest

import compat
from compat.core import registry

compat.install()

import mindspore as ms  # noqa: E402
import paddle.fluid as fluid  # noqa: E402

X = np.arange(6, dtype="float32").reshape(2, 3)


@pytest.fixture(params=["mindspore", "paddle"])
def tensor(request):
    if request.param == "mindspore":
        yield ms.Tensor(X)
        return
    with fluid.dygraph.guard():
        yield fluid.dygraph.to_variable(X)


def test_numpy_takes_a_tensor_through_dlpack(tensor):
    np.testing.assert_array_equal(np.from_dlpack(tensor), X)


def test_torch_takes_a_tensor_and_shares_its_memory_on_torch(tensor):
    torch = pytest.importorskip("torch")
    found = torch.from_dlpack(tensor)
    np.testing.assert_array_equal(found.numpy(), X)
    if registry.ensure() == "torch":
        found[0, 0] = 9.0
        assert tensor.numpy()[0, 0] == 9.0


def test_numpy_makes_an_array_of_a_mindspore_tensor():
    np.testing.assert_array_equal(np.asarray(ms.Tensor(X)), X)
    assert np.asarray(ms.Tensor(X), dtype="float64").dtype == np.float64
