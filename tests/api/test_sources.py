"""What tools see of public functions and classes: their sources, pickles and help."""

from __future__ import annotations

import importlib
import inspect
import pickle
import pydoc
from types import FunctionType

import pytest

import compat

compat.install("paddle")


MODULES = [
    "paddle.fluid.layers.nn",
    "paddle.fluid.layers.ops",
    "paddle.fluid.layers.tensor",
    "paddle.fluid.layers.loss",
    "paddle.fluid.layers.control_flow",
    "paddle.fluid.layers.detection",
    "paddle.fluid.dygraph.nn",
    "paddle.fluid.dygraph.layers",
    "paddle.fluid.dygraph.container",
    "paddle.fluid.optimizer",
    "paddle.fluid.initializer",
    "paddle.fluid.clip",
]


def public(of=(type, FunctionType)):
    """Every function and class that a module lists."""
    return [
        pytest.param(getattr(module, each), id=f"{module.__name__}.{each}")
        for module in map(pydoc.locate, MODULES)
        for each in module.__all__
        if isinstance(getattr(module, each), of)
    ]


@pytest.fixture(autouse=True)
def served():
    compat.install("paddle")
    importlib.import_module("paddle")


@pytest.mark.parametrize("value", public(type))
def test_source_of_a_class_is_found(value):
    first = inspect.getsource(value).partition("\n")[0]
    assert first.startswith(f"class {value.__name__}")


@pytest.mark.parametrize("value", public(FunctionType))
def test_source_of_a_function_is_found(value):
    name = inspect.unwrap(value).__code__.co_name  # one closure makes the functions of a table
    assert f"def {name}(" in inspect.getsource(value)


@pytest.mark.parametrize("value", public())
def test_pickle_gives_the_same_object(value):
    if value.__module__ == "paddle.fluid.layers.layer_function_generator":
        with pytest.raises((pickle.PicklingError, ImportError)):  # as in Paddle
            pickle.dumps(value)
    else:
        assert pickle.loads(pickle.dumps(value)) is value


@pytest.mark.parametrize("value", public(FunctionType))
def test_help_shows_the_text(value):
    text = pydoc.render_doc(value, renderer=pydoc.plaintext)
    assert value.__doc__.strip().partition("\n")[0] in text
