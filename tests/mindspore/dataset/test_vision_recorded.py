"""Operations on images give what MindSpore 2.0.0 gave (tests/oracle/record_mindspore_vision.py)."""

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("cv2")

from . import vision_cases

RECORDED = json.loads(Path(__file__).with_name("vision_answers.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def found():
    from compat.mindspore_api.dataset.core.settings import settings

    before = settings.seed
    try:
        return vision_cases.answers()
    finally:
        settings.seed = before


@pytest.mark.parametrize("case", sorted(RECORDED))
def test_as_recorded(case, found):
    if case.startswith("wrong "):
        assert found[case] == RECORDED[case]
        return
    assert len(found[case]) == len(RECORDED[case])
    for ours, theirs in zip(found[case], RECORDED[case], strict=True):
        assert ours[:2] == theirs[:2]
        if theirs[1] == "uint8":
            assert ours[2] == theirs[2]
        np.testing.assert_allclose(ours[3], theirs[3], atol=2e-5, rtol=1e-6)


def test_every_call_is_recorded(found):
    assert sorted(found) == sorted(RECORDED)
