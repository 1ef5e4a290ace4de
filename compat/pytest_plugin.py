"""`pytest -p compat.pytest_plugin`: serves the frameworks before any conftest imports one.

Not registered by itself: a plugin that shadows an installed framework has to be asked for.
"""

from __future__ import annotations

from typing import Any

import pytest

import compat
from compat import _legacy, failure


def pytest_addoption(parser: Any) -> None:
    """`--compat-backend numpy,torch`: the whole suite on each, and one matrix."""
    group = parser.getgroup("compat")
    group.addoption(
        "--compat-backend",
        metavar="NAMES",
        help="run the suite on each of these backends, with commas, in a process of its own, and "
        "print one matrix",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: Any) -> int | None:
    """Hand over to the matrix where backends are asked for."""
    names = config.getoption("--compat-backend")
    if not names or config.option.help:
        return None
    from ._matrix import run

    return run(names, list(config.invocation_params.args))


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Install before conftest files are imported; child processes included."""
    compat.install(children=True)
    _legacy.install()


def pytest_unconfigure() -> None:
    """Leave the process as it was."""
    compat.uninstall()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(call: Any) -> Any:
    """Where, why and what next, behind the traceback."""
    report = (yield).get_result()
    text = None if call.excinfo is None else failure.explain(call.excinfo.value)
    if text is not None:
        report.sections.append(("compat", text))


def pytest_report_header(config: Any) -> str:
    """Backend and device in the header."""
    from compat.core import registry, state

    return f"compat {compat.__version__}: backend {registry.ensure()} on {state.device()}"
