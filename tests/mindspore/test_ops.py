"""Operators and functions of `mindspore.ops` against recorded outcomes of MindSpore 2.0.0."""

import pytest

import compat.mindspore_api as ms

from ..oracle import mindspore_cases
from ..oracle import mindspore_ops_cases as cases
from .golden import assert_same, recorded

CASES = [(group, e) for group in cases.GROUPS for e in cases.expressions(group)]


@pytest.mark.parametrize(("group", "expression"), CASES)
def test_outcome_of_the_original(group, expression):
    found = mindspore_cases.outcome(ms, lambda: cases.evaluate(ms, expression))
    # The kernels sum in other orders, and some elementary functions are approximations.
    assert_same(found, recorded(f"ops_{group}")[expression], slack=50)
