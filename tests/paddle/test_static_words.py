"""Words of static graphs in programs of dygraph mode: made and kept, refused when run."""

import paddle.fluid as fluid
import pytest

L = fluid.layers


@pytest.mark.parametrize(
    ("name", "given"),
    [("fc", (2,)), ("conv2d", (2, 3)), ("batch_norm", ()), ("row_conv", (2,)), ("relu", ())],
)
def test_functions_refuse_static_variables(name, given):
    x = fluid.data(f"{name}_input", [None, 3, 5, 5])
    with pytest.raises(NotImplementedError, match="static graph"):
        getattr(L, name)(x, *given)


def test_executor_is_made():
    assert isinstance(fluid.Executor(fluid.CPUPlace()), fluid.Executor)
    with fluid.program_guard(fluid.Program(), fluid.Program()):
        assert fluid.data("x", [None, 3]).shape == (-1, 3)
