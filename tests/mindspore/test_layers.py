"""Layers against recorded answers of MindSpore 2.0.0."""

import pytest

from .nn_golden import differences, found, recorded


@pytest.mark.parametrize("case", list(recorded("layers")))
def test_layer_as_in_the_original(case):
    assert not differences(found("layers")[case], recorded("layers")[case])


@pytest.mark.parametrize("case", list(recorded("transformers")))
def test_attention_agrees_with_the_original(case):
    assert not differences(found("transformers")[case], recorded("transformers")[case])
