"""What compiled functions take as arguments."""

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import Tensor, nn


@ms.jit
def twice(x, extra=None):
    return x + x


@ms.jit
def outer(x):
    return twice(x, "text")


class Net(nn.Cell):
    @ms.jit
    def part(self, x, extra):
        return x + 1

    def construct(self, x):
        return self.part(x, (1, None))


ONE = Tensor(np.ones(2, "float32"))


@pytest.mark.parametrize("value", [1, True, 2.5, None, ONE, ms.float32, (1, [2.0, ONE]), {"a": 1}])
def test_numbers_tensors_and_containers_are_taken(value):
    assert twice(ONE, value).asnumpy().tolist() == [2.0, 2.0]
    assert twice(ONE, extra=value).asnumpy().tolist() == [2.0, 2.0]


@pytest.mark.parametrize(
    "value", ["s", (1, "s"), {"a": "s"}, np.ones(2), np.int64(1), 1j, {1}, range(3), nn.ReLU()]
)
def test_other_values_are_refused(value):
    with pytest.raises(TypeError, match=r"network 'twice' support .* the 2nd arg type is"):
        twice(ONE, value)
    with pytest.raises(TypeError, match="the 2nd arg type is"):
        twice(ONE, extra=value)


def test_a_method_is_named_with_its_class():
    assert Net()(ONE).asnumpy().tolist() == [2.0, 2.0]
    with pytest.raises(TypeError, match=r"'Net.part' .* the 2nd arg type is <class 'str'>"):
        Net().part(ONE, "s")


def test_only_the_jit_arguments_function_is_checked():
    assert outer(ONE).asnumpy().tolist() == [2.0, 2.0]
    with pytest.raises(TypeError):
        twice(ONE, "s")
