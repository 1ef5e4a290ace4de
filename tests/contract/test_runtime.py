"""The backend itself, and the contract as a whole."""

from __future__ import annotations

import threading

import numpy as np

from compat.core import autodiff, op, registry, state
from compat.core.contract import PRIMITIVES

from .reference import given, plain


def test_info_names_library_version_and_devices():
    info = op.backend_info()
    assert set(info) == {"library", "version", "devices", "default_device"}
    assert info["library"]
    assert info["version"]
    assert info["default_device"] in info["devices"]
    assert "cpu" in info["devices"]


def test_synchronize_says_true():
    assert op.synchronize(state.device()) is True


def test_every_primitive_is_served():
    op.backend_info()
    slots = {n: registry._raw_slot(p) for n, p in PRIMITIVES.items()}
    missing = [n for n, slot in slots.items() if getattr(slot, "__name__", "") == "missing"]
    assert missing == []


def test_every_default_of_the_contract_exists_and_no_other():
    op.backend_info()
    declared = {n for n, p in PRIMITIVES.items() if p.default}
    assert {n for n in PRIMITIVES if registry._default_of(n)} == declared


def test_there_is_an_engine():
    assert autodiff.engine() is not None


def test_errors_stay_silent_in_many_threads_at_once():
    x = given(np.zeros(2000, "float32"))
    done = []

    def work():
        with np.errstate(all="raise"):
            done.extend(np.isnan(plain(op.divide(x, x))).all() for _ in range(50))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(done) == 200
    assert all(done)


def test_the_error_state_of_the_program_is_left_alone():
    before = np.geterr()
    plain(op.log(given(np.array([-1.0, 0.0]))))
    assert np.geterr() == before
