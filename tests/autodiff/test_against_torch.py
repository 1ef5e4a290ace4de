"""The tape's rules against torch's own derivatives, on the same forward functions."""

from __future__ import annotations

import numpy as np
import pytest

from compat.core import autodiff, op, registry

from . import cases_layers  # noqa: F401  (adds its cases)
from .cases import CASES, to_values, waves, within

pytest.importorskip("torch")


@pytest.fixture(scope="module")
def engines():
    """(torch's own engine, the tape) on torch; the table serves whichever `use` chose last."""
    before = registry.ensure()
    environment = pytest.MonkeyPatch()

    def use(which):
        environment.setenv("COMPAT_AUTODIFF", which)
        registry.select("torch", device="cpu")
        return autodiff.engine()

    yield use
    environment.undo()
    registry.select(before)


def _derivatives(case, engine):
    """Gradients of the case for random cotangents, and the second derivative along ones."""
    leaves = [engine.leaf(x) for x in to_values(case.xs)]
    results = case.function(*leaves)
    ys = list(results) if isinstance(results, (tuple, list)) else [results]
    cotangents = [_like(engine.detach(y)) for y in ys]
    first = engine.gradients(ys, cotangents, leaves, case.order > 1, False)
    second = []
    if case.order > 1:
        tracked = [g for g in first if engine.is_tracked(g)]
        second = engine.gradients(tracked, [None] * len(tracked), leaves, False, False)
    return [op.to_numpy(g) for g in (*first, *second)]


def _like(y):
    shape = op.shape_of(y)
    if op.dtype_of(y) == "complex128":
        return to_values([waves(*shape)])[0]
    return to_values([within(-1, 1, *shape, seed=9)])[0]


@pytest.fixture(scope="module")
def of_torch(engines):
    """Derivatives by torch's engine: one pass over all cases, so that the table changes once."""
    engine = engines("auto")
    assert type(engine).__name__ == "Engine"
    found = [_derivatives(case, engine) for case in CASES]
    engines("tape")
    return found


@pytest.mark.parametrize("i", range(len(CASES)), ids=lambda i: f"{CASES[i][0]} {CASES[i][1]}")
def test_tape_agrees_with_torch(of_torch, i):
    found = _derivatives(CASES[i], autodiff.engine())
    assert type(autodiff.engine()).__name__ == "Tape"
    for mine, theirs in zip(found, of_torch[i], strict=True):
        assert mine.dtype == theirs.dtype
        np.testing.assert_allclose(mine, theirs, rtol=1e-6, atol=1e-8)
