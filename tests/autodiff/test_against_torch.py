"""The tape's rules against torch's own derivatives, on the same forward functions."""

from __future__ import annotations

import numpy as np
import pytest

from compat.core import autodiff, op, registry

from .cases import CASES, to_values, waves, within

pytest.importorskip("torch")


@pytest.fixture(scope="module")
def use():
    """Puts torch's own engine ("auto") or the tape under the table of the torch backend."""
    before = registry.ensure()
    registry.select("torch", device="cpu")
    environment = pytest.MonkeyPatch()

    def use(which):
        environment.setenv("COMPAT_AUTODIFF", which)
        registry.resolve()
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


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.primitive} {c.label}".strip())
def test_tape_agrees_with_torch(use, case):
    found = _derivatives(case, use("tape"))
    expected = _derivatives(case, use("auto"))
    for mine, theirs in zip(found, expected, strict=True):
        assert mine.dtype == theirs.dtype
        np.testing.assert_allclose(mine, theirs, rtol=1e-6, atol=1e-8)


def test_the_two_engines_differ(use):
    assert type(use("tape")) is not type(use("auto"))
