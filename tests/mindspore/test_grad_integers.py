"""Gradients with respect to integers; the original differentiates them as it does floats."""

import numpy as np
import pytest

pytestmark = pytest.mark.usefixtures("installed")


def test_the_gradient_of_an_integer_is_an_integer():
    import mindspore as ms
    from mindspore import ops

    x = ms.Tensor([3, 4], ms.int32)
    gradient = ops.grad(lambda x: x * x + 1)(x)
    assert gradient.dtype == ms.int32
    np.testing.assert_array_equal(gradient.asnumpy(), [6, 8])


def test_the_value_is_an_integer_too():
    import mindspore as ms
    from mindspore import ops

    value, gradient = ops.value_and_grad(lambda x: x * 3)(ms.Tensor([2], ms.int64))
    assert (value.dtype, gradient.dtype) == (ms.int64, ms.int64)
    assert (value.asnumpy()[0], gradient.asnumpy()[0]) == (6, 3)


def test_a_gradient_that_is_too_large_wraps_around():
    import mindspore as ms
    from mindspore import ops

    def power(x):
        for _ in range(40):
            x = x * 2
        return x

    gradient = ops.grad(power)(ms.Tensor([1], ms.int32))
    assert gradient.dtype == ms.int32
    assert gradient.asnumpy()[0] == 0


def test_integers_beside_floats_get_zeros():
    import mindspore as ms
    from mindspore import ops

    x = ms.Tensor([1.5], ms.float32)
    index = ms.Tensor([2], ms.int32)
    by_x, by_index = ops.grad(lambda x, i: x * i, (0, 1))(x, index)
    assert by_x.asnumpy()[0] == 2
    assert by_index.dtype == ms.int32
