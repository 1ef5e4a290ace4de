"""Guards, names, variables and gradients of dygraph mode."""

import threading

import numpy as np
import paddle
import paddle.fluid as fluid
import pytest
from paddle.fluid.dygraph import Conv2DTranspose, Linear, to_variable


@pytest.fixture
def dynamic():
    with fluid.dygraph.guard():
        yield


def numbers(*shape):
    return np.arange(np.prod(shape), dtype="float32").reshape(shape)


def test_version_is_that_of_the_original():
    assert paddle.__version__ == "1.8.5"
    fluid.require_version("1.8.0", "1.8.9")
    with pytest.raises(Exception, match="VersionError"):
        fluid.require_version("2.0")


def test_outside_a_guard_variables_are_refused_and_layers_are_static():
    with pytest.raises(AssertionError, match="We Only support to_variable in imperative mode"):
        to_variable(numbers(2))
    layer = Linear(2, 3)
    assert layer.weight.shape == (2, 3)
    with pytest.raises(AssertionError, match="numpy"):
        layer.weight.numpy()
    with pytest.raises(TypeError, match="must be"):
        layer(numbers(1, 2))


def test_static_layer_inside_a_guard_is_a_type_error():
    layer = Conv2DTranspose(1, 1, 2)
    with fluid.dygraph.guard(), pytest.raises(TypeError, match="incompatible function arguments"):
        layer(to_variable(numbers(1, 1, 2, 2)))


def test_guards_count_layers_anew():
    with fluid.dygraph.guard():
        assert Linear(1, 1).full_name() == "linear_0"
        with fluid.dygraph.guard():
            assert Linear(1, 1).full_name() == "linear_0"
        assert Linear(1, 1).full_name() == "linear_1"
    assert not fluid.in_dygraph_mode()


def test_exception_leaves_dygraph_mode_on():
    found = []

    def work():  # in a thread of its own, whose mode does not concern the other tests
        with pytest.raises(KeyError), fluid.dygraph.guard():
            raise KeyError
        found.append(fluid.in_dygraph_mode())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [True]
    assert not fluid.in_dygraph_mode()


def test_enable_dygraph_works_without_a_guard():
    fluid.enable_dygraph()
    try:
        assert to_variable(numbers(2)).shape == [2]
    finally:
        fluid.disable_dygraph()
    assert not fluid.dygraph.enabled()


@pytest.mark.usefixtures("dynamic")
class TestVariables:
    def test_shares_memory_with_the_array(self):
        array = numbers(3)
        if fluid.is_compiled_with_cuda():
            pytest.skip("shared on the processor only")
        x = to_variable(array)
        array[0] = 7
        assert x.numpy()[0] in (7, 0)  # TensorFlow copies
        x.numpy()[1] = 9
        assert x.numpy()[1] == 1

    def test_texts(self):
        x = to_variable(numbers(2, 2))
        assert "dtype: VarType.FP32 shape: [2, 2]" in str(x)
        assert "data: [0 1 2 3]" in str(x)

    def test_unknown_attributes_are_refused(self):
        with pytest.raises(AttributeError):
            to_variable(numbers(2)).anything = 1

    def test_dtypes_compare_with_numbers_and_members(self):
        x = to_variable(numbers(2))
        assert x.dtype == fluid.core.VarDesc.VarType.FP32
        assert x.dtype == 5
        assert str(x.dtype) == "VarType.FP32"

    def test_set_value_checks_shape_and_dtype(self):
        x = to_variable(numbers(2))
        with pytest.raises(AssertionError, match="Shape not match"):
            x.set_value(numbers(3))
        with pytest.raises(AssertionError, match="dtype not match"):
            x.set_value(np.zeros(2))
        x.set_value(np.ones(2, "float32"))
        np.testing.assert_array_equal(x.numpy(), [1, 1])

    @pytest.mark.parametrize("value", [[1], 3, None])
    def test_only_arrays_become_variables(self, value):
        with pytest.raises(TypeError, match="The type of input value is invalid"):
            to_variable(value)

    def test_truth_of_one_element_only(self):
        assert to_variable(np.array([2.0], "float32"))
        with pytest.raises(AssertionError, match="only contain one element"):
            bool(to_variable(numbers(2)))

    def test_variables_are_hashable_and_iterable(self):
        x = to_variable(numbers(2, 3))
        assert x in {x: 1}
        assert [row.shape for row in x] == [[3], [3]]


