"""Which backend is under test."""

from __future__ import annotations

import os
import signal

import pytest


def backend_name() -> str:
    return os.environ.get("COMPAT_BACKEND", "").strip() or "numpy"


def pytest_configure(config):
    """Programs that tests start and interrupt are interrupted under `nohup` and `&` as well.

    These leave SIGINT ignored, which children inherit.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_report_header(config):
    from compat.core import registry

    tape = os.environ.get("COMPAT_AUTODIFF", "auto")
    return f"compat: backend {registry.ensure()} ({registry.reason}), autodiff {tape}"


@pytest.fixture(scope="session")
def backend() -> str:
    """Name of the backend under test."""
    return backend_name()
