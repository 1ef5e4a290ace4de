"""What notebooks show of tensors, networks and the backend."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np

import compat
from compat.core import registry

compat.install()

import mindspore as ms  # noqa: E402
import paddle.fluid as fluid  # noqa: E402
from mindspore import nn  # noqa: E402


def shown(thing) -> str:
    text = thing._repr_html_()
    ElementTree.fromstring(f"<div>{text.replace('&nbsp;', ' ')}</div>")  # well-formed
    return text


def test_tensors_of_both_frameworks():
    assert "float32[2, 3]" in shown(ms.Tensor(np.ones((2, 3), "float32")))
    assert "int32[]" in shown(ms.Tensor(3, ms.int32))
    assert "bool[1]" in shown(ms.Tensor([True]))
    large = shown(ms.Tensor(np.zeros((2, 100, 100), "float32")))
    assert large.count("<tr>") == 8
    with fluid.dygraph.guard():
        assert "int64[2]" in shown(fluid.dygraph.to_variable(np.arange(2)))


def test_networks_as_tables_of_layers():
    net = nn.SequentialCell([nn.Dense(3, 4), nn.ReLU()])
    text = shown(net)
    assert "16 numbers in parameters" in text
    assert "weight [4, 3], bias [4]" in text
    with fluid.dygraph.guard():
        assert "16 numbers" in shown(fluid.dygraph.Sequential(fluid.dygraph.Linear(3, 4)))


def test_the_backend_and_why():
    registry.ensure()
    assert registry.backend in shown(registry)
    assert registry.reason.replace("'", "&#x27;") in shown(registry)
