"""Which backend is under test, and the expected failures that are on record."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    import tomli as tomllib

KNOWN = Path(__file__).with_name("known")
PLACEHOLDERS = ("", "todo", "tbd", "fixme", "?")
# The number of entries may only fall.
CEILING = 0


def backend_name() -> str:
    return os.environ.get("COMPAT_BACKEND", "").strip() or "numpy"


def pytest_report_header(config):
    from compat.core import registry

    tape = os.environ.get("COMPAT_AUTODIFF", "auto")
    return f"compat: backend {registry.ensure()} ({registry.reason}), autodiff {tape}"


def load_gaps() -> dict[str, str]:
    """Test id -> reason, from the files that apply to the backend under test."""
    gaps: dict[str, str] = {}
    for path in sorted(KNOWN.glob("*.toml")):
        if path.stem.startswith("backend-") and path.stem != f"backend-{backend_name()}":
            continue
        for entry in tomllib.loads(path.read_text("utf-8")).get("gap", ()):
            if entry["id"] in gaps:
                raise pytest.UsageError(f"{path.name}: {entry['id']} is listed twice")
            if entry.get("reason", "").strip().lower() in PLACEHOLDERS:
                raise pytest.UsageError(f"{path.name}: {entry['id']} has no reason")
            gaps[entry["id"]] = entry["reason"]
    return gaps


def pytest_collection_modifyitems(config, items):
    gaps = load_gaps()
    if len(gaps) > CEILING:
        raise pytest.UsageError(f"{len(gaps)} known gaps, the ceiling is {CEILING}")
    for item in items:
        reason = gaps.pop(item.nodeid, None)
        if reason is not None:
            item.add_marker(pytest.mark.xfail(strict=True, reason=reason))
    whole_run = not config.getoption("keyword") and not any("::" in a for a in config.args)
    if gaps and whole_run and config.args in ([], ["tests"]):
        raise pytest.UsageError(f"known gaps that match no test: {sorted(gaps)}")


@pytest.fixture(scope="session")
def backend() -> str:
    """Name of the backend under test."""
    return backend_name()
