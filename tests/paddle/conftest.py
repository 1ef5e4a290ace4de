"""`import paddle` reaches the frontend, at collection and in every test."""

import pytest

import compat

compat.install("paddle")


@pytest.fixture(autouse=True)
def served():
    """Other tests uninstall; the frontend's modules stay the same objects."""
    compat.install("paddle")
