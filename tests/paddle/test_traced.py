"""Functions and layers meant for static graphs, which run as they are."""

import numpy as np
import paddle.fluid as fluid
import pytest

D = fluid.dygraph
X = np.ones((2, 4), "float32")


@pytest.fixture(autouse=True)
def dynamic():
    with D.guard():
        yield


def double(x):
    """Twice `x`."""
    return x * 2.0


def test_declarative_function_runs():
    assert D.declarative(double)(D.to_variable(X)).numpy().tolist() == (2 * X).tolist()


def test_translator_runs_functions():
    translator = D.ProgramTranslator.get_instance()
    assert translator.get_output(double, D.to_variable(X)).numpy().tolist() == (2 * X).tolist()
    assert translator.get_func(double) is double
    assert "return x * 2.0" in translator.get_code(D.declarative(double))
    translator.enable(False)
    assert D.ProgramTranslator().enable_declarative is False
    D.ProgramTranslator.reset()
    assert D.ProgramTranslator().enable_declarative is True


@pytest.mark.parametrize("method", ["get_program", "save_inference_model"])
def test_translator_has_no_programs(method):
    with pytest.raises(NotImplementedError, match=f"ProgramTranslator.{method}"):
        getattr(D.ProgramTranslator(), method)(double)


def test_traced_layer_says_what_to_save():
    out, traced = D.TracedLayer.trace(D.Linear(4, 3), [D.to_variable(X)])
    np.testing.assert_array_equal(traced([X])[0], out.numpy())
    with pytest.raises(NotImplementedError, match="save_dygraph"):
        traced.save_inference_model("folder")
    with pytest.raises(NotImplementedError, match="static program"):
        traced.program
    with pytest.raises(AssertionError, match="after run"):
        traced.set_strategy()
