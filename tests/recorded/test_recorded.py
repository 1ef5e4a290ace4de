"""Every recorded call gives what it gave in the real framework.

A single case: pytest tests/recorded -k "softsign and mindspore". How to add one stands in
CONTRIBUTING.md.
"""

from __future__ import annotations

from functools import cache

import pytest

from .cases import load
from .compare import difference
from .frameworks import FRAMEWORKS

ROOTS = {"mindspore": "compat.mindspore_api", "paddle": "compat.paddle_api"}
CASES = [case for framework in FRAMEWORKS for case in load(framework)]


@cache
def framework(name):
    return FRAMEWORKS[name](ROOTS[name])


# Paddle's distributions say so of every Python float they are given.
@pytest.mark.filterwarnings("ignore:data type of argument only support float32")
@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.family}: {c.name}: {c.call[:80]}")
def test_answer_is_as_recorded(case):
    found = framework(case.framework).answer(case.call)
    assert difference(found, case.answer) == ""
