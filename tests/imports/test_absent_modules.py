"""Modules of the frameworks: every path and name imports, what is not provided refuses its use."""

import importlib
import json
from pathlib import Path

import pytest

import compat
from compat import _absent

ROWS = json.loads(Path(_absent.__file__).with_name("_modules.json").read_text("utf-8"))


@pytest.fixture(autouse=True)
def served():
    compat.install()
    yield
    compat.uninstall()


def names_of(module):
    """All names that a row promises."""
    for key, value in ROWS[module].items():
        for text in value.values() if key == "from" else [value]:
            yield from (item.partition("=")[0] for item in text.split())


@pytest.mark.parametrize(("root", "least"), [("mindspore", 570), ("paddle", 230)])
def test_every_module_imports_with_its_names(root, least):
    paths = [path for path in ROWS if path.partition(".")[0] == root]
    assert len(paths) > least
    for path in paths:
        module = importlib.import_module(path)
        assert [n for n in names_of(path) if not hasattr(module, n)] == [], path


def test_names_that_a_module_took_from_python_are_those():
    import collections
    import os

    from mindspore.common.api import OrderedDict
    from paddle.fluid.incubate.fleet.utils import hdfs

    assert OrderedDict is collections.OrderedDict
    assert hdfs.os is os


@pytest.mark.parametrize(
    "path",
    [
        "mindspore.rewrite",
        "mindspore.ops._grad",
        "paddle.fluid.contrib.slim",
        "paddle.fluid.average",
    ],
)
def test_a_placeholder_module_is_one_object_without_private_names(path):
    module = importlib.import_module(path)
    module.assigned = 3
    try:
        assert importlib.import_module(path).assigned == 3
        parent = importlib.import_module(path.rpartition(".")[0])
        assert getattr(parent, path.rpartition(".")[2]) is module
    finally:
        del module.assigned
    assert not hasattr(module, "__private")
    assert not hasattr(module, "_private")


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("mindspore.mint", "MindSpore 2.3"),
        ("paddle.nn", "Paddle 2.0"),
        ("paddle.to_tensor", "Paddle 2.0"),
    ],
)
def test_names_of_later_versions_say_which(name, version):
    root, _, attribute = name.partition(".")
    module = importlib.import_module(root)
    assert not hasattr(module, attribute)
    with pytest.raises(AttributeError, match=f"{name} came with {version}"):
        getattr(module, attribute)


def test_a_placeholder_is_refused_by_its_full_name():
    from mindspore.rewrite.api.node import Node

    with pytest.raises(NotImplementedError, match=r"mindspore\.rewrite.*Node"):
        Node("x")


def test_borrowed_names_are_the_provided_objects():
    import mindspore
    from mindspore.train.model import ParallelMode

    assert ParallelMode is mindspore.ParallelMode


def test_borrowed_modules_are_the_provided_ones():
    import mindspore

    assert mindspore.dataset.context is mindspore.context


def test_names_defined_in_an_absent_module_are_found_where_they_are_published():
    from mindspore.train.callback._summary_collector import SummaryCollector

    from compat.mindspore_api.train import callback

    assert SummaryCollector is callback.SummaryCollector


def test_private_attributes_of_a_placeholder_do_not_exist():
    import mindspore.rewrite as rewrite

    assert not hasattr(rewrite, "_anything")
    assert not hasattr(rewrite.SymbolTree, "_anything")


def test_an_assignment_to_a_placeholder_module_stays():
    import mindspore.rewrite

    mindspore.rewrite.chosen = 3
    again = importlib.import_module("mindspore.rewrite")
    assert again.chosen == mindspore.rewrite.chosen == 3
    del mindspore.rewrite.chosen


def test_unknown_names_of_known_modules_are_attribute_errors():
    import mindspore.train.model as model

    with pytest.raises(AttributeError, match="no_such_name"):
        model.no_such_name
