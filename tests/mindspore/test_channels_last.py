"""Convolutions in NHWC, which the original refuses on CPU."""

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import Tensor, context, nn, ops

SETTINGS = [
    ({"stride": (2, 3), "group": 2}, (2, 6, 9, 14)),
    ({"pad_mode": "same", "stride": 2}, (2, 6, 7, 10)),
    ({"pad_mode": "pad", "pad": (1, 0, 0, 1), "dilation": (1, 2)}, (2, 3, 5, 6)),
]


@pytest.fixture(autouse=True)
def settings_kept():
    before = dict(context._settings)
    yield
    context._settings.update(before)


def last(x):
    return np.ascontiguousarray(x.transpose(0, 2, 3, 1))


class Sized(nn.Cell):
    def __init__(self, operator, size):
        super().__init__()
        self.operator, self.size = operator, size

    def construct(self, x, w):
        return self.operator(x, w, self.size)


def answers(operator, size, x, w, g):
    net = Sized(operator, size)
    gradient = ops.GradOperation(get_all=True, sens_param=True)(net)
    return [net(Tensor(x), Tensor(w)), *gradient(Tensor(x), Tensor(w), Tensor(g))]


@pytest.mark.parametrize("target", ["GPU", "Ascend"])
@pytest.mark.parametrize("name", ["Conv2DTranspose", "Conv2DBackpropInput"])
@pytest.mark.parametrize(("settings", "size"), SETTINGS, ids=str)
def test_transposed_convolution_agrees_with_channels_first(target, name, settings, size):
    r = np.random.RandomState(3)
    group = settings.get("group", 1)
    x = r.standard_normal((2, 6, 4, 5)).astype("float32")
    w = r.standard_normal((6, size[1] // group, 3, 2)).astype("float32")
    g = r.standard_normal(size).astype("float32")
    cls = getattr(ops, name)
    first = answers(cls(6, (3, 2), **settings), size, x, w, g)
    ms.set_context(device_target=target)
    operator = cls(6, (3, 2), data_format="NHWC", **settings)
    assert operator.format == operator.data_format == "NHWC"
    size_last = (size[0], size[2], size[3], size[1])
    found = answers(operator, size_last, last(x), last(w), last(g))
    for a, b in zip(first, found, strict=True):
        np.testing.assert_allclose(last(a.asnumpy()), b.asnumpy(), rtol=1e-5, atol=1e-5)


def test_convolution_agrees_with_channels_first():
    r = np.random.RandomState(4)
    x = r.standard_normal((2, 6, 4, 5)).astype("float32")
    w = r.standard_normal((4, 6, 3, 3)).astype("float32")
    first = ops.Conv2D(4, 3)(Tensor(x), Tensor(w)).asnumpy()
    ms.set_context(device_target="GPU")
    found = ops.Conv2D(4, 3, data_format="NHWC")(Tensor(last(x)), Tensor(last(w))).asnumpy()
    np.testing.assert_allclose(last(first), found, rtol=1e-5, atol=1e-5)
    assert nn.Conv2d(6, 4, 3, data_format="NHWC", has_bias=True)(Tensor(last(x))).shape == (
        2,
        4,
        5,
        4,
    )


@pytest.mark.parametrize("name", ["Conv2DTranspose", "Conv2DBackpropInput", "Conv2D"])
def test_refused_on_cpu(name):
    ms.set_context(device_target="CPU")
    with pytest.raises(ValueError, match="'NHWC' format is only supported in GPU target"):
        getattr(ops, name)(4, 3, data_format="NHWC")
