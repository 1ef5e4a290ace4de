"""Every rule against finite differences in float64, and that there is a rule for everything."""

from __future__ import annotations

import pytest

from compat.core import autodiff, op
from compat.core.autodiff import rules
from compat.core.autodiff.check import check
from compat.core.contract import PRIMITIVES

from .cases import CASES, to_values

# Operands that carry no gradient although the primitive does.
WITHOUT = {
    ("take", "indices"): "positions",
    ("take_along_axis", "indices"): "positions",
    ("put_along_axis", "indices"): "positions",
    ("gather_nd", "indices"): "positions",
    ("scatter_nd", "indices"): "positions",
    ("where", "condition"): "bool",
    ("cross_entropy", "labels"): "class numbers",
}


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.primitive} {c.label}".strip())
def test_rule_agrees_with_finite_differences(backend, case):
    check(case.function, to_values(case.xs), case.order, tolerance=case.tolerance)


def test_every_operand_has_a_rule_or_its_primitive_a_composition():
    known = rules.load()
    missing = [
        (name, operand)
        for name, p in PRIMITIVES.items()
        for operand in p.operands
        if not p.constant and (name, operand) not in known and (name, operand) not in WITHOUT
        if not (p.default and not any((name, o) in known for o in p.operands))
    ]
    assert missing == []


def test_operands_without_gradient_have_no_rule():
    assert set(WITHOUT).isdisjoint(rules.load())


def test_every_differentiable_primitive_has_a_case():
    covered = {case.primitive for case in CASES}
    wanted = {name for name, p in PRIMITIVES.items() if not p.constant and p.operands}
    assert wanted - covered == set()


@pytest.mark.parametrize("primitive", ["sign", "floor", "floor_divide", "argmax", "nonzero"])
def test_constant_primitives_take_no_rule(primitive):
    with pytest.raises(TypeError, match=primitive):
        rules.vjp(primitive, PRIMITIVES[primitive].operands[0])


def test_a_rule_cannot_be_registered_twice():
    with pytest.raises(TypeError, match="already"):
        rules.vjp("add", "x1")(lambda g, shape: g)


def test_a_rule_cannot_ask_for_what_does_not_exist():
    with pytest.raises(TypeError, match="weather"):
        rules.vjp("add", "x1")(lambda g, weather: g)


def test_reductions_without_derivative_say_so(backend):
    x, u = (autodiff.engine().leaf(v) for v in to_values([[1.0, 2.0], [3.0]], "float64"))
    positions = to_values([[0]], "int64")[0]
    y = op.put_along_axis(x, positions, u, 0, "max")
    if type(autodiff.engine()).__name__ == "Tape":
        with pytest.raises(NotImplementedError, match="put_along_axis"):
            autodiff.engine().gradients([y], [None], [x], False, False)


# Libraries have no half precision for these.
NO_HALF = {
    *("cholesky", "solve", "inv", "slogdet", "qr", "svd", "eigh", "triangular_solve", "rfft"),
    *("complex", "lgamma", "polygamma", "erfinv", "astype"),
}


def _in_short_dtypes():
    for case in CASES:
        if any(x.dtype.kind == "c" for x in case.xs):
            yield case, "complex64"
            continue
        yield case, "float32"
        if case.primitive not in NO_HALF:
            yield case, "float16"


@pytest.mark.parametrize(
    ("case", "dtype"),
    [pytest.param(c, d, id=f"{c.primitive} {c.label} {d}") for c, d in _in_short_dtypes()],
)
def test_gradients_keep_shape_and_dtype(backend, case, dtype):
    engine = autodiff.engine()
    leaves = [engine.leaf(x) for x in to_values(case.xs, dtype)]
    y = case.function(*leaves)
    ys = list(y) if isinstance(y, (tuple, list)) else [y]
    found = engine.gradients(ys, [None] * len(ys), leaves, False, False)
    facts = [(op.shape_of(x), op.dtype_of(x)) for x in leaves]
    assert [(op.shape_of(g), op.dtype_of(g)) for g in found] == facts
