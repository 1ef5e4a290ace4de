"""Which backend is under test."""

from __future__ import annotations

import os

import pytest


def backend_name() -> str:
    return os.environ.get("COMPAT_BACKEND", "").strip() or "numpy"


def pytest_report_header(config):
    from compat.core import registry

    tape = os.environ.get("COMPAT_AUTODIFF", "auto")
    return f"compat: backend {registry.ensure()} ({registry.reason}), autodiff {tape}"


@pytest.fixture(scope="session")
def backend() -> str:
    """Name of the backend under test."""
    return backend_name()
