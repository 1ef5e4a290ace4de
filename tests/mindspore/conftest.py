"""Fixtures of the MindSpore frontend's tests."""

import pytest

import compat


@pytest.fixture
def installed():
    """`import mindspore` works inside the test, which pickling needs."""
    compat.install("mindspore")
    yield
    compat.uninstall()
