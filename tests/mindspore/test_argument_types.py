"""Types of arguments are checked before anything else, from the table of MindSpore's answers."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import _argument_types, nn, ops
from compat.mindspore_api import numpy as mnp

TABLE = json.loads(Path(_argument_types.__file__).with_suffix(".json").read_text("utf-8"))
KINDS = {*_argument_types.KINDS.values(), "dtype", "tensor"}


def tensor(shape, dtype):
    return ms.Tensor(np.ones(shape, dtype))


def guarded(name):
    """The functions that a row of the table stands in front of, by part."""
    value = ms
    for part in name.split(".")[1:]:
        value = getattr(value, part)
    if not isinstance(value, type):
        return {"call": value}
    called = value.construct if hasattr(value, "construct") else value.__call__
    return {"init": value.__init__, "call": called}


@pytest.mark.parametrize("name", TABLE)
def test_every_row_belongs_to_a_name_and_knows_its_letters(name):
    functions = guarded(name)
    for part, facts in TABLE[name].items():
        assert hasattr(functions[part], "__wrapped__")
        row = _argument_types.Row(name, facts, None)
        assert row.arguments or row.number is not None
        for argument in row.arguments:
            assert set(argument.refused) <= KINDS
        for group in (*row.same, *row.alike):
            assert len(group) > 1
            assert max(group) < len(row.arguments)


@pytest.mark.parametrize("name", TABLE)
def test_every_row_names_parameters_that_there_are(name):
    functions = guarded(name)
    for part, facts in TABLE[name].items():
        parameters = inspect.signature(functions[part]).parameters.values()
        several = any(p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in parameters)
        names = {p.name for p in parameters}
        for argument in facts["arguments"]:
            assert several or argument["at"] in names or isinstance(argument["at"], int)


# (call, exception, words), as MindSpore 2.0.0 answers
REFUSED = [
    (lambda: ops.Addcdiv()(*[tensor(3, d) for d in ("float32", "float64", "float32", "float32")]),
     TypeError, "must be same"),
    (lambda: ops.BatchNorm(True)(*[tensor((2, 3, 4, 4), "int32")] + [tensor(3, "float32")] * 4),
     TypeError, "input_x"),
    (lambda: ops.Range()(tensor((), "int32"), tensor((), "float32"), tensor((), "int32")),
     TypeError, "must be same"),
    (lambda: ops.LayerNorm()(2.0, tensor(3, "float32"), tensor(3, "float32")),
     TypeError, "must be a Tensor but got Float"),
    (lambda: ops.LayerNorm()(tensor((2, 3), "float32")), ValueError, "must be equal to 3"),
    (lambda: ops.LayerNorm()(tensor((2, 3), "bool"), tensor(3, "float32"), tensor(3, "float32")),
     TypeError, "Tensor[Bool]"),
    (lambda: tensor((2, 3), "float32").argmax(axis="x"), TypeError, "axis"),
    (lambda: tensor((2, 3), "float32").amax(0, keepdims=1), TypeError, "keepdims"),
    (lambda: nn.FTRL([ms.Parameter(tensor(3, "float32"), "w")], initial_accum=1),
     TypeError, "initial_accum"),
    (lambda: mnp.full("abc", 1), TypeError, "shape"),
    (lambda: ops.ger(tensor((2, 2), "float32"), tensor(2, "float32")), ValueError, "dimensions"),
    (lambda: ops.NPUGetFloatStatus()(tensor(3, "float32")), ValueError, "must be 8"),
    (lambda: ops.tuple_len(), ValueError, "must be equal to 1"),
    (lambda: ops.tuple_reversed(), RuntimeError, "the number of input should be 1"),
    (lambda: ops.make_range(5, 1), RuntimeError, "make_range"),
    (lambda: ops.string_eq("a", "a"), RuntimeError, "__infer__"),
]  # fmt: skip


@pytest.mark.parametrize("case", range(len(REFUSED)))
def test_refused_with_mindspores_exception(case):
    call, kind, words = REFUSED[case]
    with pytest.raises(kind) as error:
        call()
    assert type(error.value) is kind
    assert words in str(error.value)


def test_a_combination_that_passed_is_looked_at_once(monkeypatch):
    looked = []
    monkeypatch.setattr(_argument_types, "_check", lambda *a: looked.append(a))
    args = tensor((2, 7), "float32"), tensor(7, "float32"), tensor(7, "float32")
    norm = ops.LayerNorm()
    norm(*args)
    norm(*args)
    assert len(looked) <= 1


def test_what_is_remembered_stays_small():
    def function(x):
        return x

    facts = {"arguments": [{"at": "x", "ranks": {"ValueError": "9"}}]}
    checked = _argument_types._guarded(function, "function", facts, 0)
    seen = inspect.getclosurevars(checked).nonlocals["seen"]
    for n in range(2000):
        checked(tensor((n % 1500 + 1,), "int8"))
    assert len(seen) <= 1024


def test_guarded_functions_look_like_themselves():
    assert str(inspect.signature(ops.addcdiv)) == "(input, tensor1, tensor2, value=1)"
    assert "def addcdiv" in inspect.getsource(ops.addcdiv)
    keywords = ops.addcdiv(
        *[tensor(3, "float32")] * 2, tensor2=tensor(3, "float32"), value=tensor(1, "float32")
    )
    assert keywords.asnumpy().tolist() == [2.0, 2.0, 2.0]
