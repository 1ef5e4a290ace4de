"""Optimizers and learning rates, against recorded answers of MindSpore 2.0.0."""

import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import nn

from .nn_golden import differences, found, recorded


@pytest.mark.parametrize("case", list(recorded("optimizers")))
def test_trajectory_as_in_the_original(case):
    assert not differences(found("optimizers")[case], recorded("optimizers")[case])


@pytest.mark.parametrize("case", list(recorded("rates")))
def test_rates_as_in_the_original(case):
    assert not differences(found("rates")[case], recorded("rates")[case])


def test_an_update_does_not_write_into_what_the_program_holds():
    parameter = ms.Parameter(ms.Tensor([1.0, 2.0]), name="w")
    twin = ms.Parameter(ms.Tensor([0.0, 0.0]), name="v")
    ms.ops.assign(twin, parameter)
    optimizer = nn.Momentum([parameter], 0.5, 0.9)
    for _ in range(2):
        optimizer((ms.Tensor([1.0, 1.0]),))
        ms.ops.assign(twin, parameter)
        held = parameter.asnumpy().tolist()
    optimizer((ms.Tensor([1.0, 1.0]),))
    assert twin.asnumpy().tolist() == held
    assert parameter.asnumpy().tolist() != held


def test_scheduled_rate_counts_steps():
    parameter = ms.Parameter(ms.Tensor([0.0]), name="w")
    optimizer = nn.SGD([parameter], nn.WarmUpLR(1.0, 4))
    for _ in range(3):
        optimizer((ms.Tensor([1.0]),))
    assert parameter.asnumpy().tolist() == [-0.75]
    assert optimizer.global_step.asnumpy().tolist() == [3]
