"""Settings, their checks, and a world of one process."""

import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import _parallel_context, communication, context

from ..oracle import mindspore_cases as cases
from .golden import assert_same, evaluate, recorded


@pytest.fixture(autouse=True)
def settings_kept():
    before = dict(context._settings)
    yield
    context._settings.update(before)
    _parallel_context.reset_auto_parallel_context()
    communication.release()


def test_settings_as_recorded():
    for expression in cases.SETTINGS:
        assert_same(evaluate(expression, cases.names), recorded("settings")[expression])


@pytest.mark.parametrize("target", ["Ascend", "GPU", "CPU"])
def test_every_target_is_accepted(target):
    ms.set_context(device_target=target)
    assert ms.get_context("device_target") == target


@pytest.mark.parametrize("mode", [ms.GRAPH_MODE, ms.PYNATIVE_MODE])
def test_mode_is_told(mode):
    ms.set_context(mode=mode, save_graphs=False, device_id=3)
    assert ms.get_context("mode") == mode
    assert ms.get_context("device_id") == 3


def test_ascend_settings_come_apart():
    ms.set_context(device_target="Ascend", ascend_config={"jit_compile": True})
    assert ms.get_context("jit_compile") == "1"
    with pytest.raises(ValueError, match="'ascend_config' must be one of"):
        ms.set_context(ascend_config={"a": 1})


def test_memory_sizes_are_checked():
    ms.set_context(device_target="GPU", max_device_memory="3.5GB")
    assert ms.get_context("max_device_memory") == 3.5
    with pytest.raises(ValueError, match="must be match regular"):
        ms.set_context(max_device_memory="3")


def test_world_of_one(monkeypatch):
    for name in ("RANK_SIZE", "DEVICE_NUM", "WORLD_SIZE"):
        monkeypatch.delenv(name, raising=False)
    communication.init()
    assert (communication.get_rank(), communication.get_group_size()) == (0, 1)
    communication.create_group("own", [0])
    assert communication.get_group_size("own") == 1
    communication.destroy_group("own")
    with pytest.raises(RuntimeError, match="not created"):
        communication.get_rank("own")


def test_a_larger_world_needs_the_number_of_this_process(monkeypatch):
    monkeypatch.setenv("RANK_SIZE", "8")
    monkeypatch.delenv("RANK_ID", raising=False)
    with pytest.raises(RuntimeError, match=r"'RANK_ID'.*one of 8"):
        communication.init("hccl")


def test_parameter_server_is_refused():
    with pytest.raises(NotImplementedError, match="enable_ps"):
        ms.set_ps_context(enable_ps=True)
