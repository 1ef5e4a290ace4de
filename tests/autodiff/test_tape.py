"""What only the tape promises: what it keeps, whom it asks, what it refuses."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest

from compat.core import autodiff, op, registry, state
from compat.core.autodiff import rules
from compat.core.autodiff.recorders import recorder
from compat.core.autodiff.recording import Plan, Tracked, facts_from
from compat.core.contract import PRIMITIVES


@pytest.fixture
def tape(backend, monkeypatch):
    """The tape on the backend under test, even where that has an engine of its own."""
    monkeypatch.setenv("COMPAT_AUTODIFF", "tape")
    registry.ensure()
    registry.resolve()
    yield autodiff.engine()
    monkeypatch.undo()
    registry.resolve()


def value(data):
    return op.asarray(np.asarray(data), "float64", state.device())


def kept_by(primitive, *operands):
    """Names of the operands and results that a node of `primitive` keeps."""
    p, known = PRIMITIVES[primitive], rules.load()
    found = {i: known[primitive, o] for i, o in enumerate(p.operands) if (primitive, o) in known}
    names = {n for o in operands for n in known[primitive, o].needs}
    assert Plan(p, [p.operands.index(o) for o in operands], found, _facts()).save is not None
    return {n for n in names if n in p.operands or n.startswith("result")}


def _facts():
    return facts_from({n: getattr(op, n) for n in ("shape_of", "dtype_of", "device_of")})


@pytest.mark.parametrize(
    ("primitive", "operands", "kept"),
    [
        ("add", ("x1", "x2"), set()),
        ("negative", ("x",), set()),
        ("reshape", ("x",), set()),
        ("sum", ("x",), set()),
        ("multiply", ("x1",), {"x2"}),
        ("tanh", ("x",), {"result"}),
        ("softmax", ("x",), {"result"}),
        ("conv", ("x",), {"w"}),
        ("conv", ("w",), {"x"}),
        ("matmul", ("x2",), {"x1"}),
        ("take", ("x",), {"indices"}),
        ("max_pool", ("x",), {"result_1"}),
    ],
)
def test_rules_keep_no_more_than_they_need(primitive, operands, kept):
    assert kept_by(primitive, *operands) == kept


def test_sums_let_their_operands_go(tape):
    gc.disable()
    try:
        x = tape.leaf(value(np.ones(100_000)))
        inner = op.multiply(x, 2.0)
        alive = weakref.ref(tape.detach(inner))
        y = op.sum(op.add(inner, 1.0), (0,), False)
        del inner
        assert alive() is None
        assert type(y) is Tracked
    finally:
        gc.enable()


def test_rules_of_operands_that_need_no_gradient_do_not_run(tape, monkeypatch):
    x, w = value(np.ones((2, 3))), tape.leaf(value(np.ones((3, 1))))
    y = op.matmul(x, w)
    assert len(y.node.parents) == 1
    assert y.node.saved[0] is x


def test_inputs_that_nobody_asks_for_are_not_derived(tape):
    x, w = tape.leaf(value([2.0])), tape.leaf(value([3.0]))
    called = []

    def backward(cotangents, xs, results):
        called.append(True)
        return [cotangents[0]]

    y = op.multiply(tape.custom(op.exp, backward)(w), x)
    tape.gradients([y], [None], [x], False, False)
    assert called == []


def test_nodes_below_a_target_are_not_walked(tape):
    x = tape.leaf(value([2.0]))
    called = []

    def backward(cotangents, xs, results):
        called.append(True)
        return [cotangents[0]]

    y = tape.custom(op.exp, backward)(x)
    tape.gradients([op.add(y, 1.0)], [None], [y], False, False)
    assert called == []


def test_asarray_takes_the_data_of_a_tracked_value(tape):
    x = tape.leaf(value([2.0]))
    again = op.asarray(x, "float64", state.device())
    assert not tape.is_tracked(again)
    assert op.to_numpy(again).tolist() == [2.0]


def test_tracked_values_show_their_data(tape):
    assert repr(tape.leaf(value([2.0]))).startswith("Tracked(")


def test_a_composition_records_where_a_kernel_has_no_rule(tape):
    q = tape.leaf(value(np.ones((1, 2, 2))))
    y = op.attention(q, q, q, value(np.zeros((2, 2))), 1.0)
    found = tape.gradients([y], [None], [q], False, False)[0]
    assert np.allclose(op.to_numpy(found), 1.0)
    with tape.paused():
        assert not tape.is_tracked(op.attention(q, q, q, value(np.zeros((2, 2))), 1.0))


def test_logsumexp_of_nothing_but_minus_infinity_is_flat(tape):
    x = tape.leaf(value([[-np.inf, -np.inf], [0.0, 0.0]]))
    y = op.logsumexp(x, (1,), False)
    found = tape.gradients([y], [None], [x], False, False)[0]
    assert op.to_numpy(found).tolist() == [[0.0, 0.0], [0.5, 0.5]]


def alike_slot(alike):
    """The slot of `add` over a function that may be called through `alike`, and the calls."""
    calls = []

    def add(x1, x2):
        calls.append("add")
        return x1 + x2

    def library(x1, x2):
        calls.append("library")
        return alike(x1, x2)

    add.__fast_binary__ = library
    p, known = PRIMITIVES["add"], rules.load()
    found = {i: known["add", o] for i, o in enumerate(p.operands)}
    return recorder(p, add, None, found, _facts()), calls


def test_two_arrays_go_to_the_library_and_others_to_the_function(tape):
    slot, calls = alike_slot(lambda a, b: a + b)
    x = value([1.0, 2.0])
    assert op.to_numpy(slot(x, x)).tolist() == [2.0, 4.0]
    assert calls == ["library"]
    assert op.to_numpy(slot(x, 1.0)).tolist() == [2.0, 3.0]
    assert calls == ["library", "add"]
    assert type(slot(tape.leaf(x), tape.leaf(x))) is Tracked
    assert calls == ["library", "add", "add"]


def test_what_the_library_refuses_the_function_gets(tape):
    def refuse(a, b):
        raise ValueError("not these")

    slot, calls = alike_slot(refuse)
    x = value([1.0, 2.0])
    assert op.to_numpy(slot(x, x)).tolist() == [2.0, 4.0]
    assert calls == ["library", "add"]
