"""What Paddle 1.8.5 raises for wrong arguments, whatever library computes."""

import numpy as np
import pytest
from paddle import fluid
from paddle.fluid import core, layers

VALUE = np.ones((2, 4), "float32")
CALLS = [
    # Inside an operator: shapes, ranks and axes.
    (lambda x: layers.bmm(x, x), core.EnforceNotMet),
    (lambda x: layers.pixel_shuffle(x, 2), core.EnforceNotMet),
    (lambda x: layers.transpose(x, [0, 0]), core.EnforceNotMet),
    (lambda x: layers.pad(x, [1, 1]), core.EnforceNotMet),
    # Attributes of another type.
    (lambda x: layers.concat([x, x], axis=[1, 2]), core.EnforceNotMet),
    (lambda x: layers.softmax(x, axis="x"), core.EnforceNotMet),
    (lambda x: layers.reduce_mean(x, dim={}), RuntimeError),
    # The Python layer's own checks come first.
    (lambda x: layers.cast(2.5, "int32"), AttributeError),
    (lambda x: layers.sums(2.5), AttributeError),
    (lambda x: layers.expand(x, 2.5), TypeError),
]


@pytest.mark.parametrize("number", range(len(CALLS)))
def test_a_wrong_argument_raises_what_paddle_raises(number):
    call, error = CALLS[number]
    with fluid.dygraph.guard(), pytest.raises(error) as caught:
        call(fluid.dygraph.to_variable(VALUE))
    assert type(caught.value) is error


def test_the_same_types_pass_twice():
    with fluid.dygraph.guard():
        x = fluid.dygraph.to_variable(VALUE)
        for _ in range(2):
            assert layers.softmax(x, axis=1).shape == [2, 4]
        with pytest.raises(core.EnforceNotMet):
            layers.softmax(x, axis=2**40)
        with pytest.raises(core.EnforceNotMet):
            layers.softmax(x, 2**40)
