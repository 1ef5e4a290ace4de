"""What operators take is checked before anything else, from the table of MindSpore's answers."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import ops
from compat.mindspore_api.ops import operand_types

TABLE = json.loads(Path(operand_types.__file__).with_suffix(".json").read_text("utf-8"))


def tensor(shape, dtype):
    return ms.Tensor(np.ones(shape, dtype))


@pytest.mark.parametrize("name", TABLE)
def test_every_row_belongs_to_a_name_and_knows_its_letters(name):
    value = getattr(ops, name.rpartition(".")[2])
    target = value.__call__ if isinstance(value, type) else value
    assert hasattr(target, "__wrapped__")
    row = operand_types.Row(name, TABLE[name])
    assert row.operands
    for operand in row.operands:
        assert operand.dtypes
        assert set(operand.refused) <= set(operand_types.KINDS.values())
        assert {operand_types._error(e) for e in operand.refused.values()} <= {TypeError}


# (call, exception, words), as MindSpore 2.0.0 answers
REFUSED = [
    (lambda: ops.Addcdiv()(*[tensor(3, d) for d in ("float32", "float64", "float32", "float32")]),
     TypeError, "must be same"),
    (lambda: ops.BatchNorm(True)(*[tensor((2, 3, 4, 4), "int32")] + [tensor(3, "float32")] * 4),
     TypeError, "input_x"),
    (lambda: ops.Range()(tensor((), "int32"), tensor((), "float32"), tensor((), "int32")),
     TypeError, "must be same"),
    (lambda: ops.OneHot()(tensor(3, "float32"), 3, tensor((), "float32"), tensor((), "float32")),
     TypeError, "indices"),
    (lambda: ops.LayerNorm()(2.0, tensor(3, "float32"), tensor(3, "float32")),
     TypeError, "must be a Tensor but got Float"),
    (lambda: ops.LayerNorm()(tensor((2, 3), "float32")), ValueError, "must be equal to 3"),
    (lambda: ops.LayerNorm()(tensor((2, 3), "bool"), tensor(3, "float32"), tensor(3, "float32")),
     TypeError, "Tensor[Bool]"),
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
    monkeypatch.setattr(operand_types, "_check", lambda *a: looked.append(a))
    args = tensor((2, 7), "float32"), tensor(7, "float32"), tensor(7, "float32")
    norm = ops.LayerNorm()
    norm(*args)
    norm(*args)
    assert len(looked) <= 1


def test_guarded_functions_look_like_themselves():
    assert str(inspect.signature(ops.addcdiv)) == "(input, tensor1, tensor2, value=1)"
    assert "def addcdiv" in inspect.getsource(ops.addcdiv)
    keywords = ops.addcdiv(
        *[tensor(3, "float32")] * 2, tensor2=tensor(3, "float32"), value=tensor(1, "float32")
    )
    assert keywords.asnumpy().tolist() == [2.0, 2.0, 2.0]