@pytest.mark.usefixtures("dynamic")
class TestGradients:
    def leaf(self, *values):
        x = to_variable(np.array(values, "float32"))
        x.stop_gradient = False
        return x

    def test_results_get_gradients_too(self):
        x = self.leaf(1, 2)
        y = x * 2.0
        loss = fluid.layers.reduce_sum(y * y)
        loss.backward()
        np.testing.assert_array_equal(y.gradient(), [4, 8])
        np.testing.assert_array_equal(loss.gradient(), [1])
        np.testing.assert_array_equal(x.gradient(), [8, 16])

    def test_a_second_backward_replaces_gradients(self):
        x = self.leaf(1, 2)
        for factor in (2.0, 3.0):
            fluid.layers.reduce_sum(x * factor).backward()
            np.testing.assert_array_equal(x.gradient(), [factor, factor])

    def test_backward_of_the_same_root_does_nothing_again(self):
        x = self.leaf(1, 2)
        loss = fluid.layers.reduce_sum(x * x)
        loss.backward()
        loss.backward()
        np.testing.assert_array_equal(x.gradient(), [2, 4])

    def test_a_freed_result_cannot_be_used_again(self):
        x = self.leaf(1, 2)
        y = x * 2.0
        fluid.layers.reduce_sum(y).backward()
        with pytest.raises(fluid.core.EnforceNotMet, match="NotFoundError"):
            fluid.layers.reduce_sum(y + 1.0).backward()

    def test_a_kept_graph_can(self):
        x = self.leaf(1, 2)
        y = x * 2.0
        fluid.layers.reduce_sum(y).backward(retain_graph=True)
        fluid.layers.reduce_sum(y * 3.0).backward()
        np.testing.assert_array_equal(x.gradient(), [6, 6])

    def test_unused_results_beside_used_ones_get_zeros(self):
        x = self.leaf(1, 2, 3, 4)
        first, second = fluid.layers.split(x, 2, 0)
        fluid.layers.reduce_sum(first).backward()
        np.testing.assert_array_equal(second.gradient(), [0, 0])
        np.testing.assert_array_equal(x.gradient(), [1, 1, 0, 0])

    def test_clearing_makes_zeros(self):
        x = self.leaf(1, 2)
        assert x.gradient() is None
        fluid.layers.reduce_sum(x).backward()
        x.clear_gradient()
        np.testing.assert_array_equal(x.gradient(), [0, 0])

    def test_no_grad_as_context_and_decorator(self):
        x = self.leaf(1, 2)
        with fluid.dygraph.no_grad():
            assert (x * 2.0).stop_gradient
        assert fluid.dygraph.no_grad(lambda: x * 2.0)().stop_gradient
        assert not (x * 2.0).stop_gradient

    def test_eval_of_any_layer_stops_recording(self):
        x, layer = self.leaf(1, 2), Linear(2, 1)
        layer.eval()
        assert (x * 2.0).stop_gradient
        layer.train()
        assert not (x * 2.0).stop_gradient

    def test_grad_of_selected_inputs(self):
        x, y = self.leaf(1, 2), self.leaf(3, 4)
        (dx,) = fluid.dygraph.grad([x * y], [x])
        np.testing.assert_array_equal(dx.numpy(), [3, 4])
        assert x.gradient() is None
        with pytest.raises(fluid.core.EnforceNotMet, match="does not appear"):
            fluid.dygraph.grad([x * 2.0], [y])
        assert fluid.dygraph.grad([x * 2.0], [y], allow_unused=True) == [None]

    def test_second_derivatives(self):
        x = self.leaf(1, 2)
        (dx,) = fluid.dygraph.grad([x * x * x], [x], create_graph=True)
        fluid.layers.reduce_sum(dx).backward()
        np.testing.assert_array_equal(x.gradient(), [6, 12])

    def test_no_second_derivative_of_transposed_convolutions(self):
        layer, x = Conv2DTranspose(1, 1, 2), to_variable(numbers(1, 1, 2, 2))
        x.stop_gradient = False
        with pytest.raises(
            fluid.core.EnforceNotMet, match="conv2d_transpose_grad doesn't have any grad"
        ):
            fluid.dygraph.grad([layer(x)], [x], create_graph=True)

    def test_paths_through_excluded_variables_do_not_count(self):
        x = self.leaf(2.0)
        a = x * 3.0
        b = a * x
        (dx,) = fluid.dygraph.grad([b], [x], no_grad_vars=[a])
        np.testing.assert_array_equal(dx.numpy(), [6])
