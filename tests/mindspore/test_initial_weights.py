"""Initial weights of whole networks after `set_seed`."""

import pytest

from .nn_golden import differences, found, recorded


@pytest.mark.parametrize("case", list(recorded("weights_by_seed")))
def test_weights_as_in_the_original(case):
    assert not differences(found("weights_by_seed")[case], recorded("weights_by_seed")[case])
